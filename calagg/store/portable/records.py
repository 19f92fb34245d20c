"""`Records(file, "calagg.jsonl")` -> its header, and ("source", {"name": "natverket", …}) for each row, checked.

That nothing is missing or changed is known when the last row has been given: whoever must know before doing anything
reads all of them first.
"""

import hashlib
import json
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import Any, BinaryIO

from calagg.errors import BackupError
from calagg.store.portable.form import DAMAGED, Header, read_header
from calagg.store.upgrade import known_revisions


class Records:
    """The rows of an export, one at a time; `where` is what its messages name the file as."""

    def __init__(self, file: BinaryIO, where: str) -> None:
        """Reads the first line. Raises BackupError where it is none of calagg's, or of a schema that is not known."""
        self.where = where
        self.line = 0
        self.read = 0  # bytes
        self._file = file
        self._summed = hashlib.sha256()
        first = self._next()
        self.header: Header = read_header(first, where)
        self._summed.update(first)
        if self.header.schema not in known_revisions():
            raise BackupError(
                f"{where}: has schema {self.header.schema}, made by a newer calagg; install that version or a newer",
            )

    def __iter__(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Each table's name and its row as it is written, in the order of the file. Raises BackupError."""
        found: Counter[str] = Counter()
        while True:
            line = self._next()
            name, told = self._parsed(line)
            if name == "end":
                break
            self._summed.update(line)
            found[name] += 1
            yield name, told
        whole = {"rows": found.total(), "sha256": self._summed.hexdigest()}
        if told != whole or found != Counter(dict(self.header.counts)) or self._next():
            raise BackupError(f"{self.where}: {DAMAGED} (its sum is another)")

    def damaged(self, why: str) -> BackupError:
        """What is wrong with the row that was given last."""
        return BackupError(f"{self.where}: {DAMAGED} (line {self.line}: {why})")

    def _next(self) -> bytes:
        try:
            line = self._file.readline()
        except (EOFError, zlib.error) as error:  # a packed file that ends too early
            raise BackupError(f"{self.where}: {DAMAGED} (after line {self.line})") from error
        except OSError as error:  # which a packed file with a wrong sum gives too
            why = error.strerror or "its packing does not fit"
            raise BackupError(f"{self.where}: can't be read or is damaged ({why}); take another backup") from error
        self.line += 1
        self.read += len(line)
        return line

    def _parsed(self, line: bytes) -> tuple[str, dict[str, Any]]:
        if not line.endswith(b"\n"):
            raise BackupError(f"{self.where}: {DAMAGED} (it ends at line {self.line})")
        try:
            told = json.loads(line.decode())
        except (ValueError, RecursionError):
            raise self.damaged("no JSON") from None
        if not isinstance(told, dict) or len(told) != 1:
            raise self.damaged("no row")
        [(name, row)] = told.items()
        if not isinstance(row, dict):
            raise self.damaged("no row")
        return name, row

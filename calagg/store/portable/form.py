"""Header(schema="0014", counts={"source": 3, …}) <-> the first line of an export; a row <-> one line of it.

The first line says what follows, then comes one object for each row, `{"source": {"name": "natverket", …}}`, in the
order of the tables' references and of their primary keys, and last a line with the number of rows and the SHA-256 of
all lines before it: what is cut off or was changed is known by it. There is no clock in it: the same rows are the same
bytes, whichever database they are in.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import partial
from typing import Any

from sqlalchemy import Date, DateTime, LargeBinary, Time
from sqlalchemy.types import TypeEngine

from calagg.errors import BackupError

FORMAT = 1
DAMAGED = "is damaged or cut off; take an earlier backup, or make it anew where it came from"


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What an export holds: the revision of its schema, and how many rows of each table."""

    schema: str
    counts: Mapping[str, int]

    @property
    def rows(self) -> int:
        """How many rows there are in all."""
        return sum(self.counts.values())


def header_line(header: Header) -> bytes:
    """The first line of an export."""
    return _line({"calagg": "export", "format": FORMAT, "schema": header.schema, "rows": dict(header.counts)})


def read_header(line: bytes, where: str) -> Header:
    """What the first line says. Raises BackupError; whether the schema is known is asked elsewhere."""
    try:
        told = json.loads(line)
    except ValueError:
        told = None
    if not isinstance(told, dict) or told.get("calagg") != "export":
        raise BackupError(f"{where}: is no export of calagg's; name a file that `calagg backup` or `export` wrote")
    if told.get("format") != FORMAT:
        raise BackupError(
            f"{where}: has the format {told.get('format')!r} of a newer calagg; install that version or a newer",
        )
    schema, counts = told.get("schema"), told.get("rows")
    if not isinstance(schema, str) or not isinstance(counts, dict):
        raise BackupError(f"{where}: {DAMAGED} (line 1)")
    if not all(isinstance(number, int) for number in counts.values()):
        raise BackupError(f"{where}: {DAMAGED} (line 1)")
    return Header(schema=schema, counts=counts)


def row_line(table: str, row: Mapping[str, Any]) -> bytes:
    """One row, its columns in the order of `row`."""
    return _line({table: row})


def end_line(rows: int, sha256: str) -> bytes:
    """The last line of an export."""
    return _line({"end": {"rows": rows, "sha256": sha256}})


def reader_of(kind: TypeEngine[Any]) -> Callable[[str], Any] | None:
    """What makes a value for a column of that type of what stands in a line; None where it stands there as it is.

    The reader raises ValueError or TypeError.
    """
    if isinstance(kind, DateTime):
        return datetime.fromisoformat
    if isinstance(kind, Date):
        return date.fromisoformat
    if isinstance(kind, Time):
        return time.fromisoformat
    return partial(b64decode, validate=True) if isinstance(kind, LargeBinary) else None


def _written(value: object) -> str:
    """What JSON has no word for."""
    if isinstance(value, datetime):  # an instant, in UTC
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, bytes):
        return b64encode(value).decode()
    raise TypeError(f"{type(value).__name__} has no form in an export")


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_written)


def _line(value: Mapping[str, Any]) -> bytes:
    return _ENCODER.encode(value).encode() + b"\n"

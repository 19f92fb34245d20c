"""write_lines(Path("calagg.jsonl.gz"), lines) -> the whole file or none of it, which only its owner may read.

`opened` reads it, packed or not. What the lines say is in `calagg.store.portable`.
"""

import gzip
import os
import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO, TypeVar, cast

from calagg.errors import MissingInputError, OutputError

T = TypeVar("T")
_PACKED = b"\x1f\x8b"  # RFC 1952, 2.3.1


def write_lines(path: Path, lines: Iterable[bytes], *, packed: bool, prove: Callable[[Path], T]) -> T:
    """Writes a temporary file beside `path`, has it proved, gives it its name, and says what the proof did.

    Killed at any point, or where `lines` or `prove` raise, what stood at `path` stands there still. A packed file has
    no time in it: the same lines are the same bytes. Raises OutputError.
    """
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as file:
                if packed:
                    with gzip.GzipFile(filename="", mode="wb", fileobj=file, compresslevel=6, mtime=0) as packing:
                        packing.writelines(lines)
                else:
                    file.writelines(lines)
                file.flush()
                os.fsync(file.fileno())
            proved = prove(temporary)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
        _sync_folder(path.parent)
        return proved
    except OSError as error:
        raise OutputError(
            f"{path}: can't be written ({error.strerror}); free some space, or name a file in a folder that is there "
            "and may be written to",
        ) from error


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """The bytes of a file as they were before it was packed. Raises MissingInputError."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise MissingInputError(f"{path}: can't be read ({error.strerror}); check the name") from error
    with file:
        yield unpacked(file)


def unpacked(file: BufferedReader) -> BinaryIO:
    """The same bytes, unpacked where they are packed by gzip."""
    if file.peek(2)[:2] == _PACKED:
        return cast("BinaryIO", gzip.GzipFile(fileobj=file, mode="rb"))
    return file


def _sync_folder(folder: Path) -> None:
    """Sees to it that the new name is on the disk, where the system can do that."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

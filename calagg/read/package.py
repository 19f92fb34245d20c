"""The bytes of a .docx or an .odt -> `Package`, whose parts are safe to parse: no zip bomb, no DOCTYPE.

Both are zip archives of XML parts (ECMA-376, part 2; OpenDocument 1.3, part 2). What the parts say is in `docx.py` and
`odt.py`.
"""

import io
import struct
import zipfile
import zlib
from xml.etree import ElementTree
from xml.parsers import expat

from calagg.errors import ReadError
from calagg.model import Outcome

MOST_UNPACKED = 100_000_000  # bytes: 5 times what a file may have
_MOST_DIRECTORY = 2_000_000  # bytes of the archive's own table of contents: some 20,000 parts
_END_OF_DIRECTORY = b"PK\x05\x06"
_END_LENGTH = 22
_DAMAGED = (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, NotImplementedError, RuntimeError)


class Package:
    """The parts of the archive by name. Nothing is unpacked before the sizes that it tells of have been summed up."""

    def __init__(self, data: bytes, name: str) -> None:
        self._name = name
        _refuse_large_directory(data, name)
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGED:
            raise _broken(name, "is a damaged zip archive") from None
        self.names = self._archive.namelist()
        unpacked = sum(part.file_size for part in self._archive.infolist())
        if unpacked > MOST_UNPACKED:
            raise ReadError(
                f"{name}: unpacks to {unpacked} bytes, more than {MOST_UNPACKED}; save it without its pictures",
                outcome=Outcome.TOO_LARGE,
            )

    def refuse_doctypes(self) -> None:
        """Raises ReadError where a part is no XML, or declares entities that grow when they are read."""
        for part in self.names:
            if part.endswith((".xml", ".rels")):
                self._scan(part)

    def holds(self, part: str, words: bytes) -> bool:
        """Whether the part is there and has these bytes in it."""
        return part in self.names and words in self._read(part)

    def xml(self, part: str) -> ElementTree.Element | None:
        """The root of a part that `refuse_doctypes` has seen; None where there is no such part."""
        return ElementTree.fromstring(self._read(part)) if part in self.names else None  # noqa: S314 - no DOCTYPE

    def _scan(self, part: str) -> None:
        parser = expat.ParserCreate()

        def refuse(*_declared: object) -> None:
            raise _broken(self._name, f"holds a DOCTYPE in {part}, as no office program writes it,")

        parser.StartDoctypeDeclHandler = refuse
        try:
            parser.Parse(self._read(part), True)
        except expat.ExpatError as error:
            raise _broken(self._name, f"is damaged in {part} ({error})") from None

    def _read(self, part: str) -> bytes:
        try:
            return self._archive.read(part)  # gives no more bytes than the size that was summed up
        except _DAMAGED:
            raise _broken(self._name, f"is damaged in {part}") from None


def part_names(data: bytes, name: str) -> list[str]:
    """The names of the parts in a zip archive. Raises ReadError, outcome 'broken' or 'too-large'."""
    _refuse_large_directory(data, name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.namelist()
    except _DAMAGED:
        raise _broken(name, "is a damaged zip archive") from None


def _refuse_large_directory(data: bytes, name: str) -> None:
    """`zipfile` holds the whole table of contents in memory; a field that says "look elsewhere" is large as well."""
    at = data.rfind(_END_OF_DIRECTORY)
    if at < 0 or len(data) - at < _END_LENGTH:
        raise _broken(name, "is a damaged zip archive")
    (size,) = struct.unpack_from("<L", data, at + 12)
    if size > _MOST_DIRECTORY:
        raise ReadError(
            f"{name}: is an archive with a table of contents of {size} bytes; save the document anew",
            outcome=Outcome.TOO_LARGE,
        )


def _broken(name: str, what: str) -> ReadError:
    return ReadError(f"{name}: {what}; open it in its program and save it anew", outcome=Outcome.BROKEN)

"""Files made to hurt: each has one named outcome within its limits, and the process that asked lives on."""

import io
import struct
import sys
import zipfile

import pytest

from calagg.errors import ReadError
from calagg.read import read_bytes
from calagg.read.limits import Limits
from tests.read.word import NAMESPACES, PARAGRAPH, with_body, with_parts, word

ENTITIES = (
    '<!DOCTYPE w:document [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    f"<w:document {NAMESPACES}><w:body>{PARAGRAPH.format('&b;')}</w:body></w:document>"
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def zip_bomb() -> bytes:
    """A Word file of a few hundred kB that unpacks to 300 MB."""
    held = io.BytesIO(word("Hej"))
    with zipfile.ZipFile(held, "a", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for number in range(6):
            archive.writestr(f"word/media/{number}.xml", b" " * 50_000_000)
    return held.getvalue()


def lying_zip_bomb() -> bytes:
    """The same, with sizes in its table of contents that sum up to little."""
    data = bytearray(zip_bomb())
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        if struct.unpack_from("<L", data, at + 24)[0] == 50_000_000:
            struct.pack_into("<L", data, at + 24, 1000)
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(data)


REFUSED = {
    "zip bomb": (zip_bomb, "too-large", "unpacks to 300"),
    "zip bomb that lies": (lying_zip_bomb, "broken", "is damaged in word/media/0.xml"),
    "entities": (lambda: with_parts(word(), {"word/document.xml": ENTITIES}), "broken", "holds a DOCTYPE"),
    "entities in UTF-16": (
        lambda: with_parts(word(), {"word/header9.xml": ENTITIES.encode("utf-16")}),
        "broken",
        "holds a DOCTYPE in word/header9.xml",
    ),
    "no XML": (lambda: with_parts(word(), {"word/document.xml": "Hej"}), "broken", "is damaged in word/document.xml"),
    "cut": (lambda: word("Hej")[:-300], "broken", "is a damaged zip archive"),
    "nested without end": (lambda: with_body("<w:p>" * 50_000 + "</w:p>" * 50_000), "broken", ""),
    "a huge table of contents": (
        lambda: word("Hej")[:-10] + struct.pack("<L", 5_000_000) + word("Hej")[-6:],
        "too-large",
        "is an archive with a table of contents of 5000000 bytes",
    ),
    "encrypted": (lambda: OLE + "EncryptedPackage".encode("utf_16_le"), "encrypted", "is encrypted; save it without"),
    "old Word": (lambda: OLE + "WordDocument".encode("utf_16_le"), "unsupported", "is an old Word file (.doc)"),
}


@pytest.mark.parametrize(("make", "outcome", "message"), REFUSED.values(), ids=REFUSED)
def test_a_hostile_file_has_its_outcome(make: object, outcome: str, message: str) -> None:
    assert callable(make)
    with pytest.raises(ReadError) as refused:
        read_bytes(make(), "a.docx")
    assert refused.value.outcome == outcome
    assert str(refused.value).startswith(f"a.docx: {message}")
    assert "\n" not in str(refused.value)


LARGE = with_body(PARAGRAPH.format("Gruppen ses den 3 december.") * 60_000)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limits of memory and processor time for a process")
@pytest.mark.parametrize(
    ("limits", "outcome", "message"),
    [
        (Limits(cpu_seconds=1), "timeout", "was not read within 1 seconds of processor time"),
        (Limits(memory_bytes=120_000_000), "too-large", "takes more memory than a document may"),
        (Limits(result_bytes=1000), "broken", "the program that reads it died"),
    ],
    ids=["processor time", "memory", "what it writes"],
)
def test_a_file_that_takes_too_much(limits: Limits, outcome: str, message: str) -> None:
    data = LARGE if limits.result_bytes > 1000 else word("Hej " * 1000)
    with pytest.raises(ReadError) as refused:
        read_bytes(data, "a.docx", limits=limits)
    assert (refused.value.outcome, message in str(refused.value)) == (outcome, True), str(refused.value)


def test_a_file_that_takes_too_long() -> None:
    with pytest.raises(ReadError, match=r"was not read within 0\.5 seconds; save it as plain text") as refused:
        read_bytes(LARGE, "a.docx", limits=Limits(wall_seconds=0.5))
    assert refused.value.outcome == "timeout"


def test_a_library_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mammoth", None)
    with pytest.raises(ReadError, match=r"the library mammoth .* is missing; install it with pip install") as refused:
        read_bytes(word("Hej"), "a.docx")
    assert refused.value.outcome == "unsupported"

"""What is read, by content first and by suffix second, and what is refused by name."""

import io
import zipfile

import pytest

from calagg.errors import ReadError
from calagg.read import read_bytes

PAGE = b"<!DOCTYPE html><title>M</title><p>Den 3 mars"
READ = {
    "plain text": (b"Den 3 mars", "a.txt", "text"),
    "no suffix": (b"Den 3 mars", "protokoll", "text"),
    "mail": (
        b"From: Ada <ada@example.se>\r\nTo: b@example.se\r\nSubject: Hej\r\nMIME-Version: 1.0\r\n\r\nDen 3 mars",
        "a.txt",
        "mail",
    ),
    "mail by its suffix": (b"From: Ada <ada@example.se>\nSubject: Hej\n\nDen 3 mars", "a.eml", "mail"),
    "markdown": (b"# Protokoll\nDen 3 mars", "a.md", "markdown"),
    "html": (PAGE, "a.html", "html"),
    "html named as text": (PAGE, "a.txt", "html"),
    "html after a comment": (b"<!-- sparad -->\n<html><p>Den 3 mars", "a.txt", "html"),
    "a piece of html": (b"<p>Den 3 mars</p>", "a.htm", "html"),
    "text named as html": (b"Den 3 mars < den 4 mars", "a.html", "text"),
    "text that begins as a program does": (b"MZ-gruppen sammantr\xc3\xa4der den 3 mars", "a.txt", "text"),
    "text with one stray NUL": (b"Den 3 mars \x00 tr\xc3\xa4ffas gruppen i gamla skolan i Lindevik", "a.txt", "text"),
    "text that begins with a label": (b"Plats: Lindevik\nTid: 9-12\n\nDen 3 mars", "a.txt", "text"),
}


@pytest.mark.parametrize(("data", "name", "form"), READ.values(), ids=READ)
def test_read(data: bytes, name: str, form: str) -> None:
    assert read_bytes(data, name).format == form


def zipped(*names: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return held.getvalue()


REFUSED = {
    "word without its document": (zipped("word/styles.xml"), "a.docx", "a Word file without a document in it"),
    "excel": (zipped("xl/workbook.xml"), "a.xlsx", "an Excel file (.xlsx)"),
    "opendocument that is no text": (
        zipped("mimetype", "META-INF/manifest.xml"),
        "a.ods",
        "an OpenDocument file that is no text (.ods, .odp)",
    ),
    "zip": (zipped("a.txt"), "a.zip", "a zip archive"),
    "old office": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(50), "a.xls", "an old Office file (.xls or .ppt)"),
    "mailbox": (b"From a@example.org Mon Nov  2 10:00:00 2026\nFrom: a\nSubject: b\n\nHej", "a", "a mailbox of mails"),
    "png": (b"\x89PNG\r\n\x1a\n" + bytes(20), "a.png", "a picture (.png)"),
    "jpeg": (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a.jpg", "a picture (.jpg)"),
    "program": (b"MZ\x90\x00\x03\x00\x00\x00", "a.exe", "a program"),
    "noise": (bytes(range(256)) * 8, "a.txt", "a binary file"),
    "noise with a UTF-16 mark": (b"\xff\xfe" + bytes(range(1, 255)) * 8, "a.txt", "a binary file"),
    "xml": (b"<?xml version='1.0'?><a>Den 3 mars</a>", "a.xml", "an XML file"),
}


@pytest.mark.parametrize("name", ["a.pdf", "a.txt"])
def test_a_cut_pdf_is_broken_whatever_it_is_called(name: str) -> None:
    with pytest.raises(ReadError, match=r"is a damaged PDF; ask for a whole copy") as refused:
        read_bytes(b"%PDF-1.7\n\x01\x02", name)
    assert refused.value.outcome == "broken"


def test_a_cut_archive_is_broken() -> None:
    with pytest.raises(ReadError, match=r"a\.zip: is a damaged zip archive; open it in its program") as refused:
        read_bytes(zipped("a.txt")[:40], "a.zip")
    assert refused.value.outcome == "broken"


@pytest.mark.parametrize(("data", "name", "what"), REFUSED.values(), ids=REFUSED)
def test_refused(data: bytes, name: str, what: str) -> None:
    with pytest.raises(ReadError) as refused:
        read_bytes(data, name)
    assert refused.value.outcome == "unsupported"
    assert str(refused.value).startswith(f"{name}: is {what}")
    assert "\n" not in str(refused.value)

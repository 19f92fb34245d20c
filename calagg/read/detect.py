"""`b"%PDF-1.7 …"`, `minutes.txt` -> "a PDF file": which format a file has, by its content first and its name second.

What is text comes out as 'text', 'markdown', 'html', 'ics', 'mail' or 'mbox', what a reader of its own takes as
'docx', 'odt', 'pdf', 'rtf' or 'msg'; anything else is refused with its name and a remedy. How the bytes become letters
is in `encoding.py`.
"""

import re
from pathlib import PurePath

from calagg.errors import ReadError
from calagg.model import Outcome
from calagg.read.package import part_names

MARKDOWN_SUFFIXES = (".md", ".markdown", ".mkd")
MAIL_SUFFIXES = (".eml",)
MAILBOX_SUFFIXES = (".mbox", ".mbx")
HTML_SUFFIXES = (".html", ".htm", ".xhtml")

_AS_TEXT = "save it as plain text, Markdown or HTML and read that"
_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"\x89PNG\r\n", "a picture (.png)", "read the text that it shows from its source"),
    (b"\xff\xd8\xff", "a picture (.jpg)", "read the text that it shows from its source"),
    (b"GIF8", "a picture (.gif)", "read the text that it shows from its source"),
    (b"II*\x00", "a picture (.tif)", "read the text that it shows from its source"),
    (b"MM\x00*", "a picture (.tif)", "read the text that it shows from its source"),
    (b"BM", "a picture (.bmp)", "read the text that it shows from its source"),
    (b"MZ", "a program", "name a document instead"),
    (b"\x7fELF", "a program", "name a document instead"),
    (b"SQLite format 3\x00", "a database", "name a document instead"),
    (b"\x1f\x8b", "a compressed file (.gz)", "unpack it first"),
    (b"BZh", "a compressed file (.bz2)", "unpack it first"),
    (b"\xfd7zXZ\x00", "a compressed file (.xz)", "unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "an archive (.7z)", "unpack it first"),
    (b"Rar!\x1a\x07", "an archive (.rar)", "unpack it first"),
    (b"ID3", "a sound file", "name a document instead"),
    (b"OggS", "a sound file", "name a document instead"),
    (b"RIFF", "a picture, sound or film", "name a document instead"),
)
_PDF = b"%PDF-"
_RTF = b"{\\rtf"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of old Office files and of encrypted new ones
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf_16_le")
_MAIL_STREAM = "__properties_version1.0".encode("utf_16_le")
_OLD_WORD_STREAM = "WordDocument".encode("utf_16_le")
_PRINTABLE_TOO = (b"BM", b"MZ", b"ID3", b"BZh", b"GIF8", b"RIFF")  # a text may begin with these letters
_WORD_DOCUMENT = "word/document.xml"
_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument.text"  # the first part, not compressed: at a fixed place
_MIMETYPE_AT = 30
_IN_ZIP = (
    ("word/", "a Word file without a document in it"),
    ("xl/", "an Excel file (.xlsx)"),
    ("ppt/", "a PowerPoint file (.pptx)"),
    ("META-INF/manifest.xml", "an OpenDocument file that is no text (.ods, .odp)"),
)
_CONTROL_SHARE = 0.02
_CONTROL_BYTES = bytes(b for b in range(32) if b not in b"\t\n\v\f\r\x1b")
_LATIN_SHARE = 0.7
_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--(?:(?!-->).){0,2000}-->\s*)*<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
_HTML_TAG = re.compile(
    r"<(?:head|title|body|main|article|section|div|p|h[1-6]|ul|ol|table|span|br|a)\b[^<>]{0,500}>", re.IGNORECASE
)
_CALENDAR_START = re.compile(r"[\s\ufeff]*BEGIN:VCALENDAR\s*$", re.IGNORECASE | re.MULTILINE)
_MAILBOX_START = re.compile(r"From [^\n]{0,200}\n(?=(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){2})")
_HEADER_LINES = re.compile(r"(?:[A-Za-z][A-Za-z0-9-]*:[ \t][^\n]*\n){2}")
_MAIL_START = re.compile(
    r"(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){2,60}?"
    r"(?:MIME-Version|Message-ID|Received|Content-Transfer-Encoding):",
    re.IGNORECASE,
)


def container_format(data: bytes, name: str) -> str | None:
    """'docx', 'odt', 'pdf', 'rtf' or 'msg' for what a reader of its own takes; None where the bytes may be text.

    Raises ReadError for other known formats, its outcome 'unsupported', 'encrypted' or 'broken'.
    """
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:16] if data[:1] not in b"\x00" else data[:16]
    for signature, what, remedy in _SIGNATURES:
        if start.startswith(signature) and not (signature in _PRINTABLE_TOO and _reads_as_text(data)):
            raise unsupported(name, what, remedy)
    if start.startswith(_PDF) or (_PDF in data[:1024] and not _reads_as_text(data)):
        return "pdf"
    if start.startswith(_RTF):
        return "rtf"
    if start.startswith(_OLE):
        if _MAIL_STREAM in data and _OLD_WORD_STREAM not in data:
            return "msg"
        raise _old_office(data, name)
    if start.startswith(b"PK\x03\x04") or start.startswith(b"PK\x05\x06"):
        return _zip_format(data, name)
    if data[4:8] == b"ftyp":
        raise unsupported(name, "a film or a picture", "name a document instead")
    return None


def refuse_noise(data: bytes, text: str, codec: str, name: str) -> None:
    """Raises ReadError, outcome 'unsupported', where the decoded `text` is bytes of something else, not writing."""
    if codec.startswith(("utf_16", "utf_32")):
        known = sum(c < "\u0250" or "\u2000" <= c < "\u2100" for c in text)
        noise = known < _LATIN_SHARE * len(text)
    else:
        noise = not _reads_as_text(data)
    if noise:
        raise unsupported(name, "a binary file", _AS_TEXT)


def text_format(text: str, name: str) -> str:
    """'html', 'ics', 'mbox', 'mail', 'markdown' or 'text'. Raises ReadError for XML that is no page."""
    suffix = PurePath(name).suffix.lower()
    start = text[:4096]
    if _HTML_START.match(start) or (suffix in HTML_SUFFIXES and _HTML_TAG.search(start)):
        return "html"
    if _CALENDAR_START.match(start):
        return "ics"
    if start.lstrip().startswith("<?xml"):
        raise unsupported(name, "an XML file", _AS_TEXT)
    if suffix in MAILBOX_SUFFIXES or _MAILBOX_START.match(start.replace("\r\n", "\n")):
        return "mbox"
    if _MAIL_START.match(start.replace("\r\n", "\n")) or (suffix in MAIL_SUFFIXES and _HEADER_LINES.match(start)):
        return "mail"
    if start.lstrip().startswith("<") and len(_HTML_TAG.findall(start)) > 2:
        return "html"
    return "markdown" if suffix in MARKDOWN_SUFFIXES else "text"


def unsupported(name: str, what: str, remedy: str, form: str = "") -> ReadError:
    """The error for a file that is `what`, which no reader takes."""
    return ReadError(f"{name}: is {what}, which calagg does not read; {remedy}", outcome=Outcome.UNSUPPORTED, form=form)


def _reads_as_text(data: bytes) -> bool:
    """Whether control bytes are rare enough for a text that was damaged on the way."""
    return len(data) - len(data.translate(None, _CONTROL_BYTES)) <= _CONTROL_SHARE * len(data)


def _zip_format(data: bytes, name: str) -> str:
    names = part_names(data, name)
    if _WORD_DOCUMENT in names:
        return "docx"
    if data.startswith(_OPEN_DOCUMENT, _MIMETYPE_AT) and "content.xml" in names:
        return "odt"
    for inside, what in _IN_ZIP:
        if any(n.startswith(inside) for n in names):
            raise unsupported(name, what, _AS_TEXT)
    raise unsupported(name, "a zip archive", "unpack it first")


def _old_office(data: bytes, name: str) -> ReadError:
    if _ENCRYPTED_STREAM in data:
        return ReadError(f"{name}: is encrypted; save it without a password", outcome=Outcome.ENCRYPTED, form="docx")
    if _OLD_WORD_STREAM in data:
        return unsupported(name, "an old Word file (.doc)", "save it as .docx and read that", "doc")
    if PurePath(name).suffix.lower() == ".msg":
        return ReadError(f"{name}: is a damaged mail; save it anew from the mail program", form="msg")
    return unsupported(name, "an old Office file (.xls or .ppt)", _AS_TEXT)

"""`minutes/protokoll-240531.html` -> Document(text="…", format="html", evidence=(2024-05-31 by its name, …)).

The one way in for files and uploads: checks size and kind, finds the encoding, hands the text to the reader of its
format. What can't be read raises ReadError with the outcome's name; the caller stores it and goes on.
"""

import hashlib
import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path, PurePath
from stat import S_ISDIR, S_ISREG

from calagg.clock import local
from calagg.errors import MissingInputError, ReadError, UsageError
from calagg.model import Document, Evidence, Outcome
from calagg.read.detect import MAILBOX_SUFFIXES, container_format, refuse_noise, text_format, unsupported
from calagg.read.encoding import decode
from calagg.read.html import read_html
from calagg.read.isolate import read_apart
from calagg.read.limits import LIMITS, Limits
from calagg.read.text import read_text

MAX_BYTES = 20_000_000
MAILBOX = "mbox"
# without these bytes nothing is attached, and no process needs to be started for it
ATTACHES = {
    "mail": re.compile(rb"name[\d*]{0,4}\s{0,9}=|text/calendar", re.IGNORECASE),
    "msg": re.compile(re.escape("__attach_version1.0".encode("utf_16_le"))),
    MAILBOX: re.compile(b""),
}
IN_THIS_PROCESS = ("text", "markdown", "html")  # their readers' time and memory grow with the length and no faster

_LONG_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_. ]?(0[1-9]|1[0-2])[-_. ]?(0[1-9]|[12]\d|3[01])(?!\d)")
_SHORT_DATE = re.compile(r"(?<![^\W_])([0-4]\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?![^\W_])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """A file as it came: its bytes, before anything is made of them. `changed_on` is the day of its last change."""

    data: bytes
    name: str
    origin: str
    sha256: str
    changed_on: date


def read_document(path: Path | str, *, max_bytes: int = MAX_BYTES) -> Document:
    """The document in the file `path`, with its last change and the dates in its name as evidence.

    Raises MissingInputError where there is no such file, UsageError for a folder, ReadError for what can't be read.
    """
    return read_content(open_content(Path(path), max_bytes=max_bytes))


def open_content(path: Path, *, max_bytes: int = MAX_BYTES) -> Content:
    """The file's bytes and their hash, for a caller who knows that content already. Raises as `read_document` does."""
    data, changed_on = _read_bytes(path, max_bytes)
    return Content(data=data, name=path.name, origin=origin_of(path), sha256=hash_bytes(data), changed_on=changed_on)


def is_mailbox(content: Content) -> bool:
    """Whether the content is a mailbox: no document itself, but mails that `attachments_of` gives."""
    suffix = PurePath(content.name).suffix.lower()
    if suffix not in MAILBOX_SUFFIXES and not content.data.startswith(b"From "):
        return False
    try:
        return container_format(content.data, content.name) is None and (
            _text_of(content.data, content.name)[1] == MAILBOX
        )
    except ReadError:  # what is wrong with it is said when it is read
        return False


def read_content(content: Content) -> Document:
    """The document that a file's content holds. Raises ReadError."""
    document = read_bytes(content.data, content.name, origin=content.origin, changed_on=content.changed_on)
    return replace(document, evidence=(*document.evidence, Evidence(content.changed_on, "file")))


def attachments_of(content: Content) -> list[Content]:
    """The documents that are attached to a mail or that are the mails of a mailbox, each with an origin below its own;
    what is attached has the mail's day as that of its last change. None where the content is neither. Raises ReadError.
    """
    form = container_format(content.data, content.name) or _text_of(content.data, content.name)[1]
    if form not in ATTACHES or not ATTACHES[form].search(content.data):
        return []
    parts = read_apart(form if form == MAILBOX else f"{form} attachments", content.data, content.name)
    sent_on = next((one.day for one in parts.evidence), content.changed_on)
    return [
        Content(
            data=one.data,
            name=one.name,
            origin=f"{content.origin}/{one.name}",
            sha256=hash_bytes(one.data),
            changed_on=sent_on,
        )
        for one in parts.attachments
    ]


def read_bytes(
    data: bytes, name: str, *, origin: str = "", changed_on: date = date.min, limits: Limits = LIMITS
) -> Document:
    """The document that `data` holds, with the dates in its file name as evidence. Raises ReadError."""
    if not data.strip():
        raise _no_text(name, "is empty")
    form = container_format(data, name)
    text = ""
    if form is None:
        text, form = _text_of(data, name)
    if form == MAILBOX:
        raise unsupported(name, "a mailbox of mails", "calagg ingest reads each mail in it, if there is one", form)
    if form in IN_THIS_PROCESS:
        parts = read_html(text, name) if form == "html" else read_text(text)
    else:
        parts = read_apart(form, data, name, changed_on=changed_on, limits=limits)
    if not parts.text.strip():
        raise _no_text(name, "holds no text")
    return Document(
        name=name,
        text=parts.text,
        title=parts.title,
        origin=origin or name,
        format=form,
        sha256=hash_bytes(data),
        anchors=parts.anchors,
        evidence=(*parts.evidence, *_dates_in_name(name)),
        stated=parts.stated,
        times=parts.times,
    )


def _text_of(data: bytes, name: str) -> tuple[str, str]:
    """What is text, and its format."""
    decoded = decode(data)
    if decoded is None:
        raise unsupported(name, "a binary file or text in an unknown encoding", "save it as UTF-8 text and read that")
    text, codec = decoded
    refuse_noise(data, text, codec, name)
    return text, text_format(text, name)


def hash_bytes(data: bytes) -> str:
    """SHA-256 of the bytes as they came, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def origin_of(path: Path) -> str:
    """Where a document comes from, as shown and as its identity: relative to the working folder where it lies in it."""
    full = path.resolve()
    here = Path.cwd()
    return (full.relative_to(here) if full.is_relative_to(here) else full).as_posix()


def _read_bytes(path: Path, max_bytes: int) -> tuple[bytes, date]:
    """The bytes and the day of the last change; a pipe or a device is refused before it can block."""
    try:
        found = path.stat()
        if S_ISDIR(found.st_mode):
            raise UsageError(f"{path}: is a folder; name the documents in it")
        if not S_ISREG(found.st_mode):
            raise unsupported(str(path), "no regular file", "name a document instead")
        if found.st_size > max_bytes:
            raise _too_large(str(path), found.st_size, max_bytes)
        data = path.read_bytes()
    except FileNotFoundError:
        raise MissingInputError(f"{path}: no such file; check the name and the folder") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ReadError(f"{path}: can't be opened ({reason}); check that you may read it") from None
    return data, local(datetime.fromtimestamp(found.st_mtime, UTC)).date()


def _dates_in_name(name: str) -> list[Evidence]:
    """2024-05-31, 20240531 and 240531 in a file name, in its order; impossible days are left out."""
    found = [(m.start(), int(m[1]), m) for m in _LONG_DATE.finditer(name)]
    found += [(m.start(), 2000 + int(m[1]), m) for m in _SHORT_DATE.finditer(name)]
    evidence = []
    for _, year, match in sorted(found, key=lambda f: f[0]):
        try:
            evidence.append(Evidence(date(year, int(match[2]), int(match[3])), "name"))
        except ValueError:  # 30 February is a number that looks like a date
            continue
    return evidence


def _too_large(name: str, size: int, max_bytes: int) -> ReadError:
    return ReadError(
        f"{name}: has {size} bytes, more than {max_bytes}; split it or raise [read] max_bytes",
        outcome=Outcome.TOO_LARGE,
    )


def _no_text(name: str, what: str) -> ReadError:
    return ReadError(f"{name}: {what}; save the document again with its text in it", outcome=Outcome.NO_TEXT)

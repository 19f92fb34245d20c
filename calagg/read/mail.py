"""A saved mail (.eml) -> its parts: what its sender wrote in it, its subject as the title, its date as evidence.

Plain text is preferred to HTML. What it quotes and what it is signed with are left out: they tell of other days.
Its attachments are documents of their own: `read_attachments` takes them out, and others read them.

Source: RFC 5322 for the header, RFC 3676 for flowed text and "-- " before a signature.
"""

import email
import re
from collections.abc import Iterable
from dataclasses import replace
from email.message import EmailMessage
from email.policy import default
from email.utils import parsedate_to_datetime
from pathlib import PurePosixPath

from calagg.clock import local
from calagg.errors import ReadError
from calagg.model import Evidence, Outcome
from calagg.read.clean import clean
from calagg.read.encoding import decode
from calagg.read.html import read_html
from calagg.read.parts import Attachment, Parts
from calagg.read.quoting import without_quotes
from calagg.read.text import read_text

_ENCRYPTED = ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime")
_DOCUMENTS = (".docx", ".doc", ".pdf", ".txt", ".md", ".html", ".htm", ".odt", ".rtf", ".ics")
_REPLY = re.compile(r"(?:\s*(?:re|sv|vb|fw|fwd|vs)\s*:)+\s*", re.IGNORECASE)
_FORWARD = re.compile(r"\s*(?:(?:re|sv)\s*:\s*)*(?:vb|fw|fwd)\s*:", re.IGNORECASE)
_FLOWED = re.compile(r"(?<!^--) \n(?=[^>\n])", re.MULTILINE)


def read_mail(data: bytes, name: str) -> Parts:
    """The parts of a mail. Raises ReadError, outcome 'encrypted' or 'ok-no-text'."""
    message: EmailMessage = email.message_from_bytes(data, policy=default)
    if message.get_content_type() in _ENCRYPTED:
        raise ReadError(f"{name}: is encrypted; save it from the mail program as text", outcome=Outcome.ENCRYPTED)
    subject = " ".join(clean(str(message.get("Subject", ""))).split())
    body = message.get_body(("plain", "html"))
    parts = _body(body, name) if isinstance(body, EmailMessage) else Parts("", None)
    return own_words(subject, parts, _sent_on(message), name)


def own_words(subject: str, body: Parts, sent_on: tuple[Evidence, ...], name: str) -> Parts:
    """The parts of a mail from its subject and body, without what it quotes unless it passes that on. Raises ReadError,
    outcome 'ok-no-text'."""
    parts = body if _FORWARD.match(subject) else without_quotes(body)
    if not parts.text.strip():
        raise ReadError(
            f"{name}: is a mail without a text of its own; what is attached to it is read by itself",
            outcome=Outcome.NO_TEXT,
        )
    return replace(parts, title=_REPLY.sub("", subject, count=1) or parts.title, evidence=sent_on)


def read_attachments(data: bytes, name: str) -> Parts:
    """The documents that are attached to a mail, without its text. Pictures and signatures are no documents."""
    message = email.message_from_bytes(data, policy=default)
    held = [(part.get_filename() or "", part.get_payload(decode=True)) for part in message.iter_attachments()]
    told = {payload for _, payload in held}
    # an invitation is beside the words, without a name, and often attached once more
    held += [
        ("kalender.ics", payload)
        for part in message.walk()
        if part.get_content_type() == "text/calendar" and (payload := part.get_payload(decode=True)) not in told
    ]
    return Parts("", None, (), _sent_on(message), attached(held))


def attached(held: Iterable[tuple[str, object]]) -> tuple[Attachment, ...]:
    """Those of the attached files, by name and bytes, that are documents; no two of them have the same name."""
    found: dict[str, Attachment] = {}
    for name, payload in held:
        told = PurePosixPath(clean(name).replace("\\", "/").replace("\n", " ")).name
        if PurePosixPath(told).suffix.lower() in _DOCUMENTS and isinstance(payload, bytes):
            shown = told if told not in found else f"{len(found) + 1}-{told}"
            found[shown] = Attachment(shown, payload)
    return tuple(found.values())


def _body(part: EmailMessage, name: str) -> Parts:
    payload = part.get_payload(decode=True)
    text = _letters(payload if isinstance(payload, bytes) else b"", part.get_content_charset())
    if part.get_content_type() == "text/html":
        return read_html(text, name)
    if str(part.get_param("format", "")).lower() == "flowed":
        text = _FLOWED.sub(" ", text.replace("\r\n", "\n"))
    return read_text(text)


def _letters(payload: bytes, charset: str | None) -> str:
    """The text in the encoding that the mail tells, or where it does not fit in the one that does."""
    try:
        return payload.decode(charset or "utf-8")
    except (UnicodeDecodeError, LookupError):
        decoded = decode(payload)
        return decoded[0] if decoded else payload.decode("cp1252", "replace")


def _sent_on(message: EmailMessage) -> tuple[Evidence, ...]:
    try:
        sent_at = parsedate_to_datetime(str(message["Date"]))
    except (TypeError, ValueError):  # no date, or none that RFC 5322 knows
        return ()
    day = local(sent_at).date() if sent_at.tzinfo else sent_at.date()
    return (Evidence(day, "mail"),)

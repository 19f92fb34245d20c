"""A mail that Outlook saved (.msg) -> its parts, as `mail.py` makes them of an .eml: python-oxmsg opens the container.

Source: [MS-OXMSG], the properties of a message in a compound file.
"""

from io import BytesIO
from typing import Any

from calagg.clock import local
from calagg.errors import ReadError
from calagg.model import Evidence, Outcome
from calagg.read.clean import clean
from calagg.read.html import read_html
from calagg.read.mail import attached, own_words
from calagg.read.parts import Parts
from calagg.read.text import read_text

_ENCRYPTED = "IPM.NOTE.SMIME"
_SIGNED = "IPM.NOTE.SMIME.MULTIPARTSIGNED"


def read_msg(data: bytes, name: str) -> Parts:
    """The parts of a mail. Raises ReadError, outcome 'encrypted', 'ok-no-text' or 'broken'."""
    message = _opened(data, name)
    kind = message.message_class.upper()
    if kind.startswith(_ENCRYPTED) and not kind.startswith(_SIGNED):
        raise ReadError(f"{name}: is encrypted; save it from the mail program as text", outcome=Outcome.ENCRYPTED)
    plain = message.body
    body = read_text(plain) if plain else read_html(message.html_body or "", name)
    return own_words(" ".join(clean(message.subject).split()), body, _sent_on(message), name)


def read_msg_attachments(data: bytes, name: str) -> Parts:
    """The documents that are attached to a mail, without its text."""
    message = _opened(data, name)
    held = ((one.file_name or "", one.file_bytes) for one in message.attachments)
    return Parts("", None, (), _sent_on(message), attached(held))


def _opened(data: bytes, name: str) -> Any:
    from oxmsg import Message  # noqa: PLC0415 - an extra: only the child process needs it

    try:
        return Message.load(BytesIO(data))
    except (OSError, KeyError, ValueError) as error:  # olefile's own errors are OSErrors
        raise ReadError(f"{name}: is a damaged mail ({error}); save it anew from the mail program") from None


def _sent_on(message: Any) -> tuple[Evidence, ...]:
    sent_at = message.sent_date
    return (Evidence(local(sent_at).date(), "mail"),) if sent_at else ()

"""`with open_folder(Login(host="imap.example.se", …), …) as box:` -> a folder of a mailbox, open.

imap-tools connects, logs in and finds; what is asked for beyond that goes to its client: its `fetch` takes messages of
any size, and its `flag` removes from the mailbox what somebody has marked as deleted.
"""

import contextlib
import imaplib
import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from calagg.errors import UnavailableError

if TYPE_CHECKING:
    from imap_tools import BaseMailBox


class ImapError(UnavailableError):
    """The folder can't be read; the message says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """Where a mailbox is and how to get into it; `section` is where that is configured, for messages."""

    section: str
    host: str
    port: int
    security: str
    user: str
    password: str = field(repr=False)
    folder: str
    timeout: int


def one_line(text: str) -> str:
    """A server's words on one line, at most 200 characters."""
    return " ".join(text.split())[:200]


@contextlib.contextmanager
def open_folder(
    login: Login, *, trust: ssl.SSLContext | None = None, shown: Callable[[str], str] = one_line
) -> "Iterator[BaseMailBox]":
    """The folder of the mailbox; `trust` holds the certificates to believe, None for the system's; `shown` makes a
    server's words fit for a message.

    Raises ImapError, also for what goes wrong inside the block.
    """
    where = f"mailbox {login.host}:{login.port}"
    try:
        from imap_tools import ImapToolsError  # noqa: PLC0415 - an extra: only who reads a mailbox needs it
    except ImportError:
        remedy = f'pip install "calagg[mail]", or empty {login.section} host'
        raise ImapError(f"{where} can't be read, since imap-tools is not installed; {remedy}") from None
    try:
        box = _connect(login, trust or ssl.create_default_context())
        try:
            _select(box, login, where, shown)
            yield box
            box.client.logout()
        finally:
            _hang_up(box)
    except ssl.SSLCertVerificationError as error:
        said = f"its certificate is not valid ({error.verify_message})"
        raise ImapError(f"{where}: {said}; check {login.section} host") from error
    except (OSError, imaplib.IMAP4.error, ImapToolsError) as error:
        raise ImapError(f"{where} does not answer as it should ({shown(str(error))})") from error


def fetch_bytes(box: "BaseMailBox", uid: str, what: str) -> bytes | None:
    """The bytes that the server gives of a message for a FETCH of `what`; None where somebody has removed it."""
    _, answer = box.client.uid("FETCH", uid, f"({what})")
    return next((bytes(part[1]) for part in answer if isinstance(part, tuple)), None)


def add_flag(box: "BaseMailBox", uid: str, flag: str) -> bool:
    """Gives a message the flag and does nothing else to it or the others; whether the server took it."""
    state, _ = box.client.uid("STORE", uid, "+FLAGS.SILENT", f"({flag})")
    return bool(state == "OK")


def has_flag(box: "BaseMailBox", uid: str, flag: str) -> bool:
    """Whether the message has the flag: some servers take one and do not keep it. True for one that is gone."""
    _, answer = box.client.uid("FETCH", uid, "(FLAGS)")
    told = [part for part in answer if isinstance(part, bytes)]
    flags = {one.decode("ascii", "replace").lower() for part in told for one in imaplib.ParseFlags(part)}
    return not told or flag.lower() in flags


def _connect(login: Login, context: ssl.SSLContext) -> "BaseMailBox":
    from imap_tools import MailBox, MailBoxUnencrypted  # noqa: PLC0415 - as above

    if login.security == "tls":
        return MailBox(login.host, login.port, login.timeout, ssl_context=context)
    box = MailBoxUnencrypted(login.host, login.port, login.timeout)
    if login.security == "starttls":
        try:
            box.client.starttls(context)
        except imaplib.IMAP4.abort as error:
            _hang_up(box)
            raise ImapError(
                f"mailbox {login.host}:{login.port} knows no STARTTLS; check {login.section} security and port"
            ) from error
        except OSError:
            _hang_up(box)
            raise
    return box


def _hang_up(box: "BaseMailBox") -> None:
    with contextlib.suppress(OSError):  # the other side was first
        box.client.shutdown()


def _select(box: "BaseMailBox", login: Login, where: str, shown: Callable[[str], str]) -> None:
    """Logs in and opens the folder."""
    from imap_tools.errors import MailboxFolderSelectError, MailboxLoginError  # noqa: PLC0415 - as above

    plain = login.user.isascii() and login.password.isascii()
    try:
        (box.login if plain else box.login_utf8)(login.user, login.password, initial_folder=None)
    except (imaplib.IMAP4.abort, OSError):
        raise
    except (imaplib.IMAP4.error, MailboxLoginError) as error:
        said = shown(str(error))
        raise ImapError(f"{where} refuses the login ({said}); check {login.section} user and password") from error
    try:
        box.folder.set(login.folder)
    except imaplib.IMAP4.readonly as error:
        raise ImapError(
            f"{where}: what is read in {login.folder} can't be marked; give {login.section} user that right"
        ) from error
    except MailboxFolderSelectError as error:
        raise ImapError(f"{where} has no folder {login.folder!r}; check {login.section} folder") from error

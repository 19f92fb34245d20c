"""`with open_mailbox(config.bounces) as box: box.unread(50)` -> (uid, bytes) of messages, in the order that they came.

imap-tools connects, logs in and finds; what is asked for beyond that goes to its client: its `fetch` takes messages of
any size, and its `flag` removes from the mailbox what somebody has marked as deleted.
"""

import contextlib
import imaplib
import logging
import ssl
from collections.abc import Iterator
from typing import TYPE_CHECKING

from calagg.config import Bounces
from calagg.errors import MailError
from calagg.remind.transport import without_addresses

if TYPE_CHECKING:
    from imap_tools import BaseMailBox

log = logging.getLogger(__name__)

SEEN, FLAGGED = r"\Seen", r"\Flagged"


class MailboxError(MailError):
    """The mailbox can't be read; the message says what to do."""


class Mailbox:
    """An open folder. What is read keeps its flags until `mark`."""

    def __init__(self, box: "BaseMailBox") -> None:
        self._box = box

    def unread(self, most: int, *, most_bytes: int) -> Iterator[tuple[str, bytes]]:
        """The uid and the first bytes of messages that are neither seen nor flagged, the oldest first.

        One that somebody removes in the meantime is left out.
        """
        for uid in self._box.uids("UNSEEN UNFLAGGED", charset=None)[:most]:
            _, answer = self._box.client.uid("FETCH", uid, f"(BODY.PEEK[]<0.{most_bytes}>)")
            for part in answer:
                if isinstance(part, tuple):
                    yield uid, part[1]

    def mark(self, uid: str, flag: str) -> None:
        """Gives a message the flag, and does nothing else to it or the others. Raises MailboxError."""
        state, _ = self._box.client.uid("STORE", uid, "+FLAGS.SILENT", f"({flag})")
        if state != "OK":
            raise MailboxError("the mailbox is read-only; give [bounces] user the right to mark messages")


@contextlib.contextmanager
def open_mailbox(bounces: Bounces, *, trust: ssl.SSLContext | None = None) -> Iterator[Mailbox]:
    """The folder that `[bounces]` names; `trust` holds the certificates to believe, None for the system's.

    Raises MailboxError, also for what goes wrong inside the block.
    """
    where = f"mailbox {bounces.host}:{bounces.port}"
    try:
        from imap_tools import ImapToolsError  # noqa: PLC0415 - an extra: only who reads bounces needs it
    except ImportError:
        remedy = 'pip install "calagg[mail]", or empty [bounces] host'
        raise MailboxError(f"{where} can't be read, since imap-tools is not installed; {remedy}") from None
    try:
        box = _connect(bounces, trust or ssl.create_default_context())
        try:
            _select(box, bounces, where)
            yield Mailbox(box)
            box.client.logout()
        finally:
            _hang_up(box)
    except ssl.SSLCertVerificationError as error:
        said = f"its certificate is not valid ({error.verify_message})"
        raise MailboxError(f"{where}: {said}; check [bounces] host") from error
    except (OSError, imaplib.IMAP4.error, ImapToolsError) as error:
        raise MailboxError(f"{where} does not answer as it should ({without_addresses(str(error))})") from error


def _connect(bounces: Bounces, context: ssl.SSLContext) -> "BaseMailBox":
    from imap_tools import MailBox, MailBoxUnencrypted  # noqa: PLC0415 - as above

    if bounces.security == "tls":
        return MailBox(bounces.host, bounces.port, bounces.timeout, ssl_context=context)
    box = MailBoxUnencrypted(bounces.host, bounces.port, bounces.timeout)
    if bounces.security == "starttls":
        try:
            box.client.starttls(context)
        except imaplib.IMAP4.abort as error:
            _hang_up(box)
            raise MailboxError(
                f"mailbox {bounces.host}:{bounces.port} knows no STARTTLS; check [bounces] security and port"
            ) from error
        except OSError:
            _hang_up(box)
            raise
    return box


def _hang_up(box: "BaseMailBox") -> None:
    with contextlib.suppress(OSError):  # the other side was first
        box.client.shutdown()


def _select(box: "BaseMailBox", bounces: Bounces, where: str) -> None:
    """Logs in and opens the folder."""
    from imap_tools.errors import MailboxFolderSelectError, MailboxLoginError  # noqa: PLC0415 - as above

    plain = bounces.user.isascii() and bounces.password.isascii()
    try:
        (box.login if plain else box.login_utf8)(bounces.user, bounces.password, initial_folder=None)
    except (imaplib.IMAP4.abort, OSError):
        raise
    except (imaplib.IMAP4.error, MailboxLoginError) as error:
        said = without_addresses(str(error))
        raise MailboxError(f"{where} refuses the login ({said}); check [bounces] user and password") from error
    try:
        box.folder.set(bounces.folder)
    except MailboxFolderSelectError as error:
        raise MailboxError(f"{where} has no folder {bounces.folder!r}; check [bounces] folder") from error

"""`with open_mailbox(config.bounces) as box: box.unread(50)` -> (uid, bytes) of messages, in the order that they came.

How the folder is opened is in `calagg.collect.imap`.
"""

import contextlib
import ssl
from collections.abc import Iterator
from typing import TYPE_CHECKING

from calagg.collect.imap import ImapError, Login, add_flag, fetch_bytes, open_folder
from calagg.config import Bounces
from calagg.errors import MailError
from calagg.remind.transport import without_addresses

if TYPE_CHECKING:
    from imap_tools import BaseMailBox

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
            raw = fetch_bytes(self._box, uid, f"BODY.PEEK[]<0.{most_bytes}>")
            if raw is not None:
                yield uid, raw

    def mark(self, uid: str, flag: str) -> None:
        """Gives a message the flag, and does nothing else to it or the others. Raises MailboxError."""
        if not add_flag(self._box, uid, flag):
            raise MailboxError("the mailbox is read-only; give [bounces] user the right to mark messages")


@contextlib.contextmanager
def open_mailbox(bounces: Bounces, *, trust: ssl.SSLContext | None = None) -> Iterator[Mailbox]:
    """The folder that `[bounces]` names; `trust` holds the certificates to believe, None for the system's.

    Raises MailboxError, also for what goes wrong inside the block.
    """
    login = Login(
        section="[bounces]",
        host=bounces.host,
        port=bounces.port,
        security=bounces.security,
        user=bounces.user,
        password=bounces.password,
        folder=bounces.folder,
        timeout=bounces.timeout,
    )
    try:
        with open_folder(login, trust=trust, shown=without_addresses) as box:
            yield Mailbox(box)
    except ImapError as error:
        raise MailboxError(str(error)) from error

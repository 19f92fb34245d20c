"""`MaildirTransport(Path("outbox")).deliver(message, …)` -> outbox/new/…: mails for those who have no mail server yet.

A real maildir, so that any mail program opens it. Nothing reaches its reader this way, and the log says so.
"""

import logging
import mailbox
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from types import TracebackType
from typing import Self

from calagg.remind.transport import StoppedError

log = logging.getLogger(__name__)


class MaildirTransport:
    """Lays mails in a folder, each flushed to disk and moved into place whole."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._laid = 0

    def deliver(self, message: EmailMessage, *, sender: str, before_end: Callable[[], None]) -> None:
        """Lays the mail in the folder `new`; nothing is ever returned from there.

        Raises StoppedError when the folder can't be written.
        """
        try:
            box = mailbox.Maildir(self._folder, create=True)
            before_end()
            box.add(message.as_bytes())
        except OSError as error:
            raise StoppedError(
                f"[mail] outbox {str(self._folder)!r} can't be written ({error.strerror}); name another folder",
            ) from error
        self._laid += 1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._laid:
            log.warning(
                "%d mail(s) laid in the folder %s and not sent: [mail] transport is 'maildir'; "
                "set it to 'smtp' and name a host to send them",
                self._laid,
                self._folder,
            )

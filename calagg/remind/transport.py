"""What carries a mail away: `Transport.deliver(message, …)` returns when it was taken, and else says by its error what
is known: refused for good, to be tried again, perhaps taken, or stopped by a fault that an administrator must mend.

Texts of servers are kept without addresses, since they go to the log and to the administrator's page.
"""

import re
from collections.abc import Callable
from email.message import EmailMessage
from types import TracebackType
from typing import Protocol, Self

from calagg.errors import MailError

_ADDRESS = re.compile(r"[^\s<>\"'(),;:]+@[^\s<>\"'(),;]+")


class RefusedError(MailError):
    """The server refuses this mail or this recipient for good."""

    def __init__(self, message: str) -> None:
        super().__init__(message, permanent=True)


class PostponedError(MailError):
    """The mail was certainly not taken; a later try may succeed."""


class CutError(PostponedError):
    """The connection was cut or ended by the server before the final dot: that mail was certainly not taken."""


class UnreachableError(PostponedError):
    """The server does not answer: neither this mail nor the next one would get through now."""


class UncertainError(MailError):
    """The connection was cut after the final dot: the mail was perhaps taken."""


class StoppedError(MailError):
    """No mail can be sent before an administrator has mended a setting."""


class ClaimLostError(Exception):
    """The lease ended before the final dot: another worker has the mail, so it must not go out from here."""


class Transport(Protocol):
    """Carries mails in one batch; used in a `with` block."""

    def deliver(self, message: EmailMessage, *, sender: str, before_end: Callable[[], None]) -> None:
        """Sends to the one address in To; `sender` is where the mail is returned to when it can't be delivered.
        `before_end` is called at the last moment when nothing can have been taken.

        Raises RefusedError, PostponedError, UncertainError or StoppedError.
        """

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...


def without_addresses(text: str) -> str:
    """A server's words on one line, at most 200 characters, each mail address replaced by (adress)."""
    return _ADDRESS.sub("(adress)", re.sub(r"\s+", " ", text)).strip()[:200]

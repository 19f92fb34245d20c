"""What senders in processes of their own do, and a mail server that keeps of each mail only what is counted.

The processes are forked from one that has imported calagg once: 200 starts cost seconds, not minutes.
"""

import multiprocessing
import os
import re
import signal
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from multiprocessing.context import ForkServerContext
from threading import Barrier

from aiosmtpd.smtp import SMTP, Envelope, Session

from calagg.config import Config, Mail
from calagg.remind import plan_due, send_due, tick
from calagg.remind.smtp import SmtpTransport
from calagg.store import open_store
from tests.remind.conftest import CuttingController

_MESSAGE_ID = re.compile(rb"(?im)^message-id: *(<[^>]+>)")


@dataclass
class Receipts:
    """The Message-IDs that each address got, in the order that they came."""

    port: int = 0
    by_address: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    count: int = 0

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's
        assert isinstance(envelope.content, bytes)
        found = _MESSAGE_ID.search(envelope.content)
        assert found is not None
        for address in envelope.rcpt_tos:
            self.by_address[address].append(found[1].decode())
        self.count += 1
        return "250 OK"


class ReceivingController(CuttingController):
    """Runs aiosmtpd's own server, without faults."""

    def factory(self) -> SMTP:
        return SMTP(self.handler, **self.SMTP_kwargs)


@contextmanager
def receiving() -> Iterator[Receipts]:
    """A real mail server in a thread, and what it has received so far."""
    receipts = Receipts()
    controller = ReceivingController(receipts, hostname="127.0.0.1", port=0)
    controller.start()
    try:
        receipts.port = controller.port
        yield receipts
    finally:
        controller.stop()


def run_tick(url: str, config: Config, now: datetime, started: Barrier | None = None) -> None:
    """One round of reminders, as `calagg tick` does it, from the opening of the store on."""
    if started is not None:
        started.wait()
    with open_store(url) as store:
        tick(store, config, now)


class DyingTransport(SmtpTransport):
    """Kills its own process when a mail has come to `point`: claimed, payload (all but the final dot is sent), marked
    (that it may be taken is committed) or taken (the server has said so)."""

    def __init__(self, mail: Mail, point: str) -> None:
        super().__init__(mail)
        self._point = point

    def deliver(self, message: EmailMessage, *, sender: str, before_end: Callable[[], None]) -> None:
        self._pass("claimed")

        def end() -> None:
            self._pass("payload")
            before_end()
            self._pass("marked")

        super().deliver(message, sender=sender, before_end=end)
        self._pass("taken")

    def _pass(self, point: str) -> None:
        if point == self._point:
            os.kill(os.getpid(), signal.SIGKILL)


def run_dying_tick(url: str, config: Config, now: datetime, point: str) -> None:
    """A round of reminders that is killed at its first mail."""
    with open_store(url) as store:
        plan_due(store, config, now)
        send_due(store, config, now, transport=DyingTransport(config.mail, point))


def forking() -> ForkServerContext:
    """Where the senders are made: they begin with calagg imported, with no thread and no connection of this process."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__, "pytest"])
    return context

"""A real mail server, on a port of its own, that answers and hangs up as a test tells it."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

HOURS = 10_000  # longer than any time-out; ended by the client's hanging up


@dataclass
class MailServer:
    """What was delivered, and the answers to come: each is used once, then all is well.

    `cuts` holds for coming mails what goes wrong: it hangs up after its 354 ('payload') or after the final dot, the
    mail kept ('dot'); it says nothing more and keeps nothing, instead of its 354 ('silent') or after it ('mute'); it
    keeps the mail and says nothing ('slow'); or all is well ('').
    """

    port: int = 0
    delivered: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    senders: list[str | None] = field(default_factory=list)
    rcpt_answers: list[str] = field(default_factory=list)
    data_answers: list[str] = field(default_factory=list)
    mail_answers: list[str] = field(default_factory=list)
    cuts: list[str] = field(default_factory=list)
    connections: int = 0  # counts EHLOs

    async def handle_EHLO(  # noqa: N802 - aiosmtpd's name
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        hostname: str,
        responses: list[str],
    ) -> list[str]:
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's name
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        address: str,
        options: list[str],
    ) -> str:
        if self.mail_answers:
            return self.mail_answers.pop(0)
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        address: str,
        options: list[str],
    ) -> str:
        answer = self.rcpt_answers.pop(0) if self.rcpt_answers else "250 OK"
        if not answer.startswith("250"):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - as above
        if self.data_answers:
            return self.data_answers.pop(0)
        content = envelope.content
        assert isinstance(content, bytes)
        self.delivered.append(message_from_bytes(content, policy=policy.default))
        self.recipients += envelope.rcpt_tos
        self.senders.append(envelope.mail_from)
        cut = self.cuts.pop(0) if self.cuts else ""
        if cut == "dot":
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
        if cut == "slow":
            await asyncio.sleep(HOURS)
        return "250 OK"


class CuttingSMTP(SMTP):
    """aiosmtpd's server, which can also hang up or fall silent around its 354."""

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802 - aiosmtpd's name
        script: MailServer = self.event_handler
        if not script.cuts or script.cuts[0] not in ("payload", "silent", "mute"):
            await super().smtp_DATA(arg)
            return
        cut = script.cuts.pop(0)
        assert isinstance(self.transport, asyncio.Transport)
        if cut != "silent":
            self.transport.write(b"354 End data with <CR><LF>.<CR><LF>\r\n")
        if cut != "payload":
            await asyncio.sleep(HOURS)
        self.transport.write_eof()  # at once: a client that were quicker would be right to send its dot
        self.transport.close()
        await asyncio.sleep(0)


class CuttingController(Controller):
    """Runs the server in a thread of its own."""

    def factory(self) -> SMTP:
        return CuttingSMTP(self.handler, **self.SMTP_kwargs)

    def _trigger_server(self) -> None:
        """Looks up the port that the system gave before aiosmtpd connects to it."""
        assert isinstance(self.server, asyncio.Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]  # aiosmtpd annotates only in part


def refuse_login(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
    return AuthResult(success=False, handled=False)


def run_server(**settings: Any) -> Iterator[MailServer]:
    """Starts a server with aiosmtpd's settings, gives its script, and stops it."""
    script = MailServer()
    controller = CuttingController(script, hostname="127.0.0.1", port=0, **settings)
    controller.start()
    try:
        script.port = controller.port
        yield script
    finally:
        controller.stop()


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    """A server without login or TLS."""
    yield from run_server()


@pytest.fixture
def locked_mail_server() -> Iterator[MailServer]:
    """A server that refuses every login."""
    yield from run_server(auth_require_tls=False, authenticator=refuse_login)

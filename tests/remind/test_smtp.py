"""A mail is the server's with its final dot; STARTTLS with a certificate that is trusted, and with one that is not."""

import socket
import ssl
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from calagg.remind import Sent, plan_due, send_due
from calagg.remind.smtp import SmtpTransport
from calagg.remind.transport import ClaimLostError
from calagg.store import Store
from tests.remind.certificate import make_certificate
from tests.remind.conftest import MailServer, run_server
from tests.remind.seeds import MORNING, config_for, put_entry, put_subscription

SENDER = "kalender@example.se"


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A self-signed certificate for 127.0.0.1 and its key, in one file."""
    return make_certificate(tmp_path)


@pytest.fixture
def tls_mail_server(certificate: Path) -> Iterator[MailServer]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    yield from run_server(tls_context=context, require_starttls=True)


def seed(store: Store) -> None:
    put_entry(store)
    put_subscription(store, leads=(1,))
    put_subscription(store, "bo@example.se", leads=(1,))


def test_mails_go_through_starttls_in_one_connection(
    store: Store,
    tls_mail_server: MailServer,
    certificate: Path,
    tmp_path: Path,
) -> None:
    seed(store)
    config = config_for(tmp_path, port=tls_mail_server.port, security="starttls")
    plan_due(store, config, MORNING)
    trust = ssl.create_default_context(cafile=str(certificate))
    transport = SmtpTransport(config.mail, trust=trust)
    assert send_due(store, config, MORNING, transport=transport) == Sent(sent=2)
    assert sorted(tls_mail_server.recipients) == ["anna@example.se", "bo@example.se"]
    assert tls_mail_server.connections == 2  # one connection: EHLO before and after STARTTLS


def test_a_certificate_that_is_not_trusted_pauses_the_outbox(
    store: Store,
    tls_mail_server: MailServer,
    tmp_path: Path,
) -> None:
    seed(store)
    config = config_for(tmp_path, port=tls_mail_server.port, security="starttls")
    plan_due(store, config, MORNING)
    assert send_due(store, config, MORNING) == Sent(
        paused=(
            f"mail server 127.0.0.1:{tls_mail_server.port}: its certificate is not valid (self-signed certificate); "
            "check [mail] host"
        )
    )
    assert tls_mail_server.delivered == []


def test_without_its_final_dot_a_mail_is_not_taken_and_the_next_goes_over_a_new_connection(
    mail_server: MailServer,
    tmp_path: Path,
) -> None:
    """What is known just before the dot (here: the claim is lost) still stops the mail."""
    config = config_for(tmp_path, port=mail_server.port)
    first, second = EmailMessage(), EmailMessage()
    for message, name in ((first, "first"), (second, "second")):
        message["To"] = "anna@example.se"
        message["Subject"] = name
        message.set_content("Text")

    def lose() -> None:
        raise ClaimLostError(name)

    with SmtpTransport(config.mail) as transport:
        with pytest.raises(ClaimLostError):
            transport.deliver(first, sender=SENDER, before_end=lose)
        transport.deliver(second, sender=SENDER, before_end=lambda: None)
    assert [m["Subject"] for m in mail_server.delivered] == ["second"]
    assert mail_server.connections == 2


def test_a_batch_goes_over_one_connection_without_waiting_for_receipts(
    mail_server: MailServer,
    tmp_path: Path,
) -> None:
    """Nagle's algorithm held each final dot back for 40 ms."""
    message = EmailMessage()
    message["To"] = "anna@example.se"
    message.set_content("Text")
    with SmtpTransport(config_for(tmp_path, port=mail_server.port).mail) as transport:
        for _ in range(3):
            transport.deliver(message, sender=SENDER, before_end=lambda: None)
        assert transport._connection is not None
        assert transport._connection.sock is not None
        assert transport._connection.sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
    assert len(mail_server.delivered) == 3
    assert mail_server.connections == 1

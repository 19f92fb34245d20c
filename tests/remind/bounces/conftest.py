"""A mailbox on a real IMAP server, empty at the beginning of each test."""

import imaplib
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from calagg.config import Bounces, Config
from tests.remind.bounces.dovecot import PASSWORD, PATIENCE_SECONDS, Dovecot, running


@dataclass(frozen=True, slots=True)
class Postbox:
    """A user's mailbox, as mails are laid in and flags are looked at from outside."""

    server: Dovecot
    user: str

    def lay_in(self, raw: bytes, *, flags: str = "", folder: str = "INBOX") -> None:
        with self._connection() as connection:
            connection.create(folder)
            state, said = connection.append(folder, flags, "", raw)
            assert state == "OK", said

    def remove(self, number: int) -> None:
        """Removes the message of that number, from 1."""
        with self._connection() as connection:
            connection.select("INBOX")
            connection.store(str(number), "+FLAGS", r"(\Deleted)")
            connection.expunge()

    def flags(self, folder: str = "INBOX") -> list[set[str]]:
        """The flags of all messages, in the order that they came."""
        with self._connection() as connection:
            connection.select(folder, readonly=True)
            _, answer = connection.fetch("1:*", "(FLAGS)")
        told = [part for part in answer if isinstance(part, bytes)]
        return [{flag.decode() for flag in imaplib.ParseFlags(part)} - {r"\Recent"} for part in told]

    def configured(self, config: Config, **values: object) -> Config:
        """A configuration that reads this mailbox without TLS."""
        host = {"host": "127.0.0.1", "port": self.server.port, "security": "none", "timeout": PATIENCE_SECONDS}
        login = {"user": self.user, "password": PASSWORD}
        return replace(config, bounces=Bounces(**(host | login | values)))  # type: ignore[arg-type]  # from dicts

    def _connection(self) -> imaplib.IMAP4:
        connection = imaplib.IMAP4("127.0.0.1", self.server.port, timeout=PATIENCE_SECONDS)
        connection.login(self.user, PASSWORD)
        return connection


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    """A server that speaks TLS, STARTTLS and neither."""
    with running(tls=True) as server:
        yield server


@pytest.fixture
def postbox(dovecot: Dovecot) -> Postbox:
    return Postbox(dovecot, f"studs-{uuid.uuid4().hex}")

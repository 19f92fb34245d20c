"""`SmtpTransport(config.mail).deliver(message, …)` -> the mail is with the server, or an error says what is known.

The commands are given one by one, since `smtplib.sendmail` raises the same error for a connection that is cut before
the final dot (not taken) and after it (perhaps taken). Only with that dot does a server become answerable for a mail
(RFC 5321, 4.1.1.4 and 6.1). One recipient a mail; the connection is kept for the batch. All of smtplib's errors are
OSErrors.
"""

import contextlib
import logging
import re
import select
import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from types import TracebackType
from typing import Self

from calagg.config import Mail
from calagg.remind.transport import (
    CutError,
    PostponedError,
    RefusedError,
    StoppedError,
    UncertainError,
    UnreachableError,
    without_addresses,
)

log = logging.getLogger(__name__)

_CLOSING = 421
_GO_AHEAD = 354


class SmtpTransport:
    """A mail server as `[mail]` describes it. `trust` holds the certificates to believe, None for the system's."""

    def __init__(self, mail: Mail, *, trust: ssl.SSLContext | None = None) -> None:
        self._mail = mail
        self._trust = trust
        self._connection: smtplib.SMTP | None = None
        self._where = f"mail server {mail.host}:{mail.port}"

    def deliver(self, message: EmailMessage, *, sender: str, before_end: Callable[[], None]) -> None:
        """Sends to the one address in To, with `sender` as the address that a mail which can't be delivered is
        returned to (MAIL FROM); `before_end` is called when all but the final dot is sent.

        Raises RefusedError, PostponedError, UncertainError or StoppedError, and what `before_end` raises.
        """
        connection = self._connection or self._connect()
        finished = False
        try:
            self._send(connection, message, sender, before_end)
            finished = True
        except (RefusedError, PostponedError) as error:
            finished = not isinstance(error, UnreachableError) and self._reset(connection)
            raise
        finally:
            if not finished:
                self._drop()

    def _send(
        self, connection: smtplib.SMTP, message: EmailMessage, sender: str, before_end: Callable[[], None]
    ) -> None:
        payload = _dotted(message.as_bytes())
        recipient = message["To"].addresses[0].addr_spec
        with self._cut_is(CutError, "before the mail"):
            code, words = connection.mail(sender)
            if code >= 500:
                key = "bounce_address" if self._mail.bounce_address else "sender_address"
                raise StoppedError(f"{self._said(code, words)}; the sender is refused, check [mail] {key}")
            _check(code, 250, self._said(code, words))
            code, words = connection.rcpt(recipient)
            _check(250 if code == 251 else code, 250, self._said(code, words))
            code, words = connection.docmd("DATA")
            _check(code, _GO_AHEAD, self._said(code, words))
        with self._cut_is(CutError, "before the final dot"):
            connection.send(payload)
        before_end()
        with self._cut_is(CutError, "before the final dot"):
            _check_open(connection)
            connection.send(b".\r\n")
        with self._cut_is(UncertainError, "after the final dot"):
            code, words = connection.getreply()
        _check(code, 250, self._said(code, words))

    def _connect(self) -> smtplib.SMTP:
        mail = self._mail
        try:
            if mail.security == "tls":
                connection: smtplib.SMTP = smtplib.SMTP_SSL(
                    mail.host,
                    mail.port,
                    timeout=mail.timeout,
                    context=self._context(),
                )
            else:
                connection = smtplib.SMTP(mail.host, mail.port, timeout=mail.timeout)
        except ssl.SSLCertVerificationError as error:
            raise self._untrusted(error) from error
        except OSError as error:
            raise UnreachableError(f"{self._where} does not answer ({without_addresses(str(error))})") from error
        self._connection = connection
        try:
            _send_at_once(connection)
            connection.ehlo_or_helo_if_needed()
            if mail.security == "starttls":
                connection.starttls(context=self._context())
                connection.ehlo_or_helo_if_needed()
            if mail.user:
                connection.login(mail.user, mail.password)
        except smtplib.SMTPNotSupportedError as error:  # an OSError too: it must not be taken for a fault that passes
            self._drop()
            remedy = "check [mail] security and user"
            raise StoppedError(f"{self._where}: {without_addresses(str(error))}; {remedy}") from error
        except smtplib.SMTPAuthenticationError as error:
            self._drop()
            if error.smtp_code < 500:
                raise UnreachableError(self._said(error.smtp_code, error.smtp_error)) from error
            said = self._said(error.smtp_code, error.smtp_error)
            raise StoppedError(f"{said}; the login is refused, check [mail] user and password") from error
        except ssl.SSLCertVerificationError as error:
            self._drop()
            raise self._untrusted(error) from error
        except OSError as error:
            self._drop()
            raise UnreachableError(f"{self._where} does not answer ({without_addresses(str(error))})") from error
        return connection

    def _context(self) -> ssl.SSLContext:
        return self._trust or ssl.create_default_context()

    def _untrusted(self, error: ssl.SSLCertVerificationError) -> StoppedError:
        return StoppedError(f"{self._where}: its certificate is not valid ({error.verify_message}); check [mail] host")

    def _said(self, code: int, words: bytes | str) -> str:
        text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
        return f"{self._where} said {code} {without_addresses(text)}"

    @contextlib.contextmanager
    def _cut_is(self, kind: type[CutError | UncertainError], when: str) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise kind(f"{self._where} closed the connection {when}") from error

    def _reset(self, connection: smtplib.SMTP) -> bool:
        """Whether the connection can carry the next mail after a refusal of this one."""
        try:
            return connection.rset()[0] == 250
        except OSError:
            return False

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._connection is not None:
            try:
                self._connection.quit()
            except OSError:
                log.debug("%s closed the connection before QUIT; every mail had its answer", self._where)
            self._drop()


def _dotted(payload: bytes) -> bytes:
    """The mail as it travels: a dot that begins a line is doubled, and the last line ends (RFC 5321, 4.5.2)."""
    dotted = re.sub(rb"(?m)^\.", b"..", payload)
    return dotted if dotted.endswith(b"\r\n") else dotted + b"\r\n"


def _send_at_once(connection: smtplib.SMTP) -> None:
    """Switches off Nagle's algorithm: the final dot would wait for the receipt of the payload, which the server's
    system gives after 40 ms (RFC 1122, 4.2.3.2); that was nine tenths of the time of a mail."""
    assert connection.sock is not None  # noqa: S101 - it has just been connected
    connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _check_open(connection: smtplib.SMTP) -> None:
    """Raises ConnectionResetError when the server has hung up or spoken before the final dot.

    A payload written to a closed connection raises nothing, and the dot after it would make the mail seem perhaps
    taken. Through TLS the socket is also readable for the protocol's own messages, so there this is not asked.
    """
    if isinstance(connection.sock, socket.socket) and not isinstance(connection.sock, ssl.SSLSocket):
        readable, _, _ = select.select([connection.sock], [], [], 0)
        if readable:
            raise ConnectionResetError("closed before the final dot")


def _check(code: int, wanted: int, said: str) -> None:
    if code == wanted:
        return
    if 500 <= code < 600:
        raise RefusedError(said)
    if code == _CLOSING:
        raise CutError(said)
    raise PostponedError(said)

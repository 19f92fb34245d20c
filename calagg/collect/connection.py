"""A connection to the very address that was checked: between the check and the call the name is not looked up again.

TLS is verified for the name all the same. Whoever answers too slowly is hung up on, whatever he was about to send.
"""

import contextlib
import socket
import ssl
from collections.abc import Iterator
from http.client import HTTPConnection
from threading import Timer

from calagg.collect.addresses import is_public
from calagg.collect.faults import CollectError


def addresses_of(host: str, port: int, *, allow_private: bool, shown: str) -> list[str]:
    """The addresses of the name, all of which may be asked. Raises CollectError."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise CollectError(f"{shown}: the name {host} is not known; check the address") from None
    addresses = list(dict.fromkeys(str(info[4][0]) for info in found))
    for address in addresses:
        if not allow_private and not is_public(address):
            raise CollectError(
                f"{shown}: {host} is {address}, which is not on the open web; "
                "set allow_private = true in its [[source]] if it is meant"
            )
    return addresses


class PinnedConnection(HTTPConnection):
    """An HTTP or, with `trust`, an HTTPS connection that goes to `addresses` and nowhere else."""

    def __init__(
        self, host: str, port: int, addresses: list[str], *, timeout: float, trust: ssl.SSLContext | None
    ) -> None:
        super().__init__(host, port, timeout=timeout)
        self.default_port = 443 if trust else 80
        self.hung_up = False
        self._addresses = addresses
        self._trust = trust
        self._line: socket.socket | None = None  # http.client lets go of its own once the answer has begun

    def connect(self) -> None:
        """Connects to the first address that answers."""
        fault: OSError | None = None
        for address in self._addresses:
            try:
                self._line = socket.create_connection((address, self.port), self.timeout)
                break
            except OSError as error:
                fault = error
        if self._line is None:
            raise fault or OSError("no address")
        self._line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.sock = self._line
        if self._trust:
            wrapped = self._trust.wrap_socket(self._line, server_hostname=self.host, do_handshake_on_connect=False)
            self.sock = self._line = wrapped
            wrapped.do_handshake()

    def hang_up(self) -> None:
        """Ends what the connection waits for, from another thread."""
        self.hung_up = True
        if self._line:
            with contextlib.suppress(OSError):  # it has just ended by itself
                self._line.shutdown(socket.SHUT_RDWR)


@contextlib.contextmanager
def hung_up_after(connection: PinnedConnection, seconds: float) -> Iterator[None]:
    """A block at whose end the connection is closed, and after `seconds` at the latest: it is then `hung_up`."""
    timer = Timer(seconds, connection.hang_up)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        connection.close()

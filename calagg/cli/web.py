"""listen(config) -> a socket, serve_until_stopped(app, socket): the web server of `up` and `serve`."""

import errno
import logging
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from types import FrameType

import click
from waitress.server import create_server

from calagg.config import Config
from calagg.errors import UnavailableError
from calagg.publish.named import feed_names
from calagg.store import Store
from calagg.web.app import create_app
from calagg.web.fetch_log import FetchLog

BACKLOG = 128
THREADS = 8  # the processor is what requests wait for: 16 answer no more of them, and cost more of it
WRITE_SECONDS = 60
_UNKNOWN_HOST = "[web] host {host!r} is no address of this machine; use 127.0.0.1, or 0.0.0.0 for all of them"
_REASONS = {
    errno.EADDRINUSE: "port {port} on {host} is in use; stop the other program or choose another with --port",
    errno.EACCES: "port {port} on {host} needs more rights; choose one above 1023 with --port",
    errno.EADDRNOTAVAIL: _UNKNOWN_HOST,
}


def listen(config: Config) -> socket.socket:
    """A socket that listens on [web] host and port, to be taken before any long work begins; the caller closes it.

    Raises UnavailableError where the port is in use or the address is not this machine's.
    """
    host, port = config.web.host, config.web.port
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except socket.gaierror:
        raise UnavailableError(_UNKNOWN_HOST.format(host=host)) from None
    listener = socket.socket(family, kind, protocol)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        reason = _REASONS.get(error.errno or 0, f"port {{port}} on {{host}} can't be used ({error.strerror})")
        raise UnavailableError(reason.format(host=host, port=port)) from None
    return listener


def serve_until_stopped(store: Store, config: Config, listener: socket.socket) -> None:
    """Answers requests until Ctrl-C or SIGTERM; what is being answered then is finished."""
    signal.signal(signal.SIGTERM, _stop)
    fetches = FetchLog()
    app = create_app(store, config, fetches=fetches)
    # it warns of each request that waits for a thread: a burst of calendar programs is no fault, nobody can act on the
    # line, and a reader of the log that does not keep up would hold the answers back
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    with _written_now_and_then(fetches, store):
        create_server(app, sockets=[listener], threads=THREADS, ident=None, **_trust(config)).run()


def _trust(config: Config) -> dict[str, object]:
    """What waitress believes of what a request says about who asked: `[web] trusted_proxy` alone, for one step back."""
    if not config.web.trusted_proxy:
        return {}
    return {
        "trusted_proxy": config.web.trusted_proxy,
        "trusted_proxy_count": 1,
        "trusted_proxy_headers": "x-forwarded-for x-forwarded-proto",
    }


@contextmanager
def _written_now_and_then(fetches: FetchLog, store: Store) -> Iterator[None]:
    """Writes what has been counted once a minute and at the end, in a thread of its own."""
    stopped = Event()

    def write() -> None:
        while not stopped.wait(WRITE_SECONDS):
            fetches.write(store)

    writer = Thread(target=write, name="fetch-log", daemon=True)
    writer.start()
    try:
        yield
    finally:
        stopped.set()
        writer.join()
        fetches.write(store)


def print_addresses(config: Config) -> None:
    """The addresses of the list and of every feed, on standard output."""
    address = config.web.address
    click.echo(f"list      {address}/")
    for name in feed_names(config):
        click.echo(f"calendar  {address}/feeds/{name}.ics")


def _stop(signum: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt

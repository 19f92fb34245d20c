"""Postfix's `smtp-sink`, a mail server in C, no work of ours or of Python's: what it was given stands in its dump.

It comes with Debian's package postfix, which need not be configured or run.
"""

import os
import re
import shutil
import socket
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

PATIENCE_SECONDS = 30.0
_PATH = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin"])
_RECIPIENT = re.compile(rb"(?m)^X-Rcpt-Args: <([^>]+)>")
_MESSAGE_ID = re.compile(rb"(?mi)^Message-ID: *(<[^>]+>)")
SINK, SOURCE = (shutil.which(name, path=_PATH) for name in ("smtp-sink", "smtp-source"))
WITHOUT = "smtp-sink is not installed; Debian's package is postfix"


@dataclass(frozen=True, slots=True)
class Sink:
    """Where it listens, and the file that it writes each mail to; None where it throws them away."""

    port: int
    dump: Path | None = None

    def received(self) -> Counter[tuple[str, str]]:
        """How often each address was given each Message-ID."""
        assert self.dump is not None
        mails = self.dump.read_bytes().split(b"\nX-Client-Addr:")
        return Counter((_RECIPIENT.findall(m)[0].decode(), _MESSAGE_ID.findall(m)[0].decode()) for m in mails)


@contextmanager
def sinking(*, keep: bool) -> Iterator[Sink]:
    """A server on a free port, which with `keep` writes down what it takes."""
    assert SINK is not None, WITHOUT
    with TemporaryDirectory(prefix="calagg-sink-") as folder:
        Path(folder).chmod(0o777)  # as root it goes on as another user
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        dump = Path(folder) / "mails"
        user = ["-u", "nobody"] if os.geteuid() == 0 else []
        options = [*user, *(["-D", str(dump)] if keep else [])]
        server = subprocess.Popen([SINK, *options, f"127.0.0.1:{port}", "100"])  # noqa: S603 - our own arguments
        try:
            _wait_for(port, server)
            yield Sink(port, dump if keep else None)
        finally:
            server.terminate()
            server.wait(PATIENCE_SECONDS)


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    """Until the server listens."""
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        assert server.poll() is None, f"smtp-sink ended with {server.returncode}"
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            assert time.monotonic() < until, f"smtp-sink does not listen after {PATIENCE_SECONDS} s"
            time.sleep(0.05)
        else:
            return

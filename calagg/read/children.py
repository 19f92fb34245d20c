"""end_of_child(asked, told, complained, …) -> the exit code of a process that has read one file (`child.py`).

To start Python and to load the readers takes longer than to read nearly any file. So on Linux a process that has loaded
them is started once (`nursery.py`) and forks a child for each file; there are as many of these as files are read at
once. On other systems, where a fork is not safe or its end not told, each child is started anew. Its limits are the
same either way.
"""

import atexit
import json
import logging
import os
import signal
import socket
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import IO

BEGUN, LATE = b"begun", b"late"  # what a nursery answers, beside an exit code
_ROOT = Path(__file__).parent.parent.parent
_START_SECONDS = 60.0  # for Python to start on a busy machine, and for the readers of a format to be loaded
_GRACE_SECONDS = 5.0  # beyond what a child may take, for the nursery to tell of it

Files = tuple[IO[bytes], IO[bytes], IO[bytes]]  # a child's standard input, output and error
log = logging.getLogger(__name__)


def end_of_child(files: Files, *, form: str, seconds: float) -> int:
    """The exit code, negative for the signal that ended it. Raises TimeoutError where it took more than so many seconds
    of wall time and was killed."""
    if not _forks():
        return _started_anew(files, seconds)
    while True:
        used = _idle.pop() if _idle else None
        nursery = used or _Nursery()
        try:
            code = nursery.end_of_child(files, form, seconds)
        except _GoneError:
            nursery.close()
            if used is None:
                log.warning("a process for readers could not be kept; each is started by itself")
                return _started_anew(files, seconds)
        except ChildProcessError:  # where memory runs out the system may end the one or the other
            nursery.close()
            return -signal.SIGKILL
        except BaseException:
            nursery.close()
            raise
        else:
            _idle.append(nursery)
            if code is None:
                raise TimeoutError
            return code


@cache
def _forks() -> bool:
    """Whether this system forks safely and tells of a child's end: Linux 5.3 or later, and nothing that forbids it."""
    if sys.platform != "linux":
        return False
    try:
        os.close(os.pidfd_open(os.getpid()))
    except OSError:
        return False
    return True


def _started_anew(files: Files, seconds: float) -> int:
    asked, told, complained = files
    try:
        return subprocess.run(
            [sys.executable, "-P", "-m", "calagg.read.child"],
            stdin=asked,
            stdout=told,
            stderr=complained,
            env=_environment(),
            timeout=seconds,
            check=False,
        ).returncode
    except subprocess.TimeoutExpired:
        raise TimeoutError from None


class _GoneError(Exception):
    """The nursery came to its end before it took what it was asked: nobody had asked it for long."""


class _Nursery:
    """A process that forks children, one at a time."""

    def __init__(self) -> None:
        self._here, there = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with there:
            self._process = subprocess.Popen(  # noqa: S603 - the arguments are calagg's own
                [sys.executable, "-P", "-m", "calagg.read.nursery", str(there.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env=_environment(),
                pass_fds=[there.fileno()],
            )

    def end_of_child(self, files: Files, form: str, seconds: float) -> int | None:
        """The exit code; None where it was killed for the time that it took. Raises _GoneError; ChildProcessError where
        the nursery died with it."""
        question = json.dumps({"form": form, "seconds": seconds}).encode()
        self._here.settimeout(_START_SECONDS)
        try:
            socket.send_fds(self._here, [question], [file.fileno() for file in files])
            begun = self._here.recv(len(BEGUN))
        except ConnectionError:
            raise _GoneError from None
        if not begun:
            raise _GoneError
        self._here.settimeout(seconds + _GRACE_SECONDS)
        end = self._here.recv(99)
        if not end:
            raise ChildProcessError
        return None if end == LATE else int(end)

    def close(self) -> None:
        """Ends it, and the child that it may have."""
        self._here.close()
        try:
            self._process.wait(_GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def forget(self) -> None:
        """Leaves it to the process that this one was forked from."""
        self._here.close()
        self._process.returncode = 0


_idle: list[_Nursery] = []


def _close_idle() -> None:
    while _idle:
        _idle.pop().close()


def _forget_idle() -> None:
    while _idle:
        _idle.pop().forget()


atexit.register(_close_idle)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_idle)


def _environment() -> dict[str, str]:
    """A child's: without calagg's secrets, with the folder that this calagg was imported from."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("CALAGG_")}
    path = os.pathsep.join(part for part in (str(_ROOT), kept.get("PYTHONPATH", "")) if part)
    return kept | {"PYTHONPATH": path, "PYTHONUTF8": "1"}

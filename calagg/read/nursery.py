"""A process that has loaded all readers -> a child of it for each file, forked within milliseconds (Linux).

`children.py` starts it and asks: three open files (what is asked, the answer, complaints) and, as JSON, how long the
child may take and which format it reads. It hears "begun" when the child is there, then its end: the exit code,
negative for a signal, or "late". What a child does is in `child.py`; it gets nothing of this process but the code, and
ends with it. This process ends with the one that asks, or when it has not been asked for a while.

Source: pidfd_open(2), prctl(2) for PR_SET_PDEATHSIG.
"""

import ctypes
import gc
import json
import logging
import os
import select
import signal
import socket
import sys

from calagg.read import child
from calagg.read.children import BEGUN, LATE

MOST_ASKED = 4096  # bytes of a question
IDLE_SECONDS = 300.0
_PR_SET_PDEATHSIG = 1

log = logging.getLogger(__name__)


def main() -> None:
    """Serves the process at the other end of the socket whose descriptor is the argument."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is for the one that asks to say what an interrupt ends
    with socket.socket(fileno=int(sys.argv[1])) as asking:
        asking.settimeout(IDLE_SECONDS)
        while True:
            try:
                asked, files, _, _ = socket.recv_fds(asking, MOST_ASKED, 3)
            except TimeoutError:
                return
            if not asked:
                return
            told = json.loads(asked)
            child.load(told["form"])
            gc.freeze()  # what the children share stays shared
            end = _end_of_child(asking, files, told["seconds"])
            if end is None:
                return
            asking.sendall(end)


def _end_of_child(asking: socket.socket, files: list[int], seconds: float) -> bytes | None:
    """How the child ended; None where nobody asks any more."""
    mother = os.getpid()
    pid = os.fork()
    if pid == 0:
        _be_child(files, mother)
    for file in files:
        os.close(file)
    asking.sendall(BEGUN)
    ended = os.pidfd_open(pid)
    try:
        waiting = select.poll()
        waiting.register(ended, select.POLLIN)
        waiting.register(asking, 0)  # that it is gone is always told
        events = dict(waiting.poll(1000 * seconds))
        if ended not in events:
            os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
        if ended in events:
            return str(os.waitstatus_to_exitcode(status)).encode()
        return None if asking.fileno() in events else LATE
    finally:
        os.close(ended)


def _be_child(files: list[int], mother: int) -> None:
    """Reads one file, and never comes back."""
    code = 1
    try:
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() == mother:  # else it died before it could be followed
            for standard, file in enumerate(files):
                os.dup2(file, standard)
            os.closerange(3, os.sysconf("SC_OPEN_MAX"))
            child.main()
            sys.stdout.flush()
            code = 0
    except Exception:
        log.exception("the child could not answer")
    finally:
        os._exit(code)


if __name__ == "__main__":
    main()

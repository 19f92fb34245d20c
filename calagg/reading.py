"""[Content, …] -> [(Document, Extraction) or Unread, …] in the same order, worked out by several processes at once.

What comes out is the same as from one process: reading and extracting are pure, and nothing here knows the store. A
process that dies takes its own document with it, as 'broken', and nothing else. What is stored is in `intake.py`.
"""

import logging
import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Generator, Iterable
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any, TypeVar

from calagg.errors import ReadError
from calagg.extracting import extract_within_limits
from calagg.model import Document, Extraction
from calagg.read import Content, read_content

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

AHEAD = 2  # contents that wait for each process: what is held in memory does not grow with the batch
FEW = 8  # contents that are read before a process is started: that takes longer than to read them

T = TypeVar("T")
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Unread:
    """Why a content gave no document, as ReadError has it."""

    message: str
    outcome: str
    form: str


Result = tuple[Document, Extraction] | Unread


def read_one(content: Content) -> Result:
    """The document and what it says, or why not. A bug that one document brings to light is its outcome 'broken'."""
    try:
        document = read_content(content)
        return document, extract_within_limits(document)
    except ReadError as error:
        return Unread(str(error), error.outcome, error.form)
    except Exception as error:
        log.exception("%s: failed by a bug in calagg", content.origin)
        return _failed(content, f"calagg fails on it ({type(error).__name__}); report it with the log")


def read_in_order(
    asked: Iterable[tuple[T, Content | None]], *, processes: int = 0
) -> Generator[tuple[T, Result | None], None, None]:
    """Each of the asked with what its content gives; None where it has none. `asked` is taken a little ahead of what is
    given back. 0 processes means one for each processor; with 1 all is read in this process."""
    most = processes or _processors()
    waiting: deque[tuple[T, Content | None, Future[Result] | None]] = deque()
    idle: SimpleQueue[ProcessPoolExecutor] = SimpleQueue()
    contents = 0
    with ThreadPoolExecutor(most, thread_name_prefix="reading") as threads:
        try:
            for key, content in asked:
                contents += content is not None
                future = None
                if content is not None and most > 1 and contents > FEW:
                    future = threads.submit(_read_apart, content, idle)
                waiting.append((key, content, future))
                while waiting and (waiting[0][2] is None or len(waiting) > AHEAD * most):
                    yield _taken(*waiting.popleft())
            while waiting:
                yield _taken(*waiting.popleft())
        finally:
            for _, _, future in waiting:
                if future is not None:
                    future.cancel()
            threads.shutdown(wait=True)
            while not idle.empty():
                idle.get().shutdown()


def _taken(key: T, content: Content | None, future: Future[Result] | None) -> tuple[T, Result | None]:
    if future is not None:
        return key, future.result()
    return key, read_one(content) if content is not None else None


def _read_apart(content: Content, idle: "SimpleQueue[ProcessPoolExecutor]") -> Result:
    """What the content gives, read by one of the idle processes: if it dies, it is known on what."""
    try:
        pool = idle.get_nowait()
    except Empty:
        pool = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), initializer=_follow_parent)
    try:
        result = pool.submit(read_one, content).result()
    except BrokenProcessPool:
        pool.shutdown()
        log.error("%s: the process that read it died", content.origin)  # noqa: TRY400 - it has no traceback to show
        return _failed(content, "the program that reads it died; save it as plain text and read that")
    idle.put(pool)
    return result


def read_within(content: Content, seconds: float) -> Result:
    """What the content gives, read by a process of its own that is ended after so many seconds of wall time."""
    here = multiprocessing.get_context("spawn")
    receiver, sender = here.Pipe(duplex=False)
    process = here.Process(target=_read_and_send, args=(content, sender))
    process.start()
    sender.close()
    try:
        if not receiver.poll(seconds):
            return Unread(f"{content.name}: took more than {seconds:g} s; split it and read the parts", "timeout", "")
        result: Result = receiver.recv()
    except EOFError:
        log.error("%s: the process that read it died", content.origin)  # noqa: TRY400 - it has no traceback to show
        return _failed(content, "the program that reads it died; save it as plain text and read that")
    finally:
        process.kill()
        process.join()
        process.close()
        receiver.close()
    return result


def _read_and_send(content: Content, sender: "Connection[Result, Result]") -> None:
    _follow_parent()
    sender.send(read_one(content))
    sender.close()


def _follow_parent() -> None:
    """Ends this process with the one that started it, also where that is killed; an interrupt is left to that one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        Thread(target=_outlive_not, args=(parent,), daemon=True).start()


def _outlive_not(parent: Any) -> None:
    parent.join()
    os._exit(1)


def _processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def _failed(content: Content, reason: str) -> Unread:
    return Unread(f"{content.name}: {reason}", "broken", "")

"""[Content, …] -> [(Document, Extraction) or Unread, …] in the same order, worked out by the workers of a Dask cluster.

What comes out is the same as from this machine (`calagg.reading`): reading and extracting are pure, so what a worker
takes along when it is lost is read by another. Each file keeps the limits of its own child process on the worker. As
many contents are on their way as keep the workers busy, and no more.
"""

import importlib.util
import logging
import multiprocessing
import warnings
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from typing import Any, TypeVar

from calagg.errors import UnavailableError, UsageError
from calagg.extract import ENGINE
from calagg.read import Content
from calagg.reading import Result, Unread, read_one

LOCAL = "local"
CONNECT_SECONDS = 20
AHEAD = 3  # contents on their way for each thread of the workers
COUNT_AGAIN = 50  # contents between two looks at how many workers there are now
LIVES = 3  # workers that may die on one content before it is told to be what they die of

T = TypeVar("T")
log = logging.getLogger(__name__)


def read_on_cluster(
    asked: Iterable[tuple[T, Content | None]], address: str
) -> Generator[tuple[T, Result | None], None, None]:
    """Each of the asked with what its content gives, as `read_in_order` does it.

    `address` is that of a scheduler ("tcp://10.0.0.5:8786") or "local", which starts a cluster of processes on this
    machine. Raises UnavailableError where it can't be reached, has no workers or is lost on the way; UsageError where
    Dask is missing or the workers have another calagg.
    """
    waiting: deque[tuple[T, Any]] = deque()
    with _connected(address) as client:
        most, submitted = 0, 0
        for key, content in asked:
            if content is None:
                waiting.append((key, None))
            else:
                if submitted % COUNT_AGAIN == 0:
                    most = AHEAD * max(1, sum(client.ncores().values()))
                waiting.append((key, client.submit(_read_there, content, pure=False)))
                submitted += 1
            while waiting and (waiting[0][1] is None or len(waiting) > most):
                yield _taken(*waiting.popleft(), address)
        while waiting:
            yield _taken(*waiting.popleft(), address)


def _taken(key: T, future: Any, address: str) -> tuple[T, Result | None]:
    from distributed import KilledWorker  # noqa: PLC0415 - an extra

    if future is None:
        return key, None
    try:
        result: Result = future.result()
    except KilledWorker:
        log.error("the workers that read a document died, %d one after the other", LIVES)  # noqa: TRY400 - no bug here
        return key, Unread("the programs that read it died; save it as plain text and read that", "broken", "")
    except (CancelledError, OSError) as error:
        raise _lost(address) from error
    return key, result


def _read_there(content: Content) -> Result:
    """What the content gives, on a worker. Dask's workers are marked as processes that may start none themselves, which
    a long text's extraction needs; calagg ends its own with their parent."""
    multiprocessing.current_process()._config["daemon"] = False  # type: ignore[attr-defined]
    return read_one(content)


def _engine() -> str:
    """The version of the reading code that a worker has."""
    return ENGINE


@contextmanager
def _connected(address: str) -> Iterator[Any]:
    """A client of the cluster whose workers read as this calagg does."""
    if importlib.util.find_spec("distributed") is None:
        raise UsageError("--cluster: Dask is missing; install it with pip install 'calagg[cluster]'")
    import dask  # noqa: PLC0415 - an extra, and it takes a second to start
    import distributed  # noqa: PLC0415

    warnings.filterwarnings("ignore", "Sending large graph")  # a file of some megabytes is what is to be sent
    settings = {"distributed.comm.timeouts.connect": CONNECT_SECONDS, "distributed.scheduler.allowed-failures": LIVES}
    with dask.config.set(settings):
        if address == LOCAL:
            with (
                distributed.LocalCluster(processes=True, threads_per_worker=1, dashboard_address=None) as cluster,  # type: ignore[no-untyped-call]
                distributed.Client(cluster) as client,  # type: ignore[no-untyped-call]
            ):
                yield client
            return
        try:
            client = distributed.Client(address, timeout=CONNECT_SECONDS)  # type: ignore[no-untyped-call]
        except (OSError, ValueError) as error:
            raise UnavailableError(
                f"--cluster {address}: no scheduler answers there; start one with `dask scheduler` and workers with "
                "`dask worker ADDRESS --nthreads 1`, or leave --cluster out to read on this machine"
            ) from error
        with client:
            _see_workers(client, address)
            yield client


def _see_workers(client: Any, address: str) -> None:
    try:
        client.wait_for_workers(1, timeout=CONNECT_SECONDS)
    except TimeoutError:
        raise UnavailableError(
            f"--cluster {address}: the scheduler has no workers; start some with `dask worker {address} --nthreads 1`"
        ) from None
    try:
        engines = set(client.run(_engine).values())
    except Exception as error:  # what a worker without calagg raises
        raise _other_calagg(address) from error
    if engines != {ENGINE}:
        raise _other_calagg(address)


def _other_calagg(address: str) -> UsageError:
    return UsageError(
        f"--cluster {address}: a worker has no calagg or another version of it; install the one that this machine has "
        "on all workers and start them again"
    )


def _lost(address: str) -> UnavailableError:
    return UnavailableError(
        f"--cluster {address}: the scheduler is gone; start it and run the same command again: "
        "what is stored is not read again"
    )

"""Every 60 seconds -> pipeline.tick(store, config, now): APScheduler only ticks; all truth is in the database.

Between ticks a file that changes in a folder is read within a second or two.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC
from pathlib import Path
from threading import Event, Thread

from apscheduler.schedulers.background import BackgroundScheduler

from calagg import clock, pipeline
from calagg.cli.progress import summary_of
from calagg.collect.watching import watch_folders
from calagg.config import Config
from calagg.errors import CalaggError
from calagg.store import Store

log = logging.getLogger(__name__)


@contextmanager
def ticking(store: Store, config: Config) -> Iterator[None]:
    """Ticks at once and then every [schedule] tick_seconds, in a thread of its own, until the block ends.

    The clock of the schedule is UTC, so that a change to summer time neither skips nor doubles a tick; what was missed
    while the machine slept is one tick, not many. A tick that is under way is waited for.
    """
    scheduler = BackgroundScheduler(timezone=UTC)
    scheduler.add_job(
        lambda: _tick(store, config),
        "interval",
        seconds=config.schedule.tick_seconds,
        next_run_time=clock.now(),
        coalesce=True,
        max_instances=1,
        misfire_grace_time=None,
    )
    stopped = Event()
    watcher = Thread(target=_watch, args=(store, config, stopped), name="watching")
    scheduler.start()
    watcher.start()
    try:
        yield
    finally:
        stopped.set()
        scheduler.shutdown(wait=True)
        watcher.join()


def _tick(store: Store, config: Config) -> None:
    ticked = pipeline.tick(store, config, clock.now())
    if any(result.changed for result in ticked.ingested):
        log.info("%s", summary_of(list(ticked.ingested)))


def _watch(store: Store, config: Config, stopped: Event) -> None:
    """Reads what changes in the folders that are read at every tick."""

    def folders() -> list[Path]:
        return [Path(s.path) for s in pipeline.sources_of(config) if s.kind == "folder" and not s.schedule]

    for changed in watch_folders(folders, stopped):
        try:
            done = pipeline.read_changed(store, config, clock.now(), changed)
        except CalaggError as error:
            log.error("what changed in a folder waits for the next tick: %s", error)  # noqa: TRY400 - a fault, no bug
        except Exception:  # a bug that one file brings to light must not end the watching
            log.exception("what changed in a folder waits for the next tick: failed by a bug in calagg")
        else:
            if any(one.changed for one in done):
                log.info("%s", summary_of(done))

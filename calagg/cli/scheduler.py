"""Every 60 seconds -> pipeline.tick(store, config, now): APScheduler only ticks; all truth is in the database."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC

from apscheduler.schedulers.background import BackgroundScheduler

from calagg import clock, pipeline
from calagg.cli.progress import summary_of
from calagg.config import Config
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
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=True)


def _tick(store: Store, config: Config) -> None:
    ticked = pipeline.tick(store, config, clock.now())
    if any(result.changed for result in ticked.ingested):
        log.info("%s", summary_of(list(ticked.ingested)))

"""`calagg tick` -> sources read, feeds written, reminders sent, once; for cron instead of `calagg up`."""

import click

from calagg import clock, pipeline
from calagg.cli.configured import start_log, takes_config
from calagg.cli.progress import Reading, summary_of
from calagg.config import Config
from calagg.errors import CalaggError
from calagg.store import open_store


class TickError(CalaggError):
    """A stage of the round failed; the others ran."""


@click.command()
@takes_config
def tick(config: Config) -> None:
    """Do one round: read the sources, write the calendars, send the reminders that are due.

    `calagg up` does this every [schedule] tick_seconds. Any number of rounds at once is safe.

    \b
    Example, a line of crontab:
      */5 * * * * cd /srv/calagg && calagg tick
    """
    start_log()
    with open_store(config.database.url) as store, Reading(quiet=True) as reading:
        ticked = pipeline.tick(store, config, clock.now(), progress=reading)
    click.echo(summary_of(list(ticked.ingested)), err=True)
    if ticked.failures:
        raise TickError("; ".join(ticked.failures))

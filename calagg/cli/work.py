"""`calagg work` -> the rounds of `calagg up` without its web: sources, calendars and reminders, until it is stopped."""

import signal
from threading import Event

import click

from calagg.cli.configured import start_log, takes_config
from calagg.cli.scheduler import ticking
from calagg.config import Config
from calagg.store import open_store


@click.command()
@takes_config
def work(config: Config) -> None:
    """Read the sources, write the calendars and send the reminders, every [schedule] tick_seconds.

    The web is `calagg serve`, on this machine or another. Any number of these at once is safe. Stop it with Ctrl-C.

    \b
    Example:
      calagg work --config /etc/calagg.toml
    """
    start_log(running=True)
    stopped = Event()
    for asked in (signal.SIGTERM, signal.SIGINT):
        signal.signal(asked, lambda number, frame: stopped.set())
    with open_store(config.database.url) as store, ticking(store, config):
        click.echo(f"A round every {config.schedule.tick_seconds} seconds; stop with Ctrl-C.", err=True)
        while not stopped.wait(60):  # with an end, so that Ctrl-C reaches it on Windows too
            pass

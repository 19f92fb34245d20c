"""`calagg up` -> sources, scheduler and web in one process, until it is stopped."""

import click

from calagg.cli.configured import start_log, takes_address, takes_config, with_address
from calagg.cli.scheduler import ticking
from calagg.cli.web import listen, print_addresses, serve_until_stopped
from calagg.config import Config
from calagg.model.secret_urls import mask_secret_urls
from calagg.pipeline import SAMPLES, sources_of
from calagg.store import open_store


@click.command()
@takes_address
@takes_config
def up(config: Config, host: str | None, port: int | None) -> None:
    """Read the minutes, serve the list and the calendars, send the reminders: all of calagg in one process.

    With nothing configured the folder `minutes` is read, and where there is none, sample minutes that are laid out
    in `sample-minutes`. Stop it with Ctrl-C.

    \b
    Example:
      calagg up --port 8080
    """
    start_log(running=True)
    config = with_address(config, host, port)
    with listen(config) as listener, open_store(config.database.url) as store:
        read = ", ".join(mask_secret_urls(source.where) for source in sources_of(config, samples=True))
        print_addresses(config)
        click.echo(f"Reading {read}; stop with Ctrl-C.", err=True)
        if read == SAMPLES:
            click.echo("These are invented sample minutes: make a folder `minutes` and put yours there.", err=True)
        if config.mail.transport == "maildir":
            click.echo(f"No mail server is configured: mails are laid in {config.mail.outbox}/.", err=True)
        with ticking(store, config):
            serve_until_stopped(store, config, listener)

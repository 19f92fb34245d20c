"""`calagg serve` -> the web only: for a machine where `calagg tick` is run by cron or by another process."""

import click

from calagg.cli.configured import start_log, takes_address, takes_config, with_address
from calagg.cli.web import listen, print_addresses, serve_until_stopped
from calagg.config import Config
from calagg.store import open_store


@click.command()
@takes_address
@takes_config
def serve(config: Config, host: str | None, port: int | None) -> None:
    """Serve the web list and the calendars; read and send nothing.

    \b
    Example:
      calagg serve --host 0.0.0.0 --port 8080
    """
    start_log(running=True)
    config = with_address(config, host, port)
    with listen(config) as listener, open_store(config.database.url) as store:
        print_addresses(config)
        serve_until_stopped(store, config, listener)

"""`calagg publish` -> feeds/all.ics, feeds/deadlines.ics and one for each [[feed]], a line for each."""

import click

from calagg import clock, pipeline
from calagg.cli.configured import start_log, takes_config
from calagg.config import Config
from calagg.store import open_store


@click.command()
@takes_config
def publish(config: Config) -> None:
    """Write the calendars (.ics) from what is stored.

    A file whose content has not changed is left alone, so that calendar programs need not fetch it again.

    \b
    Example, with everything since 2015 in the calendars:
      CALAGG_PUBLISH_DAYS_BACK=4000 calagg publish
    """
    start_log()
    with open_store(config.database.url) as store:
        for published in pipeline.publish(store, config, clock.now()):
            click.echo(f"{published.path}: {published.entries} entries{'' if published.changed else ', unchanged'}")

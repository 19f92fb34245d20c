"""`calagg merge ID OTHER` -> the two entries are one from now on."""

import click

from calagg import clock
from calagg.cli.configured import start_log, takes_config
from calagg.config import Config
from calagg.merge import merge_entries
from calagg.store import open_store
from calagg.store.entries import find_entry


@click.command()
@click.argument("survivor", metavar="ID")
@click.argument("other", metavar="OTHER")
@takes_config
def merge(config: Config, survivor: str, other: str) -> None:
    """Say that OTHER is the same occasion as ID: ID stays and stands for both, OTHER leaves the calendars.

    An entry's id is the last part of its page's address. What documents tell of OTHER they tell of ID from now on.

    \b
    Example:
      calagg merge 0b6f0a52-4a3e-5d0f-8a86-6f8d2b8a7c10 392914ee-ed99-5ad4-a982-f03275f6c20c
    """
    start_log()
    with open_store(config.database.url) as store:
        with store.write() as session:
            merge_entries(session, survivor, other, now=clock.now())
        with store.read() as session:
            stored = find_entry(session, survivor)
    if stored is not None:
        click.echo(f"{survivor}: {stored.entry.start} {stored.entry.title}")

"""`calagg retention --dry-run` -> how long each thing is kept, and how much of it would go now."""

import click

from calagg import clock
from calagg.cli.configured import start_log, takes_config
from calagg.config import Config
from calagg.keep.retention import WHAT, carry_out, look_up
from calagg.store import open_store


@click.command()
@click.option("--dry-run", is_flag=True, help="Say what would go; remove nothing.")
@takes_config
def retention(config: Config, *, dry_run: bool) -> None:
    """Remove what has been kept longer than [retention] says, as the rounds of `calagg up` and `tick` do once a day.

    Entries are never removed, nor what proves them now, nor what a person decided on them: what was rejected stays
    rejected. What is about an entry that is not over yet stays, and the latest mail to each reader, whose links must
    work. 0 days means that a thing is kept for ever. Readers' reports have [reports] keep_days.

    \b
    Example:
      calagg retention --dry-run
    """
    start_log()
    with open_store(config.database.url) as store:
        found = (look_up if dry_run else carry_out)(store, config, clock.now())
    done = "would go" if dry_run else "gone"
    for one in found:
        kept = f"{one.days} days" if one.days else "for ever"
        click.echo(f"{one.name:<12}{WHAT[one.name]:<36}{kept:<12}{one.rows} {done}")

"""`calagg restore calagg.jsonl.gz` -> the database as it was when `calagg backup` copied it."""

from pathlib import Path

import click

from calagg import clock
from calagg.cli.configured import start_log, takes_config
from calagg.cli.rows_bar import rows_bar
from calagg.config import Config
from calagg.keep import look_into
from calagg.keep import restore as put_back
from calagg.store import open_store


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Replace what the database holds; it is kept in a file here first.")
@click.option("--dry-run", is_flag=True, help="Only read FILE through and say what is in it.")
@takes_config
def restore(config: Config, file: Path, *, replace: bool, dry_run: bool) -> None:
    """Put back what `calagg backup` (or `export`) wrote to FILE.

    FILE is read to its end first: where it is damaged, cut off or made by a newer calagg, nothing is touched. A
    database that is not empty is refused without --replace; with it all that is there is first written to
    calagg-before-restore-TIME.jsonl.gz in this folder, which restores it again in the same way. The restore is one
    transaction: killed at any point the database is as it was. Processes that run may go on; they wait meanwhile.

    Mails that went out since the copy was made stay known as sent, and who has unsubscribed since stays so. What else
    came since is gone; documents in folders are read anew at the next round, which writes the calendars too.

    \b
    Examples:
      calagg restore copies/calagg-20261126T020000Z.jsonl.gz
      calagg restore --replace copies/calagg-20261126T020000Z.jsonl.gz
    """
    start_log()
    if dry_run:
        header = look_into(file)
        counts = ", ".join(f"{number} {table}" for table, number in header.counts.items() if number)
        click.echo(f"{file}: whole, schema {header.schema}, {header.rows} rows: {counts or 'none'}")
        return
    undo = Path(f"calagg-before-restore-{clock.now():%Y%m%dT%H%M%SZ}.jsonl.gz") if replace else None
    with open_store(config.database.url) as store, rows_bar("Restoring") as progress:
        done = put_back(store, file, undo=undo, progress=progress)
        click.echo(f"{done.rows} rows restored into {store.url}", err=True)
    if done.kept:
        click.echo(f"what was there is kept in {done.kept.path}: calagg restore --replace {done.kept.path}", err=True)

"""`calagg import calagg.jsonl` -> the database that `calagg export` wrote, in an empty one of either kind."""

import sys
from io import BufferedReader
from pathlib import Path
from typing import cast

import click

from calagg.cli.configured import start_log, takes_config
from calagg.cli.rows_bar import rows_bar
from calagg.config import Config
from calagg.keep import import_from, restore
from calagg.store import open_store


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@takes_config
def import_(config: Config, file: Path) -> None:
    """Put what `calagg export` or `backup` wrote to FILE into the database, which must be empty; - is standard input.

    The database may be of the other kind than the one that was exported. An export of an older calagg is brought to the
    newest schema. All of it is one transaction: where FILE is damaged, cut off or made by a newer calagg nothing is
    changed. Into a database that is not empty: `calagg restore --replace`.

    \b
    Example, into the database of another configuration:
      calagg import calagg.jsonl --config postgres.toml
    """
    start_log()
    with open_store(config.database.url) as store, rows_bar("Importing") as progress:
        if str(file) == "-":
            done = import_from(store, cast("BufferedReader", sys.stdin.buffer), "standard input", progress)
        else:
            done = restore(store, file, undo=None, progress=progress)
    click.echo(f"{done.rows} rows imported into {store.url}", err=True)

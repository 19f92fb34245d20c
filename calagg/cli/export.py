"""`calagg export calagg.jsonl` -> everything in the database as JSON Lines, for `calagg import` into another."""

import sys
from pathlib import Path

import click

from calagg.cli.configured import start_log, takes_config
from calagg.cli.rows_bar import rows_bar
from calagg.config import Config
from calagg.keep import export_to
from calagg.store import open_store
from calagg.store.portable.writing import export_lines


@click.command()
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@takes_config
def export(config: Config, file: Path) -> None:
    """Write everything in the database to FILE as JSON Lines; - is standard output.

    The first line says which schema it has and how many rows of each table follow; each row is an object on a line of
    its own; the last line has a sum of all before it. The same rows give the same bytes, on SQLite and on PostgreSQL.
    Other processes may go on writing: what is exported is the state of one moment.

    It holds readers' addresses, and the hashes of passwords, logins and links, without which they would not work where
    it is imported. The file may be read by its owner alone (mode 0600); keep it, and what standard output goes to, as
    you keep the database.

    \b
    Examples, the second of which moves to PostgreSQL:
      calagg export calagg.jsonl
      calagg export - | CALAGG_DATABASE_URL=postgresql+psycopg://calagg@localhost/calagg calagg import -
    """
    start_log()
    with open_store(config.database.url) as store:
        if str(file) == "-":
            with store.read() as session:
                sys.stdout.buffer.writelines(export_lines(session))
            sys.stdout.buffer.flush()
            return
        with rows_bar("Exporting") as progress:
            done = export_to(store, file, progress)
    click.echo(f"{done.rows} rows in {file}, read back and whole", err=True)

"""`calagg backup calagg.jsonl.gz` -> a copy of the database in one file, made while others work, and read back."""

from pathlib import Path

import click

from calagg import clock
from calagg.cli.configured import start_log, takes_config
from calagg.cli.rows_bar import rows_bar
from calagg.config import Config
from calagg.keep import back_up
from calagg.store import open_store


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@takes_config
def backup(config: Config, file: Path) -> None:
    """Copy the database to FILE; where FILE is a folder, to calagg-DAY-TIME.jsonl.gz in it (UTC).

    Other processes may go on reading and writing: the copy is the state of one moment. SQLite's file is looked through
    first, and the copy is read back before it gets its name: an earlier one of that name stays until then. It is packed
    JSON Lines (`zcat` shows them), the same for SQLite and PostgreSQL, and `calagg restore` puts it back into either,
    also years and versions later.

    It holds all that the database holds: readers' addresses, and the hashes of passwords, logins and links, without
    which nobody could sign in or unsubscribe after a restore. The file may be read by its owner alone (mode 0600); keep
    it as you keep the database. The minutes' files, config.toml and the mails in outbox/ are not in it.

    \b
    Example, a line of crontab that keeps a copy of each night, for a month:
      0 3 * * * cd /srv/calagg && calagg backup copies && find copies -mtime +31 -delete
    """
    start_log()
    if file.is_dir():
        file /= f"calagg-{clock.now():%Y%m%dT%H%M%SZ}.jsonl.gz"
    with open_store(config.database.url) as store, rows_bar("Copying") as progress:
        done = back_up(store, file, progress)
    click.echo(f"{done.rows} rows in {file}, read back and whole", err=True)

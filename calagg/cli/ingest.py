"""`calagg ingest minutes/*.txt` -> the documents' entries in the store, a line for each document."""

import sys
from contextlib import nullcontext
from dataclasses import replace

import click

from calagg import clock
from calagg.cli.configured import start_log, takes_config
from calagg.cli.progress import Reading, summary_of, table_of
from calagg.config import Config
from calagg.errors import MissingInputError, ReadError
from calagg.model import Outcome
from calagg.pipeline import Ingested, ingest_paths
from calagg.store import open_store


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH|URL...")
@click.option("--dry-run", is_flag=True, help="Show what reading them would change, and change nothing.")
@click.option("--allow-private", is_flag=True, help="Fetch addresses in your own network as well.")
@click.option(
    "--cluster",
    default="",
    metavar="ADDRESS",
    help='Read on the workers of this Dask scheduler, such as tcp://10.0.0.5:8786, or "local".',
)
@takes_config
def ingest(config: Config, paths: tuple[str, ...], *, dry_run: bool, allow_private: bool, cluster: str) -> None:
    """Read minutes into the store: files, folders (with those in them), patterns, web addresses, and those of storages
    (s3://..., with calagg[storage] and s3fs installed).

    Many documents are read at once, and a table of how it went comes last. Reading the same document twice changes
    nothing, so that after an interruption the same command goes on where it was. A document that can't be read is
    named, the others are read, and the exit code is 65; a path that is not there, or an address that gives nothing,
    gives 66 after the rest is done.

    With --dry-run each document is followed by what it would do: add, update, move, cancel, restore, merge, keep or
    retire an entry, or ask a person (conflict), and why. Others who write to the database wait meanwhile.

    \b
    Example:
      calagg ingest minutes/ ~/protokoll-2027-03-01.html https://www.example.se/protokoll.pdf
    """
    start_log()
    results: list[Ingested] = []

    with open_store(config.database.url) as opened, Reading(changes=dry_run) as reading:
        rehearsed = opened.rehearse() if dry_run else nullcontext(opened)

        def note(done: int, total: int, result: Ingested) -> None:
            reading(done, total, result)
            results.append(replace(result, changes=()))  # those of many thousand documents are not to be held

        missing = ""
        try:
            with rehearsed as store:
                ingest_paths(
                    store, config, paths, now=clock.now(), progress=note, allow_private=allow_private, cluster=cluster
                )
        except MissingInputError as error:
            missing = str(error)
    for result in results:
        if result.detail and not result.changed:  # a new fault is in the log already
            click.echo(f"calagg: {result.detail}", err=True)
    click.echo(f"{summary_of(results)}{'; nothing of it was stored' if dry_run else ''}", err=True)
    if len(results) > 1:
        click.echo(table_of(results), err=True)
    if missing:
        raise MissingInputError(missing)
    if any(r.outcome is not Outcome.OK for r in results):
        sys.exit(ReadError.exit_code)

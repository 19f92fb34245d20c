"""`calagg sources` -> a line for each source: when it was read, what it gave, what is wrong; `read` reads it now."""

from collections.abc import Iterator
from datetime import datetime

import click

from calagg import clock
from calagg.cli.configured import start_log, takes_config
from calagg.cli.progress import Reading, summary_of
from calagg.config import Config, Source
from calagg.errors import UnavailableError, UsageError
from calagg.pipeline import MINUTES, publish, read_remote, read_sources, sources_of
from calagg.store import open_store
from calagg.store.sources import StoredSource, documents_by_source, list_sources

HEADINGS = ("name", "kind", "schedule", "last read", "last change", "documents", "state")


@click.group(invoke_without_command=True)
@takes_config
@click.pass_context
def sources(ctx: click.Context, config: Config) -> None:
    """Show where minutes come from: when each source was last read and last gave something, and what is wrong.

    \b
    Examples:
      calagg sources
      calagg sources read natverket
    """
    if ctx.invoked_subcommand:
        return
    start_log()
    with open_store(config.database.url) as store, store.read() as session:
        stored = {one.name: one for one in list_sources(session)}
        counts = documents_by_source(session)
    if not sources_of(config):
        click.echo(
            f"calagg: there are no sources; make the folder {MINUTES} and put minutes in it, "
            "or add [[source]] to config.toml",
            err=True,
        )
        return
    lines: list[tuple[str, ...]] = [HEADINGS]
    lines += [
        tuple(_cells(source, stored.get(source.name), counts.get(source.name, 0), config))
        for source in sources_of(config)
    ]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADINGS))]
    for line in lines:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


@sources.command()
@click.argument("name")
@takes_config
def read(config: Config, name: str) -> None:
    """Read the source NAME now, due or not, and write the calendars.

    \b
    Example:
      calagg sources read natverket
    """
    start_log()
    source = next((source for source in sources_of(config) if source.name == name), None)
    if source is None:
        known = ", ".join(source.name for source in sources_of(config)) or "none"
        raise UsageError(f"there is no source {name!r}; use one of: {known}")
    now = clock.now()
    with open_store(config.database.url) as store, Reading() as reading:
        if source.kind == "folder":
            done = read_sources(store, config, now=now, progress=reading, only=name)
        else:
            done = read_remote(store, config, now=now, progress=reading, only=name)
        if any(one.changed for one in done):
            publish(store, config, now)
        with store.read() as session:
            stored = next((one for one in list_sources(session) if one.name == name), None)
    click.echo(summary_of(done), err=True)
    if stored and stored.error:
        raise UnavailableError(f"source {name}: {stored.error}")
    if stored and (stored.missed or stored.emptied_at):
        click.echo(f"calagg: source {name}: {_state(stored, config)}", err=True)


def _cells(source: Source, stored: StoredSource | None, documents: int, config: Config) -> Iterator[str]:
    def shown(at: datetime | None) -> str:
        return f"{clock.local(at, config.zone):%Y-%m-%d %H:%M}" if at else "never"

    yield source.name
    yield source.kind
    yield source.cadence_words or "every tick"
    yield shown(stored.read_at if stored else None)
    yield shown(stored.changed_at if stored else None)
    yield str(documents)
    yield _state(stored, config)


def _state(stored: StoredSource | None, config: Config) -> str:
    """What is wrong with the source, in words; "ok" where nothing is."""
    if stored is None or (stored.read_at is None and not stored.error):
        return "not read yet"
    if stored.error:
        again = f"; again {clock.local(stored.next_at, config.zone):%Y-%m-%d %H:%M}" if stored.next_at else ""
        return f"failed {stored.failures} times in a row{again}: {stored.error}"
    if stored.emptied_at:
        since = f"{clock.local(stored.emptied_at, config.zone):%Y-%m-%d %H:%M}"
        return f"shows nothing since {since}, before that {stored.shown}; nothing is cancelled for that"
    return stored.missed or "ok"

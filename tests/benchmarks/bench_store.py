"""`python -m tests.benchmarks.bench_store` -> milliseconds of pages, feeds and reminders as the store grows.

10,000, 100,000 and 1,000,000 entries are laid straight into the tables of a fresh PostgreSQL schema. As in life most of
them are past: as many are ahead and just over in each store, the others in the years before. Asked are `/`, `/?q=` with
a word that few entries have and with one that none has, a round of publishing after one entry has changed and one in
which nothing has, and a round of the planner of reminders. Needs CALAGG_TEST_DATABASE_URL. No test asserts a time.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import click
from sqlalchemy import text

from calagg.clock import local
from calagg.config import Config, Publish
from calagg.publish import publish_feeds
from calagg.publish.rendering import settings_key
from calagg.remind import plan_due
from calagg.store import Store, open_store
from calagg.store.schema import EntryRow
from calagg.web.app import create_app
from tests.benchmarks.bench_store_rows import TABLES
from tests.conftest import postgres_database
from tests.remind.seeds import MORNING, config_for, put_readers

SIZES = (10_000, 100_000, 1_000_000)
NEAR = 2_000
READERS = 20
TURNS = 5
PAGES = {"list page": "/", "search, few found": "/?q=ordfyndet", "search, none found": "/?q=finnsinte"}


def fill(store: Store, entries: int, config: Config) -> int:
    """Lays so many entries in the tables with what belongs to them; how many of them are ahead."""
    told = {"n": entries, "near": NEAR, "today": local(MORNING, config.zone).date(), "settings": settings_key(config)}
    with store.write() as session:
        session.execute(text("SET LOCAL synchronous_commit = off"))
        for rows in TABLES:
            session.execute(text(rows), told)
    with store.write() as session:
        session.execute(text("ANALYZE"))
        ahead = session.execute(text("SELECT count(*) FROM entry WHERE start_on >= :today"), {"today": told["today"]})
        return int(ahead.scalar_one())


def change_one(store: Store, turn: int) -> None:
    """Gives an entry that is ahead another title, as a new version of its minutes would."""
    with store.write() as session:
        row = session.get_one(EntryRow, "entry-000000001")
        row.title, row.sequence = f"Träff om annat ({turn})", turn
        row.changed_at = MORNING + timedelta(minutes=turn)


def milliseconds(work: Callable[[], object]) -> float:
    """How long the work takes by the clock on the wall."""
    began = perf_counter()
    work()
    return 1000 * (perf_counter() - began)


def measure(store: Store, config: Config) -> dict[str, float]:
    """The medians of each piece of work; each page is asked for at another minute, so that none is a kept one."""
    today = local(MORNING, config.zone).date()
    now: list[datetime] = [MORNING]
    client = create_app(store, config, now=lambda: now[0]).test_client()
    spent: dict[str, list[float]] = {}

    def note(what: str, work: Callable[[], object]) -> None:
        spent.setdefault(what, []).append(milliseconds(work))

    def ask(path: str) -> None:
        now[0] += timedelta(minutes=1)
        if client.get(path).status_code != 200:
            raise AssertionError(f"{path} gave no page")

    put_readers(store, READERS)
    publish_feeds(store, config, today)
    plan_due(store, config, MORNING)
    for turn in range(1, TURNS + 1):
        for what, path in PAGES.items():
            note(what, lambda path=path: ask(path))  # type: ignore[misc]
        change_one(store, turn)
        note("publish after one change", lambda: publish_feeds(store, config, today))
        note("publish when nothing changed", lambda: publish_feeds(store, config, today))
        note("planner after one change", lambda: plan_due(store, config, MORNING))
        note("planner when nothing changed", lambda: plan_due(store, config, MORNING))
    return {what: median(times) for what, times in spent.items()}


@click.command()
@click.option("--size", "sizes", multiple=True, type=int, default=SIZES, show_default=True)
def main(sizes: tuple[int, ...]) -> None:
    """Measures and prints each time, and how many times that of the smallest store it is."""
    found: list[dict[str, float]] = []
    with TemporaryDirectory(prefix="calagg-bench-") as held:
        for size in sizes:
            config = replace(
                config_for(Path(held) / "outbox"),
                publish=Publish(directory=str(Path(held) / str(size)), organiser_feeds=False),
            )
            with postgres_database() as url, open_store(url) as store:
                ahead = fill(store, size, config)
                click.echo(f"{size} entries, {ahead} of them ahead")
                found.append(measure(store, config))
            for what, spent in found[-1].items():
                click.echo(f"  {what:30}{spent:9.1f} ms  {spent / found[0][what]:6.2f} x")


if __name__ == "__main__":
    main()

"""`python -m tests.benchmarks.bench_store` -> milliseconds of pages, feeds and reminders as the store grows.

10,000, 100,000 and 1,000,000 entries are laid straight into the tables of a fresh PostgreSQL schema. As in life most of
them are past: as many are ahead and just over in each store, the others in the years before. Asked are `/`, `/?q=` with
a word that few entries have and with one that none has, a round of publishing after one entry has changed and one in
which nothing has, and a round of the planner of reminders. The stores take turns, so that what else the machine does
falls on all. Needs CALAGG_TEST_DATABASE_URL. No test asserts a time.
"""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from functools import partial
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


class Asked:
    """A store with readers, whose feeds are published and reminders planned, and what asking it took."""

    def __init__(self, store: Store, config: Config) -> None:
        self._store, self._config = store, config
        self._now = MORNING
        self._today = local(MORNING, config.zone).date()
        self._client = create_app(store, config, now=lambda: self._now).test_client()
        self._spent: dict[str, list[float]] = {}
        put_readers(store, READERS)
        self._publish()
        self._plan()

    def turn(self, number: int) -> None:
        """Asks for everything once; each page at another minute, so that none is a kept one."""
        for what, path in PAGES.items():
            self._now += timedelta(minutes=1)
            self._note(what, partial(self._ask, path))
        change_one(self._store, number)
        self._note("publish after one change", self._publish)
        self._note("publish when nothing changed", self._publish)
        self._note("planner after one change", self._plan)
        self._note("planner when nothing changed", self._plan)

    def medians(self) -> dict[str, float]:
        """Of each piece of work, milliseconds."""
        return {what: median(times) for what, times in self._spent.items()}

    def _note(self, what: str, work: Callable[[], object]) -> None:
        began = perf_counter()
        work()
        self._spent.setdefault(what, []).append(1000 * (perf_counter() - began))

    def _ask(self, path: str) -> None:
        if self._client.get(path).status_code != 200:
            raise AssertionError(f"{path} gave no page")

    def _publish(self) -> None:
        publish_feeds(self._store, self._config, self._today)

    def _plan(self) -> None:
        plan_due(self._store, self._config, MORNING)


@click.command()
@click.option("--size", "sizes", multiple=True, type=int, default=SIZES, show_default=True)
def main(sizes: tuple[int, ...]) -> None:
    """Measures and prints each time, and how many times that of the first store it is. The stores take turns."""
    asked = []
    with ExitStack() as held:
        folder = Path(held.enter_context(TemporaryDirectory(prefix="calagg-bench-")))
        for size in sizes:
            config = replace(
                config_for(folder / "outbox"), publish=Publish(directory=str(folder / str(size)), organiser_feeds=False)
            )
            store = held.enter_context(open_store(held.enter_context(postgres_database())))
            click.echo(f"{size} entries, {fill(store, size, config)} of them ahead", err=True)
            asked.append(Asked(store, config))
        for number in range(1, TURNS + 1):
            for one in asked:
                one.turn(number)
        for size, one in zip(sizes, asked, strict=True):
            click.echo(f"{size} entries")
            first = asked[0].medians()
            for what, spent in one.medians().items():
                click.echo(f"  {what:30}{spent:9.1f} ms  {spent / first[what]:6.2f} x")


if __name__ == "__main__":
    main()

"""A year of three networks: the calendar after each document, and that no order of reading ends in another.

`year/calendar.diff` is the table: after "= a02" stand the lines that reading a02.txt takes away and adds.
"""

import os
import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, event
from sqlalchemy.engine import Engine

from calagg.store import Store, open_store
from calagg.store.entries import entries_awaiting_review
from calagg.store.tables import TABLES
from tests.merge.year import BY_DAY, FIRST, TEXTS, act, ingest, shown

TABLE = (Path(__file__).parent / "year" / "calendar.diff").read_text(encoding="utf-8").splitlines()
ORDERS, AT_ONCE = (200 if os.environ.get("CALAGG_TEST_LONG") else 40), 20


class KilledError(Exception):
    """What stands for the end of the process."""


@contextmanager
def killed_at(statement: int) -> Iterator[None]:
    """Ends whatever talks to a database at its statement of that number; nothing where there are fewer."""
    left = statement

    def count(*_: Any) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            raise KilledError

    event.listen(Engine, "before_cursor_execute", count)
    try:
        yield
    except KilledError:
        pass
    finally:
        event.remove(Engine, "before_cursor_execute", count)


def any_order(seed: int) -> list[str]:
    """The documents in some order; what replaces a document at its address is read after it."""
    order = list(BY_DAY)
    random.Random(seed).shuffle(order)  # noqa: S311 - an order, no secret
    for later in [name for name in order if name.endswith("-justerat")]:
        first, second = sorted((order.index(later), order.index(later.removesuffix("-justerat"))))
        order[first], order[second] = later.removesuffix("-justerat"), later
    return order


def read_all(store: Store, order: list[str], *, seed: int | None = None) -> list[str]:
    """The calendar after all of them; with `seed` one of them is killed at some statement and read again."""
    chance = random.Random(seed)  # noqa: S311 - as above
    killed = chance.randrange(len(order)) if seed is not None else None
    for number, name in enumerate(order):
        if number == killed:
            with killed_at(chance.randint(1, 60)):
                ingest(store, name)
        ingest(store, name)
        act(store, name)
    return shown(store)


def test_there_are_three_networks_and_enough_of_their_minutes() -> None:
    assert len(TEXTS) >= 24
    assert {name[0] for name in TEXTS} == {"a", "b", "c"}


def test_the_calendar_after_each_document(store: Store) -> None:
    lines: list[str] = []
    before: set[str] = set()
    for name in BY_DAY:
        ingest(store, name)
        act(store, name)
        now = set(shown(store))
        lines += [f"= {name}", *(f"- {line}" for line in sorted(before - now))]
        lines += [f"+ {line}" for line in sorted(now - before)]
        before = now
    assert lines == TABLE
    with store.read() as session:
        waiting = entries_awaiting_review(session, min_confidence=0.5, since=FIRST)
    assert [(e.entry.title, e.entry.contradictions) for e in waiting] == [
        ("Nätverksträff – Nätverket för mottagande", ("2026-03-25T09:00",)),
        ("Studieresa till Ånäs", ("Inställd enligt a05, men inte enligt senare anteckningar.",)),
    ]
    for name in BY_DAY:
        ingest(store, name)
    assert set(shown(store)) == before


@pytest.mark.parametrize("first", range(0, ORDERS, AT_ONCE))
def test_any_order_killed_somewhere_and_resumed_ends_in_the_same_calendar(first: int, tmp_path: Path) -> None:
    expected = _last_of_table()
    with open_store(f"sqlite:///{tmp_path / 'year.db'}") as store:
        for seed in range(first, first + AT_ONCE):
            order = any_order(seed)
            assert read_all(store, order, seed=seed) == expected, " ".join(order)
            _forget_all(store)


def test_some_orders_on_every_database(store: Store) -> None:
    assert read_all(store, any_order(ORDERS), seed=ORDERS) == _last_of_table()


def _forget_all(store: Store) -> None:
    with store.write() as session:
        for table in reversed(TABLES.sorted_tables):
            session.execute(delete(table))


def _last_of_table() -> list[str]:
    calendar: set[str] = set()
    for line in TABLE:
        if line.startswith("- "):
            calendar.remove(line[2:])
        elif line.startswith("+ "):
            calendar.add(line[2:])
    return sorted(calendar)

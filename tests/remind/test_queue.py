"""The ledger is gone through again when something it follows from has changed, and else once an hour."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from calagg.config import Config, Feed
from calagg.model import EntryChoice, Selection
from calagg.remind import Planned, plan_due
from calagg.remind.hours import Hours
from calagg.remind.ledger import update_ledger
from calagg.store import Store
from calagg.store.heartbeat import last_beats
from calagg.store.reminders import is_any_late
from calagg.store.schema import EntryRow, SubscriptionRow
from tests.remind.seeds import config_for, ledger, put_entry, put_subscription

EVENING = datetime(2026, 11, 17, 18, tzinfo=UTC)  # Tuesday 19:00 in Stockholm
FEED = Feed(name="nätverket", organisers=("Nätverket Arbete",))


def later(**length: int) -> datetime:
    return EVENING + timedelta(**length)


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return replace(config_for(tmp_path), feed=(FEED,))


@pytest.fixture
def planned(store: Store, config: Config) -> Store:
    """A ledger that has just been planned: one deadline on a day, one at a minute of the same day."""
    put_entry(store, "e1", on=date(2026, 11, 27))
    put_entry(store, "e2", on=date(2026, 11, 27), at=time(12))
    put_subscription(store, leads=(7, 1))
    assert plan_due(store, config, EVENING) == Planned(added=4)
    return store


def gone_through_at(store: Store) -> datetime:
    with store.read() as session:
        return last_beats(session)["plan"].at


@pytest.mark.parametrize(
    ("at", "again"),
    [
        (later(minutes=1), False),
        (later(minutes=59), False),
        (later(hours=1), True),
        (later(hours=5), True),  # after midnight
        (later(seconds=-1), True),  # the clock was put back
    ],
)
def test_it_is_gone_through_once_an_hour_and_a_day(planned: Store, config: Config, at: datetime, again: bool) -> None:
    assert plan_due(planned, config, at) == Planned()
    assert gone_through_at(planned) == (at if again else EVENING)


def move(store: Store) -> None:
    with store.write() as session:
        session.execute(update(EntryRow).where(EntryRow.id == "e1").values(start_on=date(2026, 11, 28)))


def cancel(store: Store) -> None:
    with store.write() as session:
        session.execute(update(EntryRow).where(EntryRow.id == "e1").values(status="cancelled"))


def reject(store: Store) -> None:
    with store.write() as session:
        session.execute(update(EntryRow).where(EntryRow.id == "e1").values(review="rejected"))


def doubt(store: Store) -> None:
    with store.write() as session:
        session.execute(update(EntryRow).where(EntryRow.id == "e1").values(confidence=0.01))


def end(store: Store) -> None:
    with store.write() as session:
        session.execute(update(SubscriptionRow).values(ended_at=EVENING))


def choose_one_lead(store: Store) -> None:
    with store.write() as session:
        session.execute(update(SubscriptionRow).values(leads=[1]))


def subscribe_too(store: Store) -> None:
    put_subscription(store, "bo@example.se", selection=FEED.name, leads=(1,))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (move, Planned(added=2, changed=2)),
        (cancel, Planned(changed=2)),
        (reject, Planned(changed=2)),
        (doubt, Planned(changed=2)),
        (end, Planned(changed=4)),
        (choose_one_lead, Planned(changed=2)),
        (subscribe_too, Planned(added=2)),
    ],
)
def test_a_change_is_planned_at_once(
    planned: Store, config: Config, change: Callable[[Store], None], expected: Planned
) -> None:
    change(planned)
    assert plan_due(planned, config, later(minutes=1)) == expected
    assert plan_due(planned, config, later(minutes=2)) == Planned()
    assert gone_through_at(planned) == later(minutes=1)


def test_another_configuration_is_planned_at_once(planned: Store, config: Config) -> None:
    subscribe_too(planned)
    plan_due(planned, config, later(minutes=1))
    other = replace(config, feed=(replace(FEED, organisers=("Norrvik",)),))
    assert plan_due(planned, other, later(minutes=2)) == Planned(changed=2)


def test_a_minute_that_passes_is_noticed_before_the_hour_is_over(planned: Store, config: Config) -> None:
    """The process that planned it was ended before it laid it in a mail."""
    noon = datetime(2026, 11, 28, 11, tzinfo=UTC)
    with planned.write() as session:
        session.execute(update(EntryRow).where(EntryRow.id == "e2").values(start_on=date(2026, 11, 28)))
    before, after = noon - timedelta(seconds=1), noon
    update_ledger(planned, config, Hours(config.remind.from_, config.remind.until, config.zone), before)
    with planned.read() as session:
        assert not is_any_late(session, before.astimezone(config.zone))
        assert is_any_late(session, after.astimezone(config.zone))
    assert plan_due(planned, config, after) == Planned(changed=1)
    assert ("e2", "2026-11-28T12:00", 1, "skipped", "för sent") in ledger(planned)


@pytest.mark.parametrize(("asked", "found"), [("811228-9874", 0), ("9874", 0), ("kursen", 2)])
def test_a_selection_finds_what_readers_see_and_nothing_that_is_masked(
    store: Store, config: Config, asked: str, found: int
) -> None:
    put_entry(store, "e1", on=date(2026, 11, 27))
    with store.write() as session:
        session.execute(update(EntryRow).values(title="Kurser för 811228-9874"))
    put_subscription(store, selection=str(EntryChoice(selection=Selection(words=(asked,)))), leads=(7, 1))
    assert plan_due(store, config, EVENING) == Planned(added=found)

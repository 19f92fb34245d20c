"""What becomes of an entry, as the calendar programs see it: the feed before and after, in the five properties."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from calagg.config import Config, Publish
from calagg.errors import UsageError
from calagg.merge import merge_entries
from calagg.model import Kind, Status
from calagg.publish import publish_feeds
from calagg.store import Store
from calagg.store.entries import entries_awaiting_review, review_entry
from tests.merge.minutes import NOVEMBER, OCTOBER, SEPTEMBER, calendar, ingest, minutes, told
from tests.publish.calendar import CONFIG, TODAY, events

FIRST = datetime(2026, 11, 21, 8, 30, tzinfo=UTC)
SECOND = FIRST + timedelta(days=1)
THIRD = FIRST + timedelta(days=2)
AT = {FIRST: "20261121T083000Z", SECOND: "20261122T083000Z", THIRD: "20261123T083000Z"}
TITLE = "Nätverksträff om boende"
Tell = Callable[..., Any]


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return replace(CONFIG, publish=Publish(directory=str(tmp_path / "feeds"), organiser_feeds=False))


def feed(store: Store, config: Config) -> list[dict[str, str]]:
    """The events of the feed `all`, published now."""
    (published, *_) = publish_feeds(store, config, TODAY)
    return events(published.path.read_bytes())


def seen(event: dict[str, str]) -> tuple[str, str, str, str]:
    """SEQUENCE, DTSTAMP, LAST-MODIFIED and STATUS."""
    return event["SEQUENCE"], event["DTSTAMP"], event["LAST-MODIFIED"], event["STATUS"]


def start_of(event: dict[str, str]) -> str:
    return next(value for key, value in event.items() if key.startswith("DTSTART"))


def tell(store: Store, content: str, *entries: Any, origin: str = "minutes/a.txt", now: datetime = FIRST) -> None:
    ingest(
        store, minutes(content, NOVEMBER if origin == "minutes/a.txt" else OCTOBER, *entries, origin=origin), now=now
    )


TIMED = told(TITLE, "2027-01-15T09:00", end="2027-01-15T12:00")
TENTATIVE = replace(TIMED, status=Status.TENTATIVE)
CHANGES = {
    "moved": (TIMED, told(TITLE, "2027-01-22T09:00", end="2027-01-22T12:00"), "20270122T090000", TITLE, "CONFIRMED"),
    "renamed": (TIMED, replace(TIMED, title="Nätverksträff om boende och skola"), "20270115T090000", None, "CONFIRMED"),
    "at another hour": (
        TIMED,
        told(TITLE, "2027-01-15T13:00", end="2027-01-15T15:00"),
        "20270115T130000",
        TITLE,
        "CONFIRMED",
    ),
    "from a whole day to an hour": (told(TITLE, "2027-01-15"), TIMED, "20270115T090000", TITLE, "CONFIRMED"),
    "from an hour to a whole day": (TIMED, told(TITLE, "2027-01-15"), "20270115", TITLE, "CONFIRMED"),
    "from tentative to confirmed": (
        replace(TIMED, status=Status.TENTATIVE),
        TIMED,
        "20270115T090000",
        TITLE,
        "CONFIRMED",
    ),
    "from confirmed to tentative": (
        TIMED,
        replace(TIMED, status=Status.TENTATIVE),
        "20270115T090000",
        f"{TITLE} (preliminärt)",
        "TENTATIVE",
    ),
    "cancelled": (TIMED, replace(TIMED, status=Status.CANCELLED), "20270115T090000", f"INSTÄLLT: {TITLE}", "CANCELLED"),
    "restored": (replace(TIMED, status=Status.CANCELLED), TIMED, "20270115T090000", TITLE, "CONFIRMED"),
    "at another place": (TIMED, replace(TIMED, location="Norrvik"), "20270115T090000", TITLE, "CONFIRMED"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_changes_keeps_its_uid_and_counts_up(store: Store, config: Config, name: str) -> None:
    old, new, start, summary, status = CHANGES[name]
    tell(store, "v1", old)
    (before,) = feed(store, config)
    assert seen(before) == ("0", AT[FIRST], AT[FIRST], old.status.value.upper())
    tell(store, "v2", new, now=SECOND)
    (after,) = feed(store, config)
    assert after["UID"] == before["UID"]
    assert after["CREATED"] == before["CREATED"] == AT[FIRST]
    assert seen(after) == ("1", AT[SECOND], AT[SECOND], status)
    assert start_of(after) == start
    assert after["SUMMARY"] == summary or summary is None


def test_cancelled_and_restored_by_other_minutes_counts_twice(store: Store, config: Config) -> None:
    tell(store, "a", TIMED, origin="minutes/0.txt")
    ingest(store, minutes("b", NOVEMBER, replace(TIMED, status=Status.CANCELLED), origin="minutes/1.txt"), now=SECOND)
    (cancelled,) = feed(store, config)
    assert seen(cancelled) == ("1", AT[SECOND], AT[SECOND], "CANCELLED")
    assert cancelled["SUMMARY"] == f"INSTÄLLT: {TITLE}"
    ingest(store, minutes("c", NOVEMBER + timedelta(days=7), TIMED, origin="minutes/2.txt"), now=THIRD)
    (restored,) = feed(store, config)
    assert restored["UID"] == cancelled["UID"]
    assert seen(restored) == ("2", AT[THIRD], AT[THIRD], "CONFIRMED")


def test_a_window_keeps_both_its_uids(store: Store, config: Config) -> None:
    window = told("Bidrag till språkcaféer", "2027-02-15", end="2027-03-31", kind=Kind.WINDOW)
    tell(store, "v1", window)
    before = {e["UID"]: seen(e) for e in feed(store, config)}
    assert sorted(uid[36:] for uid in before) == ["", "-opens"]
    tell(store, "v2", told("Bidrag till språkcaféer", "2027-02-15", end="2027-04-15", kind=Kind.WINDOW), now=SECOND)
    after = {e["UID"]: seen(e) for e in feed(store, config)}
    assert after.keys() == before.keys()
    assert set(after.values()) == {("1", AT[SECOND], AT[SECOND], "CONFIRMED")}


def test_what_no_document_says_any_more_stays_and_says_so(store: Store, config: Config) -> None:
    other = told("Remissvar om taxan", "2027-02-01", at=40, kind=Kind.DEADLINE)
    tell(store, "v1", TIMED, other)
    before = {e["SUMMARY"]: e for e in feed(store, config)}
    tell(store, "v2", other, now=SECOND)
    after = {e["SUMMARY"]: e for e in feed(store, config)}
    assert after.keys() == before.keys()
    assert after[TITLE]["UID"] == before[TITLE]["UID"]
    assert seen(after[TITLE]) == ("1", AT[SECOND], AT[SECOND], "CONFIRMED")
    assert "Uppgiften står inte längre" in after[TITLE]["DESCRIPTION"]


def test_two_that_are_one_become_one_and_the_survivor_keeps_its_uid(store: Store, config: Config) -> None:
    tell(store, "a", TIMED)
    tell(store, "b", told("Samverkansmöte i Norrvik", "2027-01-16T13:00", location="Norrvik"), origin="minutes/b.txt")
    survivor, other = (entry.id for entry in calendar(store))
    assert {e["UID"] for e in feed(store, config)} == {survivor, other}
    with store.write() as session:
        merge_entries(session, survivor, other, now=SECOND)
    (after,) = feed(store, config)
    assert (after["UID"], after["SUMMARY"], after["LOCATION"]) == (survivor, TITLE, "Norrvik")
    assert seen(after) == ("1", AT[SECOND], AT[SECOND], "CONFIRMED")
    for a, b in ((survivor, other), (survivor, survivor), ("nowhere", survivor)):
        with pytest.raises(UsageError), store.write() as session:
            merge_entries(session, a, b, now=THIRD)
    assert feed(store, config) == [after]


def test_what_was_merged_is_not_found_again_by_its_document(store: Store, config: Config) -> None:
    tell(store, "a", TIMED)
    samverkan = told("Samverkansmöte i Norrvik", "2027-01-16T13:00")
    tell(store, "b", samverkan, origin="minutes/b.txt")
    survivor, other = (entry.id for entry in calendar(store))
    with store.write() as session:
        merge_entries(session, survivor, other, now=SECOND)
    ingest(store, minutes("b", OCTOBER, samverkan, origin="minutes/b.txt"), now=THIRD, engine="2")
    assert [e["UID"] for e in feed(store, config)] == [survivor]


def test_what_a_person_rejects_leaves_the_feed_and_comes_back_as_it_was(store: Store, config: Config) -> None:
    tell(store, "v1", TIMED)
    (before,) = feed(store, config)
    (entry,) = calendar(store)
    with store.write() as session:
        review_entry(session, entry.id, "rejected", reason="ingen händelse", now=SECOND)
    assert feed(store, config) == []
    with store.write() as session:
        review_entry(session, entry.id, "", reason="ångrat", now=THIRD)
    assert feed(store, config) == [before]


def test_what_is_unsure_comes_with_its_review(store: Store, config: Config) -> None:
    ingest(store, minutes("v1", SEPTEMBER, told(TITLE, "2027-01-15", confidence=0.2)), now=FIRST)
    assert feed(store, config) == []
    with store.read() as session:
        (waiting,) = entries_awaiting_review(session, min_confidence=0.5)
    with store.write() as session:
        review_entry(session, waiting.id, "accepted", reason="", now=SECOND)
    (event,) = feed(store, config)
    assert (event["UID"], *seen(event)) == (waiting.id, "0", AT[FIRST], AT[FIRST], "CONFIRMED")

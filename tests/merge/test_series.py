"""A series is one entry of all documents, and what they tell of a single time of it is told of the series."""

from dataclasses import replace
from datetime import date

from calagg.merge import accept_entry, undo_judgement
from calagg.merge.partition import OF_SERIES
from calagg.model import Entry, Extraction, Status
from calagg.model.lock import Field
from calagg.model.recurrence import Recurrence
from calagg.store import Store
from calagg.store.entries import entries_awaiting_review, entries_between
from tests.merge.minutes import LATER, NOVEMBER, OCTOBER, SEPTEMBER, calendar, ingest, minutes, told

FIRST_WEDNESDAYS = Recurrence.parse("FREQ=MONTHLY;BYDAY=1WE;UNTIL=20270505")


def series(start: str = "2026-10-07T09:00", recurrence: Recurrence = FIRST_WEDNESDAYS) -> Entry:
    return replace(told("Nätverksträff", start), recurrence=recurrence)


def other(reference: date, *entries: Entry) -> Extraction:
    return minutes("other", reference, *entries, origin="minutes/b.txt")


def shown(store: Store) -> list[tuple[str, str, str]]:
    return [(str(e.entry.start), str(e.entry.recurrence), e.entry.status.value) for e in calendar(store)]


def test_a_series_is_kept_and_is_there_through_its_last_day(store: Store) -> None:
    ingest(store, minutes("v1", SEPTEMBER, series()))
    with store.read() as session:
        days = [date(2026, 10, 6), date(2027, 2, 1), date(2027, 5, 5), date(2027, 5, 6)]
        found = [bool(entries_between(session, day, day, min_confidence=0.5)) for day in days]
    assert (shown(store), found) == (
        [("2026-10-07T09:00", str(FIRST_WEDNESDAYS), "confirmed")],
        [False, True, True, False],
    )


def test_what_is_told_again_later_is_the_same_series_from_its_begin(store: Store) -> None:
    ingest(store, minutes("v1", SEPTEMBER, series()))
    ingest(store, other(NOVEMBER, series("2026-12-02T09:00")), now=LATER)
    assert shown(store) == [("2026-10-07T09:00", str(FIRST_WEDNESDAYS), "confirmed")]


def test_a_time_that_is_cancelled_is_left_out_and_the_series_goes_on(store: Store) -> None:
    ingest(store, minutes("v1", SEPTEMBER, series()))
    cancelled = told("Nätverksträff", "2026-12-02", status=Status.CANCELLED)
    ingest(store, other(OCTOBER, cancelled), now=LATER)
    assert shown(store) == [("2026-10-07T09:00", f"{FIRST_WEDNESDAYS} EXDATE=20261202", "confirmed")]
    (entry,) = calendar(store)
    assert [(c.what, c.after) for c in entry.changes if c.what == "recurrence"] == [
        ("recurrence", f"{FIRST_WEDNESDAYS} EXDATE=20261202")
    ]


def test_the_order_of_reading_changes_nothing(store: Store) -> None:
    ingest(store, other(OCTOBER, told("Nätverksträff", "2026-12-02", status=Status.CANCELLED)))
    ingest(store, minutes("v1", SEPTEMBER, series()), now=LATER)
    assert shown(store) == [("2026-10-07T09:00", f"{FIRST_WEDNESDAYS} EXDATE=20261202", "confirmed")]


def test_a_time_that_is_told_of_once_more_is_no_entry_of_its_own(store: Store) -> None:
    ingest(store, minutes("v1", SEPTEMBER, series()))
    ingest(store, other(OCTOBER, told("Nätverksträff", "2026-11-04T09:00")), now=LATER)
    assert shown(store) == [("2026-10-07T09:00", str(FIRST_WEDNESDAYS), "confirmed")]


def test_other_meetings_on_its_days_and_other_hours_stand_for_themselves(store: Store) -> None:
    ingest(store, minutes("v1", SEPTEMBER, series()))
    others = [told("Årsmöte", "2026-11-04T18:00"), told("Nätverksträff", "2026-12-02T13:00", at=40)]
    ingest(store, other(OCTOBER, *others), now=LATER)
    assert [str(e.entry.start) for e in calendar(store)] == [
        "2026-10-07T09:00",
        "2026-11-04T18:00",
        "2026-12-02T13:00",
    ]


def test_a_single_time_that_is_moved_does_not_move_the_series_and_waits_for_a_person(store: Store) -> None:
    ingest(store, minutes("v1", SEPTEMBER, series()))
    moved = told("Nätverksträff", "2026-11-11T09:00", quote="Träffen 2026-11-04 flyttas till 2026-11-11.")
    ingest(store, minutes("other", OCTOBER, moved, origin="minutes/b.txt", named=("2026-11-04",)), now=LATER)
    assert [(str(e.entry.start), bool(e.entry.recurrence)) for e in calendar(store)] == [
        ("2026-10-07T09:00", True),
        ("2026-11-11T09:00", False),
    ]
    with store.read() as session:
        waiting = entries_awaiting_review(session, min_confidence=0.5)
    assert [(str(e.entry.start), e.entry.contradictions) for e in waiting] == [("2026-11-11T09:00", (OF_SERIES,))]


def test_its_first_time_may_be_cancelled_like_any_other(store: Store) -> None:
    ingest(store, minutes("v1", SEPTEMBER, series()))
    ingest(store, other(OCTOBER, told("Nätverksträff", "2026-10-07", status=Status.CANCELLED)), now=LATER)
    assert shown(store) == [("2026-10-07T09:00", f"{FIRST_WEDNESDAYS} EXDATE=20261007", "confirmed")]
    with store.read() as session:
        assert entries_awaiting_review(session, min_confidence=0.5) == []


def test_a_person_says_which_day_of_a_proposed_series_is_its_first(store: Store) -> None:
    fridays = Recurrence.parse("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR;UNTIL=20261211")
    proposed = replace(told("Fredagsfrukost", "2026-10-02T09:00", confidence=0.4), recurrence=fridays)
    ingest(store, minutes("v1", SEPTEMBER, proposed))
    assert calendar(store) == []
    with store.write() as session:
        (waiting,) = entries_awaiting_review(session, min_confidence=0.5)
        corrected = {Field.WHEN: "2026-10-09T09:00//minute"}
        judgement = accept_entry(session, waiting.id, corrected, who="karin", now=LATER)
    (entry,) = calendar(store)
    days = ["2026-10-09", "2026-10-23", "2026-11-06", "2026-11-20", "2026-12-04"]
    assert [str(day) for day in entry.entry.days] == days
    with store.write() as session:
        undo_judgement(session, judgement, who="karin", now=LATER)
        (again,) = entries_awaiting_review(session, min_confidence=0.5)
    assert (str(again.entry.start), again.entry.recurrence) == ("2026-10-02T09:00", fridays)

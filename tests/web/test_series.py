"""A series on the pages: its next time in the list, each time in the month, and in words how it repeats."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from calagg.clock import STOCKHOLM
from calagg.model import Change, Selection
from calagg.web.entry_json import entry_object
from calagg.web.entry_view import build_entry_view
from calagg.web.history import history_lines
from calagg.web.how_known import Known, how_known
from calagg.web.listing import build_listing
from calagg.web.month_view import build_month_view
from calagg.web.occurrence import list_occurrences
from calagg.web.past import list_over
from calagg.web.review_words import hint_words, short_when
from tests.publish.calendar import stored

WEDNESDAYS = "FREQ=MONTHLY;BYDAY=1WE;UNTIL=20270505 EXDATE=20261202"
SERIES = stored(start="2026-10-07T09:00", end="2026-10-07T11:00", recurrence=WEDNESDAYS)
WORDS = "första onsdagen i månaden t.o.m. 5 maj 2027, inte 2 december"


@pytest.mark.parametrize(
    ("today", "shown"),
    [
        (date(2026, 9, 1), "2026-10-07"),
        (date(2026, 10, 7), "2026-10-07"),
        (date(2026, 10, 8), "2026-11-04"),
        (date(2026, 11, 5), "2027-01-06"),
        (date(2027, 5, 5), "2027-05-05"),
        (date(2027, 6, 1), "2027-05-05"),
    ],
)
def test_a_list_shows_its_next_time_or_else_its_last(today: date, shown: str) -> None:
    (occurrence,) = list_occurrences(SERIES, today)
    assert (occurrence.first.isoformat(), occurrence.last.isoformat()) == (shown, shown)


def test_its_row_tells_how_it_repeats() -> None:
    listing = build_listing([SERIES], date(2026, 11, 21), STOCKHOLM, till=date(2027, 1, 1))
    (row,) = (row for group in listing.groups for days in group.days for row in days.rows)
    assert (listing.count, row.times, row.other_end) == (1, ("kl.\u00a009.00–11.00",), WORDS)


def test_each_of_its_times_stands_in_its_month() -> None:
    weekly = stored(start="2026-11-03T18:00", end=None, recurrence="FREQ=WEEKLY;BYDAY=TU;UNTIL=20270105")
    view = build_month_view([weekly], date(2026, 12, 1), date(2026, 11, 21), STOCKHOLM)
    rows = [row for week in view.agenda for item in week.items if item.rows for row in item.rows.rows]
    in_grid = [cell.machine for week in view.weeks for cell in week.cells if cell.entries]
    assert (view.count, len({row.id for row in rows}), in_grid) == (
        "1\u00a0post",
        5,
        ["2026-12-01", "2026-12-08", "2026-12-15", "2026-12-22", "2026-12-29"],
    )


def test_it_is_past_after_its_last_time() -> None:
    for today, over in [(date(2027, 5, 5), []), (date(2027, 5, 6), ["2027-05-05"])]:
        found = list_over([SERIES], Selection(), today, STOCKHOLM)
        assert [one.first.isoformat() for one in found] == over


def test_its_page_and_the_review_tell_how_it_repeats() -> None:
    view = build_entry_view(SERIES, {}, date(2026, 11, 21), STOCKHOLM)
    assert [fact.value for fact in view.facts if fact.name == "Återkommer"] == [WORDS]
    assert how_known(SERIES, frozenset()) == (Known("första onsdagen i månaden", "Står i texten", "”15 januari”"),)
    assert short_when(SERIES.entry) == "ons 7\u00a0okt\u00a02026 kl.\u00a009.00–11.00, första onsdagen i månaden"
    assert hint_words(SERIES.entry, date(2026, 10, 2)) == f"onsdag, v.\u00a041, om 5\u00a0dagar, {WORDS}"


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("FREQ=MONTHLY;BYDAY=1WE;UNTIL=20270505", WEDNESDAYS, "Inställt onsdag 2\u00a0december enligt "),
        (WEDNESDAYS, "FREQ=MONTHLY;BYDAY=1WE;UNTIL=20270505", "Hålls åter onsdag 2\u00a0december enligt "),
        (WEDNESDAYS, "FREQ=WEEKLY;BYDAY=WE;COUNT=6", "Återkommer varje onsdag 6 gånger enligt "),
        ("", "FREQ=WEEKLY;BYDAY=WE;COUNT=6", "Återkommer varje onsdag 6 gånger enligt "),
        (WEDNESDAYS, "", "Återkommer inte längre enligt "),
    ],
)
def test_its_history_tells_what_has_become_of_it(before: str, after: str, sentence: str) -> None:
    at = datetime(2026, 11, 13, 7, 0, tzinfo=UTC)
    change = Change(at=at, what="recurrence", before=before, after=after, reason="", document_title="Protokoll")
    line, _ = history_lines(replace(SERIES, changes=(change,)), date(2026, 11, 21), STOCKHOLM)
    assert line.sentence == sentence


def test_one_meeting_that_turns_out_to_be_of_a_series_was_not_moved() -> None:
    at = datetime(2026, 11, 13, 7, 0, tzinfo=UTC)
    changes = (
        Change(at=at, what="start", before="2026-11-04T09:00", after="2026-10-07T09:00", reason=""),
        Change(at=at, what="recurrence", before="", after=WEDNESDAYS, reason=""),
    )
    became = replace(SERIES, changes=changes)
    view = build_entry_view(became, {}, date(2026, 11, 21), STOCKHOLM)
    assert view.row.moved_from == ""
    assert [line.sentence for line in view.history] == [f"Återkommer {WORDS}", "Hittad i "]


def test_the_api_gives_it_as_it_is_described() -> None:
    told = entry_object(SERIES, address="https://kalender.example.se", zone=STOCKHOLM)
    assert told["recurrence"] == {
        "pattern": "FREQ=MONTHLY;BYDAY=1WE",
        "until": "2027-05-05",
        "count": None,
        "without": ["2026-12-02"],
    }

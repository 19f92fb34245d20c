"""A series is one VEVENT with its rule, in every feed whose days it reaches."""

from datetime import timedelta

import pytest

from calagg.config.sections import Publish
from calagg.model import CalendarEntry, Kind
from calagg.publish.doctor import examine_feed
from tests.publish.calendar import CONFIG, TODAY, calendar_bytes, events, stored

WEDNESDAYS = "FREQ=MONTHLY;BYDAY=1WE;UNTIL=20270505 EXDATE=20261104,20270407"


def feed(entry: CalendarEntry) -> bytes:
    return calendar_bytes("all", [entry], CONFIG, TODAY)[0]


def lines(entry: CalendarEntry) -> list[str]:
    (event,) = events(feed(entry))
    named = ("DTSTART", "DTEND", "RRULE", "EXDATE")
    return [f"{name}:{value}" for name, value in event.items() if name.startswith(named)]


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (
            stored(start="2026-10-07T09:00", end="2026-10-07T11:00", recurrence=WEDNESDAYS),
            [
                "DTSTART;TZID=Europe/Stockholm:20261007T090000",
                "DTEND;TZID=Europe/Stockholm:20261007T110000",
                "RRULE:FREQ=MONTHLY;UNTIL=20270505T070000Z;BYDAY=1WE",
                "EXDATE;TZID=Europe/Stockholm:20261104T090000,20270407T090000",
            ],
        ),
        (
            stored(start="2026-11-25T13:00", end=None, recurrence="FREQ=WEEKLY;INTERVAL=2;BYDAY=WE;COUNT=4"),
            [
                "DTSTART;TZID=Europe/Stockholm:20261125T130000",
                "DTEND;TZID=Europe/Stockholm:20261125T140000",
                "RRULE:FREQ=WEEKLY;COUNT=4;INTERVAL=2;BYDAY=WE",
            ],
        ),
        (
            stored(start="2026-10-07", end=None, kind=Kind.DEADLINE, recurrence=WEDNESDAYS),
            [
                "DTSTART;VALUE=DATE:20261007",
                "DTEND;VALUE=DATE:20261008",
                "RRULE:FREQ=MONTHLY;UNTIL=20270505;BYDAY=1WE",
                "EXDATE;VALUE=DATE:20261104,20270407",
            ],
        ),
        (  # a person gave it another first day: a calendar program would count that as well
            stored(start="2026-10-01T09:00", end="2026-10-01T11:00", recurrence=WEDNESDAYS),
            [
                "DTSTART;TZID=Europe/Stockholm:20261007T090000",
                "DTEND;TZID=Europe/Stockholm:20261007T110000",
                "RRULE:FREQ=MONTHLY;UNTIL=20270505T070000Z;BYDAY=1WE",
                "EXDATE;TZID=Europe/Stockholm:20261104T090000,20270407T090000",
            ],
        ),
    ],
)
def test_its_lines(entry: CalendarEntry, expected: list[str]) -> None:
    assert lines(entry) == expected
    assert examine_feed(feed(entry)).findings == []


def test_its_description_says_how_it_repeats() -> None:
    (event,) = events(feed(stored(start="2026-10-07T09:00", recurrence=WEDNESDAYS)))
    said = "Återkommer första onsdagen i månaden t.o.m. 5 maj 2027\\, inte 4 november och 7 april."
    assert event["DESCRIPTION"].startswith(said)


@pytest.mark.parametrize(("over_for", "there"), [(-1, True), (0, True), (1, False)])
def test_it_stands_in_a_feed_until_its_last_time_is_too_long_ago(over_for: int, there: bool) -> None:
    last = TODAY - timedelta(days=Publish().days_back + over_for)
    until = f"FREQ=WEEKLY;BYDAY={['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'][last.weekday()]};UNTIL={last:%Y%m%d}"
    entry = stored(start=f"{last - timedelta(weeks=20)}T09:00", end=None, recurrence=until)
    assert bool(events(feed(entry))) is there

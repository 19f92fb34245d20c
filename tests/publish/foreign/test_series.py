"""libical, ical.js and node-ical reckon the times of a series as calagg does, over the changes of clocks too."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

import pytest

from calagg.clock import STOCKHOLM
from calagg.model import CalendarEntry, Kind
from tests.publish.calendar import CONFIG, TODAY, calendar_bytes, stored
from tests.publish.foreign import node, read_libical
from tests.publish.foreign.readers import READERS
from tests.publish.foreign.row import shown

SERIES = [
    ("2026-10-07T09:00", "2026-10-07T11:00", "FREQ=MONTHLY;BYDAY=1WE;UNTIL=20270505 EXDATE=20261104,20270407"),
    ("2026-09-04T13:00", None, "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR;UNTIL=20261211"),
    ("2026-12-31T22:00", "2027-01-01T01:00", "FREQ=WEEKLY;BYDAY=TH;COUNT=5 EXDATE=20270114"),
    ("2026-10-25T18:00", "2026-10-25T20:00", "FREQ=WEEKLY;BYDAY=SU,WE;UNTIL=20261111"),
    ("2027-01-28T23:30", None, "FREQ=MONTHLY;BYDAY=-1TH;UNTIL=20271125 EXDATE=20270729"),
    ("2027-01-31T08:00", None, "FREQ=MONTHLY;BYMONTHDAY=31;UNTIL=20271231"),
    ("2026-10-05", None, "FREQ=MONTHLY;BYDAY=1MO,3MO;UNTIL=20270215 EXDATE=20261221"),
    ("2026-11-25", "2026-11-26", "FREQ=WEEKLY;INTERVAL=3;BYDAY=WE;COUNT=4"),
    ("2027-01-07T09:00", None, "FREQ=WEEKLY;BYDAY=TH;COUNT=4 EXDATE=20270107"),
]
ENTRIES = [
    stored(number, start=start, end=end, recurrence=recurrence, kind=kind)
    for number, (start, end, recurrence, kind) in enumerate(
        ((*series, kind) for series in SERIES for kind in (Kind.EVENT, Kind.DEADLINE)), 1
    )
]
EXPANDING: dict[str, Callable[[bytes], dict[str, list[str]]]] = {
    "libical": read_libical.expand,
    "ical.js": partial(node.expand, "expand_icaljs.mjs"),
    "node-ical": partial(node.expand, "expand_node_ical.mjs"),
}


@pytest.mark.parametrize("name", EXPANDING)
def test_every_parser_reckons_the_times_that_were_meant(name: str) -> None:
    next(reader for reader in READERS if reader.name == name).require()
    data, _, _ = calendar_bytes("all", ENTRIES, CONFIG, TODAY)
    assert EXPANDING[name](data) == {one.id: _times(one) for one in ENTRIES}


def _times(one: CalendarEntry) -> list[str]:
    entry = one.entry
    if entry.start.clock is None or entry.kind is Kind.DEADLINE:
        return [shown(day) for day in entry.days]
    return [shown(datetime.combine(day, entry.start.clock, STOCKHOLM)) for day in entry.days]

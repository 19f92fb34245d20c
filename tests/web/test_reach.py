"""The first page of a part of the entries is the page of all of them, wherever they lie."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from calagg.model import CalendarEntry, Entry, Kind, Status
from calagg.store import Store
from calagg.store.entries import entries_between
from calagg.web.listing import Listing, build_listing, last_asked
from calagg.web.reach import load_listed
from tests.web.minutes import keep, told

TODAY, FIRST, LAST = date(2026, 11, 21), date(2026, 11, 16), date(2046, 12, 31)
SETS: dict[str, tuple[tuple[str, str | None, Kind], ...]] = {
    "nothing": (),
    "one soon": (("2026-12-03", None, Kind.EVENT),),
    "one far away": (("2031-05-03", None, Kind.EVENT),),
    "two far away": (("2031-05-03", None, Kind.EVENT), ("2033-01-01", None, Kind.DEADLINE)),
    "each month": tuple((f"2027-{month:02}-09", None, Kind.EVENT) for month in range(1, 13)),
    "a window that closes late": (("2026-12-01", "2029-03-01", Kind.WINDOW), ("2027-08-01", None, Kind.EVENT)),
    "a window that is open": (("2026-01-01", "2028-03-01", Kind.WINDOW), ("2028-03-09", None, Kind.EVENT)),
    "a window alone": (("2026-01-01", "2030-03-01", Kind.WINDOW),),
    "a window before a far one": (("2026-01-01", "2030-03-01", Kind.WINDOW), ("2028-01-01", "2031-01-01", Kind.WINDOW)),
    "this week and later": (("2026-11-17", None, Kind.EVENT), ("2028-02-29", None, Kind.MILESTONE)),
}


def proved(number: int, start: str, end: str | None, kind: Kind, status: Status) -> tuple[str, Entry]:
    return f"Sak {number} är {{se här}}.", told(f"Sak {number}", start, end, kind=kind, status=status)


@pytest.mark.parametrize("till", [None, date(2027, 3, 1), date(2031, 1, 1)])
@pytest.mark.parametrize("status", [Status.CONFIRMED, Status.CANCELLED])
@pytest.mark.parametrize("name", SETS)
def test_a_part_makes_the_same_list(opened: Store, name: str, status: Status, till: date | None) -> None:
    if SETS[name]:
        keep(opened, *(proved(number, *one, status) for number, one in enumerate(SETS[name])))

    def list_of(entries: list[CalendarEntry]) -> Listing:
        return build_listing(entries, TODAY, ZoneInfo("Europe/Stockholm"), till=till)

    with opened.read() as session:
        every = entries_between(session, FIRST, LAST, min_confidence=0.5)
        loaded = load_listed(
            session, FIRST, LAST, until=last_asked(TODAY, till), min_confidence=0.5, listing_of=list_of
        )
    assert list_of(loaded) == list_of(every)
    assert bool(loaded) == bool(every)


def test_what_is_far_ahead_is_not_loaded(opened: Store) -> None:
    keep(opened, *(proved(number, *one, Status.CONFIRMED) for number, one in enumerate(SETS["each month"])))

    def list_of(entries: list[CalendarEntry]) -> Listing:
        return build_listing(entries, TODAY, ZoneInfo("Europe/Stockholm"))

    with opened.read() as session:
        until = last_asked(TODAY, None)
        loaded = load_listed(session, FIRST, LAST, until=until, min_confidence=0.5, listing_of=list_of)
    assert [one.entry.start.day.month for one in loaded] == [1, 2]

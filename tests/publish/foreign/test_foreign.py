"""icalendar, libical, ical.js and node-ical read one big feed, and each must see exactly what was meant.

What stands in it is in `cases` and `hostile`; where a parser is known to be wrong, in `differences`.
"""

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from calagg.config import Mail
from calagg.model import CalendarEntry, Kind, Status
from calagg.model.masking import mask_entry
from calagg.publish.markers import list_markers
from calagg.publish.text import plain
from calagg.publish.wording import describe_entry
from tests.publish.calendar import CONFIG, TODAY, calendar_bytes, stored
from tests.publish.foreign import read_icalendar
from tests.publish.foreign.cases import Case, Seen, cases
from tests.publish.foreign.hostile import HOSTILE
from tests.publish.foreign.read_libical import is_valid
from tests.publish.foreign.readers import LIBICAL, READERS, Reader
from tests.publish.foreign.row import Row

CASES = cases()
OBEDIENT = [reader for reader in READERS if reader.obeys_vtimezone]


@pytest.fixture(params=READERS, ids=lambda reader: reader.name)
def reader(request: pytest.FixtureRequest) -> Reader:
    """One of the four, where it is installed."""
    chosen: Reader = request.param
    chosen.require()
    return chosen


@pytest.fixture(params=["Europe/Stockholm", "UTC", "America/Los_Angeles", "Pacific/Auckland"])
def zone_of_the_machine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The zone of the reader's own machine, which must not matter."""
    if not hasattr(time, "tzset"):
        pytest.skip("the zone can't be set on this system")
    with monkeypatch.context() as patched:
        patched.setenv("TZ", request.param)
        time.tzset()
        yield
    time.tzset()


def feed(entries: Sequence[CalendarEntry]) -> bytes:
    data, _, skipped = calendar_bytes("all", entries, CONFIG, TODAY)
    assert skipped == ()
    return data


def expected(told: Sequence[Case]) -> list[Row]:
    """What the cases say; only the description, a text like any other to a parser, is asked of `calagg.publish`."""
    return [_row(case, seen) for case in told for seen in case.seen]


def _row(case: Case, seen: Seen) -> Row:
    masked = mask_entry(case.entry)
    markers = list_markers(masked, zone=CONFIG.zone, event_minutes=CONFIG.publish.event_minutes, window_bars=False)
    (marker,) = (m for m in markers if m.uid == case.entry.id + seen.suffix)
    return Row(
        uid=case.entry.id + seen.suffix,
        start=seen.start,
        end=seen.end,
        all_day="T" not in seen.start,
        summary=seen.summary,
        status=case.entry.entry.status.value.upper(),
        sequence=case.entry.sequence,
        location=case.location,
        description=describe_entry(masked, marker, address=CONFIG.web.address, zone=CONFIG.zone),
        categories=case.categories,
    )


def assert_equal(read: list[Row], meant: list[Row]) -> None:
    """The same rows, in any order; a failure shows the first few that differ, not hundreds."""
    read, meant = sorted(read), sorted(meant)
    assert [row.uid for row in read] == [row.uid for row in meant]
    assert [pair for pair in zip(read, meant, strict=True) if pair[0] != pair[1]][:3] == []


def test_the_feed_holds_every_kind_in_every_status() -> None:
    entries = [case.entry.entry for case in CASES]
    assert {(e.kind, e.status) for e in entries} == {(kind, status) for kind in Kind for status in Status}
    assert len(CASES) >= 200


def test_what_is_hostile_is_plain_in_the_description_too() -> None:
    for text, shown in HOSTILE:
        entry = stored(quote=text, organiser=text, url=f"https://lindevik.example.se/x{text}x")
        (row,) = read_icalendar.read(feed([entry]))
        quote, _, _, organiser, url, *_ = row.description.split("\n")
        assert (quote, organiser) == (f"”{shown}”", f"Arrangör: {shown}")
        assert url.startswith("Läs mer: https://lindevik.example.se/x")


@pytest.mark.usefixtures("zone_of_the_machine")
def test_every_parser_sees_what_was_meant(reader: Reader) -> None:
    meant = [reader.shows(row) for row in expected(CASES)]
    assert_equal(reader.read(feed([case.entry for case in CASES])), meant)


@pytest.mark.parametrize("reader", OBEDIENT, ids=lambda reader: reader.name, indirect=True)
def test_the_feeds_own_rules_are_enough_for_a_zone_that_nobody_knows(reader: Reader) -> None:
    unknown = feed([case.entry for case in CASES]).replace(b"Europe/Stockholm", b"Norrvik/Radhuset")
    meant = [reader.shows(row) for row in expected(CASES)]
    assert_equal(reader.read(unknown), meant)


def test_any_character_may_stand_in_a_text(reader: Reader) -> None:
    """Every character of the basic plane once, in an order that brings all kinds together, and some of the others."""
    characters = [chr(point) for point in (*range(0x10000), *range(0x10000, 0x110000, 97))]
    random.Random(1).shuffle(characters)  # noqa: S311 - no secret, the same order each time
    texts = ["".join(characters[at : at + 300]) for at in range(0, len(characters), 300)]
    told = [
        Case(
            entry=stored(number, title=text, quote=text, start="2027-01-15", end=None),
            seen=(Seen(start="2027-01-15", end="2027-01-16", summary=plain(text)),),
            categories=("Händelse",),
        )
        for number, text in enumerate(texts, 1)
    ]
    assert_equal(reader.read(feed([case.entry for case in told])), [reader.shows(row) for row in expected(told)])


def test_libical_finds_every_property_that_a_published_calendar_needs() -> None:
    LIBICAL.require()
    config = replace(CONFIG, mail=Mail(sender_name="Kalendern i Norrvik", sender_address="kalender@example.se"))
    entries = [case.entry for case in CASES]
    assert is_valid(calendar_bytes("all", entries, config, TODAY)[0])
    assert not is_valid(feed(entries))  # RFC 5546 wants an organiser, and no address is configured

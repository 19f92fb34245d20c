"""Each broken feed gives exactly its one finding; a good feed, and every feed of our own, gives none."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calagg.config import Mail
from calagg.model import Grain, Kind, Status
from calagg.publish.doctor import Report, Rule, examine_feed, rules
from tests.publish.calendar import CONFIG, TODAY, calendar_bytes, configured, entry_bytes, stored
from tests.publish.doctor.corpus import CASES
from tests.publish.doctor.feed import GOOD, ZONE, Case, broken, on_the_wire

GOLDEN = sorted((Path(__file__).parent.parent / "golden").glob("*.ics"))
# these need a server or more than one fault; test_answers and test_hostile break them
ELSEWHERE = {rule for rule in rules.ALL if rule.name.startswith("http.")} | {rules.TOO_MANY_LINES}


def found(report: Report) -> list[tuple[str, int]]:
    return [(finding.rule.name, finding.line) for finding in report.findings]


@pytest.mark.parametrize("case", CASES, ids=[f"{case.rule.name}: {case.what}" for case in CASES])
def test_one_fault_gives_one_finding(case: Case) -> None:
    assert found(examine_feed(case.data)) == [(case.rule.name, case.line)]


def test_every_rule_is_broken_by_some_feed() -> None:
    assert {case.rule for case in CASES} == set(rules.ALL) - ELSEWHERE


@pytest.mark.parametrize("rule", rules.ALL, ids=[rule.name for rule in rules.ALL])
def test_every_rule_says_who_wants_it(rule: Rule) -> None:
    assert rule.source or rule.clients


TWO_DAYS = "DTSTART;VALUE=DATE:20270129\nDTEND;VALUE=DATE:20270130"
BY_DAYS = "BYMONTH=3;BYMONTHDAY=25,26,27,28,29,30,31;BYDAY=SU"
FROM_1601 = "DTSTART:16010325T020000"
ORGANIZER = "ORGANIZER:mailto:a@example.se"
GOOD_FEEDS = {
    "as it stands": on_the_wire(GOOD),
    "names in small letters": broken("BEGIN:VEVENT", "begin:vevent"),
    "75 octets": broken("Workshop om", f"{'W' * 46}orkshop om"),
    "folded with a tab": broken("Workshop om", "Workshop\n\t om"),
    "folded in many places": broken("Workshop om", "W\n o\n r\n k\n s\n h\n o\n p\n  om"),
    "a quoted zone": broken("TZID=Europe/Stockholm", 'TZID="Europe/Stockholm"'),
    "a quoted colon": broken("SUMMARY:Work", 'SUMMARY;ALTREP="https://a.example.se/;,":Work'),
    "a length in place of an end": broken("DTEND;VALUE=DATE:20270130", "DURATION:P1D"),
    "an hour and a half": broken("DTEND;TZID=Europe/Stockholm:20270115T120000", "DURATION:PT1H30M"),
    "an end in UTC": broken("DTEND;TZID=Europe/Stockholm:20270115T120000", "DTEND:20270115T110000Z"),
    "a leap day": broken(TWO_DAYS, "DTSTART;VALUE=DATE:20280229\nDTEND;VALUE=DATE:20280301"),
    "cancelled in words": broken("Workshop", "INSTÄLLT: Workshop").replace(b"CONFIRMED", b"CANCELLED", 1),
    "tentative in words": broken("mottagande\n", "mottagande (prel.)\n").replace(b"CONFIRMED", b"TENTATIVE", 1),
    "cancelled in English": broken("Workshop", "Cancelled: Workshop").replace(b"CONFIRMED", b"CANCELLED", 1),
    "a day of a series moved": broken(
        "UID:2@norrvik.example.se", "UID:1@norrvik.example.se\nRECURRENCE-ID;VALUE=DATE:20270128"
    ),
    "a weekly series": broken("SEQUENCE:0", "RRULE:FREQ=WEEKLY;COUNT=3;BYDAY=MO,TU"),
    "a series until an instant": broken("SEQUENCE:0", "RRULE:FREQ=WEEKLY;UNTIL=20270301T090000Z"),
    "a series of periods": broken("SEQUENCE:0", "RDATE;VALUE=PERIOD:20270116T090000Z/PT1H,20270117T090000Z/PT2H"),
    "an organizer in each": on_the_wire(GOOD.replace("DTSTAMP", f"{ORGANIZER}\nDTSTAMP")),
    "a component of one's own": broken("END:VCALENDAR", "BEGIN:X-OWN\nX-A:B\nEND:X-OWN\nEND:VCALENDAR"),
    "HTML where it may be": broken("SEQUENCE:0", "X-ALT-DESC;FMTTYPE=text/html:<p>Ta med fika</p>"),
    "less than": broken("egna och", "a < b och c > d"),
    "a zone with its Sundays by date": broken("BYMONTH=3;BYDAY=-1SU", BY_DAYS),
    "a zone from 1601": broken("DTSTART:19700329T020000", FROM_1601),
    "a zone with rules that ended": broken(
        "BEGIN:STANDARD",
        "BEGIN:STANDARD\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nDTSTART:19800928T030000\n"
        "RRULE:FREQ=YEARLY;BYMONTH=9;BYDAY=-1SU;UNTIL=19950924T010000Z\nEND:STANDARD\nBEGIN:STANDARD",
    ),
    "no events": on_the_wire(GOOD[: GOOD.index("BEGIN:VEVENT")] + "END:VCALENDAR\n"),
    "only whole days, no zone": on_the_wire(
        GOOD.replace(ZONE, "").replace(GOOD[GOOD.index("BEGIN:VEVENT") : GOOD.index("BEGIN:VEVENT\nUID:2")], "")
    ),
}


@pytest.mark.parametrize("data", GOOD_FEEDS.values(), ids=GOOD_FEEDS)
def test_what_is_good_is_left_alone(data: bytes) -> None:
    assert found(examine_feed(data)) == []


@pytest.mark.parametrize("path", GOLDEN, ids=[path.name for path in GOLDEN])
def test_our_own_feeds_are_good(path: Path) -> None:
    assert found(examine_feed(path.read_bytes())) == []


def test_there_are_feeds_of_our_own() -> None:
    assert len(GOLDEN) == 3


@settings(max_examples=200, deadline=None)
@given(
    kind=st.sampled_from(Kind),
    status=st.sampled_from(Status),
    grain=st.sampled_from([Grain.DAY, Grain.WEEK, Grain.MONTH]),
    title=st.text(alphabet='åÖx ;,:\\"\n\r\t\x00\u2028', min_size=1).filter(str.strip),
    place=st.text(max_size=20),
    start=st.dates(date(2026, 9, 1), date(2028, 5, 1)),
    days=st.integers(0, 40),
    hour=st.sampled_from([None, "T09:00", "T23:30"]),
    bars=st.booleans(),
    own_address=st.booleans(),
)
def test_whatever_we_publish_is_good(
    *,
    kind: Kind,
    status: Status,
    grain: Grain,
    title: str,
    place: str,
    start: date,
    days: int,
    hour: str | None,
    bars: bool,
    own_address: bool,
) -> None:
    entry = stored(
        title=f"Möte {title}",
        kind=kind,
        status=status,
        grain=grain,
        location=place,
        start=f"{start}{hour or ''}",
        end=str(date.fromordinal(start.toordinal() + days)) if days else None,
    )
    config = configured(window_bars=bars)
    if own_address:
        config = replace(config, mail=Mail(sender_address="kalender@example.se"))
    assert found(examine_feed(entry_bytes(entry, config))) == []
    assert found(examine_feed(calendar_bytes("all", [entry, stored(2)], config, TODAY)[0])) == []


def test_an_empty_feed_of_ours_is_good() -> None:
    assert found(examine_feed(calendar_bytes("bidrag", [], CONFIG, TODAY)[0])) == []

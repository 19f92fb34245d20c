"""The words of a digest: subject, heading, sections, distances."""

from datetime import date, time, timedelta

import pytest

from calagg.model import Grain, Kind, Moment
from calagg.remind import wording
from calagg.remind.digest import Line, write_digest
from tests.remind.seeds import calendar_entry

FRIDAY = date(2026, 11, 20)


def line(days: int, *, kind: Kind = Kind.DEADLINE, today: date = FRIDAY, title: str = "Anmälan") -> Line:
    due = Moment(today + timedelta(days=days))
    return Line(calendar_entry(f"{title}{days}{kind}", start=due, kind=kind, title=title), due)


@pytest.mark.parametrize(
    ("today", "days", "section"),
    [
        (FRIDAY, 0, "Idag"),
        (FRIDAY, 1, "I helgen"),
        (FRIDAY, 2, "I helgen"),
        (FRIDAY, 3, "På måndag"),
        (FRIDAY, 4, "Inom en vecka"),
        (FRIDAY, 7, "Om en vecka"),
        (FRIDAY, 10, "Om en vecka"),
        (FRIDAY, 14, "Om två veckor"),
        (FRIDAY, 30, "Längre fram"),
        (date(2026, 11, 18), 1, "I morgon"),
        (date(2027, 3, 25), 1, "I helgen"),  # långfredagen
        (date(2027, 3, 25), 5, "På tisdag"),  # after annandag påsk
        (date(2027, 1, 5), 1, "I morgon"),  # trettondedag jul, a Wednesday
        (date(2027, 1, 5), 2, "På torsdag"),
    ],
)
def test_sections(today: date, days: int, section: str) -> None:
    assert [s.heading for s in write_digest([line(days, today=today)], today).sections] == [section]


@pytest.mark.parametrize(
    ("lines", "subject", "heading"),
    [
        ([line(1)], "Sista dag i morgon: Anmälan", "En sista dag i helgen"),
        ([line(0, kind=Kind.MILESTONE)], "Milstolpe idag: Anmälan", "En milstolpe idag"),
        ([line(7, kind=Kind.WINDOW)], "Utlysning öppnar om 7 dagar: Anmälan", "En utlysning nästa vecka"),
        (
            [line(2), line(1, title="Först"), line(7)],
            "3 datum närmar sig, först Först lördag",
            "Tre sista dagar i helgen och nästa vecka",
        ),
        (
            [line(14), line(10, kind=Kind.EVENT)],
            "2 datum närmar sig, först Anmälan måndag 30 november",
            "Två datum om en vecka och om två veckor",
        ),
    ],
)
def test_subject_and_heading(lines: list[Line], subject: str, heading: str) -> None:
    digest = write_digest(lines, FRIDAY)
    assert (digest.subject, digest.heading) == (subject, heading)


def test_in_a_day_whole_days_come_first_and_deadlines_before_events() -> None:
    at_nine = Moment(FRIDAY, time(9))
    lines = [
        Line(calendar_entry("a", start=at_nine, title="Klockan nio"), at_nine),
        line(0, kind=Kind.EVENT, title="Händelse"),
        line(0, title="Sista dag"),
    ]
    titles = [item.title for section in write_digest(lines, FRIDAY).sections for item in section.items]
    assert titles == ["Sista dag", "Händelse", "Klockan nio"]


@pytest.mark.parametrize(
    ("grain", "start", "end", "block", "written"),
    [
        (
            Grain.DAY,
            date(2026, 12, 9),
            None,
            ("onsdag", "9", "december", "v.\u00a050"),
            "onsdag 9 december, v.\u00a050",
        ),
        (
            Grain.DAY,
            date(2026, 12, 10),
            date(2026, 12, 11),
            ("tor–fre", "10–11", "december", "v.\u00a050"),
            "torsdag 10 december–fredag 11 december, v.\u00a050",
        ),
        (
            Grain.DAY,
            date(2026, 11, 30),
            date(2026, 12, 4),
            ("mån–fre", "30/11–4/12", "nov–dec", "v.\u00a049"),
            "måndag 30 november–fredag 4 december, v.\u00a049",
        ),
        (
            Grain.WEEK,
            date(2026, 12, 14),
            date(2026, 12, 20),
            ("under", "v.\u00a051", "14–20 dec", ""),
            "under v.\u00a051, 14–20 dec",
        ),
        (
            Grain.DAY,
            date(2027, 1, 29),
            None,
            ("fredag", "29", "januari 2027", "v.\u00a04"),
            "fredag 29 januari 2027, v.\u00a04",
        ),
    ],
)
def test_the_date_block(
    grain: Grain,
    start: date,
    end: date | None,
    block: tuple[str, str, str, str],
    written: str,
) -> None:
    entry = calendar_entry(
        kind=Kind.EVENT,
        grain=grain,
        start=Moment(start),
        end=Moment(end) if end else None,
    )
    item = write_digest([Line(entry, Moment(start))], FRIDAY).sections[0].items[0]
    assert (item.weekday, item.day, item.month, item.week) == block
    assert item.written_day == written


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (FRIDAY - timedelta(days=1), "pågår"),
        (FRIDAY, "idag"),
        (date(2026, 11, 21), "i morgon"),
        (date(2026, 11, 22), "om 2 dagar"),
        (FRIDAY + timedelta(days=99), "om 99 dagar"),
        (FRIDAY + timedelta(days=100), ""),
    ],
)
def test_distance(day: date, words: str) -> None:
    assert wording.distance(day, FRIDAY) == words


def test_full_day_and_clock() -> None:
    assert wording.full_day(date(2026, 12, 3)) == "torsdag 3 december 2026"
    assert wording.clock_range(time(9), time(12)) == "kl.\u00a009.00–12.00"

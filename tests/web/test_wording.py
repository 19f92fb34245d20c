"""Swedish dates, distances and date blocks; personal identity numbers."""

from datetime import date, time

import pytest

from calagg.model import Grain, Span
from calagg.web import wording
from calagg.web.dateblock import build_block
from calagg.web.marking import Passage, Piece, cut_passages, mark_quote

TODAY = date(2026, 11, 21)


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (wording.full_date(date(2026, 12, 3)), "torsdag 3 december 2026"),
        (wording.short_date(date(2026, 11, 13)), "13 nov 2026"),
        (wording.day_and_month(date(2026, 10, 1), TODAY), "1 oktober"),
        (wording.day_and_month(date(2027, 1, 29), TODAY), "29 januari 2027"),
        (wording.clock(time(9), time(12)), "kl. 09.00–12.00"),
        (wording.clock(time(16)), "kl. 16.00"),
        (wording.week(date(2026, 12, 9)), "v. 50"),
        (wording.weeks(date(2026, 12, 1), date(2026, 12, 31)), "v. 49–53"),
        (wording.days(date(2026, 11, 30), date(2026, 12, 6)), "30 november–6 december"),
        (wording.posts(1), "1 post"),
        (wording.posts(19), "19 poster"),
        (
            wording.unbroken("Gemensam e-tjänst i E-arkivet, 3-5 och Jan-Erik"),
            "Gemensam e\N{NON-BREAKING HYPHEN}tjänst i E\N{NON-BREAKING HYPHEN}arkivet, 3-5 och Jan-Erik",
        ),
    ],
)
def test_words(written: str, expected: str) -> None:
    assert plain(written) == expected


@pytest.mark.parametrize(
    ("first", "last", "grain", "expected"),
    [
        ((11, 21), (11, 21), Grain.DAY, "idag"),
        ((11, 22), (11, 22), Grain.DAY, "i morgon"),
        ((11, 23), (11, 23), Grain.DAY, "om 2 dagar"),
        ((11, 21), (11, 23), Grain.DAY, "idag"),
        ((11, 20), (11, 22), Grain.DAY, "pågår"),
        ((11, 20), (11, 21), Grain.MINUTE, "pågår"),
        ((11, 16), (11, 22), Grain.WEEK, "pågår"),
        ((12, 14), (12, 20), Grain.WEEK, "om 23 dagar"),
        ((11, 20), (11, 20), Grain.DAY, "i går"),
        ((11, 17), (11, 19), Grain.DAY, "för 2 dagar sedan"),
        ((12, 1), (12, 31), Grain.MONTH, ""),
    ],
)
def test_distances(first: tuple[int, int], last: tuple[int, int], grain: Grain, expected: str) -> None:
    assert plain(wording.distance(date(2026, *first), date(2026, *last), TODAY, grain)) == expected


def test_a_distance_ends_after_99_days() -> None:
    day = date(2027, 2, 28)
    assert plain(wording.distance(day, day, TODAY, Grain.DAY)) == "om 99 dagar"
    day = date(2027, 3, 1)
    assert wording.distance(day, day, TODAY, Grain.DAY) == ""


@pytest.mark.parametrize(
    ("first", "last", "grain", "expected"),
    [
        (date(2026, 12, 9), date(2026, 12, 9), Grain.DAY, "onsdag / 9 / december / v. 50 (day, 2026-12-09)"),
        (date(2026, 12, 10), date(2026, 12, 11), Grain.DAY, "tor–fre / 10–11 / december / v. 50 (range, 2026-12-10)"),
        (date(2026, 11, 30), date(2026, 12, 4), Grain.DAY, "mån–fre / 30/11–4/12 / nov–dec / v. 49 (wide, 2026-11-30)"),
        (date(2026, 12, 14), date(2026, 12, 20), Grain.WEEK, "under / v. 51 / 14–20 dec (word, 2026-W51)"),
        (date(2026, 12, 28), date(2027, 1, 3), Grain.WEEK, "under / v. 53 / 28 dec–3 jan (word, 2026-W53)"),
        (date(2026, 9, 7), date(2026, 9, 20), Grain.WEEK, "under / v. 37–38 / 7–20 sep (word, 2026-W37)"),
        (date(2027, 3, 1), date(2027, 3, 31), Grain.MONTH, "någon gång i / mars / 2027 (word, 2027-03)"),
        (date(2027, 9, 1), date(2027, 9, 30), Grain.MONTH, "någon gång i / september / 2027 (long, 2027-09)"),
        (date(2027, 1, 1), date(2027, 6, 30), Grain.SEASON, "under / VT 2027 / januari–juni (word, 2027-01)"),
        (date(2026, 8, 1), date(2026, 12, 31), Grain.SEASON, "under / HT 2026 / augusti–december (word, 2026-08)"),
        (date(2026, 6, 1), date(2026, 8, 31), Grain.SEASON, "under / sommaren / juni–augusti 2026 (long, 2026-06)"),
        (date(2027, 1, 1), date(2027, 3, 31), Grain.SEASON, "under / jan–mars / 2027 (long, 2027-01)"),
        (date(2027, 1, 1), date(2027, 12, 31), Grain.YEAR, "under / 2027 (word, 2027)"),
    ],
)
def test_date_blocks(first: date, last: date, grain: Grain, expected: str) -> None:
    block = build_block(first, last, grain, TODAY)
    lines = [line for line in (block.above, block.number, block.below, block.week) if line]
    assert plain(f"{' / '.join(lines)} ({block.shape}, {block.machine})") == expected


def test_marks() -> None:
    assert mark_quote("Svar senast 3/12, tack.", "senast 3/12") == (
        Piece("Svar ", "sentence"),
        Piece("senast 3/12", "mark"),
        Piece(", tack.", "sentence"),
    )
    assert mark_quote("Svar.", "senast") == (Piece("Svar.", "sentence"),)
    assert mark_quote("Svar.", "") == (Piece("Svar.", "sentence"),)


def test_passages_leave_out_what_overlaps() -> None:
    spans = [(1, Span(12, 14)), (2, Span(13, 16)), (3, Span(18, 20)), (4, Span(19, 30))]
    assert cut_passages("abcdefghij", 10, spans) == (
        Passage("ab"),
        Passage("cd", 1),
        Passage("efgh"),
        Passage("ij", 3),
    )

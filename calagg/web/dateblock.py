"""9 December 2026, known to the day -> onsdag / 9 / december / v. 50: the large date beside an entry.

The block never claims more than is known: a day gets its number, a week "v. 51", a month its name.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from calagg.model import Grain
from calagg.web.wording import (
    DASH,
    NBSP,
    days,
    month,
    short_month,
    short_weekday,
    week,
    weekday,
)

# first and last month of a season -> how it is called; the rest is written as its months
SEASONS = {
    (1, 5): "VT",
    (1, 6): "VT",
    (7, 12): "HT",
    (8, 12): "HT",
    (9, 12): "HT",
    (3, 5): "våren",
    (6, 8): "sommaren",
    (9, 11): "hösten",
    (12, 2): "vintern",
}
LONGEST_WORD = 5


@dataclass(frozen=True, slots=True)
class DateBlock:
    """The lines of a date block from top to bottom; `number` is the large one.

    `shape` is 'day', 'range', 'wide' (a range over two months, which may wrap after its dash), 'word' or 'long' (a
    word that needs a smaller size to fit the column).
    `machine` is the value of the `datetime` attribute: a day, a week, a month or a year.
    """

    above: str
    number: str
    below: str
    week: str
    shape: str
    machine: str


def build_block(first: date, last: date, grain: Grain, today: date) -> DateBlock:
    """The block of what takes place from `first` to `last`, both inclusive."""
    if grain is Grain.WEEK:
        return _week_block(first, last)
    if grain.coarse:
        return _coarse_block(first, last, grain)
    year = "" if first.year == today.year else f" {first.year}"
    if first == last:
        return DateBlock(weekday(first), str(first.day), month(first) + year, week(first), "day", first.isoformat())
    above = f"{short_weekday(first)}{DASH}{short_weekday(last)}"
    if (first.year, first.month) == (last.year, last.month):
        number = f"{first.day}{DASH}{last.day}"
        return DateBlock(above, number, month(first) + year, week(first), "range", first.isoformat())
    number = f"{first.day}/{first.month}{DASH}{last.day}/{last.month}"
    below = f"{short_month(first)}{DASH}{short_month(last)}{year}"
    return DateBlock(above, number, below, week(first), "wide", first.isoformat())


def _week_block(first: date, last: date) -> DateBlock:
    sunday = first + timedelta(days=6 - first.weekday())
    number = week(first)
    if last > sunday:
        number = f"{number}{DASH}{last.isocalendar().week}"
    iso = first.isocalendar()
    machine = f"{iso.year}-W{iso.week:02}"
    return DateBlock("under", number, days(first, max(last, sunday), short=True), "", "word", machine)


def _coarse_block(first: date, last: date, grain: Grain) -> DateBlock:
    machine = first.strftime("%Y-%m")
    same_year = first.year == last.year
    if grain is Grain.YEAR:
        number = str(first.year) if same_year else f"{first.year}{DASH}{last.year}"
        return DateBlock("under", number, "", "", _shape(number), str(first.year))
    months = month(first) if same_year and first.month == last.month else f"{month(first)}{DASH}{month(last)}"
    if grain is Grain.MONTH:
        number = months if first.month == last.month else f"{short_month(first)}{DASH}{short_month(last)}"
        return DateBlock(f"någon gång{NBSP}i", number, str(first.year), "", _shape(number), machine)
    name = SEASONS.get((first.month, last.month))
    if name in ("VT", "HT"):
        return DateBlock("under", f"{name} {first.year}", months, "", "word", machine)
    if name:
        return DateBlock("under", name, f"{months} {first.year}", "", "long", machine)
    return DateBlock("under", f"{short_month(first)}{DASH}{short_month(last)}", str(first.year), "", "long", machine)


def _shape(number: str) -> str:
    return "word" if len(number) <= LONGEST_WORD else "long"

"""A series' days, its line in the store and its words."""

from datetime import date

import pytest

from calagg.model.recurrence import Frequency, Pattern, Recurrence
from calagg.model.recurrence_words import pattern_words, series_words

FIRST_WEDNESDAYS = Pattern(frequency=Frequency.MONTHLY, weekdays=(2,), nths=(1,))
OTHER_FRIDAYS = Pattern(frequency=Frequency.WEEKLY, interval=2, weekdays=(4,))
LAST_THURSDAYS = Pattern(frequency=Frequency.MONTHLY, weekdays=(3,), nths=(-1,))
AUTUMN = Recurrence(pattern=FIRST_WEDNESDAYS, until=date(2027, 11, 30), without=(date(2027, 10, 6),))
FOUR_TIMES = Recurrence(pattern=OTHER_FRIDAYS, count=4)


@pytest.mark.parametrize(
    ("recurrence", "start", "days"),
    [
        (AUTUMN, date(2027, 9, 1), ["2027-09-01", "2027-11-03"]),
        (FOUR_TIMES, date(2027, 9, 3), ["2027-09-03", "2027-09-17", "2027-10-01", "2027-10-15"]),
        (FOUR_TIMES.but(date(2027, 9, 17)), date(2027, 9, 3), ["2027-09-03", "2027-10-01", "2027-10-15"]),
        (
            Recurrence(pattern=Pattern(frequency=Frequency.MONTHLY, month_day=31), until=date(2028, 3, 31)),
            date(2027, 12, 31),
            ["2027-12-31", "2028-01-31", "2028-03-31"],
        ),
        (
            Recurrence(pattern=LAST_THURSDAYS, until=date(2027, 3, 25)),
            date(2027, 1, 28),
            ["2027-01-28", "2027-02-25", "2027-03-25"],
        ),
    ],
)
def test_its_days_are_in_order_without_those_that_do_not_take_place(
    recurrence: Recurrence, start: date, days: list[str]
) -> None:
    assert [day.isoformat() for day in recurrence.days(start)] == days


@pytest.mark.parametrize(
    ("recurrence", "line", "words"),
    [
        (
            AUTUMN,
            "FREQ=MONTHLY;BYDAY=1WE;UNTIL=20271130 EXDATE=20271006",
            "första onsdagen i månaden t.o.m. 30 november 2027, inte 6 oktober",
        ),
        (FOUR_TIMES, "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR;COUNT=4", "varannan fredag 4 gånger"),
        (
            Recurrence(pattern=Pattern(frequency=Frequency.WEEKLY, weekdays=(1, 3)), until=date(2027, 6, 15)),
            "FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20270615",
            "varje tisdag och torsdag t.o.m. 15 juni 2027",
        ),
        (
            Recurrence(pattern=Pattern(frequency=Frequency.MONTHLY, weekdays=(0,), nths=(1, 3)), count=4),
            "FREQ=MONTHLY;BYDAY=1MO,3MO;COUNT=4",
            "första och tredje måndagen i månaden 4 gånger",
        ),
    ],
)
def test_its_line_gives_it_back_and_its_words_tell_it(recurrence: Recurrence, line: str, words: str) -> None:
    assert (str(recurrence), Recurrence.parse(line), series_words(recurrence)) == (line, recurrence, words)


def test_the_words_of_patterns_that_leave_their_day_open_or_count_the_days_of_a_month() -> None:
    patterns = [
        Pattern(frequency=Frequency.WEEKLY, interval=2),
        Pattern(frequency=Frequency.MONTHLY, month_day=1),
        Pattern(frequency=Frequency.MONTHLY, interval=2, weekdays=(3,), nths=(-1,)),
    ]
    assert [pattern_words(p) for p in patterns] == [
        "varannan vecka",
        "den 1:a varje månad",
        "sista torsdagen varannan månad",
    ]


@pytest.mark.parametrize("ends", [{}, {"until": date(2027, 6, 15), "count": 6}])
def test_a_series_has_one_end(ends: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="give one of the two"):
        Recurrence(pattern=OTHER_FRIDAYS, **ends)  # type: ignore[arg-type]  # what a mistaken caller gives


def test_a_series_without_measure_is_cut() -> None:
    endless = Recurrence(pattern=Pattern(frequency=Frequency.WEEKLY, weekdays=(0, 1, 2, 3, 4)), count=100_000)
    assert len(endless.days(date(2027, 1, 4))) == 400

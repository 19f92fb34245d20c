"""When minutes are awaited, and from when they are missing: dates in, one Coverage out."""

from datetime import date

import pytest

from calagg.coverage import Coverage, State, weigh_coverage
from calagg.coverage.rhythm import later

MONTHLY = ("2026-08-17", "2026-09-14")  # 28 days apart
THREE = ("2026-07-20", *MONTHLY)  # from 20 July to 17 August: 17 days, those of July not counted
COMING, MISSING, DORMANT, UNKNOWN = State.COMING, State.MISSING, State.DORMANT, State.UNKNOWN


def days(*texts: str) -> list[date]:
    return [date.fromisoformat(text) for text in texts]


def weighed(minutes: tuple[str, ...], meetings: tuple[str, ...], today: str, grace: int = 21) -> Coverage:
    return weigh_coverage(
        "Socialnämnden", days(*minutes), days(*meetings), today=date.fromisoformat(today), grace_days=grace
    )


@pytest.mark.parametrize(
    ("minutes", "meetings", "today", "awaited", "state"),
    [
        # an announced meeting, whose minutes have 21 days
        (MONTHLY, ("2026-10-12",), "2026-10-11", "2026-10-12", COMING),
        (MONTHLY, ("2026-10-12",), "2026-11-02", "2026-10-12", COMING),
        (MONTHLY, ("2026-10-12",), "2026-11-03", "2026-10-12", MISSING),
        (MONTHLY, ("2026-10-12", "2026-11-09"), "2026-11-21", "2026-10-12", MISSING),
        (("2026-09-14",), ("2026-10-12",), "2026-11-03", "2026-10-12", MISSING),
        # minutes of that day or a later one have come
        ((*MONTHLY, "2026-10-12"), ("2026-10-12",), "2026-10-20", "2026-11-09", COMING),
        (("2026-08-17", "2026-10-13"), ("2026-10-12",), "2026-11-30", None, UNKNOWN),
        # nothing announced: by the habit, of three minutes or more
        (MONTHLY, (), "2026-12-31", None, UNKNOWN),
        (("2026-08-17", "2026-08-17", "2026-09-14"), (), "2026-12-31", None, UNKNOWN),
        (("2026-08-17", "2026-09-14", "2026-10-12"), (), "2026-11-30", "2026-11-09", COMING),
        (("2026-08-17", "2026-09-14", "2026-10-12"), (), "2026-12-01", "2026-11-09", MISSING),
        (("2026-10-12", "2026-08-17", "2026-09-14"), (), "2026-12-01", "2026-11-09", MISSING),
        # one longer distance is no habit: the median
        (("2026-01-12", "2026-02-09", "2026-03-09", "2026-05-18"), (), "2026-05-19", "2026-06-15", COMING),
        # a meeting within two distances is what is awaited, a later one is not
        (("2026-09-21", "2026-10-19", "2026-11-16"), ("2027-01-11",), "2027-01-20", "2027-01-11", COMING),
        (("2026-09-21", "2026-10-19", "2026-11-16"), ("2027-01-12",), "2027-01-20", "2026-12-14", MISSING),
        # July is no time: 28 days after 15 June is 13 August, and 21 more 3 September
        (("2026-04-20", "2026-05-18", "2026-06-15"), (), "2026-09-02", "2026-08-13", COMING),
        (("2026-04-20", "2026-05-18", "2026-06-15"), (), "2026-09-04", "2026-08-13", MISSING),
        (("2026-05-18",), ("2026-06-22",), "2026-08-13", "2026-06-22", COMING),
        (("2026-05-18",), ("2026-06-22",), "2026-08-14", "2026-06-22", MISSING),
        # what has been missing for half a year will hardly come
        (MONTHLY, ("2026-10-12",), "2027-05-01", "2026-10-12", MISSING),
        (MONTHLY, ("2026-10-12",), "2027-05-02", "2026-10-12", DORMANT),
    ],
)
def test_when_minutes_are_awaited_and_missing(
    minutes: tuple[str, ...], meetings: tuple[str, ...], today: str, awaited: str | None, state: State
) -> None:
    found = weighed(minutes, meetings, today)
    assert (str(found.awaited_on) if found.awaited_on else None, found.state) == (awaited, state)


def test_all_that_is_known() -> None:
    assert weighed(THREE, ("2026-10-12",), "2026-11-21") == Coverage(
        organiser="Socialnämnden",
        last_on=date(2026, 9, 14),
        count=3,
        usual_days=23,
        meeting_on=date(2026, 10, 12),
        awaited_on=date(2026, 10, 12),
        state=State.MISSING,
    )


@pytest.mark.parametrize(
    ("day", "number", "expected"),
    [
        ("2026-06-30", 0, "2026-06-30"),
        ("2026-06-30", 1, "2026-08-01"),
        ("2026-07-15", 1, "2026-08-01"),
        ("2026-08-01", 30, "2026-08-31"),
        ("2026-06-01", 334, "2027-06-01"),
    ],
)
def test_days_later_without_those_in_july(day: str, number: int, expected: str) -> None:
    assert str(later(date.fromisoformat(day), number)) == expected


@pytest.mark.parametrize(("grace", "state"), [(0, MISSING), (38, MISSING), (39, COMING)])
def test_the_days_of_grace(grace: int, state: State) -> None:
    assert weighed(MONTHLY, ("2026-10-12",), "2026-11-20", grace).state is state

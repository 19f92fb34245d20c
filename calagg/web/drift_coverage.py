"""A Coverage -> `CoverageLine("Socialnämnden", "Protokoll saknas", …)`: a row of the page of operations, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from calagg.coverage import Coverage, State
from calagg.web.wording import NBSP, short_date

_STATES = {
    State.COMING: ("ok", "Som väntat"),
    State.MISSING: ("warning", "Protokoll saknas"),
    State.DORMANT: ("waiting", "Vilande"),
    State.UNKNOWN: ("waiting", "För få för att säga"),
}
_FIRST = (State.MISSING, State.COMING, State.UNKNOWN, State.DORMANT)


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageLine:
    """An organiser. `state` is 'ok', 'warning' or 'waiting'; `last` is the day that its last minutes are of."""

    organiser: str
    count: str
    state: str
    state_words: str
    last: str
    usual: str
    awaited: str


def coverage_lines(coverage: Iterable[Coverage], today: date) -> tuple[CoverageLine, ...]:
    """The organisers as of `today`: first those whose minutes are missing, then those that come, then the others."""
    ordered = sorted(coverage, key=lambda one: (_FIRST.index(one.state), one.organiser.casefold()))
    return tuple(_line(one, today) for one in ordered)


def _line(one: Coverage, today: date) -> CoverageLine:
    state, words = _STATES[one.state]
    return CoverageLine(
        organiser=one.organiser,
        count=f"{one.count}{NBSP}protokoll",
        state=state,
        state_words=words,
        last=_day(one.last_on, today),
        usual=_usual(one.usual_days),
        awaited=_awaited(one, today),
    )


def _usual(days: int | None) -> str:
    if days is None:
        return "–"
    return "varje dag" if days == 1 else f"med {days}{NBSP}dagars mellanrum"


def _awaited(one: Coverage, today: date) -> str:
    if one.awaited_on is None:
        return "–"
    day = _day(one.awaited_on, today)
    return f"efter mötet {day}" if one.meeting_on else f"omkring {day}"


def _day(day: date, today: date) -> str:
    """ "14 sep", with the year where it is not the current one."""
    return short_date(day) if day.year != today.year else short_date(day).rpartition(NBSP)[0]

"""RRULE:FREQ=WEEKLY -> the times of a repeated event around a day, with EXDATE, RDATE and what single times became.

Of one that goes on for ever calagg takes the next sixty times within two years: a calendar is read again when it has
changed. Those that were are taken for three months back. What is repeated by the minute is taken once.

Source: RFC 5545, 3.8.4.4 and 3.8.5; dateutil reckons the rule.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from dateutil.rrule import rrulestr
from icalendar import Component
from icalendar.prop import vRecur

from calagg.errors import ReadError
from calagg.model import Outcome
from calagg.read.ics_event import Occasion, at_time, begin_of, length_of, moment_written, occasion_of, revised_on, wall

MOST_COMING = 60
BACK, AHEAD = timedelta(days=92), timedelta(days=731)
_MOST_STEPS = 100_000  # times that the rules of one file may be asked for
_TOO_OFTEN = ("SECONDLY", "MINUTELY")


class Steps:
    """Counts what the rules of one file cost."""

    def __init__(self, name: str) -> None:
        self._name, self._left = name, _MOST_STEPS

    def take(self) -> None:
        """One step more. Raises ReadError, outcome 'too-large', where there are too many."""
        self._left -= 1
        if self._left < 0:
            raise ReadError(
                f"{self._name}: repeats its events too often to be read; export a shorter stretch of it",
                outcome=Outcome.TOO_LARGE,
            )


def occasions_of(group: list[Component], today: date, steps: Steps, *, cancels: bool) -> Iterator[Occasion]:
    """The times of all that has one UID: of its last revision, with the single times that were changed."""
    masters = [one for one in group if "RECURRENCE-ID" not in one]
    singles = [one for one in group if "RECURRENCE-ID" in one]
    master = max(masters, key=_revision, default=None)
    begins = begin_of(master) if master is not None else None
    whole = occasion_of(master, cancels=cancels) if master is not None else None
    changed: dict[str, Occasion] = {}
    for one in sorted(singles, key=_revision):
        occasion = occasion_of(one, cancels=cancels)
        was = moment_written(one, "RECURRENCE-ID")
        if occasion is not None and was is not None:
            named = _named(wall(was, begins) if begins is not None else wall(was, was), _is_hourly(master))
            changed[named] = replace(occasion, uid=f"{occasion.uid}#{named}")
    if master is None or begins is None or whole is None:
        yield from (changed[named] for named in sorted(changed))
        return
    if "RRULE" not in master and "RDATE" not in master:
        yield whole
        yield from (changed[named] for named in sorted(changed))
        return
    length = None if whole.deadline else length_of(master, begins)
    for at in _times(master, begins, today, steps):
        named = _named(at, _is_hourly(master))
        if named not in changed:
            zone = begins.tzinfo if isinstance(begins, datetime) else None
            moment = at.replace(tzinfo=zone) if isinstance(begins, datetime) else at.date()
            yield at_time(replace(whole, uid=f"{whole.uid}#{named}"), moment, length)
    yield from (changed[named] for named in sorted(changed))


def _times(master: Component, begins: date | datetime, today: date, steps: Steps) -> list[datetime]:
    """When it takes place by the clock on its wall, in order, within reach of today."""
    first = wall(begins, begins)
    out = {wall(moment, begins) for moment in _listed(master, "EXDATE") if isinstance(moment, datetime)}
    days_out = {m for m in _listed(master, "EXDATE") if not isinstance(m, datetime)}
    found = {first, *(wall(moment, begins) for moment in _listed(master, "RDATE"))}
    for rule in _as_list(master.get("RRULE")):
        if isinstance(rule, vRecur):
            found |= set(_by_rule(rule, begins, today + AHEAD, steps))
    kept = sorted(at for at in found if at not in out and at.date() not in days_out and at.date() >= today - BACK)
    been = [at for at in kept if at.date() < today]
    return been + [at for at in kept if at.date() >= today and at.date() <= today + AHEAD][:MOST_COMING]


def _by_rule(rule: vRecur, begins: date | datetime, last: date, steps: Steps) -> Iterator[datetime]:
    if rule.get("FREQ", [""])[0] in _TOO_OFTEN:
        return
    until = next(iter(rule.get("UNTIL", [])), None)
    ends = datetime.combine(last, time.max)
    if isinstance(until, datetime):
        ends = min(ends, wall(until, begins))
    elif isinstance(until, date):
        ends = min(ends, datetime.combine(until, time.max))
    told = bytes(vRecur({key: value for key, value in rule.items() if key != "UNTIL"}).to_ical()).decode()  # type: ignore[no-untyped-call]  # icalendar leaves it out here
    try:
        for at in rrulestr(told, dtstart=wall(begins, begins)):
            steps.take()
            if at > ends:
                return
            yield at
    except (ValueError, TypeError, OverflowError):  # a rule that RFC 5545 does not know: it takes place once
        return


def _listed(component: Component, name: str) -> Iterator[date | datetime]:
    """The moments of an EXDATE or RDATE, of a period its begin."""
    for value in _as_list(component.get(name)):
        for one in getattr(value, "dts", ()):
            moment = one.dt[0] if isinstance(one.dt, tuple) else one.dt
            if isinstance(moment, date):
                yield moment


def _as_list(value: object) -> list[object]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _named(at: datetime, by_the_hour: bool) -> str:
    """What tells one time of a repeated event from its others: its day, so that another hour is the same one."""
    return f"{at:%Y-%m-%dT%H:%M}" if by_the_hour else f"{at:%Y-%m-%d}"


def _is_hourly(master: Component | None) -> bool:
    rule = master.get("RRULE") if master is not None else None
    return isinstance(rule, vRecur) and rule.get("FREQ", [""])[0] == "HOURLY"


def _revision(component: Component) -> tuple[int, date]:
    sequence = component.get("SEQUENCE")
    return (int(sequence) if isinstance(sequence, int) else 0), revised_on(component) or date.min

"""The VTIMEZONEs of a calendar -> one for each TZID in use, before the events, and true: events move where it is not.

A zone by IANA's name is compared with what this machine knows of it, in the years of the events. How a zone tells its
changes is in `observance`. Source: RFC 5545, 3.6.5; what clients do with it is told beside each rule.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from calagg.clock import zone_named
from calagg.publish.doctor import rules
from calagg.publish.doctor.finding import Report
from calagg.publish.doctor.observance import Onset, list_onsets
from calagg.publish.doctor.times import iana_names
from calagg.publish.doctor.tree import Component
from calagg.publish.doctor.values import read_offset, read_time, say_offset

_OBSERVANCES = ("STANDARD", "DAYLIGHT")
_NEEDED = ("DTSTART", "TZOFFSETFROM", "TZOFFSETTO")
_ANY_YEAR = 2027  # for a zone that no event uses
_YEARS = range(2000, 2100)  # earlier rules are rarely in a feed, later ones are nobody's knowledge
_MOST_YEARS = 5


@dataclass(slots=True)
class _Use:
    """Where a TZID is used first, how often, and in which years."""

    line: int
    times: int = 0
    years: set[int] = field(default_factory=set)


def check_zones(calendar: Component, events: Iterable[Component], report: Report) -> None:
    """Adds what is wrong with the calendar's time zones."""
    used = _uses(events)
    first_event = min((child.line for child in calendar.children_named("VEVENT")), default=0)
    zones = calendar.children_named("VTIMEZONE")
    seen: dict[str, int] = {}
    for zone in zones:
        name = zone.value("TZID")
        if not name:
            report.add(rules.ZONE_NAMELESS, zone.line)
        elif seen.setdefault(name, zone.line) != zone.line:
            report.add(rules.ZONE_TWICE, zone.line, zone=name, first=seen[name])
        else:
            if len(zones) > 1 and name not in used:
                report.add(rules.ZONE_UNUSED, zone.line, zone=name)
            _check_zone(zone, name, used.get(name), report)
        if first_event and zone.line > first_event:
            report.add(rules.ZONE_LATE, zone.line, zone=name)
    for name, use in used.items():
        if name not in seen:
            report.add(rules.NO_ZONE, use.line, zone=name, times=use.times)


def _uses(events: Iterable[Component]) -> dict[str, _Use]:
    used: dict[str, _Use] = {}
    for event in events:
        for same in event.properties.values():
            for found in same:
                if name := found.parameter("TZID").strip():
                    use = used.setdefault(name, _Use(found.line))
                    use.times += 1
                    told = read_time(found.value.strip())
                    if told and told[0].year in _YEARS:
                        use.years.add(told[0].year)
    return used


def _check_zone(zone: Component, name: str, use: _Use | None, report: Report) -> None:
    observances = [child for child in zone.children if child.name in _OBSERVANCES]
    if not observances:
        report.add(rules.ZONE_EMPTY, zone.line, zone=name)
        return
    incomplete = [(o, wanting) for o in observances if (wanting := _wanting(o))]
    for observance, wanting in incomplete:
        report.add(rules.ZONE_INCOMPLETE, observance.line, zone=name, property=wanting)
    listed = [o for o in observances if o.all("RDATE")]
    if listed and not any(o.all("RRULE") for o in observances):
        report.add(rules.ZONE_OF_DATES, listed[0].all("RDATE")[0].line, zone=name)
    known = zone_named(name) if name in iana_names() else None
    if known is None:
        report.add(rules.ZONE_OWN_NAME, zone.line, zone=name)
    elif not incomplete:
        years = sorted(use.years)[-_MOST_YEARS:] if use else []
        _compare(zone, observances, known, years or [_ANY_YEAR], report)


def _wanting(observance: Component) -> str:
    """The name of a property that is missing or can't be read, empty where all are there."""
    if any(read_offset(observance.value(name)) is None for name in _NEEDED[1:]):
        return "TZOFFSETFROM, TZOFFSETTO"
    told = read_time(observance.value("DTSTART"))
    return "" if told and not told[1] else "DTSTART"


def _compare(
    zone: Component,
    observances: Sequence[Component],
    known: ZoneInfo,
    years: Sequence[int],
    report: Report,
) -> None:
    """Adds the first instant at which the zone shows another time than the real one, if there is any."""
    for year in years:
        onsets: list[Onset] = []
        for observance in observances:
            listed = list_onsets(observance, range(year - 1, year + 1))
            if listed is None:
                report.add(rules.ZONE_UNCHECKED, observance.line, zone=known.key)
                return
            onsets += listed
        if wrong := _first_wrong(sorted(onsets, key=lambda onset: onset.at), known, year):
            at, stated, real = wrong
            report.add(
                rules.ZONE_WRONG,
                zone.line,
                zone=known.key,
                day=f"{at:%Y-%m-%d}",
                stated=say_offset(stated),
                real=say_offset(real),
            )
            return


def _first_wrong(onsets: Sequence[Onset], known: ZoneInfo, year: int) -> tuple[datetime, timedelta, timedelta] | None:
    """The first noon of the year, or the second about a change, with another offset than the real one."""
    noons = [datetime(year, 1, 1, 12, tzinfo=UTC) + timedelta(days=day) for day in range(365)]
    changes = [onset.at for onset in onsets if onset.at.year == year]
    around = [at + beside for at in changes for beside in (-timedelta(seconds=1), timedelta())]
    passed, stated = 0, onsets[0].before
    for at in sorted([*noons, *around]):
        while passed < len(onsets) and onsets[passed].at <= at:
            stated = onsets[passed].after
            passed += 1
        real = at.astimezone(known).utcoffset() or timedelta()
        if real != stated:
            return at, stated, real
    return None

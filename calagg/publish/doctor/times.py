"""DTSTART;TZID=Europe/Stockholm:20270115T090000 -> When(ZONED, 15 January 9.00, "Europe/Stockholm"), checked.

Which end fits which start is in `span`; whether the zone itself is right is in `zone`.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum, auto
from functools import cache
from zoneinfo import available_timezones

from calagg.clock import zone_named
from calagg.publish.doctor import rules
from calagg.publish.doctor.content import Property
from calagg.publish.doctor.finding import Report
from calagg.publish.doctor.tree import Component
from calagg.publish.doctor.values import read_day, read_duration, read_time

_INSTANTS = ("DTSTAMP", "CREATED", "LAST-MODIFIED")
_LISTS = ("EXDATE", "RDATE", "RECURRENCE-ID")


class Form(Enum):
    """How a time is told."""

    DAY = auto()
    ZONED = auto()
    UTC = auto()
    FLOATING = auto()


@dataclass(frozen=True, slots=True)
class When:
    """A time as the feed tells it. `wall` is what the clock shows, midnight for a day; `zone` its TZID or empty."""

    form: Form
    wall: datetime
    zone: str = ""


@cache
def iana_names() -> frozenset[str]:
    """The names of the zones that this machine knows."""
    return frozenset(available_timezones())


def read_when(found: Property, report: Report) -> When | None:
    """The time in a property that holds one; None where it can't be read, which is reported."""
    stated, zone = found.parameter("VALUE").upper(), found.parameter("TZID")
    text = found.value.strip()
    if day := read_day(text):
        if not stated:
            report.add(rules.NO_VALUE_DATE, found.line, property=found.name, value=text)
        elif stated != "DATE":
            report.add(rules.OTHER_VALUE, found.line, property=found.name, value=text, stated=stated)
        elif zone:
            report.add(rules.ZONE_ON_DAY, found.line, property=found.name, zone=zone)
        return When(Form.DAY, day)
    told = read_time(text)
    if told is None:
        report.add(rules.BAD_TIME, found.line, property=found.name, value=text)
        return None
    wall, is_utc = told
    if stated not in ("", "DATE-TIME"):
        report.add(rules.OTHER_VALUE, found.line, property=found.name, value=text, stated=stated)
    if is_utc:
        if zone:
            report.add(rules.ZONE_ON_UTC, found.line, property=found.name, zone=zone)
        return When(Form.UTC, wall)
    return When(Form.ZONED, wall, zone) if zone else When(Form.FLOATING, wall)


def utc_of(when: When) -> datetime | None:
    """The instant of a time in UTC or in a zone of IANA's; None for others and for what no calendar holds."""
    try:
        if when.form is Form.UTC:
            return when.wall.replace(tzinfo=UTC)
        zone = zone_named(when.zone) if when.zone in iana_names() else None
        return when.wall.replace(tzinfo=zone).astimezone(UTC) if zone else None
    except OverflowError:
        return None


def check_form(found: Property, when: When, report: Report) -> None:
    """Adds what is to be said of how an event's beginning or end is told."""
    if found.name == "DTSTART" and when.form is Form.UTC:
        report.add(rules.IN_UTC, found.line, property=found.name, value=found.value)
    elif found.name == "DTSTART" and when.form is Form.FLOATING:
        report.add(rules.FLOATING, found.line, property=found.name, value=found.value)
    elif when.form is Form.ZONED and (instant := utc_of(when)):
        zone = zone_named(when.zone)
        if instant.astimezone(zone).replace(tzinfo=None) != when.wall:
            report.add(rules.SKIPPED_HOUR, found.line, property=found.name, value=found.value, zone=when.zone)


def check_stamps(event: Component, report: Report) -> None:
    """Adds what is wrong with when the event was made and changed, and with the days of a series."""
    for name in _INSTANTS:
        for found in event.all(name):
            told = read_time(found.value.strip())
            if told is None:
                report.add(rules.BAD_TIME, found.line, property=name, value=found.value)
            elif not told[1]:
                report.add(rules.NOT_UTC, found.line, property=name, value=found.value)
    for name in _LISTS:
        for found in event.all(name):
            wrong = next((text for text in found.value.split(",") if not _is_day_or_time(text.strip(), name)), None)
            if wrong is not None:
                report.add(rules.BAD_TIME, found.line, property=name, value=wrong)


def _is_day_or_time(text: str, name: str) -> bool:
    if name == "RDATE" and "/" in text:  # a period
        start, _, end = text.partition("/")
        return bool(read_time(start) and (read_time(end) or read_duration(end)))
    return bool(read_day(text) or read_time(text))

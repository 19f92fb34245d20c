"""DTSTART and DTEND or DURATION of an event -> whether they are of one kind, and whether the end comes after the start.

How one time is read is in `times`. Source: RFC 5545, 3.6.1, 3.8.2.2 and 3.8.2.5.
"""

from datetime import timedelta

from calagg.publish.doctor import rules
from calagg.publish.doctor.content import Property
from calagg.publish.doctor.finding import Report
from calagg.publish.doctor.times import Form, When, check_form, read_when, utc_of
from calagg.publish.doctor.tree import Component
from calagg.publish.doctor.values import read_duration

_DAY = timedelta(days=1)


def check_span(event: Component, report: Report) -> None:
    """Adds what is wrong with when the event begins and ends."""
    starts, ends, lasts = event.first("DTSTART"), event.first("DTEND"), event.first("DURATION")
    start, end = (_checked(found, report) for found in (starts, ends))
    if ends and lasts:
        report.add(rules.END_AND_DURATION, max(ends.line, lasts.line))
    if lasts:
        _check_length(lasts, start, report)
    if ends and start and end:
        _check_end(ends, start, end, report)
    if starts and start and not (ends or lasts):
        rule = rules.DAY_WITHOUT_END if start.form is Form.DAY else rules.TIME_WITHOUT_END
        report.add(rule, starts.line, value=starts.value)


def _checked(found: Property | None, report: Report) -> When | None:
    when = read_when(found, report) if found and found.value.strip() else None
    if found and when:
        check_form(found, when, report)
    return when


def _check_end(ends: Property, start: When, end: When, report: Report) -> None:
    if (start.form is Form.DAY) != (end.form is Form.DAY):
        report.add(rules.DAY_AND_TIME, ends.line, value=ends.value)
    elif (start.form is Form.FLOATING) != (end.form is Form.FLOATING):
        report.add(rules.FLOATING_AND_FIXED, ends.line, value=ends.value)
    elif not _is_after(start, end):
        report.add(rules.END_NOT_AFTER, ends.line, value=ends.value)


def _is_after(start: When, end: When) -> bool:
    """Compared by the clock on the wall within one zone; of zones that nobody knows the best is thought."""
    if (start.form, start.zone) == (end.form, end.zone):
        return end.wall > start.wall
    begins, finishes = utc_of(start), utc_of(end)
    return begins is None or finishes is None or finishes > begins


def _check_length(lasts: Property, start: When | None, report: Report) -> None:
    length = read_duration(lasts.value.strip())
    if length is None:
        report.add(rules.BAD_DURATION, lasts.line, property="DURATION", value=lasts.value)
    elif length <= timedelta():
        report.add(rules.NOT_LONG, lasts.line, value=lasts.value)
    elif start and start.form is Form.DAY and length % _DAY:
        report.add(rules.HOURS_OF_A_DAY, lasts.line, value=lasts.value)

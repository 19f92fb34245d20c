"""The properties of a calendar itself: what it calls itself, and how often it asks to be fetched.

Source: RFC 5545, 3.7; RFC 7986.
"""

from datetime import timedelta

from calagg.publish.doctor import rules
from calagg.publish.doctor.finding import Report, Rule
from calagg.publish.doctor.tree import Component
from calagg.publish.doctor.values import read_duration

OFTEN = timedelta(hours=1)
_ONCE = (
    "VERSION",
    "PRODID",
    "CALSCALE",
    "METHOD",
    "UID",
    "LAST-MODIFIED",
    "URL",
    "COLOR",
    "SOURCE",
    "REFRESH-INTERVAL",
)
_GOOD_TO_HAVE = ("DESCRIPTION", "X-WR-CALDESC", "X-WR-TIMEZONE", "UID", "URL", "SOURCE", "COLOR")
# property, what it must hold, the rule without it, the rule for another value
_FIXED = (
    ("VERSION", "2.0", rules.NO_VERSION, rules.OTHER_VERSION),
    ("CALSCALE", "GREGORIAN", rules.NO_CALSCALE, rules.OTHER_CALSCALE),
    ("METHOD", "PUBLISH", rules.NO_METHOD, rules.OTHER_METHOD),
)


def check_head(calendar: Component, report: Report) -> None:
    """Adds what is wrong with the calendar's own properties."""
    for name, wanted, missing, other in _FIXED:
        stated = calendar.first(name)
        if stated is None:
            report.add(missing, calendar.line)
        elif stated.value.strip().upper() != wanted:
            report.add(other, stated.line, value=stated.value)
    if not calendar.value("PRODID"):
        report.add(rules.NO_PRODID, calendar.line)
    for name in _ONCE:
        for again in calendar.all(name)[1:]:
            report.add(rules.HEAD_TWICE, again.line, property=name)
    _check_order(calendar, report)
    _check_names(calendar, report)
    _check_refresh(calendar, report)
    if wanting := [name for name in _GOOD_TO_HAVE if not calendar.value(name)]:
        report.add(rules.BARE_HEAD, calendar.line, properties=", ".join(wanting))


def _check_order(calendar: Component, report: Report) -> None:
    first = calendar.children[0].line if calendar.children else None
    late = [found for same in calendar.properties.values() for found in same if first and found.line > first]
    for found in late:
        report.add(rules.HEAD_LATE, found.line, property=found.name)


def _check_names(calendar: Component, report: Report) -> None:
    name, shown = calendar.first("NAME"), calendar.value("X-WR-CALNAME")
    if not shown:
        report.add(rules.NO_CALNAME, calendar.line)
    if name is None:
        report.add(rules.NO_NAME, calendar.line)
    elif shown and name.value.strip() != shown and not name.parameters:
        report.add(rules.TWO_NAMES, name.line, value=name.value, other=shown)


def _check_refresh(calendar: Component, report: Report) -> None:
    interval = calendar.first("REFRESH-INTERVAL")
    if interval and interval.parameter("VALUE").upper() != "DURATION":
        report.add(rules.REFRESH_WITHOUT_VALUE, interval.line, value=interval.value)
    _check_often(calendar, "REFRESH-INTERVAL", rules.NO_REFRESH, rules.SLOW_REFRESH, report)
    _check_often(calendar, "X-PUBLISHED-TTL", rules.NO_TTL, rules.SLOW_TTL, report)


def _check_often(calendar: Component, name: str, missing: Rule, slow: Rule, report: Report) -> None:
    stated = calendar.first(name)
    if stated is None:
        report.add(missing, calendar.line)
        return
    length = read_duration(stated.value.strip())
    if length is None or length <= timedelta():
        report.add(rules.BAD_DURATION, stated.line, property=name, value=stated.value)
    elif length > OFTEN:
        report.add(slow, stated.line, value=stated.value)

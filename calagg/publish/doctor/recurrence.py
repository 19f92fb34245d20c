"""RRULE:FREQ=WEEKLY;COUNT=0 -> what is wrong with the rule by which an event repeats itself.

Only what every reader stumbles on: the parts, the frequency, and an end that fits the start. Source: RFC 5545, 3.3.10.
"""

from calagg.publish.doctor import rules
from calagg.publish.doctor.finding import Report
from calagg.publish.doctor.tree import Component
from calagg.publish.doctor.values import read_day, read_rule, read_time

_FREQUENCIES = ("SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_POSITIVE = ("COUNT", "INTERVAL")


def check_recurrence(event: Component, report: Report) -> None:
    """Adds each RRULE of the event that can't be followed."""
    start = event.value("DTSTART")
    for found in event.all("RRULE"):
        if wrong := _wrong_part(found.value.strip(), is_day=bool(read_day(start))):
            report.add(rules.BAD_RRULE, found.line, value=found.value, part=wrong)


def _wrong_part(text: str, *, is_day: bool) -> str:
    """The name of a part that is wrong, empty where all is right."""
    parts = read_rule(text)
    if parts is None or parts.get("FREQ") not in _FREQUENCIES:
        return "FREQ"
    for name in _POSITIVE:
        if name in parts and not (parts[name].isascii() and parts[name].isdigit() and parts[name].strip("0")):
            return name
    until = parts.get("UNTIL")
    if until is None:
        return ""
    if "COUNT" in parts:
        return "COUNT"
    return "" if (read_day(until) if is_day else read_time(until)) else "UNTIL"

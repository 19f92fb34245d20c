""" "20270115T090000Z" -> datetime, UTC; "PT1H" -> an hour; "+0100" -> an hour: values as RFC 5545, 3.3 writes them.

None is what can't be read; nothing is reported here.
"""

import re
from datetime import datetime, timedelta

_DAY = re.compile(r"[0-9]{8}")
_TIME = re.compile(r"([0-9]{8})T([0-9]{2})([0-9]{2})([0-9]{2})(Z?)")
_NUMBER = r"(?:([0-9]{1,6})"
_DURATION = re.compile(rf"([+-]?)P{_NUMBER}W)?{_NUMBER}D)?(?:T{_NUMBER}H)?{_NUMBER}M)?{_NUMBER}S)?)?")
_OFFSET = re.compile(r"([+-])([0-9]{2})([0-5][0-9])([0-5][0-9])?")


def read_day(text: str) -> datetime | None:
    """Midnight of a DATE."""
    if not _DAY.fullmatch(text):
        return None
    try:
        return datetime(int(text[:4]), int(text[4:6]), int(text[6:]))  # noqa: DTZ001 - a day has no zone
    except ValueError:
        return None


def read_time(text: str) -> tuple[datetime, bool] | None:
    """The wall time of a DATE-TIME, and whether it is in UTC. A leap second is taken as the second before it."""
    found = _TIME.fullmatch(text)
    day = read_day(found[1]) if found else None
    if found is None or day is None:
        return None
    hour, minute, second = int(found[2]), int(found[3]), int(found[4])
    if hour > 23 or minute > 59 or second > 60:
        return None
    return day.replace(hour=hour, minute=minute, second=min(second, 59)), found[5] == "Z"


def read_duration(text: str) -> timedelta | None:
    """The length of a DURATION, negative with a minus before it."""
    found = _DURATION.fullmatch(text)
    if found is None or text[-1] in "PT":
        return None
    weeks, days, hours, minutes, seconds = (int(number or 0) for number in found.groups()[1:])
    length = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    return -length if found[1] == "-" else length


def read_offset(text: str) -> timedelta | None:
    """A UTC-OFFSET of less than a day, east of Greenwich positive."""
    found = _OFFSET.fullmatch(text)
    if found is None or int(found[2]) > 23:
        return None
    offset = timedelta(hours=int(found[2]), minutes=int(found[3]), seconds=int(found[4] or 0))
    return -offset if found[1] == "-" else offset


def read_rule(text: str) -> dict[str, str] | None:
    """The parts of a RECUR by name, in capitals; None where one is no NAME=VALUE or stands there twice."""
    parts: dict[str, str] = {}
    for part in text.upper().split(";"):
        name, equals, value = part.partition("=")
        if not equals or not value or name in parts:
            return None
        parts[name] = value
    return parts


def say_offset(offset: timedelta) -> str:
    """ "+01:00"."""
    minutes = abs(offset) // timedelta(minutes=1)
    return f"{'-' if offset < timedelta() else '+'}{minutes // 60:02}:{minutes % 60:02}"

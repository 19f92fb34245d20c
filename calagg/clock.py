"""`now()` -> 2026-11-21 08:30 UTC: the only reading of the time, and the only conversion between zones.

Plans ("the meeting is at 09:00 in Stockholm") are kept as local wall time and stay so when the clocks change;
instants ("the row was sent at") are kept in UTC. This file turns one into the other.
"""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def now() -> datetime:
    """This instant in UTC, to the second: feeds and mail headers carry no fractions."""
    return datetime.now(UTC).replace(microsecond=0)  # noqa: TID251 - the one place


def today(zone: ZoneInfo = STOCKHOLM) -> date:
    """The calendar day in `zone` at this instant."""
    return now().astimezone(zone).date()


def local(instant: datetime, zone: ZoneInfo = STOCKHOLM) -> datetime:
    """The wall time in `zone` at an aware `instant`, still aware."""
    return instant.astimezone(zone)


def instant(day: date, at: time, zone: ZoneInfo = STOCKHOLM) -> datetime:
    """The UTC instant at which a clock in `zone` shows `at` on `day`.

    In the hour that is skipped in spring it is the instant as far after the change as the clock would have shown;
    in the hour that comes twice in autumn it is the first of the two.
    """
    return datetime.combine(day, at, zone).astimezone(UTC)


def zone_named(name: str) -> ZoneInfo | None:
    """The IANA zone of that name, or None where there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return None

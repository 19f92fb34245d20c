"""Wanted + the store -> a whole calendar: ready VEVENTs joined under one head. Nothing is rendered here.

A reader's choices come with the address: windows as markers or bars, cancelled entries or not, an alarm.
"""

import re
from dataclasses import dataclass

from calagg.config import Config
from calagg.publish.ical import calendar_of
from calagg.store import Session
from calagg.store.wanted import Wanted, read_events

ALARM = re.compile(r"(\d{1,3})([mhd])")
_WHOLE_DAY = b"\r\nDTSTART;VALUE=DATE:"
_END_EVENT = b"END:VEVENT\r\n"
_MORNING = 9  # the hour at which a whole day's alarm sounds


@dataclass(frozen=True, slots=True)
class Summary:
    """How many entries and VEVENTs stand in a calendar."""

    entries: int
    events: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a reader chose of how a feed is shown; None is what the configuration says. `alarm` is "1d", "2h", "30m":
    so long before each event, and before a whole day at nine in the morning; empty for none."""

    window_bars: bool | None = None
    cancelled: bool = True
    alarm: str = ""


def join_feed(
    session: Session, wanted: Wanted, config: Config, *, name: str, title: str, alarm: str = ""
) -> tuple[bytes, Summary]:
    """The calendar of what is wanted, and how much stands in it; an empty one is valid."""
    found = read_events(session, wanted)
    events = [_with_alarm(event.data, alarm) if alarm else event.data for event in found]
    data = calendar_of(events, name=name, title=title, config=config)
    return data, Summary(len({event.entry_id for event in found}), len(found))


def trigger_of(alarm: str, *, whole_day: bool) -> str:
    """ "1d" -> "-P1D", before a whole day "-PT15H": nine in the morning of the day before. Source: RFC 5545, 3.8.6.3.

    Raises ValueError for what is no alarm.
    """
    found = ALARM.fullmatch(alarm)
    if found is None:
        raise ValueError(f"{alarm!r} is no alarm")
    count, unit = int(found[1]), found[2]
    if not whole_day:
        return f"-P{count}D" if unit == "d" else f"-PT{count}{unit.upper()}"
    days = count if unit == "d" else 0
    return f"-PT{24 * days - _MORNING}H" if days else f"PT{_MORNING}H"


def _with_alarm(event: bytes, alarm: str) -> bytes:
    """The VEVENT with its alarm last."""
    trigger = trigger_of(alarm, whole_day=_WHOLE_DAY in event)
    block = f"BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:Påminnelse\r\nTRIGGER:{trigger}\r\nEND:VALARM\r\n"
    return event.removesuffix(_END_EVENT) + block.encode() + _END_EVENT

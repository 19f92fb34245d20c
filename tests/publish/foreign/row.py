"""Row(uid="…", start="2026-10-25T02:30+02:00", …): one event as a calendar program understands it, whoever read it."""

from dataclasses import dataclass
from datetime import date, datetime

from calagg.clock import STOCKHOLM


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Row:
    """What a person sees of one event, and what a program sorts it by.

    `start` and `end` are days, or Stockholm's wall times with their distance from UTC, so that the two hours of the
    same name in autumn are told apart. `end` is exclusive for days. What the event does not have is empty.
    """

    uid: str
    start: str
    end: str
    all_day: bool
    summary: str
    status: str
    sequence: int
    location: str
    description: str
    categories: tuple[str, ...]


def shown(moment: date) -> str:
    """A day as it is, an aware instant as Stockholm's clock shows it."""
    if isinstance(moment, datetime):
        return moment.astimezone(STOCKHOLM).isoformat(timespec="minutes")
    return moment.isoformat()

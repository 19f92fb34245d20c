"""A VEVENT or VTODO -> Occasion(title, start, end, place, …): what one component says, its times in local time.

Source: RFC 5545, 3.6.1 and 3.8; a DTEND that is a day is the day after the last.
"""

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Component
from icalendar.prop import vBroken

from calagg.clock import local
from calagg.model import Moment
from calagg.read.clean import clean
from calagg.read.ics_words import when_words

LONGEST_TITLE = 90
_LONGEST = 1_000  # characters of a description or a place
_YEARS = range(1900, 2200)
_WITHOUT_TITLE = "Utan rubrik"
_BREAK = re.compile(r"<(?:br|/?p|/?div|/?li)\b[^<>]{0,200}>", re.IGNORECASE)  # as Outlook and Google write them
_TAG = re.compile(r"<[^<>]{1,200}>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """One time of an event; `end` is as in `Entry`, `uid` tells the times of a repeated one apart, empty where the
    calendar tells none."""

    uid: str
    title: str
    start: Moment
    end: Moment | None = None
    location: str = ""
    organiser: str = ""
    url: str = ""
    description: str = ""
    sequence: int = 0
    cancelled: bool = False
    tentative: bool = False
    deadline: bool = False

    @property
    def when(self) -> str:
        """ "fredag 12 mars 2027 kl. 09.00–11.00"."""
        return when_words(self.start, self.end)


def occasion_of(component: Component, *, cancels: bool = False) -> Occasion | None:
    """What the component says of its first time; None where it tells no day. `cancels` says that its calendar calls
    off what it holds."""
    deadline = component.name == "VTODO"
    begins = begin_of(component)
    if begins is None:
        return None
    status = words_of(component, "STATUS").upper()
    organiser = _one(component, "ORGANIZER")
    named = str(getattr(organiser, "params", {}).get("CN", ""))
    address = words_of(component, "URL")
    sequence = _one(component, "SEQUENCE")
    title = words_of(component, "SUMMARY") or _WITHOUT_TITLE
    made = Occasion(
        uid=words_of(component, "UID"),
        title=title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1].rstrip() + "…",
        start=Moment(date.min),
        location=words_of(component, "LOCATION")[:_LONGEST],
        organiser=_on_one_line(named),
        url=address if address.startswith(("http://", "https://")) else "",
        description=_on_one_line(_TAG.sub("", _BREAK.sub(" ", words_of(component, "DESCRIPTION"))))[:_LONGEST],
        sequence=int(sequence) if isinstance(sequence, int) else 0,
        cancelled=cancels or status == "CANCELLED",
        tentative=status == "TENTATIVE",
        deadline=deadline,
    )
    return at_time(made, begins, None if deadline else length_of(component, begins))


def begin_of(component: Component) -> date | datetime | None:
    """When it begins, or where it is a task when it is due, as it is written: a day, or a minute in its own zone."""
    return moment_written(component, "DUE" if component.name == "VTODO" else "DTSTART")


def moment_written(component: Component, name: str) -> date | datetime | None:
    """The value of a property that is a day or a minute of a year that a calendar may have."""
    value = getattr(_one(component, name), "dt", None)
    return value if isinstance(value, date) and value.year in _YEARS else None


def length_of(component: Component, begins: date | datetime) -> timedelta | None:
    """How long it lasts by the clock on the wall; None where it doesn't say or says nonsense."""
    ends = moment_written(component, "DTEND")
    if ends is not None:
        if isinstance(ends, datetime) != isinstance(begins, datetime):
            return None
        length = wall(ends, begins) - wall(begins, begins)
    else:
        told = getattr(_one(component, "DURATION"), "dt", None)
        length = told if isinstance(told, timedelta) else timedelta(0)
    return length if timedelta(0) < length < timedelta(days=3660) else None


def wall(moment: date | datetime, like: date | datetime) -> datetime:
    """The moment without a zone, as a clock in the zone of `like` shows it."""
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time.min)
    zone = like.tzinfo if isinstance(like, datetime) else None
    if moment.tzinfo is None:
        return moment
    return (moment.astimezone(zone) if zone is not None else local(moment)).replace(tzinfo=None)


def at_time(o: Occasion, begins: date | datetime, length: timedelta | None) -> Occasion:
    """The occasion when it begins then and lasts that long, in local time."""
    start, day = _local(begins), isinstance(begins, datetime)
    if not day:
        last = start.day + (length or timedelta(days=1)) - timedelta(days=1)
        return replace(o, start=start, end=Moment(last) if last > start.day else None)
    end = _local(begins + length) if length else None
    if end and start.clock == end.clock == time.min:  # whole days, as Outlook writes them
        last = end.day - timedelta(days=1)
        return replace(o, start=Moment(start.day), end=Moment(last) if last > start.day else None)
    return replace(o, start=start, end=end)


def _local(moment: date | datetime) -> Moment:
    if not isinstance(moment, datetime):
        return Moment(moment)
    at = local(moment) if moment.tzinfo else moment
    return Moment(at.date(), at.time().replace(second=0, microsecond=0, tzinfo=None))


def revised_on(component: Component) -> date | None:
    """The day on which its calendar last changed it, or wrote it."""
    at = moment_written(component, "LAST-MODIFIED") or moment_written(component, "DTSTAMP")
    return local(at.replace(tzinfo=at.tzinfo or UTC)).date() if isinstance(at, datetime) else at


def words_of(component: Component, name: str) -> str:
    """A property's text on one line, empty where it has none."""
    value = _one(component, name)
    return _on_one_line(str(value)) if value is not None else ""


def _one(component: Component, name: str) -> object:
    """The first value of a property; None where there is none or where it is broken."""
    value = component.get(name)
    value = value[0] if isinstance(value, list) and value else value
    return None if isinstance(value, vBroken) else value


def _on_one_line(text: str) -> str:
    return " ".join(clean(text).split())

"""`BEGIN:VCALENDAR …` -> a line of text for each event, and the events as they are stated, by their UIDs.

The line ("Öppet hus: fredag 12 mars 2027 kl. 09.00–11.00, Aulan") is what a person sees as the proof. What an event
says is in `ics_event.py`, when it is repeated in `ics_repeat.py`. Events that are marked as private stay out.

Source: RFC 5545, RFC 5546 for METHOD:CANCEL and SEQUENCE.
"""

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from icalendar import Calendar, Component

from calagg.errors import ReadError
from calagg.model import Evidence, Outcome, Span, StatedEvent
from calagg.read.clean import clean
from calagg.read.encoding import decode
from calagg.read.ics_event import Occasion, occasion_of, revised_on, words_of
from calagg.read.ics_repeat import Steps, occasions_of
from calagg.read.parts import Parts

MOST = 3_000  # events of a calendar, the times of repeated ones counted
_FOLD = re.compile(rb"\r?\n[ \t]")
_LINE = re.compile(r"[A-Za-z0-9-]+[;:]")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_MARKED_PRIVATE = ("PRIVATE", "CONFIDENTIAL")
_LONGEST_QUOTE = 400
_SAVE_ANEW = "save it anew from the calendar program"


def read_ics(data: bytes, name: str, changed_on: date) -> Parts:
    """The parts of a calendar; of what is repeated the times around the day of the file's last change. Raises
    ReadError, outcome 'broken', 'too-large' or 'ok-no-text'."""
    events = len(re.findall(rb"(?i)BEGIN:V(?:EVENT|TODO)", data))
    if events > MOST:
        raise _too_large(name, f"holds {events} events")
    calendars = _parsed(data, name)
    written = _Written()
    days: list[date] = []
    for calendar in calendars:
        days += [day for one in calendar.subcomponents if (day := revised_on(one)) is not None]
    today = max([*days, changed_on])
    steps = Steps(name)
    for calendar in calendars:
        for occasion in _occasions(calendar, today, steps):
            if len(written.stated) >= MOST:
                raise _too_large(name, f"holds more than {MOST} times of events")
            written.add(occasion)
    titled = next((said for one in calendars if (said := words_of(one, "X-WR-CALNAME") or words_of(one, "NAME"))), None)
    if not written.stated:
        raise ReadError(
            f"{name}: is a calendar without events that anybody may see; name another", outcome=Outcome.NO_TEXT
        )
    evidence = (Evidence(max(days), "property"),) if days else ()
    return Parts(written.text, titled, (), evidence, stated=tuple(written.stated))


def _parsed(data: bytes, name: str) -> list[Component]:
    """The calendars of a file. Lines that are none, and what stands outside of all, are passed over."""
    whole = data if data.startswith(_UTF_16) else _FOLD.sub(b"", data)  # a fold may cut a letter of UTF-8 in two
    decoded = decode(whole)
    text = (decoded[0] if decoded else whole.decode("utf-8", "replace")).replace("\r\n", "\n")
    # a lone CR must not begin a property, unless the file knows no other line break
    text = clean(text.replace("\r", " ") if "\n" in text else text)
    lines = [line for line in text.split("\n") if _LINE.match(line)]
    try:
        with warnings.catch_warnings(action="ignore"):  # of zones that are told from their names
            found = Calendar.from_ical("\r\n".join(lines) + "\r\n", multiple=True)
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise ReadError(f"{name}: is a damaged calendar ({str(error)[:100]}); {_SAVE_ANEW}") from None
    calendars: list[Component] = [one for one in found if one.name == "VCALENDAR"]
    if not calendars:
        raise ReadError(f"{name}: is a calendar that does not end; {_SAVE_ANEW}")
    return calendars


def _occasions(calendar: Component, today: date, steps: Steps) -> Iterator[Occasion]:
    """What the calendar's events and tasks come to, in the order of the file, each UID in its last revision."""
    cancels = words_of(calendar, "METHOD").upper() == "CANCEL"
    singles: list[Component] = []
    by_uid: dict[str, list[Component]] = {}
    for one in calendar.subcomponents:
        if one.name not in ("VEVENT", "VTODO") or words_of(one, "CLASS").upper() in _MARKED_PRIVATE:
            continue
        uid = words_of(one, "UID")
        if uid:
            by_uid.setdefault(uid, []).append(one)
        else:
            singles.append(one)
    for group in by_uid.values():
        yield from occasions_of(group, today, steps, cancels=cancels)
    for one in singles:
        occasion = occasion_of(one, cancels=cancels)
        if occasion is not None:
            yield occasion


@dataclass(slots=True)
class _Written:
    """The text as the events are put on it, each with the line that proves it."""

    stated: list[StatedEvent] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _described: set[str] = field(default_factory=set)

    @property
    def text(self) -> str:
        """All lines so far."""
        return "".join(self._parts)

    def add(self, o: Occasion) -> None:
        """One event more. What describes it is written once, however often it is repeated."""
        lead = f"{o.title}: {'senast ' if o.deadline else ''}"
        line = lead + o.when + (f", {o.location}" if o.location else "")
        begin = self._length + (2 if self._parts else 0) + len(lead)
        described = o.description if o.description not in self._described else ""
        self._described.add(o.description)
        paragraph = line + (f"\n{described}" if described else "")
        self._put(("\n\n" if self._parts else "") + paragraph)
        quote = line + (f". {described}" if described else "")
        self.stated.append(
            StatedEvent(
                title=o.title,
                start=o.start,
                end=o.end,
                location=o.location or None,
                url=o.url or None,
                organiser=o.organiser or None,
                cancelled=o.cancelled,
                tentative=o.tentative,
                deadline=o.deadline,
                uid=o.uid or None,
                sequence=o.sequence,
                quote=quote if len(quote) <= _LONGEST_QUOTE else quote[: _LONGEST_QUOTE - 1].rstrip() + "…",
                span=Span(begin, begin + len(o.when)),
            )
        )

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)


def _too_large(name: str, what: str) -> ReadError:
    return ReadError(
        f"{name}: {what}, more than {MOST}; export a shorter stretch of it", outcome=Outcome.TOO_LARGE, form="ics"
    )

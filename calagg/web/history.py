"""An entry's changes -> 'Flyttad från 2/12', whether it was called off long ago, and the lines of its history."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from calagg.clock import local
from calagg.merge.judging import BY_PERSON
from calagg.model import CalendarEntry, Change, Moment, Status
from calagg.model.recurrence import Recurrence
from calagg.model.recurrence_words import series_words
from calagg.model.selection_words import listed
from calagg.store.edits import BY_HAND, JOINED, PARTED, SPLIT_OFF
from calagg.web.proof import name_document
from calagg.web.wording import clock, note_date, note_moment, short_date, weekday_and_day

# how long a change is worth a label, and how long a cancelled entry stays in the list
DAYS_SHOWN = 30
MOMENTS = ("start", "end")
FIELDS = {"title": "Titeln", "location": "Platsen", "organiser": "Arrangören", "url": "Länken"}
CORRECTED = FIELDS | {"kind": "Typen", "start": "Tiden", "end": "Tiden", "status": "Statusen"}
STATUS_SENTENCES = {
    Status.CANCELLED.value: "Inställd",
    Status.CONFIRMED.value: "Bekräftad",
    Status.TENTATIVE.value: "Preliminär",
}


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One line of an entry's history: when, what moved from where to where, and a sentence.

    `sentence` leads to the document's name where there is one; the template ends it with a full stop.
    """

    machine: str
    on: str
    before: str
    after: str
    sentence: str
    document_id: str
    document: str


def is_long_cancelled(stored: CalendarEntry, today: date, zone: ZoneInfo) -> bool:
    """Whether the entry was called off more than 30 days ago."""
    if stored.entry.status is not Status.CANCELLED:
        return False
    told = [c.at for c in stored.changes if c.what == "status" and c.after == Status.CANCELLED]
    return _days_since(max(told, default=stored.created_at), today, zone) > DAYS_SHOWN


def moved_from(stored: CalendarEntry, role: str, today: date, zone: ZoneInfo) -> str:
    """'2/12' where the day was moved in the last 30 days, 'kl. 13.00' where only its time was, else empty; so for a
    series, of which the first time is no day that it was moved to."""
    entry = stored.entry
    if entry.recurrence is not None:
        return ""
    what, now_at = ("end", entry.end) if role == "closes" else ("start", entry.start)
    moves = [c for c in stored.changes if c.what == what and _days_since(c.at, today, zone) <= DAYS_SHOWN]
    before = _moment(moves[0].before) if moves else None
    if before is None or now_at is None or before == now_at:
        return ""
    if before.day != now_at.day:
        return note_date(before.day, today)
    return clock(before.clock) if before.clock else ""


def _days_since(at: datetime, today: date, zone: ZoneInfo) -> int:
    return (today - local(at, zone).date()).days


def _moment(text: str) -> Moment | None:
    try:
        return Moment.parse(text)
    except ValueError:
        return None


def history_lines(stored: CalendarEntry, today: date, zone: ZoneInfo) -> tuple[HistoryLine, ...]:
    """The entry's history, newest first; its oldest line says where it was found."""
    shown = sorted(_telling(stored.changes), key=lambda c: (-c.at.timestamp(), c.what not in MOMENTS))
    lines = (_change_line(stored, change, today, zone) for change in shown)
    return (*(line for line in lines if line), _found_line(stored, zone))


def _telling(changes: tuple[Change, ...]) -> list[Change]:
    """The changes without those that another of the same instant implies: one more document, an end moved along,
    the first time of what has become a series."""
    edited = {c.at for c in changes if c.what != "sighting"}
    started = {c.at for c in changes if c.what == "start"}
    repeated = {c.at for c in changes if c.what == "recurrence"}
    return [
        c
        for c in changes
        if not (c.what in MOMENTS and c.at in repeated)
        and not (c.what == "sighting" and c.after and c.at in edited)
        and not (c.what == "end" and c.at in started)
    ]


def _change_line(stored: CalendarEntry, change: Change, today: date, zone: ZoneInfo) -> HistoryLine | None:
    before, after = _shown(change.what, change.before, today), _shown(change.what, change.after, today)
    named = _sentence(change, before, after)
    if named is None:
        return None
    sentence, preposition = named
    title = change.before if _is_gone(change) else change.document_title
    sighting = next((s for s in stored.sightings if title and s.document_title == title), None)
    moved = change.what in MOMENTS and bool(before and after)
    on = local(change.at, zone).date()
    return HistoryLine(
        machine=on.isoformat(),
        on=short_date(on),
        before=before if moved else "",
        after=after if moved else "",
        sentence=f"{sentence} {preposition} " if title else sentence,
        document_id=sighting.document_id if sighting else "",
        document=name_document(sighting) if sighting else title,
    )


def _sentence(change: Change, before: str, after: str) -> tuple[str, str] | None:
    """What happened, and the preposition that leads to the document; None for what a reader need not know."""
    if change.who and change.reason == BY_PERSON and change.what in CORRECTED:
        return f"{CORRECTED[change.what]} rättad av {change.who} och låst: nya anteckningar ändrar den inte", ""
    if change.what == "start" and _clock_added(change):
        return f"Klockslag tillagt: {after}", "enligt"
    if change.what in MOMENTS and before and after:
        moved = f"Flyttad från {before} till {after}" if change.what == "start" else f"Slutet flyttat till {after}"
        return moved, "enligt"
    if change.what == "recurrence":
        return _repeats(change.before, change.after), "enligt"
    if change.what == "status" and change.after in STATUS_SENTENCES:
        return STATUS_SENTENCES[change.after], "enligt"
    if change.what in FIELDS and after:
        return (
            f"{FIELDS[change.what]} ändrad från ”{before}” till ”{after}”"
            if before
            else f"{FIELDS[change.what]} tillagd: ”{after}”"
        ), "enligt"
    if joined := _joined(change):
        return joined
    if change.what == "sighting":
        return ("Nämns inte längre" if _is_gone(change) else "Nämns också"), "i"
    return None


def _clock_added(change: Change) -> bool:
    """Whether the day stays and the time of day was not known before."""
    before, after = _moment(change.before), _moment(change.after)
    return before is not None and after is not None and before.day == after.day and before.clock is None


def _joined(change: Change) -> tuple[str, str] | None:
    """That the entry came to stand for another too, or no longer does."""
    if change.what == PARTED:
        taken_back = f"Sammanslagningen med ”{change.before}” togs tillbaka"
        return (taken_back, "") if change.before else ("Åter en egen post", "enligt" if change.document_title else "")
    if change.what == JOINED and change.before:
        if change.reason == BY_HAND:
            return f"Sammanslagen för hand med ”{change.before}”", ""
        return f"Sammanförd med ”{change.before}”, som är samma möte", "enligt"
    if change.what == SPLIT_OFF:
        return f"Delad för hand: ”{change.after}” är en egen post", ""
    return None


def _repeats(before: str, after: str) -> str:
    """What has become of a series: a time that was left out, or how it repeats now."""
    was, now = (Recurrence.parse(text) if text else None for text in (before, after))
    if now is None:
        return "Återkommer inte längre"
    if was is not None and replace(was, without=()) == replace(now, without=()):
        out = [weekday_and_day(day) for day in now.without if day not in was.without]
        back = [weekday_and_day(day) for day in was.without if day not in now.without]
        if bool(out) is not bool(back):
            return f"Inställt {listed(out, 'och')}" if out else f"Hålls åter {listed(back, 'och')}"
    return f"Återkommer {series_words(now)}"


def _is_gone(change: Change) -> bool:
    """Whether a newer version of the document named in `before` no longer tells of the entry."""
    return change.what == "sighting" and not change.after


def _shown(what: str, value: str, today: date) -> str:
    moment = _moment(value) if what in MOMENTS else None
    return note_moment(moment, today) if moment else value


def _found_line(stored: CalendarEntry, zone: ZoneInfo) -> HistoryLine:
    on = local(stored.created_at, zone).date()
    first = min(stored.sightings, key=lambda s: s.reference_on, default=None)
    return HistoryLine(
        machine=on.isoformat(),
        on=short_date(on),
        before="",
        after="",
        sentence="Hittad i " if first else "Hittad",
        document_id=first.document_id if first else "",
        document=name_document(first) if first else "",
    )

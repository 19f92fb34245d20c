"""The entries that wait for review -> `ReviewView`: the one that is looked at, the queue, and what was just done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from calagg.model import CalendarEntry
from calagg.model.masking import mask_entry
from calagg.web.entry_view import EntryView
from calagg.web.occurrence import leading_occurrence
from calagg.web.proof import name_document
from calagg.web.rows import build_row
from calagg.web.wording import capitalised, full_date, posts

REASONS = ("Ingen händelse", "Fel dag", "Finns redan", "Annat")
SHOWN = 20
NO_REASON = "Läsningen är osäker."


@dataclass(frozen=True, slots=True)
class Waiting:
    """One row of the queue."""

    entry_id: str
    title: str
    kind: str
    kind_word: str
    when: str
    why: str
    document: str
    current: bool


@dataclass(frozen=True, slots=True)
class ReviewView:
    """All that the page shows. `shown` is None where nothing waits; `undo` is the id of what can be taken back."""

    entry_id: str
    shown: EntryView | None
    day: str
    why: str
    queue: tuple[Waiting, ...]
    left: str
    more: int
    note: str
    undo: str


def build_review_view(
    queue: Sequence[CalendarEntry],
    chosen: CalendarEntry | None,
    shown: EntryView | None,
    today: date,
    zone: ZoneInfo,
    *,
    note: str,
    undo: str,
) -> ReviewView:
    """The page with `chosen` in front of the queue that it is in."""
    rows = tuple(_waiting(entry, today, zone, current=entry is chosen) for entry in queue[:SHOWN])
    return ReviewView(
        entry_id=chosen.id if chosen else "",
        shown=shown,
        day=_day(chosen) if chosen else "",
        why=_why(mask_entry(chosen)) if chosen else "",
        queue=rows,
        left=posts(len(queue)),
        more=max(0, len(queue) - SHOWN),
        note=note,
        undo=undo,
    )


def _waiting(stored: CalendarEntry, today: date, zone: ZoneInfo, *, current: bool) -> Waiting:
    masked = mask_entry(stored)
    row = build_row(leading_occurrence(masked, today), today, zone)
    sighting = next(iter(masked.sightings), None)
    return Waiting(
        entry_id=stored.id,
        title=row.title,
        kind=row.kind,
        kind_word=row.kind_word,
        when=" ".join((_day(masked), *row.times)),
        why=_why(masked),
        document=name_document(sighting) if sighting else "",
        current=current,
    )


def _day(stored: CalendarEntry) -> str:
    """ "torsdag 26 november 2026", of several days the first and the last."""
    entry = stored.entry
    last = entry.end.day if entry.end else entry.start.day
    return full_date(entry.start.day) if last == entry.start.day else f"{full_date(entry.start.day)}–{full_date(last)}"


def _why(stored: CalendarEntry) -> str:
    """The reason that says most of the doubt: what contradicts, else the first."""
    reasons = (*stored.entry.contradictions, *stored.entry.reasons)
    return f"{capitalised(reasons[0])}." if reasons else NO_REASON

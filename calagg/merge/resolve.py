"""resolve([telling of 1 Sept, telling of 1 Oct]) -> the one entry that follows from all that documents say now.

The result depends on the tellings alone, not on the order in which they were read: the later reference day wins, on
the same day the fuller reading, and what the winner leaves out is filled in by those it agrees with.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from calagg.merge.identity import speaks_of_move
from calagg.merge.series import series_of
from calagg.merge.words import title_words
from calagg.model import Entry, Grain, Kind, Status
from calagg.store.known import KnownEntry, KnownSighting

_FINEST = list(Grain)


def live_telling(known: KnownEntry) -> list[KnownSighting]:
    """All that documents say of the entry now."""
    return [sighting for sighting in known.sightings if sighting.live]


def resolve(tellings: Iterable[KnownSighting]) -> Entry:
    """The entry that the tellings make together; at least one. Raises ValueError for none."""
    ordered = sorted(_last_revisions(tellings), key=_weight)
    if not ordered:
        raise ValueError("an entry that no document tells of has nothing to follow from")
    repeated = [t for t in ordered if t.told.recurrence is not None]
    if repeated:
        return series_of(_one_of(repeated), repeated, [t for t in ordered if t.told.recurrence is None])
    return _one_of(ordered)


def _one_of(ordered: Sequence[KnownSighting]) -> Entry:
    """What follows from the tellings, in the order of their weight."""
    lead = ordered[-1]
    others = [t.told for t in reversed(ordered[:-1])]
    result = _timed(_windowed(lead.told, others), others)
    agreeing = [t.told for t in ordered if t.told.start.day == result.start.day] or [lead.told]
    return replace(
        result,
        title=_title(ordered),
        status=_status(ordered),
        location=result.location or _first(other.location for other in others),
        organiser=result.organiser or _first(other.organiser for other in others),
        url=result.url or _first(other.url for other in others),
        confidence=max(told.confidence for told in agreeing),
    )


def _last_revisions(tellings: Iterable[KnownSighting]) -> list[KnownSighting]:
    """Those that no calendar has outdone: of one UID the highest sequence holds, whenever its file was written."""
    held = list(tellings)
    highest: dict[str, int] = {}
    for t in held:
        if t.told.uid:
            highest[t.told.uid] = max(t.told.sequence, highest.get(t.told.uid, 0))
    return [t for t in held if not t.told.uid or t.told.sequence == highest[t.told.uid]]


def _weight(telling: KnownSighting) -> tuple[date, int, int, str, tuple[int, int]]:
    told = telling.told
    filled = sum(x is not None for x in (told.start.clock, told.end, told.location, told.organiser, told.url))
    return telling.reference_on, filled, len(told.title), telling.document_id, (told.span.start, told.span.end)


def _windowed(lead: Entry, others: Sequence[Entry]) -> Entry:
    """A deadline that is a known window's last day says no less than the window; an event is more than a milestone."""
    if lead.kind is Kind.DEADLINE:
        for other in others:
            if other.kind is not Kind.WINDOW or other.end is None:
                continue
            if other.end.day == lead.start.day:
                end = lead.start if lead.start.clock else other.end
                return replace(lead, kind=Kind.WINDOW, start=other.start, end=end)
            if speaks_of_move(lead) and other.start.day <= lead.start.day:  # "förlängs till den 10 april"
                return replace(lead, kind=Kind.WINDOW, start=other.start, end=lead.start)
    if lead.kind is Kind.WINDOW and lead.end and lead.end.clock is None:
        for other in others:
            if other.kind is Kind.DEADLINE and other.start.clock and other.start.day == lead.end.day:
                return replace(lead, end=other.start)
    if lead.kind is Kind.MILESTONE and any(other.kind is Kind.EVENT for other in others):
        return replace(lead, kind=Kind.EVENT)
    return lead


def _timed(lead: Entry, others: Sequence[Entry]) -> Entry:
    """The lead with the clock times that an agreeing telling has and it has not."""
    for other in others:
        if other.start.day != lead.start.day or other.kind is Kind.WINDOW:
            continue
        if lead.start.clock is None and other.start.clock and lead.end in (None, lead.start):
            lead = replace(lead, start=other.start, end=other.end, grain=other.grain)
        elif lead.end is None and other.end and lead.start == other.start:
            lead = replace(lead, end=other.end, grain=min(lead.grain, other.grain, key=_FINEST.index))
    return lead


def _title(ordered: Sequence[KnownSighting]) -> str:
    """The first title, unless a later one says the same and more: a calendar's titles should not sway."""
    title = ordered[0].told.title
    for telling in ordered[1:]:
        if title_words(telling.told.title) > title_words(title):
            title = telling.told.title
    return title


def _status(ordered: Sequence[KnownSighting]) -> Status:
    newest = ordered[-1].reference_on
    said = [t.told.status for t in ordered if t.reference_on == newest]
    return Status.CANCELLED if Status.CANCELLED in said else said[-1]


def _first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value), None)

"""merge_entries(session, "b2…", "c7…") -> the first entry stands for both: a person says that they are one occasion.

The survivor keeps its id and so its UID in every calendar; the other leaves the feeds, and its page leads here. Where
the documents of both together would make something else of it, its own words are locked.
"""

from dataclasses import replace
from datetime import datetime

from calagg.errors import UsageError
from calagg.merge.difference import edits_between
from calagg.merge.resolve import live_telling, resolve
from calagg.merge.snapshot import snapshot
from calagg.model import Entry
from calagg.model.lock import Field, Lock, hold, text_of
from calagg.store import Session
from calagg.store.edits import BY_HAND, JOINED, Edit, change_entry
from calagg.store.judgements import MERGED, add_judgement
from calagg.store.known import KnownEntry, known_entry
from calagg.store.locks import keep_locks
from calagg.store.session import lock_calendar
from calagg.store.sightings import give_sightings


def merge_entries(session: Session, survivor_id: str, other_id: str, *, now: datetime, who: str = "") -> int:
    """Gives what documents tell of the other to the survivor, which keeps its own words and takes what it lacks.

    Returns the id of the judgement, by which it can be taken back. Raises UsageError where one of them is not there,
    was merged already, or both are the same.
    """
    lock_calendar(session)
    survivor, other = known_entry(session, survivor_id), known_entry(session, other_id)
    if survivor is None or other is None:
        gone = survivor_id if survivor is None else other_id
        raise UsageError(f"{gone}: there is no such entry, or it was merged already; its page shows the id")
    if survivor.id == other.id:
        raise UsageError(f"{survivor_id}: an entry can't be merged with itself; name two")
    before = snapshot(session, survivor) | {"other": snapshot(session, other)}
    entry = _together(survivor.entry, other.entry)
    given = give_sightings(session, other.id, survivor.id, reason=BY_HAND, now=now, who=who)
    changed = [*edits_between(survivor.entry, entry), (JOINED, other.entry.title, survivor.entry.title)]
    edits = [Edit(what=what, before=was, after=after, reason=BY_HAND) for what, was, after in changed]
    change_entry(session, survivor.id, entry, edits, document_id=None, now=now, who=who)
    keep_locks(session, survivor.id, _locks(known_entry(session, survivor.id), entry, who=who, now=now))
    return add_judgement(
        session, survivor.id, MERGED, who=who, now=now, before=before | {"given": given}, other_id=other.id
    )


def _together(mine: Entry, theirs: Entry) -> Entry:
    return replace(
        mine,
        location=mine.location or theirs.location,
        organiser=mine.organiser or theirs.organiser,
        url=mine.url or theirs.url,
        end=mine.end or (theirs.end if mine.start == theirs.start else None),
    )


def _locks(merged: KnownEntry | None, entry: Entry, *, who: str, now: datetime) -> tuple[Lock, ...]:
    """The entry's locks, and one for each field in which the documents of both say otherwise than `entry`."""
    if merged is None:
        return ()
    tellings = live_telling(merged)
    said = hold(resolve(tellings), merged.locks) if tellings else entry
    added = tuple(
        Lock(field=field, value=text_of(entry, field), read=text_of(said, field), who=who, at=now)
        for field in Field
        if text_of(entry, field) != text_of(said, field)
    )
    return merged.locks + added

"""merge_entries(session, "b2…", "c7…") -> the first entry stands for both: a person says that they are one occasion.

`split_entry` is the other way round: what some of its documents tell becomes an entry of its own.

The survivor keeps its id and so its UID in every calendar; the other leaves the feeds, and its page leads here. Where
the documents of both together would make something else of it, its own words are locked.
"""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from calagg.errors import UsageError
from calagg.merge.change import ENTRIES
from calagg.merge.difference import edits_between
from calagg.merge.resolve import live_telling, resolve
from calagg.merge.snapshot import rewrite, snapshot
from calagg.model import Entry
from calagg.model.lock import Field, Lock, hold, text_of
from calagg.store import Session
from calagg.store.edits import BY_HAND, JOINED, SPLIT_OFF, Edit, add_entry, change_entry, revive_entry
from calagg.store.entries import survivor_of
from calagg.store.judgements import MERGED, SPLIT, add_judgement
from calagg.store.known import KnownEntry, known_entry, taken_ids
from calagg.store.locks import keep_locks
from calagg.store.session import lock_calendar
from calagg.store.sightings import gather_sightings, give_sightings

SPLIT_BY_HAND = "delad för hand"


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


def split_entry(
    session: Session, entry_id: str, documents: Collection[str], *, now: datetime, who: str = ""
) -> tuple[int, str]:
    """Makes what these documents tell of the entry an entry of its own: a person says that they are two occasions.

    Documents do not bring them together again. Returns the judgement's id, by which it can be taken back, and the id of
    the new entry. Raises UsageError where there is no such entry, or where the documents tell all of it or nothing.
    """
    lock_calendar(session)
    known = known_entry(session, entry_id)
    if known is None:
        raise UsageError(f"{entry_id}: there is no such entry, or it was merged into another")
    chosen = [s for s in known.sightings if s.document_id in documents]
    told, left = ([s for s in part if s.live] for part in (chosen, [s for s in known.sightings if s not in chosen]))
    if not told or not left:
        raise UsageError(f"{entry_id}: choose some of the documents that tell of it now, and not all")
    ids = [s.id for s in chosen if s.id is not None]
    before = snapshot(session, known) | {"given": ids}
    part = resolve(told)
    part_id = _part_id(session, known.id, ids)
    if taken_ids(session, [part_id]):
        revive_entry(session, part_id, part, reason=SPLIT_BY_HAND, document_id=None, now=now)
    else:
        add_entry(session, part_id, part, now=now)
    gather_sightings(session, part_id, ids)
    said = resolve(left)
    locks = tuple(lock.against(said) for lock in known.locks)
    edit = Edit(what=SPLIT_OFF, before="", after=part.title, reason=SPLIT_BY_HAND)
    rewrite(session, known, hold(said, locks), locks, reason=SPLIT_BY_HAND, who=who, now=now, also=[edit])
    judgement = add_judgement(session, known.id, SPLIT, who=who, now=now, before=before, other_id=part_id)
    return judgement, part_id


def _part_id(session: Session, entry_id: str, sightings: Sequence[int]) -> str:
    """The id of the part: that of before where the same was split off, and the split was taken back."""
    ordinal = 0
    while True:
        id_ = str(uuid.uuid5(ENTRIES, f"split\n{entry_id}\n{sorted(sightings)}\n{ordinal}"))
        if not taken_ids(session, [id_]) or survivor_of(session, id_) == entry_id:
            return id_
        ordinal += 1


def _together(mine: Entry, theirs: Entry) -> Entry:
    return replace(
        mine,
        location=mine.location or theirs.location,
        organiser=mine.organiser or theirs.organiser,
        url=mine.url or theirs.url,
        end=mine.end or (theirs.end if mine.start == theirs.start else None),
    )


def _locks(merged: KnownEntry | None, entry: Entry, *, who: str, now: datetime) -> tuple[Lock, ...]:
    """The entry's locks, set anew against what the documents of both say, and one for each other field in which these
    say otherwise than `entry`."""
    if merged is None:
        return ()
    tellings = live_telling(merged)
    said = resolve(tellings) if tellings else entry
    held = tuple(replace(lock, read=text_of(said, lock.field), proposed=None) for lock in merged.locks)
    locked = {lock.field for lock in held}
    added = tuple(
        Lock(field=field, value=text_of(entry, field), read=text_of(said, field), who=who, at=now)
        for field in Field
        if field not in locked and text_of(entry, field) != text_of(said, field)
    )
    return held + added

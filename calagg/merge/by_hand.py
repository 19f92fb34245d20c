"""merge_entries(session, "b2…", "c7…") -> the first entry stands for both: a person says that they are one occasion.

The survivor keeps its id and so its UID in every calendar; the other leaves the feeds, and its page leads here.
"""

from dataclasses import replace
from datetime import datetime

from calagg.errors import UsageError
from calagg.merge.plan import edits_between
from calagg.store import Session
from calagg.store.known import BY_HAND, Edit, change_entry, give_sightings, known_entry
from calagg.store.session import lock_calendar


def merge_entries(session: Session, survivor_id: str, other_id: str, *, now: datetime) -> None:
    """Gives what documents tell of the other to the survivor, which keeps its own words and takes what it lacks.

    Raises UsageError where one of them is not there, was merged already, or both are the same.
    """
    lock_calendar(session)
    survivor, other = known_entry(session, survivor_id), known_entry(session, other_id)
    if survivor is None or other is None:
        gone = survivor_id if survivor is None else other_id
        raise UsageError(f"{gone}: there is no such entry, or it was merged already; its page shows the id")
    if survivor.id == other.id:
        raise UsageError(f"{survivor_id}: an entry can't be merged with itself; name two")
    mine, theirs = survivor.entry, other.entry
    entry = replace(
        mine,
        location=mine.location or theirs.location,
        organiser=mine.organiser or theirs.organiser,
        url=mine.url or theirs.url,
        end=mine.end or (theirs.end if mine.start == theirs.start else None),
    )
    give_sightings(session, other.id, survivor.id, now=now)
    changed = [*edits_between(mine, entry), ("merged", theirs.title, mine.title)]
    edits = [Edit(what=what, before=before, after=after, reason=BY_HAND) for what, before, after in changed]
    change_entry(session, survivor.id, entry, edits, document_id=None, now=now)

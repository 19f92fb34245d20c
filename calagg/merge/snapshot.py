"""snapshot(session, known) -> {"review": "", "entry": {…}, "locks": […]}: an entry before a person decides on it.

`restore` makes it so again as far as people are concerned: what documents have come to say since then stays.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from calagg.merge.difference import edits_between
from calagg.merge.resolve import live_telling, resolve
from calagg.model import Entry
from calagg.model.lock import Field, Lock, hold
from calagg.store import Session
from calagg.store.edits import Edit, change_entry
from calagg.store.entries import review_entry, review_of
from calagg.store.known import KnownEntry, known_entry
from calagg.store.locks import keep_locks
from calagg.store.told import entry_told, told_by

UNDONE = "ångrat"


def snapshot(session: Session, known: KnownEntry) -> dict[str, Any]:
    """All that people have said of the entry, and the entry itself, as JSON."""
    return {
        "review": review_of(session, known.id),
        "entry": told_by(known.entry),
        "locks": [_lock_json(lock) for lock in known.locks],
    }


def restore(
    session: Session, entry_id: str, before: Mapping[str, Any], *, who: str, now: datetime, also: Iterable[Edit] = ()
) -> None:
    """Gives the entry the locks and the review of the snapshot, and the fields that follow from these and from what
    its documents say now; where none says anything, the fields of the snapshot. `also` goes into its history."""
    known = known_entry(session, entry_id)
    if known is None:
        return
    tellings = live_telling(known)
    said = resolve(tellings) if tellings else entry_told(before["entry"])
    locks = tuple(lock.against(said) for lock in map(_lock_of, before["locks"]))
    rewrite(session, known, hold(said, locks), locks, reason=UNDONE, who=who, now=now, also=also)
    review_entry(session, entry_id, before["review"], reason=UNDONE, now=now, who=who)


def rewrite(
    session: Session,
    known: KnownEntry,
    entry: Entry,
    locks: Iterable[Lock],
    *,
    reason: str,
    who: str,
    now: datetime,
    also: Iterable[Edit] = (),
) -> None:
    """Writes what the entry is now and what of it is locked, with a line in its history for each field that differs."""
    edits = [Edit(what=w, before=b, after=a, reason=reason) for w, b, a in edits_between(known.entry, entry)]
    change_entry(session, known.id, entry, [*edits, *also], document_id=None, now=now, who=who)
    keep_locks(session, known.id, locks)


def _lock_json(lock: Lock) -> dict[str, Any]:
    return {
        "field": lock.field.value,
        "value": lock.value,
        "read": lock.read,
        "proposed": lock.proposed,
        "who": lock.who,
        "at": lock.at.isoformat(),
    }


def _lock_of(kept: Mapping[str, Any]) -> Lock:
    return Lock(
        field=Field(kept["field"]),
        value=kept["value"],
        read=kept["read"],
        proposed=kept["proposed"],
        who=kept["who"],
        at=datetime.fromisoformat(kept["at"]),
    )

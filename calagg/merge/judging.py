"""accept_entry(session, "b2…", {Field.TITLE: "Samråd"}, …): a person judges an entry, corrects it, takes it back.

A corrected field is locked: documents propose, and never overwrite. Each judgement is kept with what it changed, and
the last one on an entry can be taken back. Two entries are made one in `by_hand`.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from calagg.errors import UsageError
from calagg.merge.resolve import live_telling, resolve
from calagg.merge.snapshot import UNDONE, restore, rewrite, snapshot
from calagg.model import Entry
from calagg.model.lock import Field, Lock, release, text_of, with_field
from calagg.store import Session
from calagg.store.edits import PARTED, Edit
from calagg.store.entries import review_entry
from calagg.store.judgements import (
    ACCEPTED,
    CORRECTED,
    DECLINED,
    MERGED,
    REJECTED,
    SPLIT,
    TAKEN,
    Judgement,
    add_judgement,
    find_judgement,
    mark_undone,
)
from calagg.store.known import KnownEntry, known_entry
from calagg.store.session import lock_calendar
from calagg.store.sightings import give_back_sightings, give_sightings

BY_PERSON = "rättad vid granskning"


def accept_entry(
    session: Session, entry_id: str, corrections: Mapping[Field, str], *, who: str, now: datetime, reason: str = ""
) -> int:
    """Publishes the entry with these fields corrected and locked; texts as `lock.text_of` writes them.

    Returns the judgement's id. Raises UsageError where there is no such entry, ValueError for a text of another form.
    """
    known = _known(session, entry_id)
    before = snapshot(session, known)
    corrected = {field: text for field, text in corrections.items() if text != text_of(known.entry, field)}
    entry = known.entry
    for field, text in corrected.items():
        entry = with_field(entry, field, text)
    kept = tuple(lock for lock in known.locks if lock.field not in corrected)
    said = _said(known)
    added = tuple(
        Lock(field=field, value=text, read=text_of(said, field), who=who, at=now) for field, text in corrected.items()
    )
    rewrite(session, known, entry, kept + added, reason=BY_PERSON, who=who, now=now)
    review_entry(session, entry_id, ACCEPTED, reason=reason, now=now, who=who)
    verb = CORRECTED if corrected else ACCEPTED
    return add_judgement(session, entry_id, verb, who=who, now=now, before=before, reason=reason)


def reject_entry(session: Session, entry_id: str, reason: str, *, who: str, now: datetime) -> int:
    """Takes the entry out of list, calendars and mails; no later reading brings it back. Returns the judgement's id.

    Raises UsageError where there is no such entry.
    """
    before = snapshot(session, _known(session, entry_id))
    review_entry(session, entry_id, REJECTED, reason=reason, now=now, who=who)
    return add_judgement(session, entry_id, REJECTED, who=who, now=now, before=before, reason=reason)


def answer_proposals(session: Session, entry_id: str, *, take: bool, who: str, now: datetime) -> int:
    """Takes what documents propose against the entry's locks, which end thereby, or keeps what is locked until they
    say something else again. Returns the judgement's id. Raises UsageError where nothing is proposed."""
    known = _known(session, entry_id)
    open_ = [lock for lock in known.locks if lock.proposed is not None]
    if not open_:
        raise UsageError(f"{entry_id}: nothing is proposed against what is locked")
    before = snapshot(session, known)
    if take:
        locks = tuple(lock for lock in known.locks if lock.proposed is None)
        entry = release(known.entry, open_)
    else:
        locks = tuple(replace(lock, read=lock.said, proposed=None) for lock in known.locks)
        entry = known.entry
    rewrite(session, known, entry, locks, reason=BY_PERSON, who=who, now=now)
    return add_judgement(session, entry_id, TAKEN if take else DECLINED, who=who, now=now, before=before)


def undo_judgement(session: Session, judgement_id: int, *, who: str, now: datetime) -> Judgement:
    """The judgement that was taken back: its entries are as if it had never been made.

    Raises UsageError where there is none such, or where it was followed by another on the same entry.
    """
    lock_calendar(session)
    judgement = find_judgement(session, judgement_id)
    if judgement is None or not judgement.latest:
        raise UsageError(f"{judgement_id}: there is no such judgement, or it was followed by another; undo that first")
    parted: tuple[Edit, ...] = ()
    if judgement.verb == MERGED and judgement.other_id is not None:
        other = judgement.before["other"]
        give_back_sightings(session, judgement.other_id, judgement.before["given"], review=other["review"])
        restore(session, judgement.other_id, other, who=who, now=now)
        parted = (Edit(what=PARTED, before=other["entry"]["title"], after="", reason=UNDONE),)
    if judgement.verb == SPLIT and judgement.other_id is not None:
        give_sightings(session, judgement.other_id, judgement.entry_id, reason=UNDONE, now=now, who=who)
    restore(session, judgement.entry_id, judgement.before, who=who, now=now, also=parted)
    mark_undone(session, judgement_id, who=who, now=now)
    return judgement


def _known(session: Session, entry_id: str) -> KnownEntry:
    lock_calendar(session)
    known = known_entry(session, entry_id)
    if known is None:
        raise UsageError(f"{entry_id}: there is no such entry, or it was merged into another")
    return known


def _said(known: KnownEntry) -> Entry:
    """What the documents say of the entry now; where none does, what they said last."""
    tellings = live_telling(known)
    return resolve(tellings) if tellings else release(known.entry, known.locks)

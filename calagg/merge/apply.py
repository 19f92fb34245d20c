"""apply_document(session, document, extraction, …) -> Applied: one document's plan, carried out in one transaction.

Killed at any point, nothing of it is there and the next run makes the same rows with the same ids. Reading the same
document again changes nothing at all. The caller's `store.write()` commits.
"""

import logging
from dataclasses import dataclass, replace
from datetime import datetime

from calagg.merge.actions import Action, Add, Conflict, Merge, Retire
from calagg.merge.change import Stored, entry_id
from calagg.merge.keys import keyed
from calagg.merge.lookup import moves_untold, stems_of
from calagg.merge.neighbourhood import neighbourhood
from calagg.merge.plan import plan_merge, tellings_of
from calagg.model import Document, Extraction, Outcome
from calagg.model.entry import OPENS
from calagg.store import Session, documents, edits, known, sightings
from calagg.store.locks import keep_locks
from calagg.store.session import lock_calendar

log = logging.getLogger(__name__)
_ORDINALS = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """What became of one document: `changed` says whether any row did, `warning` what a person should look at,
    `entries` how many it tells of, without those that calagg itself published."""

    document_id: str
    changed: bool
    actions: tuple[Action, ...] = ()
    warning: str = ""
    entries: int = 0


def apply_document(
    session: Session,
    document: Document,
    extraction: Extraction,
    *,
    source_name: str | None,
    now: datetime,
    engine: str,
) -> Applied:
    """Keeps the document and what it tells, and changes the entries accordingly.

    `engine` is the version of the reading code: another one than the stored reads the same content anew. An older
    document of the same origin is superseded, unless this one tells of nothing where that told of something.
    """
    lock_calendar(session)
    id_ = documents.document_id(document.origin, document.sha256)
    extraction, published = _without_published(session, extraction)
    before = documents.document(session, id_)
    others = [d for d in documents.current_documents(session, document.origin) if d.id != id_]
    unread = [d.id for d in others if d.outcome is not Outcome.OK]
    older = [d.id for d in others if d.outcome is Outcome.OK]
    documents.supersede_documents(session, unread, now=now)
    read_before = (
        before is not None and before.superseded_at is None and before.engine == engine and before.outcome is Outcome.OK
    )
    if read_before and not (older and extraction.entries):
        return Applied(document_id=id_, changed=bool(unread), entries=len(extraction.entries))

    stored = _stored(session, document, extraction, id_)
    silent = not extraction.entries and any(
        s.live and s.document_id in stored.lineage for k in stored.known for s in k.sightings
    )
    actions = plan_merge(extraction, stored)
    documents.save_document(
        session,
        document,
        source_name=source_name,
        engine=engine,
        now=now,
        reference=extraction.reference,
    )
    documents.replace_dismissals(session, id_, extraction.dismissed)
    if silent:
        warning = f"{document.origin or document.name}: tells of nothing now; its earlier entries stay as they are"
        log.warning(warning)
        return Applied(document_id=id_, changed=True, warning=warning)
    _carry_out(session, actions, stored, document_id=id_, now=now)
    documents.supersede_documents(session, older, now=now)
    if published:
        log.warning("%s: holds %d entries of calagg's own calendars; they are not read back", document.name, published)
    return Applied(document_id=id_, changed=True, actions=actions, entries=len(extraction.entries))


def _without_published(session: Session, extraction: Extraction) -> tuple[Extraction, int]:
    """The extraction without what calagg itself published, and how much that was: a feed is output, never input."""
    uids = {entry.uid.removesuffix(OPENS) for entry in extraction.entries if entry.uid}
    ours = known.taken_ids(session, uids) if uids else frozenset()
    if not ours:
        return extraction, 0
    kept = tuple(e for e in extraction.entries if e.uid is None or e.uid.removesuffix(OPENS) not in ours)
    return replace(extraction, entries=kept), len(extraction.entries) - len(kept)


def save_unread(
    session: Session,
    document: Document,
    *,
    source_name: str | None,
    now: datetime,
    engine: str,
) -> Applied:
    """Keeps a document that could not be read, with its outcome and detail. What its origin told before stays."""
    lock_calendar(session)
    id_ = documents.document_id(document.origin, document.sha256)
    before = documents.document(session, id_)
    if before and before.outcome is Outcome.OK:
        where = document.origin or document.name
        warning = f"{where}: was read before and now is {document.outcome}; what it told stays"
        log.warning(warning)
        return Applied(document_id=id_, changed=False, warning=warning)
    same = before and (before.outcome, before.detail, before.engine) == (document.outcome, document.detail, engine)
    if before and same and before.superseded_at is None:
        return Applied(document_id=id_, changed=False)
    others = [d for d in documents.current_documents(session, document.origin) if d.id != id_]
    documents.supersede_documents(session, [d.id for d in others if d.outcome is not Outcome.OK], now=now)
    documents.save_document(session, document, source_name=source_name, engine=engine, now=now)
    return Applied(document_id=id_, changed=True)


def _stored(session: Session, document: Document, extraction: Extraction, id_: str) -> Stored:
    keys = [key for key, _ in keyed(extraction.entries)]
    taken = known.taken_ids(session, [entry_id(document, key) for key in keys])
    if taken:
        others = [entry_id(document, key, ordinal) for key in keys for ordinal in range(1, _ORDINALS)]
        taken |= known.taken_ids(session, others)
    return Stored(
        document_id=id_,
        lineage=documents.versions(session, document.origin) | {id_},
        known=neighbourhood(session, tellings_of(extraction, id_), origin=document.origin),
        taken=taken,
    )


def _carry_out(
    session: Session, actions: tuple[Action, ...], stored: Stored, *, document_id: str, now: datetime
) -> None:
    lineage = {s.document_id for k in stored.known for s in k.sightings if s.live} & stored.lineage
    parts = known.taken_ids(session, [a.entry_id for a in actions if isinstance(a, Add) and not a.told])
    for action in actions:
        if isinstance(action, Add | Conflict):
            if action.entry_id in parts:
                edits.revive_entry(
                    session, action.entry_id, action.entry, reason=action.reason, document_id=document_id, now=now
                )
            else:
                edits.add_entry(session, action.entry_id, action.entry, now=now)
        elif not isinstance(action, Merge):
            if isinstance(action, Retire):
                sightings.retire_sightings(session, action.entry_id, lineage, now=now)
            edits.change_entry(session, action.entry_id, action.entry, action.edits, document_id=document_id, now=now)
        if action.doubted or not isinstance(action, Add | Merge | Retire):
            edits.mark_doubted(session, action.entry_id, doubted=action.doubted)
        if action.locks is not None:
            keep_locks(session, action.entry_id, action.locks)
        if action.gathered:
            sightings.gather_sightings(session, action.entry_id, action.gathered)
    for action in actions:
        if isinstance(action, Merge):
            sightings.give_sightings(
                session, action.entry_id, action.into, reason=action.reason, document_id=document_id, now=now
            )
    told = [
        sightings.Told(
            entry_id=action.entry_id,
            key=telling.key,
            entry=telling.told,
            place=telling.place,
            stems=stems_of(telling.told),
            left_on=telling.left_on,
            moving=moves_untold(telling),
        )
        for action in actions
        for telling in action.told
    ]
    sightings.replace_sightings(session, document_id, told, now=now)

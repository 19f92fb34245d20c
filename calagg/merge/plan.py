"""plan_merge(extraction, stored) -> (Add(…), Update(…), Keep(…), Retire(…)): what a document changes, decided purely.

Each told entry is matched with a stored one (`match`), what the entry is then follows from all that is told of it
(`resolve`), and the difference is the action. A document that tells of nothing retires nothing: more often its
layout changed than all its dates fell away. Writing it down is in `apply`.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from calagg.merge.actions import Action, Add, Cancel, Keep, Restore, Retire, Update
from calagg.merge.identity import same_occasion, uids_differ
from calagg.merge.keys import keyed
from calagg.merge.match import match_entries, told_days
from calagg.merge.resolve import Telling, resolve
from calagg.model import Document, Entry, Extraction, Span, Status
from calagg.model.lock import Lock, hold
from calagg.store.edits import Edit
from calagg.store.known import KnownEntry, KnownSighting

ENTRIES = uuid.UUID("0b6f0a52-4a3e-5d0f-8a86-6f8d2b8a7c10")
FIELDS = ("title", "kind", "status", "start", "end", "grain", "location", "organiser", "url", "contradictions")
_MOVING = {"start", "end"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """What is known before the merge: `lineage` holds the ids of all versions of the document, its own among them;
    `taken` are ids that other entries have already."""

    document_id: str
    lineage: frozenset[str] = frozenset()
    known: tuple[KnownEntry, ...] = ()
    taken: frozenset[str] = frozenset()


def plan_merge(extraction: Extraction, stored: Stored) -> tuple[Action, ...]:
    """The actions for the document, in the order of its text, then what it no longer tells of."""
    told = keyed(extraction.entries)
    matched = match_entries(
        told,
        stored.known,
        document_id=stored.document_id,
        lineage=stored.lineage | {stored.document_id},
        reference_on=extraction.reference.day,
        days_named=frozenset(d.mention.value.start.day for d in extraction.dismissed if d.mention.value),
    )
    actions: list[Action] = [
        _action(extraction, stored, known, tuple(tellings)) for known, tellings in _grouped(told, matched)
    ]
    if extraction.entries:
        again = {known.id for known in matched if known}
        lost = [known for known in stored.known if known.id not in again and _told_of(known, stored)]
        actions += [_retire(known, stored) for known in lost]
    return tuple(actions)


def entry_id(document: Document, key: str, ordinal: int = 0) -> str:
    """The id of the entry that this document is first to tell: a killed run that is repeated gives the same."""
    return str(uuid.uuid5(ENTRIES, f"{document.sha256}\n{key}" + (f"\n{ordinal}" if ordinal else "")))


def place_of(document: Document, span: Span) -> str:
    """Where in the document a reader finds it: "sida 3, avsnitt Omvärldsbevakning", empty without anchors.

    A heading that is the document's own title says nothing of where.
    """
    page, heading = document.anchor_at(span.start, "page"), document.anchor_at(span.start, "heading")
    if heading and heading.label.strip() == (document.title or "").strip():
        heading = None
    found = (f"sida {page.label}" if page else "", f"avsnitt {heading.label}" if heading else "")
    return ", ".join(part for part in found if part)


Grouped = list[tuple[KnownEntry | None, list[tuple[str, Entry]]]]


def _grouped(told: Sequence[tuple[str, Entry]], matched: Sequence[KnownEntry | None]) -> Grouped:
    """The told entries by the occasion that they speak of; a new one that is told twice is one."""
    groups: Grouped = []
    of_known: dict[str, list[tuple[str, Entry]]] = {}
    of_day: dict[date, list[list[tuple[str, Entry]]]] = {}  # one occasion shares a first or last day
    for (key, entry), known in zip(told, matched, strict=True):
        if known is not None:
            tellings = of_known.get(known.id)
        else:
            near = (group for day in sorted(told_days([entry])) for group in of_day.get(day, ()))
            tellings = next((group for group in near if all(_one_occasion(entry, other) for _, other in group)), None)
        if tellings is None:
            tellings = []
            groups.append((known, tellings))
            if known is not None:
                of_known[known.id] = tellings
        tellings.append((key, entry))
        if known is None:
            for day in told_days([entry]):
                of_day.setdefault(day, []).append(tellings)
    return groups


def _one_occasion(entry: Entry, other: Entry) -> bool:
    return same_occasion(entry, other) and not uids_differ(entry, other)


def _action(
    extraction: Extraction,
    stored: Stored,
    known: KnownEntry | None,
    told: tuple[tuple[str, Entry], ...],
) -> Action:
    document, reference = extraction.document, extraction.reference
    here = [Telling(reference_on=reference.day, document_id=stored.document_id, told=entry) for _, entry in told]
    if known is None:
        ordinal = 0
        while (id_ := entry_id(document, told[0][0], ordinal)) in stored.taken:
            ordinal += 1
        return Add(entry_id=id_, entry=resolve(here), reason="finns inte sedan tidigare", told=told)

    elsewhere = _live_elsewhere(known, stored)
    said = resolve(here + [_telling(s) for s in elsewhere])
    entry = hold(said, known.locks)
    before = [s for s in known.sightings if s.live]
    after = elsewhere + [
        KnownSighting(
            document_id=stored.document_id,
            document_title=document.title or document.name,
            key=key,
            reference_on=reference.day,
            told=one,
            place=place_of(document, one.span),
        )
        for key, one in told
    ]
    changed = edits_between(known.entry, entry)
    made: type[Update | Cancel | Restore | Keep]
    if entry.status is Status.CANCELLED and known.entry.status is not Status.CANCELLED:
        made, reason = Cancel, "inställd enligt protokollet"
    elif not before or (known.entry.status is Status.CANCELLED and entry.status is not Status.CANCELLED):
        made, reason = Restore, "gäller åter enligt protokollet"
    elif changed:
        moves = any(what in _MOVING for what, _, _ in changed)
        made, reason = Update, "protokollet anger en ny tid" if moves else "protokollet säger mer eller annat"
    else:
        made, reason = Keep, "står redan i kalendern"
    edits = tuple(Edit(what=w, before=b, after=a, reason=reason) for w, b, a in changed + _proof_edits(before, after))
    return made(
        entry_id=known.id, entry=entry, reason=reason, edits=edits, told=told, locks=_proposing(known.locks, said)
    )


def _retire(known: KnownEntry, stored: Stored) -> Retire:
    reason = "står inte längre i protokollet"
    elsewhere = _live_elsewhere(known, stored)
    said = resolve(_telling(s) for s in elsewhere) if elsewhere else None
    entry = hold(said, known.locks) if said else known.entry
    gone = next(s for s in known.sightings if s.live and s not in elsewhere)
    changed = [*edits_between(known.entry, entry), ("sighting", gone.document_title, "")]
    edits = tuple(Edit(what=what, before=before, after=after, reason=reason) for what, before, after in changed)
    locks = _proposing(known.locks, said) if said else None
    return Retire(entry_id=known.id, entry=entry, reason=reason, edits=edits, locks=locks)


def _proposing(locks: tuple[Lock, ...], said: Entry) -> tuple[Lock, ...] | None:
    """The locks as they stand against what is said now; None where that is as before."""
    renewed = tuple(lock.against(said) for lock in locks)
    return renewed if renewed != locks else None


def _told_of(known: KnownEntry, stored: Stored) -> bool:
    """Whether a version of this document is what says it now."""
    return any(s.live and s not in _live_elsewhere(known, stored) for s in known.sightings)


def _live_elsewhere(known: KnownEntry, stored: Stored) -> list[KnownSighting]:
    versions = stored.lineage | {stored.document_id}
    return [s for s in known.sightings if s.live and s.document_id not in versions]


def live_telling(known: KnownEntry) -> list[Telling]:
    """All that documents say of the entry now."""
    return [_telling(sighting) for sighting in known.sightings if sighting.live]


def _telling(sighting: KnownSighting) -> Telling:
    return Telling(reference_on=sighting.reference_on, document_id=sighting.document_id, told=sighting.told)


def edits_between(before: Entry, after: Entry) -> list[tuple[str, str, str]]:
    """(field, before, after) of each field that differs, as text."""
    return [
        (name, _shown(getattr(before, name)), _shown(getattr(after, name)))
        for name in FIELDS
        if getattr(before, name) != getattr(after, name)
    ]


def _proof_edits(before: Sequence[KnownSighting], after: Sequence[KnownSighting]) -> list[tuple[str, str, str]]:
    """What changes of the sentence that readers see as the proof, and of the document that it stands in."""
    if not before:
        return [("sighting", "", _proof(after).document_title)]
    old, new = _proof(before), _proof(after)
    if old.document_title != new.document_title:
        return [("sighting", old.document_title, new.document_title)]
    if old.told.quote != new.told.quote:
        return [("quote", old.told.quote, new.told.quote)]
    return [("place", old.place, new.place)] if old.place != new.place else []


def _proof(sightings: Sequence[KnownSighting]) -> KnownSighting:
    """The sighting that is shown: the order is that of `CalendarEntry.sightings`."""
    return min(sightings, key=lambda s: (-s.reference_on.toordinal(), s.document_id, s.told.span))


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return "; ".join(value)
    return "" if value is None else str(value)

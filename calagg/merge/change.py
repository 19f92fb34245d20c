"""change(occasion, home, …) -> Move(…): what a document makes of one stored entry, given what it has come to be.

`add` is for what no entry was, `retire` for what is told no more. Which occasion is which entry is in `assign`.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace

from calagg.merge.actions import Action, Add, Cancel, Conflict, Keep, Move, Restore, Retire, Update
from calagg.merge.difference import edits_between, proof_edits
from calagg.merge.partition import Doubts
from calagg.merge.resolve import live_telling, resolve
from calagg.model import Document, Entry, Span, Status
from calagg.model.lock import Lock, hold
from calagg.store.edits import JOINED, Edit
from calagg.store.known import KnownEntry, KnownSighting

ENTRIES = uuid.UUID("0b6f0a52-4a3e-5d0f-8a86-6f8d2b8a7c10")
TOGETHER = "samma möte enligt protokollet"
PART = "ett eget möte enligt protokollet"
NEW = "finns inte sedan tidigare"
GONE = "står inte längre i protokollet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """What is known before the merge: `lineage` holds the ids of all versions of the document, its own among them;
    `taken` are ids that other entries have already."""

    document_id: str
    lineage: frozenset[str] = frozenset()
    known: tuple[KnownEntry, ...] = ()
    taken: frozenset[str] = frozenset()

    @property
    def versions(self) -> frozenset[str]:
        """The ids of all versions of the document."""
        return self.lineage | {self.document_id}

    def is_version(self, sighting: KnownSighting) -> bool:
        """Whether a stored version of the document tells it."""
        return sighting.id is not None and sighting.document_id in self.versions


def add(occasion: KnownEntry, document: Document, stored: Stored, doubts: Doubts) -> Add | Conflict:
    """The new entry that the occasion is."""
    told = _told_now(occasion)
    if told:
        ordinal = 0
        while (id_ := entry_id(document, told[0].key, ordinal)) in stored.taken:
            ordinal += 1
    else:
        first = min(live_telling(occasion), key=lambda s: (s.reference_on, s.document_id, s.key))
        id_ = str(uuid.uuid5(ENTRIES, f"{first.document_id}\n{first.key}"))
    said, doubted = _said(occasion, doubts)
    made: type[Add | Conflict] = Conflict if doubted else Add
    return made(
        entry_id=id_,
        entry=said,
        reason=doubted[0] if doubted else NEW if told else PART,
        doubted=bool(doubted),
        told=told,
        gathered=_rows(occasion),
    )


def change(
    occasion: KnownEntry, home: KnownEntry, stored: Stored, doubts: Doubts, *, joined: Sequence[KnownEntry]
) -> Action | None:
    """What becomes of the entry that goes on to be the occasion; None where the document does not concern it.

    `joined` are the entries that turn out to be this one too."""
    told = _told_now(occasion)
    before, after = live_telling(home), live_telling(occasion)
    untouched = not told and {s.id for s in before} == {s.id for s in after}
    if not after:
        return None if untouched else retire(home, home.entry, stored)
    said, doubted = _said(occasion, doubts)
    entry = hold(said, home.locks)
    if untouched and not edits_between(home.entry, entry):
        return None
    locks = _proposing(home.locks, said)
    gathered = tuple(sorted(set(_rows(occasion)) - {s.id for s in home.sightings if s.id is not None}))
    if not told and not gathered and any(stored.is_version(s) for s in before):
        return retire(home, entry, stored, locks=locks)
    changed = edits_between(home.entry, entry)
    made: type[Update | Move | Cancel | Restore | Keep]
    if entry.status is Status.CANCELLED and home.entry.status is not Status.CANCELLED:
        made, reason = Cancel, "inställd enligt protokollet"
    elif not before or (home.entry.status is Status.CANCELLED and entry.status is not Status.CANCELLED):
        made, reason = Restore, "gäller åter enligt protokollet"
    elif _moves(home.entry, entry):
        made, reason = Move, "protokollet anger en ny tid"
    elif changed:
        made, reason = Update, "protokollet säger mer eller annat"
    else:
        made, reason = Keep, "står redan i kalendern"
    edits = [Edit(what=w, before=b, after=a, reason=reason) for w, b, a in changed + proof_edits(before, after)]
    edits += [Edit(what=JOINED, before=k.entry.title, after=entry.title, reason=TOGETHER) for k in joined]
    return made(
        entry_id=home.id,
        entry=entry,
        reason=reason,
        edits=tuple(edits),
        doubted=bool(doubted),
        told=told,
        gathered=gathered,
        locks=locks,
    )


def retire(home: KnownEntry, entry: Entry, stored: Stored, *, locks: tuple[Lock, ...] | None = None) -> Retire:
    """The entry as others tell of it still, marked as told no more by this document."""
    gone = next(s for s in home.sightings if s.live and stored.is_version(s))
    changed = [*edits_between(home.entry, entry), ("sighting", gone.document_title, "")]
    edits = tuple(Edit(what=what, before=before, after=after, reason=GONE) for what, before, after in changed)
    return Retire(entry_id=home.id, entry=entry, reason=GONE, edits=edits, locks=locks)


def entry_id(document: Document, key: str, ordinal: int = 0) -> str:
    """The id of the entry that this document is first to tell: a killed run that is repeated gives the same. A copy
    elsewhere that tells of something else there has ids of its own, from the `ordinal` 1 on."""
    own = f"\n{document.origin}\n{ordinal}" if ordinal else ""
    return str(uuid.uuid5(ENTRIES, f"{document.sha256}\n{key}{own}"))


def place_of(document: Document, span: Span) -> str:
    """Where in the document a reader finds it: "sida 3, avsnitt Omvärldsbevakning", empty without anchors.

    A heading that is the document's own title says nothing of where.
    """
    page, heading = document.anchor_at(span.start, "page"), document.anchor_at(span.start, "heading")
    if heading and heading.label.strip() == (document.title or "").strip():
        heading = None
    found = (f"sida {page.label}" if page else "", f"avsnitt {heading.label}" if heading else "")
    return ", ".join(part for part in found if part)


def _told_now(occasion: KnownEntry) -> tuple[KnownSighting, ...]:
    return tuple(s for s in occasion.sightings if s.id is None)


def _rows(occasion: KnownEntry) -> tuple[int, ...]:
    return tuple(s.id for s in occasion.sightings if s.id is not None and s.live)


def _said(occasion: KnownEntry, doubts: Doubts) -> tuple[Entry, tuple[str, ...]]:
    """What is told of the occasion, and why a person is to look at it, which is told as its contradictions too."""
    tellings = live_telling(occasion)
    said = resolve(tellings)
    found = tuple(dict.fromkeys([*_unsettled(tellings, doubts), *_outdone(tellings, said)]))
    return replace(said, contradictions=(*said.contradictions, *found)), found


def _unsettled(tellings: Sequence[KnownSighting], doubts: Doubts) -> list[str]:
    found = [doubts.get((s.document_id, s.key), "") for s in tellings]
    return found[:1] if all(found) else []


def _outdone(tellings: Sequence[KnownSighting], said: Entry) -> list[str]:
    """What documents say of a move or a cancellation that a later one does not know, or takes back; of a series that
    is told of its times."""
    if said.recurrence is not None:
        return []
    moved = [str(s.told.start) for s in tellings if s.left_on == said.start.day != s.told.start.day]
    off = [s for s in tellings if s.told.status is Status.CANCELLED and said.status is not Status.CANCELLED]
    here = [s for s in off if s.told.start.day == said.start.day]
    return moved + [f"Inställd enligt {s.document_title}, men inte enligt senare anteckningar." for s in here]


def _moves(before: Entry, after: Entry) -> bool:
    """Whether it takes place at another time, and not only at one that is told more exactly."""
    return before.start.day != after.start.day or (
        None not in (before.start.clock, after.start.clock) and before.start.clock != after.start.clock
    )


def _proposing(locks: tuple[Lock, ...], said: Entry) -> tuple[Lock, ...] | None:
    """The locks as they stand against what is said now; None where that is as before."""
    renewed = tuple(lock.against(said) for lock in locks)
    return renewed if renewed != locks else None

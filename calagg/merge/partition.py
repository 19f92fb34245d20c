"""partition(judged, tellings) -> the occasions that all these tellings make, whatever order they were read in.

The documents are gone through from the earliest reference day to the latest, as if each was read on its day; so the
calendar follows from what is told and not from when calagg came to know it. A move joins what was told of both its
days. What a person has judged stays together, and apart from what else was judged.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from calagg.merge.identity import places_fit, same_occasion, uids_differ
from calagg.merge.lookup import moves_untold
from calagg.merge.match import leaves_series, match_document, places_it_may_leave
from calagg.merge.resolve import resolve
from calagg.model.lock import hold
from calagg.store.known import KnownEntry, KnownSighting

SEVERAL = "Flyttas, men flera möten kan vara det som flyttas."
OF_SERIES = "flyttas ur en serie, i vilken den gamla dagen står kvar"
APART = "Flyttas till en dag då ett annat möte redan är känt."
Doubts = Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Partition:
    """The occasions; those that were judged keep their id, the others have passing ones. `doubts` are what tellings
    leave for a person to decide, by document and key."""

    occasions: tuple[KnownEntry, ...]
    doubts: Doubts


def partition(judged: Iterable[KnownEntry], tellings: Iterable[KnownSighting]) -> Partition:
    """Each telling in the one occasion that it tells of, judged ones with all that was told of them before."""
    placing = _Placing({k.id: k for k in sorted(judged, key=lambda k: k.id)})
    ordered = sorted(tellings, key=lambda t: (t.reference_on, t.document_id, t.told.span, t.key))
    for _, of_document in groupby(ordered, key=lambda t: (t.reference_on, t.document_id)):
        placing.place(list(of_document))
    return Partition(occasions=tuple(placing.occasions.values()), doubts=placing.doubts)


class _Placing:
    """The occasions so far, as document after document is placed in them."""

    def __init__(self, judged: dict[str, KnownEntry]) -> None:
        self.occasions = judged
        self.doubts: dict[tuple[str, str], str] = {}
        self._made = 0

    def place(self, tellings: Sequence[KnownSighting]) -> None:
        """Adds what one document tells."""
        document = tellings[0].document_id
        before = tuple(self.occasions.values())
        told_on = {
            k.id: days
            for k in before
            if (days := {s.told.start.day for s in k.sightings if s.live and s.document_id == document})
        }
        found = match_document(tellings, before, told_on=told_on)
        new: list[KnownEntry] = []
        for telling, occasion in zip(tellings, found, strict=True):
            into = occasion or next((k for k in new if _one_occasion(telling, k)), None)
            if into is None:
                new.append(self._make(telling))
            else:
                grown = self._add(self.occasions[into.id], [telling])
                new = [grown if k.id == grown.id else k for k in new]
        for telling, occasion in zip(tellings, found, strict=True):
            self._follow_move(telling, occasion, before)

    def _make(self, telling: KnownSighting) -> KnownEntry:
        self._made += 1
        made = KnownEntry(id=f"{self._made:06}", entry=resolve([telling]), sightings=(telling,))
        self.occasions[made.id] = made
        return made

    def _add(self, occasion: KnownEntry, tellings: Sequence[KnownSighting]) -> KnownEntry:
        told = (*occasion.sightings, *tellings)
        entry = hold(resolve(s for s in told if s.live), occasion.locks)
        grown = replace(occasion, entry=entry, sightings=told)
        self.occasions[grown.id] = grown
        return grown

    def _follow_move(self, telling: KnownSighting, found: KnownEntry | None, before: Sequence[KnownEntry]) -> None:
        """Joins the occasion that is moved with the one on the day it is moved to, where each was told by others."""
        where = (telling.document_id, telling.key)
        if moves_untold(telling):
            if found is None and places_it_may_leave(telling, before):
                self.doubts[where] = SEVERAL
            return
        if telling.left_on is None:
            return
        if any(leaves_series(telling, k) for k in before):
            self.doubts[where] = OF_SERIES
        left = places_it_may_leave(telling, [k for k in before if k.id in self.occasions])
        if found is not None and any(k.id == found.id for k in left):
            return  # it is the one that is moved
        here = next(k for k in self.occasions.values() if telling in k.sightings)
        apart = [self.occasions[k.id] for k in left if k.id != here.id]
        apart = [k for k in apart if places_fit(telling.told, k.entry)] or apart
        joined = [k for k in apart if not (k.judged and here.judged) and not _told_together(k, here)]
        if len(joined) == 1:
            survivor, other = (here, joined[0]) if here.judged else (joined[0], here)
            self._add(survivor, other.sightings)
            del self.occasions[other.id]
        elif apart:
            self.doubts[where] = SEVERAL if joined else APART


def _one_occasion(telling: KnownSighting, occasion: KnownEntry) -> bool:
    return all(
        same_occasion(telling.told, s.told) and not uids_differ(telling.told, s.told) for s in occasion.sightings
    )


def _told_together(one: KnownEntry, other: KnownEntry) -> bool:
    """Whether some document tells of both, which then are two."""
    telling = {s.document_id for s in one.sightings if s.live}
    return any(s.live and s.document_id in telling for s in other.sightings)

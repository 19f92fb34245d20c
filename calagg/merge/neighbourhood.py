"""neighbourhood(session, tellings, origin) -> all that is stored that can be one occasion with what is told.

Whatever can be one with what is found is found too, so that the occasions come out the same in any order of reading.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from calagg.merge.lookup import related, sought, titled_alike
from calagg.store import Session
from calagg.store.known import KnownEntry, KnownSighting, entries_of_origin
from calagg.store.seeking import Seeker, Sought


def neighbourhood(session: Session, tellings: Sequence[KnownSighting], *, origin: str) -> tuple[KnownEntry, ...]:
    """The stored entries, by id, with all that documents of the origin told of."""
    seeker = Seeker(session, titled_alike)
    found = {k.id: k for k in entries_of_origin(session, origin)}
    frontier = [*tellings, *_telling(found.values())]
    pool: dict[str, KnownEntry] = {}
    asked: set[Sought] = set()
    while frontier:
        asking = {sought(telling) for telling in frontier} - asked
        asked |= asking
        pool |= {k.id: k for k in seeker.find(asking, but={*found, *pool})}
        reached = {k.id: k for k in pool.values() if any(related(s, t) for s in _faces(k) for t in frontier)}
        found |= reached
        for id_ in reached:
            del pool[id_]
        frontier = _telling(reached.values())
    return tuple(found[id_] for id_ in sorted(found))


def _telling(entries: Iterable[KnownEntry]) -> list[KnownSighting]:
    """What takes part in making the occasions: what is told now, and all of what a person has judged."""
    return [s for k in entries for s in _faces(k) if s.live or k.judged]


def _faces(known: KnownEntry) -> list[KnownSighting]:
    """What was told of the entry, and the entry as a person corrected it."""
    as_corrected = [replace(known.sightings[0], told=known.entry)] if known.locks and known.sightings else []
    return [*known.sightings, *as_corrected]

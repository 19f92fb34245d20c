"""continued(tellings, known, …) -> {"69-88-0": Continued("b2…", left_on=2027-01-15)}: what newer words are words of.

A document that comes anew tells of what its earlier version told, in other words, at another time or on another day:
by that its entries stay the ones they are. A day that is another than before is moved from, as if it said so.
"""

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date

from calagg.merge.identity import kinds_fit, one_of_many, quotes_alike, same_day, same_occasion
from calagg.merge.match import Found, pair_leftovers
from calagg.merge.wording import titles_alike
from calagg.store.known import KnownEntry, KnownSighting


@dataclass(frozen=True, slots=True, kw_only=True)
class Continued:
    """The entry that an earlier version told of, and the day on which it did, where it is another."""

    entry_id: str
    left_on: date | None = None


def continued(
    tellings: Sequence[KnownSighting], known: Sequence[KnownEntry], *, lineage: Set[str]
) -> dict[str, Continued]:
    """What each telling continues, by its key; nothing of what is new. All tellings are of one document, `lineage` are
    the ids of all its versions, its own among them."""
    before = [
        replace(k, sightings=told) for k in known if (told := tuple(s for s in k.sightings if s.document_id in lineage))
    ]
    by_uid = {s.told.uid: k for k in before for s in k.sightings if s.told.uid}
    found: Found = [by_uid.get(t.told.uid) if t.told.uid else None for t in tellings]
    for fits in (_same_key, _same, _same_place):
        for index, telling in enumerate(tellings):
            if found[index] is None:
                candidates = [k for k in before if any(fits(telling, s) for s in k.sightings)]
                found[index] = max(candidates, key=lambda k: (telling.told.title == k.entry.title, k.id), default=None)
    for fits in (_reworded, _other_time, _other_day):
        pair_leftovers(found, tellings, before, _still_said(fits))
    return {
        telling.key: Continued(entry_id=entry.id, left_on=_left(telling, entry))
        for telling, entry in zip(tellings, found, strict=True)
        if entry
    }


def _left(telling: KnownSighting, entry: KnownEntry) -> date | None:
    """The day that the newest of the earlier versions told, or moved from."""
    if telling.told.recurrence is not None:
        return None  # a series that is told of later on begins with the times that are still to come
    newest = max(entry.sightings, key=lambda s: (not s.retired, s.id or 0))
    day = newest.told.start.day
    return newest.left_on if day == telling.told.start.day else day


def _still_said(fits: Callable[[KnownSighting, KnownSighting], bool]) -> Callable[[KnownSighting, KnownEntry], bool]:
    return lambda telling, entry: any(not s.retired and fits(telling, s) for s in entry.sightings)


def _same_key(telling: KnownSighting, before: KnownSighting) -> bool:
    """The same stretch of the very same text: only what reads it is new."""
    return (
        before.document_id == telling.document_id
        and before.key == telling.key
        and not before.retired
        and kinds_fit(telling.told, before.told)
        and (titles_alike(before.told.title, telling.told.title) or before.told.start == telling.told.start)
    )


def _same(telling: KnownSighting, before: KnownSighting) -> bool:
    return same_occasion(telling.told, before.told)


def _same_place(telling: KnownSighting, before: KnownSighting) -> bool:
    """The same stretch of the very same text on the same day, whatever the title is now."""
    return (
        before.document_id == telling.document_id
        and before.told.span.overlaps(telling.told.span)
        and same_day(telling.told, before.told)
        and before.told.start.clock in (telling.told.start.clock, None)
    )


def _reworded(telling: KnownSighting, before: KnownSighting) -> bool:
    return same_day(telling.told, before.told) and quotes_alike(telling.told.quote, before.told.quote)


def _other_time(telling: KnownSighting, before: KnownSighting) -> bool:
    return same_day(telling.told, before.told) and titles_alike(telling.told.title, before.told.title)


def _other_day(telling: KnownSighting, before: KnownSighting) -> bool:
    """Of a page that always shows the next meeting, the last one is over and not moved."""
    return (
        kinds_fit(telling.told, before.told)
        and not one_of_many(telling.told, before.told)
        and titles_alike(telling.told.title, before.told.title)
        and before.told.start.day >= telling.reference_on
    )

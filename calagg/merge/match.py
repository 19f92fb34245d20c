"""match_entries(told, known) -> for each told entry the stored one that it is, or None: surest ways first.

What makes two readings one occasion is in `identity`; here it is settled which goes with which when there are several.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from rapidfuzz import fuzz

from calagg.merge.identity import (
    kinds_fit,
    organisers_fit,
    places_fit,
    quotes_alike,
    same_day,
    same_occasion,
    speaks_of_move,
    uids_differ,
)
from calagg.merge.wording import titles_alike
from calagg.model import Entry
from calagg.store.known import KnownEntry, KnownSighting

Fits = Callable[[str, Entry, KnownEntry], bool]


def match_entries(
    told: Sequence[tuple[str, Entry]],
    known: Sequence[KnownEntry],
    *,
    document_id: str,
    lineage: frozenset[str],
    reference_on: date,
    days_named: frozenset[date],
) -> list[KnownEntry | None]:
    """The stored entry of each (key, entry), in their order.

    `lineage` are the ids of all versions of this document, `days_named` the days that it names without an entry. One
    stored entry may be told twice in a document; ways that leave more doubt than that only pair what is left over.
    """
    said = sorted(((s.live, s.told.uid, k) for k in known for s in k.sightings), key=lambda one: one[0])
    by_uid = {uid: stored for _, uid, stored in said if uid}  # of several the one that is told of now
    found: list[KnownEntry | None] = [by_uid.get(entry.uid) if entry.uid else None for _, entry in told]

    def same_key(key: str, entry: Entry, stored: KnownEntry) -> bool:
        return any(kinds_fit(entry, face) for face in stored.faces) and any(
            s.document_id == document_id
            and s.key == key
            and not s.retired
            and (titles_alike(s.told.title, entry.title) or s.told.start == entry.start)
            for s in stored.sightings
        )

    def same_place(key: str, entry: Entry, stored: KnownEntry) -> bool:
        """The same stretch of this very text on the same day, whatever the title is now."""
        return any(
            s.document_id == document_id
            and s.told.span.overlaps(entry.span)
            and same_day(entry, s.told)
            and s.told.start.clock in (entry.start.clock, None)
            for s in stored.sightings
        )

    def same(key: str, entry: Entry, stored: KnownEntry) -> bool:
        return any(same_occasion(entry, face) for face in stored.faces)

    def same_before(key: str, entry: Entry, stored: KnownEntry) -> bool:
        """As an earlier version of this document told it, though another document has moved it since."""
        return any(s.document_id in lineage and same_occasion(entry, s.told) for s in stored.sightings)

    for fits in (same_key, same, same_before, same_place):
        for index, (key, entry) in enumerate(told):
            if found[index] is None:
                candidates = [k for k in known if fits(key, entry, k) and not _by_other_uid(entry, k)]
                found[index] = max(candidates, key=lambda k: _likeness(entry, k), default=None)

    _pair_as_told_before(found, told, known)

    def still_said(stored: KnownEntry) -> bool:
        return any(s.document_id in lineage and not s.retired for s in stored.sightings)

    def reworded(key: str, entry: Entry, stored: KnownEntry) -> bool:
        return still_said(stored) and any(
            s.document_id in lineage and same_day(entry, s.told) and quotes_alike(entry.quote, s.told.quote)
            for s in stored.sightings
        )

    def other_time(key: str, entry: Entry, stored: KnownEntry) -> bool:
        return any(
            same_day(entry, face)
            and titles_alike(entry.title, face.title)
            and (speaks_of_move(entry) or (places_fit(entry, face) and organisers_fit(entry, face)))
            for face in stored.faces
        )

    def other_day(key: str, entry: Entry, stored: KnownEntry) -> bool:
        return still_said(stored) and any(
            kinds_fit(entry, face) and titles_alike(entry.title, face.title) for face in stored.faces
        )

    def moved_from_named_day(key: str, entry: Entry, stored: KnownEntry) -> bool:
        return moved(key, entry, stored) and any(face.start.day in days_named for face in stored.faces)

    def moved(key: str, entry: Entry, stored: KnownEntry) -> bool:
        return speaks_of_move(entry) and any(
            entry.kind == face.kind and face.start.day >= reference_on and titles_alike(entry.title, face.title)
            for face in stored.faces
        )

    for fits in (reworded, other_time, other_day, moved_from_named_day, moved):
        _pair_leftovers(found, told, known, fits)
    return found


def _pair_as_told_before(
    found: list[KnownEntry | None], told: Sequence[tuple[str, Entry]], known: Sequence[KnownEntry]
) -> None:
    """Pairs what is told as some document told it before, or says that it was, whatever has moved it since."""
    days: dict[str, set[date]] = {}
    for (_, entry), stored in zip(told, found, strict=True):
        if stored:
            days.setdefault(stored.id, set()).add(entry.start.day)
    for index, (_, entry) in enumerate(told):
        if found[index] is None:
            candidates = [
                k
                for k in known
                if days.get(k.id, {entry.start.day}) == {entry.start.day}  # else told here of two days: two occasions
                and any(same_occasion(entry, s.told) or _left(entry, s) for s in k.sightings)
                and not _by_other_uid(entry, k)
            ]
            if candidates:
                chosen = max(candidates, key=lambda k: _likeness(entry, k))
                days[chosen.id] = {entry.start.day}
                found[index] = chosen


def _pair_leftovers(
    found: list[KnownEntry | None],
    told: Sequence[tuple[str, Entry]],
    known: Sequence[KnownEntry],
    fits: Fits,
) -> None:
    """Pairs what fits nothing else; as many told as stored of one title go together in the order of their days."""
    taken = {k.id for k in found if k}
    open_ = [i for i, k in enumerate(found) if k is None]
    while open_:
        first = open_.pop(0)
        if not any(k.id not in taken and fits(*told[first], k) for k in known):
            continue
        group = [first] + [i for i in open_ if titles_alike(told[first][1].title, told[i][1].title)]
        stored = [
            k
            for k in known
            if k.id not in taken and all(fits(*told[i], k) and not _by_other_uid(told[i][1], k) for i in group)
        ]
        if len(stored) == len(group):
            stored.sort(key=lambda k: (k.entry.start.sort_key, k.id))
            for index, entry in zip(sorted(group, key=lambda i: told[i][1].start.sort_key), stored, strict=True):
                found[index] = entry
                taken.add(entry.id)
            open_ = [i for i in open_ if i not in group]


def _left(entry: Entry, sighting: KnownSighting) -> bool:
    """Whether the sighting moves the entry from the day that it is told on."""
    told = sighting.told
    return (
        sighting.left_on == entry.start.day
        and kinds_fit(entry, told)
        and places_fit(entry, told)
        and organisers_fit(entry, told)
        and titles_alike(entry.title, told.title)
    )


def _by_other_uid(entry: Entry, stored: KnownEntry) -> bool:
    """Whether calendars tell of the stored entry, and by no UID that this can be."""
    if entry.uid is None:
        return False
    told = [s.told for s in stored.sightings if s.told.uid]
    return bool(told) and all(uids_differ(entry, one) for one in told)


def _likeness(entry: Entry, stored: KnownEntry) -> tuple[bool, bool, float, str]:
    said_here = any(s.told.span == entry.span and s.told.title == entry.title for s in stored.sightings)
    ratio = fuzz.ratio(entry.title.casefold(), stored.entry.title.casefold())
    return said_here, entry.start == stored.entry.start, ratio, stored.id


def told_days(entries: Iterable[Entry]) -> frozenset[date]:
    """The days on which the entries start or end."""
    return frozenset(m.day for e in entries for m in (e.start, e.end) if m)

"""match_document(tellings, occasions) -> for each telling of one document the occasion that it is, or None.

What makes two readings one occasion is in `identity`; here it is settled which goes with which when there are several:
surest ways first. What an earlier version of the same document told is compared in `continuing`.
"""

from collections.abc import Callable, Mapping, Sequence, Set
from datetime import date

from rapidfuzz import fuzz

from calagg.merge.identity import (
    kinds_fit,
    one_of_many,
    organisers_fit,
    places_fit,
    same_day,
    same_occasion,
    speaks_of_move,
    uids_differ,
)
from calagg.merge.lookup import may_be_ahead, moves_untold
from calagg.merge.wording import titles_alike
from calagg.model import Entry
from calagg.store.known import KnownEntry, KnownSighting

Fits = Callable[[KnownSighting, KnownEntry], bool]
Found = list[KnownEntry | None]


def match_document(
    tellings: Sequence[KnownSighting],
    occasions: Sequence[KnownEntry],
    *,
    told_on: Mapping[str, Set[date]],
) -> Found:
    """The occasion of each telling, in their order; all are of one document.

    One occasion may be told twice in a document; `told_on` are the days on which this one has told of occasions
    already, by their ids. Ways that leave more doubt than that only pair what is left over.
    """
    by_uid = {s.told.uid: k for k in occasions for s in k.sightings if s.told.uid}
    found: Found = [by_uid.get(t.told.uid) if t.told.uid else None for t in tellings]
    for fits in (_same, _leaves_its_day):
        for index, telling in enumerate(tellings):
            if found[index] is None:
                found[index] = _likest(telling, [k for k in occasions if fits(telling, k)])
    _pair_as_told_before(found, tellings, occasions, told_on)
    for fits in (_other_time, _leaves_its_day_and_place, _moves):
        pair_leftovers(found, tellings, occasions, fits)
    return found


def places_it_may_leave(telling: KnownSighting, occasions: Sequence[KnownEntry]) -> list[KnownEntry]:
    """The occasions that the telling may move: those on the day it names, or those ahead where it names none."""
    fits = _leaves_its_day_and_place if telling.left_on else _moves
    return [k for k in occasions if fits(telling, k)]


def pair_leftovers(
    found: Found, tellings: Sequence[KnownSighting], occasions: Sequence[KnownEntry], fits: Fits
) -> None:
    """Pairs what fits nothing else; as many told as stored of one title go together in the order of their days."""
    taken = {k.id for k in found if k}
    open_ = [i for i, k in enumerate(found) if k is None]
    while open_:
        first = open_.pop(0)
        if not any(k.id not in taken and fits(tellings[first], k) for k in occasions):
            continue
        title = tellings[first].told.title
        group = [first] + [i for i in open_ if titles_alike(title, tellings[i].told.title)]
        stored = [
            k
            for k in occasions
            if k.id not in taken and all(fits(tellings[i], k) and not _by_other_uid(tellings[i].told, k) for i in group)
        ]
        if len(stored) == len(group):
            stored.sort(key=lambda k: (k.entry.start.sort_key, k.id))
            for index, entry in zip(sorted(group, key=lambda i: tellings[i].told.start.sort_key), stored, strict=True):
                found[index] = entry
                taken.add(entry.id)
            open_ = [i for i in open_ if i not in group]


def leaves(moving: KnownSighting, entry: Entry) -> bool:
    """Whether the telling moves from its day what the entry tells of, whatever the place."""
    if moving.left_on is None or not kinds_fit(moving.told, entry) or one_of_many(moving.told, entry):
        return False
    days = {entry.start.day} if entry.kind == moving.told.kind else {m.day for m in (entry.start, entry.end) if m}
    return (
        moving.left_on in days
        and organisers_fit(moving.told, entry)
        and titles_alike(moving.told.title, entry.title)
        and not uids_differ(moving.told, entry)
    )


def leaves_series(moving: KnownSighting, occasion: KnownEntry) -> bool:
    """Whether the telling moves a single time of a series."""
    return moving.told.recurrence is None and any(
        face.recurrence is not None
        and moving.left_on in face.days
        and kinds_fit(moving.told, face)
        and organisers_fit(moving.told, face)
        and titles_alike(moving.told.title, face.title)
        for face in occasion.faces
    )


def _same(telling: KnownSighting, occasion: KnownEntry) -> bool:
    fits = any(same_occasion(telling.told, face) for face in occasion.faces)
    return fits and not _by_other_uid(telling.told, occasion)


def _leaves_its_day(telling: KnownSighting, occasion: KnownEntry) -> bool:
    return any(leaves(telling, face) and places_fit(telling.told, face) for face in occasion.faces)


def _leaves_its_day_and_place(telling: KnownSighting, occasion: KnownEntry) -> bool:
    return any(leaves(telling, face) for face in occasion.faces)


def _other_time(telling: KnownSighting, occasion: KnownEntry) -> bool:
    told = telling.told
    return any(
        same_day(told, face)
        and not one_of_many(told, face)
        and titles_alike(told.title, face.title)
        and organisers_fit(told, face)
        and (speaks_of_move(told) or places_fit(told, face))
        for face in occasion.faces
    )


def _moves(telling: KnownSighting, occasion: KnownEntry) -> bool:
    """Whether the telling moves something and does not say from which day, and this is ahead of it."""
    return moves_untold(telling) and any(
        may_be_ahead(telling, face)
        and not one_of_many(telling.told, face)
        and organisers_fit(telling.told, face)
        and titles_alike(telling.told.title, face.title)
        for face in occasion.faces
    )


def _pair_as_told_before(
    found: Found,
    tellings: Sequence[KnownSighting],
    occasions: Sequence[KnownEntry],
    told_on: Mapping[str, Set[date]],
) -> None:
    """Pairs what is told as some document tells it, or says that it was, though another has moved it since."""
    days = {id_: set(on) for id_, on in told_on.items()}
    for telling, occasion in zip(tellings, found, strict=True):
        if occasion:
            days.setdefault(occasion.id, set()).add(telling.told.start.day)
    for index, telling in enumerate(tellings):
        told = telling.told
        if found[index] is None:
            candidates = [
                k
                for k in occasions
                if days.get(k.id, {told.start.day}) == {told.start.day}  # else told here of two days: two occasions
                and any(
                    same_occasion(told, s.told) or (leaves(s, told) and places_fit(s.told, told)) for s in k.sightings
                )
                and not _by_other_uid(told, k)
            ]
            if chosen := _likest(telling, candidates):
                days[chosen.id] = {told.start.day}
                found[index] = chosen


def _by_other_uid(entry: Entry, occasion: KnownEntry) -> bool:
    """Whether calendars tell of the occasion, and by no UID that this can be."""
    if entry.uid is None:
        return False
    told = [s.told for s in occasion.sightings if s.told.uid]
    return bool(told) and all(uids_differ(entry, one) for one in told)


def _likest(telling: KnownSighting, occasions: Sequence[KnownEntry]) -> KnownEntry | None:
    return max(occasions, key=lambda k: _likeness(telling.told, k), default=None)


def _likeness(entry: Entry, occasion: KnownEntry) -> tuple[bool, float, str]:
    ratio = fuzz.ratio(entry.title.casefold(), occasion.entry.title.casefold())
    return entry.start == occasion.entry.start, ratio, occasion.id

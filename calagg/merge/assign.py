"""assign(occasions, homes) -> {"000001": "b2…"}: which stored entry each occasion goes on to be, so that UIDs stay.

An entry goes where most of what was told of it is now. What two entries told of that is one occasion now is the one's
that is moved, so that its readers hear of it; else that of which more is told, or which was told of first. What is left
over is new, or ended: that is for `plan` to say.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from calagg.merge.identity import same_occasion
from calagg.merge.match import leaves
from calagg.store.known import KnownEntry, KnownSighting


def assign(
    occasions: Sequence[KnownEntry],
    known: Iterable[KnownEntry],
    *,
    continued: Mapping[str, str],
) -> dict[str, str]:
    """The id of the stored entry of each occasion that has one, by the occasion's id.

    `continued` has the entry that what is told now told of before, by the key of the telling that is not stored yet.
    """
    stored = {k.id: k for k in known}
    homes = {s.id: k.id for k in stored.values() if not k.judged for s in k.sightings if s.live}
    found = {o.id: o.id for o in occasions if o.judged}
    votes: Counter[tuple[str, str]] = Counter()
    for occasion in occasions:
        for s in occasion.sightings:
            home = continued.get(s.key) if s.id is None else homes.get(s.id)
            if home is not None and not occasion.judged and not stored[home].judged:
                votes[occasion.id, home] += 1
    first = {k.id: min((s.reference_on, s.document_id, s.key) for s in k.sightings) for k in stored.values()}
    named = {o.id: o for o in occasions}
    moved = {(id_, home) for id_, home in votes if _moves(named[id_], stored[home])}
    for occasion_id, home in sorted(votes, key=lambda pair: (pair not in moved, -votes[pair], first[pair[1]], pair)):
        if occasion_id not in found and home not in found.values():
            found[occasion_id] = home
    _find_forgotten(occasions, stored.values(), found)
    return found


def _moves(occasion: KnownEntry, home: KnownEntry) -> bool:
    """Whether a document moves the entry, as it stands, to be the occasion."""
    day = home.entry.start.day
    return day != occasion.entry.start.day and any(s.left_on == day for s in occasion.sightings)


def _find_forgotten(occasions: Sequence[KnownEntry], known: Iterable[KnownEntry], found: dict[str, str]) -> None:
    """Gives an entry that nothing told of any more to an occasion that is told as it was."""
    forgotten = [k for k in known if k.id not in found.values() and not any(s.live for s in k.sightings)]
    for occasion in occasions:
        if occasion.id in found:
            continue
        again = [k for k in forgotten if any(_told_as(s, was) for s in occasion.sightings for was in k.sightings)]
        if again:
            entry = min(again, key=lambda k: k.id)
            found[occasion.id] = entry.id
            forgotten.remove(entry)


def _told_as(now: KnownSighting, was: KnownSighting) -> bool:
    return same_occasion(now.told, was.told) or leaves(was, now.told)

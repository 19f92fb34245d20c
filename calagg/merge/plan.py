"""plan_merge(extraction, stored) -> (Add(…), Move(…), Keep(…), Retire(…)): what a document changes, decided purely.

What is told now and what was told before make the occasions anew (`partition`), the stored entries go on to be these
(`assign`), and what differs of each is its action (`change`). A document that tells of nothing changes nothing: more
often its layout changed than all its dates fell away. Writing it down is in `apply`.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from calagg.merge.actions import Action, Merge
from calagg.merge.assign import assign
from calagg.merge.change import TOGETHER, Stored, add, change, place_of, retire
from calagg.merge.continuing import Continued, continued
from calagg.merge.keys import keyed
from calagg.merge.moves import days_left
from calagg.merge.partition import partition
from calagg.merge.resolve import resolve
from calagg.model import Extraction
from calagg.model.lock import hold
from calagg.store.known import KnownEntry, KnownSighting


def plan_merge(extraction: Extraction, stored: Stored) -> tuple[Action, ...]:
    """The actions for the document, in the order of its text, then what else it changes."""
    if not extraction.entries:
        return ()
    told = tellings_of(extraction, stored.document_id)
    goes_on = continued(told, stored.known, lineage=stored.versions)
    told = tuple(_moved_on(telling, goes_on.get(telling.key)) for telling in told)
    judged, free = _to_place(told, stored, goes_on)
    made = partition(judged, free)
    homes = assign(made.occasions, stored.known, continued={key: one.entry_id for key, one in goes_on.items()})
    known = {k.id: k for k in stored.known}
    ended = _ended(stored, made.occasions, homes, goes_on)
    actions: list[Action] = []
    for occasion in sorted(made.occasions, key=lambda o: _place_in(told, o, homes)):
        home = known.get(homes.get(occasion.id, ""))
        if home is None:
            actions.append(add(occasion, extraction.document, stored, made.doubts))
        elif action := change(occasion, home, stored, made.doubts, joined=ended[home.id]):
            actions.append(action)
    for into, entries in ended.items():
        for entry in entries:
            if into:
                actions.append(Merge(entry_id=entry.id, entry=entry.entry, reason=TOGETHER, into=into))
            else:
                actions.append(retire(entry, entry.entry, stored))
    return tuple(actions)


def tellings_of(extraction: Extraction, document_id: str) -> tuple[KnownSighting, ...]:
    """What the document tells, in the order of its text, as sightings that are not stored yet."""
    document, left = extraction.document, days_left(extraction)
    return tuple(
        KnownSighting(
            document_id=document_id,
            document_title=document.title or document.name,
            key=key,
            reference_on=extraction.reference.day,
            told=entry,
            place=place_of(document, entry.span),
            left_on=left.get(key),
        )
        for key, entry in keyed(extraction.entries)
    )


def _moved_on(telling: KnownSighting, continued: Continued | None) -> KnownSighting:
    if continued is None or telling.left_on is not None:
        return telling
    return replace(telling, left_on=continued.left_on)


def _to_place(
    told: Sequence[KnownSighting], stored: Stored, goes_on: Mapping[str, Continued]
) -> tuple[list[KnownEntry], list[KnownSighting]]:
    """What people have judged, with what of `told` goes on with it, and all else that is told now."""
    judged = {k.id: k for k in stored.known if k.judged}
    free = [s for k in stored.known if not k.judged for s in k.sightings if s.live and not stored.is_version(s)]
    here: dict[str, list[KnownSighting]] = defaultdict(list)
    for telling in told:
        entry_id = goes_on[telling.key].entry_id if telling.key in goes_on else ""
        (here[entry_id] if entry_id in judged else free).append(telling)
    blocks = []
    for known in judged.values():
        before = [replace(s, superseded=True) if stored.is_version(s) else s for s in known.sightings]
        sightings = (*before, *here[known.id])
        live = [s for s in sightings if s.live]
        entry = hold(resolve(live), known.locks) if live else known.entry
        blocks.append(replace(known, entry=entry, sightings=sightings))
    return blocks, free


def _ended(
    stored: Stored, occasions: Sequence[KnownEntry], homes: Mapping[str, str], goes_on: Mapping[str, Continued]
) -> dict[str, list[KnownEntry]]:
    """The entries that are none of the occasions any more, by the id of the entry that stands for them, "" where
    nothing is told of them."""
    now: dict[str, str] = {}
    for occasion in occasions:
        for s in occasion.sightings:
            if s.id is None and s.key in goes_on:
                now.setdefault(goes_on[s.key].entry_id, homes.get(occasion.id, ""))
    of_row = {s.id: homes.get(o.id, "") for o in occasions for s in o.sightings}
    ended: dict[str, list[KnownEntry]] = defaultdict(list)
    for known in stored.known:
        live = [s for s in known.sightings if s.live]
        if live and known.id not in homes.values():
            into = next(filter(None, (of_row.get(s.id) for s in live)), "") or now.get(known.id, "")
            ended[into].append(known)
    return ended


def _place_in(told: Sequence[KnownSighting], occasion: KnownEntry, homes: Mapping[str, str]) -> tuple[int, str]:
    """Where in the document the occasion is told of first; what it does not tell of comes last."""
    found = (index for index, telling in enumerate(told) if telling in occasion.sightings)
    return next(found, len(told)), homes.get(occasion.id, occasion.id)

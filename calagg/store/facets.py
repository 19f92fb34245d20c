"""facets_between(session, 2026-11-16, 2046-12-31) -> Facets(organisers=("Region Lindevik",), places=("Storåker",)):
what the published entries of these days can be chosen by. Spellings that differ in case or gaps alone are one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from calagg.model.masking import mask_text
from calagg.model.selection import fold
from calagg.store.entries import overlapping, published
from calagg.store.schema import EntryRow

LONGEST = 100  # a longer name can't be asked for in a calendar's address


@dataclass(frozen=True, slots=True)
class Facets:
    """The organisers and the places, masked, each once, in no order that a reader knows."""

    organisers: tuple[str, ...]
    places: tuple[str, ...]


def facets_between(session: Session, first: date, last: date, *, min_confidence: float) -> Facets:
    """Those of the published entries that overlap first..last, both inclusive."""
    chosen = overlapping(first, last), published(min_confidence)
    query = select(EntryRow.organiser, EntryRow.location).where(*chosen).distinct()
    found = session.execute(query).all()
    return Facets(_each_once(organiser for organiser, _ in found), _each_once(place for _, place in found))


def _each_once(names: Iterable[str | None]) -> tuple[str, ...]:
    spelled = sorted({" ".join(mask_text(name).split()) for name in names if name})
    return tuple({fold(name): name for name in spelled if 0 < len(name) <= LONGEST}.values())

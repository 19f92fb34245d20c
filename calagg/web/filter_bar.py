"""Filters(words="möten", …) -> `FilterBar`: the fields of "Sök och filtrera" and the choices that can be taken away."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from calagg.model.finding import plain
from calagg.model.kind_words import KIND_WORDS
from calagg.store.facets import Facets
from calagg.web.choosing import KIND, KINDS, ORGANISER
from calagg.web.filters import PLACE, WORDS, Filters, Pairs

NAMES = {WORDS: "Sök", KIND: "Typ", ORGANISER: "Arrangör", PLACE: "Plats"}
AFTER_Z = str.maketrans("åäö", "{|}")  # the three that follow z


@dataclass(frozen=True, slots=True)
class KindBox:
    """One checkbox: its value in the address, its kind and word, and whether it is ticked."""

    slug: str
    kind: str
    word: str
    ticked: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """One choice in words, and the address without it."""

    words: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterBar:
    """The form and the line under it. `kept` is what else the address says, `clear` the address without any choice."""

    action: str
    filters: Filters
    kinds: tuple[KindBox, ...]
    organisers: tuple[str, ...]
    places: tuple[str, ...]
    chips: tuple[Chip, ...]
    kept: Pairs
    clear: str


def build_filter_bar(action: str, filters: Filters, offered: Facets, kept: Pairs) -> FilterBar:
    """The bar of the page at `action`; what is chosen can be chosen, offered or not."""
    return FilterBar(
        action=action,
        filters=filters,
        kinds=tuple(
            KindBox(slug, kind.value, KIND_WORDS[kind], not filters.kinds or slug in filters.kinds)
            for slug, kind in KINDS.items()
        ),
        organisers=_in_order((*offered.organisers, filters.organiser)),
        places=_in_order((*offered.places, filters.place)),
        chips=tuple(
            Chip(f"{NAMES[name]}: {_shown(name, value)}", address_of(action, filters.without(name, value).pairs, kept))
            for name, value in filters.pairs
        ),
        kept=kept,
        clear=address_of(action, kept),
    )


def address_of(path: str, *pairs: Pairs) -> str:
    """The path with these parameters."""
    query = urlencode([pair for some in pairs for pair in some])
    return f"{path}?{query}" if query else path


def _shown(name: str, value: str) -> str:
    return KIND_WORDS[KINDS[value]] if name == KIND else value


def _in_order(names: Iterable[str]) -> tuple[str, ...]:
    """Each once, as a Swedish register has them."""
    return tuple(sorted({name for name in names if name}, key=lambda name: (plain(name).translate(AFTER_Z), name)))

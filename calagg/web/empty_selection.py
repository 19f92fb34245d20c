"""Filters(words="kulturarv", place="Tallmo") -> "Ingen kommande post i Tallmo innehåller ordet ”kulturarv”.", and the
ways out: without one of the conditions, among what has been, subscribing all the same."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from calagg.model.kind_words import KIND_WORDS
from calagg.model.selection_words import listed
from calagg.web.choosing import KIND, KINDS, ORGANISER
from calagg.web.filter_bar import address_of
from calagg.web.filters import PLACE, WORDS, Filters, Pairs
from calagg.web.wording import posts

MOST_WAYS = 3


@dataclass(frozen=True, slots=True)
class WayOut:
    """One link, and what stands after it."""

    words: str
    href: str
    after: str


def sentence_of(filters: Filters, when: Literal["kommande", "passerad"]) -> str:
    """What was asked for and is not there."""
    kinds = listed([KIND_WORDS[KINDS[slug]].lower() for slug in filters.kinds], "eller") if filters.kinds else "post"
    where = (f" hos {filters.organiser}" if filters.organiser else "") + (
        f" i {filters.place}" if filters.place else ""
    )
    words = [f"”{word}”" for word in filters.words.split()]
    if not words:
        return f"Ingen {when} {kinds}{where} finns i kalendern."
    return f"Ingen {when} {kinds}{where} innehåller {'ordet' if len(words) == 1 else 'orden'} {listed(words, 'och')}."


def ways_out(
    filters: Filters,
    count_of: Callable[[Filters], int],
    *,
    past: int | None,
    past_path: str,
    feed_page: str,
    kept: Pairs,
) -> tuple[WayOut, ...]:
    """At most three: without the condition whose absence gives most, what has been where there is any, and the
    calendar's own page. `count_of` says how many entries another choice shows, `past` how many have been, None
    where that is not known."""
    last = [WayOut("Prenumerera ändå", feed_page, "så fylls kalendern på när något dyker upp")]
    if past != 0:
        after = posts(past) if past else "många att leta bland"
        last.insert(0, WayOut("Sök även bland passerade poster", address_of(past_path, filters.pairs), after))
    names = list(dict.fromkeys(name for name, _ in filters.pairs))
    counted = [(count_of(filters.without(name)), name) for name in names]
    most_first = sorted((pair for pair in counted if pair[0]), key=lambda pair: -pair[0])
    removals = [
        WayOut(f"Ta bort {_named(filters, name)}", address_of("/", filters.without(name).pairs, kept), posts(count))
        for count, name in most_first
    ]
    return (*removals[: MOST_WAYS - len(last)], *last)


def _named(filters: Filters, name: str) -> str:
    if name == WORDS:
        return "sökordet" if len(filters.words.split()) == 1 else "sökorden"
    if name == KIND:
        return "typen" if len(filters.kinds) == 1 else "typerna"
    return {ORGANISER: "arrangören", PLACE: "platsen"}[name]

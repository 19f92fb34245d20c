"""`?q=möten&typ=utlysning&arrangor=Region+Lindevik` -> Filters(words="möten", …): what is asked for.

The lists `/` and `/tidigare` have it in their addresses. What is unknown is ignored: another kind, an organiser or a
place that no published entry has. What calendars and reminders of the same choice carry is `Filters.selection`.
"""

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from calagg.model import Selection
from calagg.model.selection import fold
from calagg.store.facets import Facets
from calagg.web.asked_feed import LONGEST
from calagg.web.choosing import KIND, KINDS, ORGANISER

WORDS, PLACE = "q", "plats"
NAMES = (WORDS, KIND, ORGANISER, PLACE)
Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What is chosen, as the address has it; empty where everything is. `kinds` are never all of them."""

    words: str = ""
    kinds: tuple[str, ...] = ()
    organiser: str = ""
    place: str = ""

    @property
    def selection(self) -> Selection:
        """The entries that are asked for, as calendars and reminders name them."""
        return Selection(
            kinds=tuple(KINDS[slug].value for slug in self.kinds),
            organisers=(self.organiser,) if self.organiser else (),
            words=(self.words,) if self.words else (),
            places=(self.place,) if self.place else (),
        )

    @property
    def pairs(self) -> Pairs:
        """The parameters of an address, those with default values left out."""
        one = ((WORDS, self.words), *((KIND, slug) for slug in self.kinds), (ORGANISER, self.organiser))
        return [(name, value) for name, value in (*one, (PLACE, self.place)) if value]

    def without(self, name: str, value: str = "") -> "Filters":
        """The same without what the parameter `name` asks for, or without that one value of it."""
        return _of([pair for pair in self.pairs if pair[0] != name or value not in ("", pair[1])])


def read_filters(args: MultiDict[str, str], offered: Facets, every: Callable[[], Facets]) -> Filters:
    """What the parameters ask for. `offered` is what can be chosen on the page; `every`, which is called only for what
    is not there, what any published entry has."""
    organiser, place = _text(args.get(ORGANISER, "")), _text(args.get(PLACE, ""))
    if organiser:
        organiser = _known(organiser, offered.organisers) or _known(organiser, every().organisers)
    if place:
        place = _known(place, offered.places) or _known(place, every().places)
    return Filters(
        words=_text(args.get(WORDS, ""))[:LONGEST].strip(),
        kinds=_kinds(args.getlist(KIND)),
        organiser=organiser,
        place=place,
    )


def has_defaults(args: MultiDict[str, str]) -> bool:
    """Whether the address says what goes without saying, as what the form sends does: an empty field, all kinds."""
    return any(not value.strip() for name in NAMES for value in args.getlist(name)) or set(KINDS) <= {
        *args.getlist(KIND)
    }


def _of(pairs: Pairs) -> Filters:
    values = dict(pairs)
    return Filters(
        words=values.get(WORDS, ""),
        kinds=tuple(value for name, value in pairs if name == KIND),
        organiser=values.get(ORGANISER, ""),
        place=values.get(PLACE, ""),
    )


def _kinds(asked: Iterable[str]) -> tuple[str, ...]:
    chosen = tuple(slug for slug in KINDS if slug in set(asked))
    return chosen if len(chosen) < len(KINDS) else ()


def _text(value: str) -> str:
    """The value without letters that no document has, such as U+0000, its gaps single."""
    seen = (" " if unicodedata.category(letter).startswith("C") else letter for letter in value)
    return " ".join("".join(seen).split())


def _known(asked: str, names: Iterable[str]) -> str:
    return next((name for name in names if fold(name) == fold(asked)), "")

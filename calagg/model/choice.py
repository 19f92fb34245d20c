"""`read_choice("?kind=deadline&q=bidrag")` -> EntryChoice(selection=…): which entries a subscription asks for.

Its text is a feed's name ("all"), "entry:" and an entry's id, or "?" and conditions as the addresses of feeds have
them. Which entries a feed's name stands for is in `calagg.store.selection`.
"""

from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlencode

from calagg.model.selection import Selection

CONDITIONS = {"kind": "kinds", "organiser": "organisers", "place": "places", "source": "sources", "q": "words"}
ALL = "all"
_ENTRY, _CONDITIONS = "entry:", "?"


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryChoice:
    """The entries of a feed, one entry, or those that `selection` takes; nothing given is all of them.

    `str()` is its one text: equal choices have equal texts.
    """

    feed: str = ""
    entry_id: str = ""
    selection: Selection = field(default_factory=Selection)

    def __str__(self) -> str:
        if self.entry_id:
            return f"{_ENTRY}{self.entry_id}"
        told = condition_pairs(self.selection)
        return self.feed or (f"{_CONDITIONS}{urlencode(told)}" if told else ALL)


def read_choice(text: str) -> EntryChoice:
    """The choice whose text it is; a text of no other form is taken for the name of a feed."""
    if text.startswith(_ENTRY):
        return EntryChoice(entry_id=text.removeprefix(_ENTRY))
    if not text.startswith(_CONDITIONS):
        return EntryChoice(feed=text)
    told = parse_qs(text.removeprefix(_CONDITIONS))
    return EntryChoice(selection=Selection(**{key: tuple(told.get(name, ())) for name, key in CONDITIONS.items()}))


def condition_pairs(selection: Selection) -> list[tuple[str, str]]:
    """Its conditions as the parameters of an address, in one fixed order."""
    return [(name, value) for name, key in CONDITIONS.items() for value in sorted(getattr(selection, key))]

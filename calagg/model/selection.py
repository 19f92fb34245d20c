"""Selection(kinds={deadline}, words={"bidrag"}).matches(entry) -> which entries a feed or a subscription carries.

Which selection a name stands for is in `calagg.store.selection`.
"""

from collections.abc import Collection
from dataclasses import dataclass

from calagg.model.entry import Entry
from calagg.model.finding import is_found, searchable


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Conditions on an entry. Every one that is given must hold; a list holds when one of its parts is found.

    Letters' case does not matter. `kinds` and `sources` (the names of `[[source]]`) are compared whole; the others are
    looked for inside: `organisers` in the organiser, `places` in the location, `words` in title, quote, organiser and
    location, whatever their endings. A text of several words is found where all of them are.
    """

    kinds: tuple[str, ...] = ()
    organisers: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    def matches(self, entry: Entry, sources: Collection[str] = ()) -> bool:
        """Whether the entry, told by documents of `sources`, is selected; with no conditions every entry is."""
        return (
            (not self.kinds or entry.kind.value in self.kinds)
            and _holds(self.organisers, fold(entry.organiser or ""))
            and _holds(self.places, fold(entry.location or ""))
            and (not self.sources or not set(map(fold, self.sources)).isdisjoint(map(fold, sources)))
            and (not self.words or any(is_found(word, words_of(entry)) for word in self.words))
        )


def fold(text: str) -> str:
    """The text as it is compared: letters' case does not matter, nor how wide the gaps are."""
    return " ".join(text.casefold().split())


def words_of(entry: Entry) -> str:
    """Where the words of a selection are looked for: in title, quote, organiser and location."""
    return searchable(entry.title, entry.quote, entry.organiser or "", entry.location or "")


def _holds(parts: tuple[str, ...], text: str) -> bool:
    return not parts or any(fold(part) in text for part in parts)

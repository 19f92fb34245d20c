"""Selection(kinds={deadline}, words={"bidrag"}).matches(entry) -> which entries a feed or a subscription carries.

Which selection a name stands for is in `calagg.store.selection`.
"""

from collections.abc import Collection
from dataclasses import dataclass

from calagg.model.entry import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Conditions on an entry. Every one that is given must hold; a list holds when one of its parts is found.

    Letters' case does not matter. `kinds` and `sources` (the names of `[[source]]`) are compared whole; the others are
    looked for inside: `organisers` in the organiser, `places` in the location, `words` in title, quote, organiser and
    location.
    """

    kinds: tuple[str, ...] = ()
    organisers: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    def matches(self, entry: Entry, sources: Collection[str] = ()) -> bool:
        """Whether the entry, told by documents of `sources`, is one of those selected; with no conditions every one is.
        """
        anywhere = " \n ".join((entry.title, entry.quote, entry.organiser or "", entry.location or ""))
        return (
            (not self.kinds or entry.kind.value in self.kinds)
            and _holds(self.organisers, entry.organiser or "")
            and _holds(self.words, anywhere)
            and _holds(self.places, entry.location or "")
            and (not self.sources or not {s.casefold() for s in self.sources}.isdisjoint(map(str.casefold, sources)))
        )


def _holds(parts: tuple[str, ...], text: str) -> bool:
    folded = text.casefold()
    return not parts or any(part.casefold() in folded for part in parts)

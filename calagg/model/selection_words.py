"""`selection_words(selection)` -> "sista dagar, hos Länsstyrelsen": a selection in Swedish, for pages and mails."""

from collections.abc import Iterable

from calagg.model.entry import Kind
from calagg.model.selection import Selection

KINDS_IN_PLURAL = {
    Kind.EVENT: "händelser",
    Kind.DEADLINE: "sista dagar",
    Kind.WINDOW: "utlysningar",
    Kind.MILESTONE: "milstolpar",
}
EVERYTHING = "alla poster"


def selection_words(selection: Selection) -> str:
    """ "sista dagar och utlysningar, hos Länsstyrelsen, med orden bidrag eller stöd"; "alla poster" of all."""
    conditions = (
        ("hos", selection.organisers),
        ("i", selection.places),
        ("ur källan", selection.sources),
        ("med ordet" if len(" ".join(selection.words).split()) == 1 else "med orden", _all_of_each(selection.words)),
    )
    told = [f"{before} {listed(parts, 'eller')}" for before, parts in conditions if parts]
    if selection.kinds:
        kinds = listed([KINDS_IN_PLURAL[Kind(kind)] for kind in selection.kinds], "och")
    else:
        kinds = "poster" if told else EVERYTHING
    return ", ".join([kinds, *told])


def _all_of_each(words: Iterable[str]) -> tuple[str, ...]:
    """("stöd", "möten Storåker") -> ("stöd", "möten och Storåker"): all the words of a text are looked for."""
    return tuple(listed(text.split() or [text], "och") for text in words)


def listed(parts: Iterable[str], word: str) -> str:
    """["a", "b", "c"], "och" -> "a, b och c"."""
    *first, last = parts
    return f"{', '.join(first)} {word} {last}" if first else last

"""`kind_word(entry)` -> "Sista dag": what an entry is called in Swedish, everywhere that a reader meets it.

A window is an "Utlysning", unless its words say that nothing can be applied for: a consultation or a closed road is
only a "Period".
"""

import re
from dataclasses import dataclass

from calagg.model.entry import Entry, Kind

KIND_WORDS = {
    Kind.EVENT: "Händelse",
    Kind.DEADLINE: "Sista dag",
    Kind.WINDOW: "Utlysning",
    Kind.MILESTONE: "Milstolpe",
}
PERIOD = "Period"


@dataclass(frozen=True, slots=True)
class WindowWords:
    """What the two ends of a window do, and what is said beside one of them of the other, before its day."""

    opens: str
    closes: str
    open_since: str
    open_until: str


CALL_WORDS = WindowWords(opens="öppnar", closes="stänger", open_since="öppen sedan", open_until="stänger")
PERIOD_WORDS = WindowWords(opens="börjar", closes="slutar", open_since="pågår sedan", open_until="pågår till")
_CALL = re.compile(
    r"utlys|ansök|bidrag|(?<!läke)(?<!livs)medel|medlen|stöd|stipendi|sökbar|(?<!\w)sök(?:as?|er)(?!\w)|anslag|pengar",
    re.IGNORECASE,
)
_NO_CALL = re.compile(
    r"samråd|remiss|utställ|granskning|avstäng|(?<!\w)stäng[td]|förbud|fredning|lov(?!\w)|semester|trapphus|omröstning|"
    r"ombygg|asfalt|vägarbet|(?<!\w)gräv|vaccin|rundvisning|kontroll|visning",
    re.IGNORECASE,
)


def kind_word(entry: Entry) -> str:
    """The word for the entry's kind."""
    return KIND_WORDS[entry.kind] if is_call(entry) or entry.kind is not Kind.WINDOW else PERIOD


def is_call(entry: Entry) -> bool:
    """Whether the entry is a window in which something may be applied for, by the words of its title and quote."""
    told = f"{entry.title} {entry.quote}"
    return entry.kind is Kind.WINDOW and (_CALL.search(told) is not None or _NO_CALL.search(told) is None)


def window_words(entry: Entry) -> WindowWords:
    """The verbs for a window: a call for applications opens and closes, another period begins and ends."""
    return CALL_WORDS if is_call(entry) else PERIOD_WORDS

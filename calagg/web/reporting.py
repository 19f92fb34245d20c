"""What is posted by "Rapportera fel" -> Reporting(what="datum", words="Mötet är den 4:e.", address="", errors={}).

What is wrong stands in `errors`, by field, as the words under it; what was typed is kept. Where it goes is in `report`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from calagg.store.reports import LONGEST_WORDS, clean_words
from calagg.store.subscriptions import clean_address
from calagg.web.asking import LONGEST_KEPT, address_fault

WHAT, WORDS, ADDRESS = "fel", "ord", "epost"
KINDS = {
    "datum": "Datumet",
    "klockslag": "Klockslaget",
    "plats": "Platsen",
    "titel": "Titeln",
    "ingen": "Det här är ingen händelse",
    "annat": "Annat",
}
NO_KIND = "Inget är valt. Välj det som ligger närmast, eller Annat."
NO_WORDS = "Beskrivningen saknas. Skriv kort vad som är fel."
TOO_LONG = f"Beskrivningen är för lång. Skriv högst {LONGEST_WORDS} tecken."


@dataclass(frozen=True, slots=True, kw_only=True)
class Reporting:
    """The form as it is shown."""

    what: str = ""
    words: str = ""
    address: str = ""
    errors: dict[str, str] = field(default_factory=dict)


def read_reporting(form: Mapping[str, str], *, of_entry: bool) -> Reporting:
    """The form as it was posted. Words may be left out only where an entry is meant and the choice says enough."""
    what, typed = form.get(WHAT, ""), form.get(ADDRESS, "").strip()
    words = clean_words(form.get(WORDS, ""))
    errors = {}
    if what not in KINDS:
        errors[WHAT] = NO_KIND
    if not words and (what == "annat" or not of_entry):
        errors[WORDS] = NO_WORDS
    if len(words) > LONGEST_WORDS:
        errors[WORDS] = TOO_LONG
    if typed and (fault := address_fault(typed)):
        errors[ADDRESS] = fault
    return Reporting(
        what=what if what in KINDS else "",
        words=words[: 2 * LONGEST_WORDS],
        address=typed[:LONGEST_KEPT] if errors else (clean_address(typed) if typed else ""),
        errors=errors,
    )

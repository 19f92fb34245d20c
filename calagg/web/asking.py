"""What is posted by "Påminnelser med e-post" -> Asking(address="anna@example.se", choosing=…, errors={}).

What is wrong stands in `errors`, by field, as the words under it; what was typed is kept. What an address is, is
decided in `calagg.store.subscriptions`, what can be chosen in `choosing`.
"""

import unicodedata
from dataclasses import dataclass, field

from werkzeug.datastructures import MultiDict

from calagg.config import Config
from calagg.errors import UsageError
from calagg.model import EntryChoice
from calagg.store import Session
from calagg.store.subscriptions import clean_address
from calagg.web.choosing import Choosing, blank_choosing, read_choosing
from calagg.web.wording import clock

ADDRESS = "epost"
LONGEST_KEPT = 320
EXAMPLE = "till exempel namn@example.com."
NO_ADDRESS = f"Adressen saknas. Skriv din e-postadress, {EXAMPLE}"
NO_AT = f"Adressen saknar @. Skriv hela adressen, {EXAMPLE}"
SEVERAL = f"Det står mer än en adress. Skriv en enda, {EXAMPLE}"
TOO_LONG = f"Adressen är för lång. Skriv hela adressen och inget mer, {EXAMPLE}"
NO_SUCH = f"Adressen går inte att skicka till. Skriv hela adressen, {EXAMPLE}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """The form as it is shown; `hours` says when mails come."""

    choosing: Choosing
    hours: str
    address: str = ""
    errors: dict[str, str] = field(default_factory=dict)


def blank_asking(session: Session, config: Config, choice: EntryChoice) -> Asking:
    """The form before anything is typed."""
    hours = clock(config.remind.from_, config.remind.until)
    return Asking(choosing=blank_choosing(session, config, choice), hours=hours)


def read_asking(session: Session, config: Config, form: MultiDict[str, str]) -> Asking:
    """The form as it was posted."""
    blank = blank_asking(session, config, EntryChoice())
    typed = form.get(ADDRESS, "").strip()
    choosing = read_choosing(session, config, form, blank.choosing)
    fault = address_fault(typed)
    return Asking(
        choosing=choosing,
        hours=blank.hours,
        address=typed[:LONGEST_KEPT],
        errors=choosing.errors | ({ADDRESS: fault} if fault else {}),
    )


def address_fault(typed: str) -> str:
    """What is wrong with the address and how to mend it; empty for one that can be used."""
    if not typed:
        return NO_ADDRESS
    if "@" not in typed:
        return NO_AT
    if typed.count("@") > 1:
        return SEVERAL
    if len(typed) > LONGEST_KEPT:
        return TOO_LONG
    if any(unicodedata.category(letter).startswith("C") for letter in typed):
        return NO_SUCH
    try:
        clean_address(typed)
    except UsageError:
        return NO_SUCH
    return ""

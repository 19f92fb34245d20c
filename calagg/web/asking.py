"""What is posted by "Påminnelser med e-post" -> Asking(address="anna@example.se", leads=(14, 7, 1), errors={}).

What is wrong stands in `errors`, by field, as the words under it; what was typed is kept. What an address is, is
decided in `calagg.store.subscriptions`.
"""

import unicodedata
from dataclasses import dataclass, field

from werkzeug.datastructures import MultiDict

from calagg.config import Config
from calagg.config.sections import Remind
from calagg.errors import UsageError
from calagg.store.subscriptions import clean_address
from calagg.web.wording import clock

ADDRESS, LEADS = "epost", "dagar"
LONGEST_KEPT = 320
EXAMPLE = "till exempel namn@example.com."
NO_ADDRESS = f"Adressen saknas. Skriv din e-postadress, {EXAMPLE}"
NO_AT = f"Adressen saknar @. Skriv hela adressen, {EXAMPLE}"
SEVERAL = f"Det står mer än en adress. Skriv en enda, {EXAMPLE}"
TOO_LONG = f"Adressen är för lång. Skriv hela adressen och inget mer, {EXAMPLE}"
NO_SUCH = f"Adressen går inte att skicka till. Skriv hela adressen, {EXAMPLE}"
NO_LEADS = "Ingen dag är vald. Välj minst en."


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """The form as it is shown. `choices` are the lead times in days, `leads` those that are ticked; `hours` says when
    mails come."""

    choices: tuple[int, ...]
    hours: str
    address: str = ""
    leads: tuple[int, ...] = ()
    errors: dict[str, str] = field(default_factory=dict)


def blank_asking(config: Config) -> Asking:
    """The form before anything is typed, every lead time ticked."""
    choices = config.remind.leads or Remind().leads
    return Asking(choices=choices, hours=clock(config.remind.from_, config.remind.until), leads=choices)


def read_asking(form: MultiDict[str, str], config: Config) -> Asking:
    """The form as it was posted."""
    blank = blank_asking(config)
    typed = form.get(ADDRESS, "").strip()
    ticked = form.getlist(LEADS)
    leads = tuple(lead for lead in blank.choices if str(lead) in ticked)
    errors = {LEADS: "" if leads else NO_LEADS, ADDRESS: _fault_of(typed)}
    return Asking(
        choices=blank.choices,
        hours=blank.hours,
        address=typed[:LONGEST_KEPT],
        leads=leads,
        errors={name: fault for name, fault in errors.items() if fault},
    )


def _fault_of(typed: str) -> str:
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

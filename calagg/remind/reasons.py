"""`reason_in_words("mail server … said 550 5.1.1 …")` -> "adressen finns inte": why a mail or reminder did not go.

A server's own words may name the reader, so they are shown nowhere; what its code means is. Source: RFC 3463.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

_SAID = re.compile(r" said (\d{3})(?:[ -]+(\d\.\d{1,3}\.\d{1,3}))?")
_DATED = re.compile(r"(\w+) kom \d{4}-\d{2}-\d{2}, ")
_ENHANCED = {
    "1.1": "adressen finns inte",
    "1.2": "adressens domän finns inte",
    "1.3": "adressen är felskriven",
    "1.6": "adressen har flyttat",
    "1.10": "adressens domän tar inte emot mejl",
    "2.1": "brevlådan är stängd",
    "2.2": "brevlådan är full",
    "3.4": "mejlet är för stort för mottagaren",
    "7.1": "mottagarens server släpper inte in mejl från avsändaren",
}


def reason_in_words(reason: str) -> str:
    """A reason of the ledger or the outbox in words that name nobody and no day, so that like ones count as one."""
    if said := _SAID.search(reason):
        code, enhanced = said[1], (said[2] or "").partition(".")[2]
        return _ENHANCED.get(enhanced, f"mejlservern tog inte emot mejlet (kod {code})")
    if " closed the connection " in reason:
        return "förbindelsen med mejlservern bröts"
    if reason.startswith("mail server "):
        return "mejlservern svarade inte"
    if reason.startswith("mejlet kunde inte skrivas"):
        return "mejlet kunde inte skrivas"
    return _DATED.sub(r"\1 kom ", reason)


def count_reasons(reasons: Iterable[str]) -> str:
    """ "adressen finns inte (2), brevlådan är full": the most frequent first; one alone bears no figure."""
    ordered = group_reasons(Counter(reasons))
    return ", ".join(f"{words} ({number})" if number > 1 else words for words, number in ordered)


def group_reasons(counted: Mapping[str, int]) -> list[tuple[str, int]]:
    """How many there are of each reason in words, the most frequent first; "" is none."""
    grouped: Counter[str] = Counter()
    for reason, number in counted.items():
        if reason:
            grouped[reason_in_words(reason)] += number
    return sorted(grouped.items(), key=lambda pair: (-pair[1], pair[0]))

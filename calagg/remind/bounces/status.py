"""`is_hard("5.1.1", "smtp; 550 5.1.1 … unknown")` -> True: whether a mail will never arrive, or may another day.

Also what stands in a text that no program was meant to read: "(#5.1.1)", "550 No such user". Source: RFC 3463 and the
IANA registry of its codes.
"""

import re

_ENHANCED = re.compile(r"(?<![\d.])([45])\.([0-7])\.(\d{1,3})(?!\.?\d)")
_REPLY = re.compile(r"(?<![\d.,/-])(4[25][0-4]|5[05][0-6])(?=[ -])")
_FULL = re.compile(
    r"over ?quota|quota exceeded|exceeded (?:the )?(?:storage|quota)|(?:mailbox|inbox) (?:is )?full", re.I
)
_FULL_REPLY = "552"
# What the codes say of the mail or its sender and not of the address: too large, of a kind that is not taken, taken for
# spam. Were these hard, a server that takes calagg for a spammer would pause all its readers in one morning.
_NOT_THE_ADDRESS = ("2.2", "2.3", "3.4")
_NOT_THE_ADDRESS_SUBJECTS = ("6", "7")


def find_status(text: str) -> str | None:
    """The first enhanced code ("5.1.1") in a text, else what the first reply code (550) stands for, "5.0.0"; None."""
    if found := _ENHANCED.search(text):
        return ".".join(found.groups())
    if found := _REPLY.search(text):
        return "5.2.2" if found[1] == _FULL_REPLY else f"{found[1][0]}.0.0"
    return None


def is_hard(status: str, said: str = "") -> bool:
    """Whether a failure of that code means that the address takes no mail; `said` has the server's words, in which a
    full mailbox may be told of where the code leaves it open."""
    kind, _, detail = status.partition(".")
    if kind != "5" or _FULL.search(said):
        return False
    return detail not in _NOT_THE_ADDRESS and not detail.startswith(tuple(f"{s}." for s in _NOT_THE_ADDRESS_SUBJECTS))


def more_exact(status: str, said: str) -> str:
    """The code in the server's words where the status itself says nothing but "failed": Exim gives 5.0.0 for all."""
    found = find_status(said) if status.endswith(".0.0") else None
    return found or status

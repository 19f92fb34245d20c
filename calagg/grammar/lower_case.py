"""`in_lower_case("Måndagen DEN")` -> "måndagen den": how what is blind to case is passed over fast where it is not.

`re` is slow where it is to be blind to case: it tries each word of a pattern at each letter. In lower case it passes
over nearly all of them by their first letter. So a pattern is tried in lower case first, which tells where it matches.
"""

import re
from functools import lru_cache

# letters that a pattern blind to case takes for i and s, though they are no capitals of them
DOTLESS_I, LONG_S = "\N{LATIN SMALL LETTER DOTLESS I}", "\N{LATIN SMALL LETTER LONG S}"
CAPITAL = re.compile(r"(?<![\\?])[A-ZÅÄÖÉÜ]")  # neither r"\W" nor the name of a group
LOOK_BACK = 16  # characters; no pattern looks back at more


@lru_cache(maxsize=16)  # the questions to one stretch of text come together
def in_lower_case(text: str) -> str | None:
    """The text in lower case, each character where it was; None where a pattern that is blind to case may match what it
    would not match there: "İ" becomes two characters, and a dotless i counts as an i."""
    lowered = text.lower()
    return None if len(lowered) != len(text) or DOTLESS_I in lowered or LONG_S in lowered else lowered


class AnyCase:
    """A pattern in lower case, as it is to be found in any case (`blind`) and in lower case only (`lowered`)."""

    __slots__ = ("blind", "lowered", "pattern")

    def __init__(self, pattern: str) -> None:
        if CAPITAL.search(pattern):
            raise ValueError(f"{pattern!r} has a capital; write it in lower case, it is blind to case")
        self.pattern = pattern
        self.blind, self.lowered = re.compile(pattern, re.IGNORECASE), re.compile(pattern)

    def search_between(self, text: str, start: int, end: int) -> re.Match[str] | None:
        """The first match from `start` on that ends by `end`; what stands before `start` can be looked back at."""
        before = max(0, start - LOOK_BACK)
        if (lowered := in_lower_case(text[before:end])) is None:
            return self.blind.search(text, start, end)
        found = self.lowered.search(lowered, start - before)
        return None if found is None else self.blind.search(text, before + found.start(), end)

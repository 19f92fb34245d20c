r"""`words("senast", "deadline")` -> a Cue of whole words, blind to case: how the families of cue words are built.

Most sentences hold no word of most families, and `re` is slow to find that out where it is to be blind to case: it
tries each word of the family at each letter. In a text that is lowered first it passes over them by their first letter.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

I = re.IGNORECASE  # noqa: E741 - the name that re itself gives it
TAIL = r"[\s*_:(|>–-]*(?:(?:den|dag|kl\.?|klockan)[\s*_>]*)?\Z"
# letters that a pattern blind to case takes for i and s, though they are no capitals of them
DOTLESS_I, LONG_S = "\N{LATIN SMALL LETTER DOTLESS I}", "\N{LATIN SMALL LETTER LONG S}"
CAPITAL = re.compile(r"(?<![\\?])[A-ZÅÄÖÉÜ]")  # neither r"\W" nor the name of a group

LOOK_BACK = 16  # characters; no cue looks back at more


class Cue:
    """A family of cue words: a pattern in lower case that is blind to case, asked with the methods of `re`."""

    __slots__ = ("_blind", "_lowered", "fullmatch", "match", "pattern")

    def __init__(self, pattern: str) -> None:
        if CAPITAL.search(pattern):
            raise ValueError(f"the cue {pattern!r} has a capital; write it in lower case, it is blind to case")
        self.pattern = pattern
        self._blind, self._lowered = re.compile(pattern, I), re.compile(pattern)
        self.match, self.fullmatch = self._blind.match, self._blind.fullmatch

    def search(self, text: str) -> re.Match[str] | None:
        """The first match in the text."""
        if (lowered := in_lower_case(text)) is None:
            return self._blind.search(text)
        found = self._lowered.search(lowered)
        return None if found is None else self._blind.search(text, found.start())

    def search_between(self, text: str, start: int, end: int) -> re.Match[str] | None:
        """The first match from `start` on that ends by `end`; what stands before `start` can be looked back at."""
        before = max(0, start - LOOK_BACK)
        lowered = in_lower_case(text[before:end])
        if lowered is not None and self._lowered.search(lowered, start - before) is None:
            return None
        return self._blind.search(text, start, end)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """The matches in the text, in order."""
        first = self.search(text)
        return iter(()) if first is None else self._blind.finditer(text, first.start())

    def findall(self, text: str) -> list[str]:
        """What the only group of each match holds, in order."""
        return [m[1] for m in self.finditer(text)]

    def count(self, text: str) -> int:
        """How many matches the text holds."""
        if (lowered := in_lower_case(text)) is None:
            return len(self._blind.findall(text))
        return len(self._lowered.findall(lowered))

    def sub(self, replacement: str, text: str) -> str:
        """The text with every match replaced."""
        return text if self.search(text) is None else self._blind.sub(replacement, text)


@lru_cache(maxsize=16)  # the questions to one stretch of text come together
def in_lower_case(text: str) -> str | None:
    """The text in lower case, each character where it was; None where a pattern that is blind to case may match what it
    would not match there: "İ" becomes two characters, and a dotless i counts as an i."""
    lowered = text.lower()
    return None if len(lowered) != len(text) or DOTLESS_I in lowered or LONG_S in lowered else lowered


def words(*alternatives: str) -> Cue:
    """The family of these words, each of them whole."""
    return Cue(rf"(?<!\w)(?:{'|'.join(alternatives)})(?!\w)")

r"""`words("senast", "deadline")` -> a Cue of whole words, blind to case: how the families of cue words are built.

Most sentences hold no word of most families, and `re` is slow to find that out where it is to be blind to case: it
tries each word of the family at each letter. In a text that is lowered first it passes over them by their first letter.
"""

import re
from collections.abc import Iterator

I = re.IGNORECASE  # noqa: E741 - the name that re itself gives it
TAIL = r"[\s*_:(|>–-]*(?:(?:den|dag|kl\.?|klockan)[\s*_>]*)?\Z"
# letters that a pattern blind to case takes for i and s, though they are no capitals of them
DOTLESS_I, LONG_S = "\N{LATIN SMALL LETTER DOTLESS I}", "\N{LATIN SMALL LETTER LONG S}"
CAPITAL = re.compile(r"(?<![\\?])[A-ZÅÄÖÉÜ]")  # neither r"\W" nor the name of a group

LOOK_BACK = 16  # characters; no cue looks back at more


class Cue:
    """A family of cue words: a pattern in lower case that is blind to case, asked with the methods of `re`."""

    __slots__ = ("_blind", "_lowered", "fullmatch", "match")

    def __init__(self, pattern: str) -> None:
        if CAPITAL.search(pattern):
            raise ValueError(f"the cue {pattern!r} has a capital; write it in lower case, it is blind to case")
        self._blind, self._lowered = re.compile(pattern, I), re.compile(pattern)
        self.match, self.fullmatch = self._blind.match, self._blind.fullmatch

    def search(self, text: str) -> re.Match[str] | None:
        """The first match in the text."""
        return self._blind.search(text) if self._may_match(text) else None

    def search_between(self, text: str, start: int, end: int) -> re.Match[str] | None:
        """The first match from `start` on that ends by `end`; what stands before `start` can be looked back at."""
        near = text[max(0, start - LOOK_BACK) : end]
        return self._blind.search(text, start, end) if self._may_match(near) else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """The matches in the text, in order."""
        return self._blind.finditer(text) if self._may_match(text) else iter(())

    def findall(self, text: str) -> list[str]:
        """What the matches in the text say, or their only group."""
        return self._blind.findall(text) if self._may_match(text) else []

    def sub(self, replacement: str, text: str) -> str:
        """The text with every match replaced."""
        return self._blind.sub(replacement, text) if self._may_match(text) else text

    def _may_match(self, text: str) -> bool:
        """False only where nothing matches. "İ" is two characters in lower case: what is after it stands elsewhere."""
        lowered = text.lower()
        if self._lowered.search(lowered) is not None:
            return True
        return len(lowered) != len(text) or DOTLESS_I in lowered or LONG_S in lowered


def words(*alternatives: str) -> Cue:
    """The family of these words, each of them whole."""
    return Cue(rf"(?<!\w)(?:{'|'.join(alternatives)})(?!\w)")

r"""`words("senast", "deadline")` -> a Cue of whole words, blind to case: how the families of cue words are built.

Most sentences hold no word of most families, so they are looked for in lower case first: see `grammar.lower_case`.
"""

import re
from collections.abc import Iterator

from calagg.grammar.lower_case import AnyCase, in_lower_case

I = re.IGNORECASE  # noqa: E741 - the name that re itself gives it
TAIL = r"[\s*_:(|>–-]*(?:(?:den|dag|kl\.?|klockan)[\s*_>]*)?\Z"


class Cue(AnyCase):
    """A family of cue words: a pattern in lower case that is blind to case, asked with the methods of `re`."""

    __slots__ = ("fullmatch", "match")

    def __init__(self, pattern: str) -> None:
        super().__init__(pattern)
        self.match, self.fullmatch = self.blind.match, self.blind.fullmatch

    def search(self, text: str) -> re.Match[str] | None:
        """The first match in the text."""
        if (lowered := in_lower_case(text)) is None:
            return self.blind.search(text)
        found = self.lowered.search(lowered)
        return None if found is None else self.blind.search(text, found.start())

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """The matches in the text, in order."""
        first = self.search(text)
        return iter(()) if first is None else self.blind.finditer(text, first.start())

    def findall(self, text: str) -> list[str]:
        """What the only group of each match holds, in order."""
        return [m[1] for m in self.finditer(text)]

    def count(self, text: str) -> int:
        """How many matches the text holds."""
        if (lowered := in_lower_case(text)) is None:
            return len(self.blind.findall(text))
        return len(self.lowered.findall(lowered))

    def sub(self, replacement: str, text: str) -> str:
        """The text with every match replaced."""
        return text if self.search(text) is None else self.blind.sub(replacement, text)


def words(*alternatives: str) -> Cue:
    """The family of these words, each of them whole."""
    return Cue(rf"(?<!\w)(?:{'|'.join(alternatives)})(?!\w)")

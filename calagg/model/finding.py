"""`needles("möten Storåker")` -> what `searchable("Möte", "Storåker")` must hold: words found whatever their endings.

One text is searched in memory and in the database by one and the same strings, so a page, a calendar and a reminder
find the same. Case, the width of gaps and accents but those of å, ä and ö do not matter.
"""

import re
import unicodedata
from functools import lru_cache

from calagg.model.stemming import SHORTEST, stem


class _Bare(dict[int, str]):
    """By a letter's code, the letter without its accents; å, ä and ö as they are."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        parts = letter if letter in "åäö" else unicodedata.normalize("NFD", letter)
        self[code] = "".join(part for part in parts if not unicodedata.combining(part))
        return self[code]


_BARE = _Bare()
_OUTER_SIGNS = re.compile(r"^\W+|\W+$")
Needles = tuple[tuple[str, ...], ...]


def plain(text: str) -> str:
    """The text as words are compared in it: small letters, single blanks, "é" as "e", "å", "ä" and "ö" as they are."""
    small = unicodedata.normalize("NFC", " ".join(text.casefold().split()))
    return small if small.isascii() else small.translate(_BARE)


@lru_cache(maxsize=20_000)
def searchable(*texts: str) -> str:
    """A line for each text, then each stem of their words on a line of its own; a line break stands first and last."""
    lines = [plain(text) for text in texts]
    stems = dict.fromkeys(stem(word) for line in lines for word in re.findall(r"\w+", line))
    return "\n".join(["", *lines, *stems, ""])


@lru_cache(maxsize=1_000)
def needles(asked: str) -> Needles:
    """Every row must be found in what is searched, and is when one of its strings is: all the words, in any order.

    A word is found as it is written, inside another too, or by its stem: as a word, or as the last part of a longer one
    ("möten" in "styrgruppsmötet"). Signs between words are passed over, and looked for where there are no words.
    """
    found = []
    for written in plain(asked).split():
        bare = _OUTER_SIGNS.sub("", written)
        found += [(bare, _line_of(stem(word))) for word in re.findall(r"\w+", bare)]
    return tuple(dict.fromkeys(found)) or tuple((signs,) for signs in plain(asked).split())


def is_found(asked: str, text: str) -> bool:
    """Whether all that is asked for is in a `searchable` text."""
    return all(any(needle in text for needle in row) for row in needles(asked))


def _line_of(found: str) -> str:
    """The end of a line that the stem stands on, alone or after another part; a short one only alone."""
    return f"{found}\n" if len(found) >= SHORTEST else f"\n{found}\n"

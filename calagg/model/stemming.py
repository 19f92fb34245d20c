""" "ansökningar" -> "ansök", as "ansökan" and "ansökningen": what is left of a Swedish word without its endings.

Two forms of one word have one stem, which need not be a word. Endings are taken off until none is left, so that a form
and the form it was made from end alike. å, ä and ö are letters of their own and never become a or o.
"""

import re
from functools import lru_cache

# the longest first: "erna" before "na" would be left as "er"
ENDINGS = ("erna", "arna", "orna", "ena", "er", "ar", "or", "en", "et", "an", "a", "e")
SHORTEST = 3
# nouns of verbs, whose plural is made with another ending than their singular
VERBAL = re.compile(r"(.*(?:ansök|anmäl|inbjud|förfråg|önsk))(?:ans?|ning(?:s|ens?|ars?|arnas?)?)")
# plurals with another vowel
UMLAUTS = (("städ", "stad"), ("länd", "land"), ("böck", "bok"), ("ledamöt", "ledamot"))
UMLAUT = re.compile(rf"(.*)({'|'.join(plural for plural, _ in UMLAUTS)})er(?:nas?|s)?")
# words whose own last letter is the s that others have as a genitive
KEEPS_S = ("hus", "kurs", "plats", "ss")
# their last part is no word to be found by: who looks for "dagar" means no "måndag"
DAYS = frozenset(
    (
        "måndag",
        "tisdag",
        "onsdag",
        "torsdag",
        "fredag",
        "lördag",
        "söndag",
        "idag",
        "middag",
        "förmiddag",
        "eftermiddag",
    )
)
# an e that is not there in "regler"
ENDS_IN_EL = re.compile(r"(?<=\w[^\W\daeiouyåäöl])eln?$")
VOWELS = frozenset("aeiouyåäöé")


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The stem of one word in small letters."""
    if verbal := VERBAL.fullmatch(word):
        return verbal[1]
    if umlaut := UMLAUT.fullmatch(word):
        return umlaut[1] + dict(UMLAUTS)[umlaut[2]]
    left, before = word, ""
    while left != before:
        before = left
        left = _without_ending(_without_s(left))
        if left in DAYS:
            return f"{left}s"
    return _evened(left)


def _without_s(word: str) -> str:
    return word[:-1] if word.endswith("s") and not word.endswith(KEEPS_S) and _is_enough(word[:-1]) else word


def _without_ending(word: str) -> str:
    for ending in ENDINGS:
        if word.endswith(ending) and _is_enough(word.removesuffix(ending)):
            return word.removesuffix(ending)
    return word


def _is_enough(left: str) -> bool:
    return len(left) >= SHORTEST and not VOWELS.isdisjoint(left)


def _evened(left: str) -> str:
    """Without what comes and goes before an ending: "regel" and "regler", "rum" and "rummet", "centret", "tecknet",
    "seminarium" and "seminarier"."""
    if not _is_enough(left[:-1]):
        return left
    if left.endswith(("mm", "nn")) or re.search(r"[dmt]r$|[kt]n$", left):
        left = left[:-1]
        return left[:-1] if left.endswith("mm") else left
    return ENDS_IN_EL.sub("l", left.removesuffix("um") if left.endswith("ium") else left)

"""titles_alike("Styrgruppsmöte", "Träff med styrgruppen") -> True: whether two names say one thing in other words.

A name is taken as the stems of its telling words. One name is the other when all that it says is said there too, a
compound by its parts. What its words are is in `words`; days, times and places are weighed in `identity`.
"""

import re
from collections.abc import Set as AbstractSet
from functools import lru_cache

from rapidfuzz.distance import OSA

from calagg.merge.words import MEETING, Word, parted, words_of

LONG = 7  # letters from which one wrong letter is a slip, not another word
# what is no longer the thing itself: who is asked to the mingling after a conference is not asked to the conference
_APART = (
    "arbetsutskott",
    "presidi",
    "förmöt",
    "återträff",
    "mingl",
    "middag",
    "invig",
    "extra",
    "årsmöt",
    "bered",
    "stormöt",
)
_FORM = re.compile(  # stems
    r"möte|årsmöt|förmöt|.*(?:utbild|konf|workshop|seminari|föreläs|samverk)\w*|\d+|styr|.*grupp|arbetsutskott|nämnd"
    r"|nätverk|frukost|lunch|dialog|inform|.*dag|tema|projekt|digital|julbord|öpp|hus|presidi|extra|styre?ls?"
    r"|(?:höst|vår|vint(?:er)?|som(?:mar)?|jul|års)?(?:stäm|avslut|fest)|höst|vår|vint|som|slut|månad|kvartal|medlem"
    r"|personal|arbetsplats|plan|uppstart|budget|kickoff"
)
_BODY = re.compile(r".{2,}(?:nämnd|styrelse?|fullmäktig|verk|råd)$")
_LINKS = (
    *("", "s", "e", "a", "o", "u", "n", "en", "ens", "ar", "ans", "ande"),
    *("ing", "ings", "ning", "nings", "ation", "ations"),
)
_COMMON = frozenset(Word(word, word) for word in ("län", "kommun", "nätverk", "myndighet", "region"))


@lru_cache(maxsize=50_000)
def titles_alike(one: str, other: str, *, known: str = "", known_other: str = "") -> bool:
    """Whether all that one title says is said by the other; `known` is what is known of each besides, as its organiser.

    Numbers and letters by which things are counted must be equal where both have them.
    """
    if one.casefold() == other.casefold():
        return True
    words, others = words_of(one), words_of(other)
    if not words or not others or _apart(words) != _apart(others):
        return False
    if (
        {MEETING} in (words, others)
        and words != others
        and not (known and known_other and names_alike(known, known_other))
    ):
        # "Möte" may be anyone's: nothing but whose it is makes it the "Föräldramöte"
        return bool(known or known_other) and words | words_of(known) == others | words_of(known_other)
    return covers(others | words_of(known_other), words) or covers(words | words_of(known), others)


def names_alike(one: str, other: str) -> bool:
    """Whether two names can be of one organisation or place: "Norrviks hembygdsförening", "Hembygdsföreningen"."""
    words, others = words_of(one), words_of(other)
    return covers(others | _COMMON, words) or covers(words | _COMMON, others)


def tells_its_subject(one: str, other: str) -> bool:
    """Whether both titles have a word in common that is no form: "Workshop om mottagande", not "Workshop"."""
    return any(not _FORM.fullmatch(word.stem) and _is_said(word, words_of(other)) for word in words_of(one))


def bodies_fit(known: str, title: str) -> bool:
    """Whether the title names no public body but such as are known."""
    bodies = {word for word in words_of(title) if _BODY.search(word.stem)}
    return covers(words_of(known), bodies) or not any(_BODY.search(word.stem) for word in words_of(known))


def covers(said: AbstractSet[Word], words: AbstractSet[Word]) -> bool:
    """Whether each of the words is said: itself, with one slip of the pen, or as a compound of what is said."""
    return all(_is_said(word, said) for word in words - said)


def _is_said(word: Word, said: AbstractSet[Word]) -> bool:
    return word in said or _is_compound(word.whole, said) or _has_slip(word.stem, said)


def _has_slip(word: str, said: AbstractSet[Word]) -> bool:
    return len(word) >= LONG and any(
        len(w.stem) >= LONG and w.stem[0] == word[0] and OSA.distance(word, w.stem, score_cutoff=1) <= 1 for w in said
    )


def _is_compound(whole: str, said: AbstractSet[Word]) -> bool:
    """Whether the word is made of said ones: "bostadsenkäten" of "enkät" and "bostäder"."""
    for part in said:
        if len(part.stem) < 3 or not whole.startswith(part.stem):
            continue
        rest = whole.removeprefix(part.stem)
        for link in _LINKS:
            tail = rest.removeprefix(link)
            if rest.startswith(link) and (not tail or said >= set(parted(tail)) or _is_compound(tail, said)):
                return True
    return False


@lru_cache(maxsize=50_000)
def _apart(words: frozenset[Word]) -> frozenset[str]:
    return frozenset(what for what in _APART if any(word.stem.endswith(what) for word in words))

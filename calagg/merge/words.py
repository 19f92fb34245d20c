"""words_of("Styrgruppens träff om IVO") -> {styrgrupp, möte, ivo}: the telling words of a name, by their stems.

What is shortened is written out by `shortened`; which names are one is in `wording`.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from calagg.merge.shortened import written_out
from calagg.model.stemming import stem

_STOP = frozenset(
    re.findall(
        r"\w+",
        """
        och eller i på om för med av till från den det de en ett vid hos inom under samt att som är kl dag
        dagar sista nr nummer sin sina ska vara har enligt kring inför mellan över in senast stänger lämna
        lämnas inställt inställd preliminärt preliminär flyttas flyttad flyttat förlängd förlängs nästa
        kommande ordinarie inne tid kommunens hålls ställs blir börjar anordnas arrangeras genomförs nu klart
        ha inkomma inkommit inkommen inkomna inlämnas inlämnad inskickad inskickas insänd
        """,
    )
)
_LEADING = re.compile(r"(?:ny|nytt|nya)\s+")  # "Ny workshop" is told of as "workshopen" next time
_WORD = re.compile(r"\d+(?:[.:]\d+)+|\w+")  # "3.1" is one number, and no 3
_MEETS = ("sammanträde", "möte", "träff")
_MEETING = re.compile(
    rf"(?P<of>\w*?)(?:{'|'.join(_MEETS)}|mötet|möten|sammanträdet|sammanträder|träffen|träffas|träffar)s?"
)
_OWN_MEETING = re.compile(r"(?:för|års|åter|stor)(?:möt|träff)\w*")
_HEADS = re.compile(
    r"(?P<of>\w{3,}?)(?P<head>utbildning|konferens|workshop|seminari|föreläsning|enkät|kurs|anmäl|ansök)"
    r"(?:an|ning|um|er|\w)?\w{0,3}"
)
# the day or the time until which something can be done, which is told of as that alone; a "motionsdag" is for exercise
_UNTIL = re.compile(
    r"(?!motionsdag)(?P<of>ansökning|anmälning|anbud|svar|remiss|motion|nominering|redovisning)s?"
    r"(?:dag|tid|stopp|datum)(?:en|et)?s?"
)
_NOMINAL = re.compile(r"(?<=\w{4})(?:ning|ing|ation)$")
# "undertecknande", as "undertecknas"; but no "förbandet" and no "inlandet"
_DOING = re.compile(r"(?<=\w{3})(?:andes?|(?<![bl])andets?)$")
_SAME = {
    "avslut": "slut",
    "besvarad": "svar",
    "besvara": "svar",
    "besvaras": "svar",
    "sök": "ansök",
    "rekvisition": "rekvir",
    "nya": "ny",
    "nyvald": "ny",
    "extra": "extra",
    "extrainsatt": "extra",
    "våldsprevent": "våldsförebygg",
    "nytt": "ny",
    "övar": "övning",
    "ant": "antag",
    "redovisad": "redovi",
    "vernissag": "öppn",
    "studiebesök": "besök",
}


@dataclass(frozen=True, slots=True)
class Word:
    """A word by its stem; `whole` is how it stood, for what its parts are."""

    stem: str
    whole: str = field(compare=False)

    def __hash__(self) -> int:
        return hash(self.stem)


MEETING = Word("möte", "möte")


def title_words(title: str) -> frozenset[str]:
    """The telling words of a title as they stand, in small letters: the more, the fuller the title."""
    return frozenset(word for word in re.findall(r"\w+", title.casefold()) if word not in _STOP)


@lru_cache(maxsize=50_000)
def words_of(name: str) -> frozenset[Word]:
    """The telling words of a name, a meeting's kind of meeting parted from whose it is."""
    told = written_out(name)
    told = _LEADING.sub("", told, count=1) if _LEADING.match(told) else told
    return frozenset(part for word in _WORD.findall(told) for part in parted(word))


@lru_cache(maxsize=50_000)
def parted(word: str) -> tuple[Word, ...]:
    """What one word in small letters says: nothing, itself, or two things such as "styrgrupp" and "möte"."""
    if word in _STOP:
        return ()
    if word == "webbinarium":
        return (*parted("digital"), *parted("seminarium"))
    if found := _UNTIL.fullmatch(word):
        return parted(found["of"])
    if not _OWN_MEETING.fullmatch(word):
        if found := _MEETING.fullmatch(word):
            return (*(parted(found["of"]) if found["of"] else ()), MEETING)
        if found := _HEADS.fullmatch(word):
            return (*parted(found["of"]), *parted(found["head"]))
    return (Word(_stemmed(word), word),)


def _stemmed(word: str) -> str:
    if word in _SAME or any(c.isdigit() for c in word):
        return _SAME.get(word, word)
    bare = stem(_NOMINAL.sub("", stem(_DOING.sub("", word))))
    return _SAME.get(bare, bare)

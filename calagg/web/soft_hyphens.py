"""'tillgänglighetspris' -> the same with soft hyphens where a narrow cell may break it: 'tillgänglighets-pris'.

A compound is broken before a word that often ends one in minutes, and after an s that joins two words; one that has
neither by syllables, before the last consonants that may begin one. Without a dictionary that is right mostly.
"""

import re
from itertools import pairwise

LONGEST_UNBROKEN = 14
LEAST_PART = 4
SOFT_HYPHEN = "\N{SOFT HYPHEN}"
_WORD = re.compile(rf"[^\W\d_]{{{LONGEST_UNBROKEN + 1},}}")
_LAST_WORD = re.compile(
    r"afton|arbete|avtal|beredning|dagar|dagen|dialog|enhet|fråg|förbund|förening|försörjning|förvaltning|grupp|gräns|insats|"
    r"konferens|kontor|ledare|ledning|myndighet|möte|nämnd|nätverk|område|ordförande|organisation|plan(?!e)|pris|"
    r"program|projekt|redovisning|rådet|samordn|samverkan|seminari|stipendi|strategi|styrelse|stöd|tjänst|träff|"
    r"undersökning|utbildning|utredning|utskott|utveckling|verksamhet",
    re.IGNORECASE,
)
_JOINING_S = re.compile(r"(?:het|ing|ion|skap|dom|ment|tet)s", re.IGNORECASE)
_VOWELS = "aeiouyåäöé"
_GAP = re.compile(rf"(?<=[{_VOWELS}])([^{_VOWELS}]+)(?=[{_VOWELS}])", re.IGNORECASE)
_ONSET = re.compile(r"(?:[bcfgkp][lr]|[dtv]r|[kg]n|[ft]j|s[jklmnptv]|s[kpt]r|sk[jv]|[^\W\d_])$", re.IGNORECASE)


def soften(title: str) -> str:
    """The title with soft hyphens in its words of more than 14 letters, at least four letters from either end."""
    return _WORD.sub(lambda found: _break(found[0]), title)


def _break(word: str) -> str:
    joints = {m.start() for m in _LAST_WORD.finditer(word)} | {m.end() for m in _JOINING_S.finditer(word)}
    places = _allowed(joints, word) or _allowed({_syllable_start(gap) for gap in _GAP.finditer(word)}, word)
    return SOFT_HYPHEN.join(word[start:end] for start, end in pairwise([0, *places, len(word)]))


def _allowed(places: set[int], word: str) -> list[int]:
    return sorted(place for place in places if LEAST_PART <= place <= len(word) - LEAST_PART)


def _syllable_start(gap: re.Match[str]) -> int:
    """Where the consonants between two vowels part: 'd-j', 'k-pl', 'l-l'."""
    onset = _ONSET.search(gap[1])
    return gap.start() + (onset.start() if onset else 0)

"""The Swedish words of time, and the pattern fragments that the rules are built from. Latin letters only.

Every rule reads its words here; a word that is missing in one rule is missing in all.
"""

from collections.abc import Iterable

MONTHS = {
    "januari": 1,
    "jan": 1,
    "februari": 2,
    "febr": 2,
    "feb": 2,
    "mars": 3,
    "mar": 3,
    "april": 4,
    "apr": 4,
    "maj": 5,
    "juni": 6,
    "jun": 6,
    "juli": 7,
    "jul": 7,
    "augusti": 8,
    "aug": 8,
    "september": 9,
    "sept": 9,
    "sep": 9,
    "oktober": 10,
    "okt": 10,
    "november": 11,
    "nov": 11,
    "december": 12,
    "dec": 12,
}
WEEKDAYS = {
    "måndag": 0,
    "mån": 0,
    "tisdag": 1,
    "tis": 1,
    "onsdag": 2,
    "ons": 2,
    "torsdag": 3,
    "tors": 3,
    "tor": 3,
    "fredag": 4,
    "fre": 4,
    "lördag": 5,
    "lör": 5,
    "månd": 0,
    "tisd": 1,
    "onsd": 2,
    "torsd": 3,
    "fred": 4,
    "lörd": 5,
    "sönd": 6,
    "söndag": 6,
    "sön": 6,
}
TWO_LETTERS = {  # only before a day with its month; "fr 1/10" may as well be "från"
    "må": 0,
    "ti": 1,
    "on": 2,
    "to": 3,
    "fr": None,
    "lö": 5,
    "sö": 6,
}
ORDINALS = {
    "första": 1,
    "förste": 1,
    "andra": 2,
    "andre": 2,
    "tredje": 3,
    "fjärde": 4,
    "femte": 5,
    "sjätte": 6,
    "sjunde": 7,
    "åttonde": 8,
    "nionde": 9,
    "tionde": 10,
    "elfte": 11,
    "tolfte": 12,
    "trettonde": 13,
    "fjortonde": 14,
    "femtonde": 15,
    "sextonde": 16,
    "sjuttonde": 17,
    "artonde": 18,
    "nittonde": 19,
    "tjugonde": 20,
    "tjugoförsta": 21,
    "tjugoandra": 22,
    "tjugotredje": 23,
    "tjugofjärde": 24,
    "tjugofemte": 25,
    "tjugosjätte": 26,
    "tjugosjunde": 27,
    "tjugoåttonde": 28,
    "tjugonionde": 29,
    "trettionde": 30,
    "trettioförsta": 31,
}
NUMERALS = {
    "en": 1,
    "ett": 1,
    "två": 2,
    "tre": 3,
    "fyra": 4,
    "fem": 5,
    "sex": 6,
    "sju": 7,
    "åtta": 8,
    "nio": 9,
    "tio": 10,
    "elva": 11,
    "tolv": 12,
    "tretton": 13,
    "fjorton": 14,
    "femton": 15,
    "sexton": 16,
    "sjutton": 17,
    "arton": 18,
    "nitton": 19,
    "tjugo": 20,
    "trettio": 30,
}
UNITS = {
    "dag": "day",
    "dagar": "day",
    "dygn": "day",
    "vecka": "week",
    "veckor": "week",
    "veckors": "week",
    "månad": "month",
    "månader": "month",
    "mån": "month",
    "år": "year",
}
SEASONS = {
    "vår": "spring",
    "våren": "spring",
    "vt": "spring-term",
    "vårterminen": "spring-term",
    "vårtermin": "spring-term",
    "sommar": "summer",
    "sommaren": "summer",
    "höst": "autumn",
    "hösten": "autumn",
    "ht": "autumn-term",
    "höstterminen": "autumn-term",
    "hösttermin": "autumn-term",
    "vinter": "winter",
    "vintern": "winter",
}
PARTS = {
    "början": "early",
    "inledningen": "early",
    "mitten": "mid",
    "slutet": "late",
    "senare delen": "late",
    "första halvan": "early",
    "andra halvan": "late",
    "första veckan": "early",
    "sista veckan": "late",
}
DAY_PARTS = {
    "förmiddag": (9, 12),
    "förmiddagen": (9, 12),
    "fm": (9, 12),
    "eftermiddag": (13, 17),
    "eftermiddagen": (13, 17),
    "em": (13, 17),
    "kväll": (18, 21),
    "kvällen": (18, 21),
    "lunch": (12, 13),
    "lunchtid": (12, 13),
}


def _any_of(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


# white space between the words of one expression: a broken line, a blank line of a double-spaced text, emphasis marks
SPACE = r"[\s*_>]{0,5}"
GAP = r"(?:[\s*_>]{1,5})"
DASH = r"[-\u2010-\u2015\u2212]"  # hyphens, en and em dashes, the minus sign
LETTER = r"[^\W\d_]"
_WHOLE = [m for m in MONTHS if len(m) > 4 or m in ("maj", "mars", "juni", "juli")]
_SHORT = [m for m in MONTHS if m not in _WHOLE]
MONTH = (
    rf"(?:(?:{'|'.join(sorted(_WHOLE, key=len, reverse=True))})(?!{LETTER})|"
    rf"(?:{'|'.join(sorted(_SHORT, key=len, reverse=True))})(?!{LETTER})\.?)"
)
_DAYS = [w for w in WEEKDAYS if w.endswith("dag")]
_DAYS_SHORT = sorted((w for w in WEEKDAYS if not w.endswith("dag")), key=len, reverse=True)
WEEKDAY = rf"(?:(?:{'|'.join(_DAYS)})(?:en|s|ens)?(?!{LETTER})|(?:{'|'.join(_DAYS_SHORT)})(?!{LETTER})\.?)"
WEEKDAY_PLURAL = rf"(?:{'|'.join(_DAYS)})(?:ar|arna)(?!{LETTER})"
ORDINAL = rf"(?:{_any_of(ORDINALS)})(?!{LETTER})"
NUMERAL = rf"(?:\d{{1,3}}|{_any_of(NUMERALS)})(?![\w])"
DAY = r"(?:3[01]|[12]\d|0?[1-9])"
ORDINAL_MARK = r"(?::?(?:e|a|de|te)(?![^\W\d_])|:)?"
YEAR = r"(?:19|20)\d\d"
YEAR_AFTER = (
    rf"(?:,?{SPACE}(?:år{GAP})?(?P<year>{YEAR})(?!\d|{DASH}\d\d(?!\d|{SPACE}{MONTH}|/)|{LETTER})"
    rf"|{SPACE}{DASH}(?P<short>\d\d)(?!\d|/|[.:]\d|{SPACE}{MONTH}|{DASH})|{SPACE}[’'](?P<tick>\d\d)(?!\d))?"
)
UNTIL = (
    rf"(?:{SPACE}{DASH}{SPACE}|{GAP}"
    rf"(?:till(?:{GAP}och{GAP}med)?|t{SPACE}\.?{SPACE}o{SPACE}\.?{SPACE}m(?:{SPACE}\.)?|tom\.?){GAP})"
)

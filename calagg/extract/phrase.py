"""`"och ett gemensamt samråd med kommunerna på"` -> "Gemensamt samråd med kommunerna": a stretch of text as a name.

Edges that belong to the sentence and not to the name go; what is too long ends with a clause.
"""

import re
from functools import lru_cache

from calagg.extract.context import on_one_line
from calagg.extract.cues import Cue
from calagg.extract.wording import unmarked

LONGEST = 90
EDGE = 120
MOST = 500
I = re.IGNORECASE  # noqa: E741 - the name that re itself gives it

_EDGE = r"[\s,;:.)\]–—\-*•!?|/=+]"
CUE_TAIL = Cue(
    r"[\s,(:–-]*(?:senast(?:e)?(?:\s+(?:till|på|den))?|(?<!s )sista\s+(?:\w+\s?)?(?:dag(?:en)?|datum|svarsdag|"
    r"ansökningsdag|anmälningsdag)(?:\s*(?:är|:|blir))*|"
    r"fram\s+till(?:\s+och\s+med)?|till\s+och\s+med|t\.?\s?o\.?\s?m\.?|före|innan|deadline(?:\s+är)?:?|"
    r"från\s+och\s+med|fr\.?\s?o\.?\s?m\.?|from|från|"
    r"mellan|till|med\s+start|under|(?<=\w\s)(?:på|i))(?:[\s*]+den)?[\s*:(]*\Z",
)
LEADING = re.compile(
    rf"\A(?:{_EDGE}|(?:och|men|samt|att|dock|även|också|så|därmed|därefter|av|i|på|till|för|d\.|kl\.?|klockan|ca|"
    rf"cirka|senast|from|dels|"
    r"fr\.o\.m\.?|från|med|under|vid|nu|sedan|dessutom|inför|är|blir)(?=\s)(?!\s*\Z))+",
    I,
)
_GLUE = (
    r"och|men|samt|att|på|i|till|för|den|det|(?<!sista )(?<!första )(?<!s )dag|är|av|om|från|med|vid|under|"
    r"kommer|senast|sker|blir|inför|eller|"
    r"(?:mån|tis|ons|tors|fre|lör|sön)dag(?:en)?|kl\.?|klockan|inom|fram|tiden|perioden|mellan|from|fr\.?\s?o\.?\s?m\.?|"
    r"t\.?o\.?m\.?|ca|cirka|som|där|då|när|gäller|dels|dock|"
    r"redan|både|ett|en|har|hålls|äger\s+rum|ska|"
    r"dvs\.?|alltså|nämligen|före|innan|efter|börjar|startar|görs|kan|och\s+med|så|snart|möjligt|enligt|hos|utan|nedan"
)
TRAILING = re.compile(rf"(?:[\s,;:.([–—\-*•|/=+]|(?<=\s)(?:{_GLUE})(?=[\s,;:.]*\Z))+\Z", I)
TRAILING_MARKS = frozenset(",;:.([–—-*•|/=+")
LAST_GLUE = re.compile(rf"(?:{_GLUE}|rum|(?:o\.?)?m)\Z", I)  # the last word of a glue of several: "äger rum", "fr o m"
ARTICLE = re.compile(
    r"\A(?:en|ett|den|det|de|vårt|vår|våra|nästa|kommande|planerad|planerat|planerade|ytterligare|"
    r"årets|detta|denna)\s+(?=\S)",
    I,
)
FORM = re.compile(
    r"\A(?:på\s+plats|digitalt?|fysiskt?|online|via\s+(?:teams|zoom|länk))\s*[,:–-]?\s+(?=[A-ZÅÄÖ])|"
    r"\A(?:på\s+plats|digitalt|fysiskt)\s*[,:–]\s+",
    0,
)
FORM_ANY = re.compile(
    FORM.pattern.replace("på", "[Pp]å")
    .replace("digitalt", "[Dd]igitalt")
    .replace("fysiskt", "[Ff]ysiskt")
    .replace("online", "[Oo]nline")
    .replace("via", "[Vv]ia")
)
TERM = re.compile(r"[\s,(–-]*(?:HT|VT|hösten|våren|höstterminen|vårterminen)[\s-]?(?:20)?\d\d\)?\s*:?\Z", I)
BROKEN_WORD = re.compile(
    r"(?<=[a-zåäö]{2})- (?=[a-zåäö]{2})(?!(?:och|eller|samt|respektive|resp|till|men|kontra|el)\b)"
)
EMPTY_BRACKETS = re.compile(r"\(\s*[,;:–-]?\s*\)|\[\s*\]|(?<=\s)\(\s*(?=[^)]*\Z)")
COMMAS = re.compile(r"\s*,(?:\s*,)+")
REPORTING = re.compile(
    r"\A[^.,;:]{2,40}?\s(?:berättar|berättade|informerar|informerade|meddelar|påminner|tipsar|konstaterar|"
    r"nämner)\s+(?:om\s+)?att\s+"
    r"(?:(?:det|den|ett|en)\s+(?=\w))?",
    I,
)
LABEL = re.compile(
    r"\A(?:sista\s+(?:\w+\s?)?(?:dag(?:en)?|datum)\s+(?:för|att|till)\s+(?:att\s+)?(?!\w*termin|läsår|kurs)|deadline\s+(?:för|"
    r"är)\s*(?:att\s+)?|deadline\s*:\s*|"
    r"påminnelse(?:r)?\s*(?:om|:)\s*|"
    r"obs[!:]\s*|nästa\s+steg:\s*|"
    r"(?:påminnelser?\s+om\s+)?kommande\s+(?:aktiviteter|möten):\s*|kalendarium:\s*|kom\s+ihåg\s*:?\s*(?:att\s+)?|"
    r"notera\s*:?\s*(?:att\s+)?|(?:är|blir|har|ordnas|hålls)\s+det\s+(?:(?:åter|dags\s+för|en|ett)\s+)*|"
    r"glöm\s+inte\s+(?:att\s+)?|planera[dt]e?\s+|troligt\s+|preliminärt\s+|vi\s+påminner\s+om\s+(?:att\s+)?)",
    I,
)
STOP = re.compile(
    r"[.;!?:]\s|[.;!?]\Z|\s[–—-]\s(?=[a-zåäö])|,\s+(?:som|där|då|när|vilket|vilken|dit|varvid|och|men|för att|"
    r"i syfte|så)\b|\s\(|"
    r"\s(?:som|där|vilket|för att|med förhoppning\w*|i samband med|så att|eftersom|samt att|då|när|enligt följande|"
    r"så snart)\s|\s(?:behöver|ska|får|kan|måste|bör|vill)\s(?:du|ni|man|vi|de)(?!\w)",
    I,
)

KEEPS_ARTICLE = re.compile(r"(?:de|den|det|en|ett)\s+(?:flesta|som|del|delen|stor|mindre|nya?)\b", I)
UNFINISHED = re.compile(
    r"(?<!\w)(?:flesta|alla|några|många|de|dem|det|den|personer|person|medel|andra|dessa|"
    r"sådana)\Z",
    I,
)


def uncued(text: str) -> str:
    """The text without the words at its end that only lead to a date: "lämnas senast " -> "lämnas "."""
    edge = text[-EDGE:]
    found = CUE_TAIL.search(edge)
    return text[:-EDGE] + (f"{edge[: found.start()]} " if found else edge)


@lru_cache(maxsize=4096)
def tidy(text: str) -> str:
    """The text as a name: no marks, no glue at its edges, a capital first; may be empty."""
    text = BROKEN_WORD.sub("", on_one_line(unmarked(text))[:MOST]).strip(" ,;:.–—-*•|")
    for beginning in (FORM_ANY, REPORTING, LABEL):
        text = without_beginning(beginning, text)
    if "(" in text or "[" in text:
        text = EMPTY_BRACKETS.sub(" ", text)
    text = on_one_line(text)
    for stop in ",.;:!?)":
        text = text.replace(f" {stop}", stop)
    if ",," in text:
        text = COMMAS.sub(",", text)
    text = _trim(text)
    ends_in_year = text[-1:].isdecimal() or text.endswith((")", ":"))
    return _capital(_trim(TERM.sub("", text)) if ends_in_year else text)


def without_beginning(pattern: re.Pattern[str], text: str) -> str:
    """The text without the match of `pattern` that it begins with, if it does."""
    found = pattern.match(text)
    return text[found.end() :] if found else text


def noun_phrase(text: str) -> str:
    """The name up to where its clause ends, without the article before it."""
    text = on_one_line(unmarked(text)).lstrip(" ,;:.–—-*•|")
    stops = (m.start() for m in STOP.finditer(text, 6) if not UNFINISHED.search(text[: m.start()]))
    named = tidy(text[: next(stops, len(text))])
    return _capital(named if KEEPS_ARTICLE.match(named) else ARTICLE.sub("", named))


def shorten(text: str) -> str:
    """The text cut to 90 characters at the end of a clause, else of a word."""
    if len(text) <= LONGEST:
        return text
    stops = [m.start() for m in STOP.finditer(text) if 18 <= m.start() <= LONGEST]
    if stops:
        return _trim(text[: stops[-1]])
    commas = [i for i, ch in enumerate(text[:LONGEST]) if ch == "," and i >= 30]
    cut = commas[-1] if commas else text.rfind(" ", 0, LONGEST)
    return _trim(text[: cut if cut > 0 else LONGEST])


@lru_cache(maxsize=4096)
def says_something(title: str) -> bool:
    """Whether a person would know what is meant: a word of four letters, or an abbreviation, that is not mere glue."""
    words = re.findall(r"[^\W\d_]+", title)
    return any((len(w) >= 4 and w.lower() not in EMPTY) or (w.isupper() and len(w) >= 2) for w in words)


EMPTY = frozenset(
    [
        *(
            "kommer",
            "sker",
            "eller",
            "senast",
            "fram",
            "till",
            "dessa",
            "detta",
            "denna",
            "samt",
            "även",
            "under",
            "mellan",
            "från",
        ),
        *(
            "genom",
            "redan",
            "hela",
            "både",
            "skickas",
            "fixar",
            "äger",
            "börjar",
            "startar",
            "datum",
            "klockan",
            "nästa",
            "ställe",
        ),
        *(
            "måndag",
            "tisdag",
            "onsdag",
            "torsdag",
            "fredag",
            "lördag",
            "söndag",
            "preliminärt",
            "byta",
            "blir",
            "finns",
            "mötes",
        ),
        *(
            "ska",
            "därefter",
            "beräknas",
            "planeras",
            "antagligen",
            "samma",
            "plats",
            "lokal",
            "meddelas",
            "senare",
            "heldag",
        ),
        *(
            "dock",
            "men",
            "därför",
            "dessutom",
            "kvällen",
            "dagen",
            "datum",
            "tillfällen",
            "hybrid",
            "zoom",
            "teams",
            "digitalt",
            "förslagsvis",
            "fortfarande",
            "alltså",
        ),
    ]
)


def _trim(text: str) -> str:
    before = None
    while before != text:
        before = text
        text = without_beginning(LEADING, text)
        if text and _may_trail(text):
            text = text[:-EDGE] + TRAILING.sub("", text[-EDGE:])
        text = text.strip()
        if text.count("(") > text.count(")"):
            text = text[: text.rfind("(")].strip()
        if text.count(")") > text.count("("):
            text = text.replace(")", "", 1)
    return text.strip(" ,;:–—-*•|")


def _may_trail(text: str) -> bool:
    """False only where TRAILING finds nothing: it tries each place in the text, and most titles end in a word."""
    last = text[-1]
    return last in TRAILING_MARKS or last.isspace() or LAST_GLUE.match(text.rsplit(None, 1)[-1]) is not None


def going_on(title: str) -> str:
    """The title as it goes on after a colon or a dash: "Nya regler" -> "nya regler", but "SYV-dagarna" as it is."""
    return title[:1].lower() + title[1:] if title[1:2].islower() or title[1:2] in ("", " ") else title


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

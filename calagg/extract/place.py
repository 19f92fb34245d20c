"""`"Plats: Folkets hus, Storåker"`, `"… i Göteborg"`, `"på Teams"` -> where an entry takes place, as the text says "
"it."""

import re

from calagg.extract.context import Context, on_one_line
from calagg.extract.cues import EVENT_NOUN, Cue
from calagg.extract.passages import Passage, Shape
from calagg.extract.rows import PLACE_COLUMN, column_named
from calagg.extract.wording import unmarked

I = re.IGNORECASE  # noqa: E741 - the name that re itself gives it
REACH = 300
LABEL = re.compile(r"\A(?:plats|lokal|var|adress|mötesplats|plats\s+och\s+tid|tid\s+och\s+plats|möteslokal)\Z", I)
INLINE = re.compile(
    r"(?<!\w)(?:plats|lokal|mötesplats|"
    r"möteslokal)\s*:\s*(?:\*\*\s*)?(?P<place>[^\n.;|]{2,90}?)(?=\s+där\s|[.;|\n]|\s{3,}|,?\s+(?:tid|"
    r"datum|anmälan|osa|kontakt|pris|kostnad|arrangör|målgrupp|föreläsare|länk)\s*:|$)",
    I,
)
DIGITAL = Cue(
    r"(?<!\w)(?:(?P<named>teams\w*|zoom|skype|google\s+meet|webex)|digital(?:t|a|"
    r")(?!\s+(?:delaktighet|kompetens|tjänst|plattform))|"
    r"online|på\s+distans|via\s+länk|webb(?:sändning\w*|inari\w*|möte)|webinar\w*|"
    r"livesänd\w*)(?!\w)",
)
NAMES = {"teams": "Teams", "zoom": "Zoom", "skype": "Skype", "webex": "Webex"}
HOUSE = (
    r"[a-zåäö]*(?:hus(?:et)?|sal(?:en)?|gymnasi(?:et|um)|bio(?:n|grafen)|matsal(?:en)?|hemmet|hem|skolan?|gård(?:en)?|kyrkan?|bibliotek(?:et)?|lokal(?:en)?|lokaler|"
    r"kontor(?:et)?|slott(?:et)?|hall(?:en)?|stugan?|centrum|center|kapell(?:et)?|aulan?|rummet|park(?:en)?|torg(?:et)?|"
    r"arenan?|museum|museet|teatern?|scen(?:en)?|kåren|kafé(?:et)?|bad(?:et)?|loge[n]?|lada[n]?|vallen|hotell(?:et)?|"
    r"vårdcentral(?:en)?|station(?:en)?|herrgård(?:en)?)"
)
NAMED = re.compile(
    r"(?<!\w)(?<!ej )(?<!inte )(?:i|på|vid)\s+(?P<place>(?:[A-ZÅÄÖ][\wåäöéü.:-]*|H\.M\.)"
    rf"(?:\s+(?:[A-ZÅÄÖ][\wåäöéü:-]*|{HOUSE}(?!\w)|(?<=s\s)[a-zåäö]{{3,}}|[a-zåäö]+s(?=\s+[A-ZÅÄÖ])|stad|"
    rf"och(?=\s[A-ZÅÄÖ])|\d{{1,3}}(?![\d/:]|\.\d))){{0,4}}"
    r"(?:,\s+(?:[A-ZÅÄÖ][\wåäö]+(?:\s+[a-zåäö]+)?|sal(?:en)?\s+\w+|rum\s+\w+|plan\s+\d))?)"
)
ROOM = re.compile(
    r"(?<!\w)(?:i|på|vid)\s+(?P<place>(?:(?:klassrum|hörsal|sal|rum|lokal|konferensrum|grupprum|"
    r"väntrum)\s+[A-ZÅÄÖ0-9][\w:.-]*|"
    rf"(?:[\wåäö]+s\s+)?(?:kammaren|riksdagen|rådhuset|stadshuset|kommunhuset|{HOUSE})(?!\w)"
    r"(?:\s+(?:vid|i|på)\s+[A-ZÅÄÖ][\wåäö]+)?))",
    I,
)
NO_PLACE = re.compile(
    r"\A(?:Lst|Sverige|Ukraina|EU|Norden|Region\w*|Kommun\w*|Länsstyrelsen\w*|GR|SKR|Facebook|"
    r"Instagram|Migrationsverket\w*|"
    r"Arbetsförmedlingen\w*|(?:Mån|Tis|Ons|Tors|Fre|Lör|Sön)dag\w*|Januari|Februari|Mars|April|Maj|"
    r"Juni|Juli|Augusti|"
    r"September|Oktober|November|December)\Z",
    I,
)
STREET = re.compile(
    r"(?<!\w)[A-ZÅÄÖ][\wåäö]{3,}(?:gatan|vägen|torget|plan|platsen|gränd|"
    r"allén)\s+\d{1,3}[A-Z]?(?![\d/.:])"
)


A_PLACE = re.compile(  # "Granviks stadshus, sal 3", "Folkets park, Granvik", "Regionens hus, Västra vägen 11"
    rf"(?:(?:i|på|hos|vid|lokal|plats):?\s)?(?:(?:(?-i:[A-ZÅÄÖ])[\wåäöéü.:-]*\s|[a-zåäö]+s\s){{0,3}}{HOUSE}|"
    r"(?:digitalt?|online|hybrid|(?:digitalt\s)?(?:via|på|över)\s(?:teams|zoom|skype|länk|distans|nätet)|(?-i:Teams|Zoom))|"
    r"(?:rum|sal|lokal|aulan|konferensrum|klassrum|hörsal)(?:\s[\w:.”\"-]+)?|"
    r"(?-i:[A-ZÅÄÖ])[\wåäö]{3,}(?:gatan|vägen|torget|gränd|allén)(?:\s\d{1,3}[A-Z]?)?)"
    r"(?:(?:,\s|\si\s)(?:(?-i:[A-ZÅÄÖ])[\wåäö]+(?:\s(?-i:[A-ZÅÄÖ0-9])[\wåäö]*)?(?:\s\d{1,3}[A-Z]?)?|(?:rum|sal|lokal|plan|våning|vån\.?)\s[\w:.-]+|"
    r"[\wåäö]*(?:rummet|salen|aulan|foajén|entrén|matsalen))){0,3}",
    I,
)


def is_a_place(words: str) -> bool:
    """Whether the words are a place and nothing more: a house, a room or a street, with its town at most."""
    return A_PLACE.fullmatch(words) is not None and EVENT_NOUN.search(words) is None


def place_of(c: Context) -> str | None:
    """The place that the mention's own sentence, its row or the lines around it name; None where none is named."""
    for read in (_column, _inline, _beside, _field_near, _digital):
        if place := read(c):
            return place
    return None


def _column(c: Context) -> str | None:
    return _tidy(column_named(c, PLACE_COLUMN)) if c.passage.shape is Shape.ROW else None


def _inline(c: Context) -> str | None:
    """ "… Plats: Folkets hus" in the mention's own passage."""
    span = c.sentence.span
    low, high = max(c.passage.body.start, span.start - REACH), min(c.passage.body.end, span.end + REACH)
    found = INLINE.search(c.page.text, low, high)
    return _tidy(found["place"]) if found else None


def _field_near(c: Context) -> str | None:
    """The "Plats: …" line beside a "Tid: …" line or right below; a page's head is no place of every meeting."""
    for p in _around(c):
        between = c.page.text[c.passage.span.end : p.span.start]
        if c.passage.shape is not Shape.FIELD and between != "\n":
            continue
        if p.shape is Shape.FIELD and LABEL.match(p.label):
            return _tidy(c.page.body(p).split(". ")[0])
        if m := INLINE.match(c.page.body(p)):
            return _tidy(m["place"])
    return None


def _around(c: Context) -> list[Passage]:
    """The passages of the same heading just before and after."""
    index, pages = c.passage.index, c.page.passages
    near = [i for i in (index + 1, index - 1, index + 2, index - 2) if 0 <= i < len(pages)]
    return [pages[i] for i in near if pages[i].parents[:1] == c.passage.parents[:1] and pages[i].shape is Shape.FIELD]


def _after_list(c: Context) -> str:
    """What follows the mention, or the list of dates that it stands in: one place for all of them."""
    if not (c.expression.shared and c.others):
        return c.near_after
    end = max(c.expression.span.end, *(o.span.end for o in c.others if o.shared))
    return c.page.text[end : c.window.end] if end < c.window.end else c.near_after


def _beside(c: Context) -> str | None:
    """A named place in the rest of the clause, the nearest one after the mention first."""
    after, before = unmarked(_after_list(c)), unmarked(c.near_before)
    for text, last in ((after, False), (before, True)):
        found = [m for m in (*NAMED.finditer(text), *ROOM.finditer(text)) if not NO_PLACE.match(m["place"])]
        if found:
            chosen = max(found, key=lambda m: m.start()) if last else min(found, key=lambda m: m.start())
            return _tidy(chosen["place"])
    following = c.page.text[c.expression.span.end : c.expression.span.end + 80].split("\n\n")[0]
    below = re.match(r"\s*\n\s*(?P<place>[A-ZÅÄÖ][^\n.;:]{2,60})(?:\n|$)", following)
    return _tidy(below["place"]) if below and STREET.search(below["place"]) else None


def _digital(c: Context) -> str | None:
    if m := DIGITAL.search(unmarked(c.whole)):
        named = (m["named"] or "").lower()
        return next((name for word, name in NAMES.items() if named.startswith(word)), "Digitalt")
    return None


def _tidy(place: str) -> str | None:
    tidy = on_one_line(unmarked(place)).strip(" ,;:.–-*")
    return tidy[:90] or None

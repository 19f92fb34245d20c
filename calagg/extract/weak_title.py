"""`"Nästa gång"` under "Skolrådet" -> "Skolrådet": titles that name nothing, and what names it.

A title is weak where it only says that there is a time ("Nästa gång", "Vi ses hos Frida"), where ("Nordviks kommunhus")
or refers back ("Den skickas till länsstyrelsen"). What it is of stands above: in the line that leads in the list, in
the heading, or in the name of the body whose minutes these are.
"""

import re
from collections.abc import Iterator

from calagg.extract import cues
from calagg.extract.context import Context
from calagg.extract.organiser import body_of_minutes
from calagg.extract.passages import Shape
from calagg.extract.phrase import LONGEST, going_on, says_something, shorten, tidy
from calagg.extract.place import is_a_place
from calagg.extract.surroundings import DOCUMENT_WORDS, EMPTY_HEADING, heading_of, uncapped, without_times
from calagg.extract.wording import unmarked
from calagg.model.entry import Kind

I = re.IGNORECASE  # noqa: E741 - the name that re itself gives it
_GATHER = r"(?:ses|träffas|möts|samlas|hörs|återses|sammanträder)"
ONLY_A_TIME = re.compile(
    rf"(?:(?:den|nästa|nån|någon|denna|första|andra|tredje|sista|varje)\s+(?:gång|gången|tillfälle|tillfället)|{_GATHER}|"
    rf"(?:vi|man|gruppen)\s(?:tar|kör|bokar|{_GATHER})|(?:nytt|nya|annat|preliminärt|ursprungligt)\s+(?:datum|tid|dag)|"
    r"(?:datum|tid|dag)(?:et|en)?\s(?:är|blir)|eller|sen|reservdag|reservdatum|preliminärt)(?!\w)(?P<rest>.*)",
    I,
)
REFERS_BACK = re.compile(
    r"(?:den|det|de|denna|detta|dessa|båda|samtliga|resten|den\sena|den\sandra)\s(?P<verb>[a-zåäö]+)(?!\w)", I
)
FINITE = re.compile(  # of "den nya lagen" the noun follows
    r"(?:\w+(?:as|es|ar|er)|ska|skall|kan|får|måste|bör|är|blir|har|vill|går|står|tas|ges|sker|ses|läggs|väntas)\Z", I
)
LONGEST_REST = 6
LONGEST_NAME = 8
GENERIC_FIRST = re.compile(r"(?:svar|remissvar|yttrande|anmälan|ansökan|sista\s+dag|deadline)(?=[\s,]|\Z)", I)
LONGEST_ABOUT = 40
NO_SUBJECT = re.compile(  # a body, a person or a sentence says not what it is about
    r"(?-i:[A-ZÅÄÖ])\w*(?:styrelsen|verket|förmedlingen|nämnden|departementet|myndigheten|förbundet|föreningen|rådet|regionen|"
    r"utskottet|fullmäktige|främjandet|kommun|län)\b|,|\satt\s",
    I,
)
STEM = 5
WORD = re.compile(r"[^\W\d_]{4,}")
SPECIFIC = re.compile(r"[A-ZÅÄÖ]|\d")
SINGLE = {"möten": "möte", "sammanträden": "sammanträde", "träffar": "träff", "tillfällen": "tillfälle"}
MANY = re.compile(
    r"(?:(?:kommande|nästa|planerade|återstående|höstens|vårens|årets|datum\s+för|tider\s+för)\s+)*"
    r"(?P<first>\w*?)(?P<many>möten|sammanträden|träffar|tillfällen)"
    r"(?:\s+(?:under|resten|av|i|året|för|hösten|våren|ht|vt|och|[\d-]+))*",
    I,
)


def named(c: Context, title: str, kind: Kind) -> str:
    """The title, with what it is of where it names nothing by itself; unchanged where nothing above does."""
    if ONLY_A_TIME.fullmatch(title) and len(title.split()) <= LONGEST_REST:
        of = next(_names_above(c), "")
        return of if of and kind is Kind.EVENT else title
    if kind is Kind.EVENT and MANY.fullmatch(title):
        return _one_of_many(c, title)
    if kind is Kind.EVENT and _only_where(title):
        return next((name for name in _names_above(c) if name != title and not _only_where(name)), title)
    if (
        kind is Kind.EVENT
        and (lead := _lead_sentence(c))
        and c.passage.shape is Shape.ITEM
        and title == tidy(heading_of(c))
    ):
        return lead
    if title.casefold() == c.passage.label.casefold() and (form := tidy(heading_of(c))) and " " not in title:
        return shorten(f"{title} – {form}")
    if GENERIC_FIRST.match(title) and c.passage.shape is Shape.ITEM and (item := _item_named(c)):
        return f"{title} – {item}" if len(f"{title} – {item}") <= LONGEST else title
    if (m := REFERS_BACK.match(title)) and FINITE.match(m["verb"]):
        about = tidy(heading_of(c))
        if about and about.casefold() not in title.casefold() and len(f"{about}: {title}") <= LONGEST:
            return f"{about}: {going_on(title)}"
    return _about(c, title) if kind in (Kind.DEADLINE, Kind.MILESTONE) else title


def _about(c: Context, title: str) -> str:
    """ "Studieresa: ledamöter som vill följa med anmäler sig": with the heading, where the title has no word of it."""
    about = tidy(heading_of(c))
    whole = f"{about}: {going_on(title)}"
    if not about or len(about) > LONGEST_ABOUT or len(whole) > LONGEST or NO_SUBJECT.search(about):
        return title
    if ":" in title or " – " in title or SPECIFIC.search(title[1:]) or cues.EVENT_NOUN.search(title):
        return title
    said = title.casefold()
    return title if any(word[:STEM] in said for word in WORD.findall(about.casefold())) else whole


def _only_where(title: str) -> bool:
    return title == "Alla" or is_a_place(title.removeprefix("Alla ").strip(" ,."))


def _names_above(c: Context) -> Iterator[str]:
    """What may name it, nearest first: the line that leads in its list, the headings, the body of the minutes."""
    if lead := _lead_of_items(c):
        yield lead
    for heading in c.page.headings(c.passage):
        body = unmarked(c.page.body(heading))
        words = tidy(uncapped(without_times(c, heading.body)))
        gathers = cues.EVENT_NOUN.search(body) or cues.SITTING.search(body)
        if not says_something(words) or DOCUMENT_WORDS.search(body) or (EMPTY_HEADING.match(body) and not gathers):
            continue
        yield _one_of_many(c, words)
    if body := body_of_minutes(c):
        yield shorten(tidy(body))


def _one_of_many(c: Context, heading: str) -> str:
    """ "Kommande möten 2027" -> "Möte – Krisberedskapsrådet": one of the gatherings that a heading speaks of."""
    m = MANY.fullmatch(heading)
    if m is None:
        return shorten(heading)
    single = f"{m['first'] or ''}{SINGLE[m['many'].lower()]}"
    body = tidy(body_of_minutes(c))
    whole = f"{single} – {body}"
    return tidy(single) if not body or len(whole) > LONGEST else tidy(whole)


def _lead_sentence(c: Context) -> str:
    """ "… korv. Medborgardialog om översiktsplanen:" -> the last sentence of prose that leads in the mention's list."""
    above = c.page.above_the_like(c.passage)
    return _lead_of_items(c) if above is not None and above.shape is Shape.PROSE else ""


def _item_named(c: Context) -> str:
    """What the first sentence of an item is of, where the mention stands in a later one."""
    if not c.sentence.index:
        return ""
    first = tidy(without_times(c, c.page.sentences(c.passage)[0].span))
    return first if says_something(first) and len(first.split()) <= LONGEST_NAME else ""


def _lead_of_items(c: Context) -> str:
    """ "Medborgardialog om översiktsplanen:" over items that only say where and when; '' where there is none."""
    if c.passage.shape not in (Shape.ITEM, Shape.ROW):
        return ""
    above = c.page.above_the_like(c.passage)
    if above is None:
        return ""
    words = tidy(without_times(c, above.body))
    leads = c.page.body(above).rstrip().endswith(":") or above.shape is Shape.HEADING
    return shorten(words.split(". ")[-1]) if leads and says_something(words) and not EMPTY_HEADING.match(words) else ""

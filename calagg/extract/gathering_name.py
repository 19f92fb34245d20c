"""`"Länsstyrelsen anordnar den 28/2 lunchmöte om remisser"` -> "Lunchmöte om remisser": what a gathering is called."""

import re

from calagg.extract import cues
from calagg.extract.context import Context, on_one_line
from calagg.extract.passages import Shape
from calagg.extract.phrase import LONGEST, noun_phrase, says_something, shorten, tidy, uncued
from calagg.extract.sentence_words import clause_of, holed
from calagg.extract.surroundings import ARRANGES, INVITES, heading_of, lead_of_list
from calagg.extract.task import HOLE, previous_sentence, turned_round
from calagg.extract.wording import unmarked, without_addresses

I = re.IGNORECASE  # noqa: E741 - the name that re itself gives it
HAPPENS = re.compile(
    rf"\A\W*(?P<thing>[^.;!?{HOLE}]{{3,120}}?)\s+(?:(?P<surely>äger\s+rum|hålls|sker|genomförs|går\s+av\s+stapeln|"
    rf"anordnas|arrangeras|infaller)|börjar|startar|"
    rf"inleds|planeras|flyttas|ställs\s+in|är\s+inställ[dt]|kommer\s+att\s+\w+|är|blir|"
    rf"pågår)(?!\w)[^{HOLE}.;!?]{{0,80}}{HOLE}",
    I,
)
TOLD_OF = re.compile(  # "Nätverksträffen den 2 december hålls i stället i Lindevik"
    rf"\A\W*(?P<thing>[^.;!?{HOLE}]{{3,80}}?)[\s,]*{HOLE}\s*(?:kl\S*\s[\d.:–-]+\s*)?(?:äger\s+rum|hålls|genomförs|börjar|startar|"
    rf"flyttas|ställs\s+in|är\s+(?:nu\s+)?(?:inställ[dt]|klart?|preliminärt?|fullbokad|fullbokat)|blir\s+av)(?!\w)",
    I,
)
LIST_HEAD = re.compile(
    r"\s*(?P<thing>[^.;!?:]{3,60}?\s[^.;!?:]{2,40}?)(?::|\s(?:arrangeras|anordnas|hålls|äger\s+rum|genomförs|spelas|ges))\s*\Z",
    I,
)
WHEN_HEAD = re.compile(
    r"(?<!\w)(?:vår(?:en|ens)?|höst(?:en|ens)?|datum\w*|tid(?:er|erna|en)?|dagar(?:na)?|dag|mötes\w+|preliminär\w*|förslag\w*|ht|vt|"
    r"följande|kommande|nästa|återstående|vecka|kl|klockan|plats\w*|vi|ni|du|de)(?!\w)",
    I,
)
MEETS = re.compile(
    rf"\A\W*(?P<who>(?:[^\W\d_]+\s){{0,3}}(?:nätverket|gruppen|styrelsen|nämnden|utskottet|rådet|kommittén|arbetsgruppen|"
    rf"styrgruppen|projektgruppen|presidiet))\s+(?P<verb>ses|träffas|möts|samlas|sammanträder)(?!\w)[^{HOLE}.;!?]{{0,40}}{HOLE}",
    I,
)
JOINED_CLAUSE = re.compile(
    r"[\s,.]*(?:och|men|samt|medan)\s(?P<clause>(?:[^\W\d_]+\s){1,5}(?:invigs|öppnas|öppnar|hålls|börjar|startar|avslutas|firas|"
    r"arrangeras|anordnas|genomförs|spelas|visas))(?:\s(?:på|den))*\s?\Z",
    I,
)
WHERE_NOT_WHAT = re.compile(r"(?<!\w)(?:på|vid|under|i)\s+(?:en|ett|vår|vårt)\s+\w+\s*\Z", I)
NP_WORD = re.compile(r"[^\W\d_][\w-]*", I)
NOT_IN_NAME = frozenset(
    [
        "en",
        "ett",
        "den",
        "det",
        "de",
        "på",
        "vid",
        "till",
        "om",
        "med",
        "kring",
        "inför",
        "för",
        "av",
        "att",
        "i",
        "har",
        "ha",
        "och",
        "eller",
        "samt",
        "som",
        "hålls",
        "sker",
        "är",
        "var",
        "blir",
        "under",
        "från",
        "efter",
        "före",
        "hos",
        "via",
        "både",
        "kommer",
        "ska",
        "kan",
        "får",
        "vi",
        "ni",
        "man",
        "så",
        "även",
        "också",
        "detta",
        "denna",
        "nästa",
        "tas",
        "upp",
        "lyftas",
        "mot",
        "inom",
        "per",
        "ut",
        "in",
        "bokas",
        "alla",
        "sin",
        "sina",
        "sitt",
        "därefter",
        "boka",
        "håller",
        "anordnar",
        "bjuder",
        "arrangerar",
        "genomför",
        "planerar",
        "informerar",
        "berättar",
        "deltar",
        "medverkar",
        "äger",
        "rum",
        "då",
        "nu",
    ]
)
WHO_FIRST = re.compile(r"\A(?:\S+\s+){1,3}?(?=(?:en|ett)\s)", I)
WHERE_FIRST = re.compile(r"\A\s*(?:på|i|vid|hos|för|kl\.?|klockan|från)\s", I)
COUNTED = re.compile(r"\A\W*(?:\d+|två|tre|fyra|fem)\s+tillfällen", I)


def gathering_name(c: Context, rest: str) -> str:
    """What takes place: a list's own segment, what is announced, the noun beside the mention, or the line itself."""
    if c.expression.shared and len(c.others) >= 1:
        if named := _list_name(c):
            return named
        if lead := lead_of_list(c):
            return shorten(tidy(lead))
        heading = heading_of(c)
        if cues.EVENT_NOUN.search(heading):
            return shorten(tidy(heading))
        return shorten(noun_phrase(rest)) if len(rest) > LONGEST else tidy(rest)
    if segment := _segment(c):
        return shorten(segment)
    if clause := _clause_beside(c):
        return shorten(clause)
    with_hole = holed(c)
    short = len(rest) <= LONGEST
    happens = HAPPENS.match(with_hole)
    if happens and happens["surely"] and cues.EVENT_NOUN.search(happens["thing"]):
        return shorten(noun_phrase(happens["thing"]))
    if (told_of := TOLD_OF.match(with_hole)) and cues.EVENT_NOUN.search(told_of["thing"]):
        return shorten(noun_phrase(told_of["thing"]))
    if meets := MEETS.match(with_hole):
        return shorten(f"{noun_phrase(meets['who'])} {meets['verb'].lower()}")
    for pattern in (INVITES, ARRANGES):
        for m in pattern.finditer(with_hole):
            if WHERE_FIRST.match(next(g for g in m.groups() if g).replace(HOLE, " ")):
                continue
            thing = noun_phrase(WHO_FIRST.sub("", next(g for g in m.groups() if g).replace(HOLE, " ").lstrip()))
            if cues.EVENT_NOUN.search(thing):
                return shorten(thing)
    if happens and (
        cues.EVENT_NOUN.search(happens["thing"]) or (happens["surely"] and len(happens["thing"].split()) <= 5)
    ):
        return shorten(noun_phrase(happens["thing"]))
    if short and (c.passage.shape is not Shape.PROSE or len(rest.split()) <= 7):
        return turned_round(c) or tidy(rest)
    noun = _noun_beside(c)
    if short and (not noun or (" " not in noun and WHERE_NOT_WHAT.search(c.near_before))):
        return turned_round(c) or tidy(rest)
    return shorten(noun or turned_round(c) or clause_of(c, rest))


def _clause_beside(c: Context) -> str:
    """The mention's own clause where another with its own day stands before it: "… den 4 juni och bron invigs"."""
    m = JOINED_CLAUSE.match(on_one_line(unmarked(c.near_before)))
    later = any(o.dated and o.span.start >= c.expression.span.end for o in c.others)
    if later and JOINED_CLAUSE.match(on_one_line(unmarked(c.near_after))):  # this one is the clause before it
        return tidy(uncued(on_one_line(unmarked(c.near_before))))
    return tidy(m["clause"]) if m and any(o.dated and o.span.end <= c.expression.span.start for o in c.others) else ""


def _list_name(c: Context) -> str:
    """The name that a list of dates begins with, else that of the short sentence before it; '' where neither names
    one."""
    first = min((c.expression, *c.others), key=lambda e: e.span.start)
    head = on_one_line(unmarked(c.page.text[c.window.start : first.span.start]))
    if cues.EVENT_NOUN.search(head) and len(head) <= LONGEST and not COUNTED.match(head):
        return shorten(noun_phrase(uncued(head)))
    if (m := LIST_HEAD.match(head)) and not WHEN_HEAD.search(m["thing"]):
        return shorten(noun_phrase(m["thing"]))
    before = previous_sentence(c)
    if before and len(before) <= 60 and cues.EVENT_NOUN.search(before) and not cues.EVENT_NOUN.search(heading_of(c)):
        return before
    return ""


def _segment(c: Context) -> str:
    """The mention's own part of a run of names and dates: "Temadag om Sudan 8 september, Seminarium 11 oktober"."""
    dated = [o for o in c.others if o.dated]
    if not dated:
        return ""
    text = c.page.text
    last, first = (
        max((c.expression, *dated), key=lambda e: e.span.end),
        min((c.expression, *dated), key=lambda e: e.span.start),
    )
    head, tail = text[c.window.start : first.span.start], text[last.span.end : c.window.end]
    if says_something(tidy(head)) and not says_something(tidy(tail)):
        part = re.split(r":\s", c.near_before)[-1]
    elif says_something(tidy(tail)) and not says_something(tidy(head)):
        part = c.near_after
    else:
        return ""
    named = tidy(without_addresses(uncued(part)))
    return named if cues.EVENT_NOUN.search(named) and len(named) <= LONGEST else ""


def _noun_beside(c: Context) -> str:
    """The noun phrase around an event word: the subject that begins the sentence, else the one nearest to the
    mention."""
    before, after = (on_one_line(without_addresses(unmarked(t))) for t in (c.near_before, c.near_after))
    found = list(cues.EVENT_NOUN.finditer(before))
    first = cues.EVENT_NOUN.search(after)
    if found and (first is None or len(before) - found[-1].end() <= 70):
        noun = found[0] if _name_start(before, found[0].start()) == 0 else found[-1]
        return noun_phrase(before[_name_start(before, noun.start()) :])
    if first is not None and first.start() <= 90:
        return noun_phrase(after[_name_start(after, first.start()) :])
    return ""


def _name_start(text: str, noun: int) -> int:
    """Where the name begins whose noun starts at `noun`: at most four words to the left, none of them glue."""
    words = [m for m in NP_WORD.finditer(text[:noun]) if m.end() <= noun]
    start = noun
    for word in reversed(words[-4:]):
        if word[0].lower() in NOT_IN_NAME or text[word.end() : start].strip():
            break
        start = word.start()
    return start

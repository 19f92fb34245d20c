"""`"Länsstyrelsen anordnar den 28/2 lunchmöte om remisser"` -> "Lunchmöte om remisser": the name of a thing.

First the thing's own name (a list line, a table cell, what is invited to or arranged), then the clause that tells what
is to be done or what takes effect, last the heading. No date, no time, no half sentence, at most 90 characters.
"""

import re

from calagg.extract import cues
from calagg.extract.context import Context, on_one_line
from calagg.extract.passages import Shape
from calagg.extract.phrase import CUE_TAIL, LONGEST, noun_phrase, says_something, shorten, tidy
from calagg.extract.rows import name_in_row
from calagg.extract.task import HOLE, done_by, previous_sentence, takes_effect, turned_round
from calagg.extract.wording import unmarked, without_addresses
from calagg.model.entry import Kind
from calagg.model.timex import Span

I = re.IGNORECASE  # noqa: E741 - the name that re itself gives it

ONLY_GLUE = re.compile(r"[\s,;*_&/(]*(?:och|eller|samt|resp\.?|respektive|den)?[\s,;*_&/(]*\Z", I)
INVITES = re.compile(
    r"(?<!\w)(?:bjuder|inbjuder|bjuds|inbjuds|"
    r"bjudit)\s+(?:[\w,]+\s+){0,7}?(?:in\s+)?(?:[\w,]+\s+){0,4}?till\s+(?P<thing>[^.;!?]{4,200})|"
    r"(?<!\w)(?:inbjudan|kallelse|kallas|kallar|välkom\w*|anmälan|föranmälan|anmäla?\s+(?:sig|er|"
    r"dig))\s+(?:alla\s+)?till\s+(?P<thing2>[^.;!?]{4,200})",
    I,
)
ARRANGES = re.compile(
    r"(?<!\w)(?:anordnar|arrangerar|anordnas|arrangeras|ordnar|ordnas|genomför|genomförs|hålls|håller|planerar|"
    r"planeras|har\s+vi|erbjuder|"
    r"medverkar\s+(?:i|på|vid)|deltar\s+(?:i|på|vid)|blir\s+det)\s+(?:(?:av|hos|därefter|då|även|nu|också)\s+)?"
    rf"(?:{HOLE})?\s*(?P<thing>(?:ett|en|\w+)\s[^.;!?{HOLE}]{{4,200}})",
    I,
)
SETS_UP = re.compile(
    r"(?<!\w)(?:samordna\w*|planera\w*|boka\w*|hålla|föreslå\w*|"
    r"förslag\s+på)\s+(?P<thing>[^.;!?]{4,160})",
    I,
)
HAPPENS = re.compile(
    rf"\A\W*(?P<thing>[^.;!?{HOLE}]{{3,120}}?)\s+(?:(?P<surely>äger\s+rum|hålls|sker|genomförs|går\s+av\s+stapeln|"
    rf"anordnas|arrangeras|infaller)|börjar|startar|"
    rf"inleds|planeras|flyttas|ställs\s+in|är\s+inställ[dt]|kommer\s+att\s+\w+|är|blir|"
    rf"pågår)(?!\w)[^{HOLE}.;!?]{{0,80}}{HOLE}",
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
BARE_NOUN = re.compile(
    r"\A(?:nästa\s+|kommande\s+)?(?:\w{0,12}(?:möte|mötet|möten|sammanträde|sammanträdet|sammanträden|träff|träffen|"
    r"lunchmöte|workshop|seminarium|seminariet|"
    r"utbildning|konferens|konferensen|årsmöte|årsmötet|stämma|stämman|anmälan|ansökan|föranmälan|ackreditering|"
    r"debatt|svar|remissvar|yttrande|"
    r"informationstillfälle|nätverksmöten?|nätverksträff|kurs|kursen))\Z",
    I,
)
VAGUE_SUBJECT = re.compile(
    r"\A(?:de\s+)?(?:nya\s+)?(?:lagen|förordningen|förbudet|ändringen|ändringarna|lagändringarna|beslutet|reglerna|"
    r"avtalet|förslaget|förslagen|beloppet|"
    r"beloppen|bestämmelserna|föreskrifterna|arbetet|insatsen|rekvisitionen)(?!\w)",
    I,
)
DOCUMENT_WORDS = re.compile(r"(?<!\w)(?:dnr|diarienummer|protokoll|sammanträdesprotokoll|anteckningar|sida)(?!\w)", I)
EMPTY_HEADING = re.compile(
    r"\A(?:övrigt|övriga\s+(?:frågor|punkter|ärenden)|inledning|avslutning.*|kalendarium|datum|information|"
    r"praktisk(?:a)?\s+\w+.*|mer\s+information|beslut|"
    r"sammanfattning.*|bakgrund|aktuellt|anteckningar|mötesanteckningar|minnesanteckningar|närvarande|"
    r"omvärldsbevakning|agenda|program|punkter|på\s+gång|"
    r"återkoppling.*|beslutsunderlag|ärendet|kommande.*|uppdraget|viktiga\s+datum|datum\s+att\s+.*|tider|tid|plats|"
    r"rapporter|referenser|förslag|kallade|"
    r"vad\s+händer.*|att\s+göra|nästa\s+steg|rapport(?:er)?|laget\s+runt|runda.*|dagordning)\W*\Z",
    I,
)
FOLLOWING = re.compile(r"\s*(?:på\s+)?följande\s+(?:dagar|datum|tider|tillfällen)\s*:?\s*\Z", I)
NUMBERING = re.compile(r"\A\s*(?:\d{1,2}(?:\.\d+)?[.)]|§\s*\d+)\s+")
IS_OPEN = re.compile(
    r"\s+(?:öppnar(?:\s+och\s+stänger)?|öppnas|är\s+(?:öppen|öppet|öppna|sökbar\w*)|går\s+att\s+söka|"
    r"kan\s+(?:nu\s+)?sökas?|pågår|gäller|hålls\s+öppen)\Z",
    I,
)
NEXT_MEETING = re.compile(
    r"\A\W*(?:nästa|kommande)\s+(?:\w+\s+)?\w*(?:möte|möten|sammanträde|sammanträden|träff|"
    r"träffar)\W*\Z",
    I,
)
COUNTED = re.compile(r"\A\W*(?:\d+|två|tre|fyra|fem)\s+tillfällen", I)
ON_SITE = re.compile(r"\A\W*på\s+plats\W*\s\w", I)
PLACE_ALONE = re.compile(r"\A\W*(?:i|på|hos|vid)\s+\S+(?:\s\S+){0,3}\W*\Z", I)
VERB_FIRST = re.compile(
    r"\A(?:släpps|flyttas|flyttad\w*|hålls|börjar|startar|stängs|öppnar|öppnas|sker|kommer|ska|"
    r"äger|skickas|lämnas|görs|avslutas|beräknas|pågår)\b",
    I,
)


def title_of(c: Context, kind: Kind) -> str:
    """The title of the entry that the mention makes; never empty where the document has any words."""
    own = _own_words(c, kind)
    if says_something(own):
        if VERB_FIRST.match(own) and (name := heading_of(c)):
            return shorten(f"{tidy(name)}: {own[0].lower()}{own[1:]}")
        return _with_owner(c, own, kind)
    for fallback in (_from_above(c), heading_of(c), _lead_in(c), c.page.body(c.passage)):
        shown = shorten(tidy(fallback))
        if says_something(shown):
            return _with_owner(c, shown, kind)
    return shorten(c.whole) or "Datum i anteckningarna"


def _lead_in(c: Context) -> str:
    """The last sentence above, which a bare list of times is the list of."""
    first = next(
        (
            s.index
            for s in c.page.sentences[max(0, c.sentence.index - 12) : c.sentence.index + 1]
            if s.passage == c.passage.index
        ),
        c.sentence.index,
    )
    above = c.page.sentences[first - 1] if first else None
    return _without_times(c, above.span) if above else ""


def _without_times(c: Context, span: Span) -> str:
    """The words of a span of the text on one line, without the time expressions in them."""
    parts, at = [], span.start
    for e in c.page.expressions_in(span):
        parts.append(CUE_TAIL.sub(" ", c.page.text[at : e.span.start]))
        at = max(at, e.span.end)
    parts.append(c.page.text[at : span.end])
    words = on_one_line(without_addresses(unmarked(" ".join(parts))))
    return NUMBERING.sub("", FOLLOWING.sub("", words))


def _own_words(c: Context, kind: Kind) -> str:
    """The title out of the mention's own sentence; may be empty or say too little."""
    if c.passage.shape is Shape.ROW:
        return name_in_row(c)
    rest = _rest(c)
    if c.passage.shape is Shape.FIELD:
        if cues.WHEN_LABEL.match(c.passage.label):
            return tidy(rest) if cues.EVENT_NOUN.search(rest) and not PLACE_ALONE.match(rest) else ""
        if cues.TO_DO.search(c.passage.label) or cues.EVENT_NOUN.search(c.passage.label):
            return shorten(tidy(c.passage.label))
        if len(rest.split()) <= 4 and c.sentence.span.start == c.passage.body.start:
            return shorten(tidy(f"{c.passage.label}: {tidy(rest).lower()}" if rest else c.passage.label))
    if PLACE_ALONE.match(rest) and not ON_SITE.match(rest):
        return ""
    if kind is Kind.EVENT:
        return _event_name(c, rest)
    holed = _holed(c)
    if kind is Kind.WINDOW:
        return shorten(IS_OPEN.sub("", takes_effect(c, rest, holed) or _clause(c, rest)))
    if kind is Kind.DEADLINE:
        return done_by(c, rest, holed) or shorten(_clause(c, rest))
    if said := takes_effect(c, rest, holed):
        return said
    return shorten(_clause(c, rest))


def _event_name(c: Context, rest: str) -> str:
    """What takes place: a list's own segment, what is announced, the noun beside the mention, or the line itself."""
    if c.expression.shared and len(c.others) >= 1:
        if named := _list_name(c):
            return named
        heading = heading_of(c)
        if cues.EVENT_NOUN.search(heading):
            return shorten(tidy(heading))
        return shorten(noun_phrase(rest)) if len(rest) > LONGEST else tidy(rest)
    if segment := _segment(c):
        return shorten(segment)
    holed = _holed(c)
    short = len(rest) <= LONGEST
    for pattern in (INVITES, ARRANGES):
        for m in pattern.finditer(holed):
            thing = noun_phrase(next(g for g in m.groups() if g).replace(HOLE, " "))
            if cues.EVENT_NOUN.search(thing):
                return shorten(thing)
    happens = HAPPENS.match(holed)
    if happens and (
        cues.EVENT_NOUN.search(happens["thing"]) or (happens["surely"] and len(happens["thing"].split()) <= 5)
    ):
        return shorten(noun_phrase(happens["thing"]))
    if short and (c.passage.shape is not Shape.PROSE or len(rest.split()) <= 7):
        return turned_round(c) or tidy(rest)
    noun = _noun_beside(c)
    if short and (not noun or (" " not in noun and WHERE_NOT_WHAT.search(c.near_before))):
        return turned_round(c) or tidy(rest)
    return shorten(noun or turned_round(c) or _clause(c, rest))


def _list_name(c: Context) -> str:
    """The name that a list of dates begins with, else that of the short sentence before it; '' where neither names "
    "one."""
    first = min((c.expression, *c.others), key=lambda e: e.span.start)
    head = on_one_line(unmarked(c.page.text[c.sentence.span.start : first.span.start]))
    if cues.EVENT_NOUN.search(head) and len(head) <= LONGEST and not COUNTED.match(head):
        return shorten(noun_phrase(CUE_TAIL.sub("", head)))
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
    head, tail = text[c.sentence.span.start : first.span.start], text[last.span.end : c.sentence.span.end]
    if says_something(tidy(head)) and not says_something(tidy(tail)):
        part = re.split(r":\s", c.near_before)[-1]
    elif says_something(tidy(tail)) and not says_something(tidy(head)):
        part = c.near_after
    else:
        return ""
    named = tidy(without_addresses(CUE_TAIL.sub("", part)))
    return named if cues.EVENT_NOUN.search(named) and len(named) <= LONGEST else ""


def _noun_beside(c: Context) -> str:
    """The noun phrase around an event word: the subject that begins the sentence, else the one nearest to the "
    "mention."""
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


def _rest(c: Context) -> str:
    """The sentence without its mentions and without the cue words before them, on one line."""
    text, spans = c.page.text, sorted((o.span for o in (*c.others, c.expression)), key=lambda s: s.start)
    parts, at = [], c.sentence.span.start
    for span in spans:
        part = CUE_TAIL.sub(" ", text[at : span.start])
        parts.append("" if ONLY_GLUE.match(part) else part)
        at = max(at, span.end)
    parts.append(text[at : c.sentence.span.end])
    return on_one_line(without_addresses(unmarked(" ".join(parts))))


def _holed(c: Context) -> str:
    """The sentence on one line with this mention as a hole and the others gone."""
    text, at, out = c.page.text, c.sentence.span.start, []
    for e in sorted((*c.others, c.expression), key=lambda e: e.span.start):
        out.append(text[at : e.span.start])
        out.append(f" {HOLE} " if e is c.expression else " ")
        at = max(at, e.span.end)
    out.append(text[at : c.sentence.span.end])
    return on_one_line(without_addresses(unmarked("".join(out))))


def _clause(c: Context, rest: str) -> str:
    """The clause of the mention, without the mention; with the head of its sentence where it is a fragment."""
    if not c.others and len(rest) <= LONGEST:
        return tidy(rest)
    before = tidy(CUE_TAIL.sub("", on_one_line(without_addresses(unmarked(c.near_before)))))
    if len(before.split()) >= 3 and says_something(before):
        return before
    first = min((c.expression, *c.others), key=lambda e: e.span.start)
    head = tidy(CUE_TAIL.sub("", on_one_line(unmarked(c.page.text[c.sentence.span.start : first.span.start]))))
    if before and first is not c.expression and says_something(head):
        return f"{before}: {head[:1].lower()}{head[1:]}"
    joined = tidy(f"{before} {on_one_line(without_addresses(unmarked(c.near_after)))}")
    return joined if says_something(joined) else previous_sentence(c) or tidy(rest)


def _from_above(c: Context) -> str:
    """The name out of what stands above: an outer item, an invitation, what dates are proposed for."""
    for index in reversed(c.passage.parents):
        p = c.page.passages[index]
        body = without_addresses(unmarked(c.page.body(p)))
        dated = index in c.page.dated_passages
        if p.shape is Shape.ITEM and not dated and says_something(tidy(body)):
            return body.split(". ")[0]
    for index in range(c.passage.index - 1, max(-1, c.passage.index - 7), -1):
        p = c.page.passages[index]
        if (
            p.shape is Shape.HEADING
            and index in c.passage.parents
            and not EMPTY_HEADING.match(unmarked(c.page.body(p)))
        ):
            return _without_times(c, p.body)
        body = without_addresses(unmarked(c.page.body(p)))
        for pattern in (INVITES, ARRANGES, SETS_UP):
            for m in pattern.finditer(body):
                thing = noun_phrase(next(g for g in m.groups() if g))
                if cues.EVENT_NOUN.search(thing):
                    return thing
    return ""


def heading_of(c: Context) -> str:
    """The nearest heading that says what the passage is about; '' where none does."""
    for heading in c.page.headings(c.passage):
        body = unmarked(c.page.body(heading))
        if (
            heading.level >= 10
            or EMPTY_HEADING.match(body)
            or not says_something(tidy(body))
            or DOCUMENT_WORDS.search(body)
        ):
            continue
        return NUMBERING.sub("", body)
    return ""


def _with_owner(c: Context, title: str, kind: Kind) -> str:
    """ "Lunchmöte" alone says too little: with the item or the heading that it stands under."""
    outer = _outer_item(c)
    if (
        outer
        and len(title.split()) <= 4
        and outer.casefold() not in title.casefold()
        and len(f"{outer} – {title}") <= LONGEST
    ):
        return f"{outer} – {title[0].lower()}{title[1:]}" if title[1:].islower() else f"{outer} – {title}"
    name = shorten(tidy(heading_of(c)))
    if not name or name.casefold() in title.casefold() or NEXT_MEETING.match(name):
        return title
    if BARE_NOUN.match(title) and len(f"{title} – {name}") <= LONGEST:
        return f"{title} – {name}"
    if (
        VAGUE_SUBJECT.match(title)
        and kind is not Kind.EVENT
        and len(title.split()) <= 6
        and len(f"{name}: {title}") <= LONGEST
    ):
        return f"{name}: {title[0].lower()}{title[1:]}"
    return title


def _outer_item(c: Context) -> str:
    """The short outer item of a nested list, "Nolle-P" over "Vandring 19/8"."""
    if c.passage.shape is not Shape.ITEM:
        return ""
    for index in reversed(c.passage.parents):
        p = c.page.passages[index]
        if p.shape is Shape.ITEM and index not in c.page.dated_passages:
            body = tidy(without_addresses(c.page.body(p)))
            return body if len(body) <= 40 else ""
    return ""

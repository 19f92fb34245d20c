"""`"Länsstyrelsen anordnar den 28/2 lunchmöte om remisser"` -> "Lunchmöte om remisser": the name of a thing.

First the thing's own name (a list line, a table cell, what is invited to or arranged), then the clause that tells what
is to be done or what takes effect, last the heading. No date, no time, no half sentence, at most 90 characters.
"""

import re

from calagg.extract import cues
from calagg.extract.context import Context, on_one_line
from calagg.extract.passages import Shape
from calagg.extract.wording import unmarked, without_addresses
from calagg.model.entry import Kind

LONGEST = 90
HOLE = "\ue000"
I = re.IGNORECASE  # noqa: E741 - the name that re itself gives it

LEADING = re.compile(
    r"\A(?:[\s,;:.)\]–—\-*•!?|/=]|(?:och|men|samt|att|dock|även|också|så|därmed|då|där|om|är|av|i|på|till|för|den|d\.|kl\.?|klockan|ca|cirka|"
    r"senast|from|fr\.o\.m\.?|från|med|blir|under|vid|nu|sedan|dessutom|ett|en|det)(?=\s)(?!\s*\Z))+", I)
TRAILING = re.compile(
    r"(?:[\s,;:([–—\-*•|/=]|(?<=\s)(?:och|men|samt|att|på|i|till|för|den|det|dag|är|av|om|från|med|vid|under|kommer|senast|sker|blir|inför|"
    r"eller|kl\.?|klockan|fram|tiden|perioden|mellan|from|fr\.o\.m\.?|t\.o\.m\.?|ca|cirka|som|där|då|när|gäller|igen|redan|både|ett|en|har|på\s+plats|"
    r"den\s+tiden|hålls|äger\s+rum|ska|cirka|före|innan|efter|börjar|startar|görs|lämnas)(?=[\s,;:]*\Z))+\Z", I)
CUE_TAIL = re.compile(
    r"[\s,(:–-]*(?:senast(?:e)?(?:\s+(?:till|på|den))?|sista\s+(?:\w+\s?)?(?:dag(?:en)?|datum|svarsdag|ansökningsdag|anmälningsdag)(?:\s*(?:är|:|blir))*|"
    r"fram\s+till(?:\s+och\s+med)?|till\s+och\s+med|t\.?\s?o\.?\s?m\.?|före|innan|deadline(?:\s+är)?:?|från\s+och\s+med|fr\.?o\.?m\.?|from|från|"
    r"mellan|till|med\s+start|under)(?:[\s*]+den)?[\s*:(]*\Z", I)
HEAD_CUE = re.compile(
    r"\A(?:sista\s+(?:\w+\s?)?(?:dag(?:en)?|datum)\s+(?:för|att|till)\s+(?:att\s+)?|deadline\s+(?:för|är)\s*(?:att\s+)?|senast\s+|"
    r"(?:det\s+finns\s+(?:\w+\s+)?)?möjlighet(?:en)?\s+(?:för\s+\w+\s+)?att\s+|påminnelse(?:r)?\s*(?:om|:)\s*|obs[!:]\s*|nästa\s+steg:\s*|"
    r"(?:påminnelser\s+om\s+)?kommande\s+aktiviteter:\s*|kalendarium:\s*|kom\s+ihåg\s*:?\s*(?:att\s+)?|notera\s*:?\s*(?:att\s+)?|planerat\s+|planerad\s+)", I)
INVITES = re.compile(
    r"(?<!\w)(?:bjuder|inbjuder|bjuds|inbjuds|bjudit)\s+(?:[\w,]+\s+){0,7}?(?:in\s+)?(?:[\w,]+\s+){0,4}?till\s+(?P<thing>[^.;!?]{4,200})|"
    r"(?<!\w)(?:inbjudan|kallelse|kallas|kallar|välkom\w*|anmälan|föranmälan|anmäla?\s+(?:sig|er|dig))\s+(?:alla\s+)?till\s+(?P<thing2>[^.;!?]{4,200})", I)
ARRANGES = re.compile(
    r"(?<!\w)(?:anordnar|arrangerar|anordnas|arrangeras|ordnar|ordnas|genomför|genomförs|hålls|håller|ges|planerar|planeras|äger|har\s+vi|ha|kör\s+vi|erbjuder|"
    r"medverkar\s+(?:i|på|vid)|deltar\s+(?:i|på|vid)|informerar\s+om|informerade\s+om|inför|blir\s+det|startar|börjar)\s+(?:(?:för|av|hos|därefter|då|även|nu|också)\s+)?"
    rf"(?:\w+\s+)?{HOLE}?\s*(?P<thing>[^.;!?]{{4,200}})", I)
HAPPENS = re.compile(
    r"\A(?P<thing>[^.;!?]{4,160}?)\s+(?:äger\s+rum|hålls|sker|genomförs|går\s+av\s+stapeln|börjar|startar|är|blir|inleds|planeras|anordnas|"
    rf"arrangeras|infaller|har\s+flyttats|flyttas|ställs\s+in|är\s+inställt)\b[^{HOLE}]{{0,60}}{HOLE}", I)
NOUN_PHRASE_START = re.compile(
    r"(?:\A|[\s(”\"])(?:ett|en|den|det|de|vårt|vår|nästa|detta|denna|på|vid|till|om|med|kring|inför|för|av|att|i|har|och|,|:|–|hålls|sker)\s+", I)
STOP_AFTER = re.compile(r"[.;!?:]\s|[.;!?]\Z|\s[–—-]\s(?=[a-zåäö])|,\s+(?:som|där|då|när|vilket|vilken|dit|varvid|och|men|för att|i syfte)\b|\s\(|"
                        r"\s(?:som|där|vilket|för att|med förhoppning\w*|i samband med|så att|eftersom|samt att|då|när)\s", I)
PRONOUN = re.compile(r"\A(?:det|detta|denna|dessa|de|den|han|hon|man|här|där|dagen|vi|datumet|tiden|syftet)(?!\w)(?!\s+(?:del|delen|som)\b)", I)
VAGUE_SUBJECT = re.compile(
    r"\A(?:lagen|förordningen|förbudet|ändringen|ändringarna|lagändringarna|beslutet|reglerna|avtalet|uppdraget|förslaget|förslagen|beloppet|beloppen|"
    r"bestämmelserna|föreskrifterna|arbetet|insatsen|projektet|tjänsten|rekvisitionen|medlen)(?!\w)", I)
BARE_NOUN = re.compile(
    r"\A(?:nästa\s+|kommande\s+|planerat\s+)?(?:\w{0,12}(?:möte|mötet|möten|sammanträde|sammanträdet|sammanträden|träff|träffen|lunchmöte|workshop|"
    r"seminarium|utbildning|konferens|årsmöte|årsmötet|stämma|styrelsemöte|anmälan|ansökan|föranmälan|ackreditering|debatt|svar|remissvar|yttrande))\Z", I)
INVERTED = re.compile(
    r"\A(?P<verb>upphör|träder|börjar|startar|införs|inleds|öppnar|stänger|byter|höjs|sänks|avslutas|invigs|lanseras|publiceras|gäller|presenteras|"
    r"förlängs|tillträder|avgår|redovisas|släpps|går)\s+(?P<rest>\S.*)\Z", I)
ORGANISATIONAL = re.compile(r"(?<!\w)(?:dnr|diarienummer|protokoll|sammanträdesprotokoll|anteckningar|sida|kommun\Z)(?!\w)", I)
EMPTY_HEADINGS = re.compile(
    r"\A(?:övrigt|övriga\s+(?:frågor|punkter)|inledning|avslutning.*|kalendarium|datum|information|praktisk\s+information.*|mer\s+information|beslut|"
    r"sammanfattning.*|bakgrund|aktuellt|anteckningar|mötesanteckningar|minnesanteckningar|närvarande|omvärldsbevakning|agenda|program|punkter|på\s+gång|"
    r"återkoppling.*|beslutsunderlag|ärendet|kommande.*|uppdraget|viktiga\s+datum|datum\s+att\s+.*|tider|tid|plats|rapporter|referenser|förslag|kallade)\W*\Z", I)


def title_of(c: Context, kind: Kind) -> str:
    """The title of the entry that the mention makes; never empty where the document has any words."""
    own = _own_words(c, kind)
    if _says_something(own):
        return _with_owner(c, own, kind)
    for fallback in (_from_neighbours(c, own), _heading(c), c.page.body(c.passage), "Datum i anteckningarna"):
        shown = shorten(_clean(fallback))
        if _says_something(shown):
            return shown
    return shorten(c.whole) or "Datum i anteckningarna"


def shorten(text: str) -> str:
    """The text cut to 90 characters at the end of a clause, else of a word."""
    if len(text) <= LONGEST:
        return text
    stops = [m.start() for m in STOP_AFTER.finditer(text) if 18 <= m.start() <= LONGEST]
    if stops:
        return _trim(text[: stops[-1]])
    commas = [i for i, ch in enumerate(text[:LONGEST]) if ch == "," and i >= 30]
    cut = commas[-1] if commas else text.rfind(" ", 0, LONGEST)
    return _trim(text[: cut if cut > 0 else LONGEST])


def _own_words(c: Context, kind: Kind) -> str:
    """The title out of the mention's own sentence; may be empty or say too little."""
    if c.passage.shape is Shape.ROW:
        return _from_row(c)
    if c.passage.shape is Shape.FIELD and cues.WHEN_LABEL.match(c.passage.label):
        return _clean(_rest(c)) if cues.EVENT_NOUN.search(_rest(c)) else ""
    sentence = _holed(c)
    if kind in (Kind.EVENT, Kind.WINDOW) and (thing := _named_thing(c, sentence)):
        return shorten(_clean(thing))
    clause = _clause(c)
    if kind is not Kind.EVENT or not _says_something(clause):
        clause = _task(c, clause)
    return shorten(clause)


def _rest(c: Context) -> str:
    """The sentence without its mentions and without the cue words before them, on one line."""
    text, spans = c.page.text, sorted((o.span for o in (*c.others, c.expression)), key=lambda s: s.start)
    parts, at = [], c.sentence.span.start
    for span in spans:
        parts.append(CUE_TAIL.sub(" ", text[at : span.start]))
        at = span.end
    parts.append(text[at : c.sentence.span.end])
    return on_one_line(without_addresses(unmarked(" ".join(parts))))


def _holed(c: Context) -> str:
    """The sentence on one line with this mention as a hole and the others gone."""
    text, at, out = c.page.text, c.sentence.span.start, []
    for e in sorted((*c.others, c.expression), key=lambda e: e.span.start):
        out.append(text[at : e.span.start])
        out.append(f" {HOLE} " if e is c.expression else " ")
        at = e.span.end
    out.append(text[at : c.sentence.span.end])
    return on_one_line(without_addresses(unmarked("".join(out))))


def _named_thing(c: Context, sentence: str) -> str:
    """The name of what takes place, read off the verb that announces it or the event word nearest to the mention."""
    listed = c.passage.shape in (Shape.ITEM, Shape.FIELD, Shape.HEADING) or len(sentence) <= LONGEST + 2
    for pattern in (INVITES, ARRANGES):
        for m in pattern.finditer(sentence):
            thing = _phrase(next(g for g in m.groups() if g))
            if cues.EVENT_NOUN.search(thing):
                return thing
    if len(c.others) == 0 and not listed and (m := HAPPENS.search(sentence)) and cues.EVENT_NOUN.search(m["thing"]):
        return _phrase(m["thing"])
    if listed and not c.others:
        return ""
    return _nearest_noun(c)


def _nearest_noun(c: Context) -> str:
    """The noun phrase around the event word nearest to the mention."""
    before, after = (on_one_line(without_addresses(unmarked(t))) for t in (c.near_before, c.near_after))
    found = list(cues.EVENT_NOUN.finditer(before))
    first = cues.EVENT_NOUN.search(after)
    if found and (first is None or len(before) - found[-1].end() <= 70):
        noun = found[0] if len(before) <= 90 and len(found) > 1 else found[-1]
        starts = [m.end() for m in NOUN_PHRASE_START.finditer(before, 0, noun.start() + 1) if m.end() <= noun.start()]
        start = starts[-1] if starts else 0
        if not starts and noun.start() - start > 60:
            start = noun.start()
        return _phrase(before[start:])
    if first is not None and first.start() <= 90:
        return _phrase(after)
    return ""


def _phrase(text: str) -> str:
    """A noun phrase up to where its clause ends, the hole left out."""
    text = text.replace(HOLE, " ¦ ")
    text = text.split("¦")[0] if len(text.split("¦")[0].split()) >= 1 and text.split("¦")[0].strip() else text.replace("¦", " ")
    stop = STOP_AFTER.search(text, 8)
    return _clean(text[: stop.start()] if stop else text)


def _clause(c: Context) -> str:
    """The clause of the mention, without the mention."""
    rest = _clean(_rest(c))
    if not c.others and len(rest) <= LONGEST:
        return rest
    before = _clean(CUE_TAIL.sub("", on_one_line(without_addresses(unmarked(c.near_before)))))
    after = on_one_line(without_addresses(unmarked(c.near_after)))
    if len(before.split()) >= 2 and _says_something(before):
        return before
    if not before and (m := INVERTED.match(_clean(after))):
        stop = STOP_AFTER.search(m["rest"], 8)
        subject = _clean(m["rest"][: stop.start()] if stop else m["rest"])
        if len(subject) + len(m["verb"]) < LONGEST:
            return _capital(f"{subject} {m['verb'].lower()}")
    joined = _clean(f"{before} {after}")
    return joined if joined else rest


def _task(c: Context, clause: str) -> str:
    """What is to be done or takes effect, where the clause alone is a fragment: with the head of its sentence."""
    if not clause:
        return clause
    if PRONOUN.match(clause):
        previous = _previous_sentence(c)
        if previous:
            return previous
    if len(clause.split()) <= 2 and c.others:
        first = min((c.expression, *c.others), key=lambda e: e.span.start)
        head = CUE_TAIL.sub("", on_one_line(unmarked(c.page.text[c.sentence.span.start : first.span.start])))
        if first is not c.expression and _says_something(_clean(head)):
            return _capital(f"{clause}: {_clean(head)}")
    return clause


def _previous_sentence(c: Context) -> str:
    index = c.page.sentences.index(c.sentence) - 1
    if index < 0 or c.page.sentences[index].passage != c.passage.index:
        return ""
    return shorten(_clean(on_one_line(without_addresses(unmarked(c.page.sentences[index].span.of(c.page.text))))))


CELL_BREAK = re.compile(r"\s*\|\s*|\t+")
NOT_A_NAME = re.compile(r"\A[\W\d]*\Z|\A(?:kl\.?|v\.?|vecka)?\s*[\d:.–-]*\Z", I)


def _from_row(c: Context) -> str:
    """The cell that names the thing: the one the date stands in where it has more words, else the longest other one."""
    text, mentions = c.page.text, [o.span for o in (*c.others, c.expression)]
    start = c.passage.span.start
    cells: list[tuple[str, bool]] = []
    at = start
    row = c.passage.span.of(text)
    for m in [*CELL_BREAK.finditer(row), None]:
        end = start + (m.start() if m else len(row))
        inside = [s for s in mentions if at <= s.start < end]
        parts, p = [], at
        for s in sorted(inside, key=lambda s: s.start):
            parts.append(CUE_TAIL.sub(" ", text[p : s.start]))
            p = max(p, s.end)
        cut = "".join(parts) if inside and len(_clean(unmarked("".join(parts)))) > 12 else " ".join([*parts, text[p:end]])
        cells.append((_clean(on_one_line(without_addresses(unmarked(cut)))), c.expression.span.start in range(at, end)))
        at = start + (m.end() if m else len(row))
    own = next((words for words, here in cells if here), "")
    if len(own.split()) >= 2 and not NOT_A_NAME.match(own) and len(own) > 8:
        return shorten(own)
    others = [words for words, here in cells if not here and words and not NOT_A_NAME.match(words)]
    events = [w for w in others if cues.EVENT_NOUN.search(w)]
    named = (events or others or [own])[0]
    return shorten(named)


def _from_neighbours(c: Context, own: str) -> str:
    """The name out of what stands just above: an invitation, a question that dates are proposed for, an outer item."""
    for index in range(c.passage.index - 1, max(-1, c.passage.index - 7), -1):
        p = c.page.passages[index]
        if p.parents[:1] != c.passage.parents[:1] and p.shape is not Shape.HEADING:
            break
        body = without_addresses(unmarked(c.page.body(p)))
        if p.shape is Shape.HEADING and index in c.passage.parents:
            if _says_something(_clean(body)) and not EMPTY_HEADINGS.match(body):
                return body
            continue
        for pattern in (INVITES, ARRANGES, SETS_UP):
            for m in pattern.finditer(body):
                thing = _phrase(next(g for g in m.groups() if g))
                if cues.EVENT_NOUN.search(thing):
                    return thing
        if p.shape in (Shape.ITEM, Shape.PROSE) and index in c.passage.parents:
            return body
    return own


SETS_UP = re.compile(r"(?<!\w)(?:samordna\w*|planera\w*|boka\w*|hålla|ha|föreslå\w*|förslag\s+på)\s+(?P<thing>[^.;!?]{4,160})", I)


def _heading(c: Context) -> str:
    for heading in c.page.headings(c.passage):
        body = unmarked(c.page.body(heading))
        if not EMPTY_HEADINGS.match(body) and _says_something(_clean(body)) and not ORGANISATIONAL.search(body):
            return body
    return ""


def _with_owner(c: Context, title: str, kind: Kind) -> str:
    """"Lunchmöte" alone says too little: with the heading that it stands under."""
    heading = _heading(c)
    if not heading or heading.casefold() in title.casefold():
        return title
    name = shorten(_clean(heading))
    if BARE_NOUN.match(title) and len(f"{title} – {name}") <= LONGEST:
        return f"{title} – {name}"
    if VAGUE_SUBJECT.match(title) and kind is not Kind.EVENT and len(title.split()) <= 6 and len(f"{name}: {title}") <= LONGEST:
        return f"{name}: {title[0].lower()}{title[1:]}"
    return title


def _says_something(title: str) -> bool:
    """Whether a person would know what is meant: a word of four letters that is not mere glue."""
    return any(len(w) >= 4 or w.isupper() and len(w) >= 2 for w in re.findall(r"[^\W\d_]+", title))


def _clean(text: str) -> str:
    text = on_one_line(unmarked(text).replace(HOLE, " "))
    text = HEAD_CUE.sub("", text.strip(" ,;:.–—-*•|"))
    text = re.sub(r"\(\s*[,;:]?\s*\)|\[\s*\]", " ", text)
    text = re.sub(r"\s+([,.;:!?])", r"\1", on_one_line(text))
    return _capital(_trim(text))


def _trim(text: str) -> str:
    before = None
    while before != text:
        before = text
        text = TRAILING.sub("", LEADING.sub("", text).rstrip(" .,;:")).strip()
        if text.count("(") > text.count(")"):
            text = text[: text.rfind("(")].strip()
        if text.count(")") > text.count("("):
            text = text.replace(")", "", 1)
    return text.strip(" ,;:–—-*•|")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]



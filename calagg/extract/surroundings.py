"""`"26/2 kl 11"` under "Förslag på mötestider" -> "Förslag på mötestider": the name that stands around a mention."""

import re

from calagg.extract import cues
from calagg.extract.context import Context, Page, on_one_line
from calagg.extract.passages import Shape
from calagg.extract.phrase import noun_phrase, says_something, tidy, uncued
from calagg.extract.task import HOLE
from calagg.extract.wording import unmarked, without_addresses
from calagg.model.timex import Span

I = re.IGNORECASE  # noqa: E741 - the name that re itself gives it
INVITES = cues.Cue(
    r"(?<!\w)(?:bjuder|inbjuder|bjuds|inbjuds|"
    r"bjudit)\s+(?:[\w,]+\s+){0,7}?(?:in\s+)?(?:[\w,]+\s+){0,4}?till\s+(?P<thing>[^.;!?]{4,200})|"
    r"(?<!\w)(?:inbjudan|kallelse|kallas|kallar|välkom\w*|anmälan|föranmälan|anmäla?\s+(?:sig|er|"
    r"dig))\s+(?:alla\s+)?till\s+(?P<thing2>[^.;!?]{4,200})",
)
ARRANGES = cues.Cue(
    r"(?<!\w)(?:anordnar|arrangerar|anordnas|arrangeras|ordnar|ordnas|genomför|genomförs|hålls|håller|planerar|"
    r"planeras|har\s+vi|erbjuder|"
    r"medverkar\s+(?:i|på|vid)|deltar\s+(?:i|på|vid)|blir\s+det)\s+(?:(?:av|hos|därefter|då|även|nu|också)\s+)?"
    rf"(?:{HOLE})?\s*(?P<thing>(?:ett|en|\w+)\s[^.;!?{HOLE}]{{4,200}})",
)
SETS_UP = cues.Cue(
    r"(?<!\w)(?:samordna\w*|planera\w*|boka\w*|hålla|föreslå\w*|"
    r"förslag\s+på)\s+(?P<thing>[^.;!?]{4,160})",
)
DOCUMENT_WORDS = cues.Cue(r"(?<!\w)(?:dnr|diarienummer|protokoll|sammanträdesprotokoll|anteckningar|sida)(?!\w)")
EMPTY_HEADING = re.compile(
    r"\A(?:kallelse|inbjudan|regeringsbeslut|pressmeddelande|övrigt|övriga?\s+(?:frågor|punkter|ärenden|information)|ärenden.*|inledning|avslutning.*|kalendarium|datum|information|"
    r"praktisk(?:a)?\s+\w+.*|mer\s+information|(?:\w+s\s+)?(?:beslut|förslag(?:\s+till\s+beslut)?|yttrande|underlag)|"
    r"sammanfattning.*|bakgrund|aktuellt|anteckningar|mötesanteckningar|minnesanteckningar|närvarande|"
    r"omvärldsbevakning|agenda|program|punkter|på\s+gång|"
    r"återkoppling.*|beslutsunderlag|ärendet|kommande.*|uppdraget|viktiga\s+datum|datum\s+att\s+.*|tider|tid|plats|"
    r"rapporter|referenser|förslag|kallade|"
    r"(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december|våren|hösten|sommaren|ht|vt)"
    r"(?:[\s-]*(?:20)?\d\d)?|vad\s+händer.*|att\s+göra|nästa\s+steg|rapport(?:er)?|laget\s+runt|runda.*|dagordning)\W*\Z",
    I,
)
INVITING = re.compile(
    r"\A(?:\S+\s+)*?(?:in)?(?:inbjudan|kallelse|bjuder|bjuds|kallar|kallas|välkomnar|välkomna|välkommen)(?:\s+\S+){0,2}?\s+till\s+",
    I,
)
PLACEHOLDER = re.compile(
    r"(?:(?:preliminär\w*|ny[at]?t?|aktuell\w*|förslag(?:et)?\s+(?:på|till))\s+)*"
    r"(?:datum(?:et)?|tid(?:en)?|dag(?:en)?|den|det)\s+(?:är|blir|hålls|sker|går|ges|börjar|startar|föreslås)(?!\w)",
    I,
)
FINITE = re.compile(
    r"\s(?:ges|hålls|är|blir|äger|sker|går|planeras|arrangeras|anordnas|kommer|ska|genomförs|pågår|har|får|flyttas|ställs)(?!\w)",
    I,
)
LONGEST_SUBJECT = 7
DEFINITE = re.compile(  # a gathering that was named before: the name is elsewhere
    r"(?:den|det|de)?\s*(?P<stem>möte|sammanträde|träff|seminari|kurs|utbildning|konferens|dag|kväll|stämm|samråd|"
    r"workshop|webbinari|föreläsning|fest|resa|vandring|övning|turnering|tävling|konsert|match|"
    r"läger)(?:en|et|t|an|na|n)(?!\w)",
    I,
)
FOLLOWING = re.compile(r"\s*(?:på\s+)?följande\s+(?:dagar|datum|tider|tillfällen)\s*:?\s*\Z", I)
ARTICLE_ON = re.compile(r"\A.*(?<!\w)(?:en|ett)\s+(?=\w)", I)
SHORT_NAME = 3
SHORT_WORD = 4
GLUE = frozenset(
    [
        "och",
        "att",
        "av",
        "i",
        "på",
        "för",
        "med",
        "till",
        "från",
        "den",
        "det",
        "de",
        "vid",
        "om",
        "en",
        "ett",
        "ny",
        "nytt",
        "nya",
        "vår",
        "våra",
        "mer",
        "mot",
        "hos",
        "när",
        "var",
        "vad",
        "hur",
        "ut",
        "in",
        "upp",
        "ner",
        "ej",
        "år",
        "jul",
        "mål",
        "plan",
        "stöd",
        "val",
        "tid",
        "råd",
        "dag",
        "höst",
        "is",
        "snö",
        "bad",
        "väg",
        "tak",
        "barn",
        "unga",
        "stad",
        "skog",
        "mat",
    ]
)
REACH = 400
REACH_OF_FORM = 4
NAME_FIELD = re.compile(r"\A(?:vad|rubrik|tema|titel|aktivitet|evenemang|arrangemang|kurs|föreläsning|händelse)\Z", I)
FARTHEST = 12  # sentences up to the one that leads in a list
NUMBERING = re.compile(r"\A\s*(?:\d{1,2}(?:\.\d+)?[.)]|§\s*\d+)\s+")


def lead_in(c: Context) -> str:
    """The last sentence above, which a bare list of times is the list of."""
    above = c.page.sentence_before(c.passage, max(0, c.sentence.index - FARTHEST))
    return without_times(c, above.span) if above else ""


def without_times(c: Context, span: Span) -> str:
    """The words of a span of the text on one line, without the time expressions in them."""
    untimed = c.page.untimed  # the mentions of a passage all ask for the same
    if span not in untimed:
        untimed[span] = _without_times(c.page, span)
    return untimed[span]


def _without_times(page: Page, span: Span) -> str:
    parts, at = [], span.start
    for e in page.expressions_in(span):
        parts.append(uncued(page.text[at : e.span.start]))
        at = max(at, e.span.end)
    parts.append(page.text[at : span.end])
    words = on_one_line(without_addresses(unmarked(" ".join(parts))))
    return NUMBERING.sub("", FOLLOWING.sub("", words))


def words_of_passage(c: Context) -> str:
    """The words of the mention's own passage without the time expressions in it."""
    return without_times(c, c.passage.body)


def antecedent(c: Context, title: str) -> str:
    """What "Kvällen" or "Mötet" stands for: "Gemensam föräldrakväll" of a sentence before; '' where none is there."""
    named = DEFINITE.match(title)
    if named is None or len(title.split()) > SHORT_NAME:
        return ""
    noun = re.compile(
        rf"(?P<name>(?:[^\W\d_]+\s+){{0,3}}\w*{named['stem']}(?:um|e|a)?)(?=[\s.,;:!?)]|\Z)(?!\s+20\d\d)", I
    )
    start = c.page.passages[max(0, c.passage.index - 1)].span.start
    above = on_one_line(unmarked(c.page.text[max(start, c.sentence.span.start - REACH) : c.sentence.span.start]))
    found = [m["name"] for m in noun.finditer(above)]
    return noun_phrase(ARTICLE_ON.sub("", INVITING.sub("", found[-1]))) if found else ""


def subject_before(c: Context) -> str:
    """The gathering that the sentence before speaks of, where this one only says "Preliminärt datum är" or "Den är"."""
    if not c.sentence.index or not PLACEHOLDER.match(c.sentence.span.of(c.page.text)):
        return ""
    before = tidy(without_times(c, c.page.sentences(c.passage)[c.sentence.index - 1].span))
    subject = FINITE.split(before, maxsplit=1)[0]
    return noun_phrase(subject) if cues.EVENT_NOUN.search(subject) and len(subject.split()) <= LONGEST_SUBJECT else ""


def from_above(c: Context) -> str:
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
            return uncapped(without_times(c, p.body))
        body = without_addresses(unmarked(c.page.body(p)))
        for pattern in (INVITES, ARRANGES, SETS_UP):
            for m in pattern.finditer(body):
                thing = noun_phrase(next(g for g in m.groups() if g))
                if cues.EVENT_NOUN.search(thing) and not DEFINITE.match(thing):
                    return thing
    return ""


def lead_of(c: Context) -> str:
    """The words of the line that the mention's list or table stands under, whatever it says; '' where it has none."""
    above = c.page.above_the_like(c.passage)
    return c.page.body(above) if above is not None else ""


def lead_of_list(c: Context) -> str:
    """The words of the line directly above that leads in a list: "Arbetsutskottet sammanträder följande dagar:"."""
    if not c.passage.index:
        return ""
    above = c.page.passages[c.passage.index - 1]
    if not cues.LEADS_A_LIST.search(c.page.body(above)[-60:]):
        return ""
    words = without_times(c, above.body)
    return words if says_something(tidy(words)) and not EMPTY_HEADING.match(words) else ""


def lead_above(c: Context) -> str:
    """The words of the line that a list of bare days stands under, however far up the list: "Tider för nämnden"."""
    for index in range(c.passage.index - 1, max(-1, c.passage.index - 2 * FARTHEST), -1):
        p = c.page.passages[index]
        words = "" if p.shape is Shape.HEADING else without_times(c, p.body)
        if p.shape is Shape.HEADING or says_something(tidy(words)) or index not in c.page.dated_passages:
            return words
    return ""


def field_named(c: Context) -> str:
    """ "Vad: Föreläsning om vatten" of the form that the mention's "När: …" stands in; '' where none is there."""
    near = [c.passage.index + step for step in range(-REACH_OF_FORM, REACH_OF_FORM + 1)]
    for p in (c.page.passages[i] for i in near if 0 <= i < len(c.page.passages)):
        same = p.shape is Shape.FIELD and p.parents == c.passage.parents
        if same and NAME_FIELD.match(p.label):
            return c.page.body(p)
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
        return uncapped(NUMBERING.sub("", body))
    return ""


def uncapped(heading: str) -> str:
    """ "VÅRSTÄDNING OCH OVK" -> "Vårstädning och OVK": a name is not shouted; what is short is an abbreviation."""
    if not heading.isupper() or len(heading) <= SHORT_WORD:
        return heading
    words = [w.lower() if len(w) > SHORT_WORD or w.lower() in GLUE else w for w in heading.split()]
    return " ".join([words[0][:1].upper() + words[0][1:], *words[1:]])


def outer_item(c: Context) -> str:
    """The short outer item of a nested list, "Nolle-P" over "Vandring 19/8"."""
    if c.passage.shape is not Shape.ITEM:
        return ""
    for index in reversed(c.passage.parents):
        p = c.page.passages[index]
        if p.shape is Shape.ITEM and index not in c.page.dated_passages:
            body = tidy(without_addresses(c.page.body(p)))
            return body if len(body) <= 40 else ""
    return ""

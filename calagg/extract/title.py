"""`"Länsstyrelsen anordnar den 28/2 lunchmöte om remisser"` -> "Lunchmöte om remisser": the name of a thing.

First the thing's own name (a list line, a table cell, what is invited to or arranged), then the clause that tells what
is to be done or what takes effect, last the heading. No date, no time, no half sentence, at most 90 characters.
"""

import re

from calagg.extract import cues
from calagg.extract.context import Context
from calagg.extract.gathering_name import gathering_name
from calagg.extract.organiser import body_of_minutes
from calagg.extract.passages import Shape
from calagg.extract.phrase import LONGEST, going_on, says_something, shorten, tidy
from calagg.extract.place import is_a_place, place_of
from calagg.extract.rows import name_in_row
from calagg.extract.scheduling import next_in_line, one_before, only_schedules, spoken_of
from calagg.extract.segments import own_segment
from calagg.extract.sentence_words import clause_of, holed, rest_of
from calagg.extract.surroundings import (
    INVITING,
    antecedent,
    field_named,
    from_above,
    heading_of,
    lead_above,
    lead_in,
    outer_item,
    subject_before,
    words_of_passage,
)
from calagg.extract.task import done_by, takes_effect
from calagg.extract.topic import topic_of
from calagg.extract.weak_title import named
from calagg.model.entry import Kind

I = re.IGNORECASE  # noqa: E741 - the name that re itself gives it
BARE_NOUN = re.compile(
    r"\A(?:nästa\s+|kommande\s+)?(?:\w{0,12}(?:möte|mötet|möten|sammanträde|sammanträdet|sammanträden|träff|träffen|"
    r"lunchmöte|workshop|seminarium|seminariet|"
    r"utbildning|konferens|konferensen|årsmöte|årsmötet|stämma|stämman|anmälan|ansökan|föranmälan|ackreditering|"
    r"debatt|svar|remissvar|yttrande|"
    r"informationstillfälle|nätverksmöten?|nätverksträff|kurs|kursen))\Z",
    I,
)
ASIDE = re.compile(r"\([^()]{1,60}\)")
AT_PLACE = re.compile(r"(?P<what>\S+)\s(?:i|på|vid)\s(?P<where>.+)\Z", I)
VAGUE_SUBJECT = re.compile(
    r"\A(?:de\s+)?(?:nya\s+)?(?:lagen|förordningen|förbudet|ändringen|ändringarna|lagändringarna|beslutet|reglerna|"
    r"avtalet|förslaget|förslagen|beloppet|"
    r"beloppen|bestämmelserna|föreskrifterna|arbetet|insatsen|rekvisitionen|remissvar(?:et|en)?|svar(?:et|en)|yttrandet|"
    r"(?:ansökan|anmälan)(?!\s(?:om|till|för|på|av)\s)|"
    r"ansökningarna|samrådet|granskningen|bidraget|stödet|planen|taxan|ärendet|utlysningen|"
    r"redovisningen|rapporten|slutrapporten)(?!\w)",
    I,
)
GENERIC = re.compile(  # what many things have: it says little without the name of the thing
    r"\A(?:sista\s+(?:ansöknings|anmälnings|svars|inlämnings|betalnings)?dag(?:en)?|(?:ansöknings|anmälnings|svars|projekt|samråds|"
    r"remiss|gransknings|söknings?)(?:period|tid)(?:en)?|(?:slut|del|läges)?(?:rapport|redovisning)(?:en)?|utbetalning|"
    r"beslut(?:en)?(?:\s(?:skickas\s+ut|meddelas|väntas|fattas|lämnas))?|besked(?:\s\w+)?|resultatet\s\w+|"
    r"(?:omgång|etapp|period|steg|grupp|tillfälle|pass|del|alternativ|fas|delkurs|modul)\s\w{1,3}|"
    r"(?:ansökan|ansökningsomgången|utlysningen|anmälan|nomineringen|registreringen|bokningen)"
    r"(?:\s(?:öppnar|stänger|är\s+öppen|pågår|startar))?|start|slut|samråd|granskning|antagande|tilldelning|"
    r"kursstart|kursslut|invigning|utvärdering|slutredovisning|delredovisning)\Z",
    I,
)
DEFINITE_END = re.compile(r"(?<=\w{4})(?:en|et|n|t)\Z")
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
GATHERINGS = cues.Cue(
    r"(?:möten|sammanträden|träffar|verkstäder|kurser|föreläsningar|visningar|seminarier|webbinarier|tillfällen|"
    r"utbildningar|konserter|gudstjänster|vandringar|utflykter|matcher|samråd|tävlingar|informationsmöten|kvällar)\W*\Z",
)
PLACE_NAME = re.compile(r"\A[A-ZÅÄÖ][\wåäö-]+(?:\s[A-ZÅÄÖ][\wåäö-]+)?\Z")
ON_SITE = re.compile(r"\A\W*på\s+plats\W*\s\w", I)
PLACE_ALONE = re.compile(r"\A\W*(?:i|på|hos|vid|utanför|framför|bakom|intill|nära)\s+\S+(?:\s\S+){0,3}\W*\Z", I)
LAST_DAY_OF = cues.Cue(r"sista\s+(?P<what>anmälnings|ansöknings|svars)dag")
ASKED = {"anmälnings": "Anmälan", "ansöknings": "Ansökan", "svars": "Svar"}
VERB_FIRST = re.compile(
    r"\A(?:söks|utlyses|fördelas|delas\s+ut|beviljas|ges|lanseras|prövas|revideras|uppdateras|införs|byggs|rivs|renoveras|målas|"
    r"lämnas|tas|skickas|spelas|firas|äger|anmäls|beställs|betalas|står|finns|gäller|ligger|ställs|hämtas|visas|delas|släpps|flyttas|flyttad\w*|hålls|börjar|startar|stängs|öppnar|öppnas|sker|kommer|skall?|"
    r"ordnas|undertecknas|presenteras|publiceras|invigs|fastställs|antas|följs|"
    r"anordnas|arrangeras|genomförs|inleds|upphör|träder|höjs|sänks|utgår|betalas|redovisas|behandlas|bokas|måste|får|äger|skickas|lämnas|görs|avslutas|beräknas|pågår)\b",
    I,
)


def title_of(c: Context, kind: Kind) -> str:
    """The title of the entry that the mention makes; never empty where the document has any words."""
    return shorten(named(c, _title(c, kind), kind))


def _title(c: Context, kind: Kind) -> str:
    if kind is Kind.EVENT and (subject := subject_before(c)):
        return shorten(subject)
    if kind is Kind.EVENT and next_in_line(c) and (before := one_before(c)) is not None:
        return title_of(before, kind)
    own = _own_words(c, kind)
    if kind is Kind.EVENT and (before_it := antecedent(c, own)):
        invited = INVITING.sub("", heading_of(c))
        return shorten(tidy(invited if invited.casefold().startswith(before_it.casefold()) else before_it))
    if says_something(own):
        if VERB_FIRST.match(own) and (name := tidy(heading_of(c))) and len(f"{name}: {own}") <= LONGEST:
            return f"{name}: {going_on(own)}"
        return _with_owner(c, own, kind)
    if kind is Kind.DEADLINE and (asked := LAST_DAY_OF.search(c.lead)) and (name := heading_of(c)):
        return shorten(f"{ASKED[asked['what'].lower()]} – {tidy(name)}")
    for fallback in (from_above, heading_of, lead_in, lead_above, words_of_passage):
        shown = shorten(tidy(fallback(c)))
        if says_something(shown):
            return _with_owner(c, shown, kind)
    return "Datum i anteckningarna"


def _own_words(c: Context, kind: Kind) -> str:
    """The title out of the mention's own sentence; may be empty or say too little."""
    if c.passage.shape is Shape.ROW:
        return name_in_row(c)
    rest = rest_of(c)
    if c.passage.shape is Shape.FIELD:
        if cues.WHEN_LABEL.match(c.passage.label):
            if form := field_named(c):
                return shorten(tidy(form))
            said = ASIDE.sub(" ", rest)
            return tidy(said) if cues.EVENT_NOUN.search(said) and not PLACE_ALONE.match(said) else ""
        first = c.sentence.span.start <= c.passage.body.start
        if first and (cues.TO_DO.search(c.passage.label) or cues.EVENT_NOUN.search(c.passage.label)):
            return shorten(tidy(c.passage.label))
        if len(rest.split()) <= 4 and c.sentence.span.start == c.passage.body.start:
            return shorten(tidy(f"{c.passage.label}: {going_on(tidy(rest))}" if rest else c.passage.label))
    if PLACE_ALONE.match(rest) and not ON_SITE.match(rest):
        return ""
    if kind is not Kind.WINDOW and (segment := own_segment(c)):
        return shorten(segment)
    if is_a_place(ASIDE.sub("", rest).strip(" ,.:")):
        return ""
    if only_schedules(rest) and (name := _scheduled(c)):
        return shorten(tidy(name))
    if kind is Kind.EVENT:
        return gathering_name(c, rest)
    with_hole = holed(c)
    if kind is Kind.WINDOW:
        return shorten(IS_OPEN.sub("", takes_effect(c, rest, with_hole) or clause_of(c, rest)))
    if kind is Kind.DEADLINE:
        return done_by(c, rest, with_hole) or shorten(clause_of(c, rest))
    if said := takes_effect(c, rest, with_hole):
        return said
    return shorten(clause_of(c, rest))


def _scheduled(c: Context) -> str:
    """What a clause that only says when and where is the time of: a gathering spoken of before it or the heading's;
    '' where the text names none."""
    if spoken := spoken_of(c):
        return spoken
    heading = heading_of(c)
    if NEXT_MEETING.match(heading) or cues.EVENT_NOUN.search(heading):
        return heading
    return ""


def _names_no_gathering(c: Context, title: str, name: str) -> bool:
    """Whether a line of a list, as of places, does not tell what is there while the heading does."""
    in_list = c.passage.shape is not Shape.PROSE
    return in_list and not cues.EVENT_NOUN.search(title) and len(f"{name} – {title}") <= LONGEST


def _with_owner(c: Context, title: str, kind: Kind) -> str:
    """ "Lunchmöte" alone says too little: with the item or the heading that it stands under."""
    at = AT_PLACE.match(title)
    if at and kind is Kind.EVENT and BARE_NOUN.match(at["what"]) and place_of(c) == at["where"]:
        title = at["what"]  # "Sammanträde i Vitsippan": the place has a field of its own
    if (
        GENERIC.match(title)
        and (about := tidy(heading_of(c)) or topic_of(c))
        and about.casefold() not in title.casefold()
    ):
        return shorten(f"{about} – {going_on(title)}") if title.casefold() not in about.casefold() else about
    label = c.passage.label
    if (
        label
        and VAGUE_SUBJECT.match(title)
        and not cues.WHEN_LABEL.match(label)
        and len(f"{label}: {title}") <= LONGEST
    ):
        return title if label.casefold() in title.casefold() else f"{label}: {going_on(title)}"
    outer = outer_item(c)
    if (
        outer
        and len(title.split()) <= 4
        and outer.casefold() not in title.casefold()
        and len(f"{outer} – {title}") <= LONGEST
    ):
        return f"{outer} – {going_on(title)}" if title[1:].islower() else f"{outer} – {title}"
    name = shorten(tidy(heading_of(c) or (body_of_minutes(c) if BARE_NOUN.match(title) else "")))
    if not name and VAGUE_SUBJECT.match(title):
        name = shorten(topic_of(c))
    if NEXT_MEETING.match(name) and kind is Kind.EVENT and PLACE_NAME.match(title):
        return name
    if GATHERINGS.search(name) and kind is Kind.EVENT and _names_no_gathering(c, title, name):
        return f"{name} – {title}"
    if not name or name.casefold() in title.casefold() or NEXT_MEETING.match(name):
        return title
    if " " not in title and name.casefold().startswith(DEFINITE_END.sub("", title.casefold())):
        return name  # "Samrådet" below "Samråd om detaljplan"
    if BARE_NOUN.match(title) and len(f"{title} – {name}") <= LONGEST:
        return f"{title} – {name}"
    if (
        VAGUE_SUBJECT.match(title)
        and kind is not Kind.EVENT
        and len(title.split()) <= 9
        and len(f"{name}: {title}") <= LONGEST
    ):
        return f"{name}{' –' if ': ' in name else ':'} {going_on(title)}"
    return title

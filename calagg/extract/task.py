"""`"Myndigheten ska senast … redovisa uppdraget"` -> "Myndigheten ska redovisa uppdraget": a clause without its date.

What is to be done by a deadline, or what takes effect on a day. What an event is called is in `title`.
"""

import re

from calagg.extract import cues
from calagg.extract.context import Context, on_one_line
from calagg.extract.phrase import LONGEST, noun_phrase, says_something, shorten, tidy, uncued
from calagg.extract.wording import unmarked, without_addresses

HOLE = "\ue000"
I = re.IGNORECASE  # noqa: E741 - the name that re itself gives it
MODAL = cues.Cue(r"(?<!\w)(?P<modal>ska|skall|måste|bör|behöver|får|kan|ombeds|uppmanas)(?!\w)")
ACTION = re.compile(
    rf"(?<!\w)(?:{HOLE}\s*)?(?P<verb>(?:slut|del|åter|in|an|av|ut)?(?:redovisa|rapportera|lämna|anmäla?|betala|söka?|"
    rf"svara|skicka|sända|inkomma|komma\s+in|yttra|rekvirera|besvara|"
    r"meddela|återkomma|boka|registrera|nominera|överklaga|presentera|genomföra|inrätta|ta\s+fram|utse|fylla\s+i|"
    r"mejla|maila|göra|vara|ha|publicera|fastställa)s?)(?!\w)",
    I,
)
OPPORTUNITY = cues.Cue(
    r"(?<!\w)(?:möjlighet(?:en)?|tillfälle|chans(?:en)?|ombeds|"
    r"uppmanas)\s+(?:\w+\s+)?att\s+(?P<task>[^.;!?]{4,200})",
)
NOUN_TASK = re.compile(
    r"\A(?:\W*(?:obligatorisk|skriftlig|muntlig|sista|din)\s+)?\W*(?P<task>(?:för|in)?(?:anmälan|ansökan|ansökningar|"
    r"ackreditering|registrering|nominering\w*|synpunkter|"
    r"yttranden?|remissvar|remissyttranden?|svar|motioner|önskemål|bidrag|offerter|anbud|underlag|rapporter|"
    r"intresseanmälan|fakturor|beställning\w*|inbetalning\w*)"
    r"(?:\s+(?:till|om|för|av|på|från)\s+[^.;!?,]{3,120}?)?)"
    r"(?:\s+\([^)]{0,60}\))?\s*(?:ska|skall|görs|lämnas|skickas|sker|mejlas|senast|till\s+(?-i:[A-ZÅÄÖ])|tas\s+emot|bör|är|"
    r"vill|måste|via|emotses|kan|"
    rf":|,|{HOLE}|\Z)",
    I,
)
REPORTED = cues.Cue(
    r"(?<!\w)(?:informera[rd]e?|meddela[rd]e?|föreslå[rs]?|föreslog|berätta[rd]e?|påminne?r|"
    r"påminde|konstatera[rd]e?|(?:nyhet|beslut|förslag|besked)\w*[^.;!?]{0,60}?\sär|innebär|betyder|uppger|"
    r"räknar\s+med|"
    r"bedöm\w+(?:\s+\w+)?\s+är)\s+(?:\w+\s+){0,2}?(?:om\s+)?att\s+(?P<what>[^.;!?]{6,240})",
)
INVERTED = re.compile(
    r"\A\W*(?P<verb>upphör|träder|börjar|startar|införs|inleds|öppnar|stänger|byter|höjs|sänks|avslutas|invigs|"
    r"lanseras|publiceras|presenteras|"
    r"förlängs|ändras|ersätts|utökas|stängs|öppnas|återupptas|bildas|skärps|slopas|upphävs|uppdateras|tillträder|avgår|redovisas|släpps|kommer|krävs|behövs|byggs|rivs|ges|läggs|tas|"
    r"[a-zåäö]{3,}(?:eras|nas|das|tas|las|ras|kas|pas))\s+(?!att\s)(?P<rest>\S.*)\Z",
    I,
)
PRONOUN_NEXT = re.compile(r"(?P<who>vi|ni|du|man|jag)\s+(?P<what>[^.;]+)", I)
RELATIVE = re.compile(r"(?<!\w)(?:en|ett|den|det|de)\s+(?P<what>[^,;.]{3,60}),\s+(?:vilken|vilket|vilka|som)\s*\Z", I)
ADVERB_FIRST = re.compile(
    r"\A(?:där|då|här|nu|sedan|därefter|dessutom)\s+(?:får|har|kommer|blir|är)\s+(?:vi|man|det|"
    r"de|ni)\s+",
    I,
)
PRONOUN = re.compile(
    r"\A\W*(?:det|detta|denna|dessa|de|den|han|hon|man|syftet|dagen|tiden|datumet)(?!\w)"
    r"(?!\s+(?:(?!ska\s|kunna\s|bara\s|inte\s|borde\s)[a-zåäö]{2,}(?:a|e|ig|isk)\s)+[a-zåäö-]+(?:e[nt]|na|[dktnr]a|r?n|ma)(?!\w))"
    r"(?!\s+(?:[a-zåäö]+(?:a|e|ig|isk)\s)?(?:del|delen|skyddet|nya|formella|årliga)\b)",
    I,
)


PLAIN_SUBJECT = re.compile(
    rf"\s+(?P<who>(?!{HOLE})[a-zåäö]\w{{2,}}(?:\s(?:och|eller)\s\w{{3,}})?)\s+(?={ACTION.pattern})", I
)


def done_by(c: Context, rest: str, holed: str) -> str:
    """The task of a deadline; '' where the sentence is no help. `rest` is the sentence without mentions, `holed` the
    same with a hole for this one."""
    if task := OPPORTUNITY.search(rest):
        return shorten(noun_phrase(task["task"]))
    if m := NOUN_TASK.match(holed):
        named = tidy(m["task"])
        if len(named.split()) >= 2 or len(rest) > LONGEST:
            return shorten(named)
    if modal := MODAL.search(holed):
        return _with_modal(c, holed, modal)
    return ""


def _with_modal(c: Context, holed: str, modal: re.Match[str]) -> str:
    """ "X ska … redovisa Y" with what lies between taken out; the verb nearest to this mention where there are
    several."""
    before = " ".join(uncued(part) for part in holed[: modal.start()].split(HOLE))
    relative = RELATIVE.search(before)  # "… en åtgärdsplan, vilken ska lämnas": what the clause speaks of
    subject = tidy(relative["what"] if relative else before)
    predicate = holed[modal.end() :]
    inverted = re.match(r"\s+(?P<who>[A-ZÅÄÖ][\wåäöÅÄÖ-]+(?:\s+[A-ZÅÄÖ][\wåäö-]+)?)\s+", predicate)
    if inverted and (not subject or len(subject) > 30):
        subject = inverted["who"]
    elif not subject and (plain := PLAIN_SUBJECT.match(predicate)):  # "Fram till 12 april kan föreningar söka bidrag"
        subject = tidy(plain["who"])
    at = predicate.find(HOLE)
    verbs = list(ACTION.finditer(predicate))
    if not verbs or not subject:
        return ""
    earlier = [v for v in verbs if at < 0 or v.start("verb") < at]
    after = [v for v in verbs if v.start("verb") > at >= 0]
    if earlier:
        verb = earlier[-1]
        between = predicate[verb.end() : at if at >= 0 else len(predicate)]
        phrase = (
            verb["verb"]
            + " "
            + (between if len(between.split()) > 1 else between + predicate[at + 1 :] if at >= 0 else between)
        )
    else:
        verb = after[0]
        phrase = predicate[verb.start("verb") :]
    doing = _short_predicate(phrase)
    who = subject if len(subject) <= 48 else shorten_to(subject, 48)
    title = f"{who} {modal['modal'].lower()} {doing}"
    return title if len(title) <= LONGEST else shorten(f"{doing[:1].upper()}{doing[1:]}")


def _short_predicate(phrase: str) -> str:
    cut = re.split(
        rf"\s(?:senast|som|där|för\s+att|i\s+syfte|vilka|vilket|inom\s+ramen|samt|dels)\s|[.;({HOLE}]|"
        rf",\s",
        phrase,
        maxsplit=1,
    )[0]
    named = tidy(re.sub(r"\s+(?:senast|och)\s*\Z", "", cut))
    return named[:1].lower() + named[1:]


def shorten_to(text: str, length: int) -> str:
    """The text cut at a word, with an ellipsis."""
    return text[: text.rfind(" ", 0, length)].rstrip(" ,") + " …"


def takes_effect(c: Context, rest: str, holed: str) -> str:
    """The clause of a milestone: reported speech opened, an inverted clause turned round, a pronoun replaced by what it
    stands for."""
    raw = on_one_line(without_addresses(unmarked(c.window.of(c.page.text))))
    if PRONOUN.match(raw) and c.near_before.strip() == c.before.strip() and (said := previous_sentence(c)):
        return said
    if (m := REPORTED.search(holed)) and HOLE in m["what"]:
        return shorten(noun_phrase(m["what"].replace(HOLE, " ")))
    own = ADVERB_FIRST.sub("", rest)
    if own != rest:
        return shorten(noun_phrase(own))
    return turned_round(c)


def turned_round(c: Context) -> str:
    """ "Den 10 juni kommer mer information" -> "Mer information kommer"; '' where no date begins the clause."""
    after = on_one_line(without_addresses(unmarked(c.near_after)))
    if not says_something(tidy(cues.FILLER.sub("", c.near_before))) and (m := INVERTED.match(after)):
        if who := PRONOUN_NEXT.match(m["rest"]):  # "Den 8 juni stänger vi av vattnet"
            return shorten(tidy(f"{who['who']} {m['verb'].lower()} {who['what']}"))
        subject = noun_phrase(m["rest"])
        if m["verb"].lower() == "träder":
            subject = re.sub(r"\s+i\s+kraft.*\Z", "", subject)
        if subject and len(subject) + len(m["verb"]) + len(" i kraft") < LONGEST:
            return f"{subject} {m['verb'].lower()}" + (" i kraft" if m["verb"].lower() == "träder" else "")
    return ""


def previous_sentence(c: Context) -> str:
    """The sentence before, in the same passage, as a title; '' where there is none."""
    if not c.sentence.index:
        return ""
    before = c.page.sentences(c.passage)[c.sentence.index - 1]
    return shorten(tidy(without_addresses(before.span.of(c.page.text))))

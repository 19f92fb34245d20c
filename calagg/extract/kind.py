"""`"Medlen är sökbara fram till 12 maj"` -> deadline: "fram till" stands before the date and "sökbara" is to do.

The kind comes from the cue words of the clause, the attached ones first; what only bounds something else
("redan innan den 1 november") is no entry at all.
"""

import re
from dataclasses import dataclass

from calagg.extract import cues
from calagg.extract.context import Context
from calagg.extract.passages import Shape
from calagg.extract.rows import column_of, name_in_row
from calagg.extract.scheduling import only_schedules
from calagg.extract.sentence_words import rest_of
from calagg.extract.surroundings import lead_of
from calagg.extract.wording import unmarked
from calagg.model.entry import Kind
from calagg.model.timex import Grain

SHORT_SPELL = 3
OBLIGES = cues.Cue(
    r"(?<!\w)(?:måste|ska|skall|bör|behöver)\s+(?!ha\s|man\s)(?:\w+\s+){0,4}?\w{3,}(?:as?|s)\s[^.;]{0,60}\Z"
)
PROMISES = cues.Cue(
    r"(?<!\w)(?:besked|beslut|svar|resultat|information|schema|program)\w*\s+\w+s\s+(?:\w+\s+){0,3}?(?:före|innan)"
)
SENTENCE = re.compile(
    r"\A(?:[^\W\d_][\w.-]*\s){1,6}?(?:\w{2,}(?:ar|er|år|ör)|(?:\w{3,}[aeklnrt])s|går|får|ger|tar)\s", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """The kind with its reason and how sure it is (0 to 1); `kind` None dismisses, and `reason` says why."""

    kind: Kind | None
    reason: str
    sure: float = 0.9


def judge_kind(c: Context) -> Judgement:
    """What the mention is in the calendar, or why it is nothing there."""
    sentence, e = c.whole, c.expression
    if purpose := column_of(c) if c.passage.shape is Shape.ROW else "":
        return _by_column(purpose)
    if attached := _attached(c, sentence):
        return attached
    several_days = e.end is not None and e.end.dated
    if several_days or (e.grain is Grain.WEEK and e.end is not None):
        return _several_days(c, sentence)
    near = f"{c.near_before} {c.near_after}"
    if c.others and not any(map(str.isalpha, near)):
        near = sentence
    if due := _due_somewhere(c, near):
        return due
    if e.timed:
        return Judgement(Kind.EVENT, "har ett klockslag", 0.92)
    if heading := _deadline_heading(c):
        return Judgement(Kind.DEADLINE, f"under rubriken ”{heading}”", 0.85)
    if cues.EVENT_NOUN.search(c.near_after[:120]) or cues.EVENT_NOUN.search(c.near_before[-160:]):
        effect = cues.TAKES_EFFECT.search(near) if not cues.CANCELLED.search(near) else None
        if effect and not cues.TAKES_PLACE.search(near) and _prose(c) and not _event_noun_close(c):
            return Judgement(Kind.MILESTONE, f"”{effect[0]}”", 0.7)
        return Judgement(Kind.EVENT, "ett ord för en sammankomst står intill", 0.88)
    return _without_noun(c, near, sentence)


def _by_column(purpose: str) -> Judgement:
    """What the header of the date's column makes of it: "Handlingar in" a deadline, "Utskick" a milestone."""
    if cues.HAND_IN.match(purpose) or cues.LAST_ANYWHERE.search(purpose):
        return Judgement(Kind.DEADLINE, f"kolumnen ”{purpose}”", 0.88)
    if cues.STEP.search(purpose) and not cues.SITTING.search(purpose):
        return Judgement(Kind.MILESTONE, f"kolumnen ”{purpose}”", 0.8)
    return Judgement(Kind.EVENT, f"kolumnen ”{purpose}”", 0.85)


def _without_noun(c: Context, near: str, sentence: str) -> Judgement:
    """The judgement where no word for a gathering stands beside the mention."""
    e = c.expression
    if effect := cues.TAKES_EFFECT.search(near):
        return Judgement(Kind.MILESTONE, f"”{effect[0]}”", 0.85)
    if cues.TAKES_PLACE.search(near):
        return Judgement(Kind.EVENT, "meningen säger att något äger rum", 0.8)
    if ends := cues.ENDS_A_SPELL.search(near):
        return Judgement(Kind.MILESTONE, f"”{ends[0]}”", 0.8)
    if effect := cues.TAKES_EFFECT.search(sentence):
        return Judgement(Kind.MILESTONE, f"”{effect[0]}”", 0.7)
    if e.grain is Grain.WEEK:
        return _week(c, sentence)
    if only_schedules(rest_of(c)):
        return Judgement(Kind.EVENT, "meningen sätter ut en tid", 0.7)
    if at := cues.REPORTED_AT.search(near):
        return Judgement(Kind.MILESTONE, f"”{_shown(at[0])}”", 0.75)
    if (due := cues.HANDED_IN.search(near)) or (not _prose(c) and (due := cues.DUTY.search(sentence))):
        return Judgement(Kind.DEADLINE, f"”{_shown(due[0])}”", 0.75)
    if _under_gathering(c) and not cues.STEP.search(sentence) and not SENTENCE.match(sentence):
        return Judgement(Kind.EVENT, "under en rubrik om en sammankomst", 0.65)
    if not _prose(c):
        if step := cues.STEP.search(sentence):
            return Judgement(Kind.MILESTONE, f"”{step[0]}”", 0.7)
        if c.passage.shape is Shape.PROSE and SENTENCE.match(sentence) and sentence.rstrip().endswith((".", "!")):
            return Judgement(Kind.MILESTONE, "meningen säger vad som sker", 0.55)
        return Judgement(Kind.EVENT, "en rad i en lista med ett datum", 0.75)
    if cues.EVENT_NOUN.search(sentence):
        return Judgement(Kind.EVENT, "meningen nämner en sammankomst", 0.65)
    return Judgement(Kind.MILESTONE, "inget ord säger vad som sker", 0.4)


def _week(c: Context, sentence: str) -> Judgement:
    if c.expression.start.offset is not None:
        return Judgement(None, "för vagt för en kalender")
    if cues.EVENT_NOUN.search(c.near_before):
        return Judgement(Kind.EVENT, "en vecka för en sammankomst", 0.6)
    if _under_gathering(c) and not SENTENCE.match(sentence):
        return Judgement(Kind.EVENT, "under en rubrik om en sammankomst", 0.6)
    return Judgement(Kind.MILESTONE, "en vecka då något sker", 0.6)


def _due_somewhere(c: Context, near: str) -> Judgement | None:
    """A deadline whose word stands apart from the date: "den 10 maj allra senast", a row "Inlämning | 2 okt"."""
    if m := cues.SAID_LAST.match(c.near_after):
        return Judgement(Kind.DEADLINE, f"”{_shown(m[0])}” efter datumet", 0.92)
    if (c.passage.shape is not Shape.PROSE or len(c.whole) < 70) and not cues.ENDS_A_SPELL.search(c.near_before):
        name = unmarked(_name(c))
        if (m := cues.HAND_IN.match(name)) and not cues.EVENT_NOUN.match(name):
            return Judgement(Kind.DEADLINE, f"”{_shown(m[0])}”", 0.85)
    if (
        (m := cues.LAST_ANYWHERE.search(c.near_before))
        and not cues.ENDS_A_SPELL.search(c.near_before)
        and not _event_noun_close(c)
        and not cues.LAST_DAY.search(c.lead)
    ):
        apart = c.near_before[m.end() :]
        if len(apart) <= 60 and (cues.TO_DO.search(near) or m[0].lower().startswith(("sista", "deadline"))):
            return Judgement(Kind.DEADLINE, f"”{_shown(m[0])}” i samma sats", 0.8)
    return None


def _deadline_heading(c: Context) -> str:
    """The heading "Sista ansökningsdagar" over a list whose lines name no gathering; '' where there is none."""
    if (
        _prose(c)
        or cues.EVENT_NOUN.search(c.whole)
        or cues.TAKES_PLACE.search(c.whole)
        or cues.TAKES_EFFECT.search(c.whole)
    ):
        return ""
    above = next((c.page.body(h) for h in c.page.headings(c.passage)), "")
    if cues.DEADLINE_HEADING.search(above):
        return above
    lead = lead_of(c)
    return lead if lead.endswith(":") and cues.DUTY.search(lead) else ""


def _name(c: Context) -> str:
    """The words that name the thing in a row or a line: the telling cell, else the line."""
    if c.passage.shape is Shape.ROW:
        return name_in_row(c)
    if c.label and not c.near_before.strip():
        return c.passage.label
    return c.near_before if len(c.near_before.split()) >= 1 and c.near_before.strip(" -*:|") else c.near_after


def _under_gathering(c: Context) -> bool:
    """Whether the nearest heading names a gathering: "Nästa träff", "Studiebesök"."""
    above = next((c.page.body(h) for h in c.page.headings(c.passage)), "")
    return cues.EVENT_NOUN.search(above) is not None and cues.DONE_HEADING.search(above) is None


def _prose(c: Context) -> bool:
    return c.passage.shape is Shape.PROSE and len(c.whole) > 70


def _event_noun_close(c: Context) -> bool:
    """Whether the event word stands right beside the mention: "… träff den 3 maj", "den 3 maj träff …"."""
    return bool(cues.EVENT_NOUN.search(c.near_before[-45:]) or cues.EVENT_NOUN.search(c.near_after[:30]))


def _attached(c: Context, sentence: str) -> Judgement | None:
    """The judgement of the words that stand directly before the mention."""
    e, before = c.expression, c.lead_of_run
    if cues.REPLACED.search(c.near_before) and not e.shared and not c.page.passage_of_one(c.passage):
        return Judgement(None, "ersatt av en annan dag")
    moved = cues.MOVED_FROM.search(before) or cues.MOVED_AWAY.match(c.near_after)
    if moved and any(o.dated and o.span.start > e.span.end for o in c.others):
        return Judgement(None, "flyttat härifrån till en annan dag")
    if (m := cues.LAST_DAY.search(before)) and not cues.ENDS_A_SPELL.search(before):
        return Judgement(Kind.DEADLINE, f"”{_shown(m[0])}” före datumet", 0.97)
    to_do = cues.TO_DO.search(sentence)
    if (m := cues.READY.search(before)) and not e.timed:
        return Judgement(Kind.MILESTONE, f"”{_shown(m[0])}” före datumet", 0.85)
    if m := cues.RUNS_OUT.search(before):
        if to_do or cues.APPLICATION.search(sentence):
            return Judgement(Kind.DEADLINE, f"”{_shown(m[0])}” före datumet", 0.9)
        return Judgement(Kind.MILESTONE, f"”{_shown(m[0])}” före datumet", 0.85)
    if cues.OPENS.search(before) and not cues.EVENT_NOUN.search(c.near_before[-60:]):
        return Judgement(Kind.MILESTONE, "något öppnar eller börjar", 0.85)
    if (e.end is not None and e.end.dated) or cues.SET_TO.search(before):
        return None
    if bounded := _bounded(c, sentence):
        return bounded
    if (m := cues.FROM.search(before)) and not e.timed:
        return Judgement(Kind.MILESTONE, f"”{_shown(m[0])}” före datumet", 0.88)
    return None


def _bounded(c: Context, sentence: str) -> Judgement | None:
    """The judgement where the mention is the end of something ("fram till"), or a mere bound ("innan", "efter")."""
    e, before, to_do = c.expression, c.lead_of_run, cues.TO_DO.search(sentence)
    if m := cues.UP_TO.search(before):
        if to_do or cues.APPLICATION.search(sentence) or cues.STILL_OPEN.search(sentence):
            return Judgement(Kind.DEADLINE, f"”{_shown(m[0])}” om något som ska göras", 0.92)
        return Judgement(Kind.MILESTONE, f"”{_shown(m[0])}”: något slutar", 0.7)
    if cues.TO_A_DAY.search(before) and not e.timed:
        open_still = cues.STILL_OPEN.search(c.near_before)
        if (to_do or open_still or cues.APPLICATION.search(sentence)) and not _event_noun_close(c):
            return Judgement(Kind.DEADLINE, "”till” om något som ska göras", 0.75)
        if not _event_noun_close(c):
            return Judgement(Kind.MILESTONE, "”till”: något slutar", 0.6)
    if m := cues.BEFORE.search(before):
        asked = any(cue.search(c.near_before) for cue in (cues.TO_DO, OBLIGES, PROMISES)) and not cues.PAST.search(
            c.near_before
        )
        if not e.shared and re.search(r"före|innan", m[0], re.I) and (asked or (to_do and _orders(c))):
            return Judgement(Kind.DEADLINE, f"”{_shown(m[0])}” om något som ska göras", 0.8)
        return Judgement(None, "gräns för något annat, ingen händelse")
    if m := cues.AFTER.search(before):
        if re.search(r"efter\s+mötet\s*\Z|på\s+mötet\s*\Z", before, re.I):
            return None
        return Judgement(None, "gräns för något annat, ingen händelse")
    return None


def _orders(c: Context) -> bool:
    """Whether the clause asks somebody to do something, rather than tells what holds before a day."""
    return (
        re.search(
            r"(?<!\w)(?:ska|skall|måste|bör|behöver|kan|vill|ombeds|uppmanas|anmäl|svara|lämna|skicka|"
            r"meddela|mejla|sök|boka|betala|skriv\s+(?:upp|in)|hör(?:a)?\s+av|säg\s+till|ring|kontakta|fyll\s+i|rapportera)"
            r"(?!\w)",
            c.whole,
            re.I,
        )
        is not None
    )


def _several_days(c: Context, sentence: str) -> Judgement:
    near = f"{c.near_before} {c.near_after}"
    spell = cues.OPEN_SPELL.search(near)
    gathering = cues.EVENT_NOUN.search(near)
    if cues.RUNNING.search(near) and (
        gathering is None or cues.OPEN_SPELL.fullmatch(gathering[0]) or not _event_noun_close(c)
    ):
        return Judgement(Kind.WINDOW, "något pågår eller är öppet", 0.9)
    if gathering and cues.OPEN_SPELL.fullmatch(gathering[0]) and _length(c) > SHORT_SPELL:
        return Judgement(Kind.WINDOW, f"”{gathering[0]}” över flera dagar", 0.88)
    named_first = cues.EVENT_NOUN.search(c.near_before) and not cues.OPEN_SPELL.search(c.near_before)
    if gathering and (named_first or not spell or _event_noun_close(c)):
        return Judgement(Kind.EVENT, "en sammankomst över flera dagar", 0.85)
    if spell or cues.WINDOW.search(near):
        return Judgement(Kind.WINDOW, "en period då något är öppet eller pågår", 0.88)
    if gathering or c.expression.timed:
        return Judgement(Kind.EVENT, "en sammankomst över flera dagar", 0.8)
    if effect := cues.TAKES_EFFECT.search(near):
        return Judgement(Kind.MILESTONE, f"”{effect[0]}”", 0.75)
    if not _prose(c) and _length(c) <= SHORT_SPELL:
        return Judgement(Kind.EVENT, "några dagar på en egen rad", 0.65)
    return Judgement(Kind.WINDOW, "en period med båda ändarna", 0.7)


def _length(c: Context) -> int:
    """Days between the ends of a range, as far as the text states them; a month for each month between."""
    start, end = c.expression.start, c.expression.end
    if end is None or start.day is None or end.day is None or start.month is None or end.month is None:
        return 99
    return (end.month - start.month) % 12 * 30 + end.day - start.day


def _shown(text: str) -> str:
    return " ".join(text.replace("*", " ").split()).strip(" :–-(")

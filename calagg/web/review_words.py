"""A judgement -> "”Samråd” är godkänd och rättad.": how the review says what was decided, and why."""

from collections.abc import Sequence
from datetime import date

from calagg.model import CalendarEntry, Entry, Grain, Kind, Status
from calagg.model.kind_words import KIND_WORDS
from calagg.model.lock import Field, Lock
from calagg.model.masking import mask_text
from calagg.model.recurrence_words import pattern_words, series_words
from calagg.model.timex import Moment
from calagg.store.judgements import ACCEPTED, CORRECTED, DECLINED, MERGED, REJECTED, SPLIT, TAKEN, Judgement
from calagg.web.wording import capitalised, clock, distance, full_date, posts, short_date, short_weekday, week, weekday

REASONS = ("Ingen händelse", "Fel dag", "Finns redan", "Annat")
NO_DATE = "Inget datum för kalendern"
NO_REASON = "Läsningen är osäker."
PROPOSED = "Nya anteckningar föreslår en ändring av något som är låst."
FIELDS = {
    Field.TITLE: "Titel",
    Field.KIND: "Typ",
    Field.WHEN: "Tid",
    Field.LOCATION: "Plats",
    Field.ORGANISER: "Arrangör",
    Field.STATUS: "Status",
}
STATUS_WORDS = {
    Status.CONFIRMED: "Bekräftad",
    Status.TENTATIVE: "Preliminär",
    Status.CANCELLED: "Inställd",
}
DECIDED = {
    ACCEPTED: "”{title}” är godkänd.",
    CORRECTED: "”{title}” är godkänd och rättad.",
    REJECTED: "”{title}” är avvisad.",
    MERGED: "En post har slagits ihop med ”{title}”.",
    SPLIT: "”{title}” är delad i två poster.",
    TAKEN: "Förslaget är taget: ”{title}” är ändrad.",
    DECLINED: "Det låsta står kvar: ”{title}” är oförändrad.",
}
BY_ANOTHER = {
    ACCEPTED: "{who} har redan godkänt posten.",
    CORRECTED: "{who} har redan godkänt och rättat posten.",
    REJECTED: "{who} har redan avvisat posten.",
    MERGED: "{who} har redan slagit ihop posten med en annan.",
    SPLIT: "{who} har redan delat posten.",
    TAKEN: "{who} har redan svarat på förslaget.",
    DECLINED: "{who} har redan svarat på förslaget.",
}
CHANGED = "Posten har ändrats sedan du öppnade den. Se efter igen innan du bestämmer."
SEVERAL = {REJECTED: "{posts} är avvisade."}
SEVERAL_ACCEPTED = "{posts} är godkända."
UNDONE = "Bedömningen av ”{title}” är ångrad."
NOTHING = "Inget var valt, och inget har ändrats."
HISTORY = {
    ACCEPTED: "Godkänd",
    CORRECTED: "Godkänd och rättad",
    REJECTED: "Avvisad",
    MERGED: "Sammanslagen",
    SPLIT: "Delad",
    TAKEN: "Förslag taget",
    DECLINED: "Låst fält behållet",
}


def done_words(judgements: Sequence[Judgement]) -> str:
    """What was just decided; several at once by their number."""
    if len(judgements) > 1:
        return SEVERAL.get(judgements[0].verb, SEVERAL_ACCEPTED).format(posts=posts(len(judgements)))
    return "".join(DECIDED[one.verb].format(title=mask_text(one.title)) for one in judgements)


def why_words(stored: CalendarEntry, locks: Sequence[Lock]) -> str:
    """Why a person is asked: what is proposed, what contradicts, else the first of the reasons."""
    if any(lock.proposed is not None for lock in locks):
        return PROPOSED
    reasons = (*map(_also_said, stored.entry.contradictions), *stored.entry.reasons)
    return f"{capitalised(reasons[0]).rstrip('.')}{'' if reasons[0].endswith('?') else '.'}" if reasons else NO_REASON


def _also_said(contradiction: str) -> str:
    """A contradicting reading that is a date, in a sentence; any other is one."""
    try:
        moment = Moment.parse(contradiction)
    except ValueError:
        return contradiction
    return f"det står också {full_date(moment.day)}{f' {clock(moment.clock)}' if moment.clock else ''}"


def value_words(field: Field, text: str) -> str:
    """A lock's text as a reader sees it: "torsdag 26 november 2026 kl. 12.00", "Sista dag"; of nothing "inget"."""
    if field is Field.WHEN:
        return when_words(text)
    if field is Field.KIND:
        return KIND_WORDS[Kind(text)]
    if field is Field.STATUS:
        return STATUS_WORDS[Status(text)]
    return mask_text(text) or "inget"


def when_words(text: str) -> str:
    """ "2026-11-26T12:00//minute" as "torsdag 26 november 2026 kl. 12.00"."""
    start, end, _ = text.split("/")
    first = Moment.parse(start)
    last = Moment.parse(end) if end else None
    if last is None or last.day == first.day:
        until = last.clock if last else None
        return full_date(first.day) + (f" {clock(first.clock, until)}" if first.clock else "")
    return f"{_moment(first)} – {_moment(last)}"


def short_when(entry: Entry) -> str:
    """ "tor 26 nov 2026 kl. 12.00", "v. 3 2027", "1 feb 2027–15 mars 2027"."""
    first, last = entry.start.day, entry.end.day if entry.end else entry.start.day
    if entry.grain is Grain.WEEK:
        return f"{week(first)} {first.isocalendar().year}"
    if last != first:
        return f"{short_date(first)}–{short_date(last)}"
    until = entry.end.clock if entry.end else None
    at = f" {clock(entry.start.clock, until)}" if entry.start.clock else ""
    repeats = f", {pattern_words(entry.recurrence.pattern)}" if entry.recurrence else ""
    return f"{short_weekday(first)} {short_date(first)}{at}{repeats}"


def hint_words(entry: Entry, today: date) -> str:
    """ "torsdag, v. 48, om 5 dagar"; of a series also how it repeats."""
    first = entry.start.day
    last = entry.end.day if entry.end else first
    repeats = series_words(entry.recurrence) if entry.recurrence else ""
    parts = (weekday(first), week(first), distance(first, last, today, entry.grain), repeats)
    return ", ".join(part for part in parts if part)


def _moment(moment: Moment) -> str:
    return full_date(moment.day) + (f" {clock(moment.clock)}" if moment.clock else "")

"""One occurrence and a day -> `Row`: the words of one line of the list, ready for the template."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from calagg.model import Status
from calagg.model.kind_words import kind_word, window_words
from calagg.model.recurrence_words import series_words
from calagg.web.history import moved_from
from calagg.web.occurrence import Occurrence
from calagg.web.proof import Quote, latest_quote
from calagg.web.wording import NBSP, clock, day_and_month, distance, unbroken

PLAIN_DISTANCE = ("om ", "för ", f"i{NBSP}går")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list. `near` says that the distance stands in weight 600; texts are empty where unknown."""

    id: str
    entry_id: str
    kind: str
    kind_word: str
    title: str
    cancelled: bool
    tentative: bool
    moved_from: str
    distance: str
    near: bool
    times: tuple[str, ...]
    other_end: str
    place: str
    organiser: str
    quote: Quote | None


def build_row(occurrence: Occurrence, today: date, zone: ZoneInfo) -> Row:
    """The row of an occurrence as it reads on `today`."""
    stored, entry = occurrence.stored, occurrence.stored.entry
    time_of_series = occurrence.first.isoformat() if entry.recurrence else ""
    away = distance(occurrence.first, occurrence.last, today, occurrence.grain)
    return Row(
        id="-".join(filter(None, ("post", stored.id, occurrence.role, time_of_series))),
        entry_id=stored.id,
        kind=entry.kind.value,
        kind_word=_kind_word(occurrence),
        title=unbroken(entry.title),
        cancelled=entry.status is Status.CANCELLED,
        tentative=entry.status is Status.TENTATIVE,
        moved_from=moved_from(stored, occurrence.role, today, zone),
        distance=away,
        near=bool(away) and not away.startswith(PLAIN_DISTANCE),
        times=times_of(occurrence),
        other_end=other_end(occurrence, today),
        place=entry.location or "",
        organiser=entry.organiser or "",
        quote=latest_quote(stored.sightings),
    )


def _kind_word(occurrence: Occurrence) -> str:
    """'Sista dag', and of the two ends of a window 'Utlysning öppnar' and 'Utlysning stänger'."""
    entry = occurrence.stored.entry
    words = window_words(entry)
    does = {"opens": words.opens, "closes": words.closes}.get(occurrence.role, "")
    return f"{kind_word(entry)} {does}".rstrip()


def times_of(occurrence: Occurrence) -> tuple[str, ...]:
    """'kl. 09.00-12.00' of one day; 'start 10.00' and 'slut 15.00' of several; nothing where the text gives none."""
    end = occurrence.stored.entry.end
    if occurrence.first == occurrence.last:
        return (clock(occurrence.clock, occurrence.until),) if occurrence.clock else ()
    starts = f"start{NBSP}{occurrence.clock:%H.%M}" if occurrence.clock else ""
    ends = f"slut{NBSP}{end.clock:%H.%M}" if end and end.clock else ""
    return tuple(part for part in (starts, ends) if part)


def other_end(occurrence: Occurrence, today: date) -> str:
    """'stänger 29 januari 2027' beside an opening, 'öppen sedan 1 oktober' beside a closing, 'från 1 oktober'
    beside one that has been, 'varje tisdag t.o.m. 15 juni 2027' beside a time of a series."""
    entry = occurrence.stored.entry
    if entry.recurrence is not None:
        return series_words(entry.recurrence)
    words = window_words(entry)
    if occurrence.role == "opens" and entry.end:
        return f"{words.open_until} {day_and_month(entry.end.day, today)}"
    if occurrence.role == "closes" and occurrence.is_over(today):
        return f"från {day_and_month(entry.start.day, today)}"
    if occurrence.role == "closes":
        verb = words.open_since if entry.start.day <= today else words.opens
        return f"{verb} {day_and_month(entry.start.day, today)}"
    return ""

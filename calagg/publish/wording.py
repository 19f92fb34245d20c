"""An entry -> the plain Swedish text under it in a calendar: the sentence, where it stands, the links, last changed."""

from datetime import date
from zoneinfo import ZoneInfo

from calagg.clock import local
from calagg.model import CalendarEntry, Kind, Moment, Sighting, Status
from calagg.model.recurrence_words import series_words
from calagg.publish.markers import Marker
from calagg.publish.text import day_words, moment_words, plain

QUOTE_LENGTH = 700
_STATUS = {
    Status.CONFIRMED: "",
    Status.TENTATIVE: "Tiden är preliminär enligt protokollet.",
    Status.CANCELLED: "Inställt enligt protokollet.",
}


def describe_entry(stored: CalendarEntry, marker: Marker, *, address: str, zone: ZoneInfo) -> str:
    """The description, paragraphs parted by an empty line. `address` is where readers find the web list."""
    entry = stored.entry
    proof = newest_sighting(stored)
    paragraphs = [
        _lines(_STATUS[entry.status], _retired(stored), _moved(stored)),
        _lines(_repeats(stored), _length(marker), _period(stored), _otherwise(stored)),
        _lines(f"”{_cut(plain(entry.quote))}”" if entry.quote else "", _source(proof) if proof else ""),
        _lines(
            f"Arrangör: {plain(entry.organiser)}" if entry.organiser else "",
            f"Läs mer: {plain(entry.url)}" if entry.url else "",
            f"I kalendern: {address}/entries/{stored.id}",
        ),
        f"Senast ändrad {day_words(local(stored.changed_at, zone).date())}.",
    ]
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def newest_sighting(stored: CalendarEntry) -> Sighting | None:
    """The sighting whose sentence is shown: the newest that still holds, else the newest."""
    holding = [s for s in stored.sightings if s.retired_at is None]
    return next(iter(holding or stored.sightings), None)


def _lines(*lines: str) -> str:
    return "\n".join(line for line in lines if line)


def _retired(stored: CalendarEntry) -> str:
    if stored.sightings and all(s.retired_at for s in stored.sightings):
        return "Obs! Uppgiften står inte längre i den senaste versionen av protokollet."
    return ""


def _moved(stored: CalendarEntry) -> str:
    """What the newest change of its day or time replaced."""
    if stored.entry.recurrence is not None:
        return ""  # its first day is no day that it was moved to
    change = next((c for c in stored.changes if c.what == "start"), None)
    return f"Tidigare angivet: {_written(change.before)}." if change and change.before else ""


def _length(marker: Marker) -> str:
    if marker.guessed_minutes is None:
        return ""
    return f"Protokollet anger ingen sluttid; i kalendern är längden satt till {marker.guessed_minutes} minuter."


def _repeats(stored: CalendarEntry) -> str:
    recurrence = stored.entry.recurrence
    return f"Återkommer {series_words(recurrence)}." if recurrence else ""


def _period(stored: CalendarEntry) -> str:
    entry = stored.entry
    if entry.kind is not Kind.WINDOW or entry.end is None:
        return ""
    return f"Öppet från {moment_words(entry.start, beside=entry.end.day)} till {moment_words(entry.end)}."


def _otherwise(stored: CalendarEntry) -> str:
    found = stored.entry.contradictions
    told = " och ".join(_written(text) for text in found if not text.endswith("."))
    sentences = [f"Texten säger också {told}."] if told else []
    sentences += [plain(text) for text in found if text.endswith(".")]
    return " ".join([*sentences, "Kontrollera mot protokollet."]) if sentences else ""


def _source(sighting: Sighting) -> str:
    place = f", {plain(sighting.place)}" if sighting.place else ""
    told = f" ({day_words(sighting.reference_on)})" if sighting.reference_on > date.min else ""
    return f"Ur: {plain(sighting.document_title)}{told}{place}"


def _written(text: str) -> str:
    """A moment as words, and any other text as it stands."""
    try:
        return moment_words(Moment.parse(text))
    except ValueError:
        return plain(text)


def _cut(text: str) -> str:
    return text if len(text) <= QUOTE_LENGTH else text[:QUOTE_LENGTH].rsplit(" ", 1)[0] + " …"

"""One stored entry and the texts of its documents -> `EntryView`: the words of its own page."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from calagg.clock import local
from calagg.model import CalendarEntry, Grain, Kind, Moment, Sighting
from calagg.model.recurrence_words import series_words
from calagg.web.dateblock import DateBlock, build_block
from calagg.web.history import HistoryLine, history_lines
from calagg.web.marking import Piece, mark_paragraph
from calagg.web.occurrence import leading_occurrence
from calagg.web.proof import name_document
from calagg.web.rows import Row, build_row
from calagg.web.wording import NBSP, capitalised, clock, day_and_clock, full_date, long_date, month_and_year

# confidence at least this -> the word for it and how many of three dots are filled
CONFIDENCE_WORDS = ((0.8, "Säkert", 3), (0.5, "Ganska säkert", 2), (0.0, "Osäkert", 1))
CONFIDENCE_SENTENCES = {
    3: "Det står klart i texten. Läs ändå meningen innan du fattar beslut.",
    2: "Något är uttolkat. Läs meningen i anteckningarna innan du fattar beslut.",
    1: "Texten kan läsas på flera sätt. Läs meningen i anteckningarna och fråga arrangören.",
}
REVIEWED = "En granskare har läst meningen och godkänt posten."


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the facts. `href` is empty for plain text; `missing` is set in the weaker colour."""

    name: str
    value: str
    href: str = ""
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """One sighting as shown: the document, where in it, and the paragraph with its mention marked."""

    document_id: str
    document: str
    source: str
    pieces: tuple[Piece, ...]
    mention: str
    retired: bool


@dataclass(frozen=True, slots=True)
class Certainty:
    """How sure we are, in words: never a number."""

    word: str
    dots: int
    sentence: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EntryView:
    """All that the page of one entry shows."""

    row: Row
    block: DateBlock
    month: str
    facts: tuple[Fact, ...]
    told: tuple[Told, ...]
    history: tuple[HistoryLine, ...]
    certainty: Certainty
    contradiction: str


def build_entry_view(stored: CalendarEntry, texts: Mapping[str, str], today: date, zone: ZoneInfo) -> EntryView:
    """The page of an entry as it reads on `today`; `texts` are those of its documents by their ids."""
    shown = leading_occurrence(stored, today)
    block = build_block(shown.first, shown.last, shown.grain, today)
    if not shown.grain.coarse and str(shown.last.year) not in block.below:
        block = replace(block, below=f"{block.below}{NBSP}{shown.last.year}")
    return EntryView(
        row=build_row(shown, today, zone),
        block=block,
        month=month_and_year(shown.first),
        facts=_facts(stored, zone),
        told=tuple(_told(s, texts.get(s.document_id, "")) for s in stored.sightings),
        history=history_lines(stored, today, zone),
        certainty=_certainty(stored),
        contradiction=contradiction_note(stored),
    )


def contradiction_note(stored: CalendarEntry) -> str:
    """What the notes say against each other and which reading the calendar shows; empty where they agree."""
    entry = stored.entry
    sentences = [text for text in entry.contradictions if text.endswith(".")]
    others = " och ".join(_written_text(text) for text in entry.contradictions if not text.endswith("."))
    shown = _written(entry.start)
    both = [f"Anteckningarna säger både {others} och {shown}. Kalendern visar {shown}."] if others else []
    return " ".join(both + sentences)


def _facts(stored: CalendarEntry, zone: ZoneInfo) -> tuple[Fact, ...]:
    entry = stored.entry
    facts = []
    if entry.organiser:
        facts.append(Fact("Arrangör", entry.organiser))
    facts.append(Fact("Plats", entry.location) if entry.location else Fact("Plats", "Ingen plats nämns", missing=True))
    if entry.recurrence is not None:
        facts.append(Fact("Återkommer", series_words(entry.recurrence)))
    if entry.kind is Kind.WINDOW:
        facts.append(Fact("Öppnar", _written(entry.start)))
        if entry.end:
            facts.append(Fact("Stänger", _written(entry.end)))
    elif entry.end and entry.end.day != entry.start.day and entry.grain in (Grain.MINUTE, Grain.DAY):
        facts.append(Fact("Slutar", _written(entry.end)))
    if entry.url:
        facts.append(Fact("Länk", entry.url, href=entry.url if is_web_address(entry.url) else ""))
    facts.append(Fact("Senast ändrad", _written_instant(stored.changed_at, zone)))
    return tuple(facts)


def is_web_address(url: str) -> bool:
    """Whether the text may become a link: http or https with a host, nothing that runs."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def _written(moment: Moment) -> str:
    return f"{full_date(moment.day)} {clock(moment.clock)}" if moment.clock else full_date(moment.day)


def _written_text(text: str) -> str:
    """A contradicting reading as a date where it is one, else in its own words."""
    try:
        return _written(Moment.parse(text))
    except ValueError:
        return f"”{text}”"


def _written_instant(at: datetime, zone: ZoneInfo) -> str:
    return day_and_clock(local(at, zone))


def _told(sighting: Sighting, text: str) -> Told:
    named = sighting.document_name if sighting.document_title != sighting.document_name else ""
    return Told(
        document_id=sighting.document_id,
        document=name_document(sighting),
        source=" · ".join(part for part in (named, sighting.place) if part),
        pieces=mark_paragraph(text, sighting),
        mention=sighting.mention,
        retired=sighting.retired_at is not None,
    )


def _certainty(stored: CalendarEntry) -> Certainty:
    entry = stored.entry
    if stored.review == "accepted":
        return Certainty("Granskat", 3, REVIEWED, tuple(_in_words(r) for r in entry.reasons))
    _, word, dots = next(step for step in CONFIDENCE_WORDS if entry.confidence >= step[0])
    return Certainty(word, dots, CONFIDENCE_SENTENCES[dots], tuple(_in_words(r) for r in entry.reasons))


def _in_words(reason: str) -> str:
    """The reason as a line of its own, its ISO dates as a reader writes them."""
    return capitalised(re.sub(r"\b\d{4}-\d{2}-\d{2}\b", _iso_in_words, reason))


def _iso_in_words(found: re.Match[str]) -> str:
    try:
        return long_date(date.fromisoformat(found[0]))
    except ValueError:
        return found[0]

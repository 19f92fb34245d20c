"""One thing for the calendar: `Entry` as one document tells it, `CalendarEntry` as the store keeps it."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from calagg.model.document import Document
from calagg.model.recurrence import Recurrence
from calagg.model.timex import Grain, Mention, Moment, Span

NOWHERE = Span(0, 0)
OPENS = "-opens"  # after an entry's id: the UID of the event that shows when it opens


class Kind(StrEnum):
    """An event is attended, a deadline is met, a window is open, a milestone takes effect."""

    EVENT = "event"
    DEADLINE = "deadline"
    WINDOW = "window"
    MILESTONE = "milestone"


class Status(StrEnum):
    """What the *document* says of the entry (RFC 5545, 3.8.1.11); how sure *we* are is `confidence`."""

    CONFIRMED = "confirmed"
    TENTATIVE = "tentative"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing for the calendar, found in one document.

    `end` is the last day of a whole-day entry (inclusive) or the closing minute of a timed one, None where the
    text gives none. With a `recurrence` it is a series: `start` and `end` are those of its first time. `quote` is the
    sentence that proves it, its white space healed; `span` is the mention in the document's text and `mention` that
    stretch, healed alike. `contradictions` are other readings in the same text,
    as moments or in its words, and whole sentences on what its documents say against each other.
    `uid` and `sequence` are what a calendar calls it and its revision (RFC 5545); None and 0 for what stands in words.
    """

    title: str
    kind: Kind
    start: Moment
    end: Moment | None = None
    recurrence: Recurrence | None = None
    grain: Grain = Grain.DAY
    status: Status = Status.CONFIRMED
    location: str | None = None
    organiser: str | None = None
    url: str | None = None
    quote: str = ""
    mention: str = ""
    span: Span = NOWHERE
    confidence: float = 1.0
    reasons: tuple[str, ...] = ()
    contradictions: tuple[str, ...] = ()
    uid: str | None = None
    sequence: int = 0

    @property
    def days(self) -> tuple[date, ...]:
        """The days on which it starts, in order: of a series all, at least one."""
        return (self.recurrence.days(self.start.day) if self.recurrence else ()) or (self.start.day,)

    def on(self, day: date) -> "Entry":
        """The same with its first time on that day, at the same hours."""
        moved = day - self.start.day
        end = Moment(self.end.day + moved, self.end.clock) if self.end else None
        return replace(self, start=Moment(day, self.start.clock), end=end)


@dataclass(frozen=True, slots=True)
class Dismissed:
    """A mention that became no entry, and why ("past", "document's own date", …)."""

    mention: Mention
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """The day that a document is read against; `source` is 'given', 'stated', 'inferred' or 'unknown'."""

    day: date
    source: str
    confidence: float = 1.0
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """What one document says: its reference day, its entries in the order of the text, and what was left out."""

    document: Document
    reference: Reference
    entries: tuple[Entry, ...] = ()
    dismissed: tuple[Dismissed, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """An entry as one stored document tells it: its provenance.

    `place` says where in the document a person finds it ("sida 3", "avsnitt Omvärldsbevakning"), empty where
    there are no anchors. `retired_at` is set when a newer version of the document no longer says it. `source_name` is
    the document's source, None where it came from none.
    """

    document_id: str
    document_name: str
    document_title: str
    document_origin: str
    reference_on: date
    span: Span
    mention: str
    quote: str
    place: str = ""
    retired_at: datetime | None = None
    source_name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One line of an entry's history; `before` and `after` are values of the field named `what` as text, `who` is the
    person who decided it, empty where a document did."""

    at: datetime
    what: str
    before: str
    after: str
    reason: str
    document_title: str = ""
    who: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    """An entry as the store keeps it. `id` is also its iCalendar UID; `sequence` and `changed_at` are RFC 5545's
    SEQUENCE and LAST-MODIFIED. `sightings` come newest reference day first, `changes` newest first. `review` is
    'accepted' or 'rejected' by a person, '' where nobody has judged it, 'merged' where it became another's."""

    id: str
    entry: Entry
    sequence: int
    created_at: datetime
    changed_at: datetime
    review: str = ""
    sightings: tuple[Sighting, ...] = ()
    changes: tuple[Change, ...] = field(default=())

    @property
    def is_withdrawn(self) -> bool:
        """Whether a person has said that it is nothing for the calendar."""
        return self.review == "rejected"

    @property
    def sources(self) -> tuple[str, ...]:
        """The names of the sources whose documents tell of it, each once."""
        return tuple(dict.fromkeys(s.source_name for s in self.sightings if s.source_name))

"""What calagg speaks of, as frozen dataclasses: documents, time expressions, entries. No I/O."""

from calagg.model.choice import EntryChoice
from calagg.model.document import Anchor, Document, Evidence, Outcome, StatedEvent, StatedTime
from calagg.model.entry import (
    CalendarEntry,
    Change,
    Dismissed,
    Entry,
    Extraction,
    Kind,
    Reference,
    Sighting,
    Status,
)
from calagg.model.selection import Selection
from calagg.model.timex import Grain, Mention, Moment, Span, Value

__all__ = [
    "Anchor",
    "Document",
    "Evidence",
    "Outcome",
    "StatedEvent",
    "StatedTime",
    "Grain",
    "Mention",
    "Moment",
    "Span",
    "Value",
    "Kind",
    "Status",
    "Entry",
    "Dismissed",
    "Reference",
    "Extraction",
    "Selection",
    "EntryChoice",
    "Sighting",
    "CalendarEntry",
    "Change",
]

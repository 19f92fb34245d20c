"""One set of minutes as read: cleaned text, where its pages and headings begin, what its file says of its date.

What reads bytes into this is in `calagg.read`; what finds dates in it is in `calagg.extract`.
"""

import hashlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from calagg.model.timex import Moment, Span


class Outcome(StrEnum):
    """How the reading of one document ended; every document has exactly one."""

    OK = "ok"
    NO_TEXT = "ok-no-text"
    ENCRYPTED = "encrypted"
    UNSUPPORTED = "unsupported"
    TOO_LARGE = "too-large"
    TIMEOUT = "timeout"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place that a person can find again: 'page' 3 or 'heading' "Omvärldsbevakning", from `offset` on."""

    offset: int
    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A day that something outside the text gives: `what` is 'file', 'mail', 'property' or 'name'."""

    day: date
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedEvent:
    """An event that a file states for programs, in a notation of its own (schema.org, h-event, iCalendar); `span` is
    where its title or its time stands in the text. `end` is as in `Entry`, and so are `uid` and `sequence`. A
    `deadline` is met, not attended; `quote` is empty where the line of its span is the proof."""

    title: str
    start: Moment
    end: Moment | None = None
    location: str | None = None
    url: str | None = None
    organiser: str | None = None
    cancelled: bool = False
    tentative: bool = False
    deadline: bool = False
    uid: str | None = None
    sequence: int = 0
    quote: str = ""
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedTime:
    """What a page states for programs of the words in `span`: `value` is YYYY-MM-DDTHH:MM in local time, YYYY-MM-DD,
    YYYY-Www, YYYY-MM or HH:MM. `own` marks the day on which the page itself was published or changed."""

    span: Span
    value: str
    own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One set of minutes. Offsets of mentions and anchors are positions in `text`; None means "not known"."""

    name: str
    text: str
    title: str | None = None
    origin: str = ""
    format: str = "text"
    sha256: str = ""
    anchors: tuple[Anchor, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    stated: tuple[StatedEvent, ...] = ()
    times: tuple[StatedTime, ...] = ()
    outcome: Outcome = Outcome.OK
    detail: str = ""

    @classmethod
    def from_text(cls, text: str, name: str = "text") -> "Document":
        """A document that was typed or pasted; its hash is that of its UTF-8 bytes."""
        return cls(name=name, text=text, sha256=hashlib.sha256(text.encode()).hexdigest())

    def anchor_at(self, offset: int, kind: str) -> Anchor | None:
        """The last anchor of `kind` that begins at or before `offset`."""
        found = [a for a in self.anchors if a.kind == kind and a.offset <= offset]
        return max(found, key=lambda a: a.offset) if found else None

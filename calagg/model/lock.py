"""Lock(field="when", value="2027-01-16//day", read="2027-01-15//day"): what a person says of one field of an entry.

Documents never overwrite it. Where they come to say something else than when it was set, that is its proposal, and a
person decides. When an entry takes place is one field: half of a span of time is nothing that can be kept.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from calagg.model.entry import Entry, Kind, Status
from calagg.model.timex import Grain, Moment


class Field(StrEnum):
    """A field of an entry that a person can correct."""

    TITLE = "title"
    KIND = "kind"
    WHEN = "when"
    LOCATION = "location"
    ORGANISER = "organiser"
    STATUS = "status"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """One field that holds by a person's word. `value`, `read` and `proposed` are texts as `text_of` writes them.

    `read` is what the documents said that this was set against; `proposed` what they say now where that is neither,
    None where nothing is to be decided.
    """

    field: Field
    value: str
    read: str
    who: str
    at: datetime
    proposed: str | None = None

    @property
    def said(self) -> str:
        """What the documents say of the field now."""
        return self.read if self.proposed is None else self.proposed

    def against(self, said: Entry) -> "Lock":
        """The lock as it stands when documents say `said`: with a proposal or without."""
        now = text_of(said, self.field)
        return replace(self, proposed=None if now in (self.value, self.read) else now)


def text_of(entry: Entry, field: Field) -> str:
    """The field as text: "" for none; of when, START/END/GRAIN with an empty END where there is none."""
    if field is Field.WHEN:
        return f"{entry.start}/{entry.end or ''}/{entry.grain.value}"
    return str(getattr(entry, field.value) or "")


def with_field(entry: Entry, field: Field, text: str) -> Entry:
    """The entry with the field as `text_of` wrote it. Raises ValueError for what that never writes."""
    match field:
        case Field.WHEN:
            start, end, grain = text.split("/")
            last = Moment.parse(end) if end else None
            return replace(entry, start=Moment.parse(start), end=last, grain=Grain(grain))
        case Field.KIND:
            return replace(entry, kind=Kind(text))
        case Field.STATUS:
            return replace(entry, status=Status(text))
        case Field.TITLE:
            return replace(entry, title=text)
        case Field.LOCATION:
            return replace(entry, location=text or None)
        case Field.ORGANISER:
            return replace(entry, organiser=text or None)


def hold(said: Entry, locks: Iterable[Lock]) -> Entry:
    """What the documents say, with every locked field as its person has it."""
    for lock in locks:
        said = with_field(said, lock.field, lock.value)
    return said


def release(entry: Entry, locks: Iterable[Lock]) -> Entry:
    """The entry as the documents have it: every locked field as it was read last."""
    for lock in locks:
        entry = with_field(entry, lock.field, lock.said)
    return entry

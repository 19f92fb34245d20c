"""Wanted(parts={"main"}, first=…, last=…) -> the VEVENTs that answer to it, or a sum that tells whether they changed.

How the rows came to be is in `published`. Entries are looked at only where a feed has a condition on them: a feed of
everything is read from the VEVENTs' own table.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter

from sqlalchemy import ColumnElement, and_, func, or_, select, true
from sqlalchemy.orm import Session

from calagg.model import Selection
from calagg.model.finding import needles
from calagg.model.selection import fold
from calagg.store.feed_schema import PublishedRow, RenderingRow, organiser_key

_PUBLISHED = (PublishedRow, PublishedRow.entry_id == RenderingRow.entry_id)
_SUM = (func.count(), func.coalesce(func.sum(RenderingRow.digest), 0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which VEVENTs: of entries that `selection` takes, of these `parts`, on a day of first..last, as of `today`.

    `organiser` is the whole name of one organiser, `entry_id` of one entry; empty for all.
    """

    selection: Selection = field(default_factory=Selection)
    parts: frozenset[str]
    first: date
    last: date
    today: date
    cancelled: bool = True
    organiser: str = ""
    entry_id: str = ""


@dataclass(frozen=True, slots=True)
class Checksum:
    """How many VEVENTs answer to a wish, and the sum of their digests: another one when one of them changes."""

    events: int
    digest: int

    def __add__(self, other: "Checksum") -> "Checksum":
        return Checksum(self.events + other.events, self.digest + other.digest)


NOTHING = Checksum(0, 0)


@dataclass(frozen=True, slots=True)
class WantedEvent:
    """One VEVENT, the entry that it is of and the first day that it covers."""

    entry_id: str
    first: date
    data: bytes


def checksum(session: Session, wanted: Wanted) -> Checksum:
    """The sum of what answers to the wish, made by the database."""
    events, digest = session.execute(select(*_SUM).where(*_conditions(wanted))).one()
    return Checksum(events, int(digest))


def checksums_by_organiser(session: Session, wanted: Wanted) -> dict[int, Checksum]:
    """The sums of what answers to the wish, by `organiser_key`: one query for the feeds of all of them."""
    query = select(RenderingRow.organiser, *_SUM).where(*_conditions(wanted)).group_by(RenderingRow.organiser)
    return {organiser: Checksum(events, int(digest)) for organiser, events, digest in session.execute(query)}


def checksums_by_day(session: Session, wanted: Wanted) -> dict[date, Checksum]:
    """The sums of what answers to the wish, by the first day that it covers, in the order of the days."""
    query = select(RenderingRow.part, RenderingRow.first_on, *_SUM).where(*_conditions(wanted))
    found: dict[date, Checksum] = {}
    # as the index is ordered, so that the database need not sort
    for _, day, events, digest in session.execute(query.group_by(RenderingRow.part, RenderingRow.first_on)):
        found[day] = found.get(day, NOTHING) + Checksum(events, int(digest))
    return dict(sorted(found.items(), key=itemgetter(0)))


def read_events(session: Session, wanted: Wanted, *, days: Collection[date] | None = None) -> list[WantedEvent]:
    """The VEVENTs that answer to the wish, by their first day and UID; with `days` those that begin on one of them.

    They are sorted here: databases compare texts each in its own way.
    """
    query = select(RenderingRow.first_on, RenderingRow.uid, RenderingRow.entry_id, RenderingRow.data)
    query = query.where(*_conditions(wanted))
    if days is not None:
        query = query.where(RenderingRow.first_on.in_(days))
    found = session.execute(query)
    return [WantedEvent(entry_id, first, data) for first, _, entry_id, data in sorted(found, key=itemgetter(0, 1))]


def count_entries(session: Session, wanted: Wanted) -> int:
    """How many entries answer to the wish."""
    query = select(func.count(RenderingRow.entry_id.distinct())).where(*_conditions(wanted))
    return session.execute(query).scalar_one()


def wanted_ids(session: Session, wanted: Wanted) -> list[str]:
    """The ids of the entries that answer to the wish, by their first day and id."""
    query = select(func.min(RenderingRow.first_on), RenderingRow.entry_id)
    found = session.execute(query.where(*_conditions(wanted)).group_by(RenderingRow.entry_id))
    return [entry_id for _, entry_id in sorted((first, entry_id) for first, entry_id in found)]


def newest_ids(session: Session, wanted: Wanted, limit: int) -> list[str]:
    """The ids of the entries that answer to the wish and came into the calendar last, newest first."""
    query = select(PublishedRow.created_at, RenderingRow.entry_id).join(*_PUBLISHED)
    found = session.execute(query.where(*_conditions(wanted)).distinct())
    newest = sorted(found, key=lambda row: (-row[0].timestamp(), row[1]))
    return [entry_id for _, entry_id in newest[:limit]]


def _conditions(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    """Those on a VEVENT, and those on its entry as lists of ids."""
    yield RenderingRow.part.in_(wanted.parts)
    yield RenderingRow.first_on <= wanted.last
    yield RenderingRow.last_on >= wanted.first
    if wanted.organiser:
        yield RenderingRow.organiser == organiser_key(fold(wanted.organiser))
    if wanted.selection.kinds:
        yield RenderingRow.kind.in_(wanted.selection.kinds)
    if wanted.entry_id:
        yield RenderingRow.entry_id == wanted.entry_id
    gone = select(PublishedRow.entry_id).where(PublishedRow.gone_on <= wanted.today)
    yield RenderingRow.entry_id.not_in(gone)
    if asked := list(_conditions_on_entries(wanted)):
        yield RenderingRow.entry_id.in_(select(PublishedRow.entry_id).where(*asked))


def _conditions_on_entries(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    if not wanted.cancelled:
        yield PublishedRow.status != "cancelled"
    yield from conditions_of(wanted.selection)


def conditions_of(chosen: Selection) -> Iterator[ColumnElement[bool]]:
    """Those on a published row that `Selection.matches` has for its entry, but for kinds."""
    for column, parts in (
        (PublishedRow.organiser, chosen.organisers),
        (PublishedRow.place, chosen.places),
    ):
        if parts:
            yield or_(*(column.contains(fold(part), autoescape=True) for part in parts))
    if chosen.words:
        yield or_(*map(_has_words, chosen.words))
    if chosen.sources:
        lines = (PublishedRow.sources.contains(f"\n{fold(source)}\n", autoescape=True) for source in chosen.sources)
        yield or_(*lines)


def _has_words(asked: str) -> ColumnElement[bool]:
    """What `calagg.model.finding.is_found` is in memory."""
    rows = (or_(*(PublishedRow.words.contains(part, autoescape=True) for part in row)) for row in needles(asked))
    return and_(true(), *rows)

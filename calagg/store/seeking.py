"""Seeker(session, alike).find([Sought(title="Workshop", days={2027-01-15}, …)]) -> the stored entries it may be.

They are found by indexes on what documents told, so that the cost grows with what is sought and not with what is
stored. Titles and stems are compared here and not in the queries, which so are the same for any document and compiled
once.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Date, and_, exists, func, or_, select, text, type_coerce, union_all
from sqlalchemy.orm import Session

from calagg.model.lock import Field
from calagg.store.known import KnownEntry, entries_by_id
from calagg.store.review_schema import LockRow
from calagg.store.schema import SightingRow

WITHIN = timedelta(days=366)  # a move that says not from which day goes at most a year
_NAMING = (Field.TITLE.value, Field.ORGANISER.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What an occasion may be found by: the days on which it is told to start, end or be no longer with a title like
    its own, and its UID; where the days are a stretch, one of the stems of its title. `through` is the last day of a
    series. `moved_after` is the first day of what it may have been before, where it is moved and nothing says from
    which day."""

    title: str
    organiser: str | None
    days: frozenset[date]
    stems: frozenset[str]
    uid: str | None = None
    through: date | None = None
    moved_after: date | None = None


Alike = Callable[[Sought, str, str | None], bool]  # whether a title, of that organiser, can be of what is sought


class Seeker:
    """Finds entries in one session, which writes none meanwhile: no day is looked up twice."""

    def __init__(self, session: Session, alike: Alike) -> None:
        self._session, self._alike = session, alike
        self._looked_up: set[date] = set()
        self._told_on: dict[date, dict[tuple[str, str | None], set[str]]] = defaultdict(lambda: defaultdict(set))
        self._any_day: list[tuple[str, str | None]] = []
        self._by_a_person: set[str] = set()

    def find(self, sought: Collection[Sought], *, but: Collection[str] = ()) -> tuple[KnownEntry, ...]:
        """The entries of which a document told what is sought, or that a person moved to one of its days or named anew;
        by id, without those of the ids `but`, in a constant number of queries. One that became another's is none."""
        self._look_up(set[date]().union(*(one.days for one in sought)) - self._looked_up)
        found = set(self._by_a_person)
        for one in sought:
            for day in one.days:
                for (title, organiser), told in self._told_on[day].items():
                    if self._alike(one, title, organiser):
                        found |= told
        stems = frozenset[str]().union(*(one.stems for one in sought))
        found |= {entry_id for entry_id, has in self._any_day if _has_one_of(has, stems)}
        if uids := [one.uid for one in sought if one.uid]:
            found |= set(self._session.scalars(select(SightingRow.entry_id).where(SightingRow.uid.in_(uids))))
        for one in sought:
            if one.through is not None:
                found |= self._like(one, SightingRow.start_on.between(min(one.days), one.through))
            if one.moved_after is not None:
                found |= self._like(one, SightingRow.start_on.between(one.moved_after, max(one.days) + WITHIN))
        return entries_by_id(self._session, found.difference(but))

    def _look_up(self, new: Collection[date]) -> None:
        """Loads what is told of these days, and what may go on to be on them: moves from a day that is not said, and
        series."""
        if not new:
            return
        self._looked_up |= set(new)
        days = sorted(new)
        renaming = exists().where(LockRow.entry_id == SightingRow.entry_id, LockRow.field.in_(_NAMING))
        of = SightingRow
        on_days = [
            select(of.entry_id, of.title, of.organiser, renaming, type_coerce(on, Date)).where(on.in_(days))
            for on in (of.start_on, of.end_on, of.left_on)
        ]
        for entry_id, title, organiser, renamed, day in self._session.execute(union_all(*on_days)):
            if renamed:
                self._by_a_person.add(entry_id)
            self._told_on[day][title, organiser].add(entry_id)
        is_moving = text("sighting.moving")  # in the very words of its index, which "IS true" does not find
        moving = and_(is_moving, SightingRow.start_on.between(days[0] - WITHIN, days[-1] + WITHIN))
        series = and_(SightingRow.last_on >= days[0], SightingRow.start_on <= days[-1])
        for where in (moving, series):
            told = self._session.execute(select(SightingRow.entry_id, SightingRow.stems).where(where))
            self._any_day += [(entry_id, stems) for entry_id, stems in told]
        iso = [day.isoformat() for day in days]
        locked = and_(LockRow.field == Field.WHEN.value, func.substr(LockRow.value, 1, 10).in_(iso))
        self._by_a_person |= set(self._session.scalars(select(LockRow.entry_id).where(locked)))

    def _like(self, sought: Sought, where: ColumnElement[bool]) -> set[str]:
        """What has one of the stems of what is sought in a stretch of days."""
        like = [SightingRow.stems.contains(f" {stem} ", autoescape=True) for stem in sorted(sought.stems)]
        query = select(SightingRow.entry_id).where(where, or_(SightingRow.stems.is_(None), *like))
        return set(self._session.scalars(query))


def stems_text(stems: Iterable[str]) -> str:
    """The stems as a sighting keeps them: each between two blanks."""
    return f" {' '.join(sorted(stems))} "


def _has_one_of(told: str | None, stems: Iterable[str]) -> bool:
    """Whether a telling's title has one of the stems, or was kept before stems were."""
    return told is None or any(f" {stem} " in told for stem in stems)

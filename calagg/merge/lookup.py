"""sought(telling) -> Sought(title="Workshop", days={2027-01-15}, …): what the store finds the telling's likes by.

`related` tells which of those that are found can be one occasion with it; which of them is, is settled in `match`.
"""

from collections.abc import Iterable
from datetime import date

from calagg.merge.identity import kinds_fit, one_of_many, organisers_fit, same_day, speaks_of_move
from calagg.merge.wording import titles_alike
from calagg.merge.words import MEETING, words_of
from calagg.model import Entry, Kind
from calagg.store.known import KnownSighting
from calagg.store.seeking import WITHIN, Sought

_STEM = 3  # letters: a compound begins as its first part does, "bostadsenkäten" as "enkät om bostäder"


def sought(telling: KnownSighting) -> Sought:
    """What is told of the same, by its title, whose it is, its days and its UID."""
    return Sought(
        title=telling.told.title,
        organiser=telling.told.organiser,
        days=told_days([telling.told]) | ({telling.left_on} if telling.left_on else set()),
        stems=stems_of(telling.told),
        uid=telling.told.uid,
        through=telling.told.days[-1] if telling.told.recurrence else None,
        moved_after=telling.reference_on if moves_untold(telling) else None,
    )


def stems_of(entry: Entry) -> frozenset[str]:
    """The first letters of the words that the entry's likes have one of; for a mere "Möte" those of whose it is."""
    words = words_of(entry.title)
    telling = words - {MEETING}
    if not telling:
        telling = words | words_of(entry.organiser or "")
    return frozenset(w[:_STEM] for word in telling for w in (word.stem, word.whole)) or frozenset(
        {entry.title.casefold().strip()[:_STEM]}
    )


def titled_alike(one: Sought, title: str, organiser: str | None) -> bool:
    """Whether the title, of that organiser, can be of what is sought."""
    return titles_alike(one.title, title, known=one.organiser or "", known_other=organiser or "")


def related(one: KnownSighting, other: KnownSighting) -> bool:
    """Whether the two can come to be one occasion, by what they tell alone."""
    if one.told.uid and one.told.uid == other.told.uid:
        return True
    alike = titles_alike(
        one.told.title, other.told.title, known=one.told.organiser or "", known_other=other.told.organiser or ""
    )
    if not alike or not organisers_fit(one.told, other.told):
        return False
    return same_day(one.told, other.told) or any(
        _may_be_left(mover, left) for mover, left in ((one, other), (other, one))
    )


def moves_untold(telling: KnownSighting) -> bool:
    """Whether the telling moves something and does not say from which day."""
    return telling.left_on is None and telling.told.uid is None and speaks_of_move(telling.told)


def may_be_ahead(mover: KnownSighting, entry: Entry) -> bool:
    """Whether the entry is of the kind of what is moved, and ahead of the telling: a deadline may prolong a window."""
    if not kinds_fit(mover.told, entry):
        return False
    moved = entry.end if entry.kind is Kind.WINDOW and mover.told.kind is Kind.DEADLINE and entry.end else entry.start
    return mover.reference_on <= moved.day <= mover.told.start.day + WITHIN


def told_days(entries: Iterable[Entry]) -> frozenset[date]:
    """The days on which the entries start or end."""
    return frozenset(m.day for e in entries for m in (e.start, e.end) if m)


def _may_be_left(mover: KnownSighting, other: KnownSighting) -> bool:
    if one_of_many(mover.told, other.told):
        return mover.told.recurrence is None and mover.left_on in other.told.days
    if mover.left_on is not None:
        return kinds_fit(mover.told, other.told) and mover.left_on in told_days([other.told])
    return moves_untold(mover) and may_be_ahead(mover, other.told)

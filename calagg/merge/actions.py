"""Update(entry_id, reason="…", edits=(Edit("location", "", "Storåker"),)): one step of a merge, as data.

`str()` of each is one line for a dry run. What makes them is in `plan`, what carries them out in `apply`.
"""

from dataclasses import dataclass

from calagg.model import Entry
from calagg.model.lock import Lock
from calagg.store.edits import Edit
from calagg.store.known import KnownSighting


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What happens to one entry: what it is afterwards, what changes, and what this document tells of it.

    `edits` holds only what is published: with none the entry's sequence stays. `reason` is Swedish, for the history.
    `doubted` when documents say of it what does not go together, so that a person is to look.
    `gathered` are the sightings of other documents, by their ids, that come to tell of it. `locks` are the entry's,
    where the document changes what is proposed against them; None where it does not.
    """

    entry_id: str
    entry: Entry
    reason: str
    edits: tuple[Edit, ...] = ()
    doubted: bool = False
    told: tuple[KnownSighting, ...] = ()
    gathered: tuple[int, ...] = ()
    locks: tuple[Lock, ...] | None = None

    def __str__(self) -> str:
        changed = "".join(f"; {e.what}: {e.before or '-'} -> {e.after or '-'}" for e in self.edits)
        proposed = "".join(
            f"; proposes {lock.field}: {lock.value or '-'} -> {lock.proposed or '-'}"
            for lock in self.locks or ()
            if lock.proposed is not None
        )
        name = type(self).__name__.lower()
        return f"{name} {self.entry.kind} {self.entry.start} {self.entry.title!r} ({self.reason}{changed}{proposed})"


class Add(Step):
    """An occasion that was not known, or not as one of its own."""

    __slots__ = ()


class Conflict(Step):
    """An occasion that may be another which is moved, and which of several nothing says: a person decides."""

    __slots__ = ()


class Update(Step):
    """A known occasion of which the document says something else or more."""

    __slots__ = ()


class Move(Step):
    """A known occasion that takes place at another time than was known."""

    __slots__ = ()


class Cancel(Step):
    """A known occasion that will not take place."""

    __slots__ = ()


class Restore(Step):
    """A cancelled or retired occasion that is told of as taking place again."""

    __slots__ = ()


class Keep(Step):
    """A known occasion that stays as it is; only the sentence that proves it may be another."""

    __slots__ = ()


class Retire(Step):
    """An occasion that a newer version of the document no longer tells of. It stays, and is marked."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge(Step):
    """A known occasion that turns out to be the one of the entry `into`, which stands for both from now on."""

    into: str

    __str__ = Step.__str__


Action = Add | Conflict | Update | Move | Cancel | Restore | Keep | Retire | Merge

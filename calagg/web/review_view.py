"""What the page of the review shows: `ReviewView(item=Item(…), queue=(Waiting(…), …), left=12, …)`, in words.

How the entry that is looked at is made ready is in `review_item`, the rest in `review_page`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from calagg.model.kind_words import KIND_WORDS
from calagg.web.entry_view import Told
from calagg.web.review_form import ReviewForm
from calagg.web.review_words import NO_DATE, STATUS_WORDS


@dataclass(frozen=True, slots=True)
class Waiting:
    """One row of the queue."""

    entry_id: str
    title: str
    kind: str
    kind_word: str
    when: str
    why: str
    document: str
    document_id: str
    current: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """One reading to choose; `key` is the digit that does, `day`, `clock` and `end` what it writes in the fields."""

    key: int
    value: str
    words: str
    reason: str
    day: str
    clock: str
    end: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Proposal:
    """What documents say of a locked field, and what a person has said of it."""

    field: str
    locked: str
    proposed: str
    who: str


@dataclass(frozen=True, slots=True)
class Item:
    """The entry that is looked at. `notes` says beside a field, by its name, how its value is known."""

    entry_id: str
    version: str
    title: str
    told: tuple[Told, ...]
    why: str
    choices: tuple[Choice, ...]
    proposals: tuple[Proposal, ...]
    form: ReviewForm
    notes: Mapping[str, str]
    hint: str
    waits: bool


@dataclass(frozen=True, slots=True)
class ReviewView:
    """All that the page shows. `item` is None where nothing waits; `undo` are the judgements that U takes back."""

    item: Item | None
    queue: tuple[Waiting, ...]
    left: int
    judged: int
    more: int
    note: str
    is_fault: bool
    undo: str
    document_id: str
    document: str
    kinds: tuple[tuple[str, str], ...] = tuple((kind.value, word) for kind, word in KIND_WORDS.items())
    statuses: tuple[tuple[str, str], ...] = tuple((status.value, word) for status, word in STATUS_WORDS.items())
    no_date: str = NO_DATE

"""The entries that wait and what the address asks -> `ReviewView`: the one that is looked at, the queue, and a note.

The one that is looked at is made ready in `review_item`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from calagg.clock import instant
from calagg.config import Config
from calagg.model import CalendarEntry
from calagg.model.lock import Lock
from calagg.model.masking import mask_entry
from calagg.store import Session
from calagg.store.documents import document
from calagg.store.entries import count_awaiting_review, entries_awaiting_review, find_entry
from calagg.store.judgements import Judgement, count_judged, find_judgement, last_judgement
from calagg.store.known import known_entry
from calagg.store.locks import locks_of
from calagg.web.occurrence import leading_occurrence
from calagg.web.review_form import ReviewForm
from calagg.web.review_item import build_item
from calagg.web.review_view import ReviewView, Waiting
from calagg.web.review_words import (
    BY_ANOTHER,
    CHANGED,
    NOTHING,
    UNDONE,
    done_words,
    short_when,
    why_words,
)
from calagg.web.rows import build_row
from calagg.web.wording import short_date

MOST = 200  # entries in the queue at once, and judgements in one step
SHOWN = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPage:
    """What is asked for: by the address, by who asks and when. `since` is how far back one may undo from here."""

    today: date
    since: datetime
    who: str
    asked: str
    after: str
    document_id: str
    done: Sequence[int]
    undone: Sequence[int]
    already: str
    nothing: bool


def build_page(
    session: Session, config: Config, page: ReviewPage, *, typed: ReviewForm | None, errors: Mapping[str, str]
) -> ReviewView:
    """The page; with `typed` the form as it was sent, and what has to be put right in it."""
    named = document(session, page.document_id) if page.document_id else None
    page = replace(page, document_id=named.id if named else "")
    confidence, day = config.extract.min_confidence, page.today
    queue = entries_awaiting_review(
        session, min_confidence=confidence, since=day, document_id=page.document_id, limit=MOST
    )
    left = count_awaiting_review(session, min_confidence=confidence, since=day, document_id=page.document_id)
    chosen = _chosen(session, queue, page)
    item = build_item(session, config, chosen, page.today, waits=chosen in queue) if chosen else None
    if item and typed:
        item = replace(item, form=replace(typed, errors=errors))
    note, is_fault, undo = _note(session, page)
    shown = queue if page.document_id else queue[:SHOWN]
    locks = locks_of(session, [one.id for one in shown])
    return ReviewView(
        item=item,
        queue=tuple(_waiting(one, locks.get(one.id, ()), page, config, current=one is chosen) for one in shown),
        left=left,
        judged=count_judged(session, since=instant(day, time(), config.zone)),
        more=left - len(shown),
        note=note,
        is_fault=is_fault,
        undo=undo,
        document_id=page.document_id,
        document=named.display_title if named else "",
    )


def _waiting(
    stored: CalendarEntry, locks: Sequence[Lock], page: ReviewPage, config: Config, *, current: bool
) -> Waiting:
    masked = mask_entry(stored)
    row = build_row(leading_occurrence(masked, page.today), page.today, config.zone)
    sighting = next(iter(masked.sightings), None)
    return Waiting(
        entry_id=stored.id,
        title=row.title,
        kind=row.kind,
        kind_word=row.kind_word,
        when=short_when(masked.entry),
        why=why_words(masked, locks),
        document=f"{sighting.document_title}, {short_date(sighting.reference_on)}" if sighting else "",
        document_id=sighting.document_id if sighting else "",
        current=current,
    )


def _chosen(session: Session, queue: Sequence[CalendarEntry], page: ReviewPage) -> CalendarEntry | None:
    """The entry that is asked for, whether it waits or not, the one after `after`, or the first that waits."""
    ids = [entry.id for entry in queue]
    if page.asked in ids:
        return queue[ids.index(page.asked)]
    asked = find_entry(session, page.asked) if page.asked else None
    if asked is not None and known_entry(session, asked.id) is not None:
        return asked
    if page.after in ids:
        return queue[(ids.index(page.after) + 1) % len(queue)]
    return queue[0] if queue else None


def _note(session: Session, page: ReviewPage) -> tuple[str, bool, str]:
    """What was just done, whether it says that something was not, and the judgements that can be taken back."""
    last = last_judgement(session, who=page.who, since=page.since)
    undo = str(last.id) if last and last.latest else ""
    if page.done and (done := _judgements(session, page.done)):
        return done_words(done), False, ",".join(str(one.id) for one in done if one.latest)
    if page.undone and (undone := _judgements(session, page.undone)):
        return UNDONE.format(title=undone[0].title), False, undo
    if page.already:
        other = last_judgement(session, entry_id=page.already, since=page.since)
        words = BY_ANOTHER[other.verb].format(who=other.who) if other and other.who != page.who else CHANGED
        return words, True, undo
    return (NOTHING if page.nothing else ""), page.nothing, undo


def _judgements(session: Session, ids: Sequence[int]) -> list[Judgement]:
    found = (find_judgement(session, id_) for id_ in ids)
    return [one for one in found if one is not None]

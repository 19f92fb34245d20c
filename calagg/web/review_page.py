"""The entries that wait and what the address asks -> `ReviewView`: the one that is looked at, the queue, and a note."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from calagg.clock import instant
from calagg.config import Config
from calagg.model import CalendarEntry
from calagg.model.kind_words import KIND_WORDS
from calagg.model.lock import Field, Lock, with_field
from calagg.model.masking import mask_entry
from calagg.readings import CLOCK, DAY, YEAR, Reading, implied_by, readings_of
from calagg.store import Session
from calagg.store.documents import document
from calagg.store.entries import count_awaiting_review, entries_awaiting_review, find_entry
from calagg.store.judgements import Judgement, count_judged, find_judgement, last_judgement
from calagg.store.known import KnownEntry, known_entry
from calagg.store.locks import locks_of
from calagg.web.entry_view import Told, build_entry_view
from calagg.web.occurrence import leading_occurrence
from calagg.web.review_form import ReviewForm, shown_form, written_when
from calagg.web.review_words import (
    BY_ANOTHER,
    CHANGED,
    FIELDS,
    NO_DATE,
    NOTHING,
    STATUS_WORDS,
    UNDONE,
    done_words,
    hint_words,
    short_when,
    value_words,
    when_words,
    why_words,
)
from calagg.web.rows import build_row
from calagg.web.wording import short_date

MOST = 200  # entries in the queue at once, and judgements in one step
SHOWN = 20
IMPLIED = "uttolkat"
NOTES = {YEAR: "året är uttolkat", DAY: "dagen är uttolkad"}


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
    item = _item(session, config, chosen, page, waits=chosen in queue) if chosen else None
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


def version_of(stored: CalendarEntry) -> str:
    """What a judgement is made on: another one where somebody has changed or judged the entry since."""
    return f"{stored.sequence}-{stored.review}"


def readings_for(known: KnownEntry, stored: CalendarEntry) -> tuple[Reading, ...]:
    """The moments that may be meant, the entry's own first."""
    told = [(sighting.document_title, sighting.told) for sighting in known.sightings if sighting.live]
    return readings_of(known.entry, told, stored.entry.mention)


def _item(session: Session, config: Config, stored: CalendarEntry, page: ReviewPage, *, waits: bool) -> Item | None:
    known = known_entry(session, stored.id)
    if known is None:
        return None
    masked = mask_entry(stored)
    found = (document(session, sighting.document_id) for sighting in stored.sightings)
    texts = {told.id: told.text for told in found if told is not None}
    shown = build_entry_view(masked, texts, page.today, config.zone)
    form = shown_form(masked.entry)
    return Item(
        entry_id=stored.id,
        version=version_of(stored),
        title=masked.entry.title,
        told=shown.told,
        why=why_words(masked, known.locks),
        choices=_choices(known, stored),
        proposals=tuple(_proposal(lock) for lock in known.locks if lock.proposed is not None),
        form=form,
        notes=_notes(masked, known.locks),
        hint=hint_words(masked.entry, page.today),
        waits=waits,
    )


def _choices(known: KnownEntry, stored: CalendarEntry) -> tuple[Choice, ...]:
    made = []
    for number, reading in enumerate(readings_for(known, stored), start=1):
        day, clock, last = written_when(with_field(known.entry, Field.WHEN, reading.when))
        made.append(
            Choice(number, reading.when, when_words(reading.when), reading.reason, day, clock, last, chosen=number == 1)
        )
    return tuple(made)


def _proposal(lock: Lock) -> Proposal:
    return Proposal(
        field=FIELDS[lock.field],
        locked=value_words(lock.field, lock.value),
        proposed=value_words(lock.field, lock.said),
        who=lock.who,
    )


def _notes(stored: CalendarEntry, locks: Sequence[Lock]) -> dict[str, str]:
    """Beside each field: who has locked it, or that the text does not say it."""
    entry, names = stored.entry, {Field.TITLE: "titel", Field.KIND: "typ", Field.WHEN: "datum"}
    names |= {Field.LOCATION: "plats", Field.ORGANISER: "arrangor", Field.STATUS: "status"}
    implied, said = implied_by(entry.mention), entry.quote.casefold()
    notes = {}
    if YEAR in implied or DAY in implied:
        notes["datum"] = NOTES[YEAR if YEAR in implied else DAY]
    if entry.start.clock and CLOCK in implied:
        notes["klockslag"] = IMPLIED
    notes |= {
        name: IMPLIED
        for name, text in (("plats", entry.location), ("arrangor", entry.organiser))
        if text and text.casefold() not in said
    }
    return notes | {names[lock.field]: f"låst av {lock.who}" for lock in locks}


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

"""The stored entry -> `Item`: the entry that a person looks at, with its readings, its proposals and its form."""

from collections.abc import Sequence
from datetime import date

from calagg.config import Config
from calagg.model import CalendarEntry
from calagg.model.lock import Field, Lock, with_field
from calagg.model.masking import mask_entry
from calagg.readings import CLOCK, DAY, YEAR, Reading, implied_by, readings_of
from calagg.store import Session
from calagg.store.documents import document
from calagg.store.known import KnownEntry, known_entry
from calagg.web.entry_view import build_entry_view
from calagg.web.review_form import shown_form, written_when
from calagg.web.review_view import Choice, Item, Proposal
from calagg.web.review_words import FIELDS, hint_words, value_words, when_words, why_words

IMPLIED = "uttolkat"
NOTES = {YEAR: "året är uttolkat", DAY: "dagen är uttolkad"}


def build_item(session: Session, config: Config, stored: CalendarEntry, today: date, *, waits: bool) -> Item | None:
    """The entry as it is looked at on that day; None where it is gone or has become another's."""
    known = known_entry(session, stored.id)
    if known is None:
        return None
    masked = mask_entry(stored)
    found = (document(session, sighting.document_id) for sighting in stored.sightings)
    texts = {told.id: told.text for told in found if told is not None}
    shown = build_entry_view(masked, texts, today, config.zone)
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
        hint=hint_words(masked.entry, today),
        waits=waits,
    )


def version_of(stored: CalendarEntry) -> str:
    """What a judgement is made on: another one where somebody has changed or judged the entry since."""
    return f"{stored.sequence}-{stored.review}"


def readings_for(known: KnownEntry, stored: CalendarEntry) -> tuple[Reading, ...]:
    """The moments that may be meant, the entry's own first."""
    told = [(sighting.document_title, sighting.told) for sighting in known.sightings if sighting.live]
    return readings_of(known.entry, told, stored.entry.mention)


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

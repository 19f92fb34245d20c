"""GET /granska -> what calagg is unsure of, one entry at a time; POST /granska/ID judges it, with what was typed anew.

What is nearest and most doubtful comes first. A judgement is kept with who made it, can be taken back, and shows in
list, calendars and mails at the next round. Reviewers and administrators alone get here. Several at once, answers to
proposals and undo are in `review_steps`, merging and splitting in `review_merge` and `review_split`, all that was
judged in `review_history`.
"""

from uuid import UUID

from flask import Blueprint, abort, request
from werkzeug.wrappers import Response as WerkzeugResponse

from calagg.clock import local
from calagg.merge import accept_entry, reject_entry
from calagg.model import CalendarEntry
from calagg.model.lock import Field
from calagg.model.masking import mask_entry
from calagg.model.user import Role
from calagg.store import Session
from calagg.store.entries import find_entry
from calagg.store.known import KnownEntry, known_entry
from calagg.web.review_desk import PATH, ReviewDesk
from calagg.web.review_form import read_corrections, shown_form, typed_form
from calagg.web.review_item import readings_for, version_of
from calagg.web.review_words import NO_DATE, REASONS

REJECT = "avvisa"
NO_READING = "inget"


def review_blueprint(desk: ReviewDesk) -> Blueprint:
    """The routes that show an entry and judge it."""
    blueprint = Blueprint("review", __name__)
    may = desk.access.needs(Role.REVIEWER)

    @blueprint.get(PATH)
    @may
    def show() -> WerkzeugResponse:
        with desk.store.read() as session:
            return desk.page(session)

    @blueprint.post(f"{PATH}/<uuid:entry_id>")
    @may
    def judge(entry_id: UUID) -> WerkzeugResponse:
        id_ = str(entry_id)
        if not desk.guard.is_own_form():
            return desk.stale()
        with desk.store.write() as session:
            known, stored = known_entry(session, id_), find_entry(session, id_)
            if known is None or stored is None:
                abort(404)
            if request.form.get("version") != version_of(stored):
                return desk.away(redan=id_)
            if request.form.get("beslut") == REJECT or request.form.get("tolkning") == NO_READING:
                made = reject_entry(session, id_, _reason(), who=desk.reviewer().name, now=desk.now())
                return desk.away(klar=made)
            return _accept(desk, session, known, stored)

    return blueprint


def _accept(desk: ReviewDesk, session: Session, known: KnownEntry, stored: CalendarEntry) -> WerkzeugResponse:
    """Accepts the entry as it was sent; or shows the form again, with what has to be put right."""
    shown = shown_form(mask_entry(stored).entry)
    typed = typed_form(request.form, shown)
    corrections, errors = read_corrections(typed, shown, local(desk.now(), desk.config.zone).date())
    if errors:
        return desk.page(session, 422, asked=known.id, typed=typed, errors=errors)
    chosen = request.form.get("tolkning", "")
    if Field.WHEN not in corrections and chosen in [reading.when for reading in readings_for(known, stored)]:
        corrections[Field.WHEN] = chosen
    made = accept_entry(session, known.id, corrections, who=desk.reviewer().name, now=desk.now())
    return desk.away(klar=made)


def _reason() -> str:
    """Why it is rejected: by the button, for the reason that is chosen, or since no reading holds."""
    if request.form.get("beslut") != REJECT:
        return NO_DATE
    reason = request.form.get("varfor", "")
    return reason if reason in REASONS else ""

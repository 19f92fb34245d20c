"""GET /granska -> what calagg is unsure of, one entry at a time; POST …/godkann, …/avvisa, …/angra judge it.

What is nearest and most doubtful comes first. A judgement is kept with who made it, can be taken back, and shows in
list, calendars and mails at the next round. Reviewers and administrators alone get here.
"""

from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as WerkzeugResponse

from calagg.clock import local
from calagg.config import Config
from calagg.model import CalendarEntry
from calagg.model.masking import mask_entry
from calagg.model.user import Role
from calagg.store import Session
from calagg.store.documents import document
from calagg.store.entries import entries_awaiting_review, find_entry, review_entry, review_of
from calagg.store.session import Store
from calagg.web.access import Access
from calagg.web.entry_view import build_entry_view
from calagg.web.forms import STALE, FormGuard
from calagg.web.review_view import REASONS, ReviewView, build_review_view

PATH = "/granska"
ACCEPTED, REJECTED, MERGED = "accepted", "rejected", "merged"
SAID = {
    ACCEPTED: "är godkänd",
    REJECTED: "är avvisad",
    MERGED: "har slagits ihop med en annan",
    "": "väntar på granskning",
}


def review_blueprint(
    store: Store, config: Config, access: Access, guard: FormGuard, now: Callable[[], datetime]
) -> Blueprint:
    """The routes under /granska."""
    blueprint = Blueprint("review", __name__)
    may = access.needs(Role.REVIEWER)

    @blueprint.get(PATH)
    @may
    def show() -> WerkzeugResponse:
        with store.read() as session:
            return page(session)

    @blueprint.post(f"{PATH}/<uuid:entry_id>/godkann")
    @may
    def accept(entry_id: UUID) -> WerkzeugResponse:
        return judge(str(entry_id), ACCEPTED)

    @blueprint.post(f"{PATH}/<uuid:entry_id>/avvisa")
    @may
    def reject(entry_id: UUID) -> WerkzeugResponse:
        reason = request.form.get("varfor", "")
        return judge(str(entry_id), REJECTED, reason if reason in REASONS else "")

    @blueprint.post(f"{PATH}/<uuid:entry_id>/angra")
    @may
    def take_back(entry_id: UUID) -> WerkzeugResponse:
        return judge(str(entry_id), "")

    def judge(entry_id: str, review: str, reason: str = "") -> WerkzeugResponse:
        user = access.user()
        if user is None:
            abort(403)
        if not guard.is_own_form():
            with store.read() as session:
                return page(session, 400, fault=STALE)
        with store.write() as session:
            before = review_of(session, entry_id)
            if find_entry(session, entry_id) is None:
                abort(404)
            if before == MERGED or (before and review):  # another was faster
                return redirect(f"{PATH}?redan={entry_id}", 303)
            review_entry(session, entry_id, review, reason=reason, now=now(), who=user.name)
        return redirect(f"{PATH}?{'post' if not review else 'klar'}={entry_id}", 303)

    def page(session: Session, status: int = 200, *, fault: str = "") -> Response:
        today = local(now(), config.zone).date()
        view = _view(session, config, today)
        return make_response(render_template("review.html", view=view, fault=fault, reasons=REASONS), status)

    return blueprint


def _view(session: Session, config: Config, today: date) -> ReviewView:
    waiting = entries_awaiting_review(session, min_confidence=config.extract.min_confidence)
    coming = (entry for entry in waiting if _last_day(entry) >= today)
    queue = sorted(coming, key=lambda e: (_last_day(e), e.entry.confidence, e.id))
    chosen = _chosen(queue)
    shown = None
    if chosen is not None:
        found = (document(session, sighting.document_id) for sighting in chosen.sightings)
        texts = {told.id: told.text for told in found if told is not None}
        shown = build_entry_view(mask_entry(chosen), texts, today, config.zone)
    note, undo = _note(session)
    return build_review_view(queue, chosen, shown, today, config.zone, note=note, undo=undo)


def _note(session: Session) -> tuple[str, str]:
    """What was just done, by `?klar=` or `?redan=` of the address, and the id of what can be taken back."""
    entry_id = request.args.get("klar", "") or request.args.get("redan", "")
    judged = find_entry(session, entry_id) if entry_id else None
    if judged is None:
        return "", ""
    review = review_of(session, entry_id)
    said, late = SAID[review], "redan" in request.args or review not in (ACCEPTED, REJECTED)
    words = f"”{mask_entry(judged).entry.title}” {said.replace('är ', 'är redan ') if late else said}."
    return words, "" if late else entry_id


def _chosen(queue: list[CalendarEntry]) -> CalendarEntry | None:
    """The entry that `?post=` names, the one after `?efter=`, or the first; None where nothing waits."""
    ids = [entry.id for entry in queue]
    asked, after = request.args.get("post", ""), request.args.get("efter", "")
    if asked in ids:
        return queue[ids.index(asked)]
    if after in ids:
        return queue[(ids.index(after) + 1) % len(queue)]
    return queue[0] if queue else None


def _last_day(stored: CalendarEntry) -> date:
    return stored.entry.end.day if stored.entry.end else stored.entry.start.day

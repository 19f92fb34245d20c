"""POST /granska/ID/forslag, /granska/flera, /granska/angra -> proposals answered, several judged at once, undone."""

from uuid import UUID

from flask import Blueprint, request
from werkzeug.wrappers import Response as WerkzeugResponse

from calagg.clock import local
from calagg.errors import UsageError
from calagg.merge import accept_entry, answer_proposals, reject_entry, undo_judgement
from calagg.model.user import Role
from calagg.store import Session
from calagg.store.entries import entries_awaiting_review
from calagg.store.judgements import find_judgement
from calagg.web.review_desk import PATH, ReviewDesk, numbers
from calagg.web.review_page import MOST

REJECT, ACCEPT_ALL, TAKE = "avvisa", "godkann-alla", "ta"


def review_steps_blueprint(desk: ReviewDesk) -> Blueprint:
    """The routes that judge more than the one entry that is looked at, or take back what was judged."""
    blueprint = Blueprint("review_steps", __name__)
    may = desk.access.needs(Role.REVIEWER)

    @blueprint.post(f"{PATH}/<uuid:entry_id>/forslag")
    @may
    def answer(entry_id: UUID) -> WerkzeugResponse:
        if not desk.guard.is_own_form():
            return desk.stale()
        take = request.form.get("beslut") == TAKE
        with desk.store.write() as session:
            try:
                made = answer_proposals(session, str(entry_id), take=take, who=desk.reviewer().name, now=desk.now())
            except UsageError:  # another has answered
                return desk.away(redan=entry_id)
        return desk.away(klar=made)

    @blueprint.post(f"{PATH}/flera")
    @may
    def judge_several() -> WerkzeugResponse:
        if not desk.guard.is_own_form():
            return desk.stale()
        with desk.store.write() as session:
            made = _judge_several(desk, session)
        return desk.away(klar=",".join(map(str, made)) or "0")

    @blueprint.post(f"{PATH}/angra")
    @may
    def undo() -> WerkzeugResponse:
        if not desk.guard.is_own_form():
            return desk.stale()
        asked, who = numbers(request.form.get("bedomning", "")), desk.reviewer().name
        try:
            with desk.store.write() as session:
                undone = [undo_judgement(session, one, who=who, now=desk.now()) for one in sorted(asked, reverse=True)]
        except UsageError:  # somebody has judged one of the entries again: none is taken back
            with desk.store.read() as session:
                found = find_judgement(session, asked[0])
            return desk.away(redan=found.entry_id if found else "")
        if not undone:
            return desk.away()
        return desk.away(angrad=",".join(str(one.id) for one in undone), post=undone[-1].entry_id)

    return blueprint


def _judge_several(desk: ReviewDesk, session: Session) -> list[int]:
    """The judgements on those that are ticked, or on all that wait of a document; of what waits still."""
    verb, document_id, who = request.form.get("beslut", ""), request.form.get("dokument", ""), desk.reviewer().name
    ticked = set(request.form.getlist("post"))
    waiting = entries_awaiting_review(
        session,
        min_confidence=desk.config.extract.min_confidence,
        since=local(desk.now(), desk.config.zone).date(),
        document_id=document_id,
        limit=MOST,
    )
    every = verb == ACCEPT_ALL and bool(document_id)
    chosen = [entry.id for entry in waiting if every or entry.id in ticked]
    if verb == REJECT:
        return [reject_entry(session, id_, "", who=who, now=desk.now()) for id_ in chosen]
    return [accept_entry(session, id_, {}, who=who, now=desk.now()) for id_ in chosen]

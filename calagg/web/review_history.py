"""GET /granska/historik -> every judgement: when, who, what, why; the last on an entry can be taken back."""

from dataclasses import dataclass

from flask import Blueprint, render_template, request

from calagg.clock import local
from calagg.model.masking import mask_text
from calagg.model.user import Role
from calagg.store.judgements import Judgement, list_judgements
from calagg.web.review_desk import PATH, ReviewDesk, numbers
from calagg.web.review_words import HISTORY
from calagg.web.wording import clock, short_date

PAGE = 50


@dataclass(frozen=True, slots=True)
class Judged:
    """One line: `undone` says who took it back, empty where it stands."""

    id: int
    entry_id: str
    machine: str
    on: str
    who: str
    what: str
    title: str
    reason: str
    undone: str
    may_undo: bool


def review_history_blueprint(desk: ReviewDesk) -> Blueprint:
    """The route of the history."""
    blueprint = Blueprint("review_history", __name__)

    @blueprint.get(f"{PATH}/historik")
    @desk.access.needs(Role.REVIEWER)
    def history() -> str:
        before = numbers(request.args.get("fore", ""))
        with desk.store.read() as session:
            found = list_judgements(session, limit=PAGE + 1, before=before[0] if before else None)
        lines = tuple(_judged(one, desk) for one in found[:PAGE])
        earlier = found[PAGE - 1].id if len(found) > PAGE else 0
        return render_template("review_history.html", lines=lines, earlier=earlier)

    return blueprint


def _judged(judgement: Judgement, desk: ReviewDesk) -> Judged:
    at = local(judgement.at, desk.config.zone)
    return Judged(
        id=judgement.id,
        entry_id=judgement.entry_id,
        machine=at.isoformat(timespec="minutes"),
        on=f"{short_date(at.date())} {clock(at.time())}",
        who=judgement.who or "calagg merge",
        what=HISTORY[judgement.verb],
        title=mask_text(judgement.title),
        reason=judgement.reason,
        undone=judgement.undone_by,
        may_undo=judgement.latest,
    )

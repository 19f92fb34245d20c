"""GET /granska/rapporter -> what readers report as wrong, the oldest first; POST …/hanterad and …/oppna judge it.

Reviewers and administrators alone get here. Marking a report as handled erases the address that came with it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote
from uuid import UUID

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as WerkzeugResponse

from calagg.clock import local
from calagg.config import Config
from calagg.model.masking import mask_entry, mask_text
from calagg.model.user import Role
from calagg.store import Session
from calagg.store.entries import find_entry
from calagg.store.reports import (
    Report,
    count_open_reports,
    find_report,
    handle_report,
    open_reports,
    reopen_report,
)
from calagg.store.session import Store
from calagg.web.access import Access
from calagg.web.forms import STALE, FormGuard
from calagg.web.reporting import KINDS
from calagg.web.wording import day_and_clock

PATH = "/granska/rapporter"
SHOWN = 50


@dataclass(frozen=True, slots=True)
class Reported:
    """A report as shown. `entry_id` and `title` are empty where it is of no entry that is there."""

    id: str
    what: str
    words: str
    address: str
    mailto: str
    when: str
    machine: str
    entry_id: str
    title: str


def reports_blueprint(
    store: Store, config: Config, access: Access, guard: FormGuard, now: Callable[[], datetime]
) -> Blueprint:
    """The routes under /granska/rapporter."""
    blueprint = Blueprint("reports", __name__)
    may = access.needs(Role.REVIEWER)

    @blueprint.get(PATH)
    @may
    def show() -> WerkzeugResponse:
        return page()

    @blueprint.post(f"{PATH}/<uuid:report_id>/hanterad")
    @may
    def handle(report_id: UUID) -> WerkzeugResponse:
        user = access.user()
        if user is None:
            abort(403)
        if not guard.is_own_form():
            return page(400, fault=STALE)
        with store.write() as session:
            if find_report(session, str(report_id)) is None:
                abort(404)
            first = handle_report(session, str(report_id), by=user.name, at=now())
        return redirect(f"{PATH}?{'klar' if first else 'redan'}={report_id}", 303)

    @blueprint.post(f"{PATH}/<uuid:report_id>/oppna")
    @may
    def reopen(report_id: UUID) -> WerkzeugResponse:
        if not guard.is_own_form():
            return page(400, fault=STALE)
        with store.write() as session:
            if find_report(session, str(report_id)) is None:
                abort(404)
            reopen_report(session, str(report_id))
        return redirect(PATH, 303)

    def page(status: int = 200, *, fault: str = "") -> Response:
        with store.read() as session:
            shown = [_reported(session, one, config) for one in open_reports(session, most=SHOWN)]
            more = count_open_reports(session) - len(shown)
            note, undo = _note(session)
        body = render_template("reports.html", reports=shown, more=more, note=note, undo=undo, fault=fault, path=PATH)
        return make_response(body, status)

    return blueprint


def _reported(session: Session, report: Report, config: Config) -> Reported:
    stored = find_entry(session, report.entry_id) if report.entry_id else None
    here = local(report.at, config.zone)
    return Reported(
        id=report.id,
        what=KINDS.get(report.what, KINDS["annat"]),
        words=mask_text(report.words),
        address=report.address,
        mailto=f"mailto:{quote(report.address, safe='@')}",
        when=day_and_clock(here),
        machine=here.isoformat(timespec="minutes"),
        entry_id=stored.id if stored else "",
        title=mask_entry(stored).entry.title if stored else "",
    )


def _note(session: Session) -> tuple[str, str]:
    """What was just done, by `?klar=` or `?redan=` of the address, and the id of what can be taken back."""
    done, late = request.args.get("klar", ""), request.args.get("redan", "")
    report = find_report(session, done or late)
    if report is None or report.handled_at is None:
        return "", ""
    if late:
        return f"{report.handled_by} har redan hanterat rapporten.", ""
    return "Rapporten är hanterad.", report.id

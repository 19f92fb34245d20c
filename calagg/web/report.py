"""POST /entries/<id>/rapportera (fel=datum, ord=…) -> a report that reviewers see at /granska/rapporter.

The same form without an entry is at /rapportera. Nobody has to sign in; what may be typed is decided in `reporting`,
that the form is this site's own in `forms`, and how often one may report in `limit`.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as WerkzeugResponse

from calagg.config import Config
from calagg.model.masking import mask_entry
from calagg.store.entries import find_entry, survivor_of
from calagg.store.reports import LONGEST_WORDS, add_report
from calagg.store.session import Store
from calagg.web.entries import is_published
from calagg.web.faults import too_many
from calagg.web.forms import STALE, FormGuard
from calagg.web.limit import AskLimit
from calagg.web.reporting import KINDS, Reporting, read_reporting

PATH = "/rapportera"
THANKS = "tack"


def report_blueprint(store: Store, config: Config, guard: FormGuard, now: Callable[[], datetime]) -> Blueprint:
    """The routes of the two forms."""
    blueprint = Blueprint("report", __name__)
    limit = AskLimit()

    @blueprint.get(PATH)
    def show() -> Response:
        return page(Reporting())

    @blueprint.post(PATH)
    def send() -> WerkzeugResponse:
        return take(None, "")

    @blueprint.get("/entries/<uuid:entry_id>/rapportera")
    def show_of_entry(entry_id: UUID) -> WerkzeugResponse:
        with store.read() as session:
            survivor = survivor_of(session, str(entry_id))
        if survivor:
            return redirect(f"/entries/{survivor}{PATH}", 301)
        return page(Reporting(), str(entry_id), title_of(str(entry_id)))

    @blueprint.post("/entries/<uuid:entry_id>/rapportera")
    def send_of_entry(entry_id: UUID) -> WerkzeugResponse:
        return take(str(entry_id), title_of(str(entry_id)))

    def title_of(entry_id: str) -> str:
        """The title as readers see it. Raises NotFound for an entry that they don't."""
        with store.read() as session:
            stored = find_entry(session, entry_id)
            if stored is None or not is_published(stored, config):
                abort(404)
        return mask_entry(stored).entry.title

    def take(entry_id: str | None, title: str) -> WerkzeugResponse:
        at = now()
        if seconds := limit.wait_seconds(request.remote_addr or "", at):
            return too_many(seconds)
        reporting = read_reporting(request.form, of_entry=entry_id is not None)
        if not guard.is_own_form():
            return page(replace(reporting, errors={}), entry_id, title, 400, note=STALE)
        if reporting.errors:
            return page(reporting, entry_id, title, 422)
        with store.write() as session:
            add_report(session, entry_id, reporting.what, reporting.words, reporting.address, at=at)
        return redirect(f"{request.path}?{THANKS}=1", 303)  # so that loading the answer again reports nothing twice

    def page(
        reporting: Reporting, entry_id: str | None = None, title: str = "", status: int = 200, *, note: str = ""
    ) -> Response:
        body = render_template(
            "report.html",
            reporting=reporting,
            kinds=KINDS,
            entry_id=entry_id,
            title=title,
            action=request.path,
            note=note,
            days=config.reports.keep_days,
            most=LONGEST_WORDS,
            done=request.method == "GET" and THANKS in request.args,
        )
        return make_response(body, status)

    @blueprint.after_request
    def keep_from_caches(response: Response) -> Response:
        response.headers["Cache-Control"] = "no-store"
        return response

    return blueprint

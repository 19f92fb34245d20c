"""GET /utlysningar -> the calls that are open, close soon or are to come, as a figure and as a table.

`?avslutade=ja` adds those that have ended to the table, from the year before last on.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from flask import Blueprint, render_template, request

from calagg.clock import local
from calagg.config import Config
from calagg.model.masking import mask_entry
from calagg.store.entries import entries_between
from calagg.store.session import Store
from calagg.web.calls_view import DAYS_WITHOUT_END, build_calls_view
from calagg.web.upcoming import YEARS_AHEAD

YEARS_BACK = 2


def calls_blueprint(store: Store, config: Config, now: Callable[[], datetime]) -> Blueprint:
    """The route of the page of calls."""
    blueprint = Blueprint("calls", __name__)

    @blueprint.get("/utlysningar")
    def calls() -> str:
        today = local(now(), config.zone).date()
        ended = request.args.get("avslutade") == "ja"
        first = date(today.year - YEARS_BACK, 1, 1) if ended else today - timedelta(days=DAYS_WITHOUT_END)
        last = date(today.year + YEARS_AHEAD, 12, 31)
        with store.read() as session:
            stored = entries_between(session, first, last, min_confidence=config.extract.min_confidence)
        view = build_calls_view(map(mask_entry, stored), today, config.zone, ended=ended)
        return render_template("calls.html", view=view, ended=ended)

    return blueprint

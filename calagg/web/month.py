"""GET /kalender/2026-12 -> that month as a grid and, on a narrow page, as an agenda; /kalender leads to this month."""

from collections.abc import Callable
from datetime import date, datetime

from flask import Blueprint, Response, make_response, redirect, render_template
from werkzeug.wrappers import Response as WerkzeugResponse

from calagg.clock import local
from calagg.config import Config
from calagg.model.calendar_words import WEEKDAYS
from calagg.model.masking import mask_entry
from calagg.store.entries import entries_between
from calagg.store.session import Store
from calagg.web.faults import fault_page
from calagg.web.month_view import build_month_view, grid_days
from calagg.web.timeline import add_months
from calagg.web.upcoming import YEARS_AHEAD
from calagg.web.wording import capitalised, month

YEARS_BACK = 20


def month_blueprint(store: Store, config: Config, now: Callable[[], datetime]) -> Blueprint:
    """The routes under /kalender."""
    blueprint = Blueprint("month", __name__)

    @blueprint.get("/kalender")
    def current() -> WerkzeugResponse:
        return redirect(_address(local(now(), config.zone).date()))

    @blueprint.get("/kalender/<written>")
    def one(written: str) -> Response:
        today = local(now(), config.zone).date()
        shown = _read_month(written, today)
        if shown is None:
            text = (
                f"Skriv året och månaden, till exempel {_address(today)}."
                f" Kalendern går från {today.year - YEARS_BACK} till {today.year + YEARS_AHEAD}."
            )
            return fault_page(404, "Månaden finns inte i kalendern", text)
        first, last = grid_days(shown)
        with store.read() as session:
            stored = entries_between(session, first, last, min_confidence=config.extract.min_confidence)
        page = render_template(
            "month.html",
            view=build_month_view(map(mask_entry, stored), shown, today, config.zone),
            month=month(shown),
            goes_on=(shown.year, shown.month) >= (today.year, today.month),
            before=_neighbour(add_months(shown, -1), today),
            after=_neighbour(add_months(shown, 1), today),
            weekdays=WEEKDAYS,
        )
        return make_response(page)

    return blueprint


def _read_month(written: str, today: date) -> date | None:
    """The first day of the month of '2026-12'; None where it is no month or none that the calendar goes to."""
    try:
        first = date.fromisoformat(f"{written}-01")
    except ValueError:
        return None
    is_near = today.year - YEARS_BACK <= first.year <= today.year + YEARS_AHEAD
    return first if is_near and written == f"{first:%Y-%m}" else None


def _neighbour(first: date, today: date) -> dict[str, str] | None:
    """The name, the year and the address of a month; None where the calendar does not go to it."""
    address = _address(first)
    if _read_month(f"{first:%Y-%m}", today) is None:
        return None
    return {"name": capitalised(month(first)), "year": str(first.year), "href": address}


def _address(day: date) -> str:
    return f"/kalender/{day:%Y-%m}"

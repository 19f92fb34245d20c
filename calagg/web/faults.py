"""A missing page, a database that does not answer, a bug -> a page that says what to do, or a line of plain text.

Calendar programs and monitors get plain text; people get the page in the usual frame. A bug's page carries a number
that stands in the log beside the traceback.
"""

import secrets
from logging import getLogger
from typing import Any

from flask import Flask, Response, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from calagg.errors import StoreError
from calagg.web.answers import RETRY_SECONDS, plain

PLAIN_PATHS = ("/healthz", "/metrics", "/static/", "/api/")
PLAIN_ENDINGS = (".ics", ".atom", ".csv", ".json")
TEXTS = {
    404: (
        "Sidan finns inte",
        "Adressen kan vara felskriven, eller så har posten slagits ihop med en annan. Poster försvinner aldrig utan "
        "spår: sök på titeln så hittar du den nya.",
    ),
    403: ("Du har inte behörighet till sidan", "Gå tillbaka och försök igen, eller logga in om du kan det."),
    405: ("Sidan kan inte användas så", "Adressen tar inte emot något, den kan bara visas."),
    413: (
        "Det är för mycket på en gång",
        "Det som skickades är större än vad som tas emot. Skicka färre eller mindre filer åt gången.",
    ),
    503: ("Servern är upptagen", "Andra filer läses just nu. Försök igen om en stund."),
    410: ("Kalendern är avstängd", "Den som ägde adressen har stängt av den. Be om en ny."),
}
OTHER = ("Något blev fel med frågan", "Adressen kan inte visas. Gå till början och försök igen.")
log = getLogger(__name__)


class QuietFlask(Flask):
    """Flask, but what it logs when even the page of a fault can't be made names no secret either."""

    def log_exception(self, exc_info: Any) -> None:  # its type differs from one Flask to the next
        log.error("%s %s: no page could be made", request.method, _path(), exc_info=exc_info)


def add_fault_pages(app: Flask) -> None:
    """Registers what `app` answers instead of a page."""

    @app.errorhandler(HTTPException)
    def refused(error: HTTPException) -> Response:
        code = error.code or 500
        if error.response is not None or code < 400:
            return make_response(error.get_response())
        response = fault_page(code, *TEXTS.get(code, OTHER))
        for name, value in error.get_headers():
            if name == "Allow":
                response.headers[name] = value
        return response

    @app.errorhandler(StoreError)
    def unavailable(error: StoreError) -> Response:
        log.error("%s %s: %s", request.method, _path(), error)
        response = fault_page(
            503,
            "Databasen svarar inte",
            "Databasen svarar inte just nu. Kalendrar som du prenumererar på ligger kvar. Försök igen om en stund.",
        )
        response.headers["Retry-After"] = str(RETRY_SECONDS)
        return response

    @app.errorhandler(Exception)
    def broken(error: Exception) -> Response:
        number = secrets.token_hex(4)
        log.error("%s %s: bug %s", request.method, _path(), number, exc_info=error)
        text = f"Något gick fel hos oss. Felet är noterat med nummer {number}."
        return fault_page(500, "Något gick fel hos oss", text)


def fault_page(code: int, heading: str, text: str) -> Response:
    """The page of a fault in the usual frame, or its text alone for a program."""
    if request.path.startswith(PLAIN_PATHS) or request.path.endswith(PLAIN_ENDINGS):
        return plain(text, code)
    return make_response(render_template("fault.html", code=code, heading=heading, text=text), code)


def too_many(seconds: int) -> Response:
    """The page for one who has to wait so many seconds before the next try."""
    unit = "sekund" if seconds == 1 else "sekunder"
    response = fault_page(429, "För många försök", f"För många försök. Vänta {seconds} {unit}.")
    response.headers["Retry-After"] = str(seconds)
    return response


def _path() -> str:
    """The path for the log, without what is secret in it: who has that may end a subscription or read a feed."""
    told = request.view_args or {}
    secret = told.get("token") or told.get("secret")
    return request.path.replace(secret, "…") if secret else request.path

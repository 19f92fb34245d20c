"""POST /prenumeration (epost=anna@example.se, urval=all, dagar=7) -> a subscription that waits to be confirmed.

The mail with the link is sent at the next tick, by `calagg.remind`; what its links show is in `mail_links`. The answer
is the same whether or not the address is known, and no log holds it. What may be typed is decided in `asking`, what
may be chosen in `choosing`, that the form is this site's own in `forms`, and how often one may ask in `limit`.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from flask import Blueprint, Response, make_response, render_template, request

from calagg.config import Config
from calagg.model import EntryChoice
from calagg.model.choice import ALL, read_choice
from calagg.store.session import Store
from calagg.store.subscriptions import add_subscription
from calagg.web.asking import Asking, blank_asking, read_asking
from calagg.web.choosing import UNKNOWN, WHAT, is_choice
from calagg.web.faults import too_many
from calagg.web.forms import STALE, FormGuard
from calagg.web.limit import AskLimit


def subscribe_blueprint(store: Store, config: Config, guard: FormGuard, now: Callable[[], datetime]) -> Blueprint:
    """The routes of /prenumeration: the form by itself, and what is posted by it or by the panel on the first page."""
    blueprint = Blueprint("subscribe", __name__)
    limit = AskLimit()

    @blueprint.get("/prenumeration")
    def form() -> Response:
        choice = read_choice(request.args.get(WHAT, ALL))
        with store.read() as session:
            known = is_choice(session, config, choice)
            asking = blank_asking(session, config, choice if known else EntryChoice())
        return _form(asking, note="" if known else UNKNOWN)

    @blueprint.post("/prenumeration")
    def ask() -> Response:
        at = now()
        seconds = limit.wait_seconds(request.remote_addr or "", at)
        if seconds:
            return too_many(seconds)
        with store.read() as session:
            asking = read_asking(session, config, request.form)
        if not guard.is_own_form():
            return _form(replace(asking, errors={}), 400, note=STALE)
        if asking.errors:
            return _form(asking, 422)
        with store.write() as session:
            wanted = asking.choosing
            add_subscription(
                session,
                asking.address,
                str(wanted.choice),
                wanted.leads,
                kind_leads=wanted.kind_leads,
                weekly=wanted.weekly,
                at=at,
            )
        return make_response(render_template("subscribe_asked.html", address=asking.address))

    @blueprint.after_request
    def keep_from_caches(response: Response) -> Response:
        response.headers["Cache-Control"] = "no-store"
        return response

    return blueprint


def _form(asking: Asking, code: int = 200, *, note: str = "") -> Response:
    return make_response(render_template("subscribe.html", asking=asking, note=note), code)

"""GET and POST /logga-in, POST /logga-ut -> signed in and signed out.

Guessing is slowed down by client and by name; a wrong name and a wrong password are told alike. Where to go afterwards
is taken from the address only as a path of this site.
"""

import re
from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, Response, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as WerkzeugResponse

from calagg.store.session import Store
from calagg.store.users import sign_in
from calagg.web.access import SIGN_IN, Access
from calagg.web.forms import STALE, FormGuard
from calagg.web.limit import AskLimit

SIGN_OUT = "/logga-ut"
WRONG = "Namnet eller lösenordet stämmer inte."
OWN_PATH = re.compile(r"/(?![/\\])[^\s\\]{0,500}")  # "//example.org" and "/\\example.org" lead to another site


def login_blueprint(
    store: Store, access: Access, guard: FormGuard, now: Callable[[], datetime], *, provider: str = ""
) -> Blueprint:
    """The routes of signing in and out; `provider` is the name of the one that signs in elsewhere, see `oidc`."""
    blueprint = Blueprint("login", __name__)
    by_client = AskLimit(per_client=20, in_all=500)
    by_name = AskLimit(per_client=10, in_all=500)

    def form(status: int = 200, *, name: str = "", error: str = "", till: str = "") -> Response:
        return login_page(status, name=name, error=error, till=till, provider=provider)

    @blueprint.get(SIGN_IN)
    def show() -> WerkzeugResponse:
        till = own_path(request.args.get("till", ""))
        return redirect(till or "/", 303) if access.user() else form(till=till)

    @blueprint.post(SIGN_IN)
    def send() -> WerkzeugResponse:
        name, password = request.form.get("namn", "")[:200], request.form.get("losenord", "")
        till = own_path(request.form.get("till", ""))
        if not guard.is_own_form():
            return form(400, name=name, error=STALE, till=till)
        at = now()
        client = request.remote_addr or ""
        wait = max(by_client.wait_seconds(client, at), by_name.wait_seconds(name.strip().casefold(), at))
        if wait:
            answer = form(429, name=name, error=f"För många försök. Vänta {wait} sekunder.", till=till)
            answer.headers["Retry-After"] = str(wait)
            return answer
        with store.write() as session:
            token = sign_in(session, name, password, at=at)
        if token is None:
            return form(401, name=name, error=WRONG, till=till)
        done = redirect(till or "/", 303)
        access.keep(done, token)
        return done

    @blueprint.post(SIGN_OUT)
    def leave() -> WerkzeugResponse:
        if not guard.is_own_form():
            return form(400, error=STALE)
        done = redirect("/", 303)
        access.leave(done)
        return done

    return blueprint


def login_page(status: int, *, name: str = "", error: str = "", till: str = "", provider: str = "") -> Response:
    """The page for signing in, with what went wrong."""
    page = render_template("login.html", name=name, error=error, till=till, action=SIGN_IN, provider=provider)
    return make_response(page, status)


def own_path(path: str) -> str:
    """The path where it is one of this site; '' for all else."""
    return path if OWN_PATH.fullmatch(path) else ""

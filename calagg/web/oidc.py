"""GET /logga-in/oidc -> to the provider's page; GET /logga-in/svar, back from there -> signed in as with a password.

What belongs to one attempt is in a cookie of that browser for ten minutes: an answer that another browser began is not
taken. The answer is a GET, since the provider sends the reader back by a link; it is the one GET that signs in, and by
a code that the provider takes once. Nothing of a token stands in a log.
"""

import hmac
import json
import logging
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as WerkzeugResponse

from calagg.config import Config
from calagg.store.identities import sign_in_from
from calagg.store.session import Store
from calagg.web.access import SIGN_IN, Access
from calagg.web.faults import fault_page, too_many
from calagg.web.limit import AskLimit
from calagg.web.login import login_page, own_path
from calagg.web.provider import Attempt, Provider, ProviderError, new_attempt

START, ANSWER = f"{SIGN_IN}/oidc", f"{SIGN_IN}/svar"
COOKIE = "calagg-oidc"
SECONDS = 600
LONGEST = 4000
log = logging.getLogger(__name__)


def oidc_blueprint(store: Store, config: Config, access: Access, now: Callable[[], datetime]) -> Blueprint:
    """The two routes. Raises ConfigError where Authlib is not installed."""
    blueprint = Blueprint("oidc", __name__)
    provider = Provider(config.oidc, f"{config.web.address}{ANSWER}")
    secure = config.web.address.startswith("https:")
    cookie = f"__Host-{COOKIE}" if secure else COOKIE
    limit = AskLimit(per_client=20, in_all=500)
    name = config.oidc.name

    @blueprint.get(START)
    def start() -> WerkzeugResponse:
        attempt, till = new_attempt(), own_path(request.args.get("till", ""))
        try:
            there = redirect(provider.sign_in_address(attempt), 303)
        except ProviderError as error:
            return silent(error)
        kept = json.dumps([attempt.state, attempt.nonce, attempt.verifier, till], ensure_ascii=False)
        value = urlsafe_b64encode(kept.encode()).decode()
        there.set_cookie(cookie, value, max_age=SECONDS, secure=secure, httponly=True, samesite="Lax", path="/")
        there.headers["Cache-Control"] = "no-store"
        return there

    @blueprint.get(ANSWER)
    def answer() -> WerkzeugResponse:
        at = now()
        if seconds := limit.wait_seconds(request.remote_addr or "", at):
            return too_many(seconds)
        answered = _answered(at)
        answered.delete_cookie(cookie, secure=secure, httponly=True, samesite="Lax", path="/")
        answered.headers["Cache-Control"] = "no-store"
        return answered

    def _answered(at: datetime) -> WerkzeugResponse:
        attempt, till = _attempt(request.cookies.get(cookie, ""))
        state, code = request.args.get("state", ""), request.args.get("code", "")
        if attempt is None or not hmac.compare_digest(attempt.state.encode(), state.encode()):
            return refused("the answer belongs to no attempt of this browser", till)
        if not provider.is_issuer(request.args.get("iss")):
            return refused("the answer names another issuer", till)
        if not code:
            return refused(f"the provider said {request.args.get('error', '')[:40]!r}", till)
        try:
            person = provider.person(attempt, code, at=at)
        except ProviderError as error:
            return refused(str(error), till)
        with store.write() as session:
            token = sign_in_from(
                session, config.oidc.issuer, person.subject, names=person.names, role=person.role, at=at
            )
        if token is None:
            return unwelcome(has_role=person.role is not None)
        done = redirect(till or "/", 303)
        access.keep(done, token)
        return done

    def refused(reason: str, till: str) -> Response:
        log.warning("signing in by %s: %s", config.oidc.issuer, reason)
        error = f"Inloggningen med {name} gick inte igenom. Försök igen."
        return login_page(400, error=error, till=till, provider=name)

    def unwelcome(*, has_role: bool) -> Response:
        ask = config.about.contact or "den som sköter kalendern"
        why = (
            "Ditt konto är avstängt här." if has_role else f"Du är inloggad med {name}, men har ingen roll i kalendern."
        )
        return fault_page(403, "Du har inte behörighet", f"{why} Be {ask} om behörighet.")

    def silent(error: ProviderError) -> Response:
        log.error("signing in by %s: %s", config.oidc.issuer, error)
        text = f"Det går inte att logga in med {name} just nu. Försök igen om en stund."
        return fault_page(503, "Inloggningstjänsten svarar inte", text)

    return blueprint


def _attempt(value: str) -> tuple[Attempt | None, str]:
    """The attempt that the cookie holds and where to go afterwards; None for no cookie of ours."""
    if not 0 < len(value) <= LONGEST:
        return None, ""
    try:
        kept = json.loads(urlsafe_b64decode(value))
    except ValueError:
        return None, ""
    if not (isinstance(kept, list) and len(kept) == 4 and all(isinstance(part, str) and part for part in kept[:3])):
        return None, ""
    state, nonce, verifier, till = kept
    return Attempt(state, nonce, verifier), own_path(till) if isinstance(till, str) else ""

"""GET /prenumeration/<token>/bekrafta -> a form that asks; its POST confirms. /prenumeration/<token>/avsluta ends.

Mail scanners open every link of a mail, so a GET changes nothing here. The token, which only the mail holds, says
whose subscription it is; the forms are guarded besides (`forms`). Only the one click of a mail program goes without:
its POST comes from a mail provider, which has the token and no page of this site. Source: RFC 8058, 3.2 and 4.
"""

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, Response, make_response, render_template, request

from calagg.config import Config
from calagg.remind.chosen import chosen_by
from calagg.store import Session
from calagg.store.session import Store
from calagg.store.subscriptions import (
    Subscription,
    confirm_subscription,
    end_by_token,
    end_subscription,
    find_asked,
    find_subscriptions,
    is_known,
)
from calagg.web.answers import plain
from calagg.web.forms import STALE, FormGuard

CHOICE, EVERYTHING = "urval", "alla"
EXPIRED = "Länken har gått ut. Be om en ny."
CHOOSE = "Inget är valt. Välj vad du vill sluta få."


def mail_links_blueprint(store: Store, config: Config, guard: FormGuard, now: Callable[[], datetime]) -> Blueprint:
    """The routes under /prenumeration/<token>/."""
    blueprint = Blueprint("mail_links", __name__)

    @blueprint.get("/prenumeration/<token>/bekrafta")
    def show_confirmation(token: str) -> Response:
        with store.read() as session:
            return _confirmation(session, token, find_asked(session, token, at=now()), config)

    @blueprint.post("/prenumeration/<token>/bekrafta")
    def confirm(token: str) -> Response:
        at = now()
        if not guard.is_own_form():
            with store.read() as session:
                asked = find_asked(session, token, at=at)
                return _confirmation(session, token, asked, config, 400, note=STALE)
        with store.write() as session:
            confirmed = confirm_subscription(session, token, at=at)
            return _confirmation(session, token, confirmed, config)

    @blueprint.get("/prenumeration/<token>/avsluta")
    def show_choice(token: str) -> Response:
        return _choice(store, token, config)

    @blueprint.post("/prenumeration/<token>/avsluta")
    def end(token: str) -> Response:
        at = now()
        if request.form.get("List-Unsubscribe") == "One-Click":
            return _end_all(store, token, at)
        if not guard.is_own_form():
            return _choice(store, token, config, 400, note=STALE)
        chosen = request.form.get(CHOICE, "")
        with store.write() as session:
            found = find_subscriptions(session, token)
            left = [s for s in found if chosen not in (s.id, EVERYTHING)]
            for subscription in found:
                if subscription not in left:
                    end_subscription(session, subscription.id, at=at)
        if left == found:
            return _choice(store, token, config, 422, note=CHOOSE)
        with store.read() as session:
            return _ended(session, left, config)

    @blueprint.after_request
    def keep_from_caches(response: Response) -> Response:
        response.headers["Cache-Control"] = "no-store"
        return response

    return blueprint


def _confirmation(
    session: Session,
    token: str,
    subscription: Subscription | None,
    config: Config,
    code: int = 200,
    *,
    note: str = "",
) -> Response:
    """The form, or that it is confirmed already, or that the link says nothing any more."""
    if subscription is None:
        return expired()
    words = chosen_by(session, subscription, config).words
    if subscription.active:
        return make_response(render_template("subscribe_confirmed.html", words=words, own=f"/prenumeration/{token}"))
    return make_response(render_template("subscribe_confirm.html", words=words, note=note), code)


def _choice(store: Store, token: str, config: Config, code: int = 200, *, note: str = "") -> Response:
    """The form, or that nothing is left to end, or that the link says nothing."""
    with store.read() as session:
        found = find_subscriptions(session, token)
        if not is_known(session, token):
            return expired()
        if not found:
            return _ended(session, [], config)
        choices = [(s.id, chosen_by(session, s, config).words) for s in found]
    return make_response(render_template("subscribe_end.html", choices=choices, note=note), code)


def _end_all(store: Store, token: str, at: datetime) -> Response:
    """One click: answered at once, without a page or a redirect; the second click is answered like the first."""
    with store.write() as session:
        end_by_token(session, token, at=at)
        known = is_known(session, token)
    return plain("Påminnelserna är avslutade.", 200) if known else plain(EXPIRED, 410)


def _ended(session: Session, left: list[Subscription], config: Config) -> Response:
    words = [chosen_by(session, s, config).words for s in left]
    return make_response(render_template("subscribe_ended.html", left=words))


def expired() -> Response:
    """The page of a link that says nothing any more."""
    return make_response(render_template("subscribe_expired.html", text=EXPIRED), 410)

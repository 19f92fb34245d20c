"""GET /prenumeration/<token> -> the reader's own page: what one has, what is planned and was sent, what is done.

The token of any mail to an address opens it. `andra/<id>` changes or pauses a subscription, `klar/<entry>` marks an
entry as done, `radera` erases all; each is a form, and only its POST acts. What ends a subscription is in `mail_links`.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as WerkzeugResponse

from calagg.clock import local
from calagg.config import Config
from calagg.model.masking import mask_entry
from calagg.remind.chosen import chosen_by
from calagg.store import Session
from calagg.store.done import is_done, list_done, mark_done, take_back_done
from calagg.store.entries import entries_with_ids
from calagg.store.readers import change_subscription, erase_reader, find_reader, list_mailed, list_planned
from calagg.store.session import Store
from calagg.store.subscriptions import Subscription, list_of_reader
from calagg.web.choosing import Choosing, choosing_of, read_choosing
from calagg.web.forms import STALE, FormGuard
from calagg.web.mail_links import expired
from calagg.web.own_view import FOREVER, OwnView, done_lines, due_words, having, mailed_lines, until_words

DAYS_AHEAD, DAYS_BACK = 14, 60
PAUSE, KEPT, NONE = "paus", "kvar", "nej"
PAUSES = {NONE: "Ingen paus", "vecka": "I en vecka", "manad": "I fyra veckor", "tills-vidare": "Tills vidare"}
_PAUSE_DAYS = {"vecka": 7, "manad": 28}
SAVED = {"andrad": "Ändringen är sparad.", "klar": "Markerat som klart.", "kvar": "Du får påminnelser om posten igen."}
HAS_IT = "Du har redan påminnelser för det urvalet. Ändra dem i stället, eller välj ett annat urval."


def own_page_blueprint(store: Store, config: Config, guard: FormGuard, now: Callable[[], datetime]) -> Blueprint:
    """The routes under /prenumeration/<token> that show and change what a reader has."""
    blueprint = Blueprint("own_page", __name__)

    def today() -> date:
        return local(now(), config.zone).date()

    @blueprint.get("/prenumeration/<token>")
    def show(token: str) -> Response:
        with store.read() as session:
            address = find_reader(session, token)
            if address is None:
                return expired()
            view = _view(session, config, address, now())
        saved = SAVED.get(request.args.get("sparat", ""), "")
        return make_response(render_template("own.html", view=view, own=_own(token), saved=saved))

    @blueprint.get("/prenumeration/<token>/andra/<subscription_id>")
    def show_change(token: str, subscription_id: str) -> Response:
        with store.read() as session:
            found = _subscription(session, token, subscription_id)
            if found is None:
                return expired()
            return _change_form(token, found, choosing_of(session, config, found), today())

    @blueprint.post("/prenumeration/<token>/andra/<subscription_id>")
    def change(token: str, subscription_id: str) -> WerkzeugResponse:
        at = now()
        with store.write() as session:
            found = _subscription(session, token, subscription_id)
            if found is None:
                return expired()
            choosing = read_choosing(session, config, request.form, choosing_of(session, config, found))
            if not guard.is_own_form():
                return _change_form(token, found, choosing, today(), 400, note=STALE)
            if choosing.errors:
                return _change_form(token, found, choosing, today(), 422)
            changed = change_subscription(
                session,
                found.id,
                selection=str(choosing.choice),
                leads=choosing.leads,
                kind_leads=choosing.kind_leads,
                weekly=choosing.weekly,
                paused_until=_paused_until(request.form.get(PAUSE, NONE), found, today()),
                at=at,
            )
            if changed is None:
                return _change_form(token, found, choosing, today(), 409, note=HAS_IT)
        return redirect(f"{_own(token)}?sparat=andrad", 303)

    @blueprint.get("/prenumeration/<token>/klar/<entry_id>")
    def show_done(token: str, entry_id: str) -> Response:
        with store.read() as session:
            return _done_form(session, config, token, entry_id, today())

    @blueprint.post("/prenumeration/<token>/klar/<entry_id>")
    def done(token: str, entry_id: str) -> WerkzeugResponse:
        with store.write() as session:
            address = find_reader(session, token)
            if address is None or not guard.is_own_form():
                return _done_form(session, config, token, entry_id, today(), code=400, note=STALE)
            if not entries_with_ids(session, [entry_id]):
                abort(404)
            state = "kvar" if request.form.get("lage") == "kvar" else "klar"
            if state == "klar":
                mark_done(session, address, entry_id, at=now())
            else:
                take_back_done(session, address, entry_id)
        return redirect(f"{_own(token)}?sparat={state}", 303)

    @blueprint.get("/prenumeration/<token>/radera")
    def show_erase(token: str) -> Response:
        with store.read() as session:
            address = find_reader(session, token)
        return _erase_form(token, address) if address else expired()

    @blueprint.post("/prenumeration/<token>/radera")
    def erase(token: str) -> Response:
        with store.write() as session:
            address = find_reader(session, token)
            if address is None:
                return expired()
            if not guard.is_own_form():
                return _erase_form(token, address, 400, note=STALE)
            erase_reader(session, address)
        return make_response(render_template("own_erased.html"))

    @blueprint.after_request
    def keep_from_caches(response: Response) -> Response:
        response.headers["Cache-Control"] = "no-store"
        return response

    return blueprint


def _own(token: str) -> str:
    return f"/prenumeration/{token}"


def _subscription(session: Session, token: str, subscription_id: str) -> Subscription | None:
    """The one of that id, where it is of the reader whose mail has the token, and not ended."""
    address = find_reader(session, token)
    listed = list_of_reader(session, address) if address else []
    return next((s for s in listed if s.id == subscription_id), None)


def _view(session: Session, config: Config, address: str, at: datetime) -> OwnView:
    today = local(at, config.zone).date()
    planned = list_planned(session, address, until=today + timedelta(days=DAYS_AHEAD))
    mailed = list_mailed(session, address, since=at - timedelta(days=DAYS_BACK))
    done = list_done(session, address)
    ids = {line.entry_id for line in (*planned, *mailed)} | set(done)
    found = entries_with_ids(session, ids, min_confidence=config.extract.min_confidence) if ids else []
    entries = {entry.id: mask_entry(entry) for entry in found}
    return OwnView(
        address=address,
        subscriptions=tuple(having(s, chosen_by(session, s, config), today) for s in list_of_reader(session, address)),
        planned=mailed_lines((p for p in planned if p.entry_id not in done), entries, today, coming=True),
        mailed=mailed_lines(mailed, entries, today),
        done=done_lines(done, entries, today),
        days_ahead=DAYS_AHEAD,
        days_back=DAYS_BACK,
    )


def _change_form(
    token: str, found: Subscription, choosing: Choosing, today: date, code: int = 200, *, note: str = ""
) -> Response:
    pauses = dict(PAUSES)
    if found.paused_on(today) and found.paused_until and found.paused_until != FOREVER:
        pauses = {NONE: pauses.pop(NONE), KEPT: f"Som nu, {until_words(found.paused_until, today)}", **pauses}
    pause = request.form.get(PAUSE) or (_pause_now(found, today))
    page = render_template(
        "own_change.html", own=_own(token), choosing=choosing, pauses=pauses.items(), pause=pause, note=note
    )
    return make_response(page, code)


def _pause_now(found: Subscription, today: date) -> str:
    if not found.paused_on(today):
        return NONE
    return "tills-vidare" if found.paused_until == FOREVER else KEPT


def _paused_until(asked: str, found: Subscription, today: date) -> date | None:
    """The last day of the pause that is asked for; None for none."""
    if asked == KEPT:
        return found.paused_until
    if asked == "tills-vidare":
        return FOREVER
    return today + timedelta(days=_PAUSE_DAYS[asked] - 1) if asked in _PAUSE_DAYS else None


def _done_form(
    session: Session, config: Config, token: str, entry_id: str, today: date, *, code: int = 200, note: str = ""
) -> Response:
    address = find_reader(session, token)
    if address is None:
        return expired()
    found = entries_with_ids(session, [entry_id], min_confidence=config.extract.min_confidence)
    if not found:
        abort(404)
    entry = mask_entry(found[0]).entry
    page = render_template(
        "own_done.html",
        own=_own(token),
        entry_id=entry_id,
        title=entry.title,
        due=due_words(entry.start, today),
        done=is_done(session, address, entry_id),
        note=note,
    )
    return make_response(page, code)


def _erase_form(token: str, address: str, code: int = 200, *, note: str = "") -> Response:
    return make_response(render_template("own_erase.html", own=_own(token), address=address, note=note), code)

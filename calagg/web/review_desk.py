"""`ReviewDesk` -> the page of the review as it is shown, and the way on after each judgement."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Response, abort, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as WerkzeugResponse

from calagg.clock import local
from calagg.config import Config
from calagg.model.user import User
from calagg.store import Session
from calagg.store.session import Store
from calagg.web.access import Access
from calagg.web.forms import STALE, FormGuard
from calagg.web.review_form import ReviewForm
from calagg.web.review_page import MOST, ReviewPage, build_page
from calagg.web.review_words import REASONS

PATH = "/granska"
UNDO_LASTS = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class ReviewDesk:
    """What all that judge share: the store, who judges, whether a form is this site's own, and when."""

    store: Store
    config: Config
    access: Access
    guard: FormGuard
    now: Callable[[], datetime]

    def reviewer(self) -> User:
        """Who has signed in; the routes let nobody else in."""
        user = self.access.user()
        if user is None:
            abort(403)
        return user

    def stale(self) -> WerkzeugResponse:
        """The page anew, where a form was not this site's own or too old."""
        with self.store.read() as session:
            return self.page(session, 400, fault=STALE)

    def page(
        self,
        session: Session,
        status: int = 200,
        *,
        fault: str = "",
        asked: str = "",
        typed: ReviewForm | None = None,
        errors: Mapping[str, str] | None = None,
    ) -> Response:
        """The page that the address asks for; with `typed` the form of the entry `asked` as it was sent."""
        args = request.args
        asking = ReviewPage(
            today=local(self.now(), self.config.zone).date(),
            since=self.now() - UNDO_LASTS,
            who=self.reviewer().name,
            asked=asked or args.get("post", ""),
            after=args.get("efter", ""),
            document_id=args.get("dokument", "") or request.form.get("dokument", ""),
            done=numbers(args.get("klar", "")),
            undone=numbers(args.get("angrad", "")),
            already=args.get("redan", ""),
            nothing="klar" in args,
        )
        view = build_page(session, self.config, asking, typed=typed, errors=errors or {})
        return make_response(render_template("review.html", view=view, fault=fault, reasons=REASONS), status)

    def away(self, **said: object) -> WerkzeugResponse:
        """To the next entry, of the document that one is at, with what was just done."""
        kept = {**said, "dokument": request.form.get("dokument", "")}
        query = "&".join(f"{name}={value}" for name, value in kept.items() if str(value))
        return redirect(f"{PATH}?{query}", 303)


def numbers(text: str) -> Sequence[int]:
    """The judgements' ids in an address or a form: "12" or "12,13"."""
    return [int(part) for part in text.split(",")[:MOST] if part.isascii() and part.isdigit() and len(part) < 16]

"""`@access.needs(Role.REVIEWER)` before a view -> only who has signed in with that role gets there.

The token of a login is in a cookie that no script reads and no other site's post brings along; under https its name
begins with __Host- (RFC 6265bis, 4.1.3.2). Pages of who is signed in are kept in no cache.
"""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import ParamSpec
from urllib.parse import quote

from flask import Response, abort, g, redirect, request
from werkzeug.wrappers import Response as WerkzeugResponse

from calagg.config import Config
from calagg.model.user import Role, User
from calagg.store.session import Store
from calagg.store.users import LASTS, has_users, sign_out, signed_in

P = ParamSpec("P")
View = Callable[P, str | WerkzeugResponse]
COOKIE = "calagg-login"
SIGN_IN = "/logga-in"


class Access:
    """Who has signed in, for one application."""

    def __init__(self, store: Store, config: Config, now: Callable[[], datetime]) -> None:
        self._store, self._now = store, now
        self._by_provider = bool(config.oidc.issuer)
        self._secure = config.web.address.startswith("https:")
        self.cookie = f"__Host-{COOKIE}" if self._secure else COOKIE

    def user(self) -> User | None:
        """Who asks, None for one who has not signed in; looked up once a request."""
        if "signed_in" not in g:
            token = request.cookies.get(self.cookie, "")
            g.signed_in = None
            if token:
                with self._store.read() as session:
                    g.signed_in = signed_in(session, token, at=self._now())
        found: User | None = g.signed_in
        return found

    def needs(self, role: Role) -> Callable[[View[P]], View[P]]:
        """Leads who has not signed in to the page for that, and refuses who may not (403)."""

        def guarded(view: View[P]) -> View[P]:
            @wraps(view)
            def guard(*args: P.args, **kwargs: P.kwargs) -> str | WerkzeugResponse:
                user = self.user()
                if user is None:
                    return self.to_sign_in()
                if not user.role.covers(role):
                    abort(403)
                return view(*args, **kwargs)

            return guard

        return guarded

    def needs_administrator(self, view: View[P]) -> View[P]:
        """As `needs(Role.ADMINISTRATOR)`, once anybody can sign in at all; before that the page is open."""
        closed = self.needs(Role.ADMINISTRATOR)(view)

        @wraps(view)
        def guard(*args: P.args, **kwargs: P.kwargs) -> str | WerkzeugResponse:
            with self._store.read() as session:
                closes = self._by_provider or has_users(session)
            return closed(*args, **kwargs) if closes else view(*args, **kwargs)

        return guard

    def to_sign_in(self) -> WerkzeugResponse:
        """To the page for signing in and from there back here; a post is not repeated."""
        back = request.full_path.rstrip("?") if request.method == "GET" else ""
        return redirect(f"{SIGN_IN}?till={quote(back, safe='/')}" if back else SIGN_IN, 303)

    def keep(self, response: WerkzeugResponse, token: str) -> None:
        """Gives the browser the token of a new login."""
        response.set_cookie(
            self.cookie, token, max_age=LASTS, secure=self._secure, httponly=True, samesite="Lax", path="/"
        )

    def leave(self, response: WerkzeugResponse) -> None:
        """Ends the login of this browser, in the store as well."""
        token = request.cookies.get(self.cookie, "")
        if token:
            with self._store.write() as session:
                sign_out(session, token)
        response.delete_cookie(self.cookie, secure=self._secure, httponly=True, samesite="Lax", path="/")

    def keep_private(self, response: Response) -> Response:
        """The answer, kept from every cache where it was made for one who has signed in."""
        if g.get("signed_in") is not None:
            response.headers["Cache-Control"] = "no-store"
        return response

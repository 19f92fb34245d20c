""" "/prenumeration" -> the hidden field by which a form proves that it came from this site's own page.

A page of another site can make its reader's browser post to this one (CSRF). So the browser keeps a random key in a
cookie, each form holds an HMAC of the path that it posts to by that key, and a post must bring both: another site can
read neither the cookie (HttpOnly) nor the page (same-origin policy), and SameSite=Lax keeps the cookie out of its
posts.

The HMAC is also of a number that is new each time, so that no proof stands twice in what is sent compressed (BREACH).

Nothing is kept here: there is no login that a session could stand for, and any process takes the forms of any other,
also after a restart. Under https the cookie's name begins with __Host-, so that no neighbouring subdomain can plant
one. The cookie is gone when the browser is closed and says nothing of who has it.
Source: OWASP, Cross-Site Request Forgery Prevention (double submit); RFC 6265bis, 4.1.3.2.
"""

import hashlib
import hmac
import re
import secrets

from flask import Response, g, request

from calagg.config import Config

FIELD = "formular"
COOKIE = "calagg-form"
SALT_BYTES = 16
STALE = "Formuläret hade blivit för gammalt och inget har ändrats. Tryck på knappen en gång till."
_KEY = re.compile(r"[A-Za-z0-9_-]{43}")


class FormGuard:
    """Makes and checks the proofs of one application's forms."""

    def __init__(self, config: Config) -> None:
        self._secure = config.web.address.startswith("https:")
        self.cookie = f"__Host-{COOKIE}" if self._secure else COOKIE

    def proof(self, path: str) -> str:
        """The value of FIELD in a form that posts to `path`; the answer to this request will hold the cookie."""
        key = self._known_key() or g.get("form_key") or secrets.token_urlsafe(32)
        g.form_key = key
        salt = secrets.token_hex(SALT_BYTES)
        return salt + _sign(key, salt, path)

    def is_own_form(self) -> bool:
        """Whether what is posted came from a page of this site, in this browser."""
        key = self._known_key()
        given = request.form.get(FIELD, "")
        salt = given[: 2 * SALT_BYTES]
        return bool(key) and hmac.compare_digest((salt + _sign(key, salt, request.path)).encode(), given.encode())

    def keep_key(self, response: Response) -> Response:
        """The answer with the cookie, and kept from shared caches, where its page holds a form."""
        key = g.get("form_key")
        if key is None:
            return response
        response.headers.setdefault("Cache-Control", "private, no-cache")
        response.vary.add("Cookie")
        if key != self._known_key():
            response.set_cookie(self.cookie, key, secure=self._secure, httponly=True, samesite="Lax")
        return response

    def _known_key(self) -> str:
        """The key that the browser has; empty where it has none."""
        key = request.cookies.get(self.cookie, "")
        return key if _KEY.fullmatch(key) else ""


def _sign(key: str, salt: str, path: str) -> str:
    return hmac.new(key.encode(), f"{salt}{path}".encode(), hashlib.sha256).hexdigest()

"""`with provider() as there:` -> a small OpenID provider on loopback, whose tokens a test may make wrong.

It knows one person, who is always signed in there. It checks the secret, the redirect address and PKCE, and takes each
code once; what it is told to put in its ID tokens it signs, whatever it is.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from authlib.oauth2.rfc7636 import create_s256_code_challenge
from flask import Flask, Response, jsonify, redirect, request
from joserfc import jwt
from joserfc.jwk import KeySet, OctKey, RSAKey
from waitress.server import create_server
from werkzeug.wrappers import Response as WerkzeugResponse

from tests.cli.test_bad_input import free_port
from tests.web.conftest import NOW

CLIENT, SECRET = "calagg", "hemligt+som~bara%20de.vet"
KEY = RSAKey.generate_key(2048, {"kid": "a", "use": "sig", "alg": "RS256"})
OTHER_KEY = RSAKey.generate_key(2048, {"kid": "a", "use": "sig", "alg": "RS256"})


@dataclass
class There:
    """The provider: its issuer, what it says of its person, and what a test makes wrong in its tokens."""

    issuer: str
    claims: dict[str, Any] = field(
        default_factory=lambda: {"sub": "a1", "preferred_username": "Anna.Berg@norrvik.example", "roles": ["reviewer"]}
    )
    wrong: dict[str, Any] = field(default_factory=dict)
    published: dict[str, Any] = field(default_factory=dict)
    key: RSAKey = field(default_factory=lambda: KEY)
    keys: list[RSAKey] = field(default_factory=lambda: [KEY])
    alg: str = "RS256"
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def metadata(self) -> dict[str, Any]:
        pages = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
        return {
            "issuer": self.issuer,
            **{name: f"{self.issuer}/{path}" for name, path in pages.items()},
            "id_token_signing_alg_values_supported": ["RS256", "none", "HS256"],
            **self.published,
        }

    def id_token(self, nonce: str) -> str:
        at = int(NOW.timestamp())
        told = {
            "iss": self.issuer,
            "aud": CLIENT,
            "iat": at,
            "exp": at + 300,
            "nonce": nonce,
            **self.claims,
            **self.wrong,
        }
        told = {name: value for name, value in told.items() if value is not None}
        header = {"alg": self.alg, "kid": self.key.kid}
        if self.alg == "HS256":  # the confusion: the public key as a shared secret
            return jwt.encode(header, told, OctKey.import_key(KEY.as_pem(private=False)), algorithms=["HS256"])
        return jwt.encode(header, told, self.key, algorithms=["RS256", "none"])


@contextmanager
def provider() -> Iterator[There]:
    """A running provider."""
    port = free_port()
    there = There(f"http://127.0.0.1:{port}")
    server = create_server(_app(there), host="127.0.0.1", port=port, threads=2)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield there
    finally:
        server.close()
        thread.join(5)


def _app(there: There) -> Flask:
    app = Flask("provider")

    @app.before_request
    def note() -> None:
        there.asked.append(request.path)

    @app.get("/.well-known/openid-configuration")
    def configuration() -> Response:
        return jsonify(there.metadata())

    @app.get("/keys")
    def keys() -> Response:
        return jsonify(KeySet(list(there.keys)).as_dict(private=False))

    @app.get("/authorize")
    def authorize() -> WerkzeugResponse:
        asked = request.args
        assert (asked["response_type"], asked["client_id"], asked["code_challenge_method"]) == ("code", CLIENT, "S256")
        assert "openid" in asked["scope"].split()
        code = f"code-{len(there.codes)}"
        there.codes[code] = dict(asked)
        answer = {"code": code, "state": asked["state"], "iss": there.issuer}
        return redirect(f"{asked['redirect_uri']}?{urlencode(answer)}")

    @app.post("/token")
    def token() -> tuple[Response, int]:
        asked = there.codes.pop(request.form["code"], None)
        who = request.authorization
        posted = request.form.get("client_id"), request.form.get("client_secret")
        right = (
            asked is not None
            and ((who.username, who.password) if who else posted) == (CLIENT, SECRET)
            and request.form["redirect_uri"] == asked["redirect_uri"]
            and create_s256_code_challenge(request.form["code_verifier"]) == asked["code_challenge"]
        )
        if not right or asked is None:
            return jsonify(error="invalid_grant"), 400
        return jsonify(access_token="x", token_type="Bearer", id_token=there.id_token(asked["nonce"])), 200

    return app

"""`Provider(oidc, "https://kalender.example.se/logga-in/svar")` -> where to sign in, and who has done so there.

The authorization code flow of OpenID Connect with PKCE. What the provider's pages are is read from its discovery
document, whose issuer must be the configured one. Of the ID token its signature, algorithm, issuer, audience, nonce and
times are checked; nothing that it says of itself (`alg`, `jwk`, `nonce_supported`) changes how.
Source: OpenID Connect Core 1.0, 3.1.3.7; RFC 7636 (PKCE); RFC 9207 (iss); RFC 9700, 2.1 and 4.
"""

import secrets
import time
from dataclasses import dataclass
from datetime import datetime
from importlib.util import find_spec
from threading import Lock
from typing import Any
from urllib.parse import urlsplit

from calagg.config import Oidc
from calagg.errors import ConfigError
from calagg.model.user import Role

SCOPE = "openid profile email"
SIGNED_BY = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
PAGES = ("authorization_endpoint", "token_endpoint", "jwks_uri")
KEPT_SECONDS = 3600  # what the provider has published of itself
SECONDS, LEEWAY_SECONDS = 10, 60
LOOPBACK = ("127.0.0.1", "::1", "localhost")


class ProviderError(Exception):
    """The provider does not answer as it should, or what it says is not to be believed. The text is for the log."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """What one browser keeps while its reader signs in elsewhere; all three are secret and used once."""

    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True)
class Person:
    """Who has signed in at the provider. `role` is None for one who has none here; `names` are the best ones first."""

    subject: str
    names: tuple[str, ...]
    role: Role | None


def new_attempt() -> Attempt:
    """Three times 256 random bits."""
    return Attempt(secrets.token_urlsafe(32), secrets.token_urlsafe(32), secrets.token_urlsafe(32))


class Provider:
    """The provider of `[oidc]`, asked when somebody signs in and not before."""

    def __init__(self, oidc: Oidc, redirect_uri: str) -> None:
        """Raises ConfigError where the library is not installed."""
        if find_spec("authlib") is None or find_spec("requests") is None:
            remedy = 'pip install "calagg[oidc]", or empty it'
            raise ConfigError(f"[oidc] issuer {oidc.issuer!r} can't be asked, since Authlib is not installed; {remedy}")
        self._oidc, self._redirect_uri = oidc, redirect_uri
        self._lock = Lock()
        self._published: dict[str, Any] = {}
        self._keys: dict[str, Any] = {}
        self._read_at = -float(KEPT_SECONDS)

    def sign_in_address(self, attempt: Attempt) -> str:
        """The address at the provider that begins the attempt. Raises ProviderError."""
        published, _ = self._asked()
        with self._session() as session:
            address, _ = session.create_authorization_url(
                published["authorization_endpoint"],
                state=attempt.state,
                nonce=attempt.nonce,
                code_verifier=attempt.verifier,
            )
        return str(address)

    def person(self, attempt: Attempt, code: str, *, at: datetime) -> Person:
        """Who the code stands for; it is used up by that. Raises ProviderError."""
        from authlib.integrations.base_client import OAuthError  # noqa: PLC0415 - an extra: only who signs in so needs it
        from requests import RequestException  # noqa: PLC0415 - as above

        published, _ = self._asked()
        methods = published.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        # Authlib does not encode a secret as RFC 6749, 2.3.1, wants it in a header; in a body there is only one way
        by = "client_secret_post" if "client_secret_post" in methods else "client_secret_basic"
        try:
            with self._session(token_endpoint_auth_method=by) as session:
                token = session.fetch_token(
                    published["token_endpoint"],
                    grant_type="authorization_code",
                    code=code,
                    code_verifier=attempt.verifier,
                    allow_redirects=False,
                )
        except (OAuthError, RequestException, ValueError) as error:
            raise ProviderError(f"the code was not taken ({type(error).__name__}: {error})") from error
        return self._person(self._claims(token, attempt, at))

    def is_issuer(self, named: str | None) -> bool:
        """Whether an answer that names its issuer, as RFC 9207 has it, comes from this one; not all of them do."""
        return named is None or named == self._oidc.issuer

    def _claims(self, token: dict[str, Any], attempt: Attempt, at: datetime) -> dict[str, Any]:
        """The claims of the ID token, all checks passed. Raises ProviderError."""
        from authlib.oidc.core import CodeIDToken  # noqa: PLC0415 - as above
        from joserfc.errors import JoseError  # noqa: PLC0415 - as above

        given = token.get("id_token")
        if not isinstance(given, str):
            raise ProviderError("the provider gave no ID token")
        try:
            header, claims = self._verified(given)
            checked = CodeIDToken(
                claims,
                header,
                {
                    "iss": {"essential": True, "value": self._oidc.issuer},
                    "aud": {"essential": True, "value": self._oidc.client_id},
                },
                {
                    "nonce": attempt.nonce,
                    "client_id": self._oidc.client_id,
                    "access_token": token.get("access_token"),
                },
            )
            checked.validate(now=int(at.timestamp()), leeway=LEEWAY_SECONDS)
        except (JoseError, ValueError, TypeError, KeyError) as error:
            raise ProviderError(f"the ID token is refused ({type(error).__name__}: {error})") from error
        return dict(checked)

    def _verified(self, given: str) -> tuple[dict[str, Any], dict[str, Any]]:
        """Header and claims of the ID token, its signature checked by the provider's keys, read anew for a new one."""
        from joserfc import jwt  # noqa: PLC0415 - as above
        from joserfc.errors import InvalidKeyIdError  # noqa: PLC0415 - as above
        from joserfc.jwk import KeySet  # noqa: PLC0415 - as above
        from joserfc.jws import JWSRegistry  # noqa: PLC0415 - as above

        registry = JWSRegistry(algorithms=SIGNED_BY, strict_check_header=False)
        try:
            token = jwt.decode(given, KeySet.import_key_set(self._asked()[1]), registry=registry)  # type: ignore[arg-type]
        except InvalidKeyIdError:
            token = jwt.decode(given, KeySet.import_key_set(self._asked(anew=True)[1]), registry=registry)  # type: ignore[arg-type]
        return token.header, token.claims

    def _person(self, claims: dict[str, Any]) -> Person:
        subject = claims["sub"]
        if not isinstance(subject, str) or not 0 < len(subject) <= 255:
            raise ProviderError("the ID token has no usable subject")
        names = (claims.get(name) for name in ("preferred_username", "email", "name"))
        return Person(subject, tuple(n for n in names if isinstance(n, str)), self._role(claims))

    def _role(self, claims: dict[str, Any]) -> Role | None:
        told = claims.get(self._oidc.role_claim)
        held = {one for one in (told if isinstance(told, list) else [told]) if isinstance(one, str)}
        if held & set(self._oidc.administrators):
            return Role.ADMINISTRATOR
        return Role.REVIEWER if held & set(self._oidc.reviewers) else None

    def _asked(self, *, anew: bool = False) -> tuple[dict[str, Any], dict[str, Any]]:
        """What the provider publishes of itself, and its keys: of the last hour unless `anew`. Raises ProviderError."""
        with self._lock:
            if anew or time.monotonic() - self._read_at >= KEPT_SECONDS:
                published = self._fetched(f"{self._oidc.issuer.rstrip('/')}/.well-known/openid-configuration")
                if published.get("issuer") != self._oidc.issuer:
                    raise ProviderError(f"the provider calls itself {published.get('issuer')!r}")
                if unsafe := [page for page in PAGES if not is_safe(published.get(page))]:
                    raise ProviderError(f"the provider's {unsafe[0]} is no https address")
                self._keys = self._fetched(published["jwks_uri"])
                self._published, self._read_at = published, time.monotonic()
            return self._published, self._keys

    def _fetched(self, address: str) -> dict[str, Any]:
        from requests import RequestException  # noqa: PLC0415 - as above

        try:
            with self._session() as session:
                answer = session.request("GET", address, withhold_token=True, allow_redirects=False)
                answer.raise_for_status()
                told = answer.json()
        except (RequestException, ValueError) as error:
            raise ProviderError(f"{address} does not answer as it should ({error})") from error
        if not isinstance(told, dict):
            raise ProviderError(f"{address} does not answer with an object")
        return told

    def _session(self, **more: str) -> Any:
        from authlib.integrations.requests_client import OAuth2Session  # noqa: PLC0415 - as above

        return OAuth2Session(
            self._oidc.client_id,
            self._oidc.client_secret,
            scope=SCOPE,
            redirect_uri=self._redirect_uri,
            code_challenge_method="S256",
            default_timeout=SECONDS,
            **more,
        )


def is_safe(address: object) -> bool:
    """Whether the address is https, or http on this machine alone."""
    parts = urlsplit(address) if isinstance(address, str) else urlsplit("")
    return bool(parts.hostname) and (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK))

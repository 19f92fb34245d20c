"""Signing in by an OpenID provider: one that runs beside the test, and all that is refused; on both databases."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit
from urllib.request import HTTPRedirectHandler, build_opener

import pytest
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser
from werkzeug.test import TestResponse

from calagg.config import About, Config, Oidc
from calagg.errors import ConfigError
from calagg.model.user import Role
from calagg.store import Store
from calagg.store.users import add_user, disable_user, list_users, sign_in
from calagg.web.app import create_app
from tests.web.conftest import NOW
from tests.web.minutes import each, words
from tests.web.openid import CLIENT, OTHER_KEY, SECRET, There, provider
from tests.web.signing_in import PASSWORD

START, ANSWER = "/logga-in/oidc", "/logga-in/svar"
NAME = "anna.berg@norrvik.example"
FAILED = "Inloggningen med kommunens konto gick inte igenom. Försök igen."


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


@pytest.fixture(scope="module")
def running() -> Iterator[There]:
    with provider() as made:
        yield made


@pytest.fixture
def there(running: There) -> There:
    """The provider, with nothing wrong yet."""
    vars(running).update(vars(There(running.issuer)))
    return running


@pytest.fixture
def oidc(there: There, mailing: Config) -> Config:
    return replace(
        mailing,
        oidc=Oidc(issuer=there.issuer, client_id=CLIENT, client_secret=SECRET, name="kommunens konto"),
        about=About(contact="kalender@norrvik.example"),
    )


@pytest.fixture
def anna(store: Store, oidc: Config) -> FlaskClient:
    """The browser of one who can sign in at the provider."""
    return create_app(store, oidc, now=lambda: NOW).test_client()


def follow(address: str) -> str:
    """Where the provider sends a browser that comes to that address."""
    try:
        build_opener(_NoRedirect).open(address)
    except OSError as error:
        headers: Any = getattr(error, "headers", {})
        return str(headers["Location"])
    raise AssertionError("the provider leads nowhere")


def answer_of(client: FlaskClient, start: str = START) -> str:
    """The path by which the provider sends the browser back, after it has begun here."""
    back = urlsplit(follow(client.get(start).headers["Location"]))
    return f"{back.path}?{back.query}"


def sign_in_there(client: FlaskClient, start: str = START) -> TestResponse:
    return client.get(answer_of(client, start))


def staff(client: FlaskClient) -> str:
    bar = LexborHTMLParser(client.get("/").text).css_first(".staff")
    return words(bar) if bar else ""


def users(store: Store) -> list[tuple[str, str]]:
    with store.read() as session:
        return [(user.name, user.role.value) for user in list_users(session)]


def refused(answer: TestResponse) -> tuple[int, list[str]]:
    return answer.status_code, each(LexborHTMLParser(answer.text), "[role=alert]")


def test_a_person_signs_in_is_known_again_and_has_no_password(anna: FlaskClient, store: Store, there: There) -> None:
    page = LexborHTMLParser(anna.get("/logga-in?till=/granska").text)
    button = page.css_first(".login-elsewhere a")
    assert (words(button), button and button.attributes["href"]) == (
        "Logga in med kommunens konto",
        f"{START}?till=/granska",
    )
    answer = sign_in_there(anna, f"{START}?till=/granska")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/granska")
    assert anna.get("/granska").status_code == 200
    assert "Inloggad som anna.berg@norrvik.example" in staff(anna)
    assert users(store) == [(NAME, "reviewer")]
    there.claims |= {"preferred_username": "anna.lund@norrvik.example", "roles": ["administrator"]}
    sign_in_there(anna)
    assert users(store) == [(NAME, "administrator")]
    with store.write() as session:
        assert sign_in(session, NAME, "", at=NOW) is None
        assert sign_in(session, NAME, PASSWORD, at=NOW) is None


@pytest.mark.parametrize("methods", [["client_secret_post", "client_secret_basic"], ["client_secret_basic"], None])
def test_the_secret_is_told_as_the_provider_wants_it(anna: FlaskClient, there: There, methods: object) -> None:
    there.published["token_endpoint_auth_methods_supported"] = methods
    assert sign_in_there(anna).status_code == 303


def test_what_the_provider_is_asked(anna: FlaskClient) -> None:
    asked = parse_qs(urlsplit(anna.get(START, headers={"Host": "evil.example"}).headers["Location"]).query)
    assert asked["redirect_uri"] == [f"http://localhost{ANSWER}"]
    assert (asked["code_challenge_method"], asked["scope"]) == (["S256"], ["openid profile email"])
    again = parse_qs(urlsplit(anna.get(START).headers["Location"]).query)
    for secret in ("state", "nonce", "code_challenge"):
        assert len(asked[secret][0]) == 43
        assert asked[secret] != again[secret]


@pytest.mark.parametrize(
    "wrong",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"nonce": None, "nonce_supported": False},
        {"exp": int(NOW.timestamp()) - 61},
        {"exp": None},
        {"iat": int(NOW.timestamp()) + 3600},
        {"aud": "another"},
        {"aud": ["another"], "azp": CLIENT},
        {"aud": [CLIENT, "another"]},
        {"aud": [CLIENT, "another"], "azp": "another"},
        {"aud": None},
        {"iss": "https://login.example.se"},
        {"iss": None},
        {"sub": None},
        {"sub": ""},
        {"sub": "a" * 256},
        {"sub": 1},
        {"at_hash": "AAAA"},
    ],
    ids=lambda wrong: str(wrong)[:40],
)
def test_an_id_token_that_is_not_for_this_login(
    anna: FlaskClient, store: Store, there: There, wrong: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    there.wrong = wrong
    assert refused(sign_in_there(anna)) == (400, [FAILED])
    assert (staff(anna), users(store)) == ("", [])
    assert "eyJ" not in caplog.text
    there.wrong = {}
    assert sign_in_there(anna).status_code == 303


@pytest.mark.parametrize("alg", ["none", "HS256"])
def test_an_id_token_that_nobody_has_signed(anna: FlaskClient, store: Store, there: There, alg: str) -> None:
    there.alg = alg
    assert refused(sign_in_there(anna)) == (400, [FAILED])
    assert users(store) == []


def test_an_id_token_signed_by_another(anna: FlaskClient, store: Store, there: There) -> None:
    there.key = OTHER_KEY
    assert refused(sign_in_there(anna)) == (400, [FAILED])
    assert users(store) == []


def test_a_new_key_of_the_provider_is_fetched(anna: FlaskClient, there: There) -> None:
    assert sign_in_there(anna).status_code == 303
    fresh = type(OTHER_KEY).generate_key(2048, {"kid": "b", "use": "sig", "alg": "RS256"})
    there.key, there.keys = fresh, [fresh]
    assert sign_in_there(anna).status_code == 303
    assert there.asked.count("/keys") == 2


def test_an_answer_that_this_browser_did_not_ask_for(anna: FlaskClient, store: Store, oidc: Config) -> None:
    path = answer_of(anna)
    stranger = anna.application.test_client()
    assert refused(stranger.get(path)) == (400, [FAILED])
    stranger.get(START)
    assert refused(stranger.get(path)) == (400, [FAILED])
    assert refused(anna.get(f"{ANSWER}?code=x&state=y")) == (400, [FAILED])
    assert refused(anna.get(path)) == (400, [FAILED])  # the attempt is over
    for planted in ("x", "W10=", "WzEsMiwzLDRd", "a" * 3900):
        stranger.set_cookie("calagg-oidc", planted)
        assert refused(stranger.get(f"{ANSWER}?code=x&state=")) == (400, [FAILED])
    assert users(store) == []


def test_a_code_is_of_use_once(anna: FlaskClient, store: Store, there: There) -> None:
    path = answer_of(anna)
    attempt = anna.get_cookie("calagg-oidc")
    assert attempt is not None
    assert anna.get(path).status_code == 303
    thief = anna.application.test_client()
    thief.set_cookie("calagg-oidc", attempt.value)
    assert refused(thief.get(path)) == (400, [FAILED])
    assert staff(thief) == ""


def test_an_answer_in_the_name_of_another_issuer(anna: FlaskClient, there: There) -> None:
    path = answer_of(anna).replace("iss=http", "iss=https")
    assert refused(anna.get(path)) == (400, [FAILED])
    assert there.asked.count("/token") == 0


def test_who_says_no_there(anna: FlaskClient) -> None:
    state = parse_qs(urlsplit(anna.get(START).headers["Location"]).query)["state"][0]
    assert refused(anna.get(f"{ANSWER}?error=access_denied&state={state}")) == (400, [FAILED])


@pytest.mark.parametrize("roles", [None, [], ["guest"], "guest", [["reviewer"]], {"reviewer": True}, 1])
def test_who_has_no_role_is_told_whom_to_ask(anna: FlaskClient, store: Store, there: There, roles: object) -> None:
    there.claims["roles"] = roles
    answer = sign_in_there(anna)
    assert answer.status_code == 403
    assert words(LexborHTMLParser(answer.text).css_first(".ingress")) == (
        "Du är inloggad med kommunens konto, men har ingen roll i kalendern. Be kalender@norrvik.example om behörighet."
    )
    assert users(store) == []


def test_who_loses_the_role_is_signed_out(anna: FlaskClient, store: Store, there: There) -> None:
    sign_in_there(anna)
    there.claims["roles"] = []
    assert sign_in_there(anna).status_code == 403
    assert (staff(anna), users(store)) == ("", [(NAME, "reviewer")])


def test_who_is_disabled_stays_out(anna: FlaskClient, store: Store) -> None:
    sign_in_there(anna)
    with store.write() as session:
        disable_user(session, NAME, at=NOW)
    assert staff(anna) == ""
    answer = sign_in_there(anna)
    assert answer.status_code == 403
    assert "Ditt konto är avstängt här." in answer.text
    assert staff(anna) == ""


def test_a_name_never_makes_one_the_user_who_has_it_here(anna: FlaskClient, store: Store, there: There) -> None:
    with store.write() as session:
        add_user(session, NAME, PASSWORD, Role.ADMINISTRATOR, at=NOW)
    sign_in_there(anna)
    assert users(store) == [(NAME, "administrator"), (f"{NAME}-2", "reviewer")]
    there.claims = {"sub": "b2", "preferred_username": "<b>", "name": "Bo Ek", "roles": ["reviewer"]}
    sign_in_there(anna)
    assert len(users(store)) == 3
    assert [name for name, _ in users(store) if name.startswith("oidc-")] != []


@pytest.mark.parametrize(
    "published",
    [
        {"issuer": "https://login.example.se"},
        {"token_endpoint": "http://login.example.se/token"},
        {"jwks_uri": "file:///etc/passwd"},
        {"authorization_endpoint": None},
    ],
    ids=str,
)
def test_a_provider_that_is_another_than_the_configured(
    anna: FlaskClient, there: There, published: dict[str, Any]
) -> None:
    there.published = published
    answer = anna.get(START)
    assert answer.status_code == 503
    assert "Det går inte att logga in med kommunens konto just nu." in answer.text


def test_a_provider_that_does_not_answer_keeps_nobody_from_the_page(store: Store, oidc: Config, there: There) -> None:
    dead = replace(oidc, oidc=replace(oidc.oidc, issuer="http://127.0.0.1:9"))
    client = create_app(store, dead, now=lambda: NOW).test_client()
    assert client.get(START).status_code == 503
    assert client.get("/logga-in").status_code == 200
    assert there.asked == []


def test_afterwards_one_is_on_this_site(anna: FlaskClient) -> None:
    for elsewhere in ("//example.org", "https://example.org/", "/\\example.org"):
        assert sign_in_there(anna, f"{START}?till={elsewhere}").headers["Location"] == "/"


def test_the_operations_are_closed_before_the_first_administrator_has_come(
    anna: FlaskClient, browser: FlaskClient
) -> None:
    assert browser.get("/drift").status_code == 200
    assert anna.get("/drift").headers["Location"] == "/logga-in?till=/drift"
    assert browser.get(START).status_code == 404
    assert LexborHTMLParser(browser.get("/logga-in").text).css_first(".login-elsewhere") is None


def test_without_authlib(store: Store, oidc: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "authlib", None)  # as Python marks what can't be imported
    with pytest.raises(ConfigError) as refused:
        create_app(store, oidc)
    assert str(refused.value) == (
        f"[oidc] issuer '{oidc.oidc.issuer}' can't be asked, since Authlib is not installed; "
        'pip install "calagg[oidc]", or empty it'
    )


def test_answers_are_slowed_down(anna: FlaskClient) -> None:
    codes = [anna.get(f"{ANSWER}?code=x&state=y").status_code for _ in range(21)]
    assert codes == [400] * 20 + [429]

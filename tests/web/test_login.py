"""Signing in and out: who gets where, what is told, and what another site can't bring about."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser

from calagg.config import Config
from calagg.model.user import Role
from calagg.store import Store
from calagg.web.app import create_app
from calagg.web.login import own_path
from tests.web.conftest import NOW, Clock
from tests.web.minutes import each, words
from tests.web.signing_in import PASSWORD, sign_in
from tests.web.subscribing import send

COOKIE = "__Host-calagg-login"


def staff_of(client: FlaskClient) -> str:
    page = LexborHTMLParser(client.get("/").text)
    return words(page.css_first(".staff")) if page.css_first(".staff") else ""


def test_signing_in_and_out(client: FlaskClient, opened: Store) -> None:
    answer = sign_in(client, opened, role=Role.ADMINISTRATOR)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert staff_of(client) == "Granska Rapporter Ladda upp Drift Inloggad som karin Logga ut"
    answer = send(client, "/", to="/logga-ut")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert staff_of(client) == ""


def test_the_cookie_is_kept_from_scripts_and_other_sites(client: FlaskClient, opened: Store) -> None:
    [cookie] = [c for c in sign_in(client, opened).headers.getlist("Set-Cookie") if c.startswith(COOKIE)]
    told = {part.strip().partition("=")[0] for part in cookie.split(";")[1:]}
    assert {"Secure", "HttpOnly", "SameSite", "Path", "Max-Age"} <= told
    assert "Domain" not in told
    assert "SameSite=Lax" in cookie


def test_a_login_that_was_planted_before_is_not_the_one_after(client: FlaskClient, opened: Store) -> None:
    client.set_cookie(COOKIE, "planted", domain="localhost", secure=True)
    sign_in(client, opened)
    cookie = client.get_cookie(COOKIE)
    assert cookie is not None
    assert cookie.value != "planted"


def test_the_token_is_of_no_use_after_signing_out(client: FlaskClient, opened: Store) -> None:
    sign_in(client, opened)
    cookie = client.get_cookie(COOKIE)
    assert cookie is not None
    send(client, "/", to="/logga-ut")
    client.set_cookie(COOKIE, cookie.value, secure=True)
    assert staff_of(client) == ""


@pytest.mark.parametrize(("name", "password"), [("karin", "fel lösenord helt"), ("okänd", PASSWORD), ("", "")])
def test_wrong_names_and_wrong_passwords_are_told_alike(
    client: FlaskClient, opened: Store, name: str, password: str
) -> None:
    sign_in(client, opened)
    send(client, "/", to="/logga-ut")
    answer = send(client, "/logga-in", typed={"namn": name, "losenord": password})
    assert answer.status_code == 401
    page = LexborHTMLParser(answer.text)
    assert each(page, ".note-error") == ["Namnet eller lösenordet stämmer inte."]
    assert password not in answer.text or not password
    assert staff_of(client) == ""


def test_guessing_is_slowed_down_by_name_wherever_it_comes_from(opened: Store, config: Config, clock: Clock) -> None:
    app = create_app(opened, config, now=clock)
    answers = []
    for number in range(12):
        guesser = app.test_client()
        guesser.environ_base["REMOTE_ADDR"] = f"192.0.2.{number}"
        answers.append(send(guesser, "/logga-in", typed={"namn": "karin", "losenord": f"gissning {number}"}))
    assert [a.status_code for a in answers] == [401] * 10 + [429] * 2
    assert "För många försök. Vänta" in answers[-1].text
    assert int(answers[-1].headers["Retry-After"]) > 0
    clock.at += timedelta(minutes=11)
    assert send(app.test_client(), "/logga-in", typed={"namn": "karin", "losenord": "x"}).status_code == 401


@pytest.mark.parametrize(
    ("path", "own"),
    [
        ("/drift", "/drift"),
        ("/?q=a%20b", "/?q=a%20b"),
        ("//example.org", ""),
        ("/\\example.org", ""),
        ("/a\\b", ""),
        ("https://example.org/", ""),
        ("javascript:alert(1)", ""),
        ("/a\nSet-Cookie: b", ""),
        ("drift", ""),
        ("", ""),
    ],
)
def test_where_one_may_be_sent_afterwards(path: str, own: str) -> None:
    assert own_path(path) == own


def test_after_signing_in_one_is_where_one_wanted_to_go(client: FlaskClient, opened: Store) -> None:
    sign_in(client, opened, role=Role.ADMINISTRATOR)
    send(client, "/", to="/logga-ut")
    sent = client.get("/drift")
    assert (sent.status_code, sent.headers["Location"]) == (303, "/logga-in?till=/drift")
    answer = send(client, "/logga-in?till=/drift", to="/logga-in", typed={"namn": "karin", "losenord": PASSWORD})
    assert answer.headers["Location"] == "/drift"
    for elsewhere in ("//example.org/", "https://example.org/"):
        other = client.get(f"/logga-in?till={elsewhere}")
        assert other.headers["Location"] == "/"


def test_the_operations_are_open_until_somebody_can_sign_in(client: FlaskClient, opened: Store) -> None:
    assert client.get("/drift").status_code == 200
    sign_in(client, opened)  # a reviewer
    assert client.get("/drift").status_code == 403
    assert "Du har inte behörighet till sidan" in client.get("/drift").text
    send(client, "/", to="/logga-ut")
    assert client.get("/drift").status_code == 303
    sign_in(client, opened, "maja", Role.ADMINISTRATOR)
    assert client.get("/drift").status_code == 200
    assert client.get("/healthz").status_code != 303  # monitors sign in nowhere
    assert client.get("/metrics").status_code == 200


def test_a_post_that_is_not_this_sites_own_signs_nobody_in_or_out(client: FlaskClient, opened: Store) -> None:
    sign_in(client, opened)
    assert client.post("/logga-ut").status_code == 400
    assert staff_of(client)
    other = client.post("/logga-in", data={"namn": "karin", "losenord": PASSWORD})
    assert other.status_code == 400
    assert COOKIE not in other.headers.get("Set-Cookie", "")


def test_what_is_made_for_one_who_has_signed_in_is_kept_in_no_cache(client: FlaskClient, opened: Store) -> None:
    assert client.get("/").headers["Cache-Control"] == "no-cache"
    sign_in(client, opened)
    assert client.get("/").headers["Cache-Control"] == "no-store"


def test_the_host_that_a_request_names_is_never_repeated(client: FlaskClient, opened: Store) -> None:
    answer = client.get("/drift", headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"})
    assert "evil.example" not in answer.text
    sign_in(client, opened)
    send(client, "/", to="/logga-ut")
    sent = client.get("/drift", headers={"Host": "evil.example"})
    assert "evil.example" not in sent.headers["Location"]


def test_a_login_ends_after_twelve_hours(opened: Store, config: Config, clock: Clock) -> None:
    client = create_app(opened, config, now=clock).test_client()
    sign_in(client, opened)
    assert staff_of(client)
    clock.at = NOW + timedelta(hours=12)
    assert staff_of(client) == ""

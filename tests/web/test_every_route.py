"""What holds for every route of the application, also for one that is added tomorrow: the walk asks the application."""

import io
import logging
import re
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser
from sqlalchemy import text
from werkzeug.routing import Rule

from calagg.config import Config
from calagg.model.user import Role
from calagg.publish import publish_feeds
from calagg.store import Store
from calagg.web.app import create_app
from tests.web.conftest import NOW
from tests.web.routes import READING, USERS, Known, dump, every_address, fill_whole, known_of
from tests.web.signing_in import PASSWORD
from tests.web.subscribing import ONE_CLICK, send

ONE_CLICK_PATH = "/prenumeration/<token>/avsluta"
# by blueprint, who may look: a new one has to be put into one of these
REVIEWING = {"review", "review_steps", "review_merge", "review_split", "review_history", "reports", "upload"}
OPERATING = {"drift"}
OPEN = {
    *("upcoming", "past", "month", "calls", "entries", "documents", "feeds", "feed_pages", "api", "subscribe"),
    *("mail_links", "own_page", "health", "metrics", "login", "report", "assets", "about"),
}
HOSTS = (
    {"Host": "boven.example"},
    {"Host": "kalender.example.se@boven.example"},
    {"Host": "kalender.example.se", "X-Forwarded-Host": "boven.example", "Forwarded": "host=boven.example"},
    {"Host": "boven.example:443", "X-Forwarded-Proto": "https", "X-Original-Host": "boven.example"},
)
WAYS_ON = ("till", "next", "url", "back", "return", "redirect", "post", "efter")
ELSEWHERE = ("//boven.example/", "/\\boven.example/", "https://boven.example/", "/\t/boven.example", "javascript:1")
CLIMBING = (
    *("..", "../../../../etc/passwd", "..%2f..%2f..%2fetc%2fpasswd", "%2e%2e%2f%2e%2e%2fetc%2fpasswd"),
    *(
        "..\\..\\config.toml",
        "/etc/passwd",
        "%00",
        "all.ics%00",
        "....//....//etc/passwd",
        "~root",
        "%c0%ae%c0%ae%c0%af",
    ),
    *("manifest.json", ".all.ics.1.tmp", "file:///etc/passwd", "A" * 3000),
)


@pytest.fixture
def app(opened: Store, config: Config) -> Flask:
    """The application over a store that has something of everything, its calendars published."""
    fill_whole(opened)
    publish_feeds(opened, config, NOW.date())
    return create_app(opened, config, now=lambda: NOW)


@pytest.fixture
def known(app: Flask, opened: Store) -> Known:
    return known_of(opened)


def signed_in(app: Flask, name: str) -> FlaskClient:
    client = app.test_client()
    assert send(client, "/logga-in", typed={"namn": name, "losenord": PASSWORD}).status_code == 303
    return client


@pytest.fixture
def visitors(app: Flask) -> dict[str, FlaskClient]:
    """By role, '' for one who has not signed in."""
    return {"": app.test_client()} | {name: signed_in(app, name) for name in USERS}


def blueprint(rule: Rule) -> str:
    return str(rule.endpoint).partition(".")[0]


def test_every_blueprint_says_who_may_look(app: Flask) -> None:
    assert set(app.blueprints) == REVIEWING | OPERATING | OPEN


def test_every_route_either_reads_or_writes(app: Flask) -> None:
    assert [
        str(r) for r in app.url_map.iter_rules() if (m := set(r.methods or ())) & READING - {"OPTIONS"} and m - READING
    ] == []


def test_reading_answers_and_changes_no_row(
    app: Flask, known: Known, opened: Store, visitors: dict[str, FlaskClient]
) -> None:
    before, statuses = dump(opened), {}
    for who, client in visitors.items():
        for _, path in every_address(app, known):
            for method in ("GET", "HEAD"):
                answer = client.open(path, method=method, headers={"User-Agent": "Microsoft Office/16.0 SafeLinks"})
                statuses[who, path] = answer.status_code
                answer.close()
    assert dump(opened) == before
    assert {path: s for (who, path), s in statuses.items() if who == "astrid" and s not in (200, 302, 303)} == {}
    assert [rows for rows in before.values() if rows] != []


def forged(app: Flask, client: FlaskClient, path: str) -> Iterator[dict[str, object]]:
    """What a page of another site, or one of ours for another form, can send."""
    proofs = LexborHTMLParser(client.get("/logga-in").text).css("[name=formular]")
    other = LexborHTMLParser(app.test_client().get("/logga-in").text).css_first("[name=formular]")
    assert other is not None
    yield {}
    yield {"formular": ""}
    yield {"formular": "0" * 96}
    yield {"formular": str(other.attributes["value"])}  # of another browser
    if path != "/logga-in" and proofs:
        yield {"formular": str(proofs[0].attributes["value"])}  # of another form


def test_writing_needs_the_proof_of_its_own_form(app: Flask, known: Known, opened: Store) -> None:
    client = signed_in(app, "astrid")
    filled: dict[str, object] = {
        "epost": "cilla@example.se", "dagar": "7", "fel": "datum", "ord": "Fel dag.", "beslut": "godkann",
        "urval": "alla", "bedomning": "1", "namn": "karin", "losenord": PASSWORD, "titel": "Annan",
    }  # fmt: skip
    before, written = dump(opened), []
    for rule, path in every_address(app, known, writing=True):
        for sent in forged(app, client, path):
            file = {"filer": (io.BytesIO(b"Den 3 december 2026."), "a.txt")} if blueprint(rule) == "upload" else {}
            answer = client.post(path, data={**filled, **sent, **file})
            assert answer.status_code in (400, 403), (path, sent, answer.status_code)
            written.append(path)
        assert dump(opened) == before, path
    assert len(set(written)) >= 16
    assert client.get("/drift").status_code == 200  # and nobody was signed out
    one_click = next(path for rule, path in every_address(app, known, writing=True) if rule.rule == ONE_CLICK_PATH)
    assert app.test_client().post(one_click, data=ONE_CLICK).status_code == 200
    assert dump(opened) != before


@pytest.mark.parametrize("headers", HOSTS, ids=lambda headers: ",".join(headers.values()))
def test_the_host_that_a_request_names_is_in_no_answer(app: Flask, known: Known, headers: dict[str, str]) -> None:
    client = signed_in(app, "astrid")
    seen = 0
    for path in (*(path for _, path in every_address(app, known)), "/feeds", "/saknas", "/granska/"):
        answer = client.get(path, headers=headers)
        assert "boven.example" not in f"{answer.headers}{answer.text}", path
        seen += 1
    for _, path in every_address(app, known, writing=True):
        answer = client.post(path, headers=headers)
        assert "boven.example" not in f"{answer.headers}{answer.text}", path
    assert seen > 40


def test_nobody_is_sent_away_to_another_site(app: Flask, known: Known, visitors: dict[str, FlaskClient]) -> None:
    for client in visitors.values():
        for rule, path in [*every_address(app, known), *every_address(app, known, writing=True)]:
            for elsewhere in ELSEWHERE:
                sent = dict.fromkeys(WAYS_ON, elsewhere)
                method = client.post if "POST" in (rule.methods or ()) else client.get
                answer = method(path, query_string=sent)
                where = answer.headers.get("Location", "/")
                assert re.fullmatch(r"/(?![/\\]).*", where), (path, where)
                answer.close()


def test_who_may_not_look_is_refused(app: Flask, known: Known, opened: Store, visitors: dict[str, FlaskClient]) -> None:
    before, guarded = dump(opened), 0
    for rule, path in [*every_address(app, known), *every_address(app, known, writing=True)]:
        needed = {
            blueprint(rule): None,
            **dict.fromkeys(REVIEWING, Role.REVIEWER),
            **dict.fromkeys(OPERATING, Role.ADMINISTRATOR),
        }
        role = needed[blueprint(rule)]
        if role is None:
            continue
        guarded += 1
        writes = "POST" in (rule.methods or ())
        answer = visitors[""].post(path) if writes else visitors[""].get(path)
        assert (answer.status_code, answer.headers["Location"][:9]) == (303, "/logga-in"), path
        for name, has in USERS.items():
            status = visitors[name].get(path).status_code if not writes else visitors[name].post(path).status_code
            assert (status == 403) == (not has.covers(role)), (path, name)
    assert guarded >= 13
    assert dump(opened) == before


def test_no_path_leads_out_of_what_is_published(app: Flask, known: Known) -> None:
    client = signed_in(app, "astrid")
    tried = 0
    for rule, path in every_address(app, known):
        for value in known.values(rule).values():
            for climbing in CLIMBING:
                answer = client.get(path.replace(str(value), climbing))
                assert answer.status_code in (200, 301, 303, 308, 400, 404, 410), (path, climbing)
                assert not re.search(r"root:|manifest\"|\[database\]", answer.text), (path, climbing)
                answer.close()
                tried += 1
    assert tried > 150


def changed(secret: str) -> tuple[str, ...]:
    """What one might try who has seen a part of it, or guesses."""
    last = "A" if secret[-1] != "A" else "B"
    return (
        secret[:-1],
        secret[:-1] + last,
        secret.swapcase(),
        secret + "A",
        secret[::-1],
        f"{secret}%00",
        "%25",
        "' OR 1=1--",
    )


def test_a_token_that_is_not_whole_opens_nothing(app: Flask, known: Known, opened: Store) -> None:
    client, before, tried = app.test_client(), dump(opened), 0
    for writing in (False, True):
        for rule, path in every_address(app, known, writing=writing):
            for secret in set(known.secrets) & set(known.values(rule).values()):
                for wrong in changed(secret):
                    address = path.replace(secret, wrong)
                    answer = client.post(address, data=ONE_CLICK) if writing else client.get(address)
                    assert answer.status_code in (400, 404, 410), address
                    tried += 1
    assert tried >= 80
    assert dump(opened) == before


def test_secrets_are_long_and_stand_in_no_table(app: Flask, known: Known, opened: Store) -> None:
    client = signed_in(app, "karin")
    cookie = client.get_cookie("__Host-calagg-login")
    assert cookie is not None
    rows = repr(dump(opened))
    for secret in (*known.secrets, cookie.value):
        assert re.fullmatch(r"[A-Za-z0-9_-]{22,}", secret)  # 128 bits and more
        assert secret not in rows
    assert PASSWORD not in rows
    assert known.subscription in rows  # what could have been there


@pytest.mark.parametrize("trouble", ["none", "database", "bug"])
def test_no_secret_stands_in_the_log(
    app: Flask, known: Known, opened: Store, trouble: str, caplog: pytest.LogCaptureFixture
) -> None:
    client = signed_in(app, "astrid")
    cookie = client.get_cookie("__Host-calagg-login")
    assert cookie is not None
    asked: Callable[..., object] = client.get
    if trouble == "database":
        with opened.write() as session:
            for table in ("entry", "mail", "subscription", "secret_feed"):
                session.execute(text(f"ALTER TABLE {table} RENAME TO {table}_gone"))
    if trouble == "bug":
        app.before_request_funcs.setdefault(None, []).append(lambda: str(1 / 0))
    with caplog.at_level(logging.DEBUG):
        for writing in (False, True):
            for _, path in every_address(app, known, writing=writing):
                asked = client.post if writing else client.get
                asked(path, data={"losenord": PASSWORD, "namn": "karin"})
    for secret in (*known.secrets, cookie.value, PASSWORD):
        assert secret not in caplog.text
    assert ("/prenumeration/…" in caplog.text) == (trouble != "none")

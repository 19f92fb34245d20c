"""What is answered instead of a page, and the headers on everything."""

import logging
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser

from calagg.config import Config
from calagg.store import Store
from calagg.web.app import create_app
from tests.web.minutes import each, words

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; font-src data:; img-src data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)


@pytest.mark.parametrize(
    "address",
    [
        "/nothing",
        "/entries/1",
        "/entries/00000000-0000-0000-0000-000000000000",
        "/documents/x",
        "/documents/00000000-0000-0000-0000-000000000000",
        "/static/missing.html",
        "/%00",
    ],
)
def test_a_missing_page(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    if address.startswith("/static/"):
        assert answer.content_type == "text/plain; charset=utf-8"
        return
    page = LexborHTMLParser(answer.text)
    assert [words(page.css_first(part)) for part in (".code", "h1")] == ["404", "Sidan finns inte"]
    assert each(page, ".leads a") == ["Kommande", "Månad", "Utlysningar", "Kalendrar", "Dokument"]
    assert words(page.css_first("title")) == "Sidan finns inte – calagg"


def test_a_page_takes_nothing(client: FlaskClient) -> None:
    answer = client.post("/", data={"a": "b"})
    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


def test_a_bug_has_a_number_that_is_also_in_the_log(
    opened: Store, config: Config, caplog: pytest.LogCaptureFixture
) -> None:
    app = create_app(opened, config)
    app.add_url_rule("/bug", view_func=lambda: str(1 / 0))
    with caplog.at_level(logging.ERROR):
        answer = app.test_client().get("/bug")
    assert answer.status_code == 500
    shown = words(LexborHTMLParser(answer.text).css_first(".ingress"))
    number = re.fullmatch(r"Något gick fel hos oss\. Felet är noterat med nummer ([0-9a-f]{8})\.", shown)
    assert number is not None
    assert [(r.message, r.exc_info is not None) for r in caplog.records] == [(f"GET /bug: bug {number[1]}", True)]
    assert "ZeroDivisionError" not in answer.text


def test_a_database_that_does_not_answer(client: FlaskClient, opened: Store, tmp_path: Path) -> None:
    opened.close()
    for file in tmp_path.glob("calagg.db*"):
        file.unlink()
    (tmp_path / "calagg.db").write_bytes(b"this is no database, whatever it is called" * 100)
    for address in ("/", "/documents", "/entries/00000000-0000-0000-0000-000000000000"):
        answer = client.get(address)
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
        assert words(LexborHTMLParser(answer.text).css_first("h1")) == "Databasen svarar inte"


@pytest.mark.parametrize("address", ["/", "/documents", "/nothing", "/healthz", "/feeds/all.ics", "/static/calagg.css"])
def test_the_headers_that_keep_a_page_safe(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert answer.headers["Content-Security-Policy"] == POLICY
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert "Set-Cookie" not in answer.headers
    if answer.mimetype == "text/html":
        assert answer.headers["Cache-Control"] == "no-cache"
    answer.close()


def test_pages_hold_no_inline_style_or_script(client: FlaskClient) -> None:
    for address in ("/", "/documents", "/nothing"):
        page = LexborHTMLParser(client.get(address).text)
        assert page.css("[style], style, script:not([src]), [onclick], [onload]") == []

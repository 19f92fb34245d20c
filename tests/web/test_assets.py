"""What every page loads: one style sheet and one script, kept for a year under an address that names its bytes."""

import gzip
import re

from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser

from calagg.config import Config, Web
from calagg.web.assets import FOREVER, STATIC, join_scripts, join_styles
from tests.web.subscribing import send

GZIP = {"Accept-Encoding": "gzip, deflate, br"}


def linked(client: FlaskClient, address: str = "/") -> list[str]:
    """The addresses that the page loads."""
    page = LexborHTMLParser(client.get(address).text)
    nodes = [*page.css("link[rel=stylesheet]"), *page.css("script"), *page.css("link[rel=icon]")]
    return [str(node.attributes.get("href") or node.attributes.get("src")) for node in nodes]


def test_a_page_loads_a_style_sheet_and_a_script(client: FlaskClient) -> None:
    style, script, icon = linked(client)
    assert re.fullmatch(r"/static/calagg\.css\?v=[0-9a-f]{16}", style)
    assert re.fullmatch(r"/static/calagg\.js\?v=[0-9a-f]{16}", script)
    assert icon.startswith("data:image/svg+xml,%3Csvg")


def test_they_are_kept_for_a_year_under_the_address_that_tells_what_is_in_them(client: FlaskClient) -> None:
    style, script, _ = linked(client)
    for address, content_type in ((style, "text/css; charset=utf-8"), (script, "text/javascript; charset=utf-8")):
        answer = client.get(address)
        assert (answer.status_code, answer.content_type) == (200, content_type)
        assert answer.headers["Cache-Control"] == FOREVER
        again = client.get(address, headers={"If-None-Match": answer.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")
        for other in (address.partition("?")[0], address[:-1] + "x"):  # an older page's
            assert client.get(other).headers["Cache-Control"] == "no-cache"
            assert client.get(other).data == answer.data


def test_who_takes_gzip_gets_the_same_smaller(client: FlaskClient) -> None:
    for address in (*linked(client)[:2], "/", "/finns-inte"):
        plain, packed = client.get(address), client.get(address, headers=GZIP)
        assert "Content-Encoding" not in plain.headers
        assert packed.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(packed.data) == plain.data
        assert len(packed.data) < len(plain.data)
        assert plain.headers["Vary"] == packed.headers["Vary"] == "Accept-Encoding"
        assert plain.headers.get("ETag") is None or plain.headers["ETag"] != packed.headers["ETag"]
        assert "Content-Encoding" not in client.get(address, headers={"Accept-Encoding": "gzip;q=0, br"}).headers


def test_calendars_and_what_programs_read_are_never_compressed(client: FlaskClient) -> None:
    for address in ("/feeds/custom.ics", "/feeds/all.atom", "/api/entries", "/healthz", "/metrics"):
        answer = client.get(address, headers=GZIP)
        assert "Content-Encoding" not in answer.headers, address


def test_the_fonts_stand_in_the_style_sheet(client: FlaskClient) -> None:
    style = client.get(linked(client)[0]).text
    assert style.count('src: url("data:font/woff2;base64,') == 2
    assert "url(" not in style.replace('url("data:', "")
    assert (STATIC / "calagg.css").read_text(encoding="utf-8").partition("*/")[0] in style


def test_the_foot_of_a_printed_page_cannot_leave_its_string(config: Config) -> None:
    foot = '@page { @bottom-left { content: "calagg · kalender.example.se"; font: 8pt Arial, sans-serif; } }\n}\n'
    assert join_styles(config).endswith(foot)
    hostile = Config(web=Web(base_url='https://a"}b'))
    assert 'content: "calagg · a\\22 \\7d b";' in join_styles(hostile)


def test_each_script_has_its_own_names_and_runs_where_it_is_needed() -> None:
    script = join_scripts()
    assert script.startswith("\"use strict\";\nif (document.querySelector('body')) {\n")
    assert script.count("\nif (document.querySelector('form[data-upload]')) {\n") == 1


def test_no_proof_of_a_form_stands_twice_in_what_is_sent(client: FlaskClient) -> None:
    """Compression would tell on it: an attacker guesses letter by letter which page became smaller (BREACH)."""
    proofs = [re.findall(r'name="formular" value="([0-9a-f]{96})"', client.get("/logga-in").text) for _ in range(9)]
    parts = {part for (proof,) in proofs for part in (proof[:32], proof[32:])}
    assert len(parts) == 18
    assert send(client, "/logga-in", typed={"namn": "x", "losenord": "y"}).status_code == 401

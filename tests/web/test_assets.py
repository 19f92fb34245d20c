"""What pages load: two files, packed for browsers that take that, kept by them, and as readable as their sources."""

import gzip
import re

import pytest
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser

from calagg.web.assets import FOLDER, script, style_sheet


def address_of(client: FlaskClient, name: str) -> str:
    page = LexborHTMLParser(client.get("/").text)
    found = [str(n.attributes.get("href") or n.attributes.get("src")) for n in page.css("link[href], script[src]")]
    return next(address for address in found if address.startswith(f"/static/{name}"))


@pytest.mark.parametrize("name", ["calagg.css", "calagg.js", "icon.svg"])
def test_a_browser_keeps_a_file_for_as_long_as_its_address(client: FlaskClient, name: str) -> None:
    address = address_of(client, name)
    plain = client.get(address)
    packed = client.get(address, headers={"Accept-Encoding": "br, gzip"})
    assert plain.headers["Cache-Control"] == packed.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert (packed.headers["Content-Encoding"], gzip.decompress(packed.data)) == ("gzip", plain.data)
    assert plain.headers["Vary"] == packed.headers["Vary"] == "Accept-Encoding"
    assert plain.headers["ETag"] != packed.headers["ETag"]
    again = client.get(address, headers={"If-None-Match": plain.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    refused = client.get(address, headers={"Accept-Encoding": "gzip;q=0"})
    assert "Content-Encoding" not in refused.headers
    old = client.get(f"/static/{name}?v=old")
    assert (old.data, old.headers["Cache-Control"]) == (plain.data, "public, max-age=3600")


@pytest.mark.parametrize("path", ["/static/screen.css", "/static/inter-400.woff2", "/static/../app.py", "/static/"])
def test_nothing_else_is_served_from_there(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_style_sheet_loads_nothing_and_holds_the_rules_of_paper() -> None:
    made = style_sheet("https://kalender.example.se")
    assert set(re.findall(r"url\(\"?([^\"):]+:)", made)) == {"data:"}
    assert made.count("url(") == 2
    screen, printed = made.split("@media print {\n", 1)
    assert "size: A4" in printed
    assert "size: A4" not in screen


def test_the_foot_of_a_printed_page_cannot_leave_its_string() -> None:
    rule = '@page {{ @bottom-left {{ content: "calagg · {}"; font: 8pt Arial, sans-serif; }} }}\n'
    assert style_sheet("https://kalender.example.se").endswith(rule.format("kalender.example.se"))
    assert style_sheet('https://a"; } body').endswith(rule.format("a\\22 \\3b \\20 \\7d \\20 body"))


def test_every_script_is_in_the_file_in_a_block_of_its_own() -> None:
    made = script()
    sources = sorted(FOLDER.glob("*.js"))
    assert len(sources) == 2
    for source in sources:
        body = source.read_text(encoding="utf-8").replace('"use strict";\n', "")
        assert f"{{\n{body}}}\n" in made
    assert made.startswith('"use strict";\n')
    assert made.count('"use strict"') == 1

"""Pages as text: what is kept, on which lines, and what is left out."""

import time

import pytest

from calagg.errors import ReadError
from calagg.model import Anchor
from calagg.read import read_bytes
from calagg.read.html import read_html

LAID_OUT = {
    "blocks on lines of their own": (
        "<h1>Utlysning</h1><p>Öppnar\n 3 mars.<p>Stänger 4 maj.",
        "Utlysning\n\nÖppnar 3 mars.\n\nStänger 4 maj.",
    ),
    "inline elements stay in their line": ("<p>Sista <b>dag</b>: <i>3</i> mars</p>", "Sista dag: 3 mars"),
    "no space is made": ("<p>3<sup>e</sup> mars", "3e mars"),
    "line break": ("Tid: 9<br/>Plats: Lindevik", "Tid: 9\nPlats: Lindevik"),
    "list": ("<ul><li>ett<li><p>två</p></li></ul>", "- ett\n- två"),
    "table": (
        "<table><tr><th>Datum<th>Vad<tr><td><p>3 maj</p></td><td></td><td><div>Möte</div></td></table>",
        "Datum | Vad\n3 maj | Möte",
    ),
    "verbatim": ("<pre>3 maj\n  kl 9</pre>", "3 maj\n  kl 9"),
    "entities": ("<p>10&nbsp;000 kr &ndash; &aring;r &shy;&zwnj;2027", "10 000 kr – år 2027"),
    "link": ('<p>Sök <a href="https://example.se/s?a=1">medel</a> nu', "Sök medel (https://example.se/s?a=1) nu"),
    "link that is its address": ('<a href="https://example.se">https://example.se</a>', "https://example.se"),
    "link within the site": ('<a href="/kontakt">Kontakt</a> <a href="mailto:a@example.se">Ada</a>', "Kontakt Ada"),
    "struck out": ("<p>Sista dag <del>3 mars</del> <s>4 mars</s> 5 mars", "Sista dag 5 mars"),
    "scripts and navigation": (
        "<nav>Meny 1/1</nav><script>3/3</script><style>p{}</style><p hidden>4/4</p><p>5/5",
        "5/5",
    ),
    "main": (
        "<body><header>Kommunen</header><main><p>Mötet är 3 mars</main><footer>Öppet 9-12</footer>",
        "Mötet är 3 mars",
    ),
    "page edges without main": (
        "<body><header>Kommunen</header><p>Mötet är 3 mars<footer>Öppet 9-12</footer>",
        "Mötet är 3 mars",
    ),
    "a main that is not where the content is": (
        "<body><p>" + "Mötet är 3 mars. " * 9 + "<main>Hej</main>",
        ("Mötet är 3 mars. " * 9).strip() + "\n\nHej",
    ),
}


@pytest.mark.parametrize(("markup", "text"), LAID_OUT.values(), ids=LAID_OUT)
def test_layout(markup: str, text: str) -> None:
    assert read_html(markup, "a.html").text == text


def test_headings_and_title() -> None:
    parts = read_html(
        '<title>Start - Norrvik</title><h1>2027-03-01</h1><h2><a href="https://example.se/u">Utlysning</a>'
        "</h2><p>x<h3> </h3>",
        "a.html",
    )
    assert parts.anchors == (Anchor(0, "heading", "2027-03-01"), Anchor(12, "heading", "Utlysning"))
    assert parts.title == "Utlysning"
    assert parts.text[12:21] == "Utlysning"
    assert read_html("<title>Start -\n Norrvik</title><p>x", "a.html").title == "Start - Norrvik"
    assert read_html("<p>Öppet hus</p>", "a.html").title == "Öppet hus"


def test_text_in_two_thousand_nested_elements_is_kept() -> None:
    assert read_html("<div>" * 2000 + "3 mars", "a.html").text == "3 mars"


def test_tags_nested_beyond_all_sense_are_named() -> None:
    with pytest.raises(ReadError, match=r"a\.html: its HTML is nested more than 5000 tags deep") as refused:
        read_bytes(b"<!DOCTYPE html>" + b"<div>" * 100_000 + b"3 mars", "a.html")
    assert refused.value.outcome == "broken"


@pytest.mark.parametrize("unit", ["<a ", "<a>x", "<p>x", "<li>", "<!--", "<b><p>", "<table><tr><td>", "&amp;", "<"])
def test_hostile_markup_takes_no_time(unit: str) -> None:
    began = time.perf_counter()
    try:
        read_bytes(b"<!DOCTYPE html>" + unit.encode() * (200_000 // len(unit)), "a.html")
    except ReadError as error:
        assert error.outcome in ("broken", "ok-no-text")
    assert time.perf_counter() - began < 3

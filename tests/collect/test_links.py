"""The links on a page, and which of them a source's patterns choose."""

import pytest

from calagg.collect.links import followed, links_on
from calagg.config import Source

URL = "https://www.example.se/namnd/protokoll"
PAGE = """<html><head><title>Protokoll</title></head><body>
<a href="2027/Protokoll%202027-03-01.PDF">Protokoll   1 mars</a> <a href="2027/Protokoll%202027-03-01.PDF#s2">sida 2</a>
<a href="/download/18.4f/1">Protokoll 5 april (pdf)</a> <a href="//www.example.se/x/möte.docx">Möte</a>
<a href="https://fonden.example/utlysning.pdf">Fonden</a> <a href="http://127.0.0.1/hemligt.pdf">Internt</a>
<a href="">Sidan</a> <a href="#top">Upp</a> <a href="mailto:a@example.se">Skriv</a> <a href="javascript:x()">Mer</a>
<a href="http://[::1">Fel</a> <a>Inget</a> <a href="/dold.pdf" rel="external nofollow">Dold</a>
<a href="http://anna:x@www.example.se/a.pdf">Inloggad</a> <a href="/om.html">Om</a>
<a href="/robots.txt">R</a></body></html>"""
ON_PAGE = {
    f"{URL.rpartition('/')[0]}/2027/Protokoll%202027-03-01.PDF": "Protokoll 1 mars",
    "https://www.example.se/download/18.4f/1": "Protokoll 5 april (pdf)",
    "https://www.example.se/x/m%C3%B6te.docx": "Möte",
    "https://fonden.example/utlysning.pdf": "Fonden",
    "http://127.0.0.1/hemligt.pdf": "Internt",
    "https://www.example.se/om.html": "Om",
    "https://www.example.se/robots.txt": "R",
}
PDF, DOWNLOAD, WORD, FUND, INSIDE, ABOUT, _ = ON_PAGE


def test_every_web_address_once_with_its_first_text() -> None:
    assert dict(links_on(PAGE.encode(), URL)) == ON_PAGE


def test_a_base_moves_them() -> None:
    page = b'<base href="/arkiv/"><a href="a.pdf">A</a>'
    assert links_on(page, URL) == (("https://www.example.se/arkiv/a.pdf", "A"),)


@pytest.mark.parametrize("page", [b"", b"\x00\xff", b"<a href=", b"<a href='x'>" * 3])
def test_what_is_hardly_a_page(page: bytes) -> None:
    assert [link for link, _ in links_on(page, URL)] in ([], ["https://www.example.se/namnd/x"])


@pytest.mark.parametrize(
    ("patterns", "chosen"),
    [
        (None, [PDF, WORD]),
        (["*.pdf"], [PDF]),
        (["protokoll*"], [PDF, DOWNLOAD]),
        (["*/download/*"], [DOWNLOAD]),
        (["*möte.docx"], [WORD]),
        (["*.html"], [ABOUT]),
        (["https://fonden.example/*"], [FUND]),
        (["http*://*.pdf"], [PDF, FUND, INSIDE]),
        ([], []),
    ],
)
def test_what_the_patterns_choose(patterns: list[str] | None, chosen: list[str]) -> None:
    source = (
        Source(kind="page", url=URL) if patterns is None else Source(kind="page", url=URL, patterns=tuple(patterns))
    )
    assert list(followed(ON_PAGE.items(), source)) == chosen

"""PDFs: reading order, running headers, healed sentences, pages, and what has no text."""

import io
from datetime import date

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from calagg.errors import ReadError
from calagg.model import Anchor, Evidence
from calagg.read import read_bytes
from calagg.read.limits import Limits
from tests.read.forms import STEERING, as_pdf

Placed = tuple[float, float, str]
"""Points from the left, points from the bottom, and what is written there."""


def pdf(*pages: list[Placed], size: float = 10) -> bytes:
    held = io.BytesIO()
    canvas = Canvas(held, pagesize=A4, invariant=True)
    for page in pages:
        canvas.setFont("Helvetica", size)
        for left, bottom, text in page:
            canvas.drawString(left, bottom, text)
        canvas.showPage()
    canvas.save()
    return held.getvalue()


def lines(*texts: str, left: float = 70, top: float = 700, leading: float = 12) -> list[Placed]:
    return [(left, top - leading * number, text) for number, text in enumerate(texts)]


FULL = "Gruppen gick igenom hur arbetet med ansökan har gått och vad som återstår att göra"
MEETING = ("Mötet som alla väntat på blir", "av till slut, och det blir i", "biblioteket i Lindevik den 3", "december.")
APPLICATION = (
    "Ansökan lämnas in senast den",
    "15 januari, och då ska den",
    "vara undertecknad av den som",
    "ansvarar.",
)
TEXTS = {
    "a sentence that is broken over lines": ([*lines(FULL, "innan den 3 december.")], f"{FULL} innan den 3 december."),
    "a word that is broken": (lines(f"{FULL} innan decem-", "ber är slut."), f"{FULL} innan december är slut."),
    "a hyphen that stays": (
        lines(f"{FULL} i utbildnings-", "och arbetslivsfrågor."),
        f"{FULL} i utbildnings- och arbetslivsfrågor.",
    ),
    "hours that are broken": (
        lines(f"{FULL} den 3 maj kl. 13-", "15 i biblioteket."),
        f"{FULL} den 3 maj kl. 13-15 i biblioteket.",
    ),
    "short lines stay lines": (
        lines(FULL, "", "Tid: 9-12", "Plats: Lindevik"),
        f"{FULL}\n\nTid: 9-12\nPlats: Lindevik",
    ),
    "list": (
        lines(FULL + ":", "• Senast 3 maj skickas", "utkastet", "• 4 maj"),
        f"{FULL}:\n• Senast 3 maj skickas utkastet\n• 4 maj",
    ),
    "a table": (
        [
            *[(70, 700, "Vad"), (200, 700, "När"), (330, 700, "Vem")],
            *[(70, 688, "Delrapport till"), (200, 688, "3 maj"), (330, 688, "Alva")],
            (70, 676, "finansiären"),
            *[(70, 664, "Utbildning"), (200, 664, "4 maj"), (330, 664, "Bo")],
        ],
        "Vad | När | Vem\nDelrapport till finansiären | 3 maj | Alva\nUtbildning | 4 maj | Bo",
    ),
    "a field with a wide gap": ([(70, 700, "Datum:"), (200, 700, "2026-11-17")], "Datum: 2026-11-17"),
    "columns of prose": (
        [(70, 740, f"{FULL} under hösten."), *lines(*MEETING), *lines(*APPLICATION, left=320)],
        f"{FULL} under hösten.\n\n{' '.join(MEETING)}\n\n{' '.join(APPLICATION)}",
    ),
    "written in another order than it is read": (
        [(70, 600, "Sist kommer detta."), (70, 700, "Först kommer detta.")],
        "Först kommer detta.\n\nSist kommer detta.",
    ),
}


@pytest.mark.parametrize(("placed", "text"), TEXTS.values(), ids=TEXTS)
def test_text(placed: list[Placed], text: str) -> None:
    assert read_bytes(pdf(placed), "a.pdf").text == text


def test_running_headers_and_footers_stand_once_and_page_numbers_nowhere() -> None:
    pages = [
        [(70, 810, "Norrviks kommun"), (400, 810, "2026-11-17"), (70, 30, f"Box 1, Norrvik, sida {number}"), *body]
        for number, body in enumerate(
            (lines("Först."), lines("Sedan."), [*lines("Sist."), (300, 30, "3 (3)")]), start=1
        )
    ]
    document = read_bytes(pdf(*pages), "a.pdf")
    assert document.text == ("Norrviks kommun 2026-11-17\n\nFörst.\n\nSedan.\n\nSist.\n\nBox 1, Norrvik, sida 1")
    assert document.anchors == (Anchor(28, "page", "1"), Anchor(36, "page", "2"), Anchor(44, "page", "3"))


LINKS: dict[str, tuple[list[Placed], list[tuple[str, float, float, float, float]], str]] = {
    "within a line": (
        lines("Anmälan görs på vår webb senast den 3 maj."),
        [("https://example.org/a?b=1", 113, 698, 185, 710)],
        "Anmälan görs på vår webb (https://example.org/a?b=1) senast den 3 maj.",
    ),
    "a whole line": (
        lines("Utlysningen"),
        [("https://example.org/u", 70, 698, 125, 710)],
        "Utlysningen (https://example.org/u)",
    ),
    "its own address": (
        lines("https://example.org/u"),
        [("https://example.org/u", 70, 698, 180, 710)],
        "https://example.org/u",
    ),
    "broken over two lines": (
        lines(f"{FULL} i den nya", "utlysningen senast 3 maj"),
        [("https://example.org/u", 400, 698, 520, 710), ("https://example.org/u", 70, 686, 121, 698)],
        f"{FULL} i den nya utlysningen (https://example.org/u) senast 3 maj",
    ),
    "no web address": (
        lines("Skriv till oss"),
        [("mailto:a@example.org", 70, 698, 130, 710), ("javascript:alert(1)", 70, 698, 130, 710)],
        "Skriv till oss",
    ),
    "nothing under it": (lines("Hej"), [("https://example.org/u", 300, 300, 330, 310)], "Hej"),
}


@pytest.mark.parametrize(("placed", "links", "text"), LINKS.values(), ids=LINKS)
def test_links(placed: list[Placed], links: list[tuple[str, float, float, float, float]], text: str) -> None:
    held = io.BytesIO()
    canvas = Canvas(held, pagesize=A4)
    canvas.setFont("Helvetica", 10)
    for left, bottom, words in placed:
        canvas.drawString(left, bottom, words)
    for address, *box in links:
        canvas.linkURL(address, tuple(box))
    canvas.save()
    assert read_bytes(held.getvalue(), "a.pdf").text == text


def test_what_is_alike_but_for_a_date_is_no_header() -> None:
    document = read_bytes(pdf([(70, 810, "Möte 3 december")], [(70, 810, "Möte 10 december")]), "a.pdf")
    assert document.text == "Möte 3 december\n\nMöte 10 december"


def test_a_sentence_goes_on_over_the_page() -> None:
    document = read_bytes(pdf(lines(f"{FULL} före"), lines("den 3 december.")), "a.pdf")
    assert document.text == f"{FULL} före den 3 december."
    page = document.anchor_at(document.text.index("3 december"), "page")
    assert page == Anchor(len(FULL) + 6, "page", "2")


def test_headings_by_their_letters_and_title_and_day_of_the_properties() -> None:
    held = io.BytesIO()
    canvas = Canvas(held, pagesize=A4)
    canvas.setTitle("Microsoft Word - mall.docx")
    for top, font, size, text in (
        (700, "Helvetica-Bold", 16, "Samråd i Lindevik"),
        (670, "Helvetica", 10, FULL + "."),
        (650, "Helvetica-Bold", 10, "Nästa möte"),
        (638, "Helvetica", 10, "Vi ses den 3 december."),
    ):
        canvas.setFont(font, size)
        canvas.drawString(70, top, text)
    canvas.save()
    document = read_bytes(held.getvalue(), "a.pdf")
    assert document.title == "Samråd i Lindevik"
    assert document.text == f"Samråd i Lindevik\n\n{FULL}.\n\nNästa möte\n\nVi ses den 3 december."
    assert [(a.kind, a.label) for a in document.anchors] == [
        ("page", "1"),
        ("heading", "Samråd i Lindevik"),
        ("heading", "Nästa möte"),
    ]
    assert [e.what for e in document.evidence] == ["property"]
    assert read_bytes(pdf(lines("Hej")), "a.pdf").evidence == (Evidence(date(2000, 1, 1), "property"),)


def scanned() -> bytes:
    held = io.BytesIO()
    canvas = Canvas(held, pagesize=A4)
    canvas.rect(50, 50, 400, 600, fill=1)
    canvas.showPage()
    canvas.save()
    return held.getvalue()


def endless() -> bytes:
    """A page that draws a form that draws another ten times, and so on twenty levels down: 10 to the power of 20."""
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>>>",
        stream("", "/F Do"),
    ]
    for level in range(20):
        resources = f"/Resources<</XObject<</F {level + 6} 0 R>>>>" if level < 19 else ""
        objects.append(stream(f"/Type/XObject/Subtype/Form/BBox[0 0 595 842]{resources}", "/F Do " * 10))
    body, places = "%PDF-1.7\n", []
    for number, held in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n{held}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    trailer = f"trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{len(body)}\n%%EOF\n"
    return f"{body}xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}".encode()


def stream(entries: str, content: str) -> str:
    return f"<<{entries}/Length {len(content)}>>\nstream\n{content}\nendstream"


REFUSED = {
    "a scan": (scanned(), "ok-no-text", "is a scanned PDF without text (skannad PDF utan text); ask for the file"),
    "encrypted": (as_pdf(STEERING, encrypt="hemligt"), "encrypted", "is encrypted; save it without a password"),
    "cut": (as_pdf(STEERING)[:60], "broken", "is a damaged PDF; ask for a whole copy"),
}


@pytest.mark.parametrize(("data", "outcome", "message"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_is_named(data: bytes, outcome: str, message: str) -> None:
    with pytest.raises(ReadError) as refused:
        read_bytes(data, "a.pdf")
    assert (refused.value.outcome, refused.value.form) == (outcome, "pdf")
    assert str(refused.value).startswith(f"a.pdf: {message}")


def test_a_pdf_that_never_ends() -> None:
    with pytest.raises(ReadError, match=r"a\.pdf: was not read within .* seconds") as refused:
        read_bytes(endless(), "a.pdf", limits=Limits(cpu_seconds=1, memory_bytes=2 << 30))
    assert refused.value.outcome == "timeout"

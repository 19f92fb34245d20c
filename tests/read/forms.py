"""The same invented minutes in every form: plain text, a Word file, a PDF of two pages, a mail."""

import io
from collections.abc import Iterator
from email.message import EmailMessage

import docx
from docx.enum.text import WD_BREAK
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, ListFlowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

from tests.read.word import saved

Block = tuple[str, list[list[str]]]
"""What it is ('h1', 'h2', 'p', 'list', 'table' or 'page') and its rows of cells."""

HEADER = "Norrviks kommun"
STEERING: list[Block] = [
    ("h1", [["Minnesanteckningar, styrgruppen för Vägen in"]]),
    ("p", [["Datum: 2026-11-17"]]),
    ("p", [["Närvarande: projektledaren och kommunernas samordnare"]]),
    ("h2", [["Lägesrapport"]]),
    (
        "p",
        [
            [
                "Rekryteringen av handledare har tagit längre tid än planerat, men tolv av femton platser är nu "
                "tillsatta. Studiebesöket i Björkefors, som alla samordnare är välkomna till, blir den "
                "3 december kl. 9.30–15 och börjar i receptionen. Kostnaderna ligger på halva budgeten."
            ]
        ],
    ),
    ("h2", [["Tidplan"]]),
    (
        "table",
        [
            ["Vad", "När", "Ansvarig"],
            ["Delrapport till finansiären", "2026-12-18", "Projektledaren"],
            ["Utbildning för handledare", "12 januari 2027", "Samordnarna"],
        ],
    ),
    ("page", []),
    ("h2", [["Att göra"]]),
    (
        "list",
        [
            ["Projektledaren skickar utkast till delrapport senast 4/12."],
            ["Ansökan om medel för nästa år lämnas in senast den 29 januari 2027."],
        ],
    ),
    ("h2", [["Nästa möte"]]),
    ("p", [["Styrgruppen ses den 9 december kl. 13-15 i Storåkers bibliotek."]]),
]
WHERE = {
    "2026-12-03T09:30": "1",
    "2026-12-18": "1",
    "2027-01-12": "1",
    "2026-12-04": "2",
    "2027-01-29": "2",
    "2026-12-09T13:00": "2",
}
"""The page on which each of its entries stands, by the entry's start."""


def as_text(blocks: list[Block]) -> bytes:
    return "\n\n".join("\n".join(_text_lines(*block)) for block in blocks if block[1]).encode()


def as_word(blocks: list[Block]) -> bytes:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = HEADER
    for kind, rows in blocks:
        if kind == "table":
            table = document.add_table(len(rows), len(rows[0]))
            for row, cells in zip(table.rows, rows, strict=True):
                for cell, text in zip(row.cells, cells, strict=True):
                    cell.text = text
        elif kind == "page":
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        for cells in rows if kind != "table" else []:
            if kind in ("h1", "h2"):
                document.add_heading(cells[0], int(kind[1]))
            else:
                document.add_paragraph(cells[0], style="List Bullet" if kind == "list" else None)
    return saved(document)


def as_mail(blocks: list[Block]) -> bytes:
    """A mail in HTML, as Outlook sends minutes; what it answers says other days."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "ada@example.se", "bo@example.se", "SV: " + blocks[0][1][0][0]
    message["Message-ID"], message["Date"] = "<1@example.se>", "Wed, 18 Nov 2026 10:00:00 +0100"
    quoted = "<p>Från: Bo<br>Skickat: den 2 november 2026<br>Till: Ada</p><p>Vi ses den 4 december 2026 kl. 9."
    message.set_content("".join(piece for block in blocks for piece in _markup(*block)) + quoted, subtype="html")
    return message.as_bytes()


def as_pdf(blocks: list[Block], **options: str) -> bytes:
    """A PDF whose pages have a running header and a footer that numbers them; `options` are reportlab's."""
    held = io.BytesIO()
    made = SimpleDocTemplate(held, pagesize=A4, **options)
    made.build([piece for block in blocks for piece in _flowables(*block)], onFirstPage=_edges, onLaterPages=_edges)
    return held.getvalue()


def _markup(kind: str, rows: list[list[str]]) -> Iterator[str]:
    inside = {"list": "<li>{}</li>", "table": "<td>{}</td>"}.get(kind, "{}")
    tag = {"list": "ul", "page": "hr"}.get(kind, kind)
    lines = ("".join(inside.format(cell) for cell in cells) for cells in rows)
    yield f"<{tag}>" + "".join(f"<tr>{line}</tr>" if kind == "table" else line for line in lines) + f"</{tag}>"


def _text_lines(kind: str, rows: list[list[str]]) -> Iterator[str]:
    marks = {"h1": "# ", "h2": "## ", "list": "- "}
    for cells in rows:
        yield marks.get(kind, "") + " | ".join(cells)


def _flowables(kind: str, rows: list[list[str]]) -> Iterator[Flowable]:
    styles = getSampleStyleSheet()
    named = {"h1": "Heading1", "h2": "Heading2"}
    if kind == "page":
        yield PageBreak()
    elif kind == "table":
        yield Table(rows, colWidths=[170, 120, 120])
    elif kind == "list":
        yield ListFlowable([Paragraph(cells[0], styles["Normal"]) for cells in rows], bulletType="bullet")
    else:
        yield from (Paragraph(cells[0], styles[named.get(kind, "Normal")]) for cells in rows)
        yield Spacer(1, 6)


def _edges(canvas: Canvas, _template: object) -> None:
    canvas.setFont("Helvetica", 8)
    canvas.drawString(60, 810, HEADER)
    canvas.drawRightString(530, 30, f"Sida {canvas.getPageNumber()} (2)")

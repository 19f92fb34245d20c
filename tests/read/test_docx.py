"""Word files: their structure, the text that hides outside the body, and what is left out."""

from datetime import UTC, date, datetime, time

import docx
import pytest
from docx.oxml import parse_xml

from calagg.errors import ReadError
from calagg.model import Anchor, Evidence
from calagg.read import read_bytes
from tests.read.word import NAMESPACES, PARAGRAPH, saved, with_body, with_parts, word


def test_headings_lists_and_tables_keep_their_structure() -> None:
    made = docx.Document()
    made.add_heading("Samråd i Lindevik", 1)
    made.add_paragraph("Närvarande: alla.")
    made.add_heading("Tidplan", 2)
    table = made.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ("När", "Vad", "3 december kl. 9–12", "Utbildning"), strict=True):
        cell.text = text
    made.add_paragraph("Anmälan senast 1/12.", style="List Bullet")
    document = read_bytes(saved(made), "a.docx")
    assert document.format == "docx"
    assert document.title == "Samråd i Lindevik"
    assert document.text == (
        "Samråd i Lindevik\n\nNärvarande: alla.\n\nTidplan\n\n"
        "När | Vad\n3 december kl. 9–12 | Utbildning\n\n- Anmälan senast 1/12."
    )
    assert document.anchors == (Anchor(0, "heading", "Samråd i Lindevik"), Anchor(38, "heading", "Tidplan"))


def test_headers_footers_and_comments_are_not_lost() -> None:
    made = docx.Document()
    section = made.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "Norrviks kommun\tSammanträdesdatum 2026-11-17"
    section.header.paragraphs[0].text = "Norrviks kommun\tSammanträdesdatum 2026-11-17"
    section.header.add_paragraph("Sida 2 (3)")
    section.footer.paragraphs[0].text = "Box 1, Norrvik"
    said = made.add_paragraph("Gruppen ses den 3 december.")
    made.add_comment(said.runs, text="Lokalen är bokad till 15 december", author="A", initials="A")
    document = read_bytes(saved(made), "a.docx")
    assert document.text == (
        "Norrviks kommun Sammanträdesdatum 2026-11-17\n\nGruppen ses den 3 december.\n\n"
        "Kommentarer\n\nLokalen är bokad till 15 december\n\nBox 1, Norrvik"
    )


def test_footnotes_stand_under_their_own_heading_and_leave_no_mark_in_the_text() -> None:
    reference = '<w:p><w:r><w:t>Senast 3 mars</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    note = f'<w:footnote w:id="2">{PARAGRAPH.format("Intyg: 10 mars.")}</w:footnote>'
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{kinds}/footnotes" Target="footnotes.xml"/></Relationships>'
    )
    data = with_parts(
        with_body(reference),
        {
            "word/footnotes.xml": f"<w:footnotes {NAMESPACES}>{note}</w:footnotes>",
            "word/_rels/document.xml.rels": relations,
        },
    )
    assert read_bytes(data, "a.docx").text == "Senast 3 mars\n\nFotnoter\n\n- Intyg: 10 mars."


BOX = "<wps:wsp><wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx></wps:wsp>"
BOXES = {
    "with a fallback for old programs": (
        '<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{0}</w:drawing></mc:Choice><mc:Fallback><w:pict>'
        "<w:txbxContent>{1}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent>"
    ),
    "without one": (
        '<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{0}</w:drawing></mc:Choice></mc:AlternateContent>'
    ),
}


@pytest.mark.parametrize("shape", BOXES.values(), ids=BOXES)
def test_a_text_box_is_read_once(shape: str) -> None:
    said = PARAGRAPH.format("Boka den 5 maj!")
    body = f"<w:p><w:r><w:t>Hej</w:t></w:r><w:r>{shape.format(BOX.format(said), said)}</w:r></w:p>"
    assert read_bytes(with_body(body), "a.docx").text.split("\n\n") == ["Hej", "Boka den 5 maj!"]


def test_what_was_struck_out_or_deleted_is_left_out() -> None:
    made = docx.Document()
    paragraph = made.add_paragraph("Sista dag ")
    paragraph.add_run("3 mars ").font.strike = True
    paragraph._p.append(
        parse_xml(f'<w:del {NAMESPACES} w:id="1" w:author="A"><w:r><w:delText>4 mars</w:delText></w:r></w:del>')
    )
    paragraph.add_run("5 mars")
    header = made.sections[0].header.paragraphs[0]
    header.add_run("2026-01-01").font.strike = True
    header.add_run("2026-02-02")
    assert read_bytes(saved(made), "a.docx").text == "2026-02-02\n\nSista dag 5 mars"


PROPERTIES = {
    "made and changed within a month": (date(2026, 11, 17), date(2026, 11, 20), [date(2026, 11, 17)]),
    "an old file written in again": (date(2022, 3, 1), date(2026, 11, 20), [date(2026, 11, 20)]),
    "the day of the template": (date(2013, 12, 23), date(2013, 12, 23), []),
}


@pytest.mark.parametrize(("made_on", "changed_on", "days"), PROPERTIES.values(), ids=PROPERTIES)
def test_the_properties_give_title_and_day(made_on: date, changed_on: date, days: list[date]) -> None:
    made = docx.Document()
    made.add_paragraph("Gruppen ses den 3 december.")
    made.core_properties.title = "Minnesanteckningar, Nätverket"
    made.core_properties.created = datetime.combine(made_on, time(12), UTC)
    made.core_properties.modified = datetime.combine(changed_on, time(12), UTC)
    document = read_bytes(saved(made), "a.docx")
    assert document.title == "Minnesanteckningar, Nätverket"
    assert document.evidence == tuple(Evidence(day, "property") for day in days)


def test_a_file_without_text() -> None:
    with pytest.raises(ReadError, match=r"a\.docx: holds no text") as refused:
        read_bytes(word(), "a.docx")
    assert refused.value.outcome == "ok-no-text"


def test_what_the_file_is_called_does_not_matter() -> None:
    assert read_bytes(word("Den 3 december"), "protokoll.txt").format == "docx"

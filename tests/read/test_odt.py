"""OpenDocument texts: their structure, what hides outside the body, and what is left out or refused."""

import io
import zipfile
from datetime import date

import pytest

from calagg.errors import ReadError
from calagg.model import Anchor, Evidence
from calagg.read import read_bytes

OASIS = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"
NAMESPACES = (
    "".join(f'xmlns:{name}="{OASIS.format(name)}" ' for name in ("office", "text", "table", "style", "meta"))
    + 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'
)
STRUCK = (
    "<office:automatic-styles><style:style style:name='T1'>"
    "<style:text-properties style:text-line-through-style='solid'/></style:style></office:automatic-styles>"
)


def odt(body: str, *, styles: str = "", meta: str = "", doctype: str = "", **parts: str) -> bytes:
    """An OpenDocument text with this XML as its body."""
    held = io.BytesIO()
    content = f"{STRUCK}<office:body><office:text>{body}</office:text></office:body>"
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        for name, inside in {"content": content, "styles": styles, "meta": meta}.items():
            archive.writestr(f"{name}.xml", f"{doctype}<office:x {NAMESPACES}>{inside}</office:x>")
        for name, inside in {"META-INF/manifest.xml": "<manifest/>", **parts}.items():
            archive.writestr(name, inside)
    return held.getvalue()


TEXTS = {
    "paragraphs and spaces": (
        "<text:p>Tid:<text:s text:c='3'/>9<text:line-break/>Plats:<text:tab/>Lindevik</text:p><text:p>Hej</text:p>",
        "Tid: 9\nPlats: Lindevik\n\nHej",
    ),
    "list": (
        "<text:list><text:list-item><text:p>ett</text:p></text:list-item>"
        "<text:list-item><text:p>två</text:p></text:list-item></text:list>",
        "- ett\n- två",
    ),
    "table": (
        "<table:table><table:table-row><table:table-cell><text:p>3 maj</text:p></table:table-cell>"
        "<table:table-cell><text:p>Möte</text:p></table:table-cell></table:table-row></table:table>",
        "3 maj | Möte",
    ),
    "link": (
        "<text:p>Sök <text:a xlink:href='https://example.org/s?a=1&amp;b'>medel</text:a></text:p>",
        "Sök medel (https://example.org/s?a=1&b)",
    ),
    "marks of HTML": ("<text:p>3 &lt; 4 &amp;amp; 5</text:p>", "3 < 4 &amp; 5"),
    "struck out and deleted": (
        "<text:tracked-changes><text:p>2/2</text:p></text:tracked-changes>"
        "<text:p>Den <text:span text:style-name='T1'>3</text:span> 4 maj</text:p>",
        "Den 4 maj",
    ),
    "note and comment": (
        "<text:p>Den 3 maj<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Eller 4 maj"
        "</text:p></text:note-body></text:note>.<office:annotation><dc:creator>A</dc:creator><text:p>Nej</text:p>"
        "</office:annotation></text:p>",
        "Den 3 maj.\n\nFotnoter\n\nEller 4 maj\n\nKommentarer\n\nNej",
    ),
}


@pytest.mark.parametrize(("body", "text"), TEXTS.values(), ids=TEXTS)
def test_text(body: str, text: str) -> None:
    assert read_bytes(odt(body), "a.odt").text == text


def test_headings_edges_title_and_day() -> None:
    edges = (
        "<style:header><text:p>Norrvik</text:p></style:header><style:footer><text:p>Sida <text:page-number>1"
        "</text:page-number></text:p></style:footer>"
    )
    made = odt(
        "<text:h text:outline-level='2'>Samråd</text:h><text:p>Den 3 maj</text:p>",
        styles=edges,
        meta="<dc:title>Mall</dc:title><dc:date>2026-11-03T10:00:00</dc:date>",
    )
    document = read_bytes(made, "a.txt")
    assert (document.format, document.title, document.text) == ("odt", "Samråd", "Norrvik\n\nSamråd\n\nDen 3 maj")
    assert document.anchors == (Anchor(9, "heading", "Samråd"),)
    assert document.evidence == (Evidence(date(2026, 11, 3), "property"),)


ENTITIES = '<!DOCTYPE x [<!ENTITY a "lol">]>'
REFUSED = {
    "encrypted": (odt("", **{"META-INF/manifest.xml": "<encryption-data/>"}), "encrypted", "is encrypted; save it"),
    "entities": (odt("<text:p>&a;</text:p>", doctype=ENTITIES), "broken", "holds a DOCTYPE in content.xml"),
    "a bomb": (odt("", bild=" " * 120_000_000), "too-large", "unpacks to 120"),
    "nested without end": (odt("<text:span>" * 50_000 + "</text:span>" * 50_000), "broken", ""),
    "cut": (odt("<text:p>Hej</text:p>")[:-40], "broken", "is a damaged zip archive"),
}


@pytest.mark.parametrize(("data", "outcome", "message"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_is_named(data: bytes, outcome: str, message: str) -> None:
    with pytest.raises(ReadError) as refused:
        read_bytes(data, "a.odt")
    assert refused.value.outcome == outcome
    assert str(refused.value).startswith(f"a.odt: {message}")

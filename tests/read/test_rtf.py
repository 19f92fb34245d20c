r"""Rich text: letters, rows, headings and pages, and what is left out."""

from datetime import date

import pytest

from calagg.errors import ReadError
from calagg.model import Anchor, Evidence
from calagg.read import read_bytes

TEXTS = {
    "code page": (r"{\rtf1\ansi\ansicpg1252 M\'f6te den 3 mars\par}", "Möte den 3 mars"),
    "Unicode": (r"{\rtf1\ansi\uc1 M\u246\'f6te 9\u8211 -12\par}", "Möte 9–12"),
    "Mac Roman font": (r"{\rtf1\mac{\fonttbl{\f0\fnil\fcharset77 Geneva;}}\f0 M\'9ate\par}", "Möte"),
    "paragraphs": (r"{\rtf1 Tid: 9\line Plats: Lindevik\par\par Hej\par}", "Tid: 9\nPlats: Lindevik\n\nHej"),
    "table": (
        r"{\rtf1 \trowd 3 maj\cell\cell M\'f6te\cell\row 4 maj\cell L\'e4ger\cell\row}",
        "3 maj | Möte\n4 maj | Läger",
    ),
    "list": (r"{\rtf1 {\listtext\u8226\'95\tab}Senast 3 maj\par}", "- Senast 3 maj"),
    "link": (
        r'{\rtf1 S\'f6k {\field{\*\fldinst{HYPERLINK "https://example.org/s"}}{\fldrslt {\ul medel}}} nu\par}',
        "Sök medel (https://example.org/s) nu",
    ),
    "header, note and picture": (r"{\rtf1{\header 1/1}3/3{\footnote 4/4}{\*\x 5/5}{\pict 00ff}\par}", "3/3"),
    "bidi and NUL": (r"{\rtf1 3 \u8238 ?maj\u0 ?\par}", "3 maj"),
    "nested without end": ("{\\rtf1 " + "{" * 50_000 + "3 maj", "3 maj"),
    "cut": (r"{\rtf1\ansi Den 3 maj {\b kl", "Den 3 maj kl"),
}


@pytest.mark.parametrize(("source", "text"), TEXTS.values(), ids=TEXTS)
def test_text(source: str, text: str) -> None:
    assert read_bytes(source.encode("ascii"), "a.rtf").text == text


def test_headings_pages_title_and_day() -> None:
    source = (
        r"{\rtf1{\stylesheet{\s2\b Rubrik 2;}{\s3 Brev;}}{\info{\title Mall}{\creatim\yr2026\mo11\dy2\hr9}}"
        r"\pard\s3 Hej\par\pard\s2 Samr\'e5d\par\pard\s3 Den 3 maj\par\page\pard\outlinelevel0 N\'e4sta\par 4 maj\par}"
    )
    document = read_bytes(source.encode(), "a.txt")
    assert (document.format, document.title) == ("rtf", "Samråd")
    assert document.text == "Hej\n\nSamråd\n\nDen 3 maj\n\nNästa\n\n4 maj"
    assert document.anchors == (
        Anchor(0, "page", "1"),
        Anchor(5, "heading", "Samråd"),
        Anchor(24, "page", "2"),
        Anchor(24, "heading", "Nästa"),
    )
    assert document.evidence == (Evidence(date(2026, 11, 2), "property"),)


def test_rich_text_without_text() -> None:
    with pytest.raises(ReadError, match=r"a\.rtf: holds no text") as refused:
        read_bytes(rb"{\rtf1{\pict 00ff}}", "a.rtf")
    assert refused.value.outcome == "ok-no-text"

"""Titles and heading anchors of plain text and Markdown."""

import pytest

from calagg.model import Anchor
from calagg.read.text import read_text

HEADINGS = {
    "numbered": ("Inledning.\n3. Omvärldsbevakning\nText", [(11, "Omvärldsbevakning")]),
    "numbered in levels": ("4.2 Remisser", [(0, "Remisser")]),
    "marked": ("## **Mötet** ##\nText", [(0, "Mötet")]),
    "capitals": ("  ÖVRIGA FRÅGOR\nText", [(2, "ÖVRIGA FRÅGOR")]),
    "paragraph": ("§ 14 Val av justerare\nText", [(0, "§ 14 Val av justerare")]),
    "paragraph with a diary number and its heading below": (
        "§ 13                  Dnr VN-2024-00029\nRutiner för rösträkning\n\nBeslut",
        [(0, "§ 13 Rutiner för rösträkning")],
    ),
    "a sentence is none": ("3. Kommunen svarar på remissen.\n§ 12 ska tillämpas från och med i dag.", []),
    "a time, a date and an amount are none": ("12.30 Lunch\n15 maj 2027\n10.000 kr", []),
    "initials are none": ("GR\nA B", []),
    "a page header is none": ("STORÅKERS KOMMUN        PROTOKOLL     3 (11)", []),
}


@pytest.mark.parametrize(("text", "wanted"), HEADINGS.values(), ids=HEADINGS)
def test_headings(text: str, wanted: list[tuple[int, str]]) -> None:
    assert read_text(text).anchors == tuple(Anchor(offset, "heading", label) for offset, label in wanted)


TITLES = {
    "the first marked heading": ("Sida 1\n# Nätverksmöte\nText", "Nätverksmöte"),
    "else the first line": ("\n\nPolitikerforum 2027-02-23\nText", "Politikerforum 2027-02-23"),
    "a date is no title": ("2027-05-06\nden 6 maj 2027\nMåndag 6 maj kl. 9.00-12\nDatum: 6/5 2027\nSamråd", "Samråd"),
    "a long line is no title": ("x" * 121 + "\nSamråd", "Samråd"),
    "a numbered part is no title": ("1. Inledning\nAlla hälsas välkomna.", None),
    "nothing is no title": ("---\n12\n", None),
}


@pytest.mark.parametrize(("text", "title"), TITLES.values(), ids=TITLES)
def test_title(text: str, title: str | None) -> None:
    assert read_text(text).title == title


def test_a_form_feed_begins_a_page() -> None:
    parts = read_text("Sida ett\f\fSida tre")
    assert parts.text == "Sida ett\n\nSida tre"
    assert parts.anchors == (Anchor(0, "page", "1"), Anchor(10, "page", "3"))

"""Headings that a Word file or a PDF sets as such, though their words alone do not look like headings."""

import pytest

from calagg.extract.passages import Shape, passages

TEXT = "Vad händer nu?\n\nAlla hjälps åt.\n\n1 och 2 samarbetar.\n\nDet blir bra."


@pytest.mark.parametrize(
    ("headings", "levels"),
    [([], [None, None, None, None]), ([0, 33], [6, None, 7, None])],
    ids=["by its words", "by its letters"],
)
def test_a_line_that_is_set_as_a_heading_is_one(headings: list[int], levels: list[int | None]) -> None:
    found = passages(TEXT, headings)
    assert [p.level if p.shape is Shape.HEADING else None for p in found] == levels
    assert found[1].parents == ((0,) if headings else ())
    assert found[3].parents == ((0, 2) if headings else ())

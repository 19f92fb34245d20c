"""Extraction within limits: a long text has a process of its own, gives the same, and is given up by name."""

import sys
from datetime import date

import pytest

from calagg.errors import ReadError
from calagg.extract import extract
from calagg.extracting import LONG, extract_within_limits
from calagg.model import Document
from calagg.read.limits import Limits

DENSE = "# 1 maj\n\n" * (LONG // 2)
PLAIN = "Möte 2027-03-01\n\nDelrapporten lämnas in senast den 12 april 2027.\n\n" + "Ärendet bordläggs. " * (LONG // 10)


def test_a_long_text_says_what_it_would_say_here() -> None:
    document = Document.from_text(PLAIN, "lång.txt")
    found = extract_within_limits(document)
    assert found == extract(document)
    assert [str(entry.start) for entry in found.entries] == ["2027-04-12"]
    given = date(2027, 3, 2)
    assert extract_within_limits(document, given) == extract(document, given)


LIMITS = {
    "the clock on the wall": (Limits(wall_seconds=0.3), "within 20 seconds of processor time and 0.3 in all; split it"),
    "processor time": (Limits(cpu_seconds=1), "within 1 seconds of processor time and 60 in all; split it"),
}


@pytest.mark.parametrize(("limits", "said"), LIMITS.values(), ids=LIMITS)
def test_one_that_takes_too_long_is_given_up(limits: Limits, said: str) -> None:
    if sys.platform == "win32" and limits.cpu_seconds == 1:
        pytest.skip("Windows has no limit of processor time for a process")
    with pytest.raises(ReadError) as refused:
        extract_within_limits(Document.from_text(DENSE, "tät.txt"), limits=limits)
    assert str(refused.value) == f"tät.txt: its {len(DENSE)} characters were not worked through {said}"
    assert (refused.value.outcome, refused.value.form) == ("timeout", "text")

"""`{"2024-05-15 event": ["Möte den 15 maj"]}` -> a test for each wording: value first, all wordings under it."""

from collections.abc import Iterable, Mapping
from datetime import date

import pytest
from _pytest.mark import ParameterSet  # pytest does not export the type of its params

from calagg.extract import explain, extract
from calagg.model.document import Document
from calagg.model.entry import Extraction

READ_ON = date(2024, 2, 9)  # a Friday
NONE_WRONG: Mapping[str, str] = {}


def read(text: str, reference: date | None = READ_ON) -> Extraction:
    """The extraction of a text, read on 9 February 2024 where nothing else is said."""
    return extract(Document.from_text(text), reference)


def times(extraction: Extraction) -> list[str]:
    """The start and the end of each entry."""
    return [f"{e.start}/{e.end}" if e.end else str(e.start) for e in extraction.entries]


def told(extraction: Extraction) -> str:
    """What explains a failing test: every mention, what it became and why."""
    return "\n".join(f"{e.text!r} {e.rule} {e.value} {e.became} {e.title!r} {e.why}" for e in explain(extraction))


def wordings(
    values: Iterable[tuple[object, Iterable[str]]], wrong: Mapping[str, str] = NONE_WRONG
) -> list[ParameterSet]:
    """(value, wording) of each wording; `wrong` has those that are read wrongly today, with the reason."""
    return [
        pytest.param(
            value,
            text,
            id=text.replace("\n", " / "),
            marks=pytest.mark.xfail(reason=wrong[text], strict=True) if text in wrong else (),
        )
        for value, texts in values
        for text in texts
    ]

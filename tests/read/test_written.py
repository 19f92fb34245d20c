"""Six minutes in nine forms: the same entries from each, and a quote that stands on the page that is told."""

import shutil

import pytest

from calagg.extract import extract
from calagg.model import Document, Entry
from calagg.read import read_bytes
from tests.read.make_written import BY_OFFICE, FOLDER, FORMS, make_by_office, make_simple
from tests.read.written import WRITTEN

PAGED = ("pdf", "rtf")


def told(entries: tuple[Entry, ...]) -> set[tuple[str, str, str, str]]:
    return {(str(e.start), str(e.end or ""), e.kind.value, e.title) for e in entries}


def read(name: str, form: str, data: bytes | None = None) -> Document:
    return read_bytes(data or (FOLDER / f"{name}.{form}").read_bytes(), f"a.{form}")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", WRITTEN)
def test_the_same_entries_from_every_form(name: str, form: str) -> None:
    found = extract(read(name, form))
    assert {one[:3] for one in told(found.entries)} == WRITTEN[name].told
    assert told(found.entries) == told(extract(read(name, "md")).entries)
    document = found.document
    for entry in found.entries:
        assert entry.mention == " ".join(entry.span.of(document.text).split())
        assert all(part.strip() in " ".join(document.text.split()) for part in entry.quote.split("…"))
        if form in PAGED:
            page = document.anchor_at(entry.span.start, "page")
            assert page is not None
            assert page.label == ("2" if str(entry.start) in WRITTEN[name].second else "1")


def test_the_files_are_what_the_minutes_give() -> None:
    for name, data in make_simple().items():
        kept = (FOLDER / name).read_bytes()
        assert read_bytes(kept, name).text == read_bytes(data, name).text
    assert {path.name for path in FOLDER.iterdir()} == {f"{name}.{form}" for name in WRITTEN for form in FORMS}


def test_made_anew_by_libreoffice() -> None:
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("soffice is not installed (apt-get install libreoffice-writer-nogui); the files were made with it")
    for name, data in make_by_office(soffice).items():
        stem, _, form = name.partition(".")
        assert {one[:3] for one in told(extract(read(stem, form, data)).entries)} == WRITTEN[stem].told
    assert set(BY_OFFICE) < set(FORMS)

"""The sample minutes: laid out with dates around any day, left alone where they are."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from calagg.errors import OutputError
from calagg.read import read_document
from calagg.samples import fill_in, lay_out

TODAY = date(2026, 11, 21)  # a Saturday

FILLED = {
    "den {{+12: d MMMM}}": "den 3 december",
    "{{+12 torsdag: d/M}}": "3/12",
    "{{+13 torsdag: y-MM-dd}}": "2026-12-10",
    "{{+0 vardag: EEEE d MMMM y}}": "måndag 23 november 2026",
    "{{-1 vardag: EEEE}}en": "fredagen",
    "{{-5 tisdag: d/M}}": "10/11",
    "{{+33 vardag: d MMMM}}": "28 december",
    "{{+41 fredag: d MMMM y}}": "8 januari 2027",
    "{{+2 måndag 2: d MMMM}}": "23–24 november",
    "{{+9 måndag 2: d MMMM}}": "30 november–1 december",
    "{{+16 fredag: dMMM}}": "11dec",
    "v. {{+41: w}}": "v. 53",
    "inga datum {här}": "inga datum {här}",
}


@pytest.mark.parametrize(("template", "text"), FILLED.items(), ids=FILLED)
def test_a_placeholder_becomes_a_date(template: str, text: str) -> None:
    assert fill_in(template, TODAY) == text


@pytest.mark.parametrize("day", [TODAY + timedelta(days=n) for n in (0, 1, 40, 97, 200)], ids=str)
def test_every_sample_is_laid_out_and_can_be_read(tmp_path: Path, day: date) -> None:
    laid_out = lay_out(tmp_path / "sample-minutes", day)
    assert [p.name for p in laid_out] == [
        "arsmote-byalaget.txt",
        "barn-och-utbildning-kallelse.txt",
        "kommunstyrelsen-protokoll.txt",
        "lansstyrelsen-information.md",
        "natverksmote-etablering.txt",
        "nyhetsbrev-utlysningar.html",
        "styrgrupp-vagen-in.md",
    ]
    assert sorted(p.name for p in (tmp_path / "sample-minutes").iterdir()) == [p.name for p in laid_out]
    for path in laid_out:
        document = read_document(path)
        assert "{" not in document.text
        assert document.title


def test_what_is_there_is_left_alone(tmp_path: Path) -> None:
    kept = lay_out(tmp_path, TODAY)[0]
    kept.write_text("Ändrad för hand", encoding="utf-8")
    lay_out(tmp_path, TODAY + timedelta(days=30))
    assert kept.read_text(encoding="utf-8") == "Ändrad för hand"


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "sample-minutes").write_text("in the way")
    with pytest.raises(OutputError, match="sample-minutes: the sample minutes can't be written"):
        lay_out(tmp_path / "sample-minutes", TODAY)

"""The way in: files, their evidence, their outcomes."""

import hashlib
import os
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from calagg.errors import MissingInputError, ReadError, UsageError
from calagg.model import Anchor, Document, Evidence
from calagg.read import read_bytes, read_document

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def test_a_document_as_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "minutes" / "Protokoll 2027-05-31.md"
    path.parent.mkdir()
    path.write_bytes(b"# Samr\xc3\xa5d\r\n\r\nDen 3 juni")
    changed = datetime(2027, 6, 1, 0, 30, tzinfo=STOCKHOLM).timestamp()
    os.utime(path, (changed, changed))
    assert read_document(Path("minutes/Protokoll 2027-05-31.md")) == Document(
        name="Protokoll 2027-05-31.md",
        text="# Samråd\n\nDen 3 juni",
        title="Samråd",
        origin="minutes/Protokoll 2027-05-31.md",
        format="markdown",
        sha256=hashlib.sha256(b"# Samr\xc3\xa5d\r\n\r\nDen 3 juni").hexdigest(),
        anchors=(Anchor(0, "heading", "Samråd"),),
        evidence=(Evidence(date(2027, 5, 31), "name"), Evidence(date(2027, 6, 1), "file")),
    )


NAMES = {
    "2027-05-31.txt": [date(2027, 5, 31)],
    "protokoll_20270531_v2.txt": [date(2027, 5, 31)],
    "minnesanteckningar 270531.txt": [date(2027, 5, 31)],
    "2027.05.31 och 270601.txt": [date(2027, 5, 31), date(2027, 6, 1)],
    "2027-02-30.txt": [],
    "851-649-2022.txt": [],
    "a270531b.txt": [],
    "1234567890.txt": [],
}


@pytest.mark.parametrize(("name", "days"), NAMES.items(), ids=NAMES)
def test_dates_in_the_name(name: str, days: list[date]) -> None:
    assert read_bytes(b"Hej", name).evidence == tuple(Evidence(day, "name") for day in days)


@pytest.mark.parametrize("data", [b"", b"  \r\n\t ", b"\xef\xbb\xbf\n", b"<!DOCTYPE html><p></p><script>1</script>"])
def test_a_document_without_text(data: bytes) -> None:
    with pytest.raises(ReadError, match=r"a\.txt: (is empty|holds no text); save the document again") as refused:
        read_bytes(data, "a.txt")
    assert refused.value.outcome == "ok-no-text"


def test_a_document_that_is_too_large(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"Hej hej hej")
    with pytest.raises(ReadError, match="has 11 bytes, more than 10; split it") as refused:
        read_document(path, max_bytes=10)
    assert refused.value.outcome == "too-large"


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(MissingInputError, match=r"saknas\.txt: no such file; check the name"):
        read_document(tmp_path / "saknas.txt")
    with pytest.raises(UsageError, match="is a folder; name the documents in it"):
        read_document(tmp_path)


def test_a_pipe_does_not_block(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    with pytest.raises(ReadError, match="no regular file") as refused:
        read_document(pipe)
    assert refused.value.outcome == "unsupported"

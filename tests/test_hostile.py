"""A batch of files made to hurt: each has its named outcome, the batch finishes, and what was stored stays."""

import resource
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from calagg.config import Config, Read
from calagg.extracting import extract_within_limits
from calagg.pipeline import ingest_paths
from calagg.read.document import read_bytes
from calagg.read.limits import Limits
from calagg.store import Store
from tests.read.calendars import HURTING as HURTING_CALENDARS
from tests.read.forms import STEERING, as_pdf
from tests.read.outlook import Folder, as_msg, compound_file
from tests.read.test_isolate import ENTITIES, lying_zip_bomb, zip_bomb
from tests.read.test_odt import odt
from tests.read.test_pdf import endless, scanned
from tests.read.word import with_body, with_parts, word

NOW = datetime(2027, 3, 10, 8, 0, tzinfo=UTC)
MINUTES = "Möte i Ånäs 2027-03-01\n\nDelrapporten om ängsön lämnas in senast den 12 april 2027.\n"
ENCODINGS = ("utf_8", "utf_8_sig", "utf_16", "utf_16_le", "utf_16_be", "cp1252", "latin_1", "mac_roman")
MOST_MORE = 400_000  # kB of memory that the whole batch may take at its highest; the largest file alone is 200 MB

HURTING: dict[str, tuple[str, bytes]] = {
    **{f"{codec}.txt": ("ok", MINUTES.encode(codec)) for codec in ENCODINGS},
    "nul och bidi.txt": ("ok", MINUTES.replace("den 12", "\u202eden\u202c \u206612\u2069 \x00").encode()),
    "fel ändelse.docx": ("ok", MINUTES.encode()),
    "fel ändelse.pdf": ("ok", word(*MINUTES.splitlines())),
    "fel ändelse.txt": ("ok", as_msg("Möte 2027-03-01", text=MINUTES)),
    "djup.html": ("broken", b"<!DOCTYPE html>" + b"<div>" * 100_000 + MINUTES.encode()),
    "djup.docx": ("broken", with_body("<w:p>" * 10_000 + "</w:p>" * 10_000)),
    "djup.odt": ("broken", odt("<text:span>" * 10_000 + "</text:span>" * 10_000)),
    "djup.rtf": ("ok", b"{\\rtf1 " + b"{" * 200_000 + b"Vi ses den 12 april 2027.\\par"),
    "bomb.docx": ("too-large", zip_bomb()),
    "ljugande bomb.docx": ("broken", lying_zip_bomb()),
    "bomb.odt": ("too-large", odt("", bild=" " * 120_000_000)),
    "entiteter.docx": ("broken", with_parts(word(), {"word/document.xml": ENTITIES})),
    "krypterad.pdf": ("encrypted", as_pdf(STEERING, encrypt="hemligt")),
    "krypterad.docx": ("encrypted", compound_file(Folder({"EncryptedPackage": b"x" * 9000}))),
    "gammal.doc": ("unsupported", compound_file(Folder({"WordDocument": b"x" * 9000}))),
    "avbruten.docx": ("broken", word(MINUTES)[:-300]),
    "avbruten.pdf": ("broken", as_pdf(STEERING)[:60]),
    "avbruten.msg": ("broken", as_msg("Hej", text=MINUTES * 99)[:4000]),
    "skannad.pdf": ("ok-no-text", scanned()),
    "tom.txt": ("ok-no-text", b"\xef\xbb\xbf \r\n"),
    "brus.txt": ("unsupported", bytes(range(256)) * 99),
    "utan slut.pdf": ("timeout", endless()),
    "bara datum.txt": ("timeout", b"# 1 maj\n\n" * 60_000),
    **HURTING_CALENDARS,
}
LARGE = "stor.txt"
STORED = (
    "SELECT origin, text, outcome, superseded_at FROM document WHERE origin = 'protokoll.txt'",
    "SELECT e.id, e.title, e.start_on, e.sequence FROM entry e JOIN sighting s ON s.entry_id = e.id "
    "JOIN document d ON d.id = s.document_id WHERE d.origin = 'protokoll.txt'",
)


def stored(store: Store) -> list[list[tuple[object, ...]]]:
    with store.read() as session:
        return [[tuple(row) for row in session.execute(text(query))] for query in STORED]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limits of memory and processor time for a process")
def test_a_hostile_batch(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    limits = Limits(cpu_seconds=2, memory_bytes=2 << 30)  # the PDF without an end shall not take the tests' time
    assert read_bytes.__kwdefaults__ is not None
    monkeypatch.setitem(read_bytes.__kwdefaults__, "limits", limits)
    assert extract_within_limits.__kwdefaults__ is not None
    monkeypatch.setitem(extract_within_limits.__kwdefaults__, "limits", limits)
    config = Config(read=Read(processes=1))
    Path("protokoll.txt").write_text("Möte 2027-03-01\n\nStädning den 15 april 2027 kl. 10.\n")
    ingest_paths(store, config, ["protokoll.txt"], now=NOW)
    before = stored(store)
    assert [len(rows) for rows in before] == [1, 1]
    Path("batch").mkdir()
    for name, (_, data) in HURTING.items():
        (Path("batch") / name).write_bytes(data)
    with (Path("batch") / LARGE).open("wb") as large:
        large.truncate(200_000_000)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    done = ingest_paths(store, config, ["batch/*", "protokoll.txt"], now=NOW)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - most < MOST_MORE
    wanted = {name: outcome for name, (outcome, _) in HURTING.items()} | {LARGE: "too-large", "protokoll.txt": "ok"}
    assert {one.path.name: one.outcome.value for one in done} == wanted
    assert {one.path.name for one in done if one.detail} == {name for name, said in wanted.items() if said != "ok"}
    assert [one.path.name for one in done if one.outcome == "ok" and one.changed and one.entries != 1] == []
    assert stored(store) == before
    again = ingest_paths(store, config, ["batch/brus.txt", "batch/bomb.docx", "batch/utf_16.txt"], now=NOW)
    assert [one.changed for one in again] == [False] * 3

"""`calagg review`: what waits is listed, and what people decided is written as answer keys."""

import json
from datetime import UTC, datetime
from pathlib import Path

from calagg.merge import accept_entry, reject_entry
from calagg.model.lock import Field
from calagg.store import open_store
from tests.cli.conftest import Run
from tests.web.minutes import ids

MINUTES = """Protokoll, samverkansgruppen i Norrvik
Datum: 2027-03-01

Utbildning om vatten hålls den 15 april 2027 kl. 09.00 i Lindevik.

Workshop om avlopp hålls den 16 april 2027.

Ansökan om stöd lämnas senast den 30 april 2027.

Ordföranden tackade för mötet den 2 februari 2027.
"""
AT = datetime(2027, 3, 2, 8, tzinfo=UTC)


def test_what_people_decided_is_an_answer_key(calagg: Run, tmp_path: Path) -> None:
    (tmp_path / "protokoll.txt").write_text(MINUTES, encoding="utf-8")
    calagg("ingest", "protokoll.txt")
    nothing = calagg("review", "export", "--out", "keys")
    assert (nothing.returncode, nothing.stderr) == (0, "0 answer keys in keys\n")
    with open_store(f"sqlite:///{tmp_path / 'calagg.db'}") as store:
        known = ids(store)
        (water,) = [id_ for title, id_ in known.items() if "vatten" in title]
        (sewage,) = [id_ for title, id_ in known.items() if "avlopp" in title]
        with store.write() as session:
            accept_entry(session, water, {Field.TITLE: "Kurs om vatten"}, who="karin", now=AT)
            reject_entry(session, sewage, "Ingen händelse", who="karin", now=AT)
    written = calagg("review", "export", "--out", "keys")
    assert (written.returncode, written.stderr) == (0, "1 answer keys in keys\n")
    key = json.loads((tmp_path / "keys" / "protokoll.json").read_text())
    assert (key["document"], key["reference"], key["reference_source"]) == ("protokoll.txt", "2027-03-01", "given")
    assert [(item["start"], item["kinds"], item["title_any"], item["required"]) for item in key["items"]] == [
        ("2027-04-15T09:00", ["event"], [["kurs", "vatten"]], True),
        ("2027-04-30", ["deadline"], [["ansökan", "stöd"]], False),
    ]
    assert key["items"][0] == {
        "quote": "den 15 april 2027 kl. 09.00",
        "start": "2027-04-15T09:00",
        "end": None,
        "kinds": ["event"],
        "status": ["confirmed"],
        "title_any": [["kurs", "vatten"]],
        "location_any": ["lindevik"],
        "required": True,
    }
    assert {"quote": "den 16 april 2027", "start": "2027-04-16", "end": None, "why": "rejected"} in key["mentions"]
    assert "2027-02-02" in [mention["start"] for mention in key["mentions"]]


def test_what_waits_is_listed(calagg: Run, tmp_path: Path) -> None:
    (tmp_path / "protokoll.txt").write_text(MINUTES, encoding="utf-8")
    calagg("ingest", "protokoll.txt", CALAGG_EXTRACT_MIN_CONFIDENCE="1")
    listed = calagg("review", "list", CALAGG_EXTRACT_MIN_CONFIDENCE="1")
    lines = [line.split("  ") for line in listed.stdout.splitlines()]
    assert [(when, title) for _, when, title in lines] == [
        ("2027-04-15T09:00", "Utbildning om vatten"),
        ("2027-04-16", "Workshop om avlopp"),
        ("2027-04-30", "Ansökan om stöd"),
    ]
    assert listed.stderr == "3 to review, at http://127.0.0.1:8321/granska\n"


def test_a_folder_that_cannot_be_made_is_named(calagg: Run, tmp_path: Path) -> None:
    (tmp_path / "protokoll.txt").write_text(MINUTES, encoding="utf-8")
    (tmp_path / "keys").write_text("a file", encoding="utf-8")
    calagg("ingest", "protokoll.txt")
    refused = calagg("review", "export", "--every", "--out", "keys/inside")
    assert refused.returncode == 73
    assert refused.stderr.startswith("calagg: keys/inside: ")

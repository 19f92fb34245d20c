"""The whole database as JSON Lines: there and back, on either kind of database, and what is refused."""

import hashlib
import io
import json
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from calagg.errors import BackupError
from calagg.store import Store, open_store
from calagg.store.entries import entries_around
from calagg.store.portable.loading import is_empty, keep_others_out, load
from calagg.store.portable.records import Records
from calagg.store.portable.writing import export_lines
from calagg.store.schema import ChangeRow, EntryRow
from tests.conftest import postgres_database
from tests.store.filling import at_revision, fill, rows_of

DAYS = date(2027, 1, 1), date(2027, 12, 31)


def exported(store: Store) -> bytes:
    with store.read() as session:
        return b"".join(export_lines(session))


def loaded(store: Store, data: bytes) -> None:
    with store.write() as session:
        keep_others_out(session)
        load(session, Records(io.BytesIO(data), "calagg.jsonl"), store.url)


@pytest.fixture
def filled(store: Store, database_url: str) -> Store:
    with store.write() as session:
        fill(session.connection())
    return store


@pytest.fixture(params=["sqlite", "postgresql"])
def other(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    with ExitStack() as stack:
        sqlite = request.param == "sqlite"
        url = f"sqlite:///{tmp_path / 'other.db'}" if sqlite else stack.enter_context(postgres_database())
        yield stack.enter_context(open_store(url))


def test_the_same_bytes_after_a_move_to_any_database(filled: Store, other: Store) -> None:
    before = exported(filled)
    with other.read() as session:
        assert is_empty(session)
    loaded(other, before)
    assert exported(other) == before
    with filled.read() as session, other.read() as moved:
        assert len(entries_around(session, *DAYS)) == 2
        assert entries_around(moved, *DAYS) == entries_around(session, *DAYS)


def test_the_lines(filled: Store) -> None:
    lines = exported(filled).decode().split("\n")
    header, end = json.loads(lines[0]), json.loads(lines[-2])
    assert (header["calagg"], header["format"], header["rows"]["entry"]) == ("export", 1, 2)
    tables = [next(iter(json.loads(line))) for line in lines[1:-2]]
    assert tables == [table for table, count in header["rows"].items() for _ in range(count)]
    assert tables.index("entry") < tables.index("sighting")
    whole = "".join(f"{line}\n" for line in lines[:-2]).encode()
    assert end == {"end": {"rows": len(tables), "sha256": hashlib.sha256(whole).hexdigest()}}
    assert lines[-1] == ""


def test_rows_are_numbered_on_from_the_highest(store: Store, lines: list[bytes]) -> None:
    loaded(store, b"".join(lines))
    with store.write() as session:
        highest = session.scalar(select(func.max(ChangeRow.id)))
        entry = session.scalars(select(EntryRow.id)).first()
        row = session.scalars(select(ChangeRow).limit(1)).one()
        added = ChangeRow(entry_id=entry, at=row.at, what="title")
        session.add(added)
        session.flush()
        assert (highest, added.id) == (2, 3)


def test_what_was_there_is_gone_also_where_nothing_comes(store: Store) -> None:
    nothing = exported(store)
    with store.write() as session:
        fill(session.connection())
    loaded(store, nothing)
    assert exported(store) == nothing
    with store.write() as session:
        assert fill(session.connection())["change"] == 2


def summed(lines: list[bytes]) -> bytes:
    """The lines with a right last one, as a program that is not calagg might write them."""
    whole = b"".join(lines)
    end = {"end": {"rows": len(lines) - 1, "sha256": hashlib.sha256(whole).hexdigest()}}
    return whole + json.dumps(end).encode() + b"\n"


NEWER = "made by a newer calagg; install that version or a newer"
CUT = "is damaged or cut off; take an earlier backup, or make it anew where it came from"


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    with open_store(f"sqlite:///{tmp_path_factory.mktemp('lines') / 'calagg.db'}") as store:
        with store.write() as session:
            fill(session.connection())
        return exported(store).splitlines(keepends=True)


DAMAGES = {
    "empty": (lambda lines: b"", "is no export of calagg's; name a file that `calagg backup` or `export` wrote"),
    "minutes": (lambda lines: b"Protokoll\n", "is no export of calagg's"),
    "newer form": (
        lambda lines: lines[0].replace(b'"format":1', b'"format":2'),
        "has the format 2 of a newer calagg",
    ),
    "newer schema": (lambda lines: lines[0].replace(b'"schema":"00', b'"schema":"99'), NEWER),
    "no rows told": (lambda lines: b'{"calagg":"export","format":1}\n', f"{CUT} (line 1)"),
    "cut at a line": (lambda lines: b"".join(lines[:9]), f"{CUT} (it ends at line 10)"),
    "cut in a line": (lambda lines: b"".join(lines)[:2000], f"{CUT} (it ends at line "),
    "no end": (lambda lines: b"".join(lines[:-1]), f"{CUT} (it ends at line {{}})"),
    "one byte": (lambda lines: b"".join(lines).replace(b"anna@", b"anne@"), f"{CUT} (its sum is another)"),
    "more after": (lambda lines: b"".join(lines) + b"{}\n", f"{CUT} (its sum is another)"),
    "no JSON": (lambda lines: lines[0] + b"{\n", f"{CUT} (line 2: no JSON)"),
    "no row": (lambda lines: lines[0] + b"[1]\n", f"{CUT} (line 2: no row)"),
}


@pytest.mark.parametrize(("damage", "said"), DAMAGES.values(), ids=DAMAGES)
def test_what_is_damaged_is_told_by_reading_it(lines: list[bytes], damage: "object", said: str) -> None:
    assert callable(damage)
    with pytest.raises(BackupError) as refused:
        list(Records(io.BytesIO(damage(lines)), "calagg.jsonl"))
    assert str(refused.value).startswith("calagg.jsonl: ")
    assert said.format(len(lines)) in str(refused.value)
    assert "\n" not in str(refused.value)


def test_what_does_not_fit_is_told(lines: list[bytes], tmp_path: Path) -> None:
    for old, new, said in (
        (b'{"entry":', b'{"entries":', "no table is called 'entries'"),
        (b'"title":', b'"titel":', "the columns of 'entry' are others"),
        (b'"start_on":"2027-', b'"start_on":"i mars ', "a row of 'entry' has a value of another kind"),
    ):
        changed = [line.replace(old, new) for line in lines[:-1]]
        assert changed != lines[:-1]
        with open_store(f"sqlite:///{tmp_path / 'calagg.db'}") as store, pytest.raises(BackupError) as refused:
            loaded(store, summed(changed))
        assert said in str(refused.value)


def test_what_does_not_fit_changes_nothing(filled: Store, lines: list[bytes]) -> None:
    before = exported(filled)
    twice = [line.replace(b'{"source":{"name":"namnden"', b'{"source":{"name":"natverket"') for line in lines[:-1]]
    with pytest.raises(BackupError, match="a row of 'source' is there twice"):
        loaded(filled, summed(twice))
    with pytest.raises(BackupError, match="its sum is another"):
        loaded(filled, b"".join(lines).replace(b"anna@", b"anne@"))
    assert exported(filled) == before


def test_an_export_of_an_older_calagg_is_upgraded(lines: list[bytes], store: Store, tmp_path: Path) -> None:
    """As 0010 wrote it: without the tables and columns that came later."""
    then = {table: set(rows[0]) for table, rows in at_revision(f"sqlite:///{tmp_path / 'old.db'}", "0010").items()}
    told = [json.loads(line) for line in lines[:-1]]
    header = told[0] | {"schema": "0010", "rows": {t: n for t, n in told[0]["rows"].items() if t in then}}
    rows = [
        {t: {k: v for k, v in row.items() if k in then[t]}} for one in told[1:] for t, row in one.items() if t in then
    ]
    loaded(store, summed([json.dumps(one).encode() + b"\n" for one in (header, *rows)]))
    with store.read() as session:
        held = rows_of(session.connection())
    assert {table: len(held[table]) for table in then} == dict.fromkeys(then, 2)
    assert held["report"] == []
    assert str(held["sighting"][0]["start_on"]) == "2027-03-10"  # filled in by a migration

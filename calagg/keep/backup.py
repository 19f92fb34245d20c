"""back_up(store, Path("calagg.jsonl.gz")) -> Backup(rows=4031, …): a copy of the database, made while others work.

One form for both databases, JSON Lines packed by gzip: a copy of SQLite can be put back on PostgreSQL, and one of an
older calagg by a newer, with no `pg_dump` of the right version at hand. One transaction reads it, which sees one state
and stops nobody, so that it needs neither SQLite's own way of copying nor a pause.
"""

from dataclasses import dataclass
from pathlib import Path

from calagg.keep.files import opened, write_lines
from calagg.store import Session, Store
from calagg.store.portable.form import Header
from calagg.store.portable.records import Records
from calagg.store.portable.writing import Progress, check_sound, export_lines


@dataclass(frozen=True, slots=True)
class Backup:
    """A file that was proved by reading it back: how many rows it holds, of which schema."""

    path: Path
    rows: int
    schema: str


def back_up(store: Store, path: Path, progress: Progress | None = None) -> Backup:
    """Writes the whole database to `path`, packed, and reads it back before it gets its name.

    Raises StoreError where the database is damaged, OutputError; an earlier backup at `path` is then intact.
    """
    with store.read() as session:
        check_sound(session, store.url)
        return write_backup(session, path, progress)


def export_to(store: Store, path: Path, progress: Progress | None = None) -> Backup:
    """Writes the whole database to `path` as plain JSON Lines, else as `back_up` does."""
    with store.read() as session:
        return write_backup(session, path, progress, packed=False)


def write_backup(session: Session, path: Path, progress: Progress | None = None, *, packed: bool = True) -> Backup:
    """Writes what the session sees to `path`, and reads it back before it gets its name. Raises OutputError."""
    proved = write_lines(path, export_lines(session, progress), packed=packed, prove=prove)
    return Backup(path=path, rows=proved.rows, schema=proved.schema)


def prove(path: Path) -> Header:
    """What the file's first line says, when all others have been read and found whole.

    Raises BackupError, MissingInputError.
    """
    with opened(path) as file:
        records = Records(file, str(path))
        for _ in records:
            pass
    return records.header

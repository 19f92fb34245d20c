"""restore(store, Path("calagg.jsonl.gz"), undo=…) -> Restored(rows=4031, kept=…): the database as it was then.

In one transaction, that nobody sees half of: a file that is damaged is refused before anything is touched, and what is
replaced is kept as a file first, which `restore` takes too. What has been mailed since the backup stays known.
"""

from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path

from calagg.errors import UsageError
from calagg.keep.backup import Backup, prove, write_backup
from calagg.keep.files import opened, unpacked
from calagg.store import Session, Store
from calagg.store.portable.carrying import set_aside, take_over
from calagg.store.portable.form import Header
from calagg.store.portable.loading import is_empty, keep_others_out, load
from calagg.store.portable.records import Records
from calagg.store.portable.writing import Progress


@dataclass(frozen=True, slots=True)
class Restored:
    """How many rows the database holds again, and where what they replaced is kept; None where there was nothing."""

    rows: int
    kept: Backup | None


def look_into(path: Path) -> Header:
    """What a backup or export holds, read from its first line to its last. Raises BackupError, MissingInputError."""
    return prove(path)


def restore(store: Store, path: Path, *, undo: Path | None, progress: Progress | None = None) -> Restored:
    """Puts the file in the place of what the database holds, which is kept in the file `undo` first.

    Raises BackupError for a damaged file, UsageError for a database that holds something where `undo` is None, and
    OutputError where that can't be written; nothing has then changed.
    """
    prove(path)
    with opened(path) as file:
        return _replace(store, Records(file, str(path)), undo, progress)


def import_from(store: Store, file: BufferedReader, where: str, progress: Progress | None = None) -> Restored:
    """Puts what `file` holds, read once from where it stands, into an empty database. Raises as `restore` does."""
    return _replace(store, Records(unpacked(file), where), None, progress)


def _replace(store: Store, records: Records, undo: Path | None, progress: Progress | None) -> Restored:
    with store.write() as session:
        keep_others_out(session)
        if is_empty(session):
            kept = None
            load(session, records, store.url, progress)
        else:
            kept = _kept(session, store, undo)
            aside = set_aside(session)
            load(session, records, store.url, progress)
            take_over(session, aside)
    return Restored(rows=records.header.rows, kept=kept)


def _kept(session: Session, store: Store, undo: Path | None) -> Backup:
    if undo is None:
        raise UsageError(
            f"{store.url}: the database holds something already; name an empty one in [database] url, "
            "or use `calagg restore --replace`, which keeps what is there as a file first",
        )
    return write_backup(session, undo)

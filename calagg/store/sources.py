"""save_source(session, "natverket", …) -> the row that says where documents come from and when it last gave any."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from calagg.store.schema import SourceRow


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredSource:
    """One source; `read_at` when it could last be looked through, `changed_at` when that last gave something new,
    `error` why it can't be since then ("" it can)."""

    name: str
    kind: str
    read_at: datetime | None
    changed_at: datetime | None
    error: str = ""


def save_source(session: Session, name: str, *, kind: str = "folder") -> None:
    """Makes the source's row where there is none."""
    if session.get(SourceRow, name) is None:
        session.add(SourceRow(name=name, kind=kind, error=""))
        session.flush()


def note_read(session: Session, name: str, *, at: datetime, changed: bool, error: str = "") -> None:
    """Writes that the source was looked through and whether that gave something new; with `error` that it could not
    be, and its `read_at` stays."""
    save_source(session, name)
    row = session.get_one(SourceRow, name)
    row.read_at = row.read_at if error else at
    row.changed_at = at if changed else row.changed_at
    row.error = error


def list_sources(session: Session) -> list[StoredSource]:
    """All sources, by name."""
    return [
        StoredSource(
            name=row.name,
            kind=row.kind,
            read_at=row.read_at,
            changed_at=row.changed_at,
            error=row.error,
        )
        for row in session.scalars(select(SourceRow).order_by(SourceRow.name))
    ]

"""`add_report(session, entry_id, "datum", "Mötet är den 4:e.", "", at=…)` -> kept, for a reviewer to handle.

The address is erased when the report is handled, and after the time that `[reports] keep_days` gives; a handled report
is removed that long after it was. What is shown is masked by whoever shows it.
"""

import unicodedata
import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CursorResult, delete, func, select, update
from sqlalchemy.orm import Session

from calagg.store.report_schema import ReportRow

LONGEST_WORDS = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a reader says is wrong; `entry_id` is None where no entry was meant, or it is gone."""

    id: str
    entry_id: str | None
    what: str
    words: str
    address: str
    at: datetime
    handled_at: datetime | None
    handled_by: str


def add_report(session: Session, entry_id: str | None, what: str, words: str, address: str, *, at: datetime) -> str:
    """Keeps the report and gives its id; its words without control characters, the first LONGEST_WORDS of them."""
    id_ = str(uuid.uuid4())
    session.add(
        ReportRow(
            id=id_,
            entry_id=entry_id,
            what=what,
            words=clean_words(words)[:LONGEST_WORDS],
            address=address,
            at=at,
            handled_by="",
        )
    )
    return id_


def clean_words(words: str) -> str:
    """The words in NFC, their lines ended alike, without what can't be seen (PostgreSQL keeps no NUL)."""
    lines = unicodedata.normalize("NFC", words).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").strip()
    return "".join(c for c in lines if c == "\n" or not unicodedata.category(c).startswith("C"))


def find_report(session: Session, id: str) -> Report | None:  # noqa: A002 - the field's own name
    """The report, handled or not."""
    row = session.get(ReportRow, id)
    return None if row is None else _report(row)


def open_reports(session: Session, *, most: int) -> list[Report]:
    """The reports that nobody has handled, the oldest first, at most so many."""
    chosen = select(ReportRow).where(ReportRow.handled_at.is_(None)).order_by(ReportRow.at, ReportRow.id)
    return [_report(row) for row in session.scalars(chosen.limit(most))]


def count_open_reports(session: Session) -> int:
    """How many reports nobody has handled."""
    return session.scalar(select(func.count()).where(ReportRow.handled_at.is_(None))) or 0


def handle_report(session: Session, id: str, *, by: str, at: datetime) -> bool:  # noqa: A002
    """Marks the report as handled and erases its address; False where another has handled it or it is not there."""
    changed = session.execute(
        update(ReportRow)
        .where(ReportRow.id == id, ReportRow.handled_at.is_(None))
        .values(handled_at=at, handled_by=by, address="")
    )
    assert isinstance(changed, CursorResult)  # noqa: S101 - tells mypy what an update gives
    return changed.rowcount == 1


def reopen_report(session: Session, id: str) -> None:  # noqa: A002
    """Takes back that the report is handled; its address stays erased."""
    session.execute(update(ReportRow).where(ReportRow.id == id).values(handled_at=None, handled_by=""))


def erase_reports(session: Session, *, before: datetime) -> None:
    """Removes the reports that were handled before that, and erases the addresses of those that came before it."""
    session.execute(delete(ReportRow).where(ReportRow.handled_at < before))
    session.execute(update(ReportRow).where(ReportRow.at < before, ReportRow.address != "").values(address=""))


def _report(row: ReportRow) -> Report:
    return Report(
        id=row.id,
        entry_id=row.entry_id,
        what=row.what,
        words=row.words,
        address=row.address,
        at=row.at,
        handled_at=row.handled_at,
        handled_by=row.handled_by,
    )

"""add_judgement(session, …) -> the row that says what a person decided, with all that it changed as it was before.

What is decided and taken back is in `calagg.merge.judging`; one judgement is taken back once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from calagg.store.review_schema import JudgementRow
from calagg.store.schema import EntryRow

ACCEPTED, CORRECTED, REJECTED, MERGED, SPLIT, TAKEN, DECLINED = (
    "accepted",
    "corrected",
    "rejected",
    "merged",
    "split",
    "taken",
    "declined",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One decision. `title` is the entry's title now; `latest` whether nobody has decided on its entries since, so
    that it can be taken back; `verb` is one of this module's words."""

    id: int
    entry_id: str
    other_id: str | None
    at: datetime
    who: str
    verb: str
    reason: str
    title: str
    before: Mapping[str, Any]
    undone_at: datetime | None
    undone_by: str
    latest: bool


def add_judgement(
    session: Session,
    entry_id: str,
    verb: str,
    *,
    who: str,
    now: datetime,
    before: Mapping[str, Any],
    reason: str = "",
    other_id: str | None = None,
) -> int:
    """The id of the new judgement."""
    row = JudgementRow(
        entry_id=entry_id,
        other_id=other_id,
        at=now,
        who=who,
        verb=verb,
        reason=reason,
        before=dict(before),
        undone_by="",
    )
    session.add(row)
    session.flush()
    return row.id


def find_judgement(session: Session, id_: int) -> Judgement | None:
    """The judgement of that id."""
    row = session.get(JudgementRow, id_)
    return _judgement(session, row) if row else None


def list_judgements(session: Session, *, limit: int, before: int | None = None) -> list[Judgement]:
    """The judgements, also those taken back, newest first; with `before` those made earlier than that one."""
    query = select(JudgementRow).order_by(JudgementRow.id.desc()).limit(limit)
    if before is not None:
        query = query.where(JudgementRow.id < before)
    return [_judgement(session, row) for row in session.scalars(query)]


def last_judgement(session: Session, *, who: str = "", entry_id: str = "", since: datetime) -> Judgement | None:
    """The newest judgement since then that stands: of that person, on that entry, or both."""
    query = select(JudgementRow).where(JudgementRow.undone_at.is_(None), JudgementRow.at >= since)
    if who:
        query = query.where(JudgementRow.who == who)
    if entry_id:
        query = query.where(or_(JudgementRow.entry_id == entry_id, JudgementRow.other_id == entry_id))
    row = session.scalars(query.order_by(JudgementRow.id.desc()).limit(1)).one_or_none()
    return _judgement(session, row) if row else None


def count_judged(session: Session, *, since: datetime) -> int:
    """How many entries have been judged since then by judgements that stand."""
    counted = select(func.count(JudgementRow.entry_id.distinct()))
    return session.scalar(counted.where(JudgementRow.at >= since, JudgementRow.undone_at.is_(None))) or 0


def mark_undone(session: Session, id_: int, *, who: str, now: datetime) -> None:
    """Notes that the judgement was taken back."""
    row = session.get_one(JudgementRow, id_)
    row.undone_at, row.undone_by = now, who


def _judgement(session: Session, row: JudgementRow) -> Judgement:
    about = [id_ for id_ in (row.entry_id, row.other_id) if id_]
    later = select(JudgementRow.id).where(
        JudgementRow.id > row.id,
        JudgementRow.undone_at.is_(None),
        or_(JudgementRow.entry_id.in_(about), JudgementRow.other_id.in_(about)),
    )
    return Judgement(
        id=row.id,
        entry_id=row.entry_id,
        other_id=row.other_id,
        at=row.at,
        who=row.who,
        verb=row.verb,
        reason=row.reason,
        title=session.get_one(EntryRow, row.entry_id).title,
        before=row.before,
        undone_at=row.undone_at,
        undone_by=row.undone_by,
        latest=row.undone_at is None and session.scalars(later.limit(1)).one_or_none() is None,
    )

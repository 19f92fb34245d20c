"""`mark_done(session, "anna@example.se", "5f0c…", at=…)` -> nothing more of that entry is mailed to that address.

It holds for all subscriptions of the reader, also when the date moves. What is planned then is in `calagg.remind.plan`.
"""

from datetime import datetime

from sqlalchemy import CursorResult, delete, select
from sqlalchemy.orm import Session

from calagg.store.insertion import insert_missing_keys
from calagg.store.schema import DoneRow

Done = frozenset[tuple[str, str]]


def mark_done(session: Session, address: str, entry_id: str, *, at: datetime) -> None:
    """Marks it; one that is marked already stays as it is. The entry must be there."""
    insert_missing_keys(session, DoneRow, {"address": address, "entry_id": entry_id, "at": at})


def take_back_done(session: Session, address: str, entry_id: str) -> bool:
    """Takes the mark away; False where there was none."""
    gone = session.execute(delete(DoneRow).filter_by(address=address, entry_id=entry_id))
    assert isinstance(gone, CursorResult)  # noqa: S101 - a DELETE's result; tells mypy what `execute` gave
    return gone.rowcount == 1


def is_done(session: Session, address: str, entry_id: str) -> bool:
    """Whether the reader has marked the entry."""
    return session.get(DoneRow, (address, entry_id)) is not None


def list_done(session: Session, address: str) -> list[str]:
    """The ids of the entries that a reader has marked, the latest mark first."""
    return list(session.scalars(select(DoneRow.entry_id).filter_by(address=address).order_by(DoneRow.at.desc())))


def all_done(session: Session) -> Done:
    """What all readers have marked, as (address, entry id)."""
    marked = session.execute(select(DoneRow.address, DoneRow.entry_id))
    return frozenset((address, entry_id) for address, entry_id in marked)

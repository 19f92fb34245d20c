"""`known_visits(session, "webben", engine)` -> what is known of each address that the source was fetched from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from calagg.store.source_schema import VisitRow
from calagg.store.sources import save_source


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """An address, the tags of what stood there, the links on it as (address, text), the `fault` with which it gave
    nothing ("" it did), and when that was."""

    url: str
    etag: str
    last_modified: str
    links: tuple[tuple[str, str], ...]
    fault: str
    visited_at: datetime


def known_visits(session: Session, source_name: str, engine: str) -> list[Visit]:
    """The addresses whose contents this version of the reading code has read."""
    rows = session.scalars(select(VisitRow).where(VisitRow.source_name == source_name, VisitRow.engine == engine))
    return [
        Visit(
            url=row.url,
            etag=row.etag,
            last_modified=row.last_modified,
            links=tuple((url, text) for url, text in row.links),
            fault=row.fault,
            visited_at=row.visited_at,
        )
        for row in rows
    ]


def note_visit(
    session: Session,
    source_name: str,
    url: str,
    *,
    etag: str,
    last_modified: str,
    links: Sequence[tuple[str, str]],
    fault: str,
    engine: str,
    at: datetime,
) -> None:
    """Keeps what is known of the address, in place of what was known before."""
    save_source(session, source_name)
    session.merge(
        VisitRow(
            source_name=source_name,
            url=url,
            etag=etag,
            last_modified=last_modified,
            links=[list(link) for link in links],
            fault=fault,
            engine=engine,
            visited_at=at,
        )
    )

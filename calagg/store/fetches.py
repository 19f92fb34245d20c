"""count_fetches(session, {("all", "outlook"): Fetches(3, 2, at)}) -> added to what is stored: what fetches which feed.

Kinds of clients are counted, never addresses or persons. Which kind a client is, is decided in `calagg.web.clients`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from calagg.store.feed_schema import FetchRow
from calagg.store.insertion import insert_missing_keys


@dataclass(frozen=True, slots=True)
class Fetches:
    """How often a kind of client asked for a feed, how often it had the newest already, and when it last asked."""

    count: int
    unchanged: int
    last_at: datetime


def count_fetches(session: Session, seen: Mapping[tuple[str, str], Fetches]) -> None:
    """Adds to the counts of each (feed, kind of client)."""
    for (feed, client), more in sorted(seen.items()):
        new = {"feed": feed, "client": client, "fetches": 0, "unchanged": 0, "last_at": more.last_at}
        insert_missing_keys(session, FetchRow, new)
        row = session.get_one(FetchRow, (feed, client), with_for_update=True, populate_existing=True)
        row.fetches += more.count
        row.unchanged += more.unchanged
        row.last_at = max(row.last_at, more.last_at)


def fetches_by_client(session: Session) -> dict[str, Fetches]:
    """By kind of client, of all feeds together: the one that asked most first."""
    sums = func.sum(FetchRow.fetches), func.sum(FetchRow.unchanged), func.max(FetchRow.last_at)
    rows = session.execute(select(FetchRow.client, *sums).group_by(FetchRow.client))
    found = {client: Fetches(int(count), int(unchanged), last_at) for client, count, unchanged, last_at in rows}
    return dict(sorted(found.items(), key=lambda pair: (-pair[1].count, pair[0])))


def fetches_of(session: Session, feed: str) -> dict[str, Fetches]:
    """By kind of client, the one that asked last first."""
    rows = session.scalars(select(FetchRow).where(FetchRow.feed == feed).order_by(FetchRow.last_at.desc()))
    return {row.client: Fetches(row.fetches, row.unchanged, row.last_at) for row in rows}

"""The tables of publishing: the entries as feeds carry them, who fetched what, and the feeds that no file names.

What reads and writes them is in `published`, `feeds` and `fetches`; the other tables are in `schema`.
"""

import hashlib
from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from calagg.store.schema import Base


def digest_of(data: bytes) -> int:
    """A hash of a VEVENT of 40 bits: a sum of a million of them is far from what 64 bits hold."""
    return int.from_bytes(hashlib.sha256(data).digest()[:5], "big")


def organiser_key(folded: str) -> int:
    """What stands for an organiser beside each VEVENT, where names of any length would not do: 64 bits of a hash."""
    return int.from_bytes(hashlib.sha256(folded.encode()).digest()[:8], "big", signed=True)


class PublishedRow(Base):
    """A published entry as it is looked for: masked, and folded as `calagg.model.selection.fold` does; its words are
    as `calagg.model.finding.searchable` makes them.

    `sequence`, `changed_at`, `settings` and `read_at` are those that its renderings were made from. `gone_on` is the
    first day on which a cancelled entry is no longer shown. `sources` stand each on a line of its own, with a line
    break on both sides.
    """

    __tablename__ = "published"
    entry_id: Mapped[str] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), primary_key=True)
    sequence: Mapped[int]
    changed_at: Mapped[datetime]
    created_at: Mapped[datetime]
    read_at: Mapped[datetime] = mapped_column(index=True)
    settings: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(20))
    status: Mapped[str] = mapped_column(String(20))
    organiser: Mapped[str] = mapped_column(Text)
    place: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text)
    sources: Mapped[str] = mapped_column(Text)
    gone_on: Mapped[date | None] = mapped_column(index=True)


class RenderingRow(Base):
    """One VEVENT, ready to be joined; `part` tells which of an entry's it is. `first_on` and `last_on` are the days it
    covers, inclusive; `digest` is a short hash of `data`, for sums that tell whether a feed has changed; `kind` and
    `organiser`, a key of it, are its entry's. The index holds all that such a sum is made from, without `data`;
    it begins with the last day, so that a sum does not grow with what has been."""

    __tablename__ = "rendering"
    entry_id: Mapped[str] = mapped_column(ForeignKey("published.entry_id", ondelete="CASCADE"), primary_key=True)
    part: Mapped[str] = mapped_column(String(12), primary_key=True)
    uid: Mapped[str] = mapped_column(String(50))
    first_on: Mapped[date]
    last_on: Mapped[date]
    digest: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[str] = mapped_column(String(20), server_default="")
    organiser: Mapped[int] = mapped_column(BigInteger, server_default="0")
    data: Mapped[bytes] = mapped_column(LargeBinary)
    __table_args__ = (
        Index("ix_rendering_sums", "part", "last_on", "first_on", "kind", "organiser", "entry_id", "digest"),
    )


class OrganiserFeedRow(Base):
    """The feed that an organiser got when its first entry was published; it stays, empty or not."""

    __tablename__ = "organiser_feed"
    name: Mapped[str] = mapped_column(String(100), primary_key=True)
    organiser: Mapped[str] = mapped_column(Text)
    folded: Mapped[str] = mapped_column(Text, unique=True)


class SecretFeedRow(Base):
    """A feed at an address that nobody can guess; only the hash of its secret is kept."""

    __tablename__ = "secret_feed"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    title: Mapped[str] = mapped_column(Text)
    selection: Mapped[dict[str, Any]]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class FetchRow(Base):
    """How often a kind of client has fetched a feed, and when last; nothing of who it was."""

    __tablename__ = "fetch"
    feed: Mapped[str] = mapped_column(String(120), primary_key=True)
    client: Mapped[str] = mapped_column(String(40), primary_key=True)
    fetches: Mapped[int] = mapped_column(Integer)
    unchanged: Mapped[int] = mapped_column(Integer)
    last_at: Mapped[datetime]

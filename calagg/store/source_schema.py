"""The tables of the sources and of what was fetched from the web, so that it need not be fetched again."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from calagg.store.schema import Base


class SourceRow(Base):
    """Where documents come from, and when it last gave any. One that is read now has `leased_until`; `failures` counts
    those in a row, `shown` is how many documents it last showed when it showed any, `missed` what it did not give."""

    __tablename__ = "source"
    name: Mapped[str] = mapped_column(String(100), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    read_at: Mapped[datetime | None]
    changed_at: Mapped[datetime | None]
    error: Mapped[str] = mapped_column(Text, default="")
    tried_at: Mapped[datetime | None]
    next_at: Mapped[datetime | None]
    leased_until: Mapped[datetime | None]
    failures: Mapped[int] = mapped_column(default=0, server_default="0")
    shown: Mapped[int | None]
    emptied_at: Mapped[datetime | None]
    missed: Mapped[str] = mapped_column(Text, default="", server_default="")


class VisitRow(Base):
    """What is known of an address of a source since it was last fetched; `links` are those on a page,
    `fault` is why it gave nothing then."""

    __tablename__ = "visit"
    source_name: Mapped[str] = mapped_column(ForeignKey("source.name", ondelete="CASCADE"), primary_key=True)
    url: Mapped[str] = mapped_column(String(2000), primary_key=True)
    etag: Mapped[str] = mapped_column(Text, default="")
    last_modified: Mapped[str] = mapped_column(Text, default="")
    links: Mapped[list[Any]]
    fault: Mapped[str] = mapped_column(Text, default="")
    engine: Mapped[str] = mapped_column(String(40), default="")
    visited_at: Mapped[datetime]

"""The table of what was fetched from the web, so that it need not be fetched again; the sources are in `schema`."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from calagg.store.schema import Base


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

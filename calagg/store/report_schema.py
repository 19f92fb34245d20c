"""The table of what readers report as wrong; the others are in `schema`."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from calagg.store.schema import Base


class ReportRow(Base):
    """A reader says that something is wrong, with one entry or, where `entry_id` is None, with anything. `address` is
    empty where none was given, and from when the report is handled."""

    __tablename__ = "report"
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    entry_id: Mapped[str | None] = mapped_column(ForeignKey("entry.id", ondelete="SET NULL"), index=True)
    what: Mapped[str] = mapped_column(String(20))
    words: Mapped[str] = mapped_column(Text, default="")
    address: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime]
    handled_at: Mapped[datetime | None]
    handled_by: Mapped[str] = mapped_column(String(100), default="")
    __table_args__ = (Index("ix_report_handled_at", "handled_at"),)

"""The tables: sources, documents, entries, sightings, history, subscriptions, reminders.

Wall time is kept as a day and a time without a zone, instants as UTC. What reads the tables is in the sibling files
named for what they hold; what changes them over time is in `migrations/`.
"""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import (
    JSON,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Text,
    UniqueConstraint,
    event,
    false,
    text,
    true,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
from sqlalchemy.orm.attributes import flag_modified

from calagg.store.instant import Instant

# SQLite keeps texts of any length under every type, and can't alter one without dropping the table, which would take
# the rows that refer to it along
_LONGER_TEXT = String(100).with_variant(Text(), "postgresql")


class Base(DeclarativeBase):
    """The base of all tables; constraints are named so that a migration can find them on both databases."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_name)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: Instant, dict[str, Any]: JSON, list[Any]: JSON}  # noqa: RUF012 - SQLAlchemy's form


class DocumentRow(Base):
    """One set of minutes, one row for each content; `superseded_at` when its origin later held something else."""

    __tablename__ = "document"
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64))
    source_name: Mapped[str | None] = mapped_column(ForeignKey("source.name", ondelete="SET NULL"))
    name: Mapped[str] = mapped_column(Text)
    origin: Mapped[str] = mapped_column(Text)
    format: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    anchors: Mapped[list[Any]]
    outcome: Mapped[str] = mapped_column(String(20))
    detail: Mapped[str] = mapped_column(Text, default="")
    reference_on: Mapped[date | None]
    reference_source: Mapped[str] = mapped_column(String(20), default="")
    reference_reasons: Mapped[list[Any]]
    engine: Mapped[str] = mapped_column(String(40), default="")
    read_at: Mapped[datetime] = mapped_column(index=True)
    superseded_at: Mapped[datetime | None]
    __table_args__ = (UniqueConstraint("origin", "sha256"), Index("ix_document_sha256", "sha256"))


class EntryRow(Base):
    """One thing for the calendar. `end_on` is inclusive; a time without a zone is local wall time. Of a series they are
    its first time's, `recurrence` is how it repeats and `last_on` its last day. `review` is 'accepted', 'rejected',
    'merged' (into the entry `merged_into`), or '' where nobody has judged it. `unrendered` when the row was written
    since the feeds were made from it."""

    __tablename__ = "entry"
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    status: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(Text)
    start_on: Mapped[date] = mapped_column(index=True)
    start_at: Mapped[time | None]
    end_on: Mapped[date | None] = mapped_column(index=True)
    end_at: Mapped[time | None]
    recurrence: Mapped[str | None] = mapped_column(Text)
    last_on: Mapped[date | None] = mapped_column(index=True)
    grain: Mapped[str] = mapped_column(String(10))
    location: Mapped[str | None] = mapped_column(Text)
    organiser: Mapped[str | None] = mapped_column(Text)
    url: Mapped[str | None] = mapped_column(Text)
    confidence: Mapped[float] = mapped_column(Float)
    review: Mapped[str] = mapped_column(String(10), default="")
    merged_into: Mapped[str | None] = mapped_column(String(36))
    doubted: Mapped[bool] = mapped_column(default=False, server_default=false())
    reasons: Mapped[list[Any]]
    contradictions: Mapped[list[Any]]
    sequence: Mapped[int] = mapped_column(Integer, default=0)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime] = mapped_column(index=True)
    sightings: Mapped[list["SightingRow"]] = relationship(back_populates="entry", cascade="all, delete-orphan")
    changes: Mapped[list["ChangeRow"]] = relationship(back_populates="entry", cascade="all, delete-orphan")
    unrendered: Mapped[bool] = mapped_column(default=True, server_default=true())
    __table_args__ = (
        Index("ix_entry_unrendered", "id", sqlite_where=text("unrendered"), postgresql_where=text("unrendered")),
    )


@event.listens_for(EntryRow, "before_update")
def _to_be_rendered(_mapper: object, _connection: object, row: EntryRow) -> None:
    """Marks an entry that is written, also where it was marked when it was loaded: a round of publishing that has come
    between takes the mark away."""
    row.unrendered = True
    flag_modified(row, "unrendered")


class SightingRow(Base):
    """An entry as one document tells it; `told` is the whole entry as extracted, so that a merge can replay it.

    Its days, its title, whose it is, its UID and the stems of its title stand beside it to be found by; `left_on` is
    the day that the document moves it from, `moving` whether it moves it and does not say from which."""

    __tablename__ = "sighting"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    entry_id: Mapped[str] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), index=True)
    document_id: Mapped[str] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"), index=True)
    key: Mapped[str] = mapped_column(String(64))
    span_start: Mapped[int]
    span_end: Mapped[int]
    mention: Mapped[str] = mapped_column(Text)
    quote: Mapped[str] = mapped_column(Text)
    place: Mapped[str] = mapped_column(Text, default="")
    told: Mapped[dict[str, Any]]
    title: Mapped[str] = mapped_column(Text, default="", server_default="")
    organiser: Mapped[str | None] = mapped_column(Text)
    start_on: Mapped[date | None]
    end_on: Mapped[date | None] = mapped_column(index=True)
    last_on: Mapped[date | None] = mapped_column(index=True)
    left_on: Mapped[date | None] = mapped_column(index=True)
    uid: Mapped[str | None] = mapped_column(Text, index=True)
    stems: Mapped[str | None] = mapped_column(Text)
    moving: Mapped[bool] = mapped_column(default=False, server_default=false())
    retired_at: Mapped[datetime | None]
    entry: Mapped[EntryRow] = relationship(back_populates="sightings")
    document: Mapped[DocumentRow] = relationship()
    __table_args__ = (
        UniqueConstraint("document_id", "key"),
        Index("ix_sighting_told_on", "start_on", "title", "organiser", "entry_id"),
        Index("ix_sighting_moving", "start_on", sqlite_where=text("moving"), postgresql_where=text("moving")),
    )


class DismissalRow(Base):
    """A mention that became no entry, and why."""

    __tablename__ = "dismissal"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    document_id: Mapped[str] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"), index=True)
    span_start: Mapped[int]
    span_end: Mapped[int]
    mention: Mapped[str] = mapped_column(Text)
    value: Mapped[str] = mapped_column(Text, default="")
    reason: Mapped[str] = mapped_column(Text)


class ChangeRow(Base):
    """One line of an entry's history; `who` is the name of the user who judged it."""

    __tablename__ = "change"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    entry_id: Mapped[str] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), index=True)
    document_id: Mapped[str | None] = mapped_column(ForeignKey("document.id", ondelete="SET NULL"))
    at: Mapped[datetime]
    what: Mapped[str] = mapped_column(String(20))
    before: Mapped[str] = mapped_column(Text, default="")
    after: Mapped[str] = mapped_column(Text, default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    who: Mapped[str] = mapped_column(String(100), default="", server_default="")
    entry: Mapped[EntryRow] = relationship(back_populates="changes")
    document: Mapped[DocumentRow | None] = relationship()


class SubscriptionRow(Base):
    """One address, which entries, which lead times. `selection` is the text of an `EntryChoice`; `kind_leads` has the
    lead times of the kinds that have their own. A `weekly` one gets the mails of a week on its first working day.
    `paused_until` is the last day without mails, inclusive; from `bounced_at` on nothing is sent, since what was sent
    came back, until its reader confirms anew. The tokens of its links are kept, hashed, with the mails that carry them.
    `created_at` is when it was last asked for."""

    __tablename__ = "subscription"
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    address: Mapped[str] = mapped_column(Text)
    selection: Mapped[str] = mapped_column(_LONGER_TEXT, default="all")
    leads: Mapped[list[Any]]
    kind_leads: Mapped[dict[str, Any]] = mapped_column(default=dict)
    weekly: Mapped[bool] = mapped_column(default=False)
    paused_until: Mapped[date | None]
    created_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    bounced_at: Mapped[datetime | None]
    __table_args__ = (UniqueConstraint("address", "selection"),)


class DoneRow(Base):
    """An entry that a reader has marked as done: nothing more of it is mailed to that address."""

    __tablename__ = "done"
    address: Mapped[str] = mapped_column(Text, primary_key=True)
    entry_id: Mapped[str] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), primary_key=True)
    at: Mapped[datetime]


class ReminderRow(Base):
    """One planned mail line; unique on subscription, entry, due value and lead, so that none is planned twice.

    `state` is planned, claimed (laid in a mail), sent, failed, skipped, superseded or uncertain; `reason` says why it
    was skipped or superseded. `mail_on` is the local working day whose digest carries it. `notice` is empty, or says
    what is told of an entry that the reader knew otherwise: 'moved', 'cancelled', 'restored' or 'withdrawn'; its `lead`
    is then the entry's version, negative.
    """

    __tablename__ = "reminder"
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    subscription_id: Mapped[str] = mapped_column(ForeignKey("subscription.id", ondelete="CASCADE"))
    entry_id: Mapped[str] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), index=True)
    due_value: Mapped[str] = mapped_column(String(16), index=True)
    lead: Mapped[int]
    mail_on: Mapped[date]
    planned_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(20))
    notice: Mapped[str] = mapped_column(String(10), default="")
    mail_id: Mapped[str | None] = mapped_column(ForeignKey("mail.id", ondelete="SET NULL"), index=True)
    reason: Mapped[str] = mapped_column(Text, default="")
    sent_at: Mapped[datetime | None]
    __table_args__ = (
        UniqueConstraint("subscription_id", "entry_id", "due_value", "lead"),
        Index("ix_reminder_state_mail_on", "state", "mail_on"),
    )


class MailRow(Base):
    """One mail to one address: the outbox. One digest an address a day, by the unique key.

    `message_id` is fixed before the first attempt; `stage` is 'data' from just before the final dot, so that
    a cut connection tells "not accepted" from "perhaps accepted"; `flagged` marks a mail that may have come twice.
    `state` is queued, claimed, sent, failed, uncertain or skipped. `token_hash` belongs to the links of the latest
    attempt, `earlier_token_hash` to those of the one before it that was perhaps accepted; there are never more than
    two such. After `expires_at` the mail says nothing of use and is not tried again.
    `ended_at` is when it came to the last of its states. `bounce` is hard or soft when it was returned, heard of at
    `bounced_at`.
    """

    __tablename__ = "mail"
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    address: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(String(20))
    key: Mapped[str] = mapped_column(String(60))
    message_id: Mapped[str] = mapped_column(String(200), unique=True)
    state: Mapped[str] = mapped_column(String(20))
    created_at: Mapped[datetime]
    next_try_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    claimed_by: Mapped[str] = mapped_column(String(60), default="")
    lease_until: Mapped[datetime | None]
    stage: Mapped[str] = mapped_column(String(20), default="")
    flagged: Mapped[bool] = mapped_column(default=False)
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    earlier_token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    sent_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    error: Mapped[str] = mapped_column(Text, default="")
    bounce: Mapped[str | None] = mapped_column(String(10))
    bounced_at: Mapped[datetime | None]
    __table_args__ = (
        UniqueConstraint("address", "kind", "key"),
        Index("ix_mail_state_next_try_at", "state", "next_try_at"),
    )


class HeartbeatRow(Base):
    """When a named piece of work last ran to its end, and until when it waits for an administrator to mend a fault."""

    __tablename__ = "heartbeat"
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    at: Mapped[datetime]
    detail: Mapped[str] = mapped_column(Text, default="")
    paused_until: Mapped[datetime | None]

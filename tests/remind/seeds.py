"""Invented entries, documents and subscriptions that the tests of reminders put into a store."""

from datetime import UTC, date, datetime, time
from pathlib import Path

from calagg.config import Config, Mail, Web
from calagg.model import CalendarEntry, Change, Entry, Grain, Kind, Moment, Sighting, Span, Status
from calagg.model.recurrence import Recurrence
from calagg.store import Store
from calagg.store.schema import DocumentRow, EntryRow, MailRow, ReminderRow, SightingRow, SubscriptionRow

CREATED = datetime(2026, 11, 1, 9, tzinfo=UTC)
MORNING = datetime(2026, 11, 20, 7, tzinfo=UTC)  # Friday 08:00 in Stockholm
QUOTE = "Anmälan till nätverksdagen i Storåker görs senast lördag 21/11, därefter låses listan."
MENTION = "senast lördag 21/11"


def config_for(outbox: Path, *, port: int | None = None, **mail: object) -> Config:
    """A configuration that sends to a server on this machine, or without a port lays mails in a folder."""
    sending = {"transport": "smtp", "host": "127.0.0.1", "port": port, "security": "none", "timeout": 5} if port else {}
    values = {
        "outbox": str(outbox),
        "sender_address": "kalender@example.se",
        "sender_name": "Kommunförbundet Mellanbygden",
    }
    return Config(
        mail=Mail(**(values | sending | mail)),  # type: ignore[arg-type]  # keywords from two dicts
        web=Web(base_url="https://kalender.example.se"),
    )


TODAY = Moment(date(2026, 11, 21))


def calendar_entry(
    entry_id: str = "e1",
    *,
    start: Moment = TODAY,
    end: Moment | None = None,
    recurrence: Recurrence | None = None,
    kind: Kind = Kind.DEADLINE,
    title: str = "Anmälan till nätverksdagen",
    status: Status = Status.CONFIRMED,
    grain: Grain = Grain.DAY,
    created_at: datetime = CREATED,
    organiser: str | None = "Nätverket Arbete",
    quote: str = QUOTE,
    mention: str = MENTION,
    changes: tuple[Change, ...] = (),
    place: str = "sida 3",
) -> CalendarEntry:
    """An entry told by one document."""
    entry = Entry(
        title=title,
        kind=kind,
        start=start,
        end=end,
        recurrence=recurrence,
        grain=grain,
        status=status,
        organiser=organiser,
        quote=quote,
        mention=mention,
    )
    sighting = Sighting(
        document_id="d1",
        document_name="m.txt",
        document_title="Minnesanteckningar 12 november 2026",
        document_origin="m.txt",
        reference_on=date(2026, 11, 12),
        span=Span(0, 3),
        mention=mention,
        quote=quote,
        place=place,
    )
    return CalendarEntry(
        id=entry_id,
        entry=entry,
        sequence=0,
        created_at=created_at,
        changed_at=created_at,
        sightings=(sighting,),
        changes=changes,
    )


def put_entry(
    store: Store,
    entry_id: str = "e1",
    *,
    on: date = date(2026, 11, 21),
    at: time | None = None,
    created_at: datetime = CREATED,
) -> None:
    """Stores a deadline."""
    told = calendar_entry(entry_id)
    with store.write() as session:
        if session.get(DocumentRow, "d1") is None:
            session.add(
                DocumentRow(
                    id="d1",
                    sha256="0" * 64,
                    name="m.txt",
                    origin="m.txt",
                    format="text",
                    title="Minnesanteckningar 12 november 2026",
                    text=QUOTE,
                    anchors=[],
                    outcome="ok",
                    reference_on=date(2026, 11, 12),
                    reference_reasons=[],
                    read_at=CREATED,
                )
            )
        session.add(
            EntryRow(
                id=entry_id,
                kind="deadline",
                status="confirmed",
                title=told.entry.title,
                start_on=on,
                start_at=at,
                grain="minute" if at else "day",
                organiser=told.entry.organiser,
                confidence=1.0,
                reasons=[],
                contradictions=[],
                created_at=created_at,
                changed_at=created_at,
                sightings=[
                    SightingRow(
                        document_id="d1",
                        key=entry_id,
                        span_start=0,
                        span_end=3,
                        mention=MENTION,
                        quote=QUOTE,
                        place="sida 3",
                        told={},
                    )
                ],
            )
        )


def put_subscription(
    store: Store,
    address: str = "anna@example.se",
    *,
    selection: str = "all",
    leads: tuple[int, ...] = (7, 1),
    confirmed_at: datetime = CREATED,
) -> None:
    """Stores a confirmed subscription."""
    with store.write() as session:
        session.add(
            SubscriptionRow(
                id=f"{selection}-{address}"[:36],
                address=address,
                selection=selection,
                leads=list(leads),
                created_at=confirmed_at,
                confirmed_at=confirmed_at,
            )
        )


def put_readers(store: Store, number: int, *, leads: tuple[int, ...] = (1,)) -> list[str]:
    """Stores that many confirmed subscriptions at once; their addresses."""
    addresses = [f"lasare{n:05}@example.se" for n in range(number)]
    with store.write() as session:
        session.add_all(
            SubscriptionRow(
                id=f"all-{address}",
                address=address,
                selection="all",
                leads=list(leads),
                created_at=CREATED,
                confirmed_at=CREATED,
            )
            for address in addresses
        )
    return addresses


def ledger(store: Store) -> list[tuple[str, str, int, str, str]]:
    """(entry, due, lead, state, reason) of every reminder, in that order."""
    with store.read() as session:
        rows = session.query(ReminderRow).all()
    return sorted((r.entry_id, r.due_value, r.lead, r.state, r.reason) for r in rows)


def mails(store: Store) -> list[tuple[str, str, str, int, bool]]:
    """(kind, key, state, attempts, flagged) of every mail."""
    with store.read() as session:
        rows = session.query(MailRow).all()
    return sorted((m.kind, m.key, m.state, m.attempts, m.flagged) for m in rows)

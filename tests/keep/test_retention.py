"""What is kept long enough goes, and what anything still needs stays, however old it is."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from calagg import pipeline
from calagg.config import Config
from calagg.keep.retention import Expired, carry_out, carry_out_daily, kept_days, look_up
from calagg.merge.judging import reject_entry
from calagg.store import Store, heartbeat
from calagg.store.review_schema import JudgementRow
from calagg.store.schema import (
    Base,
    DocumentRow,
    DoneRow,
    EntryRow,
    MailRow,
    ReminderRow,
    SightingRow,
    SubscriptionRow,
)
from calagg.store.source_schema import SourceRow, VisitRow

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
LONG_AGO = datetime(2024, 3, 1, 9, 0, tzinfo=UTC)
EARLIER = datetime(2019, 3, 1, 9, 0, tzinfo=UTC)
LATELY = NOW - timedelta(days=20)
CONFIG = Config()


def gone(store: Store) -> dict[str, int]:
    """What is removed, by name; what a dry run told is the same."""
    told = look_up(store, CONFIG, NOW)
    done = carry_out(store, CONFIG, NOW)
    assert {one.name for one in told} == set(kept_days(CONFIG))
    assert [(one.name, one.days, bool(one.rows)) for one in told] == [(d.name, d.days, bool(d.rows)) for d in done]
    assert all(one.rows == 0 for one in look_up(store, CONFIG, NOW))
    return {one.name: one.rows for one in done if one.rows}


def write(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def entries(session: Session) -> list[tuple[str, str, date, str]]:
    rows = session.scalars(select(EntryRow).order_by(EntryRow.start_on, EntryRow.title))
    return [(row.id, row.title, row.start_on, row.review) for row in rows]


def test_nothing_dismissed_comes_back_and_what_is_to_come_keeps_its_versions(store: Store, tmp_path: Path) -> None:
    """Four documents, each read in two versions long ago: what the first tells of is over; what the others tell of was
    judged by a person, is to come, or stands in the earlier version alone."""
    head = "Protokoll, samverkansgruppen i Norrvik\nDatum: 2024-03-01\n\n"
    over = "Utbildning hålls i Lindevik den {} april 2024 kl. 09.00-11.30.\n"
    judged = "Vårfesten hålls i Norrvik den {} maj 2024 kl. 18.00.\n"
    ahead = "Konferensen hålls i Lindevik den {} april 2027 kl. 09.00-11.30.\n"
    alone = "Remissvaret ska lämnas senast den 12 mars 2024.\n"
    other = "Styrgruppen sammanträder den 20 juni 2024 kl. 13.00 i Norrvik.\n"
    paths: Sequence[Path] = []
    for day in (15, 16):
        texts = (over.format(day), judged.format(day), ahead.format(day), alone if day == 15 else other)
        paths = [write(tmp_path, f"{name}.txt", f"{head}{text}") for name, text in zip("abcd", texts, strict=True)]
        pipeline.ingest_paths(store, CONFIG, paths, now=LONG_AGO + timedelta(days=day))
    with store.write() as session:
        [rejected] = session.scalars(select(EntryRow.id).where(EntryRow.title.contains("Vårfest")))
        reject_entry(session, rejected, "gäller inte", who="karin", now=LONG_AGO + timedelta(days=20))
    with store.read() as session:
        before = entries(session)
        assert len(session.scalars(select(DocumentRow)).all()) == 8
    assert [(review, str(day)) for *_, day, review in before] == [
        ("", "2024-03-12"),
        ("", "2024-04-16"),
        ("rejected", "2024-05-16"),
        ("", "2024-06-20"),
        ("", "2027-04-16"),
    ]
    assert gone(store) == {"versions": 1}
    with store.read() as session:
        names = sorted(session.scalars(select(DocumentRow.name).where(DocumentRow.superseded_at.is_not(None))))
        assert names == ["b.txt", "c.txt", "d.txt"]
    again = pipeline.ingest_paths(store, CONFIG, paths, now=NOW)
    assert [one.changed for one in again] == [False] * 4
    repeated = write(tmp_path, "e.txt", f"{head}{over.format(16)}{judged.format(15)}{ahead.format(16)}")
    pipeline.ingest_paths(store, CONFIG, [repeated], now=NOW)
    with store.read() as session:
        after = entries(session)
    assert [(id_, review) for id_, *_, review in after] == [(id_, review) for id_, *_, review in before]


def entry(id_: str, day: date, end: date | None = None, **values: object) -> EntryRow:
    return EntryRow(
        **dict.fromkeys(("kind", "grain", "title", "status"), "x")
        | {"id": id_, "start_on": day, "end_on": end}
        | values,
        **{"confidence": 1.0, "reasons": [], "contradictions": [], "created_at": LONG_AGO, "changed_at": LONG_AGO},
    )


def subscription(id_: str, **values: object) -> SubscriptionRow:
    made = {"id": id_, "address": f"{id_}@example.se", "leads": [7], "created_at": LONG_AGO, "confirmed_at": LONG_AGO}
    return SubscriptionRow(**made | values)


def mail(id_: str, reader: str, **values: object) -> MailRow:
    times = dict.fromkeys(("created_at", "next_try_at", "expires_at", "ended_at"), LONG_AGO)
    made = {"id": id_, "key": id_, "message_id": id_, "kind": "digest", "state": "sent"}
    return MailRow(**times | made | {"address": f"{reader}@example.se"} | values)


def reminder(id_: str, entry_id: str, due: str, **values: object) -> ReminderRow:
    made = {"id": id_, "subscription_id": "anna", "entry_id": entry_id, "due_value": due, "lead": 7, "state": "sent"}
    return ReminderRow(**made | {"mail_on": LONG_AGO.date(), "planned_at": LONG_AGO} | values)


def fill(session: Session) -> None:
    """Rows that are old, each of which something may still need; those that nothing needs are called "gone"."""
    session.add_all(
        [
            entry("past", date(2024, 3, 10)),
            entry("oldest", date(2019, 3, 10)),
            entry("lasting", date(2024, 3, 10), date(2026, 12, 31)),
            entry("series", date(2024, 3, 10), recurrence="FREQ=WEEKLY", last_on=date(2026, 12, 20)),
            entry("ahead", date(2027, 3, 10)),
            subscription("anna"),
            subscription("waits", confirmed_at=None, created_at=NOW - timedelta(days=2)),
            subscription("left", ended_at=LATELY),
            subscription("gone-left", ended_at=LONG_AGO),
            subscription("gone-never", confirmed_at=None),
            subscription("returned", bounced_at=LONG_AGO),
            SourceRow(name="namnden", kind="page"),
        ]
    )
    session.flush()
    session.add_all(
        [
            mail("latest", "anna", created_at=LONG_AGO + timedelta(days=9)),
            mail("gone-1", "anna"),
            mail("gone-failed", "anna", created_at=LONG_AGO + timedelta(days=10), state="failed"),
            mail("queued", "anna", state="queued", ended_at=None),
            mail("claims", "anna", state="failed"),
            mail("left-1", "left", ended_at=LATELY, created_at=LATELY),
            mail("gone-2", "gone-left", ended_at=LATELY - timedelta(days=90), created_at=LATELY - timedelta(days=90)),
            mail("alarm", "drift", kind="alarm", ended_at=LATELY, created_at=LATELY),
            mail("gone-alarm", "drift", kind="alarm"),
        ]
    )
    session.flush()
    session.add_all(
        [
            reminder("gone-told", "past", "2024-03-10"),
            reminder("gone-skipped", "past", "2024-03-10", lead=1, state="skipped"),
            reminder("planned", "past", "2024-03-10", lead=3, state="planned"),
            reminder("claimed", "past", "2024-03-10", lead=4, state="claimed", mail_id="claims"),
            reminder("lasting", "lasting", "2024-03-10"),
            reminder("series", "series", "2024-03-10"),
            reminder("moved", "ahead", "2024-03-10"),
            reminder("notice", "ahead", "2027-03-10", lead=-2, notice="moved"),
            DoneRow(address="anna@example.se", entry_id="past", at=LONG_AGO),
            DoneRow(address="anna@example.se", entry_id="ahead", at=LONG_AGO),
            DoneRow(address="gone@example.se", entry_id="ahead", at=LONG_AGO),
            JudgementRow(entry_id="oldest", at=EARLIER, who="karin", verb="reject", before={}),
            JudgementRow(entry_id="past", at=EARLIER, who="karin", verb="reject", before={}, undone_at=LONG_AGO),
            JudgementRow(entry_id="ahead", at=EARLIER, who="karin", verb="reject", before={}, undone_at=LATELY),
            VisitRow(source_name="namnden", url="https://example.se/1", links=[], visited_at=LONG_AGO),
            VisitRow(source_name="namnden", url="https://example.se/2", links=[], visited_at=LATELY),
        ]
    )


def ids(session: Session, table: type[Base], column: str = "id") -> list[str]:
    return sorted(str(value) for value in session.scalars(select(table.__table__.c[column])))


def test_what_nothing_needs_goes(store: Store) -> None:
    with store.write() as session:
        fill(session)
    assert gone(store) == {"mails": 3, "ledger": 3, "ended": 4, "visits": 1, "judgements": 1}
    with store.read() as session:
        assert ids(session, EntryRow) == ["ahead", "lasting", "oldest", "past", "series"]
        assert ids(session, SubscriptionRow) == ["anna", "left", "returned", "waits"]
        assert ids(session, MailRow) == ["alarm", "claims", "latest", "left-1", "queued"]
        assert ids(session, ReminderRow) == ["claimed", "lasting", "moved", "notice", "planned", "series"]
        assert ids(session, DoneRow, "entry_id") == ["ahead"]
        assert ids(session, JudgementRow, "entry_id") == ["ahead", "oldest"]
        assert ids(session, VisitRow, "url") == ["https://example.se/2"]


def test_what_is_kept_for_ever(store: Store) -> None:
    with store.write() as session:
        fill(session)
    ever = replace(CONFIG.retention, **{f"{name}_days": 0 for name in kept_days(CONFIG)})
    config = replace(CONFIG, retention=ever)
    with store.read() as session:
        before = len(session.scalars(select(ReminderRow)).all())
    assert carry_out(store, config, NOW) == [Expired(name, 0, 0) for name in kept_days(CONFIG)]
    with store.read() as session:
        assert len(session.scalars(select(ReminderRow)).all()) == before


def test_a_sentence_that_is_no_longer_said_goes_when_another_proves_its_entry(store: Store, tmp_path: Path) -> None:
    over = "Utbildning hålls i Lindevik den 15 april 2024 kl. 09.00-11.30.\n"
    paths = [write(tmp_path, name, f"Protokoll 2024-03-01\n\n{over}") for name in ("a.txt", "b.txt")]
    pipeline.ingest_paths(store, CONFIG, paths, now=LONG_AGO)
    with store.write() as session:
        first, second = session.scalars(select(SightingRow.id).order_by(SightingRow.id))
        session.execute(update(SightingRow).where(SightingRow.id == first).values(retired_at=LONG_AGO))
    assert gone(store) == {"versions": 1}
    with store.write() as session:
        session.execute(update(SightingRow).values(retired_at=LONG_AGO))
    assert gone(store) == {}
    with store.read() as session:
        assert session.scalars(select(SightingRow.id)).all() == [second]


def test_once_a_day_and_not_at_once_after_a_long_pause(store: Store) -> None:
    def left_after(now: datetime) -> int:
        carry_out_daily(store, CONFIG, now)
        with store.read() as session:
            return len(session.scalars(select(VisitRow)).all())

    def visited(number: int) -> None:
        with store.write() as session:
            session.add(VisitRow(source_name="namnden", url=str(number), links=[], visited_at=LONG_AGO))

    with store.write() as session:
        session.add(SourceRow(name="namnden", kind="page"))
    visited(1)
    assert left_after(NOW) == 1  # the first start
    assert left_after(NOW + timedelta(hours=23)) == 1
    assert left_after(NOW + timedelta(hours=25)) == 0
    visited(2)
    assert left_after(NOW + timedelta(hours=26)) == 1  # today's is done
    assert left_after(NOW + timedelta(days=900)) == 1  # the clock has leapt
    assert left_after(NOW + timedelta(days=3)) == 1  # and is right again
    assert left_after(NOW + timedelta(days=4)) == 0
    with store.read() as session:
        assert heartbeat.last_beats(session)["retention"].at == NOW + timedelta(days=4)

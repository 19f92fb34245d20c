"""`run_for_a_week(store)`: what a calagg at work leaves in its store, for the page of operations and the metrics."""

from datetime import date, timedelta

from calagg.merge.apply import save_unread
from calagg.model import Document, Kind, Outcome
from calagg.store import Session, Store
from calagg.store.fetches import Fetches, count_fetches
from calagg.store.heartbeat import beat
from calagg.store.outbox import TWICE
from calagg.store.reminders import State
from calagg.store.schema import EntryRow, MailRow, ReminderRow, SubscriptionRow
from calagg.store.sources import note_read
from tests.web.conftest import NOW
from tests.web.minutes import keep, told

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
READERS = tuple(f"lasare{number}@norrvik.example" for number in range(9))
NO_USER = f"mail server mail.example.se:587 said 550 5.1.1 <{READERS[0]}>: lasare0 is unknown"
TODAY = date(2026, 11, 21)


def run_for_a_week(store: Store) -> None:
    """Two sources, one of them silent; mails of all ends; two unreadable documents; three kinds of programs."""
    for week in range(12):
        at = NOW - (11 - week) * 7 * DAY - HOUR
        told_then = (
            (f"Träff {week}.{n} den {{3 december}}.", told(f"Träff {week}.{n}", "2026-12-03", kind=Kind.EVENT))
            for n in range(1 + week % 3)
        )
        keep(store, *told_then, origin=f"minutes/{week}.txt", now=at)
    keep(
        store, ("Kanske {i mars}.", told("Uppföljning", "2027-03-01", confidence=0.2)), origin="minutes/m.txt", now=NOW
    )
    for name, outcome in (("protokoll-skannat-nov.pdf", Outcome.NO_TEXT), ("underlag-budget.docx", Outcome.ENCRYPTED)):
        unread = Document(name=name, text="", origin=f"minutes/{name}", sha256=name, outcome=outcome, detail="skäl")
        with store.write() as session:
            save_unread(session, unread, source_name="natverk", now=NOW - HOUR, engine="1")
    with store.write() as session:
        beat(session, "tick", NOW - timedelta(minutes=5))
        beat(session, "outbox", NOW - timedelta(minutes=5))
        note_read(session, "natverk", at=NOW - HOUR, changed=True)
        note_read(session, "natverk", at=NOW - timedelta(minutes=5), changed=False)
        note_read(session, "fonden", at=NOW - 51 * DAY, changed=True)
        note_read(session, "fonden", at=NOW - timedelta(minutes=5), changed=False)
        note_read(session, "webben", at=NOW - 3 * HOUR, changed=False)
        note_read(session, "webben", at=NOW, changed=False, error="/srv/hemligt: no such folder")
        seen = {"outlook-web": (412, 0, HOUR), "apple": (188, 161, 2 * HOUR), "other": (9, 0, 400 * DAY)}
        for client, (count, unchanged, ago) in seen.items():
            count_fetches(session, {("all", client): Fetches(count, unchanged, NOW - ago)})
        count_fetches(session, {("deadlines", "apple"): Fetches(3, 1, NOW - HOUR)})
        _remind(session)


def _remind(session: Session) -> None:
    """Reminders of the last week at each of their ends, and of the two weeks to come."""
    entry = session.query(EntryRow).first()
    assert entry is not None
    for number, address in enumerate(READERS):
        session.add(
            SubscriptionRow(
                id=f"s{number}",
                address=address,
                selection="all",
                leads=[7, 1],
                created_at=NOW - 30 * DAY,
                confirmed_at=NOW - 30 * DAY,
            )
        )
    session.add(
        MailRow(
            id="m1",
            address=READERS[0],
            kind="digest",
            key="2026-11-20",
            message_id="<m1@example.se>",
            state="failed",
            created_at=NOW - DAY,
            next_try_at=NOW - DAY,
            expires_at=NOW,
            ended_at=NOW - 6 * HOUR,
            error=NO_USER,
        )
    )
    session.flush()
    past = (
        (State.SENT, "", 5),
        (State.SENT, "ny frist", 1),
        (State.SENT, TWICE, 1),
        (State.SKIPPED, "för sent", 1),
        (State.SKIPPED, "posten kom 2026-11-19, efter dagen för påminnelsen", 2),
        (State.SKIPPED, "posten kom 2026-11-18, efter dagen för påminnelsen", 1),
        (State.SUPERSEDED, "datumet har flyttats", 1),
        (State.FAILED, NO_USER, 1),
        (State.UNCERTAIN, "okänt om mejlet kom fram", 1),
    )
    rows = [(state, reason, TODAY - DAY) for state, reason, count in past for _ in range(count)]
    rows += [(State.SENT, "", TODAY - 7 * DAY), (State.PLANNED, "", TODAY - 8 * DAY)]  # too old; old and still waiting
    ahead = {2: 4, 3: 6, 4: 3, 5: 5, 6: 9, 9: 5, 10: 6, 11: 3, 12: 7, 13: 8}
    rows += [(State.PLANNED, "", TODAY + days * DAY) for days, count in ahead.items() for _ in range(count)]
    for number, (state, reason, mail_on) in enumerate(rows):
        session.add(
            ReminderRow(
                id=f"r{number}",
                subscription_id=f"s{number % len(READERS)}",
                entry_id=entry.id,
                due_value=(mail_on + 30 * DAY).isoformat(),
                lead=number,
                mail_on=mail_on,
                planned_at=NOW - 10 * DAY,
                state=state,
                reason=reason,
            )
        )

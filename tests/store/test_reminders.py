"""The ledger's rows: planned once by their key, changed only until a mail has them."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from calagg.model import Moment
from calagg.store import Store
from calagg.store.outbox import create_mail
from calagg.store.reminders import (
    LATER_LEAD,
    TOO_LATE,
    Reminder,
    ReminderKey,
    State,
    change_reminders,
    claim_reminders,
    count_reminders,
    insert_reminders,
    list_claimed,
    list_reminders,
    list_waiting,
    settle_reminders,
)
from calagg.store.schema import EntryRow, SubscriptionRow

AT = datetime(2026, 11, 1, 9, tzinfo=UTC)
DAY = date(2026, 11, 20)
FIRST = Reminder(ReminderKey("s1", "e1", Moment(date(2026, 11, 27)), 7), DAY, State.PLANNED)
TIMED = Reminder(ReminderKey("s1", "e1", Moment(date(2026, 11, 27), time(12)), 7), DAY, State.PLANNED, "ny frist")
OTHER_LEAD = Reminder(ReminderKey("s1", "e1", Moment(date(2026, 11, 27)), 1), date(2026, 11, 26), State.PLANNED)


@pytest.fixture(autouse=True)
def seeded(store: Store) -> None:
    with store.write() as session:
        session.add(
            SubscriptionRow(
                id="s1",
                address="anna@example.se",
                selection="all",
                leads=[7, 1],
                created_at=AT,
                confirmed_at=AT,
            )
        )
        session.add(
            EntryRow(
                id="e1",
                kind="deadline",
                status="confirmed",
                title="Anmälan",
                start_on=date(2026, 11, 27),
                grain="day",
                confidence=1.0,
                reasons=[],
                contradictions=[],
                created_at=AT,
                changed_at=AT,
            )
        )


def insert(store: Store, *reminders: Reminder) -> int:
    with store.write() as session:
        return insert_reminders(session, reminders, at=AT)


def rows(store: Store) -> list[Reminder]:
    with store.read() as session:
        return sorted(list_reminders(session, due_from=DAY), key=lambda r: (str(r.key.due), r.key.lead))


def new_mail(store: Store) -> str:
    with store.write() as session:
        mail_id = create_mail(
            session,
            address="anna@example.se",
            kind="digest",
            key="2026-11-20",
            domain="example.se",
            at=AT,
            expires_at=AT + timedelta(days=30),
        )
    assert mail_id is not None
    return mail_id


def test_a_key_is_planned_once(store: Store) -> None:
    assert insert(store, FIRST, TIMED) == 2
    assert insert(store, FIRST, replace(TIMED, state=State.SKIPPED), OTHER_LEAD) == 1
    assert rows(store) == [OTHER_LEAD, FIRST, TIMED]
    assert insert(store) == 0


def test_only_rows_that_no_mail_has_are_changed(store: Store) -> None:
    insert(store, FIRST, OTHER_LEAD)
    mail_id = new_mail(store)
    with store.write() as session:
        waiting = list_waiting(session, until=DAY)
        assert [(w.address, w.reminder) for w in waiting] == [("anna@example.se", FIRST)]
        assert claim_reminders(session, [waiting[0].id], mail_id) == 1
        assert claim_reminders(session, [waiting[0].id], mail_id) == 0
    skipped = [replace(r, state=State.SKIPPED, reason="för sent") for r in (FIRST, OTHER_LEAD)]
    with store.write() as session:
        assert change_reminders(session, skipped) == 1
    assert rows(store) == [skipped[1], replace(FIRST, state=State.CLAIMED)]


def test_a_superseded_row_can_be_planned_again(store: Store) -> None:
    insert(store, replace(FIRST, state=State.SUPERSEDED, reason="datumet har flyttats"))
    with store.write() as session:
        assert change_reminders(session, [FIRST]) == 1
    assert rows(store) == [FIRST]


@pytest.mark.parametrize(
    ("state", "reason", "changed"),
    [
        (State.SKIPPED, TOO_LATE, 1),
        (State.SKIPPED, LATER_LEAD, 1),
        (State.SKIPPED, "posten kom 2026-11-18, efter dagen för påminnelsen", 0),
        (State.FAILED, TOO_LATE, 0),
        (State.UNCERTAIN, TOO_LATE, 0),
    ],
)
def test_what_was_skipped_because_of_the_hour_can_be_planned_again(
    store: Store, state: State, reason: str, changed: int
) -> None:
    skipped = replace(FIRST, state=state, reason=reason)
    insert(store, skipped)
    assert skipped.may_change is bool(changed)
    with store.write() as session:
        assert change_reminders(session, [FIRST]) == changed
    assert rows(store) == [FIRST if changed else skipped]


def test_a_mails_end_is_its_reminders_end(store: Store) -> None:
    insert(store, FIRST, TIMED)
    mail_id = new_mail(store)
    with store.write() as session:
        claim_reminders(session, [w.id for w in list_waiting(session, until=DAY)], mail_id)
        claimed = list_claimed(session, mail_id)
        assert settle_reminders(session, mail_id, State.SKIPPED, reason="för sent", only=[claimed[0].id]) == 1
        assert settle_reminders(session, mail_id, State.SENT, sent_at=AT) == 1
        assert settle_reminders(session, mail_id, State.FAILED) == 0
    assert rows(store) == [replace(FIRST, state=State.SKIPPED, reason="för sent"), replace(TIMED, state=State.SENT)]
    with store.read() as session:
        assert count_reminders(session) == {(State.SKIPPED, "för sent"): 1, (State.SENT, "ny frist"): 1}


def test_reminders_of_who_has_ended_do_not_wait(store: Store) -> None:
    insert(store, FIRST)
    with store.write() as session:
        row = session.get(SubscriptionRow, "s1")
        assert row is not None
        row.ended_at = AT
    with store.read() as session:
        assert list_waiting(session, until=DAY) == []

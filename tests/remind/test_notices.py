"""What changes after it was told of: a mail at the next tick, or in the morning's digest where that is to come."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from calagg.config import Config
from calagg.remind import tick
from calagg.store import Store, open_store
from calagg.store.done import mark_done, take_back_done
from calagg.store.entries import review_entry
from calagg.store.schema import ChangeRow, EntryRow, SubscriptionRow
from tests.remind.conftest import MailServer
from tests.remind.seeds import config_for, ledger, mails, put_entry, put_subscription

FRIDAY = datetime(2026, 11, 20, 7, tzinfo=UTC)  # 08:00 in Stockholm
NOON = datetime(2026, 11, 20, 11, tzinfo=UTC)


@pytest.fixture
def config(tmp_path: Path, mail_server: MailServer) -> Config:
    return config_for(tmp_path, port=mail_server.port)


@pytest.fixture
def told(store: Store, config: Config, mail_server: MailServer) -> Store:
    """A reader who was told on Friday morning of a deadline a week later."""
    put_entry(store, on=date(2026, 11, 27))
    put_subscription(store, leads=(7, 1))
    assert tick(store, config, FRIDAY).sent.sent == 1
    mail_server.delivered.clear()
    return store


def move(store: Store, to: date, at: datetime) -> None:
    with store.write() as session:
        row = session.get_one(EntryRow, "e1")
        change = ChangeRow(at=at, what="start", before=str(row.start_on), after=str(to), reason="")
        row.changes.append(change)
        row.start_on, row.changed_at, row.sequence = to, at, row.sequence + 1


def give_status(store: Store, status: str, at: datetime) -> None:
    with store.write() as session:
        row = session.get_one(EntryRow, "e1")
        row.status, row.changed_at, row.sequence = status, at, row.sequence + 1


def subjects(mail_server: MailServer) -> list[str]:
    found = [str(message["Subject"]) for message in mail_server.delivered]
    mail_server.delivered.clear()
    return found


def test_a_move_after_the_mornings_digest_is_mailed_at_the_next_tick_and_once(
    told: Store, config: Config, mail_server: MailServer
) -> None:
    move(told, date(2026, 12, 4), NOON)
    for minute in range(3):
        tick(told, config, NOON + timedelta(minutes=minute))
    assert subjects(mail_server) == ["Flyttat: Anmälan till nätverksdagen, nu 4 december"]
    assert [(kind, state) for kind, _, state, _, _ in mails(told)] == [("digest", "sent"), ("notice", "sent")]
    assert ("e1", "2026-12-04", -1, "sent", "flyttad från 27/11 till 4/12") in ledger(told)
    for day in range(20):
        tick(told, config, FRIDAY + timedelta(days=day + 1))
    assert subjects(mail_server) == [
        "Sista dag om 7 dagar: Anmälan till nätverksdagen",
        "Sista dag i morgon: Anmälan till nätverksdagen",
    ]


def test_a_move_before_the_hours_waits_for_the_mornings_digest(
    told: Store, config: Config, mail_server: MailServer
) -> None:
    put_entry(told, "e2", on=date(2026, 11, 24))
    monday = datetime(2026, 11, 23, 5, tzinfo=UTC)
    move(told, date(2026, 12, 18), monday)
    assert tick(told, config, monday).sent.sent == 0
    tick(told, config, monday + timedelta(hours=2))
    [message] = mail_server.delivered
    assert message["Subject"] == "Sista dag i morgon: Anmälan till nätverksdagen"
    body = message.get_body(("plain",))
    assert body is not None
    assert "Ett datum har dessutom flyttats." in body.get_content()


def test_what_is_cancelled_on_a_saturday_is_told_that_day(told: Store, config: Config, mail_server: MailServer) -> None:
    saturday = FRIDAY + timedelta(days=1)
    give_status(told, "cancelled", saturday)
    tick(told, config, saturday)
    tick(told, config, saturday + timedelta(minutes=1))
    assert subjects(mail_server) == ["Inställt: Anmälan till nätverksdagen"]
    give_status(told, "confirmed", saturday + timedelta(hours=1))
    tick(told, config, saturday + timedelta(hours=1))
    assert subjects(mail_server) == ["Gäller igen: Anmälan till nätverksdagen, 27 november"]


def test_what_is_new_after_the_digest_and_due_before_the_next_is_mailed_at_once(
    told: Store, config: Config, mail_server: MailServer
) -> None:
    put_entry(told, "e2", on=date(2026, 11, 20), at=time(16))
    with told.write() as session:
        row = session.get_one(EntryRow, "e2")
        row.created_at = row.changed_at = NOON
    tick(told, config, NOON)
    tick(told, config, NOON + timedelta(minutes=1))
    assert subjects(mail_server) == ["Sista dag idag, ny frist: Anmälan till nätverksdagen"]


def test_an_entry_that_was_told_of_and_moved_far_away(told: Store, config: Config, mail_server: MailServer) -> None:
    """Further than anything that is planned yet."""
    move(told, date(2027, 9, 1), NOON)
    tick(told, config, NOON)
    assert subjects(mail_server) == ["Flyttat: Anmälan till nätverksdagen, nu 1 september 2027"]


def test_what_moved_to_a_day_that_is_over_is_not_cancelled_for_the_day_it_had_before(
    told: Store, config: Config, mail_server: MailServer
) -> None:
    move(told, date(2026, 11, 24), NOON)
    tick(told, config, NOON)
    assert subjects(mail_server) == ["Flyttat: Anmälan till nätverksdagen, nu 24 november"]
    wednesday = datetime(2026, 11, 25, 7, tzinfo=UTC)
    give_status(told, "cancelled", wednesday)
    tick(told, config, wednesday)
    assert subjects(mail_server) == []


def test_a_move_that_is_taken_back_while_its_mail_waits_is_not_told(
    told: Store, config: Config, mail_server: MailServer
) -> None:
    mail_server.data_answers = ["451 later"]
    move(told, date(2026, 12, 4), NOON)
    tick(told, config, NOON)
    move(told, date(2026, 11, 27), NOON + timedelta(seconds=5))
    tick(told, config, NOON + timedelta(minutes=1))
    assert subjects(mail_server) == []
    assert ("e1", "2026-12-04", -1, "superseded", "det har ändrats igen") in ledger(told)


def test_who_is_done_hears_nothing_more_and_again_when_that_is_taken_back(
    told: Store, config: Config, mail_server: MailServer
) -> None:
    with told.write() as session:
        mark_done(session, "anna@example.se", "e1", at=NOON)
    move(told, date(2026, 12, 4), NOON)
    for day in range(7):
        tick(told, config, NOON + timedelta(days=day))
        tick(told, config, FRIDAY + timedelta(days=day))
    assert subjects(mail_server) == []
    with told.write() as session:
        assert take_back_done(session, "anna@example.se", "e1")
    tick(told, config, NOON + timedelta(days=7))
    assert subjects(mail_server) == ["Flyttat: Anmälan till nätverksdagen, nu 4 december"]


def test_a_pause_is_kept_and_ends(told: Store, config: Config, mail_server: MailServer) -> None:
    with told.write() as session:
        session.query(SubscriptionRow).update({"paused_until": date(2026, 11, 26)})
    for day in range(1, 7):
        tick(told, config, FRIDAY + timedelta(days=day))
    assert subjects(mail_server) == []
    tick(told, config, FRIDAY + timedelta(days=7))
    assert subjects(mail_server) == ["Sista dag idag: Anmälan till nätverksdagen"]


def test_eight_processes_at_once_send_one_notice(
    told: Store, config: Config, mail_server: MailServer, database_url: str
) -> None:
    move(told, date(2026, 12, 4), NOON)

    def run(_: int) -> None:
        with open_store(database_url) as store:
            tick(store, config, NOON)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(run, range(8)))
    assert subjects(mail_server) == ["Flyttat: Anmälan till nätverksdagen, nu 4 december"]


def judge(store: Store, review: str, at: datetime) -> None:
    with store.write() as session:
        review_entry(session, "e1", review, reason="", now=at, who="karin")


def test_who_was_told_of_what_a_person_rejects_hears_that_it_was_misread_once(
    told: Store, config: Config, mail_server: MailServer
) -> None:
    judge(told, "rejected", NOON)
    for minute in range(3):
        tick(told, config, NOON + timedelta(minutes=minute))
    [mail] = mail_server.delivered
    body = mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert (str(mail["Subject"]).split(":")[0], "Var felläst och är struken" in body) == ("Struket ur kalendern", True)
    assert "/entries/e1" not in body + mail.get_body(("html",)).get_content()  # type: ignore[union-attr]
    mail_server.delivered.clear()
    later = datetime(2026, 11, 26, 7, tzinfo=UTC)
    assert tick(told, config, later).sent.sent == 0  # nor is anything reminded of


def test_what_was_rejected_and_holds_again_is_told_and_reminded_of(
    told: Store, config: Config, mail_server: MailServer
) -> None:
    judge(told, "rejected", NOON)
    tick(told, config, NOON)
    judge(told, "", NOON + timedelta(minutes=5))
    tick(told, config, NOON + timedelta(minutes=5))
    assert [subject.split(":")[0] for subject in subjects(mail_server)] == ["Struket ur kalendern", "Gäller igen"]
    judge(told, "rejected", NOON + timedelta(minutes=9))
    tick(told, config, NOON + timedelta(minutes=9))
    assert [subject.split(":")[0] for subject in subjects(mail_server)] == ["Struket ur kalendern"]


def test_a_rejection_that_is_taken_back_before_anybody_was_told_is_not_told(
    told: Store, config: Config, mail_server: MailServer
) -> None:
    judge(told, "rejected", NOON)
    judge(told, "", NOON + timedelta(minutes=1))
    tick(told, config, NOON + timedelta(minutes=2))
    assert subjects(mail_server) == []
    assert tick(told, config, datetime(2026, 11, 26, 7, tzinfo=UTC)).sent.sent == 1  # the lead of a day before


def test_who_was_never_told_of_it_hears_nothing_of_its_rejection(
    store: Store, config: Config, mail_server: MailServer
) -> None:
    put_entry(store, on=date(2026, 12, 18))
    put_subscription(store, leads=(7, 1))
    tick(store, config, FRIDAY)
    judge(store, "rejected", NOON)
    tick(store, config, NOON)
    assert subjects(mail_server) == []


def test_what_is_cancelled_and_then_rejected_is_told_of_once(
    told: Store, config: Config, mail_server: MailServer
) -> None:
    give_status(told, "cancelled", NOON)
    tick(told, config, NOON)
    judge(told, "rejected", NOON + timedelta(minutes=5))
    tick(told, config, NOON + timedelta(minutes=5))
    assert [subject.split(":")[0] for subject in subjects(mail_server)] == ["Inställt"]


def test_what_was_told_as_cancelled_by_a_clock_that_was_behind_is_not_told_again(
    told: Store, config: Config, mail_server: MailServer
) -> None:
    give_status(told, "cancelled", NOON)
    tick(told, config, NOON - timedelta(days=9))  # the notice is of a day before the reminder that told of it
    assert [subject.split(":")[0] for subject in subjects(mail_server)] == ["Inställt"]
    move(told, date(2026, 12, 4), NOON)
    tick(told, config, NOON + timedelta(days=3))
    assert subjects(mail_server) == []

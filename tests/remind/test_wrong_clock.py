"""The machine's clock is wrong for one tick: what is still in time when it is mended is sent, once, in its hours."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from calagg.config import Config
from calagg.remind import plan_alarm, plan_due, send_due, tick
from calagg.remind.outbox import PAUSE, Sent, lease_of
from calagg.store import Store
from calagg.store.heartbeat import last_beats
from calagg.store.outbox import claim_mail, mark_data
from calagg.store.reminders import TOO_LATE
from calagg.store.schema import EntryRow, MailRow, SubscriptionRow
from calagg.store.subscriptions import add_subscription
from tests.remind.conftest import MailServer
from tests.remind.seeds import CREATED, MORNING, config_for, ledger, mails, put_entry, put_subscription

NIGHT = datetime(2026, 11, 20, 2, tzinfo=UTC)  # Friday 03:00 in Stockholm, before the hours
MINUTE = timedelta(minutes=1)
TEN_DAYS = timedelta(days=10)


@pytest.fixture
def config(mail_server: MailServer, tmp_path: Path) -> Config:
    return config_for(tmp_path / "outbox", port=mail_server.port)


def seed(store: Store) -> None:
    put_entry(store)
    put_subscription(store, leads=(1,))


@pytest.mark.parametrize(
    "ahead", [timedelta(days=2), TEN_DAYS, timedelta(days=4000)], ids=["two days", "ten days", "eleven years"]
)
def test_what_a_wrong_clock_found_too_late_is_sent(store: Store, config: Config, ahead: timedelta) -> None:
    seed(store)
    tick(store, config, NIGHT)
    tick(store, config, NIGHT + ahead)
    assert ledger(store) == [("e1", "2026-11-21", 1, "skipped", TOO_LATE)]
    tick(store, config, NIGHT + MINUTE)
    assert ledger(store) == [("e1", "2026-11-21", 1, "planned", "")]
    assert tick(store, config, MORNING).sent == Sent(sent=1)


def test_a_lead_that_a_later_one_took_the_place_of_is_sent(store: Store, config: Config) -> None:
    put_entry(store, on=date(2026, 11, 27))
    put_subscription(store, leads=(7, 1))
    tick(store, config, NIGHT)
    tick(store, config, NIGHT + timedelta(days=6))
    assert ("e1", "2026-11-27", 7, "skipped", "en senare påminnelse gäller") in ledger(store)
    tick(store, config, NIGHT + MINUTE)
    assert tick(store, config, MORNING).sent == Sent(sent=1)
    assert ledger(store) == [("e1", "2026-11-27", 1, "planned", ""), ("e1", "2026-11-27", 7, "sent", "")]


def test_a_lead_that_a_later_one_took_the_place_of_keeps_its_reason(store: Store, config: Config) -> None:
    """The hour passes by a right clock: the reason was true and stays."""
    put_entry(store, on=date(2026, 11, 20), at=time(12))
    put_subscription(store, leads=(7, 1))
    plan_due(store, config, CREATED + TEN_DAYS)
    assert tick(store, config, MORNING).sent == Sent(sent=1)
    told = ledger(store)
    assert told == [
        ("e1", "2026-11-20T12:00", 1, "sent", ""),
        ("e1", "2026-11-20T12:00", 7, "skipped", "en senare påminnelse gäller"),
    ]
    tick(store, config, MORNING + timedelta(hours=6))
    assert ledger(store) == told


def pause_at(store: Store, config: Config, at: datetime) -> None:
    """The outbox folder can't be written, so the outbox is paused."""
    folder = Path(config.mail.outbox)
    folder.write_text("in the way")
    assert tick(store, config_for(folder), at).sent.paused
    folder.unlink()


def test_a_pause_that_a_wrong_clock_began_ends_with_it(store: Store, config: Config) -> None:
    put_entry(store, on=date(2026, 11, 30))
    put_subscription(store, leads=(1, 10))
    wrong = MORNING + timedelta(days=7)
    pause_at(store, config, wrong)
    put_entry(store, "e2")
    assert tick(store, config, MORNING).sent == Sent(sent=1)


@pytest.mark.parametrize(
    ("since", "paused"), [(-MINUTE, False), (timedelta(0), True), (PAUSE - MINUTE, True), (PAUSE, False)]
)
def test_a_pause_lasts_a_quarter_of_an_hour(store: Store, config: Config, since: timedelta, paused: bool) -> None:
    seed(store)
    pause_at(store, config, MORNING)
    assert bool(send_due(store, config, MORNING + since).paused) is paused


def test_a_pause_that_goes_on_did_not_begin_in_the_future(store: Store, config: Config) -> None:
    put_entry(store, on=date(2026, 11, 30))
    put_entry(store, "e2")
    put_subscription(store, leads=(1, 10))
    pause_at(store, config, MORNING + timedelta(days=7))
    pause_at(store, config, MORNING)
    with store.read() as session:
        assert last_beats(session)["outbox"].at == MORNING


def test_a_retry_that_a_wrong_clock_put_off_is_made(store: Store, config: Config, mail_server: MailServer) -> None:
    put_entry(store, on=date(2026, 11, 30))
    put_subscription(store, leads=(10, 1))
    mail_server.rcpt_answers = ["451 later"] * 2
    assert tick(store, config, MORNING).sent == Sent(postponed=1)
    assert tick(store, config, MORNING + timedelta(days=9)).sent == Sent(postponed=1)
    assert tick(store, config, MORNING + MINUTE).sent == Sent(sent=1)
    assert ledger(store) == [("e1", "2026-11-30", 1, "planned", ""), ("e1", "2026-11-30", 10, "sent", "")]


def test_a_mail_that_a_wrong_clock_gave_up_is_made_anew(store: Store, config: Config, mail_server: MailServer) -> None:
    seed(store)
    mail_server.rcpt_answers = ["451 later"]
    tick(store, config, MORNING)
    assert tick(store, config, MORNING + TEN_DAYS).sent == Sent()
    assert mails(store) == [("digest", "2026-11-20", "failed", 1, False)]
    assert tick(store, config, MORNING + MINUTE).sent == Sent(sent=1)
    assert mails(store) == [("digest", "2026-11-20", "sent", 1, False)]
    assert ledger(store) == [("e1", "2026-11-21", 1, "sent", "")]


def test_a_mail_that_was_perhaps_taken_is_not_made_anew(store: Store, config: Config, mail_server: MailServer) -> None:
    seed(store)
    mail_server.cuts = ["dot"]
    tick(store, config, MORNING)
    tick(store, config, MORNING + TEN_DAYS)
    for seconds in (60, 120):
        tick(store, config, MORNING + timedelta(seconds=seconds))
    assert mails(store) == [("digest", "2026-11-20", "uncertain", 1, True)]
    assert ledger(store) == [("e1", "2026-11-21", 1, "uncertain", TOO_LATE)]
    assert len(mail_server.delivered) == 1


def test_a_confirmation_that_a_wrong_clock_gave_up_is_sent(store: Store, config: Config) -> None:
    with store.write() as session:
        add_subscription(session, "anna@example.se", "all", [1], at=MORNING)
    plan_due(store, config, MORNING)
    assert tick(store, config, MORNING + TEN_DAYS).sent == Sent()
    assert tick(store, config, MORNING + MINUTE).sent == Sent(sent=1)


@pytest.mark.parametrize(("taken", "state"), [(False, "planned"), (True, "sent")])
def test_a_digest_of_a_day_to_come_that_was_not_sent_is_taken_back(
    store: Store, config: Config, taken: bool, state: str
) -> None:
    """Unless a server may have it: then it is tried once more, and flagged."""
    put_entry(store, on=date(2026, 11, 30))
    put_subscription(store, leads=(1,))
    wrong = MORNING + timedelta(days=7)
    plan_due(store, config, wrong)
    assert mails(store) == [("digest", "2026-11-27", "queued", 0, False)]
    with store.write() as session:
        claim = claim_mail(session, worker="killed", at=wrong, lease=lease_of(config))
        assert claim is not None
        assert not taken or mark_data(session, claim, at=wrong)
    tick(store, config, MORNING)
    assert [row[3] for row in ledger(store)] == [state]
    if not taken:
        assert mails(store) == []
        assert tick(store, config, MORNING + timedelta(days=7)).sent == Sent(sent=1)


def test_the_day_of_a_digest_that_was_sent_too_early_has_one_of_its_own(
    store: Store, config: Config, mail_server: MailServer
) -> None:
    put_entry(store, on=date(2026, 11, 30))
    put_subscription(store, leads=(1,))
    tick(store, config, MORNING + timedelta(days=7))
    tick(store, config, MORNING)
    put_entry(store, "e2", on=date(2026, 11, 28))
    assert tick(store, config, MORNING + MINUTE).sent == Sent()
    assert tick(store, config, MORNING + timedelta(days=7)).sent == Sent(sent=1)
    assert {row[0]: row[3] for row in ledger(store)} == {"e1": "sent", "e2": "sent"}
    assert len({key for _, key, *_ in mails(store)}) == 2
    assert len(mail_server.delivered) == 2


def came(store: Store) -> None:
    with store.write() as session:
        session.execute(update(EntryRow).values(created_at=MORNING + TEN_DAYS))


def confirmed(store: Store) -> None:
    with store.write() as session:
        session.execute(update(SubscriptionRow).values(confirmed_at=MORNING + TEN_DAYS))


@pytest.mark.parametrize("noted", [came, confirmed])
def test_what_came_by_a_wrong_clock_is_told_of(store: Store, config: Config, noted: Callable[[Store], None]) -> None:
    seed(store)
    noted(store)
    assert tick(store, config, MORNING).sent == Sent(sent=1)


def test_a_mail_ends_when_it_ended(store: Store, config: Config, mail_server: MailServer) -> None:
    put_entry(store, on=date(2026, 11, 30))
    put_subscription(store, leads=(1,))
    mail_server.rcpt_answers = ["550 5.1.1 no such user"]
    tick(store, config, MORNING + timedelta(days=7))
    tick(store, config, MORNING)
    with store.read() as session:
        assert session.scalars(select(MailRow.ended_at)).all() == [MORNING]


def test_an_alarm_that_a_wrong_clock_dated_keeps_no_other_back(
    store: Store, config: Config, mail_server: MailServer
) -> None:
    put_entry(store, on=date(2026, 11, 30))
    put_subscription(store, leads=(1,))
    watched = replace(config, mail=replace(config.mail, admin_address="drift@example.se"))
    wrong, monday = MORNING + timedelta(days=7), MORNING + timedelta(days=3)
    mail_server.rcpt_answers = ["550 5.1.1 no such user"]
    tick(store, watched, wrong)
    assert plan_alarm(store, watched, wrong + MINUTE) == 1
    assert tick(store, watched, wrong + MINUTE).sent == Sent(sent=1)
    tick(store, watched, MORNING)
    put_entry(store, "e2", on=date(2026, 11, 24))
    mail_server.rcpt_answers = ["550 5.1.1 no such user"]
    assert tick(store, watched, monday).sent == Sent(failed=1)
    assert plan_alarm(store, watched, monday + MINUTE) == 1

"""From the ledger to a real mail server: each mail once, in the order of operations that loses nothing."""

import logging
import multiprocessing
import threading
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from calagg.config import Config
from calagg.remind import Planned, Sent, Ticked, plan_due, send_due, tick
from calagg.remind.outbox import retry_after
from calagg.store import Store, open_store
from calagg.store.heartbeat import Heartbeat, last_beats
from calagg.store.outbox import TWICE, claim_mail, mark_data
from calagg.store.reminders import LATER_LEAD
from calagg.store.schema import EntryRow
from calagg.store.subscriptions import add_subscription, confirm_subscription, find_subscriptions
from tests.remind.conftest import MailServer
from tests.remind.seeds import CREATED, MORNING, config_for, ledger, mails, put_entry, put_subscription


@pytest.fixture
def config(mail_server: MailServer, tmp_path: Path) -> Config:
    return config_for(tmp_path / "outbox", port=mail_server.port)


def later(seconds: int) -> datetime:
    """Retries are tried a few seconds late: the clock of a sending goes on while it lasts."""
    return MORNING + timedelta(seconds=seconds)


def seed(store: Store) -> None:
    put_entry(store)
    put_subscription(store, leads=(1,))


def test_one_confirmed_subscription_gets_one_mail_for_one_deadline(
    store: Store,
    config: Config,
    mail_server: MailServer,
) -> None:
    seed(store)
    assert tick(store, config, MORNING) == Ticked(Planned(added=1, changed=0, mails=1), Sent(sent=1))
    assert tick(store, config, later(60)) == Ticked(Planned(), Sent())
    assert mail_server.recipients == ["anna@example.se"]
    assert mail_server.delivered[0]["Subject"] == "Sista dag i morgon: Anmälan till nätverksdagen"
    assert ledger(store) == [("e1", "2026-11-21", 1, "sent", "")]
    assert mails(store) == [("digest", "2026-11-20", "sent", 1, False)]
    with store.read() as session:
        beats = last_beats(session)
        assert beats.pop("plan").at == MORNING  # a minute later nothing was to be planned anew
        assert beats == {
            "outbox": Heartbeat("outbox", later(60)),
            "remind": Heartbeat("remind", later(60), "0 sent, 0 failed, 0 uncertain"),
        }


def test_double_opt_in_from_the_request_to_the_end(store: Store, config: Config, mail_server: MailServer) -> None:
    put_entry(store)
    with store.write() as session:
        add_subscription(session, "Anna@Example.se", "all", [1], at=CREATED)
    tick(store, config, CREATED)
    tick(store, config, CREATED + timedelta(minutes=1))
    assert [m["Subject"] for m in mail_server.delivered] == ["Bekräfta att du vill ha påminnelser"]
    assert tick(store, config, MORNING).sent == Sent()
    body = mail_server.delivered[0].get_body(("plain",))
    assert body is not None
    token = body.get_content().partition("/prenumeration/")[2].partition("/")[0]
    with store.write() as session:
        assert confirm_subscription(session, "not" + token, at=CREATED) is None
        assert confirm_subscription(session, token, at=CREATED + timedelta(hours=48)) is None
        assert confirm_subscription(session, token, at=CREATED + timedelta(hours=47)) is not None
    assert tick(store, config, MORNING).sent == Sent(sent=1)
    unsubscribe = mail_server.delivered[1]["List-Unsubscribe"].partition("/prenumeration/")[2].partition("/")[0]
    with store.read() as session:
        assert [s.address for s in find_subscriptions(session, unsubscribe)] == ["anna@example.se"]


def tick_once(url: str, config: Config, started: object) -> None:
    started.wait()  # type: ignore[attr-defined]  # a barrier of threads or of processes
    with open_store(url) as store:
        tick(store, config, MORNING)


@pytest.mark.parametrize("kind", ["threads", "processes"])
def test_many_ticks_at_once_send_each_mail_once(
    kind: str,
    database_url: str,
    config: Config,
    mail_server: MailServer,
) -> None:
    """Apscheduler #160 and #766: a mail for each worker."""
    with open_store(database_url) as store:
        put_entry(store)
        for number in range(12):
            put_subscription(store, f"lasare{number}@example.se", leads=(1,))
    spawn = multiprocessing.get_context("spawn")
    barrier = threading.Barrier(4) if kind == "threads" else spawn.Barrier(4)
    make = threading.Thread if kind == "threads" else spawn.Process
    workers = [make(target=tick_once, args=(database_url, config, barrier)) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(mail_server.recipients) == sorted(f"lasare{n}@example.se" for n in range(12))
    with open_store(database_url) as store:
        assert {state for _, _, _, state, _ in ledger(store)} == {"sent"}


def test_451_is_tried_again_after_ten_seconds(store: Store, config: Config, mail_server: MailServer) -> None:
    seed(store)
    mail_server.rcpt_answers = ["451 4.7.1 Greylisted <anna@example.se>"]
    assert tick(store, config, MORNING).sent == Sent(postponed=1)
    assert tick(store, config, later(9)).sent == Sent()
    assert ledger(store) == [("e1", "2026-11-21", 1, "claimed", "")]
    assert tick(store, config, later(19)).sent == Sent(sent=1)
    assert mails(store) == [("digest", "2026-11-20", "sent", 2, False)]
    assert ledger(store) == [("e1", "2026-11-21", 1, "sent", "")]


def test_550_fails_that_recipient_alone(
    store: Store,
    config: Config,
    mail_server: MailServer,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    seed(store)
    put_subscription(store, "bo@example.se", leads=(1,))
    mail_server.rcpt_answers = ["550 5.1.1 <anna@example.se>: no such user"]
    assert tick(store, config, MORNING).sent == Sent(sent=1, failed=1)
    assert tick(store, config, later(3600)).sent == Sent()
    said = f"mail server 127.0.0.1:{mail_server.port} said 550 5.1.1 <(adress)>: no such user"
    assert ledger(store) == [("e1", "2026-11-21", 1, "failed", said), ("e1", "2026-11-21", 1, "sent", "")]
    assert len(mail_server.recipients) == 1
    assert "said 550" in caplog.text
    assert "@example.se" not in "".join(r.getMessage() for r in caplog.records if r.name.startswith("calagg"))


def test_a_cut_before_the_dot_is_an_ordinary_retry(store: Store, config: Config, mail_server: MailServer) -> None:
    seed(store)
    mail_server.cuts = ["payload"]
    assert tick(store, config, MORNING).sent == Sent(postponed=1)
    assert tick(store, config, later(19)).sent == Sent(sent=1)
    assert mails(store) == [("digest", "2026-11-20", "sent", 2, False)]
    assert len(mail_server.delivered) == 1


def test_a_cut_after_the_dot_is_tried_once_more_with_the_same_message_id_and_flagged(
    store: Store,
    config: Config,
    mail_server: MailServer,
) -> None:
    seed(store)
    mail_server.cuts = ["dot"]
    assert tick(store, config, MORNING).sent == Sent(uncertain=1)
    assert tick(store, config, later(59)).sent == Sent()
    assert tick(store, config, later(60)).sent == Sent(sent=1)
    assert mails(store) == [("digest", "2026-11-20", "sent", 2, True)]
    assert ledger(store) == [("e1", "2026-11-21", 1, "sent", TWICE)]
    first, second = mail_server.delivered
    assert first["Message-ID"] == second["Message-ID"]
    tokens = [m["List-Unsubscribe"].partition("/prenumeration/")[2].partition("/")[0] for m in (first, second)]
    with store.read() as session:
        assert [len(find_subscriptions(session, token)) for token in tokens] == [1, 1]


def test_two_cuts_after_the_dot_end_as_uncertain(store: Store, config: Config, mail_server: MailServer) -> None:
    seed(store)
    mail_server.cuts = ["dot", "dot"]
    for seconds in (0, 60, 120, 7200):
        tick(store, config, later(seconds))
    assert mails(store) == [("digest", "2026-11-20", "uncertain", 2, True)]
    assert [row[3] for row in ledger(store)] == ["uncertain"]
    assert len(mail_server.delivered) == 2


@pytest.mark.parametrize(("came_to_payload", "flagged"), [(False, False), (True, True)])
def test_what_a_killed_worker_left_is_taken_up_after_its_lease(
    store: Store,
    config: Config,
    mail_server: MailServer,
    came_to_payload: bool,
    flagged: bool,
) -> None:
    """Healthchecks #212: killed while sending, lost."""
    seed(store)
    plan_due(store, config, MORNING)
    with store.write() as session:
        claim = claim_mail(session, worker="killed", at=MORNING, lease=timedelta(seconds=120))
    assert claim is not None
    if came_to_payload:
        with store.write() as session:
            assert mark_data(session, claim, at=MORNING)
    assert tick(store, config, later(119)).sent == Sent()
    assert tick(store, config, later(120)).sent == Sent(sent=1)
    assert mails(store) == [("digest", "2026-11-20", "sent", 2, flagged)]
    with store.write() as session:
        assert not mark_data(session, claim, at=later(120))


def test_a_refused_login_pauses_the_outbox_with_one_line(
    store: Store,
    locked_mail_server: MailServer,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    seed(store)
    put_subscription(store, "bo@example.se", leads=(1,))
    config = config_for(tmp_path, port=locked_mail_server.port, user="kalender", password="wrong")
    said = (
        f"mail server 127.0.0.1:{locked_mail_server.port} said 535 5.7.8 Authentication credentials invalid; "
        "the login is refused, check [mail] user and password"
    )
    with caplog.at_level(logging.ERROR):
        assert tick(store, config, MORNING).sent == Sent(paused=said)
        assert tick(store, config, later(60)).sent == Sent(paused=said)
    assert [r.getMessage() for r in caplog.records if r.levelno == logging.ERROR] == [f"no mail is sent: {said}"]
    assert mails(store) == [("digest", "2026-11-20", "queued", 0, False)] * 2


def test_missing_starttls_pauses_the_outbox(store: Store, mail_server: MailServer, tmp_path: Path) -> None:
    seed(store)
    config = config_for(tmp_path, port=mail_server.port, security="starttls")
    said = (
        f"mail server 127.0.0.1:{mail_server.port}: STARTTLS extension not supported by server.; "
        "check [mail] security and user"
    )
    assert tick(store, config, MORNING).sent == Sent(paused=said)
    assert tick(store, config_for(tmp_path, port=mail_server.port), later(15 * 60)).sent == Sent(sent=1)


def test_a_refused_sender_pauses_and_fails_nobody(store: Store, config: Config, mail_server: MailServer) -> None:
    seed(store)
    mail_server.mail_answers = ["553 5.7.1 not owned by user"]
    assert tick(store, config, MORNING).sent.paused.endswith("the sender is refused, check [mail] sender_address")
    assert mails(store) == [("digest", "2026-11-20", "queued", 0, False)]


def test_a_server_that_does_not_answer_is_tried_again(store: Store, tmp_path: Path, mail_server: MailServer) -> None:
    seed(store)
    put_subscription(store, "bo@example.se", leads=(1,))
    assert tick(store, config_for(tmp_path, port=1), MORNING).sent == Sent(postponed=1)
    assert tick(store, config_for(tmp_path, port=mail_server.port), later(19)).sent == Sent(sent=2)


def test_a_mail_is_given_up_when_its_deadline_has_passed(store: Store, config: Config, mail_server: MailServer) -> None:
    """Indico #4893: reminder of what is past."""
    seed(store)
    mail_server.rcpt_answers = ["451 later"] * 100
    for seconds in range(0, 48 * 3600, 3600):
        send_due(store, config, later(seconds)) if seconds else tick(store, config, MORNING)
    assert ledger(store) == [("e1", "2026-11-21", 1, "failed", "för sent")]
    assert mail_server.delivered == []


def test_an_entry_cancelled_after_it_was_laid_in_a_mail_is_left_out(
    store: Store,
    config: Config,
    mail_server: MailServer,
) -> None:
    seed(store)
    put_entry(store, "e2", on=date(2026, 11, 23), at=time(12))
    mail_server.rcpt_answers = ["451 later"]
    tick(store, config, MORNING)
    with store.write() as session:
        session.execute(update(EntryRow).where(EntryRow.id == "e1").values(status="cancelled"))
    assert tick(store, config, later(19)).sent == Sent(sent=1)
    assert ledger(store) == [
        ("e1", "2026-11-21", 1, "superseded", "posten är inställd"),
        ("e2", "2026-11-23T12:00", 1, "sent", ""),
    ]
    assert mail_server.delivered[0]["Subject"] == "Sista dag om 3 dagar: Anmälan till nätverksdagen"


def test_after_a_server_was_down_for_days_no_date_stands_in_two_of_the_mails_that_waited(
    store: Store,
    config: Config,
    mail_server: MailServer,
) -> None:
    put_entry(store, on=date(2026, 11, 26))  # Thursday
    put_subscription(store, leads=(2, 1))
    put_entry(store, "e2", on=date(2026, 11, 25), at=time(12))
    mail_server.rcpt_answers = ["451 later"] * 3
    tuesday, wednesday = (datetime(2026, 11, day, 7, tzinfo=UTC) for day in (24, 25))
    assert tick(store, config, tuesday).sent.postponed == 1
    assert tick(store, config, wednesday).sent.postponed == 2
    assert tick(store, config, wednesday + timedelta(hours=2)).sent == Sent(sent=2)
    assert {str(message["Subject"]) for message in mail_server.delivered} == {
        "Sista dag idag: Anmälan till nätverksdagen",  # e2, of Tuesday's mail; e1 is left out of it
        "Sista dag i morgon: Anmälan till nätverksdagen",
    }
    assert ledger(store) == [
        ("e1", "2026-11-26", 1, "sent", ""),
        ("e1", "2026-11-26", 2, "skipped", LATER_LEAD),
        ("e2", "2026-11-25T12:00", 1, "sent", ""),
        ("e2", "2026-11-25T12:00", 2, "skipped", LATER_LEAD),
    ]


def test_two_subscriptions_of_one_address_give_one_mail_with_the_entry_once(
    store: Store,
    config: Config,
    mail_server: MailServer,
) -> None:
    seed(store)
    put_subscription(store, selection="deadlines", leads=(1,))
    assert tick(store, config, MORNING).sent == Sent(sent=1)
    assert mail_server.delivered[0]["Subject"] == "Sista dag i morgon: Anmälan till nätverksdagen"
    assert [row[3] for row in ledger(store)] == ["sent", "sent"]


@pytest.mark.parametrize(
    ("at", "sent"),
    [
        (datetime(2026, 11, 20, 6, 29, tzinfo=UTC), 0),  # Friday 07:29
        (datetime(2026, 11, 20, 6, 30, tzinfo=UTC), 1),
        (datetime(2026, 11, 20, 7, 59, tzinfo=UTC), 1),
        (datetime(2026, 11, 20, 8, 0, tzinfo=UTC), 1),  # after hours, but on Monday it would be too late
        (datetime(2026, 11, 21, 7, 0, tzinfo=UTC), 1),  # Saturday, the day itself
        (datetime(2026, 11, 23, 7, 0, tzinfo=UTC), 0),  # Monday, after the day
    ],
)
def test_digests_go_out_in_their_hours(
    store: Store,
    config: Config,
    at: datetime,
    sent: int,
) -> None:
    seed(store)
    plan_due(store, config, CREATED + timedelta(days=10))
    assert tick(store, config, at).sent == Sent(sent=sent)


def test_after_hours_what_can_wait_waits(store: Store, config: Config) -> None:
    put_entry(store, on=date(2026, 11, 27))
    put_subscription(store, leads=(7,))
    assert tick(store, config, datetime(2026, 11, 20, 8, tzinfo=UTC)).sent == Sent()
    assert tick(store, config, datetime(2026, 11, 23, 7, tzinfo=UTC)).sent == Sent(sent=1)


def test_the_clocks_change_and_every_morning_has_its_mail(
    store: Store,
    config: Config,
    mail_server: MailServer,
) -> None:
    """Apscheduler #1021: frozen at the change of clocks. A tick an hour over the autumn change of 2027."""
    put_subscription(store, leads=(1,))
    for day in (29, 30, 31):
        put_entry(store, f"e{day}", on=date(2027, 10, day))
    put_entry(store, "e1", on=date(2027, 11, 2))
    start = datetime(2027, 10, 27, 22, 10, tzinfo=UTC)
    for half_hour in range(2 * 24 * 6):
        at = start + timedelta(minutes=30 * half_hour)
        if at.hour < 9 or at.hour == 22:
            tick(store, config, at)
    dates = [m["Date"].datetime.strftime("%a %H:%M %z") for m in mail_server.delivered]
    assert dates == ["Thu 07:40 +0200", "Fri 07:40 +0200", "Mon 07:40 +0100"]


def test_back_off_grows_to_a_quarter_of_an_hour_and_then_is_hourly() -> None:
    assert [int(retry_after(n).total_seconds()) for n in range(1, 11)] == [
        10,
        20,
        40,
        80,
        160,
        320,
        640,
        900,
        3600,
        3600,
    ]

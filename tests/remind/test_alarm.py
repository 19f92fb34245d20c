"""The mail to the administrator: once a day for the same trouble, by the same outbox, with no reader's address."""

import threading
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from calagg.config import Config, Source
from calagg.remind import plan_alarm, send_due
from calagg.remind.outbox import Sent
from calagg.store import Store, open_store
from calagg.store.heartbeat import pause
from calagg.store.schema import MailRow, SubscriptionRow
from calagg.store.sources import note_read
from tests.remind.conftest import MailServer
from tests.remind.seeds import MORNING, config_for, put_subscription
from tests.remind.test_troubles import DAY, HOUR, NO_USER, put_mail

ADMIN = "drift@example.se"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def config(mail_server: MailServer, tmp_path: Path) -> Config:
    return config_for(tmp_path / "outbox", port=mail_server.port, admin_address=ADMIN)


def round_at(store: Store, config: Config, at: datetime) -> Sent:
    """What a tick does after the sources: alarms, then the outbox."""
    plan_alarm(store, config, at)
    return send_due(store, config, at)


def subjects(server: MailServer) -> list[str]:
    return [mail["Subject"].replace("\N{NO-BREAK SPACE}", " ") for mail in server.delivered]


def fail_one(store: Store, key: str, ended_at: datetime) -> None:
    with store.write() as session:
        put_mail(session, key, "failed", ended_at=ended_at, error=NO_USER)


def test_a_failed_mail_is_told_once(store: Store, config: Config, mail_server: MailServer) -> None:
    fail_one(store, "a", MORNING - HOUR)
    for at in (MORNING, MORNING + MINUTE, MORNING + DAY, MORNING + 3 * DAY):
        round_at(store, config, at)
    assert subjects(mail_server) == ["Larm: Ett mejl har misslyckats för gott kl. 07.00: adressen finns inte"]
    assert mail_server.recipients == [ADMIN]
    assert "anna" not in mail_server.delivered[0].as_string()


def test_what_fails_after_the_alarm_is_told_the_next_day_and_nothing_twice(
    store: Store, config: Config, mail_server: MailServer
) -> None:
    fail_one(store, "a", MORNING - HOUR)
    round_at(store, config, MORNING)
    fail_one(store, "b", MORNING)  # ended while that alarm was made
    fail_one(store, "c", MORNING + HOUR)
    for hours in range(1, 48):
        round_at(store, config, MORNING + hours * HOUR)
    assert [subject[:41] for subject in subjects(mail_server)] == [
        "Larm: Ett mejl har misslyckats för gott k",
        "Larm: Två mejl har misslyckats för gott s",
    ]
    dates = [mail["Date"].datetime.strftime("%a %H:%M") for mail in mail_server.delivered]
    assert dates == ["Fri 08:00", "Sat 08:00"]


def test_what_lasts_is_told_again_a_failing_source_daily_a_silent_one_weekly(
    store: Store, config: Config, mail_server: MailServer
) -> None:
    with store.write() as session:
        note_read(session, "minutes", at=MORNING - 50 * DAY, changed=True)
    for day in range(9):
        round_at(store, config, MORNING + day * DAY)
    with store.write() as session:
        note_read(session, "minutes", at=MORNING + 8 * DAY, changed=False)
        note_read(session, "minutes", at=MORNING + 9 * DAY, changed=False, error="minutes: no such folder")
    for hours in range(0, 48, 12):
        round_at(store, config, MORNING + 9 * DAY + hours * HOUR)
    assert subjects(mail_server) == [
        "Larm: Källan ”minutes” har inte gett något nytt på 50 dagar, sedan torsdag 1 oktober",
        "Larm: Källan ”minutes” har inte gett något nytt på 57 dagar, sedan torsdag 1 oktober",
        "Larm: Källan ”minutes” har inte kunnat läsas sedan lördag 28 november kl. 08.00",
        "Larm: Källan ”minutes” har inte kunnat läsas sedan lördag 28 november kl. 08.00",
    ]


def test_a_new_trouble_goes_out_the_same_day_and_is_all_that_its_mail_tells(
    store: Store, config: Config, mail_server: MailServer
) -> None:
    fail_one(store, "a", MORNING - HOUR)
    round_at(store, config, MORNING)
    with store.write() as session:
        put_mail(session, "b", "uncertain", ended_at=MORNING + HOUR, error="okänt om mejlet kom fram")
        note_read(session, "minutes", at=MORNING, changed=False, error="minutes: no such folder")
    round_at(store, config, MORNING + 2 * HOUR)
    assert subjects(mail_server)[1:] == ["Larm: två saker behöver din uppmärksamhet"]
    body = mail_server.delivered[1].get_body(("plain",))
    assert body is not None
    said = body.get_content()
    assert ("osäkert" in said, "aldrig kunnat läsas" in said, "misslyckats" in said) == (True, True, False)


def test_a_pause_is_told_by_one_mail_when_it_is_over(store: Store, config: Config, mail_server: MailServer) -> None:
    for day in range(3):
        at = MORNING + day * DAY
        with store.write() as session:
            pause(session, "outbox", at, until=at + 15 * MINUTE, detail="the login of anna@example.se is refused")
        assert round_at(store, config, at) == Sent(paused="the login of anna@example.se is refused")
    assert round_at(store, config, MORNING + 2 * DAY + HOUR) == Sent(sent=1)
    assert round_at(store, config, MORNING + 2 * DAY + 2 * HOUR) == Sent()
    assert subjects(mail_server) == ["Larm: Inga mejl har kunnat skickas sedan fredag 20 november kl. 08.00"]


def test_a_trouble_that_is_over_when_its_mail_is_sent_is_not_told(
    store: Store, config: Config, mail_server: MailServer
) -> None:
    with store.write() as session:
        note_read(session, "minutes", at=MORNING - DAY, changed=False, error="minutes: no such folder")
    assert plan_alarm(store, config, MORNING) == 1
    with store.write() as session:
        note_read(session, "minutes", at=MORNING, changed=False)
    assert send_due(store, config, MORNING) == Sent(skipped=1)
    assert mail_server.delivered == []


def test_readers_who_are_paused_are_told_of_once_and_those_that_follow_the_next_day(
    store: Store, config: Config, mail_server: MailServer
) -> None:
    def pause_reader(name: str, at: datetime) -> None:
        put_subscription(store, f"{name}@example.se")
        with store.write() as session:
            session.execute(update(SubscriptionRow).filter_by(address=f"{name}@example.se").values(bounced_at=at))

    pause_reader("anna", MORNING - HOUR)
    round_at(store, config, MORNING)
    pause_reader("bo", MORNING + HOUR)
    for hours in range(1, 96):
        round_at(store, config, MORNING + hours * HOUR)
    assert subjects(mail_server) == [
        "Larm: En mottagare får inga mejl, eftersom mejl till mottagaren studsar",
        "Larm: Två mottagare får inga mejl, eftersom mejl till dem studsar",
    ]
    assert all("anna" not in mail.as_string() for mail in mail_server.delivered)


def test_before_the_hour_of_mails_nobody_is_woken(store: Store, config: Config, mail_server: MailServer) -> None:
    fail_one(store, "a", MORNING - 5 * HOUR)
    sent = [round_at(store, config, MORNING - HOUR + n * 15 * MINUTE).sent for n in range(4)]
    assert sent == [0, 0, 1, 0]  # 07:00, 07:15, 07:30, 07:45


def test_nobody_is_told_where_no_address_is_named(store: Store, config: Config) -> None:
    fail_one(store, "a", MORNING - HOUR)
    assert plan_alarm(store, replace(config, mail=replace(config.mail, admin_address="")), MORNING) == 0


def test_many_troubles_are_several_mails_and_each_is_told_once(
    store: Store, config: Config, mail_server: MailServer
) -> None:
    names = [f"natverk-{number}" for number in range(8)]
    many = replace(config, source=tuple(Source(name=name) for name in names))
    with store.write() as session:
        for name in names:
            note_read(session, name, at=MORNING, changed=False, error="no such folder")
    assert plan_alarm(store, many, MORNING) == 2
    assert plan_alarm(store, many, MORNING) == 0
    assert send_due(store, many, MORNING) == Sent(sent=2)
    bodies = [mail.get_body(("plain",)).get_content() for mail in mail_server.delivered]  # type: ignore[union-attr]
    assert sorted(name for body in bodies for name in names if f"”{name}”" in body) == names


def test_four_processes_at_once_plan_one_alarm(database_url: str, config: Config) -> None:
    with open_store(database_url) as store:
        fail_one(store, "a", MORNING - HOUR)
    barrier, planned = threading.Barrier(4), list[int]()

    def work() -> None:
        with open_store(database_url) as store:
            barrier.wait()
            planned.append(plan_alarm(store, config, MORNING))

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(planned) == [0, 0, 0, 1]
    with open_store(database_url) as store, store.read() as session:
        assert session.query(MailRow).filter_by(kind="alarm").count() == 1

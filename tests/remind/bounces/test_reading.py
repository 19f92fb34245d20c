"""The whole way: reminders over SMTP, what comes back over IMAP, who is paused by it and how the pause ends."""

import logging
import re
import threading
from datetime import date, datetime, timedelta
from pathlib import Path
from urllib.parse import unquote

import pytest

from calagg.config import Config
from calagg.remind import Heard, plan_due, read_bounces, tick
from calagg.remind.bounces import reading
from calagg.remind.bounces.mailbox import open_mailbox
from calagg.remind.bounces.notice import read_notice
from calagg.remind.outbox import Sent
from calagg.remind.plan import BOUNCED
from calagg.store import Store, open_store
from calagg.store.bounces import count_paused
from calagg.store.heartbeat import BOUNCES, Heartbeat, last_beats
from calagg.store.schema import MailRow, SubscriptionRow
from calagg.store.subscriptions import add_subscription, vouch_for
from tests.remind.bounces import forms
from tests.remind.bounces.conftest import Postbox
from tests.remind.bounces.test_hostile import nested
from tests.remind.conftest import MailServer
from tests.remind.seeds import MORNING, config_for, ledger, put_entry, put_subscription

ANNA, BO = "anna@example.se", "bo@example.se"
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
UNKNOWN, FULL = forms.BOUNCES["postfix, unknown user"], forms.BOUNCES["office 365, full"]
SEEN, FLAGGED = {r"\Seen"}, {r"\Flagged"}


@pytest.fixture
def config(postbox: Postbox, mail_server: MailServer, tmp_path: Path) -> Config:
    return postbox.configured(config_for(tmp_path, port=mail_server.port, bounce_address="studs@example.se"))


def send(store: Store, config: Config, server: MailServer, at: datetime = MORNING) -> dict[str, str]:
    """Sends what is due; where the mail to each address returns to."""
    sent = tick(store, config, at).sent
    assert sent == Sent(sent=len(server.senders))
    returning = {to: str(sender) for to, sender in zip(server.recipients, server.senders, strict=True)}
    server.senders.clear()
    server.recipients.clear()
    return returning


def returned(form: forms.Form, sender: str, address: str = ANNA, message_id: str = forms.MAIL) -> bytes:
    """The form as it comes for that mail."""
    told = {forms.SENDER: sender, forms.ANNA: address, forms.ANNA.upper(): address, forms.MAIL: message_id}
    raw = form.raw.decode()
    for name, value in told.items():
        raw = raw.replace(name, value)
    return raw.encode()


def paused(store: Store) -> dict[str, datetime]:
    """Since when, by address."""
    with store.read() as session:
        return {row.address: row.bounced_at for row in session.query(SubscriptionRow) if row.bounced_at}


def bounces(store: Store) -> dict[str, str | None]:
    with store.read() as session:
        return {row.address: row.bounce for row in session.query(MailRow)}


def seed(store: Store, *days: date) -> None:
    for number, day in enumerate(days or (date(2026, 11, 21),)):
        put_entry(store, f"e{number}", on=day)
    for address in (ANNA, BO):
        put_subscription(store, address, leads=(1,))


def test_who_ends_by_mail_gets_no_more(store: Store, config: Config, postbox: Postbox, mail_server: MailServer) -> None:
    """RFC 2369, 3.2: the other address of List-Unsubscribe, which a mail program writes to by itself."""
    seed(store)
    send(store, config, mail_server)
    letter = next(m for m in mail_server.delivered if m["To"] == ANNA)
    to, subject = re.findall(r"<mailto:(.+?)\?subject=(.+?)>", str(letter["List-Unsubscribe"]))[0]
    assert to == "studs@example.se"
    for said in (unquote(subject), f"Re: {unquote(subject)}", "avsluta " + "x" * 32):
        postbox.lay_in(f"From: {ANNA}\r\nTo: {to}\r\nSubject: {said}\r\n\r\n".encode())
    assert read_bounces(store, config, MORNING + 10 * MINUTE) == Heard()
    assert postbox.flags() == [SEEN, FLAGGED, SEEN]
    with store.read() as session:
        ended = {row.address: row.ended_at for row in session.query(SubscriptionRow)}
    assert ended == {ANNA: MORNING + 10 * MINUTE, BO: None}


def test_a_hard_bounce_pauses_that_reader_at_once(
    store: Store, config: Config, postbox: Postbox, mail_server: MailServer
) -> None:
    seed(store, date(2026, 11, 21), date(2026, 11, 25))
    plan_due(store, config, MORNING)
    sender = send(store, config, mail_server)[ANNA]
    postbox.lay_in(returned(UNKNOWN, sender))
    at = MORNING + MINUTE
    assert read_bounces(store, config, at) == Heard(hard=1)
    assert paused(store) == {ANNA: at}
    assert bounces(store) == {ANNA: "hard", BO: None}
    assert postbox.flags() == [SEEN]
    plan_due(store, config, at + MINUTE)
    assert [row[2:] for row in ledger(store) if row[0] == "e1"] == [(1, "planned", ""), (1, "superseded", BOUNCED)]
    assert list(send(store, config, mail_server, datetime.fromisoformat("2026-11-24T07:30Z"))) == [BO]


@pytest.mark.parametrize("form", forms.BOUNCES.values(), ids=forms.BOUNCES)
def test_each_form_finds_its_mail(
    store: Store, config: Config, postbox: Postbox, mail_server: MailServer, form: forms.Form
) -> None:
    seed(store)
    postbox.lay_in(returned(form, send(store, config, mail_server)[ANNA]))
    read_bounces(store, config, MORNING)
    assert bounces(store) == {ANNA: form.said.split()[0], BO: None}
    assert (list(paused(store)), postbox.flags()) == ([ANNA] if form.said.startswith("hard") else [], [SEEN])


@pytest.mark.parametrize("form", forms.OTHERS.values(), ids=forms.OTHERS)
def test_what_is_no_bounce_pauses_nobody_and_what_people_write_stays_unread(
    store: Store, config: Config, postbox: Postbox, mail_server: MailServer, form: forms.Form
) -> None:
    seed(store)
    postbox.lay_in(returned(form, send(store, config, mail_server)[ANNA]))
    assert read_bounces(store, config, MORNING) == Heard()
    assert (bounces(store), paused(store)) == ({ANNA: None, BO: None}, {})
    assert postbox.flags() == [SEEN if form.said == "automatic" else FLAGGED]


def test_the_same_bounce_counts_once(store: Store, config: Config, postbox: Postbox, mail_server: MailServer) -> None:
    """Three copies of one bounce are no three bounces, nor is one whose mark was lost when the reader was killed."""
    seed(store)
    sender = send(store, config, mail_server)[ANNA]
    for _ in range(3):
        postbox.lay_in(returned(FULL, sender))
    assert read_bounces(store, config, MORNING) == Heard(soft=1)
    postbox.lay_in(returned(FULL, sender))
    assert read_bounces(store, config, MORNING + 5 * MINUTE) == Heard()
    assert paused(store) == {}
    postbox.lay_in(returned(UNKNOWN, sender))
    assert read_bounces(store, config, MORNING + 10 * MINUTE) == Heard(hard=1)
    postbox.lay_in(returned(FULL, sender))
    assert read_bounces(store, config, MORNING + 15 * MINUTE) == Heard()
    assert bounces(store)[ANNA] == "hard"


def test_who_dies_before_the_mark_reads_it_again(
    store: Store, config: Config, postbox: Postbox, mail_server: MailServer
) -> None:
    seed(store)
    postbox.lay_in(returned(UNKNOWN, send(store, config, mail_server)[ANNA]))
    with open_mailbox(config.bounces) as box:
        for _, raw in box.unread(1, most_bytes=10_000):
            reading._take(store, raw, MORNING)  # and here it is killed
    assert postbox.flags() == [set()]
    assert read_bounces(store, config, MORNING + MINUTE) == Heard()
    assert (paused(store), postbox.flags()) == ({ANNA: MORNING}, [SEEN])


def test_the_third_soft_bounce_in_a_row_pauses(
    store: Store, config: Config, postbox: Postbox, mail_server: MailServer
) -> None:
    seed(store, *(date(2026, 11, day) for day in (24, 25, 26)))
    heard = []
    for day in (23, 24, 25):
        at = MORNING.replace(day=day)
        postbox.lay_in(returned(FULL, send(store, config, mail_server, at)[ANNA]))
        heard.append((read_bounces(store, config, at + MINUTE), list(paused(store))))
    assert heard == [(Heard(soft=1), []), (Heard(soft=1), []), (Heard(soft=1), [ANNA])]


def test_the_message_id_is_believed_only_with_the_address(
    store: Store, config: Config, postbox: Postbox, mail_server: MailServer
) -> None:
    """Where the server has lost what follows the plus sign. Others see a Message-ID; a report may name anybody."""
    seed(store)
    send(store, config, mail_server)
    ids = {mail["To"]: mail["Message-ID"] for mail in mail_server.delivered}
    postbox.lay_in(returned(UNKNOWN, "studs@example.se", BO, ids[ANNA]))
    assert read_bounces(store, config, MORNING) == Heard()
    postbox.lay_in(returned(UNKNOWN, "studs@example.se", ANNA, ids[ANNA]))
    assert read_bounces(store, config, MORNING + 5 * MINUTE) == Heard(hard=1)
    assert list(paused(store)) == [ANNA]
    assert postbox.flags() == [FLAGGED, SEEN]


def test_a_report_pauses_only_the_reader_whose_mail_came_back(
    store: Store, config: Config, postbox: Postbox, mail_server: MailServer
) -> None:
    """The recipient that a report names may be forged, or one that the reader's address forwards to."""
    seed(store)
    senders = send(store, config, mail_server)
    postbox.lay_in(returned(UNKNOWN, senders[ANNA], BO))
    read_bounces(store, config, MORNING)
    assert list(paused(store)) == [ANNA]


def test_a_stranger_pauses_nobody(store: Store, config: Config, postbox: Postbox, mail_server: MailServer) -> None:
    seed(store)
    send(store, config, mail_server)
    postbox.lay_in(returned(UNKNOWN, forms.SENDER, ANNA))
    postbox.lay_in(returned(UNKNOWN, "studs@example.se", ANNA))
    with store.read() as session:
        mail_id = session.query(MailRow).filter_by(address=ANNA).one().id
    postbox.lay_in(returned(UNKNOWN, f"studs+{mail_id.replace('-', '')}@example.se", ANNA))
    assert read_bounces(store, config, MORNING) == Heard()
    assert (paused(store), postbox.flags()) == ({}, [FLAGGED] * 3)


def test_a_round_reads_so_many_and_the_next_goes_on(
    store: Store, config: Config, postbox: Postbox, mail_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MOST_MESSAGES", 2)
    seed(store)
    senders = send(store, config, mail_server)
    for number in range(3):
        postbox.lay_in(f"From: x@example.se\r\nSubject: {number}\r\n\r\nHej\r\n".encode())
    postbox.lay_in(returned(UNKNOWN, senders[ANNA]))
    assert [read_bounces(store, config, MORNING + n * 5 * MINUTE).hard for n in range(3)] == [0, 1, 0]
    assert postbox.flags() == [FLAGGED, FLAGGED, FLAGGED, SEEN]


def test_it_is_read_every_five_minutes(store: Store, config: Config, postbox: Postbox, mail_server: MailServer) -> None:
    seed(store)
    senders = send(store, config, mail_server)
    assert read_bounces(store, config, MORNING) == Heard()
    postbox.lay_in(returned(UNKNOWN, senders[ANNA]))
    heard = [read_bounces(store, config, MORNING + n * MINUTE).hard for n in range(1, 7)]
    assert heard == [0, 0, 0, 0, 1, 0]


def test_four_at_once_do_no_harm(database_url: str, config: Config, postbox: Postbox, mail_server: MailServer) -> None:
    with open_store(database_url) as store:
        seed(store)
        senders = send(store, config, mail_server)
    for sender in senders.values():
        postbox.lay_in(returned(UNKNOWN, sender))
    barrier, heard = threading.Barrier(4), list[Heard]()

    def work() -> None:
        with open_store(database_url) as store:
            barrier.wait()
            heard.append(read_bounces(store, config, MORNING))

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(one.hard for one in heard) == [0, 0, 0, 2]
    with open_store(database_url) as store:
        assert paused(store) == {ANNA: MORNING, BO: MORNING}
        with store.read() as session:
            assert count_paused(session) == 2


def test_a_mailbox_that_can_not_be_read_stops_no_mail_and_is_noted(
    store: Store,
    config: Config,
    postbox: Postbox,
    mail_server: MailServer,
    caplog: pytest.LogCaptureFixture,
) -> None:
    seed(store)
    broken = postbox.configured(config, user="studs@example.se", password="fel")
    faults = [read_bounces(store, broken, MORNING + n * 5 * MINUTE).fault for n in range(2)]
    assert all("refuses the login" in fault for fault in faults)
    with store.read() as session:
        assert last_beats(session)[BOUNCES] == Heartbeat(
            BOUNCES, MORNING, faults[1], paused_until=MORNING + 10 * MINUTE
        )
    assert "studs@example.se" not in caplog.text
    assert [record.levelno for record in caplog.records if "returned mails" in record.message] == [logging.ERROR] * 2
    assert read_bounces(store, config, MORNING + 6 * MINUTE) == Heard()  # too early
    senders = send(store, broken, mail_server)
    postbox.lay_in(returned(UNKNOWN, senders[ANNA]))
    assert read_bounces(store, config, MORNING + 10 * MINUTE) == Heard(hard=1)
    with store.read() as session:
        assert last_beats(session)[BOUNCES] == Heartbeat(BOUNCES, MORNING + 10 * MINUTE)


def test_one_message_that_calagg_fails_on_does_not_stop_the_others(
    store: Store, config: Config, postbox: Postbox, mail_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Were the limit of parts in parts too high, Python would refuse such a message by RecursionError."""
    monkeypatch.setattr("calagg.remind.bounces.notice._MOST_TYPES", 10_000)
    deep = nested(2_000)
    with pytest.raises(RecursionError):
        read_notice(deep)
    seed(store)
    senders = send(store, config, mail_server)
    postbox.lay_in(deep.replace(b"\n", b"\r\n"))
    postbox.lay_in(returned(UNKNOWN, senders[ANNA]))
    assert read_bounces(store, config, MORNING) == Heard(hard=1)
    assert postbox.flags() == [FLAGGED, SEEN]


def test_without_a_mailbox_nothing_is_read(store: Store, tmp_path: Path) -> None:
    assert read_bounces(store, config_for(tmp_path), MORNING) == Heard()
    with store.read() as session:
        assert BOUNCES not in last_beats(session)


def test_no_address_is_logged(
    store: Store, config: Config, postbox: Postbox, mail_server: MailServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "calagg")
    seed(store)
    postbox.lay_in(returned(UNKNOWN, send(store, config, mail_server)[ANNA]))
    read_bounces(store, config, MORNING)
    said = [record.getMessage() for record in caplog.records if record.name.startswith("calagg")]
    assert said[-1].endswith("came back (hard, 5.1.1)")
    assert [line for line in said if "@" in line] == []


def test_a_mail_that_waits_for_a_paused_reader_is_not_sent(
    store: Store, config: Config, postbox: Postbox, mail_server: MailServer
) -> None:
    seed(store, date(2026, 11, 21), date(2026, 11, 24))
    senders = send(store, config, mail_server)
    monday = MORNING.replace(day=23)
    plan_due(store, config, monday)
    postbox.lay_in(returned(UNKNOWN, senders[ANNA]))
    read_bounces(store, config, monday)
    assert tick(store, config, monday).sent == Sent(sent=1, skipped=1)
    assert mail_server.recipients == [BO]
    assert [row[3:] for row in ledger(store) if row[0] == "e1"] == [("sent", ""), ("superseded", BOUNCED)]


def test_confirming_anew_ends_the_pause_and_what_is_due_is_told(
    store: Store, config: Config, postbox: Postbox, mail_server: MailServer
) -> None:
    seed(store, date(2026, 11, 21), date(2026, 11, 25))
    plan_due(store, config, MORNING)
    senders = send(store, config, mail_server)
    postbox.lay_in(returned(UNKNOWN, senders[ANNA]))
    read_bounces(store, config, MORNING)
    at = MORNING + DAY
    plan_due(store, config, at)
    with store.write() as session:
        again = add_subscription(session, ANNA, "all", (1,), at=at)
        assert not again.active
        vouch_for(session, again.id, at=at)
    assert paused(store) == {}
    assert sorted(send(store, config, mail_server, MORNING.replace(day=24))) == [ANNA, BO]

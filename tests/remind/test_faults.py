"""Each fault of a mail server once, among mails that go well: what the ledger says in the end, and what readers got.

A reader gets a mail twice only where the server may have taken it, once, with the same Message-ID, and flagged.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from calagg.remind import Sent, tick
from calagg.store import Store
from calagg.store.outbox import TWICE
from tests.remind.conftest import MailServer
from tests.remind.seeds import MORNING, config_for, ledger, mails, put_entry, put_readers

READERS = 5
LATER = "451 4.7.1 try later"
UNTIL_ALL_IS_SAID = (15, 45, 90, 200, 3600, 7200)


@dataclass(frozen=True)
class Fault:
    """What the server does wrong and what comes of it. `came`: how often the mail that it met reached its reader."""

    name: str
    at_once: Sent
    state: str = "sent"
    attempts: int = 2
    came: int = 1
    flagged: bool = False
    said: str = ""
    rcpt: list[str] = field(default_factory=list)
    data: list[str] = field(default_factory=list)
    mail: list[str] = field(default_factory=list)
    cuts: list[str] = field(default_factory=list)


TRIED_AGAIN, DOUBTFUL, FAILED = (
    Sent(sent=READERS - 1, postponed=1),
    Sent(sent=READERS - 1, uncertain=1),
    Sent(sent=READERS - 1, failed=1),
)
FAULTS = [
    Fault("451 for a recipient", TRIED_AGAIN, rcpt=[LATER]),
    Fault("451 after the payload", TRIED_AGAIN, data=["451 4.3.0 queue file write error"]),
    Fault("452 after the payload", TRIED_AGAIN, data=["452 4.3.1 insufficient system storage"]),
    Fault("421 for the sender", TRIED_AGAIN, mail=["421 4.3.2 shutting down"]),
    Fault("421 for a recipient", TRIED_AGAIN, rcpt=["421 4.3.2 shutting down"]),
    Fault("421 after the payload", TRIED_AGAIN, data=["421 4.3.2 shutting down"]),
    Fault("cut before the payload", TRIED_AGAIN, cuts=["payload"]),
    Fault("silent before its 354", TRIED_AGAIN, cuts=["silent"]),
    Fault("silent after its 354", DOUBTFUL, flagged=True, cuts=["mute"]),
    Fault("silent after the final dot", DOUBTFUL, came=2, flagged=True, cuts=["slow"]),
    Fault("cut after the final dot", DOUBTFUL, came=2, flagged=True, cuts=["dot"]),
    Fault(
        "550 for a recipient",
        FAILED,
        state="failed",
        attempts=1,
        came=0,
        said="550 5.1.1 no such user",
        rcpt=["550 5.1.1 no such user"],
    ),
    Fault(
        "554 after the payload",
        FAILED,
        state="failed",
        attempts=1,
        came=0,
        said="554 5.7.1 refused by policy",
        data=["554 5.7.1 refused by policy"],
    ),
    Fault("451 again and again", TRIED_AGAIN, attempts=4, rcpt=[LATER]),
    Fault("451 and then a cut after the dot", TRIED_AGAIN, attempts=3, came=2, flagged=True, rcpt=[LATER]),
]
THEN = {
    "451 again and again": [{"rcpt": [LATER]}, {"rcpt": [LATER]}],
    "451 and then a cut after the dot": [{"cuts": ["dot"]}],
}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_one_fault_among_mails_that_go_well(
    fault: Fault, store: Store, mail_server: MailServer, tmp_path: Path
) -> None:
    config = config_for(tmp_path, port=mail_server.port, timeout=1)
    put_entry(store)
    addresses = put_readers(store, READERS)
    then = iter(THEN.get(fault.name, []))
    mail_server.rcpt_answers = list(fault.rcpt)
    mail_server.data_answers, mail_server.mail_answers = list(fault.data), list(fault.mail)
    mail_server.cuts = list(fault.cuts)
    assert tick(store, config, MORNING).sent == fault.at_once
    for seconds in UNTIL_ALL_IS_SAID:
        answers = next(then, {})
        mail_server.rcpt_answers, mail_server.cuts = [*answers.get("rcpt", [])], [*answers.get("cuts", [])]
        tick(store, config, MORNING + timedelta(seconds=seconds))
    came: dict[str, list[str]] = {address: [] for address in addresses}
    for address, mail in zip(mail_server.recipients, mail_server.delivered, strict=True):
        came[address].append(mail["Message-ID"])
    assert sorted(len(ids) for ids in came.values()) == sorted([1] * (READERS - 1) + [fault.came])
    assert all(len(set(ids)) <= 1 for ids in came.values())
    well = ("digest", "2026-11-20", "sent", 1, False)
    assert Counter(mails(store)) == Counter(
        [well] * (READERS - 1) + [("digest", "2026-11-20", fault.state, fault.attempts, fault.flagged)]
    )
    reason = f"mail server 127.0.0.1:{mail_server.port} said {fault.said}" if fault.said else ""
    assert Counter(row[3:] for row in ledger(store)) == Counter(
        [("sent", "")] * (READERS - 1) + [(fault.state, TWICE if fault.flagged else reason)]
    )


def test_550_for_one_of_many_recipients(store: Store, mail_server: MailServer, tmp_path: Path) -> None:
    config = config_for(tmp_path, port=mail_server.port)
    put_entry(store)
    addresses = put_readers(store, 60)
    mail_server.rcpt_answers = ["250 OK"] * 20 + ["550 5.1.1 no such user"]
    assert tick(store, config, MORNING).sent == Sent(sent=59, failed=1)
    assert mail_server.connections == 1
    assert len(set(mail_server.recipients)) == 59
    assert set(mail_server.recipients) < set(addresses)


def test_greylisting_for_five_minutes_delays_all_and_loses_none(
    store: Store, mail_server: MailServer, tmp_path: Path
) -> None:
    config = config_for(tmp_path, port=mail_server.port)
    put_entry(store)
    addresses = put_readers(store, READERS)
    for seconds in range(0, 900, 60):
        mail_server.rcpt_answers = ["451 4.7.1 Greylisted, come back in five minutes"] * 99 if seconds < 300 else []
        tick(store, config, MORNING + timedelta(seconds=seconds))
    assert sorted(mail_server.recipients) == addresses
    assert mails(store) == [("digest", "2026-11-20", "sent", 5, False)] * READERS
    assert {row[3:] for row in ledger(store)} == {("sent", "")}


@pytest.mark.parametrize(("fault", "at_once"), [("payload", Sent(postponed=3)), ("dot", Sent(uncertain=3))])
def test_a_server_that_cuts_every_connection_is_left_alone_after_three(
    fault: str, at_once: Sent, store: Store, mail_server: MailServer, tmp_path: Path
) -> None:
    """Else 1,000 mails wait for 1,000 time-outs, or all come twice."""
    config = config_for(tmp_path, port=mail_server.port)
    put_entry(store)
    addresses = put_readers(store, 10)
    mail_server.cuts = [fault] * 10
    assert tick(store, config, MORNING).sent == at_once
    mail_server.cuts = []
    tick(store, config, MORNING + timedelta(seconds=61))
    assert sorted(set(mail_server.recipients)) == addresses
    assert len(mail_server.recipients) == 10 + at_once.uncertain


def test_a_cut_now_and_then_stops_nothing(store: Store, mail_server: MailServer, tmp_path: Path) -> None:
    config = config_for(tmp_path, port=mail_server.port)
    put_entry(store)
    put_readers(store, 10)
    mail_server.cuts = ["payload", "payload", "", "payload", "payload", ""]
    assert tick(store, config, MORNING).sent == Sent(sent=6, postponed=4)

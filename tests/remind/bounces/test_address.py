"""The address that a mail is returned to is its own, goes over the wire, and leads back to that mail alone."""

from dataclasses import replace
from pathlib import Path

import pytest

from calagg.config import Mail
from calagg.remind import plan_due, send_due, tick
from calagg.remind.bounces.address import marks_in, return_address
from calagg.remind.outbox import Sent
from calagg.store import Store
from calagg.store.bounces import find_marked
from calagg.store.schema import MailRow
from tests.remind.conftest import MailServer
from tests.remind.seeds import MORNING, config_for, put_entry, put_subscription

ADDRESS = "studs@example.se"


def seed(store: Store) -> None:
    put_entry(store)
    for name in ("anna", "bo"):
        put_subscription(store, f"{name}@example.se", leads=(1,))


def test_each_mail_has_an_address_of_its_own(store: Store, mail_server: MailServer, tmp_path: Path) -> None:
    seed(store)
    config = config_for(tmp_path, port=mail_server.port, bounce_address=ADDRESS)
    plan_due(store, config, MORNING)
    assert send_due(store, config, MORNING) == Sent(sent=2)
    assert [str(mail["From"].addresses[0].addr_spec) for mail in mail_server.delivered] == ["kalender@example.se"] * 2
    for sender, recipient in zip(mail_server.senders, mail_server.recipients, strict=True):
        assert sender is not None
        name, _, domain = sender.partition("@")
        assert (name[:6], len(name), domain) == ("studs+", 38, "example.se")
        with store.read() as session:
            found = find_marked(session, marks_in(sender))
            assert found is not None
            assert found.address == recipient


def test_nothing_that_others_see_in_the_mail_tells_the_address(
    store: Store, mail_server: MailServer, tmp_path: Path
) -> None:
    seed(store)
    tick(store, config_for(tmp_path, port=mail_server.port, bounce_address=ADDRESS), MORNING)
    for sender, mail in zip(mail_server.senders, mail_server.delivered, strict=True):
        assert sender is not None
        (mark,) = marks_in(sender)
        assert mark not in mail.as_string()


def test_without_a_bounce_address_mails_return_to_the_sender(
    store: Store, mail_server: MailServer, tmp_path: Path
) -> None:
    seed(store)
    assert tick(store, config_for(tmp_path, port=mail_server.port), MORNING).sent == Sent(sent=2)
    assert mail_server.senders == ["kalender@example.se"] * 2


def test_a_bounce_address_that_is_refused_stops_the_outbox(
    store: Store, mail_server: MailServer, tmp_path: Path
) -> None:
    seed(store)
    mail_server.mail_answers = ["553 5.1.8 sender address rejected"]
    config = config_for(tmp_path, port=mail_server.port, bounce_address=ADDRESS)
    assert tick(store, config, MORNING).sent.paused.endswith("the sender is refused, check [mail] bounce_address")
    with store.read() as session:
        assert {row.state for row in session.query(MailRow)} == {"queued"}


def test_a_mail_that_was_perhaps_taken_is_found_by_either_address(
    store: Store, mail_server: MailServer, tmp_path: Path
) -> None:
    put_entry(store)
    put_subscription(store, leads=(1,))
    mail_server.cuts = ["dot"]
    config = config_for(tmp_path, port=mail_server.port, bounce_address=ADDRESS)
    assert tick(store, config, MORNING).sent == Sent(uncertain=1)
    assert tick(store, config, MORNING.replace(minute=5)).sent == Sent(sent=1)
    first, second = mail_server.senders
    assert first != second
    for sender in (first, second):
        with store.read() as session:
            found = find_marked(session, marks_in(str(sender)))
            assert found is not None
            assert found.address == "anna@example.se"


def test_the_longest_name_fits() -> None:
    longest = Mail(bounce_address=f"{'s' * 31}@example.se")
    name = return_address(longest, "token").partition("@")[0]
    assert len(name) == 64


@pytest.mark.parametrize(
    ("told", "marks"),
    [
        (f"studs+{'0a' * 16}@example.se", ["0a" * 16]),
        (f"<STUDS+{'0A' * 16}@MX.EXAMPLE.SE>", ["0a" * 16]),
        (f"a+{'0a' * 16}@example.se, b+{'1b' * 16}@example.se", ["0a" * 16, "1b" * 16]),
        (f"studs+{'0a' * 15}@example.se", []),
        (f"studs+{'0a' * 17}@example.se", []),
        (f"studs+{'0g' * 16}@example.se", []),
        (f"studs-{'0a' * 16}@example.se", []),
        ("studs@example.se", []),
    ],
)
def test_marks_in_a_text(told: str, marks: list[str]) -> None:
    assert marks_in(told) == marks


def test_a_mark_that_is_guessed_finds_nothing(store: Store, mail_server: MailServer, tmp_path: Path) -> None:
    """Not by a beginning, nor by what a database might take for a pattern."""
    seed(store)
    tick(store, replace(config_for(tmp_path, port=mail_server.port, bounce_address=ADDRESS)), MORNING)
    (mark,) = marks_in(str(mail_server.senders[0]))
    wrong = mark[:-1] + ("0" if mark[-1] != "0" else "1")
    with store.read() as session:
        assert find_marked(session, [mark]) is not None
        assert [find_marked(session, [guess]) for guess in (wrong, "f" * 32, "%" * 32, "_" * 32)] == [None] * 4
        assert find_marked(session, []) is None

"""A round of calagg as a whole: the mails go out whether or not the mailbox for those that come back can be read."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from calagg import pipeline
from calagg.config import Config
from calagg.remind.plan import BOUNCED
from calagg.remind.troubles import find_troubles
from calagg.store import Store
from tests.remind.bounces import forms
from tests.remind.bounces.conftest import Postbox
from tests.remind.conftest import MailServer
from tests.remind.seeds import MORNING, config_for, ledger, put_entry, put_subscription

ANNA = "anna@example.se"
ROUND = timedelta(minutes=5)


@pytest.fixture
def config(postbox: Postbox, mail_server: MailServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Config:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "minutes").mkdir()
    sending = config_for(tmp_path / "outbox", port=mail_server.port, bounce_address="studs@example.se")
    return postbox.configured(sending)


def seed(store: Store) -> None:
    for name, day in (("e1", 21), ("e2", 25)):
        put_entry(store, name, on=date(2026, 11, day))
    put_subscription(store, leads=(1,))


def troubles(store: Store, config: Config, at: datetime) -> list[str]:
    with store.read() as session:
        return [trouble.key for trouble in find_troubles(session, config, at)]


def test_what_comes_back_is_heard_of_in_a_later_round(
    store: Store, config: Config, postbox: Postbox, mail_server: MailServer
) -> None:
    seed(store)
    assert pipeline.tick(store, config, MORNING).failures == ()
    assert mail_server.recipients == [ANNA]
    raw = forms.BOUNCES["gmail, unknown user"].raw
    postbox.lay_in(raw.replace(forms.SENDER.encode(), str(mail_server.senders[0]).encode()))
    for number in (1, 2):
        assert pipeline.tick(store, config, MORNING + number * ROUND).failures == ()
    assert troubles(store, config, MORNING + 3 * ROUND) == ["readers-paused"]
    assert [row[3:] for row in ledger(store)] == [("sent", ""), ("superseded", BOUNCED)]


def test_a_mailbox_that_can_not_be_read_stops_nothing(
    store: Store, config: Config, postbox: Postbox, mail_server: MailServer
) -> None:
    seed(store)
    broken = postbox.configured(config, folder="Saknas")
    assert pipeline.tick(store, broken, MORNING).failures == ()
    assert mail_server.recipients == [ANNA]
    assert troubles(store, broken, MORNING) == ["bounces-unread"]
    assert pipeline.tick(store, config, MORNING + ROUND).failures == ()
    assert troubles(store, config, MORNING + ROUND) == []

"""500 mails to postfix's `smtp-sink`: what the ledger says was sent is what the server was given, each once."""

import os
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import select

from calagg.remind import Sent, tick
from calagg.store import Store
from calagg.store.schema import MailRow
from tests.remind.seeds import MORNING, config_for, ledger, put_entry, put_readers
from tests.remind.sink import SINK, WITHOUT, sinking

READERS = 500


def test_nothing_is_lost_on_the_way_to_another_projects_server(store: Store, tmp_path: Path) -> None:
    if SINK is None and os.environ.get("CI"):
        pytest.fail(WITHOUT)
    if SINK is None:
        pytest.skip(WITHOUT)
    put_entry(store)
    put_readers(store, READERS)
    with sinking(keep=True) as sink:
        assert tick(store, config_for(tmp_path, port=sink.port, timeout=60), MORNING).sent == Sent(sent=READERS)
        received = sink.received()
    with store.read() as session:
        sent = session.execute(select(MailRow.address, MailRow.message_id).where(MailRow.state == "sent")).all()
    assert received == Counter((address, message_id) for address, message_id in sent)
    assert received.total() == READERS
    assert Counter(row[3] for row in ledger(store)) == {"sent": READERS}

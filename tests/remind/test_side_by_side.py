"""Several processes that plan and send at once: 5,000 reminders, each sent by one of them, none by two."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from calagg.store import open_store
from calagg.store.schema import MailRow
from tests.conftest import migrated_postgres, migrated_sqlite
from tests.remind.seeds import MORNING, config_for, ledger, mails, put_entry, put_readers
from tests.remind.sending import forking, receiving, run_tick

READERS, ENTRIES = 1_250, 4
PATIENCE_SECONDS = 300.0


@pytest.fixture(params=[("sqlite", 2), ("postgresql", 2), ("postgresql", 4)], ids=lambda p: f"{p[0]}-{p[1]}")
def side_by_side(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, int]]:
    """An empty database and the number of senders."""
    kind, senders = request.param
    if kind == "sqlite":
        yield migrated_sqlite(tmp_path), senders
    else:
        with migrated_postgres(request) as url:
            yield url, senders


def test_senders_side_by_side_send_each_reminder_once(side_by_side: tuple[str, int], tmp_path: Path) -> None:
    """Django-post_office #248: read, send, mark. Select-then-update sent 4,303 of 5,000 twice."""
    url, number = side_by_side
    with open_store(url) as store, receiving() as receipts:
        config = config_for(tmp_path, port=receipts.port)
        for entry in range(ENTRIES):
            put_entry(store, f"e{entry}", on=date(2026, 11, 21 + entry // 2))
        addresses = put_readers(store, READERS)
        context = forking()
        started = context.Barrier(number)
        senders = [context.Process(target=run_tick, args=(url, config, MORNING, started)) for _ in range(number)]
        for sender in senders:
            sender.start()
        for sender in senders:
            sender.join(PATIENCE_SECONDS)
        assert [sender.exitcode for sender in senders] == [0] * number
        assert {address: len(ids) for address, ids in receipts.by_address.items()} == dict.fromkeys(addresses, 1)
        assert set(mails(store)) == {("digest", "2026-11-20", "sent", 1, False)}
        with store.read() as session:
            workers = set(session.scalars(select(MailRow.claimed_by)))
        assert len(workers) == number  # each had its part
        assert Counter(row[3:] for row in ledger(store)) == {("sent", ""): READERS * ENTRIES}

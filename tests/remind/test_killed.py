"""Senders that are killed at any moment (SIGKILL): nothing is lost, and what comes twice is flagged.

200 kills in all while 2,000 reminders are to be sent, half of them on each database. A killed sender's lease ends
because the next one is started at a later `now`; nobody waits for it.
"""

import random
import signal
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from calagg.config import Config
from calagg.remind.outbox import lease_of
from calagg.store import Store, open_store
from calagg.store.outbox import TWICE, UNKNOWN
from calagg.store.schema import MailRow, ReminderRow
from tests.remind.seeds import MORNING, config_for, put_entry, put_readers
from tests.remind.sending import Receipts, forking, receiving, run_dying_tick, run_tick

READERS = 1_000  # on each database
KILLS = 100
KILLS_WHILE_PLANNING = 8
PATIENCE_SECONDS = 120.0
SEED = 20_261_120


def wait_for_mails(receipts: Receipts, wanted: int, alive: object) -> None:
    """Until the server has that many mails more, or the sender has come to its end."""
    until, already = time.monotonic() + PATIENCE_SECONDS, receipts.count
    while receipts.count < already + wanted and alive():  # type: ignore[operator]  # a bound method
        assert time.monotonic() < until, f"{receipts.count - already} of {wanted} mails in {PATIENCE_SECONDS} s"
        time.sleep(0.001)


def kill_senders(url: str, config: Config, receipts: Receipts, chance: random.Random) -> int:
    """Starts a sender, kills it at a random moment, starts the next; at which the last one was started, in leases."""
    senders = forking()
    killed = lives = 0
    while killed < KILLS:
        sender = senders.Process(target=run_tick, args=(url, config, MORNING + lives * lease_of(config)))
        lives += 1
        sender.start()
        if killed < KILLS_WHILE_PLANNING:
            time.sleep(chance.uniform(0, 0.4))
        else:
            left = (READERS - receipts.count) / (KILLS - killed)
            wait_for_mails(receipts, chance.randint(0, max(0, round(2 * left) - 4)), sender.is_alive)
            time.sleep(chance.uniform(0, 0.03))
        sender.kill()
        sender.join()
        assert sender.exitcode in (0, -signal.SIGKILL)
        killed += sender.exitcode != 0
        sender.close()
        assert lives < 2 * KILLS, f"only {killed} of {lives} senders were killed before they had sent all"
    return lives


def ends(store: Store) -> dict[str, tuple[str, bool, str, str, str]]:
    """By address: state, flag and Message-ID of its mail, state and reason of its reminder."""
    with store.read() as session:
        rows = session.execute(
            select(MailRow, ReminderRow).join(ReminderRow, ReminderRow.mail_id == MailRow.id, isouter=True)
        ).all()
    return {m.address: (m.state, m.flagged, m.message_id, r.state, r.reason) for m, r in rows}


def test_senders_that_are_killed_lose_nothing_and_flag_what_may_have_come_twice(
    database_url: str, tmp_path: Path
) -> None:
    """Healthchecks #212: killed while sending, lost."""
    chance = random.Random(SEED)  # noqa: S311 - to be the same again
    with open_store(database_url) as store, receiving() as receipts:
        config = config_for(tmp_path, port=receipts.port)
        put_entry(store)
        addresses = put_readers(store, READERS)
        lives = kill_senders(database_url, config, receipts, chance)
        assert receipts.count < READERS + KILLS
        sent_before_the_last = receipts.count
        for life in range(lives, lives + 3):  # one that goes on, then those in doubt
            run_tick(database_url, config, MORNING + life * lease_of(config))
        told = f"seed {SEED}, {lives} lives, {sent_before_the_last} mails before the last"
        came = Counter({address: len(receipts.by_address[address]) for address in addresses})
        assert [address for address in addresses if not came[address]] == [], told
        assert sorted(receipts.by_address) == addresses, told
        twice = {address for address in addresses if came[address] > 1}
        assert sum(came.values()) - READERS <= KILLS, told
        ended = ends(store)
        assert sorted(ended) == addresses, told
        for address, (mail, flagged, message_id, reminder, reason) in ended.items():
            assert set(receipts.by_address[address]) == {message_id}, told
            assert came[address] <= 2, told
            assert flagged or address not in twice, told
            expected = {"sent": ("sent", TWICE if flagged else ""), "uncertain": ("uncertain", UNKNOWN)}
            assert (reminder, reason) == expected[mail], told
            assert mail == "sent" or flagged, told


@pytest.mark.parametrize(
    ("point", "mails", "flagged"),
    [("claimed", 1, False), ("payload", 1, False), ("marked", 1, True), ("taken", 2, True)],
)
def test_a_sender_that_is_killed_at_a_known_moment(
    point: str, mails: int, flagged: bool, database_url: str, tmp_path: Path
) -> None:
    """Only from the mark before the final dot on is it unknown whether the mail was taken."""
    with open_store(database_url) as store, receiving() as receipts:
        config = config_for(tmp_path, port=receipts.port)
        put_entry(store)
        [address] = put_readers(store, 1)
        sender = forking().Process(target=run_dying_tick, args=(database_url, config, MORNING, point))
        sender.start()
        sender.join(PATIENCE_SECONDS)
        assert sender.exitcode == -signal.SIGKILL
        lease = lease_of(config)
        run_tick(database_url, config, MORNING + lease - timedelta(seconds=1))
        assert receipts.count == (point == "taken")
        run_tick(database_url, config, MORNING + lease)
        [(state, was_flagged, message_id, reminder, reason)] = ends(store).values()
        assert receipts.by_address == {address: [message_id] * mails}
        assert (state, was_flagged, reminder, reason) == ("sent", flagged, "sent", TWICE if flagged else "")

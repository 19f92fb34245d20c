"""The outbox: a claim is one worker's, a lease ends, a mark by one who has lost the claim changes nothing."""

import threading
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from calagg.store import Session, Store, open_store
from calagg.store.outbox import (
    Claim,
    claim_mail,
    count_mails,
    create_mail,
    mark_data,
    mark_failed,
    mark_retry,
    mark_sent,
    mark_skipped,
    mark_uncertain,
)
from calagg.store.schema import MailRow

AT = datetime(2026, 11, 20, 7, tzinfo=UTC)
LEASE = timedelta(seconds=100)


def after(seconds: int) -> datetime:
    return AT + timedelta(seconds=seconds)


def create(store: Store, key: str = "2026-11-20") -> str | None:
    with store.write() as session:
        return create_mail(
            session,
            address="anna@example.se",
            kind="digest",
            key=key,
            domain="example.se",
            at=AT,
            expires_at=after(86_400),
        )


def claim(store: Store, worker: str = "one", *, at: datetime = AT) -> Claim | None:
    with store.write() as session:
        return claim_mail(session, worker=worker, at=at, lease=LEASE)


def claimed(store: Store, worker: str = "one", *, at: datetime = AT) -> Claim:
    got = claim(store, worker, at=at)
    assert got is not None
    return got


def row(store: Store) -> MailRow:
    with store.read() as session:
        return session.query(MailRow).one()


def test_one_mail_for_each_address_kind_and_key(store: Store) -> None:
    first = create(store)
    assert first is not None
    assert create(store) is None
    assert row(store).message_id == f"<{first}@example.se>"


def test_many_workers_claim_each_mail_once(database_url: str) -> None:
    with open_store(database_url) as store:
        for number in range(60):
            create(store, str(number))
        barrier, taken = threading.Barrier(6), Counter[str]()

        def work(worker: str) -> None:
            barrier.wait()
            while (got := claim(store, worker)) is not None:
                taken[got.id] += 1

        threads = [threading.Thread(target=work, args=(str(n),)) for n in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert (len(taken), set(taken.values())) == (60, {1})


def test_a_claim_is_taken_up_after_its_lease_and_the_first_worker_has_lost_it(store: Store) -> None:
    create(store)
    first = claimed(store)
    assert claim(store, "two", at=after(99)) is None
    second = claimed(store, "two", at=after(100))
    assert (second.attempt, second.again, second.message_id) == (2, False, first.message_id)
    with store.write() as session:
        assert not mark_data(session, first, at=after(100))
        assert not mark_sent(session, first, at=after(100))
        assert not mark_retry(session, first, next_try_at=after(100), error="")
        assert not mark_failed(session, first, at=after(100), error="")
        assert mark_data(session, second, at=after(101))
        assert mark_sent(session, second, at=after(102))
        assert count_mails(session) == {"sent": 1}


def test_the_payload_does_not_go_out_after_the_lease_even_if_nobody_took_it_up(store: Store) -> None:
    create(store)
    first = claimed(store)
    with store.write() as session:
        assert not mark_data(session, first, at=after(100))


def test_killed_at_the_payload_twice_is_uncertain(store: Store) -> None:
    create(store)
    for attempt in (1, 2):
        got = claimed(store, at=after(100 * attempt))
        assert got.again is (attempt == 2)
        with store.write() as session:
            assert mark_data(session, got, at=after(100 * attempt))
    assert claim(store, at=after(300)) is None
    assert (row(store).state, row(store).attempts, row(store).flagged) == ("uncertain", 2, True)
    assert row(store).ended_at == after(300)


def test_retry_comes_back_when_its_time_has_come(store: Store) -> None:
    create(store)
    got = claimed(store)
    with store.write() as session:
        mark_retry(session, got, next_try_at=after(10), error="451")
    assert claim(store, at=after(9)) is None
    assert claimed(store, at=after(10)).attempt == 2


def test_a_retry_that_was_no_attempt_is_not_counted(store: Store) -> None:
    create(store)
    got = claimed(store)
    with store.write() as session:
        mark_retry(session, got, next_try_at=AT, error="", counted=False)
    assert claimed(store).attempt == 1


def test_uncertain_gives_one_more_try(store: Store) -> None:
    create(store)
    first = claimed(store)
    with store.write() as session:
        assert mark_uncertain(session, first, at=AT, next_try_at=after(60), error="cut")
    second = claimed(store, at=after(60))
    assert second.again
    with store.write() as session:
        assert not mark_uncertain(session, second, at=after(60), next_try_at=after(120), error="cut")
    assert claim(store, at=after(10_000)) is None
    assert row(store).state == "uncertain"


def test_what_has_expired_is_not_tried(store: Store) -> None:
    create(store)
    assert claim(store, at=after(86_400)) is None
    assert (row(store).state, row(store).error, row(store).attempts) == ("failed", "för sent", 0)
    assert row(store).ended_at == after(86_400)


def test_skipped_is_an_end(store: Store) -> None:
    create(store)
    got = claimed(store)
    with store.write() as session:
        assert mark_skipped(session, got, at=after(1), reason="inget kvar")
    assert claim(store, at=after(1000)) is None


@pytest.mark.parametrize(
    ("end", "ended_at"),
    [
        (lambda s, c: mark_sent(s, c, at=after(5)), after(5)),
        (lambda s, c: mark_failed(s, c, at=after(5), error="550"), after(5)),
        (lambda s, c: mark_skipped(s, c, at=after(5), reason="inget kvar"), after(5)),
        (lambda s, c: mark_uncertain(s, c, at=after(5), next_try_at=after(60), error="cut"), None),
        (lambda s, c: mark_retry(s, c, next_try_at=after(60), error="451"), None),
    ],
    ids=["sent", "failed", "skipped", "uncertain, tried again", "tried again"],
)
def test_a_mail_tells_when_it_ended(
    store: Store, end: Callable[[Session, Claim], bool], ended_at: datetime | None
) -> None:
    create(store)
    got = claimed(store)
    with store.write() as session:
        assert end(session, got)
    assert row(store).ended_at == ended_at

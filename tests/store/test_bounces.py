"""Who is paused by what comes back, when, and how a confirmation ends it."""

from datetime import UTC, datetime, timedelta

import pytest

from calagg.store import Store
from calagg.store.bounces import (
    Returned,
    count_paused,
    find_marked,
    find_named,
    is_any_paused,
    note_bounce,
)
from calagg.store.outbox import Claim, claim_mail, create_mail, mark_sent
from calagg.store.readers import erase_reader
from calagg.store.reminders import list_waiting
from calagg.store.schema import SubscriptionRow
from calagg.store.subscriptions import (
    Subscription,
    add_subscription,
    confirm_subscription,
    confirmation_key,
    end_subscription,
    find_asked,
    find_subscription,
    list_subscriptions,
    list_unconfirmed,
    vouch_for,
)

AT = datetime(2026, 11, 1, 7, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ANNA, BO = "anna@example.se", "bo@example.se"


def subscribe(store: Store, address: str = ANNA, selection: str = "all", at: datetime = AT) -> Subscription:
    with store.write() as session:
        added = add_subscription(session, address, selection, (7, 1), at=at)
        vouch_for(session, added.id, at=at)
    return added


def mail(store: Store, at: datetime, address: str = ANNA, kind: str = "digest", key: str = "") -> Claim:
    """A mail that is handed over at that instant."""
    with store.write() as session:
        create_mail(
            session,
            address=address,
            kind=kind,
            key=key or at.isoformat(),
            domain="example.se",
            at=at,
            expires_at=at + 2 * DAY,
        )
        claim = claim_mail(session, worker="w", at=at, lease=HOUR)
        assert claim is not None
        assert mark_sent(session, claim, at=at)
    return claim


def bounce(store: Store, claim: Claim, at: datetime, *, hard: bool = False) -> bool:
    with store.write() as session:
        return note_bounce(session, Returned(claim.id, claim.address), hard=hard, at=at)


def paused(store: Store) -> list[tuple[str, str]]:
    with store.read() as session:
        rows = session.query(SubscriptionRow).filter(SubscriptionRow.bounced_at.is_not(None))
        return sorted((row.address, row.selection) for row in rows)


def test_a_hard_bounce_pauses_all_that_its_reader_has_and_nobody_else(store: Store) -> None:
    for selection in ("all", "deadlines", "ended"):
        one = subscribe(store, selection=selection)
    with store.write() as session:
        end_subscription(session, one.id, at=AT)
    subscribe(store, BO)
    claim = mail(store, AT + DAY)
    assert bounce(store, claim, AT + DAY, hard=True)
    assert paused(store) == [(ANNA, "all"), (ANNA, "deadlines")]
    with store.read() as session:
        assert count_paused(session) == 1
        assert [s.address for s in list_subscriptions(session) if s.active] == [BO]
        assert list_waiting(session, until=(AT + 99 * DAY).date()) == []


@pytest.mark.parametrize(
    ("mails", "now", "is_paused"),
    [
        ("sss", 3, True),
        ("ss", 3, False),
        ("s.s.s", 5, True),  # what is young and has not come back says nothing yet
        ("ss.s", 4, True),
        ("ss.s", 7, False),  # four days old and not back: it arrived
        (".sss", 9, True),
        ("sss...", 9, True),  # heard of late: what went out since may still come back
        ("s.....ss", 8, False),
        ("h", 1, True),
        ("ssh", 3, True),
        ("....", 9, False),
    ],
)
def test_soft_bounces_in_a_row(store: Store, mails: str, now: int, is_paused: bool) -> None:
    """A mail a day, s: soft, h: hard, a dot: nothing came back; all that came back is heard of on day `now`."""
    subscribe(store)
    sent = [mail(store, AT + (day + 1) * DAY) for day in range(len(mails))]
    for claim, became in zip(sent, mails, strict=True):
        if became != ".":
            assert bounce(store, claim, AT + now * DAY, hard=became == "h")
    assert paused(store) == ([(ANNA, "all")] if is_paused else [])


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_the_order_in_which_they_are_heard_of_does_not_matter(store: Store, order: tuple[int, ...]) -> None:
    subscribe(store)
    sent = [mail(store, AT + (day + 1) * DAY) for day in range(3)]
    for number in order:
        bounce(store, sent[number], AT + 4 * DAY)
    assert paused(store) == [(ANNA, "all")]


def test_a_server_that_tries_for_five_days_and_gives_up_each_time(store: Store) -> None:
    subscribe(store)
    sent = [mail(store, AT + (day + 1) * DAY) for day in range(9)]
    for number in range(3):
        assert paused(store) == []
        bounce(store, sent[number], AT + (number + 6) * DAY)
    assert paused(store) == [(ANNA, "all")]


def test_a_mail_counts_once(store: Store) -> None:
    subscribe(store)
    claim = mail(store, AT + DAY)
    heard = [bounce(store, claim, AT + DAY, hard=hard) for hard in (False, False, True, True, False)]
    assert heard == [True, False, True, False, False]


def test_a_mail_that_its_reader_had_erased_is_nothing(store: Store) -> None:
    subscribe(store)
    claim = mail(store, AT + DAY)
    with store.write() as session:
        erase_reader(session, ANNA)
    assert not bounce(store, claim, AT + DAY, hard=True)


def test_soft_bounces_from_before_a_confirmation_do_not_count(store: Store) -> None:
    one = subscribe(store)
    for day in (1, 2):
        bounce(store, mail(store, AT + day * DAY), AT + day * DAY)
    with store.write() as session:
        end_subscription(session, one.id, at=AT + 2 * DAY)
    subscribe(store, at=AT + 3 * DAY)
    bounce(store, mail(store, AT + 4 * DAY), AT + 4 * DAY)
    assert paused(store) == []


def test_what_was_sent_before_a_confirmation_pauses_nothing(store: Store) -> None:
    """A mailbox that could not be read for a week tells of what is long mended."""
    subscribe(store)
    claim = mail(store, AT + DAY)
    subscribe(store, selection="deadlines", at=AT + 2 * DAY)
    assert bounce(store, claim, AT + 7 * DAY, hard=True)
    assert paused(store) == []


def test_a_confirmation_mail_that_comes_back_pauses_nothing(store: Store) -> None:
    """Nothing is sent without a confirmation; anybody can type a wrong address into the form."""
    with store.write() as session:
        asked = add_subscription(session, ANNA, "all", (1,), at=AT)
    bounce(store, mail(store, AT, kind="confirm", key=confirmation_key(asked)), AT + HOUR, hard=True)
    assert paused(store) == []


def test_asking_and_confirming_anew_ends_the_pause_of_all(store: Store) -> None:
    first = subscribe(store)
    subscribe(store, selection="deadlines")
    bounce(store, mail(store, AT + DAY), AT + DAY, hard=True)
    at = AT + 2 * DAY
    with store.write() as session:
        asked = add_subscription(session, ANNA, "all", (3,), at=at)
    assert (asked.id, asked.leads, asked.confirmed_at, asked.asked_at) == (first.id, (3,), None, at)
    with store.read() as session:
        assert list_unconfirmed(session) == [asked]
    assert paused(store) == [(ANNA, "all"), (ANNA, "deadlines")]  # a stranger may have asked
    claim = mail(store, at, kind="confirm", key=confirmation_key(asked))
    with store.write() as session:
        confirmed = confirm_subscription(session, claim.token, at=at + HOUR)
    assert confirmed is not None
    assert confirmed.active
    assert paused(store) == []


def test_asking_twice_while_paused_sends_one_confirmation(store: Store) -> None:
    subscribe(store)
    bounce(store, mail(store, AT + DAY), AT + DAY, hard=True)
    with store.write() as session:
        keys = {
            confirmation_key(add_subscription(session, ANNA, "all", (1,), at=AT + 2 * DAY + hours * HOUR))
            for hours in range(3)
        }
    assert len(keys) == 1


def test_the_link_of_a_confirmation_mail_from_before_the_pause_proves_nothing(store: Store) -> None:
    with store.write() as session:
        asked = add_subscription(session, ANNA, "all", (1,), at=AT)
    old = mail(store, AT, kind="confirm", key=confirmation_key(asked))
    with store.write() as session:
        assert confirm_subscription(session, old.token, at=AT) is not None
    bounce(store, mail(store, AT + DAY), AT + DAY, hard=True)
    with store.write() as session:
        assert find_asked(session, old.token, at=AT + 2 * DAY) is None
        assert confirm_subscription(session, old.token, at=AT + 2 * DAY) is None
    assert paused(store) == [(ANNA, "all")]


def test_an_administrators_word_ends_the_pause(store: Store) -> None:
    one = subscribe(store)
    bounce(store, mail(store, AT + DAY), AT + DAY, hard=True)
    subscribe(store, at=AT + 2 * DAY)
    with store.read() as session:
        found = find_subscription(session, one.id)
        assert found is not None
        assert found.active


def test_what_is_told_of_the_pauses(store: Store) -> None:
    subscribe(store)
    subscribe(store, BO)
    bounce(store, mail(store, AT + DAY), AT + DAY, hard=True)
    bounce(store, mail(store, AT + DAY, BO), AT + 3 * DAY, hard=True)
    with store.read() as session:
        assert count_paused(session) == 2
        told = [is_any_paused(session, since=AT + n * DAY, until=AT + (n + 1) * DAY) for n in range(5)]
    assert told == [False, True, False, True, False]


def test_a_mail_is_found_by_its_marks_and_by_its_message_id(store: Store) -> None:
    first, second = mail(store, AT), mail(store, AT, BO)
    with store.read() as session:
        assert find_named(session, ["<x@example.se>", second.message_id]) == Returned(second.id, BO)
        assert find_named(session, []) is None
        assert find_named(session, [first.message_id.strip("<>")]) is None
        assert find_marked(session, ["0" * 32]) is None

"""Subscriptions: one for each address and selection, confirmed by the token of a mail, ended for good."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from calagg.errors import UsageError
from calagg.store import Store
from calagg.store.outbox import claim_mail, create_mail
from calagg.store.schema import MailRow
from calagg.store.subscriptions import (
    Subscription,
    add_subscription,
    clean_address,
    confirm_subscription,
    confirmation_key,
    end_by_token,
    end_subscription,
    find_subscriptions,
    hash_token,
    list_subscriptions,
    list_unconfirmed,
)

AT = datetime(2026, 11, 1, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


def add(store: Store, *, selection: str = "all", leads: tuple[int, ...] = (7, 1), at: datetime = AT) -> Subscription:
    with store.write() as session:
        return add_subscription(session, "Anna@Example.se ", selection, leads, at=at)


def token_of(store: Store, kind: str, key: str, at: datetime = AT) -> str:
    """The token of a mail's links, as the one who sends it gets it."""
    with store.write() as session:
        create_mail(
            session,
            address="anna@example.se",
            kind=kind,
            key=key,
            domain="example.se",
            at=at,
            expires_at=at + 48 * HOUR,
        )
        claim = claim_mail(session, worker="w", at=at, lease=HOUR)
    assert claim is not None
    return claim.token


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("namn@example.com", "namn@example.com"),
        (" Anna.Ek+x@Norrvik.Example.SE ", "anna.ek+x@norrvik.example.se"),
        ("anna@storåker.example", "anna@xn--storker-hxa.example"),
    ],
)
def test_an_address_is_kept_in_one_form(typed: str, kept: str) -> None:
    assert clean_address(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "anna",
        "@example.se",
        "anna@",
        "a@example.se, v@example.se",
        '"a@x, v@x"',
        "a@b@c",
        "a b@example.se",
        "a@example.se\r\nBcc: b@example.se",
        "a@ex ample.se",
        "<a@example.se>",
        "å@example.se",
        "a@.example.se",
        "a@exa\x00mple.se",
        "a@exa\x7fmple.se",
        "a@-example.se",
        "a@exam!ple.se",
        "a..b@example.se",
        ".a@example.se",
        f"{'a' * 65}@example.se",
        f"a@{'b' * 64}.se",
        f"a@{'b.' * 95}se",
    ],
)
def test_what_is_no_single_address_is_refused(typed: str) -> None:
    with pytest.raises(UsageError):
        clean_address(typed)


def test_it_waits_until_its_mails_token_confirms_it(store: Store) -> None:
    added = add(store)
    assert added == Subscription(
        id=added.id,
        address="anna@example.se",
        selection="all",
        leads=(7, 1),
        asked_at=AT,
    )
    token = token_of(store, "confirm", confirmation_key(added))
    with store.write() as session:
        assert (list_subscriptions(session), list_unconfirmed(session)) == ([], [added])
        assert confirm_subscription(session, "x" + token, at=AT) is None
        assert confirm_subscription(session, token, at=AT + 48 * HOUR) is None
    with store.write() as session:
        confirmed = replace(added, confirmed_at=AT + HOUR)
        assert confirm_subscription(session, token, at=AT + HOUR) == confirmed
        assert confirm_subscription(session, token, at=AT + 2 * HOUR) == confirmed
    with store.read() as session:
        assert (list_subscriptions(session), list_unconfirmed(session)) == ([confirmed], [])


def test_asking_again_makes_no_second_row(store: Store) -> None:
    first = add(store)
    assert add(store, leads=(1, 14, 1), at=AT + HOUR) == replace(first, leads=(14, 1))
    again = add(store, at=AT + 48 * HOUR)
    assert again == replace(first, asked_at=AT + 48 * HOUR)
    assert confirmation_key(again) != confirmation_key(first)
    with store.write() as session:
        end_subscription(session, first.id, at=AT + 49 * HOUR)
    assert add(store, at=AT + 50 * HOUR) == replace(first, asked_at=AT + 50 * HOUR)


def test_a_confirmed_one_is_not_changed_by_asking_again(store: Store) -> None:
    added = add(store)
    token = token_of(store, "confirm", confirmation_key(added))
    with store.write() as session:
        confirmed = confirm_subscription(session, token, at=AT)
    assert add(store, leads=(3,), at=AT + 60 * HOUR) == confirmed


def test_a_digests_token_shows_and_ends_all_of_its_reader_and_confirms_nothing(store: Store) -> None:
    ids = [add(store).id, add(store, selection="deadlines").id]
    token = token_of(store, "digest", "2026-11-20")
    with store.write() as session:
        other = add_subscription(session, "bo@example.se", "all", (1,), at=AT)
        assert sorted(s.id for s in find_subscriptions(session, token)) == sorted(ids)
        assert confirm_subscription(session, token, at=AT) is None
        assert end_by_token(session, token, at=AT) == 2
    with store.write() as session:
        assert end_by_token(session, token, at=AT) == 0
        assert find_subscriptions(session, token) == []
        assert list_unconfirmed(session) == [other]


def test_tokens_are_long_and_stored_as_hashes_only(store: Store) -> None:
    token = token_of(store, "digest", "2026-11-20")
    assert len(token) * 6 >= 128
    with store.read() as session:
        row = session.query(MailRow).one()
        stored = " ".join(str(getattr(row, column.key)) for column in MailRow.__table__.columns)
    assert hash_token(token) in stored
    assert token not in stored

"""Who may sign in: passwords that can't be had from the store, logins that end."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from calagg.errors import UsageError
from calagg.model.user import Role
from calagg.store import Store, users
from calagg.store.user_schema import LoginRow, UserRow
from calagg.store.users import (
    LASTS,
    add_user,
    change_password,
    disable_user,
    has_users,
    list_users,
    remove_user,
    sign_in,
    sign_out,
    signed_in,
)
from tests.conftest import REAL_HASHER

AT = datetime(2026, 11, 21, 13, 5, tzinfo=UTC)
PASSWORD = "fyra hästar i hagen"


@pytest.fixture
def karin(store: Store) -> Store:
    """A store in which Karin may sign in."""
    with store.write() as session:
        add_user(session, " Karin ", PASSWORD, Role.REVIEWER, at=AT)
    return store


def token(store: Store, name: str = "karin", password: str = PASSWORD, at: datetime = AT) -> str | None:
    with store.write() as session:
        return sign_in(session, name, password, at=at)


def name_of(store: Store, given: str | None, at: datetime = AT) -> str:
    with store.read() as session:
        user = signed_in(session, given or "", at=at)
    return user.name if user else ""


def test_a_login_lasts_twelve_hours_or_until_it_is_ended(karin: Store) -> None:
    first, second = token(karin, "KARIN"), token(karin)
    assert first and second and first != second
    assert name_of(karin, first, AT + LASTS - timedelta(seconds=1)) == "karin"
    assert name_of(karin, first, AT + LASTS) == ""
    with karin.write() as session:
        sign_out(session, first)
    assert (name_of(karin, first), name_of(karin, second)) == ("", "karin")


@pytest.mark.parametrize(
    ("name", "password"), [("karin", "fel lösenord helt"), ("maja", PASSWORD), ("", ""), ("karin", "")]
)
def test_nobody_else_gets_in(karin: Store, name: str, password: str) -> None:
    assert token(karin, name, password) is None


def test_neither_password_nor_token_is_stored(karin: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """What an older calagg hashed more cheaply is hashed anew when its user signs in."""
    monkeypatch.setattr(users, "_HASHER", REAL_HASHER)
    given = token(karin)
    assert given is not None and len(given) >= 43  # 256 bits
    with karin.read() as session:
        hashed = session.scalars(select(UserRow.password_hash)).one()
        kept = session.scalars(select(LoginRow.token_hash)).one()
    assert hashed.startswith("$argon2id$v=19$m=65536,t=3,p=4$")  # RFC 9106, its second choice
    assert PASSWORD not in hashed
    assert given not in kept


def test_another_password_and_a_disabled_user_end_what_is_signed_in(karin: Store) -> None:
    first = token(karin)
    with karin.write() as session:
        change_password(session, "karin", "helt andra ord nu")
    assert (name_of(karin, first), token(karin)) == ("", None)
    second = token(karin, password="helt andra ord nu")
    with karin.write() as session:
        disable_user(session, "karin", at=AT)
    assert (name_of(karin, second), token(karin, password="helt andra ord nu")) == ("", None)
    with karin.read() as session:
        assert has_users(session)
    with karin.write() as session:
        disable_user(session, "karin", at=None)
    assert name_of(karin, token(karin, password="helt andra ord nu")) == "karin"
    assert name_of(karin, second) == ""


def test_who_is_removed_is_gone_with_what_is_signed_in(karin: Store) -> None:
    given = token(karin)
    with karin.write() as session:
        remove_user(session, "karin")
    with karin.read() as session:
        assert list_users(session) == []
        assert not has_users(session)
    assert name_of(karin, given) == ""


@pytest.mark.parametrize(
    ("name", "password", "said"),
    [
        ("karin", PASSWORD, "is there already"),
        ("två ord", PASSWORD, "is no name"),
        ("maja", "kort", "12 to 200 characters"),
        ("maja", "x" * 201, "12 to 200 characters"),
    ],
)
def test_what_is_refused(karin: Store, name: str, password: str, said: str) -> None:
    with pytest.raises(UsageError, match=said), karin.write() as session:
        add_user(session, name, password, Role.ADMINISTRATOR, at=AT)


def test_who_is_unknown_is_said_so(store: Store) -> None:
    with pytest.raises(UsageError, match="is no user"), store.write() as session:
        change_password(session, "maja", PASSWORD)
    with pytest.raises(UsageError, match="is no user"), store.write() as session:
        disable_user(session, "maja", at=AT)
    with pytest.raises(UsageError, match="is no user"), store.write() as session:
        remove_user(session, "maja")


def test_roles() -> None:
    assert Role.ADMINISTRATOR.covers(Role.REVIEWER)
    assert not Role.REVIEWER.covers(Role.ADMINISTRATOR)

"""`sign_in(session, "karin", password, at=…)` -> the token of a login that lasts twelve hours, or None.

Passwords are kept as argon2id hashes with the library's parameters (RFC 9106), tokens as SHA-256 of 256 random bits:
neither can be had from what is stored. Who is unknown costs as much work as who types a wrong password.
"""

import re
import secrets
import uuid
from datetime import datetime, timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from calagg.errors import UsageError
from calagg.model.user import Role, User
from calagg.store.subscriptions import hash_token
from calagg.store.user_schema import LoginRow, UserRow

LASTS = timedelta(hours=12)
SHORTEST, LONGEST = 12, 200
LONGEST_NAME = 100
NO_PASSWORD = ""  # the hash of one who signs in elsewhere: no password fits it
_NAME = re.compile(r"[a-zåäö0-9][a-zåäö0-9._@+-]{0,99}")
_HASHER = PasswordHasher()


def add_user(session: Session, name: str, password: str, role: Role, *, at: datetime) -> User:
    """The new user. Raises UsageError where the name is taken or no name, or the password is too short."""
    name = _checked_name(name)
    if _row(session, name) is not None:
        raise UsageError(f"{name} is there already; calagg users list shows all")
    row = UserRow(id=str(uuid.uuid4()), name=name, role=role.value, password_hash=_hashed(password), created_at=at)
    session.add(row)
    session.flush()
    return _user(row)


def list_users(session: Session) -> list[User]:
    """All of them, by name."""
    return [_user(row) for row in session.scalars(select(UserRow).order_by(UserRow.name))]


def has_users(session: Session) -> bool:
    """Whether anybody may sign in, or might again: who is disabled counts, so that nothing opens by that."""
    return bool(session.scalar(select(func.count()).select_from(UserRow)))


def change_password(session: Session, name: str, password: str) -> None:
    """Gives the user another password and ends all that is signed in. Raises UsageError."""
    row = _known(session, name)
    row.password_hash = _hashed(password)
    end_logins(session, row.id)


def disable_user(session: Session, name: str, *, at: datetime | None) -> None:
    """From `at` on the user can't sign in, and is signed out; None lets the user in again. Raises UsageError."""
    row = _known(session, name)
    row.disabled_at = at
    end_logins(session, row.id)


def remove_user(session: Session, name: str) -> None:
    """Forgets the user. Raises UsageError."""
    row = _known(session, name)
    end_logins(session, row.id)
    session.delete(row)


def sign_in(session: Session, name: str, password: str, *, at: datetime) -> str | None:
    """The token of a new login; None where name and password do not belong together or the user is disabled."""
    row = _row(session, name.strip().casefold())
    known = row.password_hash if row else NO_PASSWORD
    if not _fits(known or _of_nobody(), password) or row is None or row.disabled_at is not None:
        return None
    if _HASHER.check_needs_rehash(row.password_hash):
        row.password_hash = _HASHER.hash(password)
    return start_login(session, row.id, at=at)


def start_login(session: Session, user_id: str, *, at: datetime) -> str:
    """The token of a new login of that user, whoever has found out who it is; those that have ended are removed."""
    session.execute(delete(LoginRow).where(LoginRow.expires_at <= at))
    token = secrets.token_urlsafe(32)
    session.add(LoginRow(token_hash=hash_token(token), user_id=user_id, created_at=at, expires_at=at + LASTS))
    return token


def signed_in(session: Session, token: str, *, at: datetime) -> User | None:
    """Whose login the token is; None when it has ended, was ended, or never was."""
    chosen = select(UserRow).join(LoginRow, LoginRow.user_id == UserRow.id)
    row = session.scalar(
        chosen.where(LoginRow.token_hash == hash_token(token), LoginRow.expires_at > at, UserRow.disabled_at.is_(None))
    )
    return None if row is None else _user(row)


def sign_out(session: Session, token: str) -> None:
    """Ends the login; of a token that is none nothing happens."""
    session.execute(delete(LoginRow).where(LoginRow.token_hash == hash_token(token)))


def _fits(password_hash: str, password: str) -> bool:
    try:
        return _HASHER.verify(password_hash, password[:LONGEST])
    except (VerifyMismatchError, InvalidHashError):
        return False


@cache
def _of_nobody() -> str:
    """A hash that no password has, so that unknown names take as long as known ones."""
    return _HASHER.hash(secrets.token_urlsafe(32))


def _hashed(password: str) -> str:
    if not SHORTEST <= len(password) <= LONGEST:
        raise UsageError(f"the password must have {SHORTEST} to {LONGEST} characters; take a few words")
    return _HASHER.hash(password)


def is_name(name: str) -> bool:
    """Whether a user can be called so, in small letters."""
    return _NAME.fullmatch(name) is not None


def _checked_name(name: str) -> str:
    name = name.strip().casefold()
    if not is_name(name):
        raise UsageError(f"{name!r} is no name to sign in with; use letters, digits and . _ @ + -")
    return name


def _known(session: Session, name: str) -> UserRow:
    row = _row(session, name.strip().casefold())
    if row is None:
        raise UsageError(f"{name} is no user; calagg users list shows all")
    return row


def _row(session: Session, name: str) -> UserRow | None:
    return session.scalar(select(UserRow).where(UserRow.name == name))


def end_logins(session: Session, user_id: str) -> None:
    """Signs the user out everywhere."""
    session.execute(delete(LoginRow).where(LoginRow.user_id == user_id))


def _user(row: UserRow) -> User:
    return User(row.id, row.name, Role(row.role), row.created_at, row.disabled_at)

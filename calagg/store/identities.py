"""`sign_in_from(session, "https://login.example.se", "a1b2", …)` -> the token of a login, of a user made if need be.

A user is known by issuer and subject alone: names and mail addresses change hands, so the name that the provider tells
is never taken for a user of that name who is here already. Such a user has no password.
"""

import hashlib
import uuid
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from calagg.model.user import Role
from calagg.store.identity_schema import IdentityRow
from calagg.store.session import lock_calendar
from calagg.store.user_schema import UserRow
from calagg.store.users import LONGEST_NAME, NO_PASSWORD, end_logins, is_name, start_login


def sign_in_from(
    session: Session,
    issuer: str,
    subject: str,
    *,
    names: Iterable[str],
    role: Role | None,
    at: datetime,
) -> str | None:
    """The token of a new login with that role; None where the role is None or the user is disabled.

    The first of `names` that can be one becomes that of a new user. Whoever has lost the role is signed out.
    """
    lock_calendar(session)  # two first logins at once would make two users
    known = session.get(IdentityRow, (issuer, subject))
    row = session.get(UserRow, known.user_id) if known else None
    if role is None or (row is not None and row.disabled_at is not None):
        if row is not None:
            end_logins(session, row.id)
        return None
    if row is None:
        row = UserRow(
            id=str(uuid.uuid4()),
            name=_free_name(session, names, subject),
            role=role.value,
            password_hash=NO_PASSWORD,
            created_at=at,
        )
        session.add(row)
        session.flush()
        session.add(IdentityRow(issuer=issuer, subject=subject, user_id=row.id, created_at=at))
    row.role = role.value
    return start_login(session, row.id, at=at)


def _free_name(session: Session, names: Iterable[str], subject: str) -> str:
    """The first that can be a name, with a number behind it where another user has it."""
    typed = (name.strip().casefold() for name in names)
    wanted = next((n for n in typed if is_name(n)), f"oidc-{hashlib.sha256(subject.encode()).hexdigest()[:8]}")
    taken = set(session.scalars(select(UserRow.name)))
    name, number = wanted, 1
    while name in taken:
        number += 1
        name = f"{wanted[: LONGEST_NAME - 5]}-{number}"
    return name

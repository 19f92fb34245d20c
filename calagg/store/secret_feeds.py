"""add_secret_feed(session, "Styrgruppen", selection) -> the feed and its secret, shown once and kept as a hash.

Whoever has the address may read the feed; a revoked one answers 410 for ever.
"""

import hashlib
import secrets
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from calagg.model import Selection
from calagg.store.feed_schema import SecretFeedRow

SECRET_BYTES = 24  # 192 bits


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretFeed:
    """One feed at an unguessable address; `revoked_at` is when it was closed, None while it is open."""

    id: int
    title: str
    selection: Selection
    created_at: datetime
    revoked_at: datetime | None = None

    @property
    def counted_as(self) -> str:
        """The name under which its fetches are counted: nobody can find the address from it."""
        return f"secret-{self.id}"


def add_secret_feed(session: Session, title: str, selection: Selection, *, now: datetime) -> tuple[SecretFeed, str]:
    """Makes the feed and returns it with its secret; the secret can't be had again."""
    secret = secrets.token_urlsafe(SECRET_BYTES)
    row = SecretFeedRow(title=title, selection=asdict(selection), token_hash=_hash(secret), created_at=now)
    session.add(row)
    session.flush()
    return _feed(row), secret


def secret_feed(session: Session, secret: str) -> SecretFeed | None:
    """The feed with that secret, open or revoked; None where there is none."""
    row = session.scalars(select(SecretFeedRow).where(SecretFeedRow.token_hash == _hash(secret))).one_or_none()
    return _feed(row) if row else None


def list_secret_feeds(session: Session) -> list[SecretFeed]:
    """All of them, revoked ones too, in the order that they were made."""
    return [_feed(row) for row in session.scalars(select(SecretFeedRow).order_by(SecretFeedRow.id))]


def revoke_secret_feed(session: Session, feed_id: int, *, now: datetime) -> bool:
    """Closes the feed for ever; False where there is none of that number or it is closed already."""
    row = session.get(SecretFeedRow, feed_id)
    if row is None or row.revoked_at is not None:
        return False
    row.revoked_at = now
    return True


def _hash(secret: str) -> str:
    """A fast hash will do: nobody can try out 192 random bits."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def _feed(row: SecretFeedRow) -> SecretFeed:
    told = {name: tuple(parts) for name, parts in row.selection.items()}
    return SecretFeed(
        id=row.id,
        title=row.title,
        selection=Selection(**told),
        created_at=row.created_at,
        revoked_at=row.revoked_at,
    )

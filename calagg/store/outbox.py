"""`create_mail(session, …)` -> a mail that waits; `claim_mail(session, …)` -> one that only this worker may send.

The order that loses nothing: claim (committed) -> socket -> all but the final dot -> `mark_data` (committed) -> the
dot and the server's answer -> one of the `mark_…`. Whoever dies on the way leaves a row that says how far it came, and
its lease ends. What is written in the mails and how they travel is in `calagg.remind`.
"""

import secrets
import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import CursorResult, and_, delete, func, select, update
from sqlalchemy.orm import Session

from calagg.store.insertion import insert_missing
from calagg.store.mail_kinds import DIGEST
from calagg.store.reminders import TOO_LATE, State, settle_reminders
from calagg.store.schema import MailRow
from calagg.store.subscriptions import hash_token

TWICE = "kan ha kommit två gånger"
UNKNOWN = "okänt om mejlet kom fram"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A mail that this worker may send until its lease ends. `token` is the secret of its links and is stored only as
    a hash; `again` says that an earlier copy was perhaps accepted."""

    id: str
    address: str
    kind: str
    key: str
    message_id: str
    created_at: datetime
    expires_at: datetime
    attempt: int
    worker: str
    token: str
    again: bool


def create_mail(
    session: Session,
    *,
    address: str,
    kind: str,
    key: str,
    domain: str,
    at: datetime,
    expires_at: datetime,
) -> str | None:
    """The id of a new mail whose Message-ID is fixed from now on; None when (address, kind, key) has one already."""
    mail_id = str(uuid.uuid4())
    added = insert_missing(
        session,
        MailRow,
        [
            {
                "id": mail_id,
                "address": address,
                "kind": kind,
                "key": key,
                "message_id": f"<{mail_id}@{domain}>",
                "state": "queued",
                "created_at": at,
                "next_try_at": at,
                "expires_at": expires_at,
                "attempts": 0,
                "claimed_by": "",
                "stage": "",
                "flagged": False,
                "error": "",
            }
        ],
    )
    return mail_id if added else None


def drop_mail(session: Session, mail_id: str) -> None:
    """Takes back a mail that was created in this session and turned out to have nothing to carry."""
    session.execute(delete(MailRow).where(MailRow.id == mail_id))


def claim_mail(session: Session, *, worker: str, at: datetime, lease: timedelta) -> Claim | None:
    """The next mail that is to be tried, now this worker's for the length of the lease; None when there is none.

    Takes up what a worker that died has left: if it had come to the final dot, the mail was perhaps accepted, and this
    is the one more try; if that was this try already, the mail ends as uncertain. To be committed before any socket
    is opened.
    """
    while (row := _next_row(session, at)) is not None:
        perhaps_accepted = row.state == "claimed" and row.stage == "data"
        if perhaps_accepted and row.flagged:
            _end(session, row.id, State.UNCERTAIN, UNKNOWN, at)
            continue
        if row.expires_at <= at:
            ended = State.UNCERTAIN if perhaps_accepted or row.flagged else State.FAILED
            _end(session, row.id, ended, TOO_LATE, at)
            continue
        token = secrets.token_urlsafe(24)
        taken = _count(
            session.execute(
                update(MailRow)
                .where(
                    MailRow.id == row.id,
                    MailRow.state == row.state,
                    MailRow.attempts == row.attempts,
                    MailRow.claimed_by == row.claimed_by,
                )
                .values(
                    state="claimed",
                    claimed_by=worker,
                    lease_until=at + lease,
                    attempts=row.attempts + 1,
                    stage="",
                    flagged=row.flagged or perhaps_accepted,
                    token_hash=hash_token(token),
                    earlier_token_hash=row.token_hash if perhaps_accepted else row.earlier_token_hash,
                )
                .execution_options(synchronize_session=False)
            )
        )
        if taken:
            return Claim(
                id=row.id,
                address=row.address,
                kind=row.kind,
                key=row.key,
                message_id=row.message_id,
                created_at=row.created_at,
                expires_at=row.expires_at,
                attempt=row.attempts + 1,
                worker=worker,
                token=token,
                again=row.flagged or perhaps_accepted,
            )
    return None


def mark_data(session: Session, claim: Claim, *, at: datetime) -> bool:
    """Notes that the server may have the mail from now on. False when the claim is no longer this worker's: then the
    final dot must not be sent."""
    return _update(session, claim, at, stage="data")


def mark_sent(session: Session, claim: Claim, *, at: datetime) -> bool:
    """Notes that the server has taken the mail, and that its reminders are sent; False when the claim was lost."""
    if not _update(session, claim, None, state="sent", sent_at=at, ended_at=at, error="", lease_until=None):
        return False
    settle_reminders(session, claim.id, State.SENT, sent_at=at, reason=TWICE if claim.again else "")
    return True


def mark_retry(session: Session, claim: Claim, *, next_try_at: datetime, error: str, counted: bool = True) -> bool:
    """Lays the mail back until `next_try_at`; it was certainly not accepted. `counted=False`: no attempt was made."""
    attempts = claim.attempt if counted else claim.attempt - 1
    return _update(
        session,
        claim,
        None,
        state="queued",
        stage="",
        next_try_at=next_try_at,
        error=error,
        attempts=attempts,
        claimed_by="",
        lease_until=None,
    )


def mark_failed(session: Session, claim: Claim, *, at: datetime, error: str) -> bool:
    """Notes that the mail was refused for good, and its reminders with it."""
    if not _update(session, claim, None, state="failed", ended_at=at, error=error, lease_until=None):
        return False
    settle_reminders(session, claim.id, State.FAILED, reason=error)
    return True


def mark_uncertain(session: Session, claim: Claim, *, at: datetime, next_try_at: datetime, error: str) -> bool:
    """Notes that the mail was perhaps accepted: one more try, flagged, or if this was it, the end. True when one
    more try follows."""
    if claim.again:
        if _update(session, claim, None, state="uncertain", ended_at=at, error=error, lease_until=None):
            settle_reminders(session, claim.id, State.UNCERTAIN, reason=UNKNOWN)
        return False
    return _update(
        session,
        claim,
        None,
        state="queued",
        stage="",
        flagged=True,
        next_try_at=next_try_at,
        error=error,
        claimed_by="",
        lease_until=None,
        earlier_token_hash=hash_token(claim.token),
        token_hash=None,
    )


def mark_skipped(session: Session, claim: Claim, *, at: datetime, reason: str) -> bool:
    """Notes that the mail has nothing left to say and is not sent."""
    return _update(session, claim, None, state="skipped", ended_at=at, error=reason, lease_until=None)


def count_mails(session: Session) -> dict[str, int]:
    """How many mails there are in each state."""
    counted = select(MailRow.state, func.count().label("number")).group_by(MailRow.state)
    return {row.state: row.number for row in session.execute(counted)}


def mails_of_day(session: Session, day: date) -> dict[str, str]:
    """The state of that day's digest by the address that it goes to."""
    chosen = select(MailRow.address, MailRow.state).where(MailRow.kind == DIGEST, MailRow.key == day.isoformat())
    return {row.address: row.state for row in session.execute(chosen)}


def _next_row(session: Session, at: datetime) -> MailRow | None:
    """The mail whose worker has died, else the one that has waited longest; on PostgreSQL one that no other worker
    looks at in this moment.

    Two questions, each answered from the index: asked as one, all that waits is sorted anew for every mail.
    """
    abandoned = and_(MailRow.state == "claimed", MailRow.lease_until <= at)
    waiting = and_(MailRow.state == "queued", MailRow.next_try_at <= at)
    for condition, order in ((abandoned, MailRow.lease_until), (waiting, MailRow.next_try_at)):
        row = session.scalar(
            select(MailRow)
            .where(condition)
            .order_by(order)
            .limit(1)
            .with_for_update(skip_locked=True)
            .execution_options(populate_existing=True)
        )
        if row is not None:
            return row
    return None


def _update(session: Session, claim: Claim, lease_at: datetime | None, **values: object) -> bool:
    """Changes the row while it is still this attempt's; with `lease_at` also only before its lease has ended."""
    chosen = update(MailRow).where(
        MailRow.id == claim.id,
        MailRow.state == "claimed",
        MailRow.claimed_by == claim.worker,
        MailRow.attempts == claim.attempt,
    )
    if lease_at is not None:
        chosen = chosen.where(MailRow.lease_until > lease_at)
    changed = session.execute(chosen.values(**values).execution_options(synchronize_session=False))
    return _count(changed) == 1


def _end(session: Session, mail_id: str, ended: State, reason: str, at: datetime) -> None:
    session.execute(
        update(MailRow)
        .where(MailRow.id == mail_id)
        .values(state=ended.value, ended_at=at, error=reason, lease_until=None)
        .execution_options(synchronize_session=False)
    )
    settle_reminders(session, mail_id, ended, reason=reason)


def _count(result: object) -> int:
    assert isinstance(result, CursorResult)  # noqa: S101 - an UPDATE's result; tells mypy what `execute` gave
    return int(result.rowcount)

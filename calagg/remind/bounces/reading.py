"""`read_bounces(store, config, now)` -> Heard(hard=1, soft=0): what has come back is known, and its readers paused.

A message is marked only after what it says is stored: whoever dies between reads it again, and a bounce counts once.
What is calagg's is marked as seen. All else, and what a person wrote, stays unread and gets a flag: people see it, and
it is not read again. Nothing is moved or removed.
"""

import logging
import ssl
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from calagg.config import Config
from calagg.remind.bounces.mailbox import FLAGGED, SEEN, MailboxError, open_mailbox
from calagg.remind.bounces.notice import MOST_BYTES, Kind, Notice, read_notice
from calagg.store import Session, Store
from calagg.store.bounces import HARD, SOFT, Returned, find_marked, find_named, note_bounce
from calagg.store.heartbeat import BOUNCES, beat, last_beats, pause
from calagg.store.session import lock_calendar
from calagg.store.subscriptions import end_by_token

log = logging.getLogger(__name__)

EVERY = timedelta(minutes=5)
MOST_MESSAGES = 50


@dataclass(frozen=True, slots=True)
class Heard:
    """How many mails are newly known to have come back. `fault` says why the mailbox could not be read."""

    hard: int = 0
    soft: int = 0
    fault: str = ""


def read_bounces(store: Store, config: Config, now: datetime, *, trust: ssl.SSLContext | None = None) -> Heard:
    """Reads at most 50 unread messages, no more often than every five minutes, whatever number of processes ask.

    A mailbox that can't be read is logged, noted for the administrator and tried again; Raises StoreError.
    """
    if not config.bounces.host or not _is_due(store, now):
        return Heard()
    counted: Counter[str] = Counter()
    fault = ""
    try:
        with open_mailbox(config.bounces, trust=trust) as box:
            for uid, raw in box.unread(MOST_MESSAGES, most_bytes=MOST_BYTES):
                flag, became = _take(store, raw, now)
                counted[became] += 1
                box.mark(uid, flag)
    except MailboxError as error:
        fault = str(error)
        log.error("returned mails are not read: %s", fault)  # noqa: TRY400 - one line for the administrator, no bug
    with store.write() as session:
        if fault:
            pause(session, BOUNCES, now, until=now + EVERY, detail=fault)
        else:
            beat(session, BOUNCES, now)
    return Heard(hard=counted[HARD], soft=counted[SOFT], fault=fault)


def _is_due(store: Store, now: datetime) -> bool:
    """Whether this process is the one to read the mailbox now; the others leave it alone for five minutes."""
    with store.read() as session:
        if not _is_free(session, now):
            return False
    with store.write() as session:
        lock_calendar(session)
        if not _is_free(session, now):
            return False
        heart = last_beats(session).get(BOUNCES)
        if heart and heart.paused_until:
            pause(session, BOUNCES, now, until=now + EVERY, detail=heart.detail)
        else:
            beat(session, BOUNCES, now)
    return True


def _is_free(session: Session, now: datetime) -> bool:
    heart = last_beats(session).get(BOUNCES)
    if heart is None:
        return True
    free_at = heart.paused_until or heart.at + EVERY
    return now >= free_at


def _take(store: Store, raw: bytes, now: datetime) -> tuple[str, str]:
    """Stores what one message says; the flag that it gets, and hard or soft where a mail is newly known as returned."""
    try:
        notice = read_notice(raw)
    except Exception:  # a bug that one message brings to light must not keep the others from being read
        log.exception("a message in the mailbox of returned mails can't be read; the others go on")
        return FLAGGED, ""
    if notice.ends:
        with store.write() as session:
            ended = end_by_token(session, notice.ends, at=now)
        log.info("subscriptions ended by mail: %d", ended)
        return SEEN, ""
    with store.read() as session:
        returned = _returned(session, notice)
    if returned is None or notice.kind is Kind.OTHER:
        return FLAGGED, ""
    if notice.kind is Kind.AUTOMATIC:
        return SEEN, ""
    failure = notice.failure_of(returned.address)
    with store.write() as session:
        is_new = note_bounce(session, returned, hard=failure.hard, at=now)
    became = HARD if failure.hard else SOFT
    if is_new:
        log.warning("mail %s came back (%s, %s)", returned.mail_id, became, failure.status)
    return SEEN, became if is_new else ""


def _returned(session: Session, notice: Notice) -> Returned | None:
    """The mail of calagg's that the message is about. The Message-ID is less of a secret than the mark, since answers
    to a mail show it, so a bounce that has only that must also name the address that the mail went to."""
    if marked := find_marked(session, notice.marks):
        return marked
    named = find_named(session, notice.message_ids)
    if named and notice.kind is Kind.BOUNCE and not notice.names(named.address):
        return None
    return named

"""`send_due(store, config, now)` -> Sent(sent=1): every queued mail whose time has come is sent by one process, once.

The order of operations, which loses nothing and bounds what may come twice, is told in `calagg.store.outbox`. What is
queued is decided in `queue`, what is written in the mails in `compose`.
"""

import logging
import time
import uuid
from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.errors import MessageError
from email.message import EmailMessage
from pathlib import Path

from calagg.config import Config
from calagg.remind.bounces.address import return_address
from calagg.remind.letters import Letter, write_letter
from calagg.remind.maildir import MaildirTransport
from calagg.remind.smtp import SmtpTransport
from calagg.remind.transport import (
    ClaimLostError,
    CutError,
    PostponedError,
    RefusedError,
    StoppedError,
    Transport,
    UncertainError,
    UnreachableError,
)
from calagg.store import Store
from calagg.store.heartbeat import OUTBOX, beat, last_beats, pause
from calagg.store.outbox import (
    Claim,
    claim_mail,
    mark_data,
    mark_failed,
    mark_retry,
    mark_sent,
    mark_skipped,
    mark_uncertain,
)
from calagg.store.reminders import settle_reminders

log = logging.getLogger(__name__)

HEART = OUTBOX
PAUSE = timedelta(minutes=15)
ONE_MORE_TRY_AFTER = timedelta(seconds=60)
CUTS_IN_A_ROW = 3  # then a server is taken to be down: each further mail would wait for its time-out, or come twice
_BACK_OFF_SECONDS = (10, 20, 40, 80, 160, 320, 640, 900)
_CUT = "cut"
_COMMANDS_A_MAIL = 12  # connect, greeting, EHLO twice, STARTTLS, AUTH in three, MAIL, RCPT, DATA, payload


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of the mails of one run. `paused` names the fault that an administrator must mend."""

    sent: int = 0
    postponed: int = 0
    failed: int = 0
    uncertain: int = 0
    skipped: int = 0
    paused: str = ""


class _Watch:
    """The instant that the run was given, moving on with the run: leases must not begin in the past."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._begun = time.monotonic()

    def at(self) -> datetime:
        return self._now + timedelta(seconds=int(time.monotonic() - self._begun))


def send_due(store: Store, config: Config, now: datetime, *, transport: Transport | None = None) -> Sent:
    """Sends what is queued and due at `now`, by `transport` or the one that `[mail]` names. Raises StoreError.

    A fault that an administrator must mend stops the run and pauses the outbox for a quarter of an hour, with one line
    in the log; the mails keep their place.
    """
    watch, worker = _Watch(now), uuid.uuid4().hex
    counted: Counter[str] = Counter()
    cuts = 0
    with store.read() as session:
        heart = last_beats(session).get(HEART)
    if heart and heart.paused_until and now < heart.paused_until <= now + PAUSE:  # later: by a clock that was ahead
        return Sent(paused=heart.detail)
    lease = lease_of(config)
    with transport or _transport(config) as carrier:
        while True:
            with store.write() as session:
                claim = claim_mail(session, worker=worker, at=watch.at(), lease=lease)
            if claim is None:
                break
            try:
                became = _send(store, config, carrier, claim, watch)
            except UnreachableError as error:
                log.warning("%s; mails wait for the next try", error)
                counted["postponed"] += 1
                break
            except StoppedError as error:
                with store.write() as session:
                    mark_retry(session, claim, next_try_at=watch.at(), error=str(error), counted=False)
                    pause(session, HEART, watch.at(), until=watch.at() + PAUSE, detail=str(error))
                log.error("no mail is sent: %s", error)  # noqa: TRY400 - one line for the administrator, no bug
                return replace(_sent(counted), paused=str(error))
            counted["postponed" if became == _CUT else became] += 1
            cuts = cuts + 1 if became in (_CUT, "uncertain") else 0
            if cuts == CUTS_IN_A_ROW:
                log.warning("%d connections in a row were cut; mails wait for the next try", cuts)
                break
    with store.write() as session:
        beat(session, HEART, watch.at())
    return _sent(counted)


def lease_of(config: Config) -> timedelta:
    """For how long a mail is one worker's: longer than a server that is slow at every command can hold it up."""
    return timedelta(seconds=config.mail.timeout * _COMMANDS_A_MAIL + 60)


def retry_after(attempt: int) -> timedelta:
    """How long to wait after the attempt of that number (from 1): 10 s, doubling to 900 s, from then on an hour."""
    return timedelta(seconds=_BACK_OFF_SECONDS[attempt - 1] if attempt <= len(_BACK_OFF_SECONDS) else 3600)


def _sent(counted: Counter[str]) -> Sent:
    return Sent(
        sent=counted["sent"],
        postponed=counted["postponed"],
        failed=counted["failed"],
        uncertain=counted["uncertain"],
        skipped=counted["skipped"],
    )


def _send(store: Store, config: Config, transport: Transport, claim: Claim, watch: _Watch) -> str:
    """Tries one claimed mail and writes down what became of it; the name of that in `Sent`."""
    letter = _write(store, config, claim, watch)
    if letter is None:
        return "failed"
    _settle_left_out(store, claim, letter)
    if letter.message is None:
        with store.write() as session:
            mark_skipped(session, claim, at=watch.at(), reason="inget kvar att påminna om")
        log.info("mail %s has nothing left to say", claim.id)
        return "skipped"
    sender = return_address(config.mail, claim.token)
    return _deliver(store, transport, claim, letter.message, watch, sender=sender)


def _deliver(
    store: Store, transport: Transport, claim: Claim, message: EmailMessage, watch: _Watch, *, sender: str
) -> str:
    """Hands one mail to the transport, noting just before its end that it may be taken, and what became of it."""

    def note_end() -> None:
        with store.write() as session:
            if not mark_data(session, claim, at=watch.at()):
                raise ClaimLostError(claim.id)

    try:
        transport.deliver(message, sender=sender, before_end=note_end)
    except ClaimLostError:
        log.warning("mail %s: the lease ended before the final dot; another process has it", claim.id)
        return "postponed"
    except RefusedError as error:
        log.warning("mail %s is refused: %s", claim.id, error)
        with store.write() as session:
            mark_failed(session, claim, at=watch.at(), error=str(error))
        return "failed"
    except PostponedError as error:
        next_try_at = watch.at() + retry_after(claim.attempt)
        log.warning("mail %s, attempt %d: %s; next try at %s", claim.id, claim.attempt, error, next_try_at)
        with store.write() as session:
            mark_retry(session, claim, next_try_at=next_try_at, error=str(error))
        if isinstance(error, UnreachableError):
            raise
        return _CUT if isinstance(error, CutError) else "postponed"
    except UncertainError as error:
        with store.write() as session:
            at = watch.at()
            again = mark_uncertain(session, claim, at=at, next_try_at=at + ONE_MORE_TRY_AFTER, error=str(error))
        log.warning("mail %s: %s; %s", claim.id, error, "one more try follows" if again else "no more tries")
        return "uncertain"
    with store.write() as session:
        mark_sent(session, claim, at=watch.at())
    log.info("mail %s (%s) handed over, attempt %d", claim.id, claim.kind, claim.attempt)
    return "sent"


def _write(store: Store, config: Config, claim: Claim, watch: _Watch) -> Letter | None:
    """The mail as it is now; None, and the mail failed, when it can't be put into words."""
    try:
        return write_letter(store, config, claim, now=watch.at())
    except (ValueError, MessageError) as error:
        log.exception("mail %s can't be written; the others go on", claim.id)
        with store.write() as session:
            reason = f"mejlet kunde inte skrivas ({type(error).__name__})"
            mark_failed(session, claim, at=watch.at(), error=reason)
        return None


def _settle_left_out(store: Store, claim: Claim, letter: Letter) -> None:
    """Reminders that were laid in the mail and are no longer true end with their reason."""
    if letter.left_out:
        with store.write() as session:
            for reminder_id, (state, reason) in letter.left_out.items():
                settle_reminders(session, claim.id, state, reason=reason, only=[reminder_id])


def _transport(config: Config) -> Transport:
    if config.mail.transport == "smtp":
        return SmtpTransport(config.mail)
    return MaildirTransport(Path(config.mail.outbox))

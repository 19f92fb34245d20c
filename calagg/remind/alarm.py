"""`plan_alarm(store, config, now)` -> 1: the mail to the administrator that tells of what is newly wrong is queued.

Its outbox key lists what it tells of ("2026-11-21 3f0c1d2 9b7e6a5"), so that the same trouble is told at most once a
day, and not again while the mail is on its way. What it says is looked up when it is sent.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from email.headerregistry import Address

from calagg.clock import local
from calagg.config import Config
from calagg.remind.troubles import DAY, Since, Trouble, find_troubles
from calagg.store import Session, Store
from calagg.store.alarms import Alarm, list_alarms
from calagg.store.mail_kinds import ALARM
from calagg.store.outbox import Claim, create_mail
from calagg.store.session import lock_calendar

REMEMBERED = timedelta(days=30)
_REMEMBERED_ONCE = timedelta(days=3 * 365)  # longer than anything lasts that is told once
_ID_LETTERS = 7
_MOST_IN_ONE = 6  # ids that fit into an outbox key


def plan_alarm(store: Store, config: Config, now: datetime) -> int:
    """Queues the alarms that are due at `now`, none before the hour of `[remind] from`; how many mails.

    Safe with any number of processes: the last word has one at a time. Raises StoreError.
    """
    if not config.mail.admin_address or local(now, config.zone).time() < config.remind.from_:
        return 0
    with store.read() as session:
        if not _untold(session, config, now):
            return 0
    domain = Address(addr_spec=config.mail.sender_address).domain
    day = local(now, config.zone).date().isoformat()
    mails = 0
    with store.write() as session:
        lock_calendar(session)
        ids = [_id(trouble.key) for trouble in _untold(session, config, now)]
        for first in range(0, len(ids), _MOST_IN_ONE):
            added = create_mail(
                session,
                address=config.mail.admin_address,
                kind=ALARM,
                key=" ".join([day, *ids[first : first + _MOST_IN_ONE]]),
                domain=domain,
                at=now,
                expires_at=now + REMEMBERED,
            )
            mails += added is not None
    return mails


def troubles_of(session: Session, config: Config, claim: Claim, now: datetime) -> list[Trouble]:
    """What a claimed alarm tells of: those of its key that are still so, and the mails that ended before it was made
    and after the alarm before it."""
    alarms = list_alarms(session, since=claim.created_at - REMEMBERED)
    earlier = [alarm for alarm in alarms if alarm.created_at < claim.created_at]
    since = _since(earlier, claim.created_at)
    ids = _ids_in(claim.key)
    found = find_troubles(session, config, now, since=since, until=claim.created_at)
    return [trouble for trouble in found if _id(trouble.key) in ids]


def _untold(session: Session, config: Config, now: datetime) -> list[Trouble]:
    """The troubles that an alarm is due for: no alarm is on its way, and the last was days enough ago."""
    alarms = list_alarms(session, since=now - _REMEMBERED_ONCE)
    lately = [alarm for alarm in alarms if alarm.created_at >= now - REMEMBERED]
    today = local(now, config.zone).date()
    waiting = {id_ for alarm in alarms if alarm.waits for id_ in _ids_in(alarm.key)}
    told_on = {id_: local(alarm.created_at, config.zone).date() for alarm in alarms for id_ in _ids_in(alarm.key)}
    return [
        trouble
        for trouble in find_troubles(session, config, now, since=_since(lately, now))
        if trouble.mailed
        and (id_ := _id(trouble.key)) not in waiting
        and (id_ not in told_on or (today - told_on[id_]).days >= trouble.again_days)
    ]


def _since(alarms: Sequence[Alarm], now: datetime) -> Since:
    """From when mails that ended are untold: from the last alarm that told of such, else a day before `now`."""
    told_at = {id_: alarm.created_at for alarm in alarms for id_ in _ids_in(alarm.key)}
    return lambda key: told_at.get(_id(key), now - DAY)


def _id(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:_ID_LETTERS]


def _ids_in(key: str) -> list[str]:
    return key.split()[1:]

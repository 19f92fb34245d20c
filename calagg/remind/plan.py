"""`plan_reminders(subscriptions, entries, ledger, …)` -> the rows to add to the ledger and those to change.

Pure and idempotent: with what it gave written down it gives nothing more. A reminder's mail day is the lead before the
due day, or where that is no working day the working day before. Who sends, and when on that day, is in `outbox`.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from calagg.clock import local
from calagg.model import CalendarEntry, Kind, Moment, Status
from calagg.remind.due import due_values, is_left_out, is_past
from calagg.remind.hours import Hours
from calagg.remind.notices import list_notices
from calagg.remind.workdays import first_workday_of_week, workday_on_or_before
from calagg.store.done import Done
from calagg.store.reminders import LATER_LEAD, TOLD, TOO_LATE, Reminder, ReminderKey, State
from calagg.store.subscriptions import Subscription

HORIZON_DAYS = 14
WEEKLY_DAYS = 6  # so much earlier a weekly mail may come

NEWS = "ny frist"
NEW_ENTRY = "ny i kalendern"
MOVED = "datumet har flyttats"
CANCELLED = "posten är inställd"
WITHDRAWN = "posten är struken"
ENDED = "prenumerationen är avslutad"
BOUNCED = "mejl till adressen studsar"
NOT_CHOSEN = "posten eller framförhållningen hör inte längre till urvalet"
PAUSED = "läsaren har pausat"
DONE = "läsaren är klar med posten"
CHANGED_AGAIN = "det har ändrats igen"
FINAL = (State.CLAIMED, State.SENT, State.FAILED, State.UNCERTAIN)

_ALWAYS = datetime(1970, 1, 1, tzinfo=UTC)

Matches = Callable[[Subscription, CalendarEntry], bool]


@dataclass(frozen=True, slots=True)
class Plan:
    """`add` has keys that the ledger lacks; `change` gives rows of it that may change another state."""

    add: tuple[Reminder, ...] = ()
    change: tuple[Reminder, ...] = ()


def why_inactive(subscription: Subscription | None) -> str:
    """Why one that is not active, or is not there, gets no reminders."""
    bounced = subscription and subscription.bounced_at and subscription.confirmed_at and not subscription.ended_at
    return BOUNCED if bounced else ENDED


def plan_reminders(
    subscriptions: Sequence[Subscription],
    entries: Sequence[CalendarEntry],
    ledger: Iterable[Reminder],
    *,
    matches: Matches,
    hours: Hours,
    now: datetime,
    done: Done = frozenset(),
) -> Plan:
    """What must be written so that the ledger holds every reminder of the next 14 days, and only those.

    `ledger` holds the rows that are planned and all those with a due day from today on; `entries` those that may be due
    within the longest lead time after the 14 days, and those that a row of the ledger has told of.
    """
    here = local(now, hours.zone)
    known = {row.key: row for row in ledger}
    by_id = {entry.id: entry for entry in entries}
    wanted = {n.key: n for n in list_notices(subscriptions, by_id, known, done=done, here=here)}
    told_as_moved = {_about(key) for key, row in (known | wanted).items() if row.notice}
    for subscription in (s for s in subscriptions if s.active and not s.paused_on(here.date())):
        for entry in (e for e in entries if (subscription.address, e.id) not in done and matches(subscription, e)):
            for due in due_values(entry):
                for reminder in _reminders(subscription, entry, due, hours, now):
                    if reminder.reason not in (NEWS, NEW_ENTRY) or _about(reminder.key) not in told_as_moved:
                        wanted[reminder.key] = reminder
    by_subscription = {s.id: s for s in subscriptions}
    for key, row in known.items():
        if key not in wanted and row.state is State.PLANNED:
            reason = _why_superseded(
                row, by_subscription.get(key.subscription_id), by_id.get(key.entry_id), done=done, today=here.date()
            )
            wanted[key] = replace(row, state=State.SUPERSEDED, reason=reason)
    _skip_what_is_late(wanted, known, here)
    horizon = here.date() + timedelta(days=HORIZON_DAYS)
    add = [
        r
        for k, r in wanted.items()
        if k not in known and r.key.due.day >= here.date() and (r.state is not State.PLANNED or r.mail_on <= horizon)
    ]
    change = [r for k, r in wanted.items() if k in known and known[k].may_change and known[k] != r]
    return Plan(tuple(add), tuple(change))


def cannot_wait(reminder: Reminder, hours: Hours, now: datetime) -> bool:
    """Whether what is due is to be mailed at once, since the next digest comes after it, or on another day than the
    change that it tells of."""
    following = hours.following_mail(now)
    another_day = following.date() != local(now, hours.zone).date()
    return is_past(reminder.key.due, following) or (bool(reminder.notice) and another_day)


def _reminders(
    subscription: Subscription, entry: CalendarEntry, due: Moment, hours: Hours, now: datetime
) -> list[Reminder]:
    """One for each lead, those skipped whose day was over when entry and subscription were there, and one more for
    an entry that appeared after a lead: the reader hears of it once, at the next mail."""
    assert subscription.confirmed_at  # noqa: S101 - the caller takes active ones only
    told_at, confirmed_at = _told_at(entry, due, now), _by(now, subscription.confirmed_at)
    known_at = max(told_at, confirmed_at)
    if is_past(due, local(known_at, hours.zone)):
        return []
    first_day = _first_day(known_at, due, hours, weekly=subscription.weekly)
    found, missed_by_news = [], False
    leads = subscription.leads_for(entry.entry.kind)
    for lead in leads:
        mail_on = workday_on_or_before(due.day - timedelta(days=lead))
        if subscription.weekly:
            mail_on = first_workday_of_week(mail_on)
        key = ReminderKey(subscription.id, entry.id, due, lead)
        if mail_on >= first_day:
            found.append(Reminder(key, mail_on, State.PLANNED))
            continue
        missed_by_news |= told_at >= confirmed_at
        since = f"{local(known_at, hours.zone):%Y-%m-%d}"
        what = "posten" if told_at >= confirmed_at else "prenumerationen"
        found.append(Reminder(key, mail_on, State.SKIPPED, f"{what} kom {since}, efter dagen för påminnelsen"))
    told_then = any(r.state is State.PLANNED and r.mail_on == first_day for r in found)
    if missed_by_news and first_day <= due.day and not told_then:
        key = ReminderKey(subscription.id, entry.id, due, (due.day - first_day).days)
        news = NEWS if entry.entry.kind in (Kind.DEADLINE, Kind.WINDOW) else NEW_ENTRY
        found.append(Reminder(key, first_day, State.PLANNED, news))
    return found


def _first_day(known_at: datetime, due: Moment, hours: Hours, *, weekly: bool) -> date:
    """The first day whose digest can carry it. What would come too late in that is mailed by itself the same day, and
    what would come too late in a weekly one, in that of the next working day."""
    if is_past(due, hours.next_mail(known_at)):
        return local(known_at, hours.zone).date()
    next_day = hours.next_day(known_at)
    if weekly and (of_week := first_workday_of_week(next_day)) != next_day:
        following = first_workday_of_week(of_week + timedelta(days=7))
        if not is_past(due, datetime.combine(following, hours.from_, hours.zone)):
            return following
    return next_day


def _told_at(entry: CalendarEntry, due: Moment, now: datetime) -> datetime:
    """Since when the due value is known: since the entry is there, was accepted by a person or moved to that value."""
    told = entry.created_at, *(c.at for c in entry.changes if c.after in (str(due), "accepted"))
    return max(_by(now, at) for at in told)


def _by(now: datetime, at: datetime) -> datetime:
    """The instant; long ago for one that has not come yet: the clock that it was noted by was ahead, and what is there
    must not wait until it has come."""
    return at if at <= now else _ALWAYS


def _why_superseded(
    row: Reminder, subscription: Subscription | None, entry: CalendarEntry | None, *, done: Done, today: date
) -> str:
    if subscription is None or not subscription.active:
        return why_inactive(subscription)
    if subscription.paused_on(today):
        return PAUSED
    if (subscription.address, row.key.entry_id) in done:
        return DONE
    if row.notice:
        return CHANGED_AGAIN
    if entry is not None and entry.is_withdrawn:
        return WITHDRAWN
    if entry is not None and (entry.entry.status is Status.CANCELLED or is_left_out(row.key.due, entry)):
        return CANCELLED
    return MOVED if entry is not None and row.key.due not in due_values(entry) else NOT_CHOSEN


def _about(key: ReminderKey) -> tuple[str, str, Moment]:
    """What a reminder is about, whenever it comes."""
    return key.subscription_id, key.entry_id, key.due


def _skip_what_is_late(
    wanted: dict[ReminderKey, Reminder],
    known: dict[ReminderKey, Reminder],
    here: datetime,
) -> None:
    """Of the reminders whose day has come, only the latest lead is left to send, and none after its due value; nor one
    whose day had come when a notice was mailed that told of the same."""
    noticed = _noticed_on(known.values())
    latest: dict[tuple[str, str, Moment], int] = defaultdict(lambda: 1_000_000)
    for key, reminder in wanted.items():
        state = known[key].state if key in known and known[key].state in FINAL else reminder.state
        if state in FINAL or (state is State.PLANNED and reminder.mail_on <= here.date()):
            ahead = (key.due.day - reminder.mail_on).days if reminder.notice else key.lead
            latest[_about(key)] = min(latest[_about(key)], ahead)
    for key, reminder in wanted.items():
        before = known.get(key)
        if before and before.state is State.SKIPPED and is_past(key.due, here):
            wanted[key] = before
        elif is_past(key.due, here) and reminder.state in (State.PLANNED, State.SUPERSEDED):
            wanted[key] = replace(reminder, state=State.SKIPPED, reason=TOO_LATE)
        elif reminder.state is State.PLANNED and (
            key.lead > latest[_about(key)]
            or (not reminder.notice and reminder.mail_on <= noticed.get(_about(key), date.min))
        ):
            wanted[key] = replace(reminder, state=State.SKIPPED, reason=LATER_LEAD)


def _noticed_on(rows: Iterable[Reminder]) -> dict[tuple[str, str, Moment], date]:
    """The last day whose notice of it has been mailed, or is in a mail that waits to be."""
    days: dict[tuple[str, str, Moment], date] = {}
    for row in rows:
        if row.notice and row.state in (State.CLAIMED, *TOLD):
            about = _about(row.key)
            days[about] = max(row.mail_on, days.get(about, row.mail_on))
    return days

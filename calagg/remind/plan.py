"""`plan_reminders(subscriptions, entries, ledger, …)` -> the rows to add to the ledger and those to change.

Pure and idempotent: with what it gave written down it gives nothing more. A reminder's mail day is the lead before the
due day, or where that is no working day the working day before. Who sends, and when on that day, is in `outbox`.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from calagg.clock import local
from calagg.model import CalendarEntry, Kind, Moment, Status
from calagg.remind.workdays import is_workday, workday_on_or_after, workday_on_or_before
from calagg.store.reminders import Reminder, ReminderKey, State
from calagg.store.subscriptions import Subscription

HORIZON_DAYS = 14

NEWS = "ny frist"
NEW_ENTRY = "ny i kalendern"
LATER_LEAD = "en senare påminnelse gäller"
TOO_LATE = "för sent"
MOVED = "datumet har flyttats"
CANCELLED = "posten är inställd"
ENDED = "prenumerationen är avslutad"
BOUNCED = "mejl till adressen studsar"
NOT_CHOSEN = "posten eller framförhållningen hör inte längre till urvalet"
FINAL = (State.CLAIMED, State.SENT, State.FAILED, State.UNCERTAIN)

Matches = Callable[[Subscription, CalendarEntry], bool]


@dataclass(frozen=True, slots=True)
class Plan:
    """`add` has keys that the ledger lacks; `change` gives rows of it that are planned or superseded another state."""

    add: tuple[Reminder, ...] = ()
    change: tuple[Reminder, ...] = ()


@dataclass(frozen=True, slots=True)
class Hours:
    """When mail is sent: on working days between these local times in that zone."""

    from_: time
    until: time
    zone: ZoneInfo

    def open_at(self, at: datetime) -> bool:
        """Whether digests go out at that instant."""
        here = local(at, self.zone)
        return is_workday(here.date()) and self.from_ <= here.time() < self.until

    def next_day(self, at: datetime) -> date:
        """The day whose digest can still carry what becomes known at that instant."""
        here = local(at, self.zone)
        return workday_on_or_after(here.date() + timedelta(days=here.time() >= self.until))


def due_values(entry: CalendarEntry) -> tuple[Moment, ...]:
    """The moments that one is reminded of: the start, and of a window also its closing; none where there is no exact
    day or nothing takes place."""
    what = entry.entry
    if what.grain.coarse or what.status is Status.CANCELLED:
        return ()
    if what.kind is Kind.WINDOW and what.end and what.end.day != what.start.day:
        return what.start, what.end
    return (what.start,)


def is_past(due: Moment, here: datetime) -> bool:
    """Whether a local time is after the due day, or after its minute where it has one."""
    if due.clock is None:
        return here.date() > due.day
    return (here.date(), here.time()) >= (due.day, due.clock)


def why_inactive(subscription: Subscription | None) -> str:
    """Why one that is not active, or is not there, gets no reminders."""
    paused = subscription and subscription.bounced_at and subscription.confirmed_at and not subscription.ended_at
    return BOUNCED if paused else ENDED


def plan_reminders(
    subscriptions: Sequence[Subscription],
    entries: Sequence[CalendarEntry],
    ledger: Iterable[Reminder],
    *,
    matches: Matches,
    hours: Hours,
    now: datetime,
) -> Plan:
    """What must be written so that the ledger holds every reminder of the next 14 days, and only those.

    `ledger` holds the rows that are planned and all those with a due day from today on.
    """
    here = local(now, hours.zone)
    known = {row.key: row for row in ledger}
    wanted: dict[ReminderKey, Reminder] = {}
    for subscription in (s for s in subscriptions if s.active):
        for entry in (e for e in entries if matches(subscription, e)):
            for due in due_values(entry):
                for reminder in _reminders(subscription, entry, due, hours):
                    wanted[reminder.key] = reminder
    for key, row in known.items():
        if key not in wanted and row.state is State.PLANNED:
            wanted[key] = replace(row, state=State.SUPERSEDED, reason=_why_superseded(key, subscriptions, entries))
    _skip_what_is_late(wanted, known, here)
    horizon = here.date() + timedelta(days=HORIZON_DAYS)
    add = [
        r
        for k, r in wanted.items()
        if k not in known and r.key.due.day >= here.date() and (r.state is not State.PLANNED or r.mail_on <= horizon)
    ]
    change = [
        r
        for k, r in wanted.items()
        if k in known and known[k].state in (State.PLANNED, State.SUPERSEDED) and known[k] != r
    ]
    return Plan(tuple(add), tuple(change))


def _reminders(subscription: Subscription, entry: CalendarEntry, due: Moment, hours: Hours) -> list[Reminder]:
    """One for each lead, those skipped whose day was over when entry and subscription were there, and one more for
    an entry that appeared after a lead: the reader hears of it once, at the next mail."""
    assert subscription.confirmed_at  # noqa: S101 - the caller takes active ones only
    told_at = _told_at(entry, due)
    known_at = max(told_at, subscription.confirmed_at)
    if is_past(due, local(known_at, hours.zone)):
        return []
    first_day = _first_day(known_at, due, hours)
    found, missed_by_news = [], False
    for lead in subscription.leads:
        mail_on = workday_on_or_before(due.day - timedelta(days=lead))
        key = ReminderKey(subscription.id, entry.id, due, lead)
        if mail_on >= first_day:
            found.append(Reminder(key, mail_on, State.PLANNED))
            continue
        missed_by_news |= told_at >= subscription.confirmed_at
        since = f"{local(known_at, hours.zone):%Y-%m-%d}"
        what = "posten" if told_at >= subscription.confirmed_at else "prenumerationen"
        found.append(Reminder(key, mail_on, State.SKIPPED, f"{what} kom {since}, efter dagen för påminnelsen"))
    told_then = any(r.state is State.PLANNED and r.mail_on == first_day for r in found)
    if missed_by_news and first_day <= due.day and not told_then:
        key = ReminderKey(subscription.id, entry.id, due, (due.day - first_day).days)
        news = NEWS if entry.entry.kind in (Kind.DEADLINE, Kind.WINDOW) else NEW_ENTRY
        found.append(Reminder(key, first_day, State.PLANNED, news))
    return found


def _first_day(known_at: datetime, due: Moment, hours: Hours) -> date:
    """The first day whose digest can carry it: the same working day also after hours, when the next is too late."""
    here, next_day = local(known_at, hours.zone), hours.next_day(known_at)
    next_mail = datetime.combine(next_day, hours.from_, hours.zone)
    return here.date() if is_past(due, next_mail) and is_workday(here.date()) else next_day


def _told_at(entry: CalendarEntry, due: Moment) -> datetime:
    """Since when the due value is known: since the entry is there, was accepted by a person or moved to that value."""
    return max([entry.created_at, *(c.at for c in entry.changes if c.after in (str(due), "accepted"))])


def _why_superseded(
    key: ReminderKey,
    subscriptions: Sequence[Subscription],
    entries: Sequence[CalendarEntry],
) -> str:
    subscription = next((s for s in subscriptions if s.id == key.subscription_id), None)
    if subscription is None or not subscription.active:
        return why_inactive(subscription)
    entry = next((e for e in entries if e.id == key.entry_id), None)
    if entry is not None and entry.entry.status is Status.CANCELLED:
        return CANCELLED
    return MOVED if entry is not None and key.due not in due_values(entry) else NOT_CHOSEN


def _skip_what_is_late(
    wanted: dict[ReminderKey, Reminder],
    known: dict[ReminderKey, Reminder],
    here: datetime,
) -> None:
    """Of the reminders whose day has come, only the latest lead is left to send, and none after its due value."""
    latest: dict[tuple[str, str, Moment], int] = defaultdict(lambda: 1_000_000)
    for key, reminder in wanted.items():
        state = known[key].state if key in known and known[key].state in FINAL else reminder.state
        if state in FINAL or (state is State.PLANNED and reminder.mail_on <= here.date()):
            group = key.subscription_id, key.entry_id, key.due
            latest[group] = min(latest[group], key.lead)
    for key, reminder in wanted.items():
        if is_past(key.due, here) and reminder.state in (State.PLANNED, State.SUPERSEDED):
            wanted[key] = replace(reminder, state=State.SKIPPED, reason=TOO_LATE)
        elif reminder.state is State.PLANNED and key.lead > latest[key.subscription_id, key.entry_id, key.due]:
            wanted[key] = replace(reminder, state=State.SKIPPED, reason=LATER_LEAD)

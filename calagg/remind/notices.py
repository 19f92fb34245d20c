"""A told entry that has changed since -> Reminder(notice="moved", reason="flyttad från 15/1 till 29/1"): one line.

What a reader was told last is read off the ledger, what is true now off the entry; only where the two differ is there a
notice. So one that is moved and moved back before anybody was told gives none. The entry's sequence stands in the key:
no version of an entry is told of twice.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from calagg.model import CalendarEntry, Moment, Status
from calagg.remind.due import due_values, is_left_out, is_past
from calagg.store.done import Done
from calagg.store.reminders import TOLD, Notice, Reminder, ReminderKey, State
from calagg.store.subscriptions import Subscription

A_JUDGEMENT = 1_000_000  # more than any entry's sequence
RESTORED = "gäller igen"
CANCELLED = "inställd"
WITHDRAWN = "var felläst och är struken"


def list_notices(
    subscriptions: Iterable[Subscription],
    entries: Mapping[str, CalendarEntry],
    ledger: Mapping[ReminderKey, Reminder],
    *,
    done: Done,
    here: datetime,
) -> list[Reminder]:
    """The notices that readers are to get, also those that wait already; `here` is the local time."""
    told: dict[tuple[str, str], list[Reminder]] = defaultdict(list)
    under_way = set()
    for row in ledger.values():
        about = row.key.subscription_id, row.key.entry_id
        if row.state in TOLD:
            told[about].append(row)
        elif row.state is State.CLAIMED and row.notice:
            under_way.add((*about, row.key.due, row.notice))
    wanted = {s.id: s for s in subscriptions if s.active and not s.paused_on(here.date())}
    found = []
    for (subscription_id, entry_id), rows in told.items():
        subscription, entry = wanted.get(subscription_id), entries.get(entry_id)
        if subscription is None or entry is None or (subscription.address, entry_id) in done:
            continue
        for due, notice, reason in _news(entry, rows, here):
            if (subscription_id, entry_id, due, notice) in under_way:
                continue
            key = ReminderKey(subscription_id, entry_id, due, -_version(entry))
            mail_on = min(ledger[key].mail_on, here.date()) if key in ledger else here.date()
            found.append(Reminder(key, mail_on, State.PLANNED, reason, notice))
    return found


def is_true(notice: Notice, due: Moment, entry: CalendarEntry) -> bool:
    """Whether a notice of that due value still tells what is so."""
    if notice is Notice.WITHDRAWN:
        return entry.is_withdrawn
    if notice is Notice.CANCELLED:
        off = entry.entry.status is Status.CANCELLED or is_left_out(due, entry)
        return off and not entry.is_withdrawn
    return due in due_values(entry)


def _version(entry: CalendarEntry) -> int:
    """A number that goes up with the entry's sequence, and with every judgement of a person on whether it stands."""
    return entry.sequence + A_JUDGEMENT * sum(change.what == "review" for change in entry.changes)


def _news(entry: CalendarEntry, told: Sequence[Reminder], here: datetime) -> list[tuple[Moment, Notice, str]]:
    """What is otherwise than it was told: the due value that it is about, what has happened, and in words."""
    if entry.entry.recurrence is not None and due_values(entry):
        return _news_of_series(entry, told, here)
    told = [row for row in told if not is_left_out(row.key.due, entry)]  # of those is told that they are
    if not told:
        return []
    latest, current = max(told, key=_order), due_values(entry)
    known = _believed(entry, told, single=len(current) < 2)
    told_of_end = latest.notice in (Notice.CANCELLED, Notice.WITHDRAWN)
    if entry.is_withdrawn or entry.entry.status is Status.CANCELLED:
        if told_of_end:
            return []
        what = (Notice.WITHDRAWN, WITHDRAWN) if entry.is_withdrawn else (Notice.CANCELLED, CANCELLED)
        return [(due, *what) for due in _coming(known, here)[:1]]
    if told_of_end:
        return [(due, Notice.RESTORED, RESTORED) for due in _coming(current, here)[:1]]
    news = {}
    for before in sorted(known.difference(current), key=lambda due: due.sort_key):
        after = _where_now(before, entry, current)
        if after is not None and after not in known and not is_past(after, here):
            news[after] = (after, Notice.MOVED, moved_words(before, after))
    return list(news.values())


def _news_of_series(entry: CalendarEntry, told: Sequence[Reminder], here: datetime) -> list[tuple[Moment, Notice, str]]:
    """What is otherwise of the times that were told: each is cancelled, at another hour or takes place again, for
    itself."""
    latest = {row.key.due: row for row in sorted(told, key=_order)}
    current, news = due_values(entry), list[tuple[Moment, Notice, str]]()
    for due in _coming(latest, here):
        told_of_end = latest[due].notice in (Notice.CANCELLED, Notice.WITHDRAWN)
        if is_left_out(due, entry) and not told_of_end:
            news.append((due, Notice.CANCELLED, CANCELLED))
        elif due in current and told_of_end:
            news.append((due, Notice.RESTORED, RESTORED))
        elif due not in current and not told_of_end:
            after = next((other for other in current if other.day == due.day), due)
            if after not in latest and not is_past(after, here):
                news.append((after, Notice.MOVED, moved_words(due, after)))
    return news


def _believed(entry: CalendarEntry, told: Iterable[Reminder], *, single: bool) -> set[Moment]:
    """The due values that the reader takes for true after all that was told: a move takes the one away that moved, of
    an entry with a single one, all."""
    believed: set[Moment] = set()
    for row in sorted(told, key=_order):
        if row.notice is Notice.MOVED:
            moved = {due for due in believed if single or str(row.key.due) in _followed(due, entry)}
            believed -= moved
        believed.add(row.key.due)
    return believed


def moved_words(before: Moment, after: Moment) -> str:
    """ "flyttad från 15/1 till 29/1", with the year where it is another; on one day by its times."""
    if before.day != after.day:
        year = before.day.year != after.day.year
        return f"flyttad från {_short(before.day, year)} till {_short(after.day, year)}"
    if after.clock is None:
        return "nu utan klockslag"
    if before.clock is None:
        return f"nu kl.\u00a0{after.clock:%H.%M}"
    return f"flyttad från kl.\u00a0{before.clock:%H.%M} till kl.\u00a0{after.clock:%H.%M}"


def _where_now(before: Moment, entry: CalendarEntry, current: Sequence[Moment]) -> Moment | None:
    """Where a due value went by the entry's history; else, of an entry with only one, to that."""
    now = _followed(before, entry)[-1]
    found = next((due for due in current if str(due) == now), None)
    return found or (current[0] if len(current) == 1 else None)


def _followed(before: Moment, entry: CalendarEntry) -> list[str]:
    """A due value and those that it became, one after the other, by the entry's history."""
    values = [str(before)]
    for change in reversed(entry.changes):
        if change.what in ("start", "end") and change.before == values[-1] and change.after:
            values.append(change.after)
    return values


def _coming(values: Iterable[Moment], here: datetime) -> list[Moment]:
    return sorted((due for due in values if not is_past(due, here)), key=lambda due: due.sort_key)


def _order(row: Reminder) -> tuple[bool, int, date]:
    """As they were told: a notice after the reminders, and of notices that of the later version, since whatever changes
    after a first reminder is told by one; of reminders that of the later day. The days of the mails alone are those of
    the machine's clock, which may have been wrong."""
    return bool(row.notice), -row.key.lead if row.notice else 0, row.mail_on


def _short(day: date, year: bool) -> str:
    return f"{day.day}/{day.month}" + (f" {day.year}" if year else "")

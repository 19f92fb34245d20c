"""`forecast_mails(waiting, …)` -> (MailDay(2026-11-23, 22), …): how many digests would go out on each day to come.

A dry run of the ledger, which every tick brings up to date: pure, nothing is claimed and nothing sent.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from calagg.clock import local
from calagg.remind.due import is_past
from calagg.remind.hours import Hours
from calagg.remind.plan import HORIZON_DAYS, cannot_wait
from calagg.remind.workdays import is_workday
from calagg.store.reminders import Waiting


@dataclass(frozen=True, slots=True)
class MailDay:
    """A local day and the number of digests, one a reader, that would still go out on it."""

    day: date
    mails: int


def forecast_mails(
    waiting: Iterable[Waiting], *, mailed: Mapping[str, str], hours: Hours, now: datetime
) -> tuple[MailDay, ...]:
    """Today and the days after it, 14 in all. `waiting` holds what is planned until the last of them; `mailed` the
    state of today's digest by address, for those who have one."""
    here = local(now, hours.zone)
    left = list(waiting)
    days = []
    for ahead in range(HORIZON_DAYS):
        day = here.date() + timedelta(days=ahead)
        sent = _addresses_on(day, left, here, hours)
        if not ahead:
            sent -= set(mailed)
            queued = sum(state in ("queued", "claimed") for state in mailed.values())
        days.append(MailDay(day, len(sent) + (queued if not ahead else 0)))
        left = [one for one in left if not (one.address in sent and one.reminder.mail_on <= day)]
    return tuple(days)


def _addresses_on(day: date, left: list[Waiting], here: datetime, hours: Hours) -> set[str]:
    """Who would get a mail on that day: all for whom something is due then that is not past; today outside the hours
    only those for whom it can't wait."""
    today = day == here.date()
    if not today and not is_workday(day):
        return set()
    at = max(here, datetime.combine(day, hours.from_, hours.zone))
    due = [w for w in left if w.reminder.mail_on <= day and not is_past(w.reminder.key.due, at)]
    if today and hours.next_day(here) != day:
        due = [w for w in due if cannot_wait(w.reminder, hours, here)]
    return {w.address for w in due}

"""The dry run of the mails to come: who would get a digest on which day."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from calagg.model import Moment
from calagg.remind.forecast import forecast_mails
from calagg.remind.hours import Hours
from calagg.store.reminders import Reminder, ReminderKey, State, Waiting

HOURS = Hours(time(7, 30), time(9), ZoneInfo("Europe/Stockholm"))
FRIDAY = date(2026, 11, 20)
EARLY = datetime(2026, 11, 20, 5, tzinfo=UTC)  # 06:00 in Stockholm
WITHIN = datetime(2026, 11, 20, 7, tzinfo=UTC)
LATE = datetime(2026, 11, 20, 9, tzinfo=UTC)


def waits(address: str, mail_on: date, due: Moment | None = None, lead: int = 7) -> Waiting:
    due = due or Moment(mail_on + timedelta(days=lead))
    key = ReminderKey(address, "e1", due, lead)
    return Waiting(f"{address}{mail_on}{lead}", address, Reminder(key, mail_on, State.PLANNED))


def friday(days: int) -> date:
    return FRIDAY + timedelta(days=days)


@pytest.mark.parametrize(
    ("now", "waiting", "mailed", "mails"),
    [
        (EARLY, [], {}, {}),
        (EARLY, [waits("a", FRIDAY), waits("a", FRIDAY, lead=14), waits("b", FRIDAY)], {}, {0: 2}),
        (EARLY, [waits("a", friday(-3))], {}, {0: 1}),
        (WITHIN, [waits("a", FRIDAY), waits("b", FRIDAY)], {"a": "sent"}, {0: 1, 3: 1}),
        (WITHIN, [waits("c", friday(4))], {"a": "queued", "b": "claimed", "d": "sent"}, {0: 2, 4: 1}),
        (LATE, [waits("a", FRIDAY)], {}, {3: 1}),
        (LATE, [waits("a", FRIDAY, Moment(friday(1)), lead=1)], {}, {0: 1}),
        (EARLY, [waits("a", FRIDAY, Moment(FRIDAY, time(7)))], {}, {}),
        (EARLY, [waits("a", friday(1)), waits("b", friday(3))], {}, {3: 2}),
        (EARLY, [waits("a", friday(13)), waits("a", friday(14))], {}, {13: 1}),
    ],
    ids=[
        "nothing",
        "one mail a reader",
        "left over from before",
        "who has had today's gets the rest on Monday",
        "what is queued goes today",
        "after the hours on Monday",
        "after the hours, but Monday is too late",
        "past before the first mail",
        "Saturday's go on Monday",
        "the fourteenth day is the last",
    ],
)
def test_who_gets_a_digest_when(
    now: datetime, waiting: list[Waiting], mailed: dict[str, str], mails: dict[int, int]
) -> None:
    days = forecast_mails(waiting, mailed=mailed, hours=HOURS, now=now)
    assert [one.day for one in days] == [friday(n) for n in range(14)]
    assert {n: one.mails for n, one in enumerate(days) if one.mails} == mails

"""The planner's tables: who is reminded of what, on which day, and why not."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from calagg.clock import STOCKHOLM
from calagg.model import CalendarEntry, Change, Grain, Kind, Moment, Status
from calagg.remind.plan import (
    CANCELLED,
    ENDED,
    MOVED,
    NEWS,
    NOT_CHOSEN,
    Hours,
    Plan,
    due_values,
    plan_reminders,
)
from calagg.store.reminders import LATER_LEAD, TOO_LATE, Reminder, ReminderKey, State
from calagg.store.subscriptions import Subscription
from tests.remind.seeds import calendar_entry

HOURS = Hours(time(7, 30), time(9), STOCKHOLM)
LONG_AGO = datetime(2026, 1, 7, 12, tzinfo=UTC)
FRIDAY = datetime(2026, 11, 20, 7, tzinfo=UTC)
ANNA = Subscription(
    id="anna",
    address="anna@example.se",
    selection="all",
    leads=(14, 7, 1),
    asked_at=LONG_AGO,
    confirmed_at=LONG_AGO,
)


def entry_on(day: date, **other: object) -> CalendarEntry:
    return calendar_entry(start=Moment(day), created_at=LONG_AGO, **other)  # type: ignore[arg-type]  # keywords


def plan(
    *entries: CalendarEntry,
    ledger: tuple[Reminder, ...] = (),
    subscription: Subscription = ANNA,
    now: datetime = FRIDAY,
) -> Plan:
    return plan_reminders([subscription], entries, ledger, matches=lambda s, e: True, hours=HOURS, now=now)


def row(due: date | Moment, lead: int, mail_on: date, state: State = State.PLANNED, reason: str = "") -> Reminder:
    moment = due if isinstance(due, Moment) else Moment(due)
    return Reminder(ReminderKey("anna", "e1", moment, lead), mail_on, state, reason)


def written(ledger: tuple[Reminder, ...], made: Plan) -> tuple[Reminder, ...]:
    """The ledger after the plan has been written down."""
    changed = {r.key: r for r in made.change}
    return tuple(changed.get(r.key, r) for r in ledger) + made.add


MINUTE, DAY = time(9), date(2026, 12, 3)


@pytest.mark.parametrize(
    ("entry", "due"),
    [
        (entry_on(DAY), (Moment(DAY),)),
        (entry_on(DAY, kind=Kind.EVENT, end=Moment(date(2026, 12, 4))), (Moment(DAY),)),
        (entry_on(DAY, kind=Kind.MILESTONE), (Moment(DAY),)),
        (
            entry_on(DAY, kind=Kind.WINDOW, end=Moment(date(2027, 1, 29), MINUTE)),
            (Moment(DAY), Moment(date(2027, 1, 29), MINUTE)),
        ),
        (entry_on(DAY, kind=Kind.WINDOW, end=Moment(DAY)), (Moment(DAY),)),
        (entry_on(DAY, kind=Kind.WINDOW), (Moment(DAY),)),
        (entry_on(DAY, grain=Grain.WEEK), (Moment(DAY),)),
        (entry_on(DAY, grain=Grain.MONTH), ()),
        (entry_on(DAY, grain=Grain.SEASON), ()),
        (entry_on(DAY, grain=Grain.YEAR), ()),
        (entry_on(DAY, status=Status.CANCELLED), ()),
        (entry_on(DAY, status=Status.TENTATIVE), (Moment(DAY),)),
    ],
)
def test_what_one_is_reminded_of(entry: CalendarEntry, due: tuple[Moment, ...]) -> None:
    assert due_values(entry) == due


@pytest.mark.parametrize(
    ("due", "lead", "mail_on"),
    [
        (date(2026, 11, 25), 1, date(2026, 11, 24)),
        (date(2026, 11, 21), 1, date(2026, 11, 20)),  # Saturday
        (date(2026, 11, 22), 1, date(2026, 11, 20)),  # Sunday: Friday carries the weekend
        (date(2026, 11, 23), 1, date(2026, 11, 20)),  # Monday: the day before is a Sunday
        (date(2026, 11, 28), 7, date(2026, 11, 20)),
        (date(2026, 12, 25), 1, date(2026, 12, 23)),  # julafton is free
        (date(2026, 12, 28), 1, date(2026, 12, 23)),
        (date(2027, 1, 7), 1, date(2027, 1, 5)),  # trettondedag jul
        (date(2027, 3, 30), 1, date(2027, 3, 25)),  # Easter: skärtorsdag is the last working day
        (date(2027, 6, 28), 1, date(2027, 6, 24)),  # midsommarafton is free
    ],
)
def test_the_mail_day_is_a_working_day(due: date, lead: int, mail_on: date) -> None:
    now = datetime(mail_on.year, mail_on.month, mail_on.day, 5, tzinfo=UTC)
    made = plan(entry_on(due), subscription=replace(ANNA, leads=(lead,)), now=now)
    assert made == Plan(add=(row(due, lead, mail_on),))


def test_the_next_fourteen_days_are_planned_and_planning_again_adds_nothing() -> None:
    entry = entry_on(date(2026, 12, 10))
    made = plan(entry)
    assert made == Plan(
        add=(
            row(date(2026, 12, 10), 14, date(2026, 11, 26)),
            row(date(2026, 12, 10), 7, date(2026, 12, 3)),
        )
    )
    assert plan(entry, ledger=made.add) == Plan()


def test_an_entry_that_comes_after_a_lead_skips_it_and_is_told_of_once_as_news() -> None:
    came = datetime(2026, 11, 18, 12, tzinfo=UTC)  # Wednesday, after the day's mail
    due = date(2026, 11, 24)
    made = plan(calendar_entry(start=Moment(due), created_at=came), now=came)
    reason = "posten kom 2026-11-18, efter dagen för påminnelsen"
    assert made == Plan(
        add=(
            row(due, 14, date(2026, 11, 10), State.SKIPPED, reason),
            row(due, 7, date(2026, 11, 17), State.SKIPPED, reason),
            row(due, 1, date(2026, 11, 23)),
            row(due, 5, date(2026, 11, 19), State.PLANNED, NEWS),
        )
    )
    assert plan(calendar_entry(start=Moment(due), created_at=came), ledger=made.add, now=came) == Plan()


def test_news_is_no_second_line_on_a_day_that_has_one() -> None:
    came = datetime(2026, 11, 19, 12, tzinfo=UTC)
    due = date(2026, 11, 21)
    made = plan(calendar_entry(start=Moment(due), created_at=came), now=came, subscription=replace(ANNA, leads=(7, 1)))
    assert [(r.key.lead, r.mail_on, r.state) for r in made.add] == [
        (7, date(2026, 11, 13), State.SKIPPED),
        (1, date(2026, 11, 20), State.PLANNED),
    ]


def test_who_comes_later_is_not_told_of_what_was_there() -> None:
    """Pretix #3757: reminder to those who came later."""
    late = replace(ANNA, confirmed_at=datetime(2026, 11, 19, 12, tzinfo=UTC), leads=(7,))
    reason = "prenumerationen kom 2026-11-19, efter dagen för påminnelsen"
    assert plan(entry_on(date(2026, 11, 24)), subscription=late) == Plan(
        add=(row(date(2026, 11, 24), 7, date(2026, 11, 17), State.SKIPPED, reason),),
    )


def test_after_downtime_only_the_latest_lead_is_left() -> None:
    due = date(2026, 11, 24)
    ledger = (row(due, 14, date(2026, 11, 10)), row(due, 7, date(2026, 11, 17)), row(due, 1, date(2026, 11, 23)))
    made = plan(entry_on(due), ledger=ledger)
    assert made == Plan(change=(row(due, 14, date(2026, 11, 10), State.SKIPPED, LATER_LEAD),))
    assert plan(entry_on(due), ledger=written(ledger, made)) == Plan()


def test_a_lead_before_one_that_was_sent_is_never_sent() -> None:
    due = date(2026, 11, 24)
    ledger = (
        row(due, 14, date(2026, 11, 10)),
        row(due, 7, date(2026, 11, 17), State.SENT),
        row(
            due,
            1,
            date(2026, 11, 23),
        ),
    )
    assert plan(entry_on(due), ledger=ledger) == Plan(
        change=(row(due, 14, date(2026, 11, 10), State.SKIPPED, LATER_LEAD),),
    )


@pytest.mark.parametrize(
    ("due", "now"),
    [
        (Moment(date(2026, 11, 19)), FRIDAY),
        (Moment(date(2026, 11, 20), time(7)), FRIDAY),
    ],
)
def test_after_the_due_value_it_is_too_late(due: Moment, now: datetime) -> None:
    """Indico #4893: reminder of what is past."""
    planned = row(due, 1, due.day - timedelta(days=1))
    subscription = replace(ANNA, leads=(1,))
    made = plan(
        calendar_entry(start=due, created_at=LONG_AGO),
        ledger=(planned,),
        subscription=subscription,
        now=now,
    )
    assert made == Plan(change=(replace(planned, state=State.SKIPPED, reason=TOO_LATE),))
    assert plan(subscription=subscription, ledger=(planned,), now=now) == made


def test_what_was_past_when_it_came_gives_no_rows() -> None:
    assert plan(calendar_entry(start=Moment(date(2026, 11, 19)), created_at=FRIDAY)) == Plan()


def test_on_the_day_itself_it_is_not_too_late() -> None:
    due = date(2026, 11, 20)
    planned = row(due, 1, date(2026, 11, 19))
    assert plan(entry_on(due), ledger=(planned,), subscription=replace(ANNA, leads=(1,))) == Plan()


def test_what_comes_after_hours_and_is_due_before_the_next_mail_goes_the_same_day() -> None:
    came = datetime(2026, 11, 20, 12, tzinfo=UTC)
    due = date(2026, 11, 22)
    made = plan(
        calendar_entry(start=Moment(due), created_at=came),
        now=came,
        subscription=replace(ANNA, leads=(7, 1)),
    )
    assert [(r.key.lead, r.mail_on, r.state) for r in made.add] == [
        (7, date(2026, 11, 13), State.SKIPPED),
        (1, date(2026, 11, 20), State.PLANNED),
    ]


def test_a_due_value_that_moved_is_planned_anew_and_the_old_rows_are_superseded() -> None:
    old, new = date(2026, 11, 27), date(2026, 12, 2)
    planned, sent = row(old, 1, date(2026, 11, 26)), row(old, 7, date(2026, 11, 20), State.SENT)
    moved_at = datetime(2026, 11, 20, 6, tzinfo=UTC)
    change = Change(at=moved_at, what="start", before=str(old), after=str(new), reason="")
    entry = entry_on(new, changes=(change,))
    subscription = replace(ANNA, leads=(7, 1))
    made = plan(entry, ledger=(planned, sent), subscription=subscription)
    assert made == Plan(
        add=(row(new, 7, date(2026, 11, 25)), row(new, 1, date(2026, 12, 1))),
        change=(replace(planned, state=State.SUPERSEDED, reason=MOVED),),
    )
    ledger = written((planned, sent), made)
    back = plan(entry_on(old), ledger=ledger, subscription=subscription)
    assert back == Plan(change=(planned, *(replace(r, state=State.SUPERSEDED, reason=MOVED) for r in made.add)))


@pytest.mark.parametrize(
    ("entries", "subscription", "reason"),
    [
        ([entry_on(date(2026, 11, 27), status=Status.CANCELLED)], ANNA, CANCELLED),
        ([entry_on(date(2026, 11, 27))], replace(ANNA, ended_at=FRIDAY), ENDED),
        ([], ANNA, NOT_CHOSEN),
    ],
)
def test_why_a_planned_reminder_is_superseded(
    entries: list[CalendarEntry],
    subscription: Subscription,
    reason: str,
) -> None:
    planned = row(date(2026, 11, 27), 1, date(2026, 11, 26))
    assert plan(*entries, ledger=(planned,), subscription=subscription) == Plan(
        change=(replace(planned, state=State.SUPERSEDED, reason=reason),),
    )


@pytest.mark.parametrize("subscription", [replace(ANNA, confirmed_at=None), replace(ANNA, ended_at=LONG_AGO)])
def test_who_has_not_confirmed_or_has_ended_gets_nothing(subscription: Subscription) -> None:
    assert plan(entry_on(date(2026, 11, 27)), subscription=subscription) == Plan()

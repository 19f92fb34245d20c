"""The planner's tables: who is reminded of what, on which day, and why not."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest

from calagg.clock import STOCKHOLM
from calagg.model import CalendarEntry, Change, Grain, Kind, Moment, Status
from calagg.remind.due import due_values
from calagg.remind.hours import Hours
from calagg.remind.notices import moved_words
from calagg.remind.plan import (
    CANCELLED,
    DONE,
    ENDED,
    MOVED,
    NEWS,
    NOT_CHOSEN,
    PAUSED,
    Plan,
    plan_reminders,
)
from calagg.store.done import Done
from calagg.store.reminders import LATER_LEAD, TOO_LATE, Notice, Reminder, ReminderKey, State
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
    done: Done = frozenset(),
) -> Plan:
    return plan_reminders([subscription], entries, ledger, matches=lambda s, e: True, hours=HOURS, now=now, done=done)


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


def moved(*days: date, sequence: int = 1, status: Status = Status.CONFIRMED) -> CalendarEntry:
    """An entry that was moved from each of the days to the next, the last at 07:00 on Friday."""
    changes = tuple(
        Change(at=FRIDAY - timedelta(hours=n), what="start", before=str(before), after=str(after), reason="")
        for n, (before, after) in enumerate(reversed(list(pairwise(days))), start=1)
    )
    return replace(entry_on(days[-1], changes=changes, status=status), sequence=sequence)


OLD, NEW = date(2026, 11, 27), date(2026, 12, 2)
TOLD = row(OLD, 7, date(2026, 11, 20), State.SENT)
TODAY = FRIDAY.date()
BO = replace(ANNA, leads=(7, 1))


def notice(due: date, sequence: int, what: Notice, reason: str, state: State = State.PLANNED) -> Reminder:
    return Reminder(ReminderKey("anna", "e1", Moment(due), -sequence), TODAY, state, reason, what)


def test_a_due_value_that_moved_is_planned_anew_and_the_old_rows_are_superseded() -> None:
    planned = row(OLD, 1, date(2026, 11, 26))
    made = plan(moved(OLD, NEW), ledger=(planned,), subscription=BO)
    assert made == Plan(
        add=(row(NEW, 7, date(2026, 11, 25)), row(NEW, 1, date(2026, 12, 1))),
        change=(replace(planned, state=State.SUPERSEDED, reason=MOVED),),
    )
    ledger = written((planned,), made)
    back = plan(entry_on(OLD), ledger=ledger, subscription=BO)
    again = row(OLD, 7, date(2026, 11, 20))
    superseded = (replace(r, state=State.SUPERSEDED, reason=MOVED) for r in made.add)
    assert back == Plan(add=(again,), change=(planned, *superseded))


def test_who_was_told_is_told_once_that_it_moved() -> None:
    made = plan(moved(OLD, NEW), ledger=(TOLD,), subscription=BO)
    told = notice(NEW, 1, Notice.MOVED, "flyttad från 27/11 till 2/12")
    assert made.add == (told, row(NEW, 7, date(2026, 11, 25)), row(NEW, 1, date(2026, 12, 1)))
    for state in (State.PLANNED, State.CLAIMED, State.SENT, State.FAILED, State.UNCERTAIN):
        ledger = (TOLD, replace(told, state=state), *made.add[1:])
        assert plan(moved(OLD, NEW), ledger=ledger, subscription=BO) == Plan()
        another = plan(moved(OLD, NEW, sequence=2), ledger=ledger, subscription=BO)
        assert [r.key.lead for r in another.add] == ([-2] if state in (State.PLANNED, State.FAILED) else [])


def test_what_moved_close_is_no_news_beside_the_notice() -> None:
    near = date(2026, 11, 24)
    made = plan(moved(OLD, near), ledger=(TOLD,), subscription=BO)
    assert [(r.key.lead, r.state, r.notice) for r in made.add] == [
        (-1, State.PLANNED, Notice.MOVED),
        (7, State.SKIPPED, Notice.NONE),
        (1, State.PLANNED, Notice.NONE),
    ]
    sent = tuple(replace(r, state=State.SENT) if r.notice else r for r in made.add)
    assert plan(moved(OLD, near), ledger=(TOLD, *sent), subscription=BO) == Plan()


def test_a_lead_whose_day_had_come_when_the_notice_was_mailed_is_not_told_after_it() -> None:
    # moved in the hours of Maundy Thursday, whose digest had gone: the lead of three days falls on that day too
    now, new = datetime(2027, 3, 25, 8, tzinfo=UTC), date(2027, 4, 1)
    after_easter = datetime(2027, 3, 30, 5, 30, tzinfo=UTC)
    carl = replace(BO, leads=(3,))
    entry = moved(OLD, new)
    told = notice(new, 1, Notice.MOVED, "flyttad från 27/11 2026 till 1/4 2027")
    told = replace(told, mail_on=date(2027, 3, 25))
    lead = row(new, 3, date(2027, 3, 25))
    skipped = replace(lead, state=State.SKIPPED, reason=LATER_LEAD)
    for state in (State.CLAIMED, State.SENT, State.UNCERTAIN):
        ledger = (TOLD, replace(told, state=state), lead)
        assert [plan(entry, ledger=ledger, subscription=carl, now=at).change for at in (now, after_easter)] == [
            (skipped,)
        ] * 2, state
        assert plan(entry, ledger=(*ledger[:2], skipped), subscription=carl, now=after_easter) == Plan()
    for state in (State.PLANNED, State.FAILED):  # it may still come with the lead, or never came
        assert plan(entry, ledger=(TOLD, replace(told, state=state), lead), subscription=carl, now=now).change == ()


def test_moved_and_moved_back_before_anybody_was_told_is_no_news() -> None:
    assert plan(moved(OLD, NEW, OLD, sequence=2), ledger=(TOLD,), subscription=BO).add == (
        row(OLD, 1, date(2026, 11, 26)),
    )


def test_moved_back_after_it_was_told_is_told_again() -> None:
    told = notice(NEW, 1, Notice.MOVED, "flyttad från 27/11 till 2/12", State.SENT)
    third = date(2026, 12, 4)
    made = plan(moved(OLD, NEW, third, sequence=2), ledger=(TOLD, told), subscription=BO)
    assert made.add[0] == notice(third, 2, Notice.MOVED, "flyttad från 2/12 till 4/12")
    # "27/11" was told first and then taken back: what a reader knows is 2/12
    back = plan(moved(OLD, NEW, OLD, sequence=2), ledger=(TOLD, told), subscription=BO)
    assert back.add[0] == notice(OLD, 2, Notice.MOVED, "flyttad från 2/12 till 27/11")


def test_cancelled_and_restored_are_told_to_those_who_knew() -> None:
    cancelled = replace(entry_on(OLD, status=Status.CANCELLED), sequence=1)
    told = notice(OLD, 1, Notice.CANCELLED, "inställd")
    assert plan(cancelled, subscription=BO) == Plan()
    assert plan(cancelled, ledger=(TOLD,), subscription=BO) == Plan(add=(told,))
    sent = replace(told, state=State.SENT)
    assert plan(cancelled, ledger=(TOLD, sent), subscription=BO) == Plan()
    restored = replace(entry_on(OLD), sequence=2)
    made = plan(restored, ledger=(TOLD, sent), subscription=BO)
    again = notice(OLD, 2, Notice.RESTORED, "gäller igen")
    assert made.add == (again, row(OLD, 1, date(2026, 11, 26)))
    assert (
        plan(restored, ledger=(TOLD, sent, replace(again, state=State.SENT), *made.add[1:]), subscription=BO) == Plan()
    )


@pytest.mark.parametrize(
    ("subscription", "done"),
    [
        (replace(BO, ended_at=FRIDAY), frozenset()),
        (replace(BO, paused_until=TODAY), frozenset()),
        (BO, frozenset({("anna@example.se", "e1")})),
    ],
)
def test_who_wants_nothing_of_it_is_told_of_no_change(subscription: Subscription, done: Done) -> None:
    assert plan(moved(OLD, NEW), ledger=(TOLD,), subscription=subscription, done=done) == Plan()


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (Moment(date(2027, 1, 15)), Moment(date(2027, 1, 29)), "flyttad från 15/1 till 29/1"),
        (Moment(date(2026, 12, 15)), Moment(date(2027, 1, 8)), "flyttad från 15/12 2026 till 8/1 2027"),
        (Moment(DAY, time(9)), Moment(DAY, time(13)), "flyttad från kl.\u00a009.00 till kl.\u00a013.00"),
        (Moment(DAY), Moment(DAY, time(13)), "nu kl.\u00a013.00"),
        (Moment(DAY, time(9)), Moment(DAY), "nu utan klockslag"),
    ],
)
def test_a_move_in_words(before: Moment, after: Moment, words: str) -> None:
    assert moved_words(before, after) == words


def test_the_closing_of_a_window_is_followed_by_its_own_history() -> None:
    opens, closes, later = date(2026, 11, 23), Moment(date(2026, 11, 27)), Moment(date(2026, 12, 4))
    change = Change(at=FRIDAY, what="end", before=str(closes), after=str(later), reason="")
    window = replace(entry_on(opens, kind=Kind.WINDOW, end=later, changes=(change,)), sequence=3)
    told = row(closes, 7, date(2026, 11, 20), State.SENT)
    made = plan(window, ledger=(told, row(opens, 7, date(2026, 11, 16), State.SENT)), subscription=BO)
    assert [r for r in made.add if r.notice] == [
        notice(later.day, 3, Notice.MOVED, "flyttad från 27/11 till 4/12"),
    ]


@pytest.mark.parametrize(
    ("due", "lead", "mail_on"),
    [
        (date(2026, 12, 4), 7, date(2026, 11, 23)),  # a Friday's reminder comes on its Monday
        (date(2026, 12, 4), 1, date(2026, 11, 30)),
        (date(2027, 1, 8), 1, date(2027, 1, 4)),
        (date(2027, 4, 8), 7, date(2027, 3, 30)),  # the Tuesday after Easter
    ],
)
def test_a_weekly_mail_is_that_of_the_weeks_first_working_day(due: date, lead: int, mail_on: date) -> None:
    weekly = replace(ANNA, weekly=True, leads=(lead,))
    now = datetime(mail_on.year, mail_on.month, mail_on.day, 5, tzinfo=UTC)
    assert plan(entry_on(due), subscription=weekly, now=now) == Plan(add=(row(due, lead, mail_on),))


@pytest.mark.parametrize(
    ("due", "mail_on"),
    [
        (date(2026, 12, 1), date(2026, 11, 30)),  # there is a Monday before it
        (date(2026, 11, 27), date(2026, 11, 25)),  # the next Monday would be too late
    ],
)
def test_news_waits_for_the_weekly_mail_only_where_that_comes_in_time(due: date, mail_on: date) -> None:
    came = datetime(2026, 11, 24, 12, tzinfo=UTC)  # Tuesday, after the day's mail
    weekly = replace(ANNA, weekly=True, leads=(7,))
    made = plan(calendar_entry(start=Moment(due), created_at=came), subscription=weekly, now=came)
    assert [(r.mail_on, r.reason) for r in made.add if r.state is State.PLANNED] == [(mail_on, NEWS)]


def test_kinds_have_lead_times_of_their_own() -> None:
    chosen = replace(ANNA, kind_leads={"event": (1,), "milestone": ()})
    for kind, leads in ((Kind.DEADLINE, [14, 7, 1]), (Kind.EVENT, [1]), (Kind.MILESTONE, [])):
        made = plan(entry_on(date(2026, 12, 4), kind=kind), subscription=chosen)
        assert [r.key.lead for r in made.add] == leads


def test_a_pause_and_what_is_done_take_back_what_is_planned_and_their_end_plans_it_again() -> None:
    entry, planned = entry_on(OLD), row(OLD, 1, date(2026, 11, 26))
    one = replace(ANNA, leads=(1,))
    for subscription, done, reason in (
        (replace(one, paused_until=TODAY), frozenset[tuple[str, str]](), PAUSED),
        (one, frozenset({("anna@example.se", "e1")}), DONE),
    ):
        away = replace(planned, state=State.SUPERSEDED, reason=reason)
        assert plan(entry, ledger=(planned,), subscription=subscription, done=done) == Plan(change=(away,))
        assert plan(entry, ledger=(away,), subscription=one) == Plan(change=(planned,))


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

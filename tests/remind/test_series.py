"""Of each time of a series its readers are reminded once for each lead, and told when that time is cancelled."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from calagg.clock import STOCKHOLM
from calagg.model import CalendarEntry, Kind, Moment, Status
from calagg.model.recurrence import Recurrence
from calagg.remind.digest import Line, write_digest
from calagg.remind.hours import Hours
from calagg.remind.plan import plan_reminders
from calagg.store.reminders import Notice, Reminder, State
from calagg.store.subscriptions import Subscription
from tests.remind.seeds import calendar_entry

LONG_AGO = datetime(2026, 1, 7, 12, tzinfo=UTC)
MONDAY = datetime(2026, 11, 2, 7, tzinfo=UTC)  # 08:00 in Stockholm
ANNA = Subscription(
    id="anna", address="anna@example.se", selection="all", leads=(7, 1), asked_at=LONG_AGO, confirmed_at=LONG_AGO
)
THURSDAYS = Recurrence.parse("FREQ=WEEKLY;BYDAY=TH;UNTIL=20261203 EXDATE=20261126")


def thursdays(**other: object) -> CalendarEntry:
    return calendar_entry(
        start=Moment(date(2026, 11, 5), time(9)),
        end=Moment(date(2026, 11, 5), time(11)),
        recurrence=THURSDAYS,
        kind=Kind.EVENT,
        title="Frukostmöte",
        created_at=LONG_AGO,
        **other,  # type: ignore[arg-type]  # keywords
    )


class Reader:
    """A ledger that is planned and mailed day after day."""

    def __init__(self) -> None:
        self.ledger: dict[object, Reminder] = {}
        self.mailed: list[tuple[str, str, int, str]] = []

    def live(self, entry: CalendarEntry, days: int, start: datetime = MONDAY) -> list[tuple[str, str, int, str]]:
        """What is mailed: (mail day, due, lead, notice)."""
        self.mailed = []
        for now in (start + timedelta(days=n) for n in range(days)):
            self._plan(entry, now)
            for key, row in self.ledger.items():
                if row.state is State.PLANNED and row.mail_on <= now.date():
                    self.ledger[key] = replace(row, state=State.SENT)
                    self.mailed.append((str(now.date()), str(row.key.due), row.key.lead, row.notice))
        return self.mailed

    def _plan(self, entry: CalendarEntry, now: datetime) -> None:
        hours = Hours(time(7, 30), time(9), STOCKHOLM)
        ledger: Sequence[Reminder] = [r for r in self.ledger.values() if r.key.due.day >= now.date()]
        made = plan_reminders([ANNA], [entry], ledger, matches=lambda s, e: True, hours=hours, now=now)
        for row in (*made.add, *made.change):
            self.ledger[row.key] = row


def test_each_time_is_told_once_for_each_lead() -> None:
    assert Reader().live(thursdays(), 42, MONDAY - timedelta(days=7)) == [
        ("2026-10-29", "2026-11-05T09:00", 7, ""),
        ("2026-11-04", "2026-11-05T09:00", 1, ""),
        ("2026-11-05", "2026-11-12T09:00", 7, ""),
        ("2026-11-11", "2026-11-12T09:00", 1, ""),
        ("2026-11-12", "2026-11-19T09:00", 7, ""),
        ("2026-11-18", "2026-11-19T09:00", 1, ""),
        ("2026-11-26", "2026-12-03T09:00", 7, ""),
        ("2026-12-02", "2026-12-03T09:00", 1, ""),
    ]


def test_a_time_that_is_cancelled_after_it_was_told_gives_one_notice_and_the_others_go_on() -> None:
    reader, entry = Reader(), thursdays()
    reader.live(entry, 4)  # of the 12th is told
    less = replace(entry, sequence=1, entry=replace(entry.entry, recurrence=THURSDAYS.but(date(2026, 11, 12))))
    assert reader.live(less, 14, MONDAY + timedelta(days=4)) == [
        ("2026-11-06", "2026-11-12T09:00", -1, Notice.CANCELLED),
        ("2026-11-12", "2026-11-19T09:00", 7, ""),
        ("2026-11-18", "2026-11-19T09:00", 1, ""),
    ]


def test_a_time_that_takes_place_after_all_is_told_again() -> None:
    reader, entry = Reader(), thursdays()
    reader.live(entry, 4)
    less = replace(entry, sequence=1, entry=replace(entry.entry, recurrence=THURSDAYS.but(date(2026, 11, 12))))
    reader.live(less, 2, MONDAY + timedelta(days=4))
    again = replace(entry, sequence=2)
    assert reader.live(again, 2, MONDAY + timedelta(days=7))[:1] == [
        ("2026-11-09", "2026-11-12T09:00", -2, Notice.RESTORED)
    ]


def test_a_series_that_is_cancelled_as_a_whole_is_told_once() -> None:
    reader, entry = Reader(), thursdays()
    reader.live(entry, 4)
    less = replace(entry, sequence=1, entry=replace(entry.entry, recurrence=THURSDAYS.but(date(2026, 11, 12))))
    reader.live(less, 10, MONDAY + timedelta(days=4))  # of the 19th is told on the 12th
    off = replace(less, sequence=2, entry=replace(less.entry, status=Status.CANCELLED))
    assert reader.live(off, 14, MONDAY + timedelta(days=14)) == [
        ("2026-11-16", "2026-11-19T09:00", -2, Notice.CANCELLED)
    ]


def test_a_line_tells_the_day_of_its_time_and_how_the_series_repeats() -> None:
    line = Line(thursdays(), Moment(date(2026, 11, 12), time(9)))
    digest = write_digest([line], date(2026, 11, 11))
    (item,) = digest.sections[0].items
    assert (item.written_day, item.time, item.until, item.cancelled) == (
        "torsdag 12 november, v.\u00a046",
        "kl.\u00a009.00–11.00",
        "varje torsdag t.o.m. 3 december 2026, inte 26 november",
        False,
    )

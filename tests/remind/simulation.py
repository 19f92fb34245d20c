"""A simulated machine: its clock is an argument, its store and its mails are real, and a plain oracle judges each mail.

The oracle knows the rules as the README and the mails tell them, and nothing of how `calagg.remind` decides: its
working days are written down here, and it looks at what readers got.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from email.message import EmailMessage
from types import TracebackType
from typing import Self

from sqlalchemy import select, update

from calagg.clock import STOCKHOLM, instant
from calagg.config import Config
from calagg.model import Moment
from calagg.remind import tick
from calagg.remind.transport import UnreachableError
from calagg.store import Store
from calagg.store.done import mark_done
from calagg.store.entries import review_entry
from calagg.store.schema import ChangeRow, EntryRow, ReminderRow, SubscriptionRow
from calagg.store.subscriptions import end_subscription
from tests.remind.seeds import put_entry, put_subscription

FROM, UNTIL = time(7, 30), time(9)
DAY = timedelta(days=1)
LONG = 1_000
LONGEST_WAIT = timedelta(hours=1)  # between two tries of a mail
# the free days from autumn 2026 to New Year 2029 that are neither Saturdays nor Sundays, from the almanac
FREE = {
    date(year, month, day)
    for year, days in {
        2026: "12-24 12-25 12-31",
        2027: "1-1 1-6 3-26 3-29 5-6 6-25 12-24 12-31",
        2028: "1-6 4-14 4-17 5-1 5-25 6-6 6-23 12-25 12-26",
        2029: "1-1",
    }.items()
    for month, day in (map(int, one.split("-")) for one in days.split())
}
_TOLD = re.compile(r"/entries/([^/\s]+)\.ics")
_CHANGED = re.compile(r"flyttad från|nu kl\.|nu utan klockslag|gäller igen", re.IGNORECASE)
_NAMED = re.compile(r"Frist (e\d+)")  # a mail that tells that an entry is gone has no link to it
_SECTIONS = {
    "FLYTTAT": "moved",
    "INSTÄLLT": "cancelled",
    "STRUKET UR KALENDERN": "withdrawn",
    "GÄLLER IGEN": "restored",
}


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and day not in FREE


def working_day_from(day: date) -> date:
    """The day itself or the first working day after it."""
    return day if is_working_day(day) else working_day_from(day + DAY)


def mail_day(due: date, lead: int) -> date:
    """The lead before the due day, or the working day before that."""
    day = due - timedelta(days=lead)
    while not is_working_day(day):
        day -= DAY
    return day


def is_over(due: Moment, here: datetime) -> bool:
    """Whether the local time is after the deadline."""
    end = datetime.combine(due.day, due.clock) if due.clock else datetime.combine(due.day + DAY, time.min)
    return here.replace(tzinfo=None) >= end


@dataclass
class Reader:
    """Who gets mails, with these leads, since then."""

    leads: tuple[int, ...]
    since: datetime
    ended: bool = False


@dataclass
class Deadline:
    """What readers are told of: all the moments that it was due at, and since when it is the last of them."""

    moments: list[Moment]
    known_at: datetime
    cancelled: bool = False
    rejected: bool = False

    @property
    def due(self) -> Moment:
        return self.moments[-1]


@dataclass
class Mail:
    """What a reader got: the deadlines that it reminds of, those that it says have moved, are cancelled, were misread
    or hold again, and of the first those beside which a change stands too; when it was made and when it came."""

    address: str
    made_at: datetime
    came_at: datetime
    told: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    cancelled: list[str] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    restored: list[str] = field(default_factory=list)
    with_a_move: list[str] = field(default_factory=list)

    def read(self, text: str) -> Self:
        """Notes what the text part says under its headings."""
        section = ""
        for block in text.replace("\r", "").split("\n\n"):
            lines = block.split("\n")
            if set(lines[-1]) == {"="}:
                section = _SECTIONS.get(lines[0], "told")
            found: list[str] = (_NAMED if section == "withdrawn" else _TOLD).findall(block)
            for name in found:
                getattr(self, section).append(name)
                if section == "told" and _CHANGED.search(" ".join(lines[:2])):
                    self.with_a_move.append(name)
        return self


@dataclass
class Recorder:
    """A transport that keeps what it takes, unless it is down."""

    at: Callable[[], datetime]
    down: bool = False
    mails: list[Mail] = field(default_factory=list)

    def deliver(self, message: EmailMessage, *, sender: str, before_end: Callable[[], None]) -> None:
        if self.down:
            raise UnreachableError("the server is down")
        before_end()
        body = message.get_body(("plain",))
        assert body is not None
        made_at = message["Date"].datetime.astimezone(STOCKHOLM)
        mail = Mail(message["To"].addresses[0].addr_spec, made_at, self.at())
        self.mails.append(mail.read(body.get_content()))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        pass


class Machine:
    """The store, what is true of the world, and what readers have been told so far."""

    def __init__(self, store: Store, config: Config, now: datetime) -> None:
        self.store, self.config, self.now = store, config, now
        self.readers: dict[str, Reader] = {}
        self.deadlines: dict[str, Deadline] = {}
        self.told: dict[tuple[str, str, Moment], list[int]] = {}  # reader, deadline, due -> the lead of each telling
        self.noticed: dict[tuple[str, str, Moment], date] = {}  # … -> the true day of the last notice of it
        self.known: dict[tuple[str, str], Moment | None] = {}  # what a reader believes; None: that it is no more
        self.lines: Counter[tuple[str, str, str]] = Counter()
        self.notices = 0
        self._digests: list[Mail] = []
        self.done: set[tuple[str, str]] = set()
        self.clock_was_wrong = self.some_wait = False
        self._shown = now
        self.server = Recorder(lambda: self._shown)

    @property
    def here(self) -> datetime:
        return self.now.astimezone(STOCKHOLM)

    @property
    def today(self) -> date:
        return self.here.date()

    def add_reader(self, leads: tuple[int, ...]) -> str:
        address = f"lasare{len(self.readers)}@example.se"
        put_subscription(self.store, address, leads=leads, confirmed_at=self.now)
        self.readers[address] = Reader(leads, self.now)
        return address

    def add_deadline(self, due: Moment) -> str:
        name = f"e{len(self.deadlines)}"
        put_entry(self.store, name, on=due.day, at=due.clock, created_at=self.now)
        self._change_entry(name, title=f"Frist {name}")
        self.deadlines[name] = Deadline([due], self.now)
        return name

    def move(self, name: str, due: Moment) -> None:
        """As a later document does it."""
        one = self.deadlines[name]
        with self.store.write() as session:
            session.add(ChangeRow(entry_id=name, at=self.now, what="start", before=str(one.due), after=str(due)))
        self._change_entry(name, start_on=due.day, start_at=due.clock, grain="minute" if due.clock else "day")
        self._count_up(name)
        one.moments.append(due)
        one.known_at = self.now

    def cancel(self, name: str) -> None:
        self._change_entry(name, status="cancelled")
        self._count_up(name)
        self.deadlines[name].cancelled = True

    def reject(self, name: str, *, rejected: bool) -> None:
        """As a person judges, or takes that back."""
        with self.store.write() as session:
            review_entry(session, name, "rejected" if rejected else "", reason="", now=self.now)
        self.deadlines[name].rejected = rejected

    def say_done(self, address: str, name: str) -> None:
        """The reader presses "Klar"."""
        with self.store.write() as session:
            mark_done(session, address, name, at=self.now)
        self.done.add((address, name))

    def end(self, address: str) -> None:
        with self.store.write() as session:
            found = session.scalars(select(SubscriptionRow.id).filter_by(address=address)).one()
            assert end_subscription(session, found, at=self.now)
        self.readers[address].ended = True

    def _change_entry(self, name: str, **values: object) -> None:
        with self.store.write() as session:
            session.execute(update(EntryRow).where(EntryRow.id == name).values(**values))

    def _count_up(self, name: str) -> None:
        """As every change that a document makes does."""
        self._change_entry(name, sequence=EntryRow.sequence + 1, changed_at=self.now)

    def pass_time(self, length: timedelta) -> None:
        """No tick runs: the machine is off, or it is a second later."""
        self.now += length

    def wait_for(self, at: time) -> None:
        """Until the clock on the wall next shows it."""
        day = self.today if self.here.time() < at else self.today + DAY
        self.now = instant(day, at)

    def tick(self, *, wrong_by: timedelta = timedelta(0)) -> None:
        """A round by the machine's clock, right or wrong; each mail that comes of it is judged by what that shows."""
        self._shown = self.now + wrong_by
        self.clock_was_wrong |= bool(wrong_by)
        self.some_wait |= self.server.down
        before = len(self.server.mails)
        tick(self.store, self.config, self._shown, transport=self.server)
        for mail in self.server.mails[before:]:
            self._judge(mail)

    def morning(self) -> None:
        """The next hours of sending, with a server that is up: after them nobody waits for what is to be told."""
        self.wait_for(FROM)
        while not is_working_day(self.today):
            self.now = instant(self.today + DAY, FROM)
        self.server.down = False
        had_mail = {m.address for m in self.server.mails if m.made_at.date() == self.today}
        self.tick()
        if self.some_wait:  # the server was down
            self.some_wait = False
            self.pass_time(LONGEST_WAIT + timedelta(minutes=5))
            self.tick()
        missing = [one for one in self._to_be_told() if one[0] not in had_mail]
        assert missing == [], f"{self.here}: not told: {missing}"
        unaware = list(self._to_be_told_of_changes())
        assert unaware == [], f"{self.here}: not told of a change: {unaware}"

    def is_wanted(self, address: str, name: str, here: datetime) -> bool:
        """Whether the reader is to be told of it at all. What else stops a reader's reminders belongs here."""
        one = self.deadlines[name]
        if self.readers[address].ended or (address, name) in self.done:
            return False
        return not (one.cancelled or one.rejected or is_over(one.due, here))

    def lead_on(self, address: str, name: str, day: date) -> int | None:
        """The latest of the reader's leads whose day has come; None before the first."""
        due = self.deadlines[name].due.day
        return min((lead for lead in self.readers[address].leads if mail_day(due, lead) <= day), default=None)

    def _judge(self, mail: Mail) -> None:
        """A mail is made in its hours or can't wait, tells only what is so and not over, of no lead twice and of no
        change that its reader knows."""
        here, made = mail.came_at.astimezone(STOCKHOLM), mail.made_at
        said = f"{mail} at {here}"
        assert mail.told or mail.moved or mail.cancelled or mail.withdrawn or mail.restored, said
        in_hours = is_working_day(made.date()) and FROM <= made.time() < UNTIL
        first = all(m.made_at.date() != made.date() or m.address != mail.address for m in self._digests)
        if in_hours and first:
            self._digests.append(mail)
        else:
            assert self.clock_was_wrong or self._is_urgent(mail), said
        for name in mail.cancelled + mail.withdrawn:
            before = self.known.get((mail.address, name))
            assert self.deadlines[name].rejected is (name in mail.withdrawn), said
            assert self.deadlines[name].cancelled or name in mail.withdrawn, said
            assert before is not None and not is_over(before, here), said
            assert not self.readers[mail.address].ended, said
            assert (mail.address, name) not in self.done, said
            self.known[mail.address, name] = None
            self.notices += 1
        for name in mail.moved + mail.restored + mail.with_a_move:
            assert self.is_wanted(mail.address, name, here), said
            about = mail.address, name
            assert about in self.known and self.known[about] != self.deadlines[name].due, said
            assert (self.known[about] is None) is (name in mail.restored) or name in mail.with_a_move, said
            self.notices += 1
        for name in mail.told + mail.moved + mail.restored:
            self._judge_line(mail, name, here)

    def _judge_line(self, mail: Mail, name: str, here: datetime) -> None:
        said, one = f"{mail} at {here}: {name}", self.deadlines[name]
        assert self.is_wanted(mail.address, name, here), said
        lead = self.lead_on(mail.address, name, mail.made_at.date())
        before = self.told.setdefault((mail.address, name, one.due), [])
        if name in mail.told:
            assert lead is not None, said
            assert all(lead < earlier for earlier in before), f"{said} was told {before} days ahead"
            self.lines[mail.address, name, str(one.due)] += 1
        else:
            self.noticed[mail.address, name, one.due] = self.today  # whatever the machine's clock showed
        before.append(LONG if lead is None else lead)
        self.known[mail.address, name] = one.due

    def _is_urgent(self, mail: Mail) -> bool:
        """Whether all that it tells would come too late in the next digest, or is a change told on another day than
        that of the next digest."""
        made = mail.made_at
        today_to_come = is_working_day(made.date()) and made.time() < FROM
        following = made.date() if today_to_come else working_day_from(made.date() + DAY)
        next_mail = datetime.combine(following, FROM)
        late = all(is_over(self.deadlines[name].due, next_mail) for name in mail.told)
        return late and (not today_to_come or not (mail.moved or mail.cancelled or mail.withdrawn or mail.restored))

    def _to_be_told_of_changes(self) -> Iterator[tuple[str, str, str]]:
        """Reader, deadline and change of all that readers believe and that is not so any more."""
        for (address, name), believed in self.known.items():
            one = self.deadlines[name]
            if self.readers[address].ended or (address, name) in self.done:
                continue
            if believed is None:
                if self.is_wanted(address, name, self.here):
                    yield address, name, f"{one.due} holds again"
                continue
            if is_over(believed, self.here):
                continue
            if one.rejected:
                yield address, name, f"{believed} was misread"
            elif one.cancelled:
                yield address, name, f"{believed} is cancelled"
            elif one.due != believed and not is_over(one.due, self.here):
                yield address, name, f"{believed} is {one.due}"

    def _to_be_told(self) -> Iterator[tuple[str, str, int]]:
        """Reader, deadline and lead of all whose day has come and that were told neither then nor later."""
        for address, reader in self.readers.items():
            for name, one in self.deadlines.items():
                lead = self.lead_on(address, name, self.today)
                if lead is None or not self.is_wanted(address, name, self.here):
                    continue
                if one.known_at < reader.since and mail_day(one.due.day, lead) < self._first_day(reader):
                    continue  # who comes later is not told of what was there
                if mail_day(one.due.day, lead) <= self.noticed.get((address, name, one.due), date.min):
                    continue
                if not any(told <= lead for told in self.told.get((address, name, one.due), [])):
                    yield address, name, lead

    def _first_day(self, reader: Reader) -> date:
        """The first day whose mails the reader could get."""
        since = reader.since.astimezone(STOCKHOLM)
        return working_day_from(since.date() + DAY * (since.time() >= UNTIL))

    def close_the_books(self) -> None:
        """When all is over the ledger says of each reminder what became of it, and of no more sent than came."""
        self.server.down = False
        self.tick()
        self.pass_time(timedelta(days=100))
        self.tick()
        with self.store.read() as session:
            rows = session.execute(
                select(ReminderRow, SubscriptionRow.address).join(
                    SubscriptionRow, SubscriptionRow.id == ReminderRow.subscription_id
                )
            ).all()
        sent = [(row, address) for row, address in rows if row.state == "sent"]
        assert Counter((a, row.entry_id, row.due_value) for row, a in sent if not row.notice) == self.lines
        assert sum(bool(row.notice) for row, _ in sent) == self.notices
        others = {(row.state, bool(row.reason)) for row, _ in rows if row.state != "sent"}
        assert others <= {("skipped", True), ("superseded", True), ("failed", True)}

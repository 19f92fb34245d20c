"""Reminders over years, in simulated time: each is sent once in its hours, or not, with a reason.

Two years day by day, over both changes of the clocks, leap day and Christmas, with the machine off now and then and
its clock wrong; and whatever sequence of such events Hypothesis finds. What is judged, and how, is in `simulation`.
"""

import shutil
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from tempfile import mkdtemp

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from calagg.model import Moment
from calagg.store import open_store
from tests.conftest import migrated_sqlite
from tests.remind.seeds import config_for
from tests.remind.simulation import Machine

DOWNTIMES = (timedelta(seconds=3), timedelta(minutes=10), timedelta(hours=36), timedelta(days=9))
WRONG_BY = (timedelta(hours=-30), timedelta(days=-9), timedelta(hours=5), timedelta(days=3), timedelta(days=400))
BEGINNINGS = (
    datetime(2026, 10, 22, 4, tzinfo=UTC),  # before the clocks go back
    datetime(2026, 12, 16, 4, tzinfo=UTC),  # before Christmas
    datetime(2027, 3, 22, 4, tzinfo=UTC),  # before Easter, on whose Sunday the clocks go forward
    datetime(2028, 2, 17, 4, tzinfo=UTC),  # before leap day
    datetime(2028, 6, 14, 4, tzinfo=UTC),  # before Midsummer
)
SPECIAL_DAYS = (
    date(2026, 10, 25),
    date(2026, 12, 24),
    date(2026, 12, 27),
    date(2027, 3, 28),
    date(2027, 10, 31),
    date(2028, 1, 6),
    date(2028, 2, 29),
    date(2028, 3, 26),
    date(2028, 10, 29),
)
AHEAD = st.sampled_from((8, 2, 15, 1, 4, 7, 0, 3, 10, 14, 21, 35))
PICK = st.integers(0, 11)
CLOCKS = (None, time(0), time(7, 30), time(12), time(23, 59))
TICKS_AT = (time(0), time(2, 30), time(7, 29), time(7, 30), time(8, 59), time(9), time(12), time(23, 59))


def test_two_years_day_by_day(tmp_path: Path) -> None:
    with open_store(migrated_sqlite(tmp_path)) as store:
        machine = Machine(store, config_for(tmp_path / "outbox"), datetime(2026, 10, 19, 4, tzinfo=UTC))
        machine.add_reader((14, 7, 1))
        machine.add_reader((3, 0))
        for day in SPECIAL_DAYS:
            machine.add_deadline(Moment(day))
        number = 0
        while machine.today < date(2028, 11, 5):
            number += 1
            if number % 4 == 1:
                due = machine.today + timedelta(days=30 + number % 7)
                machine.add_deadline(Moment(due, CLOCKS[number // 4 % len(CLOCKS)]))
            if number % 40 == 39:
                machine.move(f"e{len(machine.deadlines) - 6}", Moment(machine.today + timedelta(days=19)))
            if number % 30 == 20:
                machine.say_done("lasare0@example.se", f"e{len(machine.deadlines) - 2}")
            if number % 60 == 30:
                machine.cancel(f"e{len(machine.deadlines) - 4}")
            if number % 23 == 22:
                machine.wait_for(time(7, 29))
                machine.pass_time(DOWNTIMES[number // 23 % len(DOWNTIMES)])
            if number % 31 == 30:
                machine.tick(wrong_by=WRONG_BY[number // 31 % len(WRONG_BY)])
            machine.server.down = number % 50 == 49
            if machine.server.down or number % 9 == 8:
                machine.wait_for(time(7, 45))
                machine.tick()
                machine.wait_for(time(17))
                machine.tick()
            machine.morning()
        machine.close_the_books()
        assert len(machine.server.mails) > 300
        assert machine.notices > 5


class Years(RuleBasedStateMachine):
    """Any sequence of what may happen to readers, deadlines, the machine and its clock."""

    @initialize(
        beginning=st.sampled_from(BEGINNINGS),
        ahead=st.lists(AHEAD, min_size=3, max_size=5),
        clock=st.sampled_from(CLOCKS),
    )
    def begin(self, beginning: datetime, ahead: list[int], clock: time | None) -> None:
        self.folder = Path(mkdtemp(prefix="calagg-years-"))
        self.store = open_store(migrated_sqlite(self.folder))
        self.machine = Machine(self.store, config_for(self.folder / "outbox"), beginning)
        self.machine.add_reader((14, 7, 1))
        self.machine.add_reader((3, 0))
        for days in ahead:
            self.machine.add_deadline(self._due(days, clock))

    @precondition(lambda self: len(self.machine.readers) < 4)
    @rule(leads=st.sampled_from([(7, 1), (1,), (30, 2)]))
    def someone_subscribes(self, leads: tuple[int, ...]) -> None:
        self.machine.add_reader(leads)

    @rule(ahead=AHEAD, clock=st.sampled_from(CLOCKS))
    def minutes_tell_of_a_deadline(self, ahead: int, clock: time | None) -> None:
        self.machine.add_deadline(self._due(ahead, clock))

    @rule(pick=PICK, ahead=AHEAD, clock=st.sampled_from(CLOCKS))
    def a_deadline_moves(self, pick: int, ahead: int, clock: time | None) -> None:
        due, name = self._due(ahead, clock), self._deadline(pick)
        if due not in self.machine.deadlines[name].moments:
            self.machine.move(name, due)

    @precondition(lambda self: sum(not one.cancelled for one in self.machine.deadlines.values()) > 3)
    @rule(pick=PICK)
    def a_deadline_is_cancelled(self, pick: int) -> None:
        self.machine.cancel(self._deadline(pick))

    @rule(pick=PICK, rejected=st.booleans())
    def somebody_judges_an_entry(self, pick: int, rejected: bool) -> None:
        self.machine.reject(self._deadline(pick), rejected=rejected)

    @rule(reader=PICK, pick=PICK)
    def a_reader_is_done(self, reader: int, pick: int) -> None:
        readers = list(self.machine.readers)
        self.machine.say_done(readers[reader % len(readers)], self._deadline(pick))

    @precondition(lambda self: len(self.machine.readers) > 2)
    @rule(pick=PICK)
    def a_reader_ends(self, pick: int) -> None:
        active = [address for address, reader in self.machine.readers.items() if not reader.ended]
        if len(active) > 1:
            self.machine.end(active[pick % len(active)])

    @rule(length=st.sampled_from(DOWNTIMES), ticks=st.booleans())
    def time_passes(self, length: timedelta, ticks: bool) -> None:
        self.machine.pass_time(length)
        if ticks:
            self.machine.tick()

    @rule(at=st.sampled_from(TICKS_AT), down=st.booleans())
    def a_tick_runs(self, at: time, down: bool) -> None:
        self.machine.wait_for(at)
        self.machine.server.down = down
        self.machine.tick()

    @rule(wrong_by=st.sampled_from(WRONG_BY), at=st.sampled_from(TICKS_AT))
    def the_clock_is_wrong_for_a_tick(self, wrong_by: timedelta, at: time) -> None:
        self.machine.wait_for(at)
        self.machine.tick(wrong_by=wrong_by)

    @rule(number=st.sampled_from((2, 1, 6)))
    def mornings_come(self, number: int) -> None:
        for _ in range(number):
            self.machine.morning()

    def _due(self, ahead: int, clock: time | None) -> Moment:
        return Moment(self.machine.today + timedelta(days=ahead), clock)

    def _deadline(self, pick: int) -> str:
        names = list(self.machine.deadlines)
        return names[pick % len(names)]

    def teardown(self) -> None:
        if not hasattr(self, "machine"):
            return
        try:
            self.machine.close_the_books()
        finally:
            self.store.close()
            shutil.rmtree(self.folder)


TestYears = Years.TestCase
TestYears.settings = settings(
    max_examples=15,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)

"""Whatever is in a month: each occurrence is told once in the grid and once in the agenda, and bars never overlap."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from calagg.clock import STOCKHOLM
from calagg.model import CalendarEntry, Entry, Kind, Moment
from calagg.web.month_view import build_month_view, grid_days
from calagg.web.timeline import add_months

READ_AT = datetime(2026, 11, 13, 7, 10, tzinfo=UTC)
MONTHS = st.integers(0, 60).map(lambda count: add_months(date(2026, 1, 1), count))
TOLD = st.tuples(st.sampled_from(Kind), st.integers(-20, 45), st.sampled_from((None, 0, 1, 2, 6, 9, 40)))


def entries_of(first: date, told: list[tuple[Kind, int, int | None]]) -> list[CalendarEntry]:
    """An entry for each kind, day after `first` and length in days, None without an end."""
    made = []
    for number, (kind, after, length) in enumerate(told):
        start = first + timedelta(days=after)
        end = None if length is None else Moment(start + timedelta(days=length))
        entry = Entry(title=f"Post {number}", kind=kind, start=Moment(start), end=end)
        made.append(CalendarEntry(id=str(number), entry=entry, sequence=0, created_at=READ_AT, changed_at=READ_AT))
    return made


@given(month=MONTHS, today=st.dates(date(2026, 1, 1), date(2031, 1, 1)), told=st.lists(TOLD, max_size=40))
def test_everything_is_told_once(month: date, today: date, told: list[tuple[Kind, int, int | None]]) -> None:
    first, last = grid_days(month)
    entries = entries_of(first, told)
    days = []
    for entry in (e.entry for e in entries):
        end = entry.end.day if entry.end else entry.start.day
        if entry.kind is not Kind.WINDOW:
            days.append((entry.start.day, end))
        else:
            days.extend((day, day) for day in (entry.start.day, *([end] if entry.end else [])))
    expected = sum(start <= last and end >= first for start, end in days)
    view = build_month_view(entries, month, today, STOCKHOLM)
    cells = [cell for week in view.weeks for cell in week.cells]
    assert sum(sum(bar.told for bar in c.bars) + len(c.entries) + c.more for c in cells) == expected
    assert sum(len(item.rows.rows) for week in view.agenda for item in week.items if item.rows) == expected
    for week in view.weeks:
        covered = [
            (bar.lane, column)
            for cell in week.cells
            for bar in cell.bars
            for column in range(bar.column, bar.column + bar.span)
        ]
        assert len(covered) == len(set(covered))
        assert all(1 <= lane <= week.lanes <= 4 and column <= 7 for lane, column in covered)

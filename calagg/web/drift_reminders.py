"""The ledger's counts and the mails to come -> the lines and bars of «Påminnelser» on the page of operations."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from calagg.remind.forecast import MailDay
from calagg.remind.reasons import group_reasons
from calagg.store.outbox import TWICE
from calagg.store.reminders import State
from calagg.web.wording import NBSP, clock, weekday, weekday_and_day

CHART_HEIGHT = 96
# key of the line, its word, and the states that it counts
LINES = (
    ("sent", "Skickade", (State.SENT,)),
    ("skipped", "Överhoppade", (State.SKIPPED, State.SUPERSEDED)),
    ("failed", "Misslyckade", (State.FAILED,)),
    ("uncertain", "Osäkra", (State.UNCERTAIN,)),
    ("waiting", "Väntar", (State.PLANNED, State.CLAIMED)),
)


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """What became of some of the planned reminders, and why."""

    key: str
    name: str
    count: int
    reasons: str


@dataclass(frozen=True, slots=True)
class DayBar:
    """A day to come: in words, as letter and number, and its bar."""

    words: str
    letter: str
    number: int
    y: int
    height: int


def ledger_lines(counted: Mapping[tuple[State, str], int]) -> tuple[LedgerLine, ...]:
    """All planned, then what became of them; what still waits has a line only while something does.

    Of what was sent the only reason that is told is that it may have come twice: a "ny frist" is no fault.
    """
    lines = []
    for key, name, states in LINES:
        reasons: Counter[str] = Counter()
        for (state, reason), number in counted.items():
            if state in states:
                reasons[reason if key != "sent" or reason == TWICE else ""] += number
        told = "" if key == "waiting" else ", ".join(f"{n} {words}" for words, n in group_reasons(reasons))
        lines.append(LedgerLine(key, name, reasons.total(), told))
    planned = LedgerLine("planned", "Planerade", sum(line.count for line in lines), "")
    return (planned, *(line for line in lines if line.count or line.key != "waiting"))


def draw_days(coming: Sequence[MailDay]) -> tuple[DayBar, ...]:
    """A bar for each day, the highest as high as the chart; a day without mails is a line."""
    most = max((one.mails for one in coming), default=0)
    return tuple(_bar(one, most) for one in coming)


def next_mail(coming: Iterable[MailDay], hour: time, here: datetime) -> str:
    """'måndag 23 november kl. 07.30, 22 mottagare'; empty where nothing is to be sent."""
    for one in coming:
        if one.mails:
            return f"{_when(one.day, hour, here)}, {one.mails}{NBSP}mottagare"
    return ""


def _when(day: date, hour: time, here: datetime) -> str:
    if day == here.date():
        return "idag" if here.time() >= hour else f"idag {clock(hour)}"
    return f"{weekday_and_day(day)} {clock(hour)}"


def _bar(one: MailDay, most: int) -> DayBar:
    height = max(round(CHART_HEIGHT * one.mails / most), 4) if one.mails else 1
    words = f"{weekday_and_day(one.day)}: {one.mails} mejl"
    return DayBar(words, weekday(one.day)[0], one.day.day, CHART_HEIGHT - height, height)

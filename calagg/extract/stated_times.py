"""StatedTime("fredag", "2027-03-12T09:00") + the expression "fredag" -> the expression with year, month, day and hour.

What words and statement tell is joined: the words may say more ("kl. 9–12"), the statement fills what they leave out.
Where they contradict each other the words stand, which are what a person has read and the entry's proof, and the
contradiction is noted: an editor changes the words and forgets what the page states. Events are in `stated.py`.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time, timedelta

from calagg.extract.context import on_one_line
from calagg.grammar import Expression, Stated, Unit, find_expressions
from calagg.grammar.sv.calendar_day import exists, weekday_number
from calagg.grammar.sv.lexicon import WEEKDAY
from calagg.model.document import Document, StatedTime
from calagg.model.timex import Grain

VALUE = re.compile(
    r"(?:(?P<year>\d{4})-(?:W(?P<week>\d\d)|(?P<month>\d\d)(?:-(?P<day>\d\d))?)T?)?(?P<clock>\d\d:\d\d)?"
)
WEEKDAY_ALONE = re.compile(WEEKDAY, re.IGNORECASE)


def stated_expressions(document: Document) -> tuple[list[Expression], dict[int, str]]:
    """The document's expressions with what its page states of them; and by where they begin, those of which it states
    something: what contradicts it, empty for nothing."""
    found = find_expressions(document.text)
    if not document.times:
        return found, {}
    alone = [t for t in document.times if not _over(found, t)]
    if alone:
        found = find_expressions(document.text, [_made(document.text, t) for t in alone])
    told: dict[int, list[StatedTime]] = {}
    for t in document.times:
        for index in _over(found, t):
            told.setdefault(index, []).append(t)
    disputed: dict[int, str] = {}
    for index, times in told.items():
        found[index], disputed[found[index].span.start] = _joined(found[index], times)
    return found, disputed


def _over(found: Sequence[Expression], t: StatedTime) -> list[int]:
    """The indexes of the expressions that the words of `t` overlap."""
    index = bisect_left(found, t.span.start + 1, key=lambda e: e.span.end)
    over = []
    while index < len(found) and found[index].span.start < t.span.end:
        over.append(index)
        index += 1
    return over


def _made(text: str, t: StatedTime) -> Expression:
    """The expression of words that no rule reads; of them only the name of a weekday can contradict the statement."""
    value, words = _value(t), t.span.of(text)
    if value.day is not None and WEEKDAY_ALONE.fullmatch(words):
        value = Stated(weekday=weekday_number(words))
        return Expression(span=t.span, text=words, rule="stated", start=value, stamp=t.own)
    return Expression(span=t.span, text=words, rule="stated", start=value, grain=_grain(value), stamp=t.own)


def _value(t: StatedTime) -> Stated:
    found = VALUE.fullmatch(t.value)
    if found is None:
        raise ValueError(f"{t.value!r} is no value of a StatedTime; use YYYY-MM-DD or another that its docstring names")
    year, week, month, day = (int(found[name]) if found[name] else None for name in ("year", "week", "month", "day"))
    clock = time.fromisoformat(found["clock"]) if found["clock"] else None
    if clock == time(0) and day is not None:  # a whole day, as many programs write it
        clock = None
    return Stated(year=year, week=week, month=month, day=day, clock=clock)


def _grain(start: Stated) -> Grain:
    if start.clock is not None:
        return Grain.MINUTE
    if start.week is not None and start.day is None:
        return Grain.WEEK
    return Grain.MONTH if start.month is not None and start.day is None else Grain.DAY


def _joined(e: Expression, times: list[StatedTime]) -> tuple[Expression, str]:
    """The expression with what is stated of it, and what of that contradicts its words."""
    against = ""
    for t in times:
        value = _value(t)
        of_end = e.end is not None and (t is not times[0] or _fits(e.end, value) > _fits(e.start, value))
        if of_end and e.end is not None:
            filled, fits = _filled(e.end, value if e.end.dated else replace(value, year=None, month=None, day=None))
            first = e.start
            if first.year is None and filled.year is not None and first.month is not None and filled.month is not None:
                before = (first.month, first.day or 0) > (filled.month, filled.day or 0)
                first = replace(first, year=filled.year - before)
            e = replace(e, start=first, end=filled)
        else:
            filled, fits = _filled(e.start, value)
            e = replace(e, start=filled, grain=e.grain if not fits and not e.grain.coarse else _grain(filled))
        if not fits:
            against = f"”{on_one_line(e.text)}” säger något annat än sidans egen uppgift, {t.value.replace('T', ' ')}"
        if t.own and e.span.start >= t.span.start:
            e = replace(e, stamp=True)
    return e, against


def _fits(said: Stated, value: Stated) -> int:
    """How many of the fields that both tell are alike."""
    pairs = ((said.month, value.month), (said.day, value.day), (said.clock, value.clock))
    return sum(one == other for one, other in pairs if one is not None and other is not None)


def _filled(said: Stated, value: Stated) -> tuple[Stated, bool]:
    """What the words say with what they leave out; and whether the two agree."""
    clock = said.clock or value.clock
    same_clock = said.clock is None or value.clock is None or said.clock == value.clock
    if value.year is None:
        return replace(said, clock=clock if said.dated or value.clock else said.clock), same_clock
    if value.day is None or value.month is None:
        return _in_week_or_month(said, value, same_clock)
    day = date(value.year, value.month, value.day)
    if not _same_day(said, day):
        return _year_of(said, day), False
    whole = replace(
        said, year=day.year, month=day.month, day=day.day, week=None, feast=None, nth=None, part=None, anchor=None
    )
    if said.unit is not Unit.DAY:  # "i dag" tells the day on which it was written, "nästa fredag" nothing more
        whole = replace(whole, offset=None, unit=None)
    return replace(whole, clock=clock), same_clock


def _in_week_or_month(said: Stated, value: Stated, same_clock: bool) -> tuple[Stated, bool]:
    if value.week is not None:
        if said.month is not None or said.day is not None:
            return (said if said.year else replace(said, year=value.year)), same_clock
        same = said.week in (None, value.week) and said.year in (None, value.year)
        return (replace(said, year=value.year, week=value.week, offset=None, unit=None) if same else said), same
    same = said.month in (None, value.month) and said.year in (None, value.year)
    if not same or said.week is not None:
        return said, same
    return replace(said, year=value.year, month=value.month, part=said.part if said.month else None), True


def _same_day(said: Stated, day: date) -> bool:
    """Whether the words can mean that day."""
    pairs = ((said.year, day.year), (said.month, day.month), (said.day, day.day), (said.week, day.isocalendar().week))
    fits = all(one is None or one == other for one, other in pairs)
    return fits and (said.weekday is None or said.nth is not None or said.weekday == day.weekday())


def _year_of(said: Stated, day: date) -> Stated:
    """The words with the stated day's year; of a mere weekday the day of that name next to it."""
    if said.month is not None and said.day is not None:
        year = said.year or day.year
        return replace(said, year=year) if exists(year, said.month, said.day) else said
    if said.weekday is not None and said.week is None and said.day is None:
        near = day + timedelta(days=(said.weekday - day.weekday() + 3) % 7 - 3)
        return replace(said, year=near.year, month=near.month, day=near.day, offset=None, unit=None)
    if said.week is not None:
        return replace(said, year=said.year or day.isocalendar().year)
    return said

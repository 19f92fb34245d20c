"""`"senast tre veckor före sammanträdet"`, the meeting being on 12 June -> a deadline on 22 May, its sum shown.

The day that is counted from must stand in the same text and be the only one of its name; else nothing is worked out.
"""

from datetime import date, timedelta

from calagg.extract import cues
from calagg.extract.context import Context, on_one_line
from calagg.extract.kind import Judgement
from calagg.extract.occasion import ENDINGS
from calagg.grammar import Stated, Unit
from calagg.model.entry import Entry, Kind
from calagg.model.timex import Moment, Value


def counted_deadline(c: Context, entries: list[Entry], reference: date) -> tuple[Value, Judgement] | None:
    """The day that the mention counts out, with a judgement whose reason shows how; None where it is no deadline, or
    where the text does not tell the one day that it counts from."""
    stated = c.expression.start
    asked = cues.LAST_DAY.search(c.lead) or cues.WITHIN.search(c.lead)
    if stated.anchor is None or not asked or not cues.TO_DO.search(c.whole):
        return None
    stem = ENDINGS.sub("", "anslås" if stated.anchor.startswith("anslag") else stated.anchor)
    anchors = {e.start.day for e in entries if stem in (e.title + " " + _own_line(e)).casefold()}
    if len(anchors) != 1:
        return None
    anchor = anchors.pop()
    day = _moved(anchor, stated)
    if day is None or day < reference:
        return None
    value = Value(start=Moment(day), implied=frozenset({"year", "month", "day"}))
    return value, Judgement(Kind.DEADLINE, f"{on_one_line(c.expression.text)} ({anchor}) är {day}", 0.7)


def _own_line(e: Entry) -> str:
    return e.quote if len(e.quote) <= 90 else ""


def _moved(day: date, stated: Stated) -> date | None:
    count = stated.offset or 0
    if stated.unit is Unit.DAY:
        return day + timedelta(days=count)
    if stated.unit is Unit.WEEK:
        return day + timedelta(weeks=count)
    months = day.month - 1 + count
    try:
        return day.replace(year=day.year + months // 12, month=months % 12 + 1)
    except ValueError:  # "en månad efter" the 31st, where the month has no such day
        return None

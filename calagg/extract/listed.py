"""`"- 12 mars"`, `"| Mars | 6/3 | 20/3 |"`: whether a date is one of a list, whose days share a time."""

import re
from collections.abc import Mapping

from calagg.extract import cues
from calagg.extract.context import Context
from calagg.extract.passages import Shape
from calagg.extract.rows import column_of
from calagg.grammar import Expression
from calagg.model.timex import Grain

SECTION = 12
SHORT_LINE = 90
SHORT_LEAD = 100
DONE_BY = cues.Cue(r"(?<!\w)(?:är|blir)\s+(?:klar[at]?|färdig[at]?)(?!\w)")
ENDS_LINE = re.compile(r"[\s:)]*\Z")
IN_BRACKETS = re.compile(r"[^()\n]{0,60}\)\s*:?\s*\Z")


def untimed(e: Expression) -> bool:
    """Whether the expression is a whole day that may still be given a time."""
    return e.dated and not e.timed and e.end is None and e.grain is Grain.DAY and not e.quoted and not e.stamp


def is_listed(c: Context) -> bool:
    """Whether the date stands in a list of such dates, with little or nothing of its own beside it."""
    if c.passage.shape is Shape.ROW:
        return _sitting(c)
    if c.passage.shape is Shape.ITEM or c.expression.shared:
        return True
    own = c.expression.span.end - c.expression.span.start
    begins_line = c.expression.span.start == c.passage.body.start and len(c.whole) <= SHORT_LINE
    other = cues.TAKES_PLACE.search(c.whole) or cues.CANCELLED.search(c.whole) or DONE_BY.search(c.whole)
    return (len(c.whole) <= own + 25 or begins_line) and not other


def _sitting(c: Context) -> bool:
    """Whether a row's date is that of a meeting, and not of its papers: by the header of its column."""
    purpose = column_of(c)
    return not purpose or cues.SITTING.search(purpose) is not None


def listed_near(c: Context, days: Mapping[int, list[Context]]) -> list[Expression]:
    """The days that "sammanträdena börjar klockan 17" speaks of: the listed ones of the same section. `days` has the
    untimed days by the passage that they stand in."""
    all_of_them = (cues.ALL_MEETINGS, cues.UNLESS_SAID, cues.EACH_DAY)
    if not any(cue.search(c.whole) for cue in all_of_them) or cues.STANDING.search(c.whole):
        return []
    at = c.passage.index
    near = [
        o
        for i in range(at - SECTION, at + SECTION + 1)
        for o in days.get(i, ())
        if o.passage.parents[:1] == c.passage.parents[:1]
    ]
    listed = [o.expression for o in near if is_listed(o)]
    return listed if len(listed) >= 2 or cues.UNLESS_SAID.search(c.whole) else []


def list_below(c: Context, days: Mapping[int, list[Context]]) -> list[Expression]:
    """The days of the list that "… kl. 08.30 följande dagar:" or "Tider för nämnden, kl 17.30" leads in."""
    span, text = c.passage.span, c.page.text
    leads = cues.LEADS_A_LIST.search(text[max(c.expression.span.end, span.end - 40) : span.end]) is not None
    if not leads and not _heads_list(c):
        return []
    listed: list[Expression] = []
    for index in range(c.passage.index + 1, c.passage.index + 1 + 2 * SECTION):
        below = days.get(index, [])
        if not below or not all(is_listed(o) and o.passage.shape is not Shape.HEADING for o in below):
            break
        listed += [o.expression for o in below]
    return listed if leads or len(listed) >= 2 else []


def _heads_list(c: Context) -> bool:
    """Whether a short line without a day ends in the time or in the bracket that it stands in."""
    span, after = c.passage.span, c.page.text[c.expression.span.end : c.passage.span.end]
    if span.end - span.start > SHORT_LEAD or any(o.dated for o in c.others) or cues.AGENDA_ITEM.search(c.whole):
        return False
    return ENDS_LINE.match(after) is not None or IN_BRACKETS.match(after) is not None


def field_beside(c: Context, days: Mapping[int, list[Context]]) -> list[Expression]:
    """The days of the "Datum: 12/3, 9/4 och 14/5" that stands beside a "Tid: 13–15"; [] where it has but one."""
    if c.passage.shape is not Shape.FIELD or not cues.WHEN_LABEL.match(c.passage.label):
        return []
    for index in (c.passage.index - 1, c.passage.index + 1):
        beside = days.get(index, [])
        if len(beside) > 1 and c.page.passages[index].shape is Shape.FIELD:
            return [o.expression for o in beside]
    return []

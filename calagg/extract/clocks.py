"""`"6/9, 8/11 och 6/12, mötena utökas, kl 8:30-12:30"` -> three dates at 08:30-12:30: times that stand apart from their day.

A time governs the dates of its own sentence or row; under a heading that is a date it belongs to that day; where the
whole text speaks of one day only, to that one. Agenda times and standing hours govern nothing.
"""

from dataclasses import dataclass, replace
from datetime import date

from calagg.extract import cues
from calagg.extract.context import Context
from calagg.extract.passages import Shape
from calagg.extract.wording import unmarked
from calagg.grammar import Expression
from calagg.model.timex import Grain

APART = 160
PLURAL_MEETINGS = cues.words(
    r"sammanträdena", r"sammanträdet", r"mötena", r"träffarna", r"möten", r"sammanträden", r"samtliga", r"alla\s+möten", r"alla\s+träffar",
    r"mötestid(?:en)?", r"tid(?:en)?", r"nätverksmöten\w*", r"kurstillfällena", r"tillfällena",
)


@dataclass(frozen=True, slots=True)
class Governed:
    """A context whose expression was given a time (or a day) from elsewhere in the text, and why."""

    context: Context
    reason: str = ""


def govern(found: list[Context], days: dict[int, date]) -> list[Governed]:
    """The contexts with apart times joined to their days. `days` gives the resolved day of each dated expression, by
    where it starts; times that belong to no day stay as they are."""
    timed: dict[int, tuple[Expression, str]] = {}
    for c in found:
        e = c.expression
        if e.dated or not e.timed or e.quoted:
            continue
        if targets := _own_dates(c):
            for target in targets:
                timed.setdefault(target.span.start, (replace(
                    target, start=replace(target.start, clock=e.start.clock), end=e.end, grain=Grain.MINUTE),
                    f"klockslaget ”{e.text}” i samma mening"))
        elif targets := _listed_above(c, found):
            for target in targets:
                timed.setdefault(target.span.start, (replace(
                    target, start=replace(target.start, clock=e.start.clock), end=e.end, grain=Grain.MINUTE),
                    f"klockslaget ”{e.text}” gäller alla dagarna"))
        elif day := _day_above(c, found) or _only_day(c, found, days):
            timed[e.span.start] = (replace(day, span=e.span, text=e.text, rule=e.rule,
                                           start=replace(day.start, clock=e.start.clock), end=e.end, grain=Grain.MINUTE),
                                   f"dagen ”{day.text}” står ovanför")
    return [Governed(replace(c, expression=timed[c.expression.span.start][0]), timed[c.expression.span.start][1])
            if c.expression.span.start in timed else Governed(c) for c in found]


def _own_dates(c: Context) -> list[Expression]:
    """The untimed days of the same sentence that the time belongs to: the nearest, and the list that it is one of."""
    open_days = [o for o in c.others if o.dated and not o.timed and o.end is None and o.grain is Grain.DAY
                 and not o.quoted and not o.stamp]
    near = [o for o in open_days if 0 <= c.expression.span.start - o.span.end <= APART
            or 0 <= o.span.start - c.expression.span.end <= 30]
    if not near:
        return []
    at = c.expression.span.start
    nearest = min(near, key=lambda o: min(abs(at - o.span.end), abs(o.span.start - c.expression.span.end)))
    return [o for o in open_days if o.shared] if nearest.shared else [nearest]


def _listed_above(c: Context, found: list[Context]) -> list[Expression]:
    """The days that "sammanträdena börjar klockan 17" speaks of: all untimed ones in the same section."""
    if not PLURAL_MEETINGS.search(c.whole) or cues.STANDING.search(c.whole):
        return []
    section = c.passage.parents[:1]
    days = [o for o in found if o.expression.dated and not o.expression.timed and o.expression.end is None
            and o.expression.grain is Grain.DAY and o.passage.parents[:1] == section and not o.expression.quoted
            and abs(o.passage.index - c.passage.index) <= 12 and not o.expression.stamp]
    alone = [o for o in days if o.passage.shape in (Shape.ITEM, Shape.ROW) or o.expression.shared or len(o.whole) < 60]
    return [o.expression for o in alone] if len(alone) >= 2 else []


def _day_above(c: Context, found: list[Context]) -> Expression | None:
    """The day of the heading, outer item or "Datum:" line that the time stands under."""
    by_passage = {o.passage.index: o.expression for o in found if o.expression.dated and o.expression.grain is Grain.DAY
                  and not o.expression.timed and o.expression.end is None and not o.expression.quoted}
    for index in reversed(c.passage.parents):
        p = c.page.passages[index]
        if index in by_passage and len(p.body.of(c.page.text)) <= 60 and not cues.DONE_HEADING.search(c.page.body(p)):
            return None if cues.AGENDA_ITEM.search(c.whole) else by_passage[index]
    if c.passage.shape is Shape.FIELD and cues.WHEN_LABEL.match(c.passage.label):
        for index in (c.passage.index - 1, c.passage.index + 1):
            if index in by_passage and c.page.passages[index].shape is Shape.FIELD:
                return by_passage[index]
    return None


def _only_day(c: Context, found: list[Context], days: dict[int, date]) -> Expression | None:
    """The one day to come that the whole text speaks of, when the sentence announces something at a clock time."""
    if c.expression.rule not in ("clock", "clock-words") or cues.STANDING.search(c.whole) or cues.AGENDA_ITEM.search(c.whole):
        return None
    if not (cues.EVENT_NOUN.search(unmarked(c.whole)) or cues.TAKES_PLACE.search(c.whole)):
        return None
    if cues.PAST.search(c.near_before) and not cues.FUTURE.search(c.whole):
        return None
    coming = [o.expression for o in found if o.expression.span.start in days and not o.expression.quoted]
    different = {days[e.span.start] for e in coming}
    return replace(coming[0], end=None) if len(different) == 1 and len(coming) >= 1 else None

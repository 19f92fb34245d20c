"""`"6/9, 8/11 och 6/12, mötena utökas, kl 8:30-12:30"` -> three dates at 08:30: times that stand apart from their day.

A time governs the dates of its own sentence or row; under a heading that is a date it belongs to that day; where the
whole text speaks of one day only, to that one. Agenda times and standing hours govern nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from calagg.extract import cues
from calagg.extract.context import ONE_RUN, Context, on_one_line
from calagg.extract.listed import field_beside, list_below, listed_near
from calagg.extract.listed import untimed as is_untimed
from calagg.extract.passages import Shape
from calagg.extract.standing_time import standing_times
from calagg.extract.wording import unmarked
from calagg.grammar import Expression, Stated
from calagg.model.timex import Grain

Loan = tuple[Expression, str, str, int]
"""The expression with what it was lent, why, the wording of the day and where the lender starts (see `Governed`)."""
APART = 160
HEAD = 8
NEXT_MEETING = re.compile(r"(?<!\w)nästa\s+(?:\w*möte|\w*sammanträde|\w*träff)", re.IGNORECASE)
OTHER_GATHERING = re.compile(r"\W*(?:grupp|för|presidie|bered|parti|press)\w{0,12}möten?\s", re.IGNORECASE)
SHORTEST_PROGRAMME = 3


@dataclass(frozen=True, slots=True)
class Governed:
    """A context whose expression was given a time (or a day) from elsewhere in the text, and why.

    `day` is the wording of a day that stands elsewhere; `lender` is where the expression of the day starts that stands
    as a head over this time, -1 where none does.
    """

    context: Context
    reason: str = ""
    day: str = ""
    lender: int = -1


@dataclass(frozen=True, slots=True)
class _Days:
    """The untimed whole days of a text: by the passage they stand in, and the only one to come if there is but one."""

    by_passage: dict[int, list[Context]]
    only: Expression | None


def govern(found: list[Context], days: dict[int, date]) -> list[Governed]:
    """The contexts with apart times joined to their days. `days` gives the day of each expression that is to come, by
    where it starts; times that belong to no day stay as they are."""
    untimed = _days(found, days)
    lent: dict[int, Loan] = {}
    same: dict[int, Loan] = {}
    from_beside: set[int] = set()
    last_timed: Expression | None = None
    own = next((c.expression for c in found if _own_time(c)), None)
    for c in found:
        e = c.expression
        if last_timed is not None and is_untimed(e) and _same_time(c):
            lender = own if own is not None and _next_meeting(c) else last_timed
            timed = replace(
                e, start=replace(e.start, clock=lender.start.clock), end=_same_end(lender), grain=Grain.MINUTE
            )
            reason = "samma tid som det här mötet" if lender is own else "samma tid som dagen innan i texten"
            same[e.span.start] = (timed, reason, "", -1)
        if e.timed and not e.quoted:
            last_timed = e
        if e.dated or not e.timed or e.quoted or cues.OPENING_HOURS.search(c.near_before):
            continue
        targets, reason = _own_dates(c), f"klockslaget ”{e.text}” i samma mening"
        beside = bool(targets)  # what stands in the day's own sentence is nearer than what holds for all days
        if not targets:
            targets, reason = listed_near(c, untimed.by_passage), f"klockslaget ”{e.text}” gäller alla dagarna"
        if not targets:
            targets, reason = list_below(c, untimed.by_passage), f"klockslaget ”{e.text}” före listan"
        if not targets:
            targets, reason = field_beside(c, untimed.by_passage), f"klockslaget ”{e.text}” på raden intill"
        if not targets:
            targets, reason = _earlier_in_passage(c, untimed), f"klockslaget ”{e.text}” strax efter"
        for target in targets:
            timed = replace(target, start=replace(target.start, clock=e.start.clock), end=e.end, grain=Grain.MINUTE)
            at = target.span.start
            if at not in lent or (beside and at not in from_beside):
                lent[at] = (timed, reason, "", -1)
            from_beside |= {at} if beside else set()
        above = _day_above(c, untimed) if not targets else None
        if not targets and (day := above or _only_day(c, untimed)):
            timed = replace(
                day,
                span=e.span,
                text=e.text,
                rule=e.rule,
                start=replace(day.start, clock=e.start.clock),
                end=e.end,
                grain=Grain.MINUTE,
            )
            lent[e.span.start] = (
                timed,
                f"dagen ”{day.text}” står på annan plats",
                on_one_line(day.text),
                above.span.start if above else -1,
            )
    lent = _days_of_programmes(_standing(found) | same | lent, found)
    return [
        Governed(replace(c, expression=loan[0]), *loan[1:])
        if (loan := lent.get(c.expression.span.start)) is not None
        else Governed(c)
        for c in found
    ]


def _standing(found: list[Context]) -> dict[int, Loan]:
    """The loans of the hours at which bodies always meet."""
    times = standing_times(found)
    days = [(c.expression, times[c.expression.span.start]) for c in found if c.expression.span.start in times]
    return {
        day.span.start: (
            replace(day, start=replace(day.start, clock=time.start.clock), end=time.end, grain=Grain.MINUTE),
            f"klockslaget ”{on_one_line(time.text)}” är den fasta mötestiden",
            "",
            -1,
        )
        for day, time in days
    }


def _days_of_programmes(lent: dict[int, Loan], found: list[Context]) -> dict[int, Loan]:
    """The loans where the hours of a conference's day ("09.30 Registrering", "12.00 Lunch") are no meetings of their
    own: the day itself is one, from the first of them."""
    hours: dict[int, list[Context]] = {}
    for c in found:
        if (loan := lent.get(c.expression.span.start)) is not None and loan[3] >= 0:
            hours.setdefault(loan[3], []).append(c)
    programmes = {
        lender: below
        for lender, below in hours.items()
        if len(below) >= SHORTEST_PROGRAMME and any(cues.PROGRAMME_ITEM.match(c.near_after) for c in below)
    }
    kept = {at: loan for at, loan in lent.items() if loan[3] not in programmes}
    for c in found:
        if (below := programmes.get(c.expression.span.start)) is not None:
            first, day = below[0].expression, c.expression
            timed = replace(day, start=replace(day.start, clock=first.start.clock), grain=Grain.MINUTE)
            kept[day.span.start] = (timed, f"programmet börjar ”{on_one_line(first.text)}”", "", -1)
    return kept


def _same_time(c: Context) -> bool:
    """Whether the day has the time of the one before it in the text: "15 maj, samma tid", "… samma tid som vanligt"."""
    if cues.SAME_TIME.match(c.near_after):
        return True
    alone = not c.others and c.page.passage_of_one(c.passage)
    return alone and cues.USUAL_TIME.search(c.page.body(c.passage)) is not None


def _own_time(c: Context) -> bool:
    """Whether the mention is the time of the meeting whose minutes these are: "Tid: 13.00–15.00" at their head."""
    at_head = c.passage.index < HEAD and c.passage.shape is Shape.FIELD
    return at_head and c.expression.timed and cues.WHEN_LABEL.match(c.passage.label) is not None


def _next_meeting(c: Context) -> bool:
    """Whether the mention is of the next meeting of the same body, by its sentence, its label or its heading."""
    headings = [c.page.body(heading) for heading in c.page.headings(c.passage)[:1]]
    return any(NEXT_MEETING.search(words) for words in (c.whole, c.passage.label, *headings))


def _same_end(timed: Expression) -> Stated | None:
    return Stated(clock=timed.end.clock) if timed.end is not None and not timed.end.dated else None


def _days(found: list[Context], days: dict[int, date]) -> _Days:
    by_passage: dict[int, list[Context]] = {}
    for c in found:
        if is_untimed(c.expression):
            by_passage.setdefault(c.passage.index, []).append(c)
    coming = [c.expression for c in found if c.expression.span.start in days and not c.expression.quoted]
    one_day = len({days[e.span.start] for e in coming}) == 1
    return _Days(by_passage, replace(coming[0], end=None) if one_day else None)


def _own_dates(c: Context) -> list[Expression]:
    """The untimed days of the same sentence that the time belongs to: the nearest, and the list that it is one of."""
    span = c.expression.span
    open_days = [o for o in c.others if is_untimed(o)]
    near = [o for o in open_days if 0 <= span.start - o.span.end <= APART or 0 <= o.span.start - span.end <= 30]
    if not near:
        return []
    nearest = min(near, key=lambda o: min(abs(span.start - o.span.end), abs(o.span.start - span.end)))
    if cues.EACH_DAY.search(c.near_before):
        return [o for o in open_days if o.span.end <= span.start]
    return [o for o in open_days if o.shared] if nearest.shared else [nearest]


def _earlier_in_passage(c: Context, untimed: _Days) -> list[Expression]:
    """The untimed day of the sentence before, in the same passage: "lördag 24 september. Fest från kl. 18"."""
    if (
        c.expression.rule not in ("clock", "clock-words")
        or cues.STANDING.search(c.whole)
        or cues.AGENDA_ITEM.search(c.whole)
    ):
        return []
    if any(o.dated for o in c.others) or OTHER_GATHERING.match(c.near_before):
        return []
    same = [o for o in untimed.by_passage.get(c.passage.index, ()) if 0 < c.sentence.index - o.sentence.index <= 2]
    if cues.EACH_DAY.search(c.near_before):
        return [o.expression for o in same if o.sentence == same[-1].sentence]
    if not same or cues.LAST_DAY.search(same[-1].lead):
        return []
    run = [o for o in same if o.sentence == same[-1].sentence]
    listed = len(run) >= 3 and all(ONE_RUN.fullmatch(c.page.text, a.span.end, b.span.start) for a, b in _pairs(run))
    return [o.expression for o in run] if listed else [same[-1].expression]


def _pairs(run: list[Context]) -> Iterator[tuple[Expression, Expression]]:
    return pairwise(o.expression for o in run)


def _day_above(c: Context, untimed: _Days) -> Expression | None:
    """The day of the heading, outer item or "Datum:" line that the time stands under."""
    for index in range(c.passage.index - 1, max(-1, c.passage.index - 8), -1):
        p = c.page.passages[index]
        day = untimed.by_passage.get(index)
        if day and len(day) == 1 and _alone(c, day[0]):
            return None if cues.AGENDA_ITEM.search(c.whole) else day[0].expression
        if (
            p.shape is Shape.HEADING
            or day
            or p.parents != c.passage.parents
            or c.page.text[p.span.end : p.span.end + 2] == "\n\n"
        ):
            break
    for index in reversed(c.passage.parents):
        above, p = untimed.by_passage.get(index), c.page.passages[index]
        if above and p.body.end - p.body.start <= 60 and not cues.DONE_HEADING.search(c.page.body(p)):
            return None if cues.AGENDA_ITEM.search(c.whole) else above[-1].expression
    if c.passage.shape is Shape.FIELD and cues.WHEN_LABEL.match(c.passage.label):
        for index in (c.passage.index - 1, c.passage.index + 1):
            beside = untimed.by_passage.get(index)
            if beside and c.page.passages[index].shape is Shape.FIELD:
                return beside[-1].expression
    return None


def _alone(c: Context, day: Context) -> bool:
    """Whether the day has a line to itself, as the head of the lines below it."""
    body = day.passage.body
    return body.end - body.start <= day.expression.span.end - day.expression.span.start + 4


def _only_day(c: Context, untimed: _Days) -> Expression | None:
    """The one day to come that the whole text speaks of, when the sentence announces something at a clock time."""
    if untimed.only is None or c.expression.rule not in ("clock", "clock-words"):
        return None
    if cues.STANDING.search(c.whole) or cues.AGENDA_ITEM.search(c.whole):
        return None
    if not (cues.EVENT_NOUN.search(unmarked(c.whole)) or cues.TAKES_PLACE.search(c.whole)):
        return None
    if cues.PAST.search(c.near_before) and not cues.FUTURE.search(c.whole):
        return None
    return untimed.only

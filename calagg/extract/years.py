"""`"15 maj"` read on 2024-02-09 -> 2024-05-15: every mention against the reference, with its tense.

A date without a year looks forward, unless its sentence is in the past or it has only just been.
"""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise

from calagg.extract.context import Context
from calagg.extract.cues import EVENT_NOUN, FROM, Cue
from calagg.extract.passages import Shape
from calagg.grammar import Direction, resolve
from calagg.model.timex import Value

JUST_BEEN = timedelta(days=100)
JUST_BEEN_IN_A_LIST = timedelta(days=45)
JUST_MET = timedelta(days=21)
NOT_SO_SOON = timedelta(days=240)
LONG_AGO = timedelta(days=330)
LAST_YEAR = Cue(r"(?<!\w)(?:förra\s+året|i\s+fjol|fjolårets)(?!\w)[^,.;]{0,60}\Z")
NEXT_OF_LIST = timedelta(days=200)
BETWEEN = re.compile(
    r"[\s,;&/()*–-]*(?:(?:och|samt|eller|den|(?:mån|tis|ons|tors|fre|lör|sön)\w*)[\s,]*)*", re.IGNORECASE
)


def value_of(context: Context, reference: date) -> Value | None:
    """What the mention means on `reference`; None for a time without a day and for vague periods."""
    e = context.expression
    forward = resolve(e, reference, Direction.FORWARD)
    if forward is None or "year" not in forward.implied:
        return forward
    backward = resolve(e, reference, Direction.BACKWARD)
    if backward is None:
        return forward
    if LAST_YEAR.search(context.near_before):
        return backward
    ahead, behind = forward.start.day - reference, reference - backward.start.day
    said = context.tense
    if said is Direction.BACKWARD and ahead < behind and FROM.search(context.lead):
        return forward  # "har beslutat om nya avgifter från den 1 april"
    soon = context.expression.timed and 2 * ahead < behind  # nobody gives the hour of what was long ago
    if said is Direction.BACKWARD and behind <= LONG_AGO and ahead > timedelta(0) and not soon:
        return backward
    if said is Direction.NEAREST and behind <= _just_been(context) and ahead >= NOT_SO_SOON:
        return backward
    if said is Direction.FORWARD and behind <= timedelta(days=21) and ahead >= timedelta(days=330):
        return backward
    return forward


def _just_been(c: Context) -> timedelta:
    """How long ago a date may lie that no word calls past: a date of a meeting or of a list is rather one to come."""
    near = c.near_before[-60:] + " " + c.near_after[:60]
    if c.expression.timed or c.expression.shared or EVENT_NOUN.search(near):
        return JUST_MET
    return JUST_BEEN if c.passage.shape is Shape.PROSE else JUST_BEEN_IN_A_LIST


def in_order_of_lists(found: list[Context], values: Mapping[int, Value | None], reference: date) -> dict[int, date]:
    """The days to read from, where the order of a list tells more than the reference: "7/1 2026, 9 mars" is all of
    2026, and of "20 september och 29 november" the later month is not in the year before. By where it starts."""
    follows: dict[int, date] = {}
    ordered: dict[int, Value] = {}
    for before, c in pairwise(found):
        e = c.expression
        if e.start.year is not None or e.start.month is None or not _one_list(before, c):
            continue
        at = before.expression.span.start
        earlier, value = ordered.get(at) or values.get(at), values.get(e.span.start)
        if earlier is None or value is None or "year" not in value.implied:
            continue
        day = earlier.start.day
        following = resolve(e, day, Direction.FORWARD)
        if day < reference or following is None or following.start.day == value.start.day:
            continue
        if value.start.day < day < following.start.day <= day + NEXT_OF_LIST or (
            before.expression.start.year is not None and following.start.day <= day + NEXT_OF_LIST
        ):
            ordered[e.span.start] = following
            follows[e.span.start] = day
    return follows


def _one_list(before: Context, c: Context) -> bool:
    """Whether the two stand next to each other in a list: in a sentence, or as items one below the other."""
    if before.sentence == c.sentence:
        return BETWEEN.fullmatch(c.page.text, before.expression.span.end, c.expression.span.start) is not None
    beside = c.passage.shape is Shape.ITEM is before.passage.shape and c.passage.index - before.passage.index == 1
    return beside and before.passage.parents[:-1] == c.passage.parents[:-1]

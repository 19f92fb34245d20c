"""`"15 maj"` read on 2024-02-09 -> 2024-05-15: every mention against the reference, with its tense.

A date without a year looks forward, unless its sentence is in the past or it has only just been.
"""

from datetime import date, timedelta

from calagg.extract.context import Context
from calagg.extract.cues import EVENT_NOUN
from calagg.extract.passages import Shape
from calagg.grammar import Direction, resolve
from calagg.model.timex import Value

JUST_BEEN = timedelta(days=100)
JUST_BEEN_IN_A_LIST = timedelta(days=45)
JUST_MET = timedelta(days=21)
NOT_SO_SOON = timedelta(days=240)
LONG_AGO = timedelta(days=330)


def value_of(context: Context, reference: date) -> Value | None:
    """What the mention means on `reference`; None for a time without a day and for vague periods."""
    e = context.expression
    forward = resolve(e, reference, Direction.FORWARD)
    if forward is None or "year" not in forward.implied:
        return forward
    backward = resolve(e, reference, Direction.BACKWARD)
    if backward is None:
        return forward
    ahead, behind = forward.start.day - reference, reference - backward.start.day
    said = context.tense
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

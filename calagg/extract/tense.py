"""`"Den 2 oktober presenterade …"` -> backward: whether a sentence speaks of what was or of what is to come."""

from calagg.extract.context import Context
from calagg.extract.cues import DONE_HEADING, FUTURE, PAST
from calagg.grammar import Direction


def tense(context: Context) -> Direction:
    """FORWARD, BACKWARD, or NEAREST where the words around the mention do not say."""
    for heading in context.page.headings(context.passage):
        if DONE_HEADING.search(context.page.body(heading)):
            return Direction.BACKWARD
    near = context.near_before + " " + context.near_after
    past, future = len(PAST.findall(near)), len(FUTURE.findall(near))
    if past == future:
        past, future = len(PAST.findall(context.whole)), len(FUTURE.findall(context.whole))
    if past > future:
        return Direction.BACKWARD
    return Direction.FORWARD if future > past else Direction.NEAREST

"""`"Den 2 oktober presenterade …"` -> backward: whether words speak of what was or of what is to come."""

import re

from calagg.extract.cues import CANCELLED, DONE_HEADING, FUTURE, PAST
from calagg.grammar import Direction

THAT = re.compile(r"(?<!\w)att\s", re.IGNORECASE)
CALLED_OFF_REACH = 30


def tense_of(before: str, after: str, sentence: str, headings: list[str]) -> Direction:
    """FORWARD, BACKWARD, or NEAREST where neither the words near a mention, its sentence nor its headings say.

    The words near it count first; where they say both, those before it: "beslutade den 9 mars hur bidraget ska sökas".
    What somebody said is not when it is: of "meddelade att bron stängs den 2 maj" the clause after "att" counts. And
    only what is to come is called off.
    """
    if any(DONE_HEADING.search(heading) for heading in headings):
        return Direction.BACKWARD
    if CANCELLED.search(after[:CALLED_OFF_REACH]):
        return Direction.FORWARD
    *said, clause = THAT.split(before)
    for words in (f"{clause} {after}", clause, "" if said else sentence):
        past, future = PAST.count(words), FUTURE.count(words)
        if past != future:
            return Direction.BACKWARD if past > future else Direction.FORWARD
    return Direction.NEAREST

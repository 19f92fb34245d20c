"""`"Den 2 oktober presenterade …"` -> backward: whether words speak of what was or of what is to come."""

from calagg.extract.cues import DONE_HEADING, FUTURE, PAST
from calagg.grammar import Direction


def tense_of(before: str, after: str, sentence: str, headings: list[str]) -> Direction:
    """FORWARD, BACKWARD, or NEAREST where neither the words near a mention, its sentence nor its headings say.

    The words near it count first; where they say both, those before it: "beslutade den 9 mars hur bidraget ska sökas".
    """
    if any(DONE_HEADING.search(heading) for heading in headings):
        return Direction.BACKWARD
    for words in (f"{before} {after}", before, sentence):
        past, future = PAST.count(words), FUTURE.count(words)
        if past != future:
            return Direction.BACKWARD if past > future else Direction.FORWARD
    return Direction.NEAREST

"""`"Den 2 oktober presenterade …"` -> backward: whether words speak of what was or of what is to come."""

from calagg.extract.cues import DONE_HEADING, FUTURE, PAST
from calagg.grammar import Direction


def tense_of(near: str, sentence: str, headings: list[str]) -> Direction:
    """FORWARD, BACKWARD, or NEAREST where neither the words near a mention, its sentence nor its headings say."""
    if any(DONE_HEADING.search(heading) for heading in headings):
        return Direction.BACKWARD
    past, future = len(PAST.findall(near)), len(FUTURE.findall(near))
    if past == future:
        past, future = len(PAST.findall(sentence)), len(FUTURE.findall(sentence))
    if past > future:
        return Direction.BACKWARD
    return Direction.FORWARD if future > past else Direction.NEAREST

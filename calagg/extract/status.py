"""`"preliminärt den 3 maj"` -> TENTATIVE, `"träffen den 3 maj är inställd"` -> CANCELLED: how firm an entry is."""

from calagg.extract import cues
from calagg.extract.context import Context
from calagg.model.entry import Status

NEW_DAY = cues.Cue(r"(?<!\w)(?:ny|nytt)\s+(?:tid|datum|dag|möte\w*|försök|träff)(?:\s\w+){0,2}\s*\Z")
PRELIMINARY = cues.Cue(r"(?<!\w)preliminära?\s+(?:datum|dag|dagar|tider|mötes\w+)[^.;]{0,60}\Z")


def judge_status(c: Context, *, default: Status = Status.CONFIRMED) -> Status:
    """What the sentence says of how firm the entry is."""
    near = c.label + c.near_before[-160:] + " " + c.near_after[:160]
    if PRELIMINARY.search(c.lead_of_run):
        return Status.TENTATIVE
    if cues.CANCELLED.search(near) and not NEW_DAY.search(c.near_before):
        return Status.CANCELLED
    if (
        cues.TENTATIVE.search(near)
        or cues.PROPOSED_BEFORE.search(c.lead)
        or cues.CONDITION.match(c.whole)
        or cues.EITHER.search(c.near_before)
        or cues.EITHER.search(c.near_after)
    ):
        return Status.TENTATIVE
    return default

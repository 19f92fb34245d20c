"""A mention and its value -> why it is no entry ("passerat", "för vagt …"), or None where it may be one."""

import re
from datetime import timedelta

from calagg.extract import cues
from calagg.extract.clues import signed_line
from calagg.extract.context import Context, on_one_line
from calagg.extract.passages import Shape
from calagg.extract.wording import unmarked
from calagg.grammar import Direction
from calagg.model.entry import Reference
from calagg.model.timex import Grain, Value

SOON = timedelta(days=150)
SIGNED_WITHIN = timedelta(days=45)  # minutes are signed some weeks after the meeting
EVERY = re.compile(r"\s*(?:i\s+)?varje\s+(?:månad|vecka|år|kvartal)(?!\w)", re.IGNORECASE)
COUNTED = cues.Cue(
    r"(?<!\w)(?:antal(?:et)?|andel(?:en)?|summa|totalt|genomsnitt\w*|utfall(?:et)?|resultat(?:et)?|statistik|beläggning\w*|"
    r"nyttjandegrad\w*|omsättning\w*|frånvaro\w*|besök(?:are)?|intäkter(?:na)?|kostnader(?:na)?)(?!\w)"
)
AMOUNT = re.compile(
    r"[\s:,()–-]{0,4}(?:var\s|är\s|blev\s|ca\s)?-?\d[\d ,.]*"
    r"(?!\d|\s?(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec))"
)


def ruled_out(c: Context) -> bool:
    """Whether the mention can be no entry for its form alone: quoted, a time stamp, or too coarse for a calendar."""
    return c.expression.quoted or c.expression.stamp or c.expression.grain.coarse


def _unfit(c: Context) -> str | None:
    """Why the mention can be no entry, whatever its day; None where it can."""
    e = c.expression
    if e.quoted:
        return "del av en adress eller ett filnamn"
    if e.stamp:
        return "tidsstämpel, inget möte"
    if e.grain.coarse:
        return "för vagt för en kalender"
    if e.start.anchor is not None:
        return f"räknas från {e.start.anchor}, vars dag texten inte ger"
    return None if e.dated else "klockslag utan dag"


def dismissal(c: Context, value: Value | None, ref: Reference, *, governs: bool, own: bool = False) -> str | None:
    """Why the mention is no entry, None where it may be one; `own` says that it looks like the document's own date."""
    e = c.expression
    if (unfit := _unfit(c)) is not None:
        return unfit
    if value is None:
        return "ingen dag passar"
    if governs:
        return "dagen gäller tiderna under den"
    offset = e.start.offset
    if offset is not None and offset <= 0 and (e.start.weekday is None or e.start.month is not None):
        return "dokumentets egen dag"
    if (
        value.start.day < ref.day
        and value.end is not None
        and value.end.day >= ref.day
        and not (
            (cues.APPLICATION.search(c.label + c.whole) or cues.RUNNING.search(c.whole))
            and c.tense is not Direction.BACKWARD
        )
    ):
        return "pågår redan"
    last = value.end.day if value.end is not None else value.start.day
    if last < ref.day and _rather_to_come(c, ref):
        return None
    if last < ref.day or (value.start.day < ref.day and value.grain is Grain.WEEK):
        return "passerat"
    if value.start.day == ref.day and (own or ref.source in ("given", "stated")) and _own_date(c):
        return "dokumentets eget datum"
    if value.start.day == ref.day and c.tense is Direction.BACKWARD:
        return "passerat"
    if cues.SIGNED_LABEL.search(c.lead) or (signed_line(c) and value.start.day - ref.day <= SIGNED_WITHIN):
        return "dokumentets eget datum"
    if EVERY.match(c.near_after):
        return "återkommer, ingen särskild dag"
    if _counts(c):
        return "ett tal för en period, ingen händelse"
    if _bare_line(c):
        return "ett datum för sig, utan sak"
    if c.expression.grain is Grain.WEEK and (c.after.lstrip().startswith("?") or value.start.day < ref.day):
        return "en gissning, ingen uppgift"
    soon = value.start.day > ref.day and ("year" not in value.implied or value.start.day - ref.day <= SOON)
    if cues.BACKGROUND.search(c.near_before[-60:]) and not (soon and cues.DECISION.search(c.near_before[-20:])):
        return "bakgrund"
    return None


def _rather_to_come(c: Context, ref: Reference) -> bool:
    """Whether a full date that lies before a merely guessed reference tells against the guess: nothing says past."""
    e = c.expression
    if ref.source != "inferred" or e.start.year is None or e.start.day is None or c.tense is Direction.BACKWARD:
        return False
    near = c.near_before[-60:] + " " + c.near_after[:60]
    return e.timed or c.tense is Direction.FORWARD or cues.EVENT_NOUN.search(near) is not None


def _counts(c: Context) -> bool:
    """Whether a period is only what something was counted over: "Antal besök 1 januari–31 augusti: 41 200"."""
    e = c.expression
    if e.end is None or not e.end.dated or e.start.year is not None:
        return False
    return COUNTED.search(c.near_before) is not None and AMOUNT.match(c.near_after) is not None


def _bare_line(c: Context) -> bool:
    """Whether a full date stands alone on a line of its own with nothing above that it could be the date of."""
    if c.expression.start.year is None or c.passage.shape is not Shape.PROSE or c.others:
        return False
    if unmarked(c.whole).strip(" .:") != on_one_line(c.expression.text).strip(" .:"):
        return False
    above = c.page.passages[c.passage.index - 1] if c.passage.index else None
    if above is not None and above.shape is Shape.HEADING and c.page.body(above).endswith(":"):
        return False
    return above is None or not cues.EVENT_NOUN.search(c.page.body(above)) or len(c.page.body(above)) > 80


def _own_date(c: Context) -> bool:
    """Whether the mention on the reference day is the document's own date and no meeting announced for that day."""
    near = c.near_before[-60:] + c.near_after[:60]
    return not (cues.LAST_DAY.search(c.lead) or (c.expression.timed and cues.FUTURE.search(near)))

"""`"Kommunstyrelsen sammanträder på tisdagar klockan 13.00"` -> the time of each day in the column "KS".

A body says once at which hour it meets; its days stand in a table, under its own header or its abbreviation, or in a
list. Where the days do not say whose they are, the hour holds for them only if no other body gives one.
"""

import re

from calagg.extract import cues
from calagg.extract.context import Context
from calagg.extract.listed import is_listed, untimed
from calagg.extract.passages import Shape
from calagg.extract.rows import clock_of_column, column_of, name_in_row
from calagg.grammar import Expression

SITS = cues.Cue(
    r"(?<!\w)(?:sammanträder|sammanträde(?:n|na|t)?|möts|mötena|möten|träffas|samlas|träffarna|ses|tjänstgör|"
    r"(?:mötes|start)tid(?:en|er)?)(?!\w)",
)
EXCEPTION = cues.Cue(r"(?<!\w)(?:gruppmöte\w*|partigrupp\w*|grupper(?:na)?|kaffe|fika|frågestund|press\w*)(?!\w)")
WORD = re.compile(r"[^\W\d_]+")
LAST_PARTS = {"s": "styrels", "f": "fullmäktige", "n": "nämnd", "u": "utskott", "r": "råd", "p": "presid"}
ENDINGS = re.compile(r"(?:ens?|ets?|na)\Z")
MOST_BODIES = 8
SHORTEST = 4


def standing_times(found: list[Context]) -> dict[int, Expression]:
    """For each untimed day of a list or a table, by where it starts, the time that its body says it meets at."""
    times = [c for c in found if _says_when(c)][:MOST_BODIES]
    lent: dict[int, Expression] = {}
    for c in found:
        if not untimed(c.expression):
            continue
        if c.passage.shape is Shape.ROW and (clock := clock_of_column(c)) is not None:
            lent[c.expression.span.start] = clock
            continue
        row = c.passage.shape is Shape.ROW
        column = column_of(c) if row else ""
        whose = column or (name_in_row(c) if row and times else "")
        if column or any(names_body(whose, t.whole) for t in times):
            of_it = [t for t in times if names_body(whose, t.whole)]
        else:
            of_it = times if is_listed(c) and len(times) == 1 and _follows(times[0], c) else []
        if of_it:
            lent[c.expression.span.start] = of_it[0].expression
    return lent


def _says_when(c: Context) -> bool:
    """Whether the mention is the hour that a body always meets at: a time in a sentence without a day."""
    e = c.expression
    if not e.timed or e.dated or e.quoted or e.rule not in ("clock", "clock-words"):
        return False
    if any(o.dated for o in c.others) or cues.EACH_DAY.search(c.whole) or cues.AGENDA_ITEM.search(c.whole):
        return False
    return SITS.search(c.whole) is not None and EXCEPTION.search(c.near_before[-40:]) is None


def _follows(time: Context, day: Context) -> bool:
    """Whether the day stands below the sentence with the time, under the same headings or deeper."""
    above = time.passage.parents
    return day.passage.index > time.passage.index and day.passage.parents[: len(above)] == above


def names_body(header: str, sentence: str) -> bool:
    """Whether the header of a column is the body of the sentence: its word, its abbreviation, its initials."""
    words = WORD.findall(sentence)
    for name in WORD.findall(header):
        if name.isupper() and (name in words or any(_abbreviates(name, word) for word in words)):
            return True
        stem = ENDINGS.sub("", name.casefold())
        if len(stem) >= SHORTEST and any(word.casefold().startswith(stem) for word in words):
            return True
    return False


def _abbreviates(name: str, word: str) -> bool:
    """Whether a word is what "KS" stands for: it begins with the first letter and ends in the body of the last."""
    part = LAST_PARTS.get(name[-1].casefold())
    return (
        len(name) == 2 and part is not None and word[0].casefold() == name[0].casefold() and part in word.casefold()[1:]
    )

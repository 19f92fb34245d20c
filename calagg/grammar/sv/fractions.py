"""`2/3 ska vara kvinnor` is a fraction, `senast 2/3` a day: how D/M is told from a share of something."""

import re

from calagg.grammar.rule import Found, compiled
from calagg.grammar.sv.calendar_day import UNIT_AFTER
from calagg.grammar.sv.lexicon import (
    DASH,
    DAY,
    LETTER,
    SPACE,
    TWO_LETTERS,
    WEEKDAY,
)

FRACTION_AFTER = compiled(
    r"\s{0,3}(?:av|ska|skall|delar|delen|majoritet|tid|tjänst|är|var|ha[dr]|mil|dl|l\b|kg|tum|del|utgörs|utgör|består|"
    r"poäng|p\b|röster|enkel|kvalificerad|kopp|tesked|tsk|matsked|msk|lön|fall|%)"
)
SHARE_OF = compiled(
    r"\s{1,3}(?:personer|elever|barn|kvinnor|män|hushåll|kommuner|familjer|medlemmar|invånare|boende|deltagare|ägare|"
    r"\w{2,20}ägare|tillfrågade|svarande|anställda|medarbetare|besökare|företag(?!are)|föreningar|skolor)\b"
)
FRACTIONS = {
    (1, 2),
    (1, 3),
    (2, 3),
    (1, 4),
    (3, 4),
    (1, 5),
    (2, 5),
    (3, 5),
    (4, 5),
    (1, 6),
    (5, 6),
    (1, 8),
    (3, 8),
    (1, 10),
    (3, 10),
    (7, 10),
    (9, 10),
    (24, 7),
}
FRACTION_VOUCHED = compiled(
    rf"(?:senast|start|till|fr\.?o\.?m\.?|from|från|efter|före|innan|möte[nt]?|träff|ut|stänger|öppnar|dag|den|datum:?|"
    rf"tid:?|inför|mellan|"
    rf"{WEEKDAY}|(?<!{LETTER})(?:{'|'.join(TWO_LETTERS)})\.?|\d/\d{{1,2}}{SPACE}(?:,|och|eller|samt|{DASH})|[:•*])\s{{0,3}}\Z"
)
CELL_START = re.compile(r"[|\t][ \t]*\Z")
CELL_END = re.compile(r"[ \t]*(?:[|\t\n]|\Z)")
LINE_START = re.compile(r"(?:^|\n)[\s>*•\-–—_|]{0,8}\Z")


SHARE_BEFORE = compiled(
    r"(?:(?:sätts?|sätta|sattes)\s+(?:\w+\s+)?(?:ned|ner)|sänk\w*|minska\w*|jämka\w*|höj\w*|öka\w*|motsvarar|uppgår)\s+till\s{1,3}\Z|"
    r"(?:mål(?:et)?|snitt(?:et)?|kvot(?:en)?|andel(?:en)?|ställning(?:en)?|betyg(?:et)?)\s+(?:är|var|blev|på)\s{1,3}\Z"
)


def vouched(found: Found, day: int, month: int) -> bool:
    """Whether D/M is a date and no fraction: "2/3 ska vara kvinnor" is one, "senast 2/3" and "1/3–31/5" are not."""
    if found.after(RANGE_AFTER):
        return True
    if found.before(SHARE_BEFORE, reach=40):
        return False
    if found.after(FRACTION_AFTER) and not found.before(FRACTION_VOUCHED):
        return False
    if found.after(UNIT_AFTER):
        return False
    if (day, month) not in FRACTIONS:
        return True
    if found.after(SHARE_OF):
        return False
    if (day, month) == (24, 7):
        return found.before(FRACTION_VOUCHED) is not None
    return bool(
        found.before(FRACTION_VOUCHED)
        or found.before(LINE_START)
        or found.after(CLOCK_AFTER)
        or (found.before(CELL_START) and found.after(CELL_END))
    ) and not found.after(FRACTION_AFTER)


RANGE_AFTER = compiled(rf"{SPACE}{DASH}{SPACE}{DAY}/(?:1[0-2]|0?[1-9])(?![\d/])(?!\s+(?:av|delar|delen|majoritet))")
CLOCK_AFTER = compiled(
    rf"{SPACE},?{SPACE}(?:kl|klockan|\d{{1,2}}[.:]\d\d|"
    rf"\d{{1,2}}{SPACE}{DASH}{SPACE}\d{{1,2}}(?![\d/]))"
)

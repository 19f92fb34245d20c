"""`(year 2023, month 2, day 29)` -> no such day; `"onsdagen"` -> 2: what all rules for a calendar day share."""

from calendar import isleap
from collections.abc import Iterator

from calagg.grammar.expression import Expression, Stated
from calagg.grammar.lower_case import AnyCase
from calagg.grammar.rule import Found, compiled
from calagg.grammar.sv.lexicon import (
    DASH,
    GAP,
    LETTER,
    MONTH,
    SPACE,
    TWO_LETTERS,
    WEEKDAY,
    WEEKDAY_PLURAL,
    WEEKDAYS,
    YEAR,
)
from calagg.model.timex import Span

BEFORE_DAY = compiled(
    rf"(?<!\w)(?:(?P<plural>{WEEKDAY_PLURAL})|(?P<weekday>{WEEKDAY})|(?P<two>{'|'.join(TWO_LETTERS)})(?!{LETTER})\.?)?"
    rf",?{SPACE}(?:(?P<den>den|d\.|dagen den)(?:{GAP}|"
    rf"(?<=den)))?\Z"
)
NO_DATE_BEFORE = AnyCase(
    r"(?:§+|kap\.?|kapitel|nr\.?|nummer|punkt(?:en)?|sid(?:a|an|or|orna)?\.?|bilaga|dnr\.?:?|diarienummer:?|artikel|"
    r"art\.|"
    r"paragraf(?:er)?|(?<![^\W_])lag|förordning(?:en)?|prop\.|proposition(?:en)?|tabell|figur|version|(?<!fo)rum|(?<!mäs)sal|"
    r"(?<!\w)v\.|(?<!öppet )(?<!öppna )hus|område|bet\.|"
    r"skala(?:n)?|tel\.?:?|telefon:?)[\s(]{0,3}\Z"
)
LENGTHS = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
UNIT_AFTER = compiled(
    r"\s{0,2}(?:kr|kronor|sek|tkr|mkr|st|%|€|euro|personer|deltagare|röster|poäng|km|m²|kvm|timmar|tim|timme|h|hp|miljoner|platser|lägenheter|hushåll|kommuner|barn|elever|medlemmar|ledamöter|lag|"
    r"milj|mnkr|procent|grader|veckor|dagar)(?![^\W\d_])"
)


def exists(year: int | None, month: int, day: int) -> bool:
    """Whether some year (or the given one) has that day."""
    if not (1 <= month <= 12 and 1 <= day <= LENGTHS[month]):
        return False
    return (month, day) != (2, 29) or year is None or isleap(year)


def full_year(text: str | None) -> int | None:
    """'2024' -> 2024, '24' -> 2024, '98' -> 1998; None for None."""
    if text is None:
        return None
    return int(text) if len(text) == 4 else int(text) + (2000 if int(text) < 70 else 1900)


def year_of(found: Found) -> int | None:
    """The year that stands after the day, in any of its notations."""
    return full_year(found["year"] or found["short"] or found["tick"])


def weekday_number(word: str | None) -> int | None:
    """'onsdagen', 'tors.', 'torsdagar' -> 2, 3, 3; None for None and ''."""
    if not word:
        return None
    bare = word.lower().rstrip(".")
    return next(n for w, n in WEEKDAYS.items() if bare == w or (w.endswith("dag") and bare.startswith(w)))


def with_left(found: Found, stated: Stated) -> Iterator[Expression]:
    """The day with its "torsdagen den" before it, if there is any."""
    left = found.before(BEFORE_DAY)
    if left is None:
        yield found.expression(stated)
        return
    named = next((group for group in ("plural", "weekday", "two", "den") if left[group]), "")
    start = left.start(named) if named else found.match.start()
    weekday = TWO_LETTERS[left["two"].lower()] if left["two"] else weekday_number(left["plural"] or left["weekday"])
    if weekday is not None:
        stated = Stated(year=stated.year, month=stated.month, day=stated.day, weekday=weekday)
    yield found.expression(stated, span=Span(start, found.match.end()))


VOUCHED_DAY = compiled(rf"(?<!\w)(?:(?P<weekday>{WEEKDAY}){SPACE}(?:den{GAP})?|den{GAP})\Z")
SLASH_YEAR = (
    rf"(?:/|{SPACE}{DASH}?{SPACE})(?P<year>{YEAR})(?!\d|{DASH}\d\d-)|{SPACE}{DASH}(?P<short>\d\d)(?!\d|/|[.:]\d|"
    rf"{SPACE}{MONTH}|[ \t*_]{{0,3}}{DASH})"
    rf"|{SPACE}[’'](?P<tick>\d\d)(?!\d)"
)

"""`HT-24`, `våren 2025`, `mars 2027`, `slutet av juni`: a month, a season, a term; too vague to be reminded of.

They are found so that they can be shown, and because they help to tell which year a document speaks of.
"""

from collections.abc import Iterable

from calagg.grammar.expression import Expression, Stated
from calagg.grammar.rule import Found, Rule, compiled
from calagg.grammar.sv.calendar_day import full_year
from calagg.grammar.sv.lexicon import DASH, GAP, LETTER, MONTHS, PARTS, SEASONS, SPACE, YEAR
from calagg.model.timex import Grain, Span

NAMED_MONTHS = [m for m in MONTHS if len(m) > 4 or m in ("mars", "maj", "juni", "juli")]
MONTH_NAME = rf"(?:{'|'.join(sorted(NAMED_MONTHS, key=len, reverse=True))})(?!{LETTER})"
BEFORE_MONTH = compiled(
    rf"(?<!\w)(?:(?P<part>{'|'.join(PARTS)}){GAP}(?:av|i|på){GAP}|i{GAP}|under{GAP}|"
    rf"(?:efter|före|innan|till|från|hela|sen|tidigt|senast){GAP}(?:i{GAP})?)\Z"
)


def _month(found: Found) -> Iterable[Expression]:
    left = found.before(BEFORE_MONTH)
    year = full_year(found["year"])
    if left is None and year is None:
        return ()
    part = PARTS[left["part"].lower()] if left and left["part"] else None
    start = left.start("part") if left and left["part"] else found.match.start()
    stated = Stated(month=MONTHS[(found["month"] or "").lower()], year=year, part=part)
    return [found.expression(stated, grain=Grain.MONTH, span=Span(start, found.match.end()))]


def _months(found: Found) -> Iterable[Expression]:
    """ "Februari–maj 2025", "mars och april": from the first day of the one to the last of the other."""
    year = full_year(found["year"])
    first, last = (MONTHS[(found[name] or "").lower()] for name in ("month", "last"))
    if found["both"] and (last - first) % 12 != 1:
        return []  # "mars och maj" are two
    before = year - 1 if year and first > last else year
    return [found.expression(Stated(month=first, year=before), Stated(month=last, year=year), grain=Grain.MONTH)]


def _season(found: Found) -> Iterable[Expression]:
    stated = Stated(part=SEASONS[(found["season"] or "").lower()], year=full_year(found["year"] or found["short"]))
    return [found.expression(stated, grain=Grain.SEASON)]


RULES = (
    Rule(
        "months",
        compiled(
            rf"(?P<month>{MONTH_NAME})(?:{SPACE}{DASH}{SPACE}|{GAP}(?:till(?:{GAP}och{GAP}med)?|t\.?o\.?m\.?){GAP}|(?P<both>{GAP}och{GAP}))"
            rf"(?P<last>{MONTH_NAME})(?:[ \t\u00a0*_]{{0,3}}(?P<year>{YEAR})(?!\d|-\d))?"
        ),
        _months,
        words=tuple(NAMED_MONTHS),
    ),
    Rule(
        "month",
        compiled(rf"(?P<month>{MONTH_NAME})(?:[ \t\u00a0*_]{{0,3}}(?P<year>{YEAR})(?!\d|-\d))?"),
        _month,
        words=tuple(NAMED_MONTHS),
    ),
    Rule(
        "season",
        compiled(
            rf"(?P<season>våren|sommaren|hösten|vintern|vårterminen|höstterminen|vår|"
            rf"höst)(?:{SPACE}{DASH}?{SPACE}(?P<year>{YEAR})(?!\d)|"
            rf"{SPACE}[-–’'](?P<short>\d\d)(?!\d))"
        ),
        _season,
        words=("våren", "sommaren", "hösten", "vintern", "vårterminen", "höstterminen", "vår", "höst"),
    ),
    Rule(
        "term",
        compiled(rf"(?P<season>vt|ht){SPACE}[-–’']?{SPACE}(?:(?P<year>{YEAR})|(?P<short>\d\d))(?![\w])"),
        _season,
        words=("vt", "ht"),
    ),
)

"""`midsommarafton`, `Kristi himmelsfärdsdag`, `årsskiftet`: days that have a name of their own.

`feast_day` says which day a name is in a given year; Easter by dateutil, the rest by the Swedish calendar.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from dateutil.easter import easter

from calagg.grammar.expression import Expression, Stated
from calagg.grammar.rule import Found, Rule, compiled
from calagg.grammar.sv.calendar_day import full_year
from calagg.grammar.sv.lexicon import GAP, LETTER, SPACE, YEAR
from calagg.model.timex import Grain

FIXED = {
    "nyårsdagen": (1, 1),
    "trettondagsafton": (1, 5),
    "trettondagen": (1, 6),
    "trettondedag jul": (1, 6),
    "valborgsmässoafton": (4, 30),
    "valborg": (4, 30),
    "första maj": (5, 1),
    "nationaldagen": (6, 6),
    "sveriges nationaldag": (6, 6),
    "lucia": (12, 13),
    "luciadagen": (12, 13),
    "julafton": (12, 24),
    "juldagen": (12, 25),
    "annandag jul": (12, 26),
    "nyårsafton": (12, 31),
    "internationella kvinnodagen": (3, 8),
    "årsskiftet": (1, 1),
}
FROM_EASTER = {
    "fettisdagen": -47,
    "palmsöndagen": -7,
    "skärtorsdagen": -3,
    "långfredagen": -2,
    "påskafton": -1,
    "påskdagen": 0,
    "annandag påsk": 1,
    "kristi himmelsfärdsdag": 39,
    "kristi himmelfärdsdag": 39,
    "kristi himmelsfärd": 39,
    "pingstafton": 48,
    "pingstdagen": 49,
    "annandag pingst": 50,
}
SATURDAYS = {
    "midsommarafton": ((6, 20), -1),
    "midsommardagen": ((6, 20), 0),
    "alla helgons dag": ((10, 31), 0),
    "allhelgonadagen": ((10, 31), 0),
}
ADVENTS = {"första advent": -21, "andra advent": -14, "tredje advent": -7, "fjärde advent": 0}
NAMES = (*FIXED, *FROM_EASTER, *SATURDAYS, *ADVENTS)


def feast_day(name: str, year: int) -> date:
    """The day of the feast in `year`; `årsskiftet` of a year is the first day of it."""
    if name in FIXED:
        return date(year, *FIXED[name])
    if name in FROM_EASTER:
        return easter(year) + timedelta(days=FROM_EASTER[name])
    if name in SATURDAYS:
        (month, day), shift = SATURDAYS[name]
        earliest = date(year, month, day)
        return earliest + timedelta(days=(5 - earliest.weekday()) % 7 + shift)
    christmas = date(year, 12, 24)
    fourth_advent = christmas - timedelta(days=(christmas.weekday() + 1) % 7)
    return fourth_advent + timedelta(days=ADVENTS[name])


def _feast(found: Found) -> Iterable[Expression]:
    name = " ".join((found["name"] or "").lower().split())
    return [found.expression(Stated(feast=name, year=int(found.match["year"]) if found["year"] else None))]


def _new_year(found: Found) -> Iterable[Expression]:
    """ "årsskiftet 2024/25": the night between the two; told as the first day of the later year."""
    year = full_year(found["second"])
    return [found.expression(Stated(feast="årsskiftet", year=year))]


def _advent(found: Found) -> Iterable[Expression]:
    """ "1:a advent", "andra söndagen i advent"."""
    number = found["number"] or ""
    name = list(ADVENTS)[int(number) - 1] if number else f"{(found['word'] or '').lower()} advent"
    return [found.expression(Stated(feast=name))]


def _month_turn(found: Found) -> Iterable[Expression]:
    return [found.expression(Stated(part="turn"), grain=Grain.MONTH)]


RULES = (
    Rule(
        "new-year",
        compiled(rf"årsskiftet{GAP}(?:{YEAR}|\d\d){SPACE}[/–-]{SPACE}(?P<second>{YEAR}|\d\d)(?!\d)"),
        _new_year,
        words=("årsskiftet",),
    ),
    Rule(
        "feast",
        compiled(
            rf"(?P<name>{'|'.join(n.replace(' ', GAP) for n in sorted(NAMES, key=len, reverse=True))})(?!-?{LETTER})"
            rf"(?:{SPACE}(?P<year>{YEAR})(?!\d))?"
        ),
        _feast,
        words=NAMES,
    ),
    Rule(
        "advent",
        compiled(
            rf"(?:(?P<number>[1-4])(?::?[ae])?|(?P<word>första|andra|tredje|"
            rf"fjärde)){GAP}(?:söndagen{GAP}i{GAP})?advent(?!{LETTER})"
        ),
        _advent,
        digits=(1,),
        next=" :a",
        words=(
            "första söndagen i advent",
            "andra söndagen i advent",
            "tredje söndagen i advent",
            "fjärde söndagen i advent",
        ),
    ),
    Rule(
        "month-turn",
        compiled(rf"månadsskiftet{GAP}{LETTER}{{3,9}}\s?[/–-]\s?{LETTER}{{3,9}}"),
        _month_turn,
        words=("månadsskiftet",),
    ),
)

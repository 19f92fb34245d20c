"""`"Möte den 15 maj kl 9"` -> [Expression(den 15 maj kl 9)]: text in, time expressions out; pure.

The Swedish rules are in `calagg.grammar.sv`; which of the expressions belong in a calendar is for `calagg.extract`.
"""

from calagg.grammar.engine import find_expressions
from calagg.grammar.expression import Every, Expression, Stated, Unit
from calagg.grammar.resolve import Direction, resolve, resolve_day, weekday_disagrees

__all__ = [
    "Every",
    "Expression",
    "Stated",
    "Unit",
    "find_expressions",
    "Direction",
    "resolve",
    "resolve_day",
    "weekday_disagrees",
]

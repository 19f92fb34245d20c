"""The Swedish rules, one concept a file; `RULES` is all of them, tried in this order where several fit."""

from calagg.grammar.rule import Rule
from calagg.grammar.sv import coarse, dates, feasts, figures, month_days, ranges, recurring, relative, times, weeks

RULES: tuple[Rule, ...] = (
    *month_days.RULES,
    *recurring.RULES,
    *ranges.RULES,
    *dates.RULES,
    *figures.RULES,
    *weeks.RULES,
    *times.RULES,
    *feasts.RULES,
    *relative.RULES,
    *coarse.RULES,
)

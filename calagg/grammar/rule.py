"""`Rule("day-month", …)` at "15 maj" -> Expression: what a rule is, and what the engine gives it to look at."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from calagg.grammar.expression import Expression, Stated
from calagg.grammar.lower_case import AnyCase
from calagg.model.timex import Grain, Span

Build = Callable[["Found"], Iterable[Expression]]
NAMED_CLASSES = {c: c for c in ".:/,&-"} | dict.fromkeys(" *_>", " ")
NAMED_CLASSES |= dict.fromkeys(map(chr, (*range(0x2010, 0x2016), 0x2212)), "-")  # lexicon.DASH
CLASSES = "a- .:/,&$"


@dataclass(frozen=True, slots=True)
class Found:
    """A match of a rule's pattern at `at` in `text`."""

    rule: str
    text: str
    match: re.Match[str]

    def __getitem__(self, group: str) -> str | None:
        value: str | None = self.match[group]
        return value

    def before(self, pattern: re.Pattern[str] | AnyCase, reach: int = 28) -> re.Match[str] | None:
        """The match of `pattern` (it ends in \\Z) that ends where this one begins."""
        start = self.match.start()
        search = pattern.search_between if isinstance(pattern, AnyCase) else pattern.search
        return search(self.text, max(0, start - reach), start)

    def after(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """The match of `pattern` that begins where this one ends."""
        return pattern.match(self.text, self.match.end())

    def expression(
        self,
        start: Stated,
        end: Stated | None = None,
        *,
        grain: Grain = Grain.DAY,
        span: Span | None = None,
        shared: bool = False,
        stamp: bool = False,
    ) -> Expression:
        """An expression of this rule over the match, or over `span`."""
        span = span or Span(*self.match.span())
        return Expression(
            span=span,
            text=span.of(self.text),
            rule=self.rule,
            start=start,
            end=end,
            grain=grain,
            shared=shared,
            stamp=stamp,
        )


@dataclass(frozen=True, slots=True)
class Rule:
    """One notation: tried where a run of `digits` figures begins, or where one of `words` stands.

    `next` holds the `class_of` each character that may follow the figures at once; empty for any.

    `build` gives the expressions that the match means; none when it means no time after all. A pattern must begin at
    the trigger and hold no unbounded repetition, so that the work is linear in the length of the text.
    """

    name: str
    pattern: re.Pattern[str]
    build: Build
    digits: tuple[int, ...] = ()
    words: tuple[str, ...] = ()
    next: str = ""

    def at(self, text: str, position: int) -> list[Expression]:
        """The expressions that this rule reads at `position`; empty where it doesn't fit."""
        match = self.pattern.match(text, position)
        return list(self.build(Found(self.name, text, match))) if match else []


def class_of(character: str) -> str:
    """The class of what follows a run of figures: 'a' for a letter, '-' for any dash, ' ' for a blank or a mark within
    an expression, the character itself for '.', ':', '/', ',' and '&', and '$' for anything else and the text's end."""
    if character in NAMED_CLASSES:
        return NAMED_CLASSES[character]
    return "a" if character.isalpha() else " " if character.isspace() else "$"


def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern as all rules want it: blind to case."""
    return re.compile(pattern, re.IGNORECASE)

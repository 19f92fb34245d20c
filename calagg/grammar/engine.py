"""`"möte den 6/9 kl 9"` -> one Expression: where the rules are tried, and which of two that overlap stays.

A rule is tried only where its trigger stands: a run of figures of the right length, or one of its words. The rest of
the text is passed over by the fast searches of `re` and `str`, so the work grows with the triggers, not the rules.
"""

import re
from functools import cache

from calagg.grammar.expression import Expression
from calagg.grammar.quoted import mark_quoted
from calagg.grammar.refine import refine
from calagg.grammar.rule import Rule
from calagg.grammar.sv import RULES

FIGURES = re.compile(r"\d+")
LONGEST_RUN = 8


def find_expressions(text: str) -> list[Expression]:
    """The time expressions in `text`, in order, none overlapping another. Raises nothing for any text."""
    return mark_quoted(text, refine(text, scan(text)))


def scan(text: str) -> list[Expression]:
    """What the rules find one by one, before neighbours are joined."""
    by_digits, by_word = _dispatch()
    found: list[Expression] = []
    for position, length, word in _triggers(text, by_word):
        if found and position < found[-1].span.end:
            continue
        rules = by_word[word] if word else by_digits[length]
        for rule in rules:
            if expressions := rule.at(text, position):
                for expression in expressions:
                    _keep(found, expression)
                break
    return found


def _triggers(text: str, by_word: dict[str, tuple[Rule, ...]]) -> list[tuple[int, int, str]]:
    """(position, length of the run of figures, trigger word or '') in the order of the text."""
    triggers = [(m.start(), m.end() - m.start(), "") for m in FIGURES.finditer(text) if _starts_number(text, *m.span())]
    lowered = text.lower()
    if len(lowered) != len(text):  # 'İ' lowers to two characters; the positions must stay true
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    for word in by_word:
        at = lowered.find(word)
        while at >= 0:
            if at == 0 or not lowered[at - 1].isalpha():
                triggers.append((at, 0, word))
            at = lowered.find(word, at + len(word))
    triggers.sort()
    return triggers


def _starts_number(text: str, start: int, end: int) -> bool:
    """Whether a number begins here: neither inside "3.15" or "851-649-2022", nor glued to a word as in "B1"."""
    length = end - start
    if length > LONGEST_RUN or length in (3, 5, 7):
        return False
    if start == 0:
        return True
    before = text[start - 1]
    if before.isalpha():
        return before in "vV" and (start == 1 or not text[start - 2].isalnum())
    if before in ".,:/–—-" and start > 1 and text[start - 2].isdigit():
        return length in (4, 8) and before == "/"
    return True


@cache
def _dispatch() -> tuple[dict[int, tuple[Rule, ...]], dict[str, tuple[Rule, ...]]]:
    """The rules by the length of their run of figures, and by their words; longer words first, as they say more."""
    by_digits = {n: tuple(r for r in RULES if n in r.digits) for n in range(1, LONGEST_RUN + 1)}
    words = sorted({w for r in RULES for w in r.words}, key=lambda w: (-len(w), w))
    return by_digits, {w: tuple(r for r in RULES if w in r.words) for w in words}


def _keep(found: list[Expression], new: Expression) -> None:
    """Adds `new`, unless something longer stands there; what it covers goes."""
    while found and found[-1].span.overlaps(new.span):
        if found[-1].span.end - found[-1].span.start > new.span.end - new.span.start:
            return
        found.pop()
    found.append(new)



"""`"möte den 6/9 kl 9"` -> one Expression: where the rules are tried, and which of two that overlap stays.

A rule is tried only where its trigger stands: a run of figures of the right length, or one of its words. The rest of
the text is passed over by the fast searches of `re` and `str`, so the work grows with the triggers, not the rules.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from calagg.grammar.expression import Expression
from calagg.grammar.lower_case import AnyCase
from calagg.grammar.month_sections import days_under_months
from calagg.grammar.month_tables import days_in_month_tables
from calagg.grammar.quoted import mark_quoted
from calagg.grammar.refine import refine
from calagg.grammar.rule import CLASSES, Rule, class_of
from calagg.grammar.sv import RULES

FIGURES = re.compile(b"00*")  # a run that begins with a certain character is what `re` finds fastest
LONGEST_RUN = 8
SHORTEST_STEM, STEM = 4, 5  # of " jan" and " janu" with their blank
LETTERS = bytes(c for c in range(256) if chr(c).isalpha())
ZEROS = bytes(ord("0") if chr(c) in "0123456789" else ord(" ") for c in range(256))
BLANKS = bytes(c if c in LETTERS else ord(" ") for c in range(256))  # also for a broken line inside "annandag påsk"
# what may follow one or two figures that begin a date, a time or a week; anything else is a mere number
PLAUSIBLE = re.compile(
    r"\d{1,2}(?::[ea]|[./:\-\u2010-\u2015\u2212]\s?\d|[:.]?(?:e|a|de|te)?[\s*_]{0,5}"
    r"(?:[-–—\u2010-\u2015\u2212,&/]|och|till|t\.|t |tom|eller|samt|resp|alternativt|alt\.|advent|söndagen i|jan|feb|"
    r"mar|apr|maj|jun|jul|aug|sep|okt|nov|dec))",
    re.IGNORECASE,
)
# what may begin right after "30/11–"
CLOSES_RANGE = re.compile(
    r"\d{1,2}(?:/(?:1[0-2]|0?[1-9])(?![\d/])|\.(?:1[0-2]|0?[1-9])(?:\.(?:19|20)\d\d)?(?![\d/:]|\.\d)|[\s*_]{0,3}(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec))|(?:19|"
    r"20)\d\d-[01]\d-[0-3]\d(?!\d)",
    re.IGNORECASE,
)
GLUED_DEN = re.compile(r"(?<![^\W_])den\Z", re.IGNORECASE)
ANNOUNCED = AnyCase(
    r"(?:kl|klockan|klock|vecka|veckan|veckorna|veckor|v|ca|cirka|c:a|omkring|mellan|från|halv|"
    r"(?:mån|tis|ons|tors?|fre|lör|sön)(?:dag(?:en)?)?(?:\s+den)?)[.:\s*_>]{0,6}\Z",
)


def find_expressions(text: str, stated: Sequence[Expression] = ()) -> list[Expression]:
    """The time expressions in `text`, in order, none overlapping another. Raises nothing for any text.

    `stated` are expressions that are known from elsewhere, by the rule 'stated'; they stand for what overlaps them.
    """
    plans = [*days_under_months(text), *days_in_month_tables(text), *stated]
    return mark_quoted(text, refine(text, _with_plans(scan(text), plans)))


def _with_plans(found: list[Expression], days: list[Expression]) -> list[Expression]:
    """Both in the order of the text; a day of a plan by months stands for what else was read of its figures."""
    if not days:
        return found
    out: list[Expression] = []
    for e in sorted((*found, *days), key=lambda e: (e.span.start, -e.span.end)):
        if not out or not out[-1].span.overlaps(e.span):
            out.append(e)
        elif e.rule == "stated" or (e.rule in ("month-section", "month-table") and out[-1].start.month is None):
            out[-1] = e
    return out


def scan(text: str) -> list[Expression]:
    """What the rules find one by one, before neighbours are joined."""
    by_digits, by_word, _, _ = _dispatch()
    found: list[Expression] = []
    for position, length, word in _triggers(text):
        if found and position < found[-1].span.end:
            continue
        end = position + length
        for rule in by_word[word] if word else by_digits[length, class_of(text[end : end + 1])]:
            if expressions := rule.at(text, position):
                for expression in expressions:
                    _keep(found, expression)
                break
    return found


def _triggers(text: str) -> list[tuple[int, int, str]]:
    """(position, length of the run of figures, trigger word or '') in the order of the text."""
    # one byte a character, so that positions stay true; what Latin-1 lacks is in no trigger word
    encoded = f" {_lowered(text)} ".encode("latin-1", "replace")
    runs = [(m.start() - 1, m.end() - 1) for m in FIGURES.finditer(encoded.translate(ZEROS))]
    triggers = [(start, end - start, "") for start, end in runs if _starts_number(text, start, end)]
    searched = encoded.translate(BLANKS)
    _, _, stems, begins = _dispatch()
    for m in begins.finditer(searched):
        at = m.start()
        for length in (SHORTEST_STEM, STEM):
            for word, spelled in stems.get(searched[at : at + length], ()):
                if searched.startswith(spelled, at):
                    triggers.append((at, 0, word))
    triggers.sort()
    return triggers


def _lowered(text: str) -> str:
    lowered = text.lower()
    if len(lowered) != len(text):  # 'İ' lowers to two characters; the positions must stay true
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lowered


def _starts_number(text: str, start: int, end: int) -> bool:
    """Whether a number begins here: neither inside "3.15" or "851-649-2022", nor glued to a word as in "B1"."""
    length = end - start
    if length > LONGEST_RUN or length in (3, 5, 7):
        return False
    if start:
        before = text[start - 1]
        if before.isalpha():
            if before in "vV":
                return start == 1 or not text[start - 2].isalnum()
            return GLUED_DEN.search(text, max(0, start - 4), start) is not None
        if before in ".,:/–—-" and start > 1 and text[start - 2].isdigit():
            return (before in "–—-" or (length == 4 and before == "/")) and CLOSES_RANGE.match(text, start) is not None
    if length > 2:
        return True
    return (
        PLAUSIBLE.match(text, start) is not None
        or ANNOUNCED.search_between(text, max(0, start - 14), start) is not None
    )


@cache
def _dispatch() -> tuple[
    dict[tuple[int, str], tuple[Rule, ...]],
    dict[str, tuple[Rule, ...]],
    dict[bytes, list[tuple[str, bytes]]],
    re.Pattern[bytes],
]:
    """The rules by the length of their run of figures and what follows it, and by their words; the words by how they
    begin; and the pattern that finds such a beginning, so that the work does not grow with the number of words."""
    by_digits = {
        (n, follows): tuple(r for r in RULES if n in r.digits and (not r.next or follows in r.next))
        for n in range(1, LONGEST_RUN + 1)
        for follows in CLASSES
    }
    words = sorted({w for r in RULES for w in r.words}, key=lambda w: (-len(w), w))
    stems: dict[bytes, list[tuple[str, bytes]]] = {}
    for word in words:
        spelled = b" " + word.encode("latin-1")
        stems.setdefault(spelled.ljust(SHORTEST_STEM)[:STEM], []).append((word, spelled))
    return by_digits, {w: tuple(r for r in RULES if w in r.words) for w in words}, stems, _begins(stems)


def _begins(stems: Iterable[bytes]) -> re.Pattern[bytes]:
    """The blank before any of the stems, which are told apart letter by letter: most words are none at the first."""
    by_letter: dict[bytes, list[bytes]] = {}
    for stem in sorted(stems):
        by_letter.setdefault(stem[1:2], []).append(re.escape(stem[2:]))
    return re.compile(b" (?=%s)" % b"|".join(b"%s(?:%s)" % (c, b"|".join(rest)) for c, rest in by_letter.items()))


def _keep(found: list[Expression], new: Expression) -> None:
    """Adds `new`, unless something longer stands there; what it covers goes."""
    while found and found[-1].span.overlaps(new.span):
        if found[-1].span.end - found[-1].span.start > new.span.end - new.span.start:
            return
        found.pop()
    found.append(new)

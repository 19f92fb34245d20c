"""`"Rekvisitionen ska lämnas senast den 1 december"` -> "Rekvisitionen ska lämnas": a sentence without its mentions."""

import re

from calagg.extract.context import Context, on_one_line
from calagg.extract.phrase import LONGEST, going_on, says_something, tidy, uncued
from calagg.extract.task import HOLE, previous_sentence
from calagg.extract.wording import unmarked, without_addresses

I = re.IGNORECASE  # noqa: E741 - the name that re itself gives it
ASIDE_FIRST = re.compile(r"\A\s*\([^)]*\)\s*,?")  # it belongs to the mention before
ENDS_IN_VERB = re.compile(r"\A\w+\s(?:\w{2,}[ae]s|\w{2,}[aeöä]r|[\w]{3,}s)\Z")  # "planen invigs" is a clause of its own
ONLY_GLUE = re.compile(r"[\s,;*_&/(]*(?:och|eller|samt|resp\.?|respektive|den)?[\s,;*_&/(]*\Z", I)


def rest_of(c: Context) -> str:
    """The sentence without its mentions and without the cue words before them, on one line."""
    text, spans = c.page.text, sorted((o.span for o in (*c.others, c.expression)), key=lambda s: s.start)
    parts, at = [], c.window.start
    for span in spans:
        part = uncued(text[at : span.start])
        parts.append("" if ONLY_GLUE.match(part) else part)
        at = max(at, span.end)
    parts.append(text[at : c.window.end])
    return on_one_line(without_addresses(unmarked(" ".join(parts))))


def holed(c: Context) -> str:
    """The sentence on one line with this mention as a hole and the others gone."""
    text, at, out = c.page.text, c.window.start, []
    for e in sorted((*c.others, c.expression), key=lambda e: e.span.start):
        out.append(text[at : e.span.start])
        out.append(f" {HOLE} " if e is c.expression else " ")
        at = max(at, e.span.end)
    out.append(text[at : c.window.end])
    return on_one_line(without_addresses(unmarked("".join(out))))


HOLDS_FOR = re.compile(
    r"\Aför\s(?P<who>[^,.;:]{3,60}?)\sgäller(?:\s(?:dessutom|också|även|dock))?\satt\s(?:de|den|det|dessa|man)(?!\w)[\s,]{1,3}"
    r"(?:(?:till|från|efter|före|senast|och med)[\s,]{1,3}){0,2}(?P<what>\w[^.;]{3,200})",
    re.IGNORECASE,
)


def clause_of(c: Context, rest: str) -> str:
    """The clause of the mention, without the mention; with the head of its sentence where it is a fragment."""
    if holds := HOLDS_FOR.match(rest):
        return tidy(f"{holds['who']} {holds['what']}")
    if not c.others and len(rest) <= LONGEST:
        return tidy(rest)
    leading = uncued(ASIDE_FIRST.sub("", on_one_line(without_addresses(unmarked(c.near_before)))))
    before = tidy(leading)
    if (len(before.split()) >= 3 or ENDS_IN_VERB.search(before)) and says_something(before):
        return before
    first = min((c.expression, *c.others), key=lambda e: e.span.start)
    head = tidy(uncued(on_one_line(unmarked(c.page.text[c.window.start : first.span.start]))))
    if before and first is not c.expression and says_something(head):
        return f"{before}: {going_on(head)}"
    if not before and first is c.expression and says_something(head):  # the clause is but a "dock senast"
        return head
    joined = tidy(f"{leading} {on_one_line(without_addresses(unmarked(c.near_after)))}")
    return joined if says_something(joined) else previous_sentence(c) or tidy(rest)

"""`"Kursstart 12 mars, kursslut 28 maj"` -> "Kursstart", "Kursslut": each day of a run has its own name before it."""

import re

from calagg.extract.context import Context, on_one_line
from calagg.extract.phrase import LONGEST, going_on, says_something, tidy, uncued
from calagg.extract.wording import unmarked, without_addresses

LONGEST_RUN = 200
LONGEST_TAIL = 4
MOST = 8
SEGMENT = re.compile(r"[\s,;.)]*(?:(?:och|samt|sedan|därefter)\s)?(?P<name>(?:[^\s,;:()]+\s){0,4}[^\s,;:()]+)[\s(]*\Z")
HEAD = re.compile(r"(?P<head>[^:]{3,40}):\s+(?P<first>.+)\Z", re.DOTALL)
NO_NAME = re.compile(
    r"(?:utan|inte|ej|(?:fram)?flytta|ändra|tidigare|inställ|istället|i\s+stället|vi|det|den|jag)", re.IGNORECASE
)
ENDS_IN_GLUE = re.compile(r"(?:är|blir|den|på|och|eller|senast|från|till)\Z", re.IGNORECASE)


def own_segment(c: Context) -> str:
    """The name before the mention in a run of names and days, with the label of the run; '' where it is no such run."""
    held = sorted((o for o in (c.expression, *c.others) if o.dated), key=lambda e: e.span.start)
    window, text = c.window, c.page.text
    if not 2 <= len(held) <= MOST or window.end - window.start > LONGEST_RUN or any(e.shared for e in held):
        return ""
    if len(text[held[-1].span.end : window.end].split()) > LONGEST_TAIL:
        return ""
    names, at, head = [], window.start, c.label.rstrip(": ")
    for e in held:
        words = on_one_line(without_addresses(unmarked(text[at : e.span.start])))
        if e is held[0] and (labelled := HEAD.match(words)):
            head, words = tidy(labelled["head"]), labelled["first"]
        m = SEGMENT.match(uncued(f"{words} ").strip())
        if (
            m is None
            or NO_NAME.match(m["name"])
            or not says_something(tidy(m["name"]))
            or ENDS_IN_GLUE.search(m["name"])
        ):
            return ""
        names.append(tidy(m["name"]))
        at = e.span.end
    own = names[held.index(c.expression)]
    title = f"{head}: {going_on(own)}" if head else own
    return title if len(title) <= LONGEST else own

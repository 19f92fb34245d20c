"""`<time datetime="2027-03-12T09:00">fredag</time>` -> StatedTime(span of "fredag", "2027-03-12T09:00").

Which days are the page's own (when it was published or changed) is told here too: they are evidence, no entries. Events
that a page states as a whole are in `stated.py`.

Source: HTML, 4.5.14 (the time element); schema.org for datePublished and its kin.
"""

import re
from datetime import date, datetime

from selectolax.lexbor import LexborHTMLParser, LexborNode

from calagg.clock import local
from calagg.model import Evidence, Span, StatedTime

MOST = 2_000  # times on a page
_FAR_UP = 40  # elements above one that are looked at
_YEARS = range(1900, 2200)
_MOMENT = re.compile(
    r"\d{4}-\d\d-\d\d[T ]\d\d:?\d\d(?::?\d\d(?:[.,]\d{1,9})?)?\s?(?:Z|[+-]\d\d(?::?\d\d)?)?", re.IGNORECASE
)
_WEEK = re.compile(r"\d{4}-W(?:0[1-9]|[1-4]\d|5[0-3])", re.IGNORECASE)
_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")
_CLOCK = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d(?=(?::[0-5]\d(?:\.\d+)?)?\Z)")
# whole names: a WordPress article is of the class "status-publish" and is not all of it a date of publication
_PUBLISHED = re.compile(
    r"(?<![\w-])(?:datePublished|dateCreated|uploadDate|pubdate|published|(?:dt|date|entry)-published|"
    r"publish(?:ed)?-(?:date|on)|publicerad|publiceringsdatum)(?![\w-])",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    r"(?<![\w-])(?:dateModified|updated|modified|(?:dt|date|last|entry)-(?:updated|modified)|uppdaterad)(?![\w-])",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"\bby-?line|\b(?:post|entry|article)-(?:meta|date|info)|\bpost(?:ed)?-on", re.IGNORECASE)
_OF_EVENT = re.compile(r"startDate|endDate|doorTime|\bdt-(?:start|end)", re.IGNORECASE)
_EDGES = ("header", "footer", "nav")
_LIST_MARK = re.compile(r"[\s|]*(?:- )?[\s|]*")


def stated_time(node: LexborNode, text: str, start: int, end: int) -> StatedTime | None:
    """What a time element states of the words that it put at [start, end) of the text; None where that is nothing."""
    value = value_of(node.attributes.get("datetime") or "")
    mark = _LIST_MARK.match(text, start, end)
    span = Span(mark.end() if mark else start, start + len(text[start:end].rstrip()))
    if value is None or span.start >= span.end:
        return None
    return StatedTime(span=span, value=value, own=_role(node) != "")


def value_of(told: str) -> str | None:
    """The value of a datetime attribute as `StatedTime` has it; None for a duration and for what is no time."""
    told = told.strip()
    try:
        if _MOMENT.fullmatch(told):
            at = datetime.fromisoformat(re.sub(r"\s(?=[Zz+-])", "", told).upper().replace(",", "."))
            if at.year not in _YEARS:
                return None
            at = local(at) if at.tzinfo else at
            return f"{at:%Y-%m-%dT%H:%M}"
        if _WEEK.fullmatch(told):
            date.fromisocalendar(int(told[:4]), int(told[-2:]), 1)  # not every year has a week 53
            return told.upper() if int(told[:4]) in _YEARS else None
        if _MONTH.fullmatch(told):
            return told if int(told[:4]) in _YEARS else None
        if clock := _CLOCK.match(told):
            return clock[0]
        day = date.fromisoformat(told) if len(told) == len("2027-03-12") else None
    except ValueError:
        return None
    return day.isoformat() if day and day.year in _YEARS else None


def published_on(tree: LexborHTMLParser) -> tuple[Evidence, ...]:
    """The last day on which the page says that something on it was published, else changed, else what a byline has."""
    days: dict[str, list[date]] = {}
    for node in tree.css("time[datetime]")[:MOST]:
        value = value_of(node.attributes.get("datetime") or "") or ""
        role = _role(node)
        if role and len(value) >= len("2027-03-12"):
            days.setdefault(role, []).append(date.fromisoformat(value[:10]))
    for role in ("published", "changed", "byline"):
        if role in days:
            return (Evidence(max(days[role]), "property"),)
    return ()


def _role(node: LexborNode) -> str:
    """'published', 'changed' or 'byline' for a day of the page's own, 'nav' for one of other pages; '' for any other.

    What says most stands nearest: the element's own attributes, then those of what is around it.
    """
    around: LexborNode | None = node
    for _ in range(_FAR_UP):
        if around is None:
            break
        has = around.attributes
        said = f"{has.get('itemprop') or ''} {has.get('class') or ''}{' pubdate' if 'pubdate' in has else ''}"
        if _OF_EVENT.search(said):
            return ""
        for role, words in (("published", _PUBLISHED), ("changed", _CHANGED), ("byline", _BYLINE)):
            if words.search(said):
                return role
        if around.tag in _EDGES:
            return "nav" if around.tag == "nav" else "byline"
        around = around.parent
    return ""

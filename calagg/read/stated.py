"""`<script type="application/ld+json">{"@type": "Event", …}` and `class="h-event"` -> the events that a page states.

Only events whose name stands in the page's text are taken: an entry is proved by what a person can see there.

Source: schema.org/Event; microformats.org/wiki/h-event; ISO 8601 for the times.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from calagg.clock import local
from calagg.model import Moment, Span, StatedEvent
from calagg.read.clean import clean

_MOST = 500  # events on a page
_CANCELLED = "EventCancelled"


@dataclass(frozen=True, slots=True)
class Told:
    """An event as the markup tells it, before its name is looked for in the text."""

    name: str
    start: Moment
    end: Moment | None
    place: str
    address: str
    cancelled: bool = False


def told_events(tree: LexborHTMLParser) -> list[Told]:
    """The events of a page in its order, each once; what is no event or has no day is passed over."""
    found = dict.fromkeys(event for node in _objects(tree) if (event := _of_schema(node)) is not None)
    found |= dict.fromkeys(event for node in tree.css(".h-event") if (event := _of_h_event(node)) is not None)
    return list(found)[:_MOST]


def stated_in(text: str, told: list[Told]) -> tuple[StatedEvent, ...]:
    """Those of the events whose name stands in the text, with the place where it first does."""
    stated = []
    for one in told:
        at = text.find(one.name)
        if at >= 0:
            span = Span(at, at + len(one.name))
            stated.append(
                StatedEvent(
                    title=one.name,
                    start=one.start,
                    end=one.end,
                    location=one.place or None,
                    url=one.address or None,
                    cancelled=one.cancelled,
                    span=span,
                )
            )
    return tuple(stated)


def _objects(tree: LexborHTMLParser) -> Iterator[dict[str, Any]]:
    """Every object in the page's JSON-LD, those within lists and "@graph" too."""
    for script in tree.css('script[type="application/ld+json"]'):
        try:
            waiting = [json.loads(script.text())]
        except (ValueError, RecursionError):  # a page with a broken script is still a page
            continue
        while waiting:  # the last first: taking from the front of a long list is quadratic
            one = waiting.pop()
            if isinstance(one, list):
                waiting.extend(reversed(one))
            elif isinstance(one, dict):
                yield one
                waiting.extend([one["@graph"]] if "@graph" in one else [])


def _of_schema(one: dict[str, Any]) -> Told | None:
    kinds = one.get("@type", "")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    start = _moment(one.get("startDate"))
    name = _words(one.get("name"))
    if start is None or not name or not any(isinstance(kind, str) and kind.endswith("Event") for kind in kinds):
        return None
    place = one.get("location")
    address = _words(one.get("url"))
    return Told(
        name,
        start,
        _end(start, _moment(one.get("endDate"))),
        _words(place.get("name") if isinstance(place, dict) else place),
        address if address.startswith(("http://", "https://")) else "",
        _words(one.get("eventStatus")).endswith(_CANCELLED),
    )


def _of_h_event(node: LexborNode) -> Told | None:
    def first(selector: str) -> LexborNode | None:
        return node.css_first(selector)

    def moment(selector: str) -> Moment | None:
        found = first(selector)
        return _moment((found.attributes.get("datetime") or found.text()) if found is not None else None)

    name, place, start = first(".p-name"), first(".p-location"), moment(".dt-start")
    shown = _words(name.text()) if name is not None else ""
    if start is None or not shown:
        return None
    return Told(shown, start, _end(start, moment(".dt-end")), _words(place.text()) if place is not None else "", "")


def _end(start: Moment, end: Moment | None) -> Moment | None:
    """The end where it is one: after the start, and a time where that is a time."""
    fits = end is not None and end.sort_key > start.sort_key and (end.clock is None) == (start.clock is None)
    return end if fits else None


def _moment(value: object) -> Moment | None:
    """The local day or minute of an ISO 8601 date or time."""
    told = value.strip() if isinstance(value, str) else ""
    try:
        if len(told) <= len("2027-03-01"):
            return Moment(date.fromisoformat(told))
        at = datetime.fromisoformat(told)
    except ValueError:
        return None
    at = local(at) if at.tzinfo else at
    return Moment(at.date(), at.time().replace(second=0, microsecond=0, tzinfo=None))


def _words(value: object) -> str:
    return " ".join(clean(value).split()) if isinstance(value, str) else ""

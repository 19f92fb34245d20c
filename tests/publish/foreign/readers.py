"""The four parsers that this project did not write: how each reads, what it needs, what it is known to show wrong."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import pytest

from tests.publish.foreign import node, read_icalendar, read_libical
from tests.publish.foreign.differences import as_meant, as_node_ical_shows, second_of_two_hours
from tests.publish.foreign.row import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """`missing` says what is not installed, empty where all is; `obeys_vtimezone` False: goes by the zone's name."""

    name: str
    read: Callable[[bytes], list[Row]]
    shows: Callable[[Row], Row]
    missing: Callable[[], str] = str
    obeys_vtimezone: bool = True

    def require(self) -> None:
        """Skips, or in CI fails, where the parser is not installed."""
        why = self.missing()
        if why and os.environ.get("CI"):
            pytest.fail(f"{why}; CI needs it")
        if why:
            pytest.skip(why)


LIBICAL = Reader(
    name="libical",
    read=read_libical.read,
    shows=second_of_two_hours,
    missing=read_libical.missing,
)
READERS = [
    Reader(name="icalendar", read=read_icalendar.read, shows=as_meant),
    LIBICAL,
    Reader(
        name="ical.js",
        read=partial(node.read, "read_icaljs.mjs"),
        shows=second_of_two_hours,
        missing=partial(node.missing, "ical.js"),
    ),
    Reader(
        name="node-ical",
        read=partial(node.read, "read_node_ical.mjs"),
        shows=as_node_ical_shows,
        missing=partial(node.missing, "node-ical"),
        obeys_vtimezone=False,
    ),
]

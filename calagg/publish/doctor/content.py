"""'DTSTART;TZID="Europe/Stockholm":20270115T090000' -> Property("DTSTART", {"TZID": (…,)}, "20270115T090000", line).

Lenient: a property with a bad parameter is kept with what could be read. Source: RFC 5545, 3.1 and 3.2.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from calagg.publish.doctor import rules
from calagg.publish.doctor.finding import Report
from calagg.publish.doctor.lines import Line

_NAME = re.compile(r"[A-Za-z0-9-]+")
_UNQUOTED = re.compile(r'[^";:,]*')
_NO_PARAMETERS: Mapping[str, tuple[str, ...]] = {}


@dataclass(frozen=True, slots=True)
class Property:
    """One property. `name` and the names of `parameters` are in capitals; `value` stands as in the feed, escaped."""

    name: str
    parameters: Mapping[str, tuple[str, ...]]
    value: str
    line: int

    def parameter(self, name: str) -> str:
        """The parameter's first value, empty where there is none."""
        return next(iter(self.parameters.get(name, ())), "")


def read_property(line: Line, report: Report) -> Property | None:
    """The property on the line; None where it has neither name nor colon, which the caller reports."""
    text = line.text
    named = _NAME.match(text)
    if named is None or text[named.end() : named.end() + 1] not in (";", ":"):
        return None
    at = named.end()
    if text[at] == ":":
        return Property(named[0].upper(), _NO_PARAMETERS, text[at + 1 :], line.number)
    parameters: dict[str, tuple[str, ...]] = {}
    while text[at : at + 1] == ";":
        key = _NAME.match(text, at + 1)
        if key is None or text[key.end() : key.end() + 1] != "=":
            break
        values, at = _read_values(text, key.end() + 1)
        parameters[key[0].upper()] = values
    if text[at : at + 1] != ":":
        colon = text.find(":", at)
        if colon < 0:
            return None
        report.add(rules.BAD_PARAMETER, line.number, property=named[0].upper(), value=text[at:colon])
        at = colon
    return Property(named[0].upper(), parameters, text[at + 1 :], line.number)


def _read_values(text: str, at: int) -> tuple[tuple[str, ...], int]:
    """A parameter's values from `at` on, and where they end."""
    values = []
    while True:
        closing = text.find('"', at + 1) if text[at : at + 1] == '"' else -1
        if closing > 0:
            values.append(text[at + 1 : closing])
            at = closing + 1
        else:
            plain = _UNQUOTED.match(text, at)
            end = plain.end() if plain else at
            values.append(text[at:end])
            at = end
        if text[at : at + 1] != ",":
            return tuple(values), at
        at += 1

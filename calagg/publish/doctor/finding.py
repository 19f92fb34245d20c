"""Rule("event.no-uid", error, "RFC 5545, 3.8.4.7") broken on line 12 -> a Finding; a Report gathers them.

Which rules there are is in `rules`, what a person reads about each in `swedish` and `english`.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

MOST_SHOWN = 10  # of one rule: a feed that breaks it ten thousand times is told so once more, not ten thousand times


class Severity(StrEnum):
    """`error`: against a MUST, or something is lost or moved; `warning`: shown badly somewhere; `advice`: better so."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that a feed can do wrong. `source` is a section of an RFC or empty, `clients` those that it hits."""

    name: str
    severity: Severity
    source: str = ""
    clients: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A rule that is broken. `line` is counted from 1 in the file, 0 for the answer of a server or the whole feed."""

    rule: Rule
    line: int
    values: Mapping[str, object]


class Report:
    """The findings of one feed, and of each rule how often it was broken; what is over MOST_SHOWN is only counted."""

    def __init__(self) -> None:
        self.times: Counter[Rule] = Counter()
        self._kept: list[Finding] = []

    def add(self, rule: Rule, line: int = 0, **values: object) -> None:
        """Adds a finding."""
        self.times[rule] += 1
        if self.times[rule] <= MOST_SHOWN:
            self._kept.append(Finding(rule=rule, line=line, values=values))

    @property
    def findings(self) -> list[Finding]:
        """What is to be shown, in the order of the lines."""
        return sorted(self._kept, key=lambda finding: finding.line)

    def count(self, severity: Severity) -> int:
        """How many findings of that severity there are, shown or not."""
        return sum(times for rule, times in self.times.items() if rule.severity is severity)

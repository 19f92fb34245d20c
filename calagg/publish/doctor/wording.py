"""A Report -> lines for a person: "feed.ics:12: fel: händelsen saknar UID … (RFC 5545, 3.8.4.7)", then the sum.

The sentences themselves stand in `swedish` and `english`. What comes from a feed is shown without control characters:
a terminal must not obey it.
"""

from enum import StrEnum

from calagg.publish.doctor import english, swedish
from calagg.publish.doctor.finding import MOST_SHOWN, Finding, Report, Rule, Severity

LONGEST = 80  # characters of a value


class Language(StrEnum):
    """What the findings are told in."""

    SV = "sv"
    EN = "en"

    @classmethod
    def of_locale(cls, name: str) -> "Language":
        """English for en_GB.UTF-8 and its kin, Swedish for all others: calagg's readers are Swedish."""
        return cls.EN if name.lower().startswith("en") else cls.SV


_MESSAGES = {Language.SV: swedish.MESSAGES, Language.EN: english.MESSAGES}
_SEVERITIES = {Language.SV: swedish.SEVERITIES, Language.EN: english.SEVERITIES}
_COUNTS = {Language.SV: swedish.COUNTS, Language.EN: english.COUNTS}
_CLEAN = {Language.SV: swedish.CLEAN, Language.EN: english.CLEAN}
_MORE = {Language.SV: swedish.MORE, Language.EN: english.MORE}


def tell(report: Report, name: str, language: Language) -> list[str]:
    """A line for each finding in the order of the lines, one for each rule that has more, and the sum."""
    lines = [_line(finding, name, language) for finding in report.findings]
    lines += [_more(rule, times, name, language) for rule, times in report.times.items() if times > MOST_SHOWN]
    counts = _COUNTS[language]
    told = [f"{n} {counts[s][n != 1]}" for s in Severity if (n := report.count(s))]
    return [*lines, f"{', '.join(told)}." if told else _CLEAN[language]]


def _line(finding: Finding, name: str, language: Language) -> str:
    rule = finding.rule
    message = _MESSAGES[language][rule.name].format_map({key: shown(value) for key, value in finding.values.items()})
    source = "; ".join(part for part in (rule.source, rule.clients) if part)
    place = f"{shown(name, longest=300)}:{finding.line}" if finding.line else shown(name, longest=300)
    return f"{place}: {_SEVERITIES[language][rule.severity]}: {message}  ({source})"


def _more(rule: Rule, times: int, name: str, language: Language) -> str:
    more = _MORE[language].format(times=times - MOST_SHOWN, rule=rule.name)
    return f"{shown(name, longest=300)}: {_SEVERITIES[language][rule.severity]}: {more}"


def shown(value: object, *, longest: int = LONGEST) -> str:
    """The value cut to a line's length, whatever a terminal could obey written as its escape."""
    text = str(value)
    cut = text if len(text) <= longest else f"{text[:longest]}…"
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in cut)

"""Every rule is told in both languages, with the same values; a whole report as a person reads it."""

from string import Formatter

import pytest

from calagg.publish.doctor import Language, Severity, english, examine_feed, rules, swedish, tell
from tests.publish.doctor.corpus import CASES
from tests.publish.doctor.feed import Case, broken

LONGEST = 300


def values_of(message: str) -> set[str | None]:
    """The names of the values in a message."""
    return {name for _, name, _, _ in Formatter().parse(message) if name is not None}


def test_both_languages_have_every_rule_and_no_other() -> None:
    names = [rule.name for rule in rules.ALL]
    assert len(set(names)) == len(names)
    assert list(swedish.MESSAGES) == list(english.MESSAGES)
    assert set(swedish.MESSAGES) == set(names)


@pytest.mark.parametrize("name", swedish.MESSAGES)
def test_both_languages_tell_the_same_values(name: str) -> None:
    assert values_of(swedish.MESSAGES[name]) == values_of(english.MESSAGES[name])


@pytest.mark.parametrize("case", CASES, ids=[f"{case.rule.name}: {case.what}" for case in CASES])
@pytest.mark.parametrize("language", Language)
def test_a_finding_is_one_line(case: Case, language: Language) -> None:
    line, count = tell(examine_feed(case.data), "feed.ics", language)
    assert line.isprintable()
    assert len(line) <= LONGEST
    assert line.startswith(f"feed.ics:{case.line}: " if case.line else "feed.ics: ")
    assert line.endswith(")")
    assert count.startswith("1 ")


def test_a_whole_report() -> None:
    data = broken("SEQUENCE:0\nDTSTART;TZID=Europe/Stockholm", "SEQUENCE:en\nDTSTART").replace(
        b"DTEND;TZID=Europe/Stockholm:20270115T12", b"DTEND:20270115T08"
    )
    report = examine_feed(data.replace(b"METHOD:PUBLISH\r\n", b""))
    assert tell(report, "feed.ics", Language.SV) == [
        "feed.ics:1: råd: kalendern saknar METHOD; skriv METHOD:PUBLISH  (RFC 5546, 3.2.1)",
        "feed.ics:36: fel: SEQUENCE är en, och Home Assistant visar då en tom kalender; skriv ett heltal från 0  "
        "(RFC 5545, 3.8.7.4; Home Assistant)",
        "feed.ics:37: varning: DTSTART har ingen zon, 20270115T090000, och visas olika för läsare i olika länder; "
        "skriv TZID  (RFC 5545, 3.3.5)",
        "feed.ics:38: fel: DTEND, 20270115T080000, är inte efter DTSTART; en hel dag slutar dagen efter  "
        "(RFC 5545, 3.8.2.2)",
        "2 fel, 1 varning, 1 råd.",
    ]
    assert tell(report, "feed.ics", Language.EN)[-1] == "2 errors, 1 warning, 1 piece of advice."
    assert report.count(Severity.ERROR) == 2


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("", Language.SV),
        ("C.UTF-8", Language.SV),
        ("sv_SE.UTF-8", Language.SV),
        ("en_GB.UTF-8", Language.EN),
        ("en", Language.EN),
        ("de_DE", Language.SV),
    ],
)
def test_the_language_of_a_locale(locale: str, language: Language) -> None:
    assert Language.of_locale(locale) is language

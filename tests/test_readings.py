"""The readings that a person is given to choose among, and what the words of a date leave out."""

from dataclasses import replace

import pytest

from calagg.model import Moment
from calagg.readings import CLOCK, DAY, YEAR, implied_by, readings_of
from tests.web.minutes import told

LUNCH = told("Underlag", "2026-11-26T12:00", "2026-11-26T13:00")


def listed(mention: str, *others: tuple[str, str], **changes: object) -> list[tuple[str, str]]:
    entry = replace(LUNCH, **changes)  # type: ignore[arg-type]  # fields by name
    tellings = [(document, replace(LUNCH, start=Moment.parse(start), end=None)) for document, start in others]
    return [(reading.when, reading.reason) for reading in readings_of(entry, tellings, mention)]


def test_the_reading_itself_comes_first_and_may_be_the_only_one() -> None:
    assert listed("26 november 2026 kl 12") == [("2026-11-26T12:00/2026-11-26T13:00/minute", "så är den läst")]


def test_a_weekday_may_be_a_week_before_or_after() -> None:
    assert listed("nästa torsdag")[1:] == [
        ("2026-11-19T12:00/2026-11-19T13:00/minute", "veckan före"),
        ("2026-12-03T12:00/2026-12-03T13:00/minute", "veckan efter"),
    ]


def test_a_date_without_a_year_may_be_of_another() -> None:
    assert listed("26/11")[1:] == [
        ("2025-11-26T12:00/2025-11-26T13:00/minute", "samma datum 2025"),
        ("2027-11-26T12:00/2027-11-26T13:00/minute", "samma datum 2027"),
    ]
    leap = {"start": Moment.parse("2028-02-29"), "end": None}
    assert listed("29 februari", **leap) == [("2028-02-29//minute", "så är den läst")]


def test_what_documents_say_against_each_other_and_themselves_is_told_once() -> None:
    found = listed(
        "26 november 2026",
        ("Protokoll A", "2026-12-01"),
        ("Protokoll B", "2026-12-01"),
        ("Protokoll C", "2026-11-26T12:00"),
        contradictions=("2026-12-02", "kl. 13", "2026-12-01"),
    )
    assert found[1:] == [
        ("2026-12-01//minute", "enligt Protokoll A"),
        ("2026-12-02T12:00/2026-12-02T13:00/minute", "står också i texten"),
        ("2026-12-01T12:00/2026-12-01T13:00/minute", "står också i texten"),
    ]


def test_an_hour_that_another_document_tells_is_that_documents() -> None:
    found = listed("26 november 2026", ("Protokoll A", "2026-12-01T09:00"), contradictions=("2026-12-01T09:00",))
    assert found[1:] == [("2026-12-01T09:00//minute", "enligt Protokoll A")]


def test_no_more_are_given_than_there_are_keys() -> None:
    assert len(listed("26/11", *((f"P{n}", f"2026-12-{n:02}") for n in range(1, 30)))) == 8


@pytest.mark.parametrize(
    ("mention", "missing"),
    [
        ("26 november 2026 kl 12", set()),
        ("26 november kl 12", {YEAR}),
        ("26/11", {YEAR, CLOCK}),
        ("nästa torsdag", {DAY, CLOCK}),
        ("v. 51", {YEAR, CLOCK}),
        ("ingen dag alls", set()),
    ],
)
def test_what_the_words_leave_out(mention: str, missing: set[str]) -> None:
    assert implied_by(mention) == missing

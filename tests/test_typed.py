"""What people type in the fields of a form: the moment, or a sentence that says what to write instead."""

from datetime import date

import pytest

from calagg.typed import CLOCK, DAY, END, Unreadable, read_when

TODAY = date(2026, 11, 21)  # a Saturday

READ = {
    "2026-12-03//day": [
        ("2026-12-03", "", ""),
        ("3 dec", "", ""),
        ("den 3 december", "", ""),
        ("3/12", "", ""),
        ("torsdag 3 dec", "", ""),
        ("3.12.2026", "", ""),
        ("  3   dec ", " ", " "),
        ("3 dec", "", "3 dec"),
    ],
    "2026-12-03T13:00//minute": [
        ("3 dec kl 13", "", ""),
        ("3 dec", "13", ""),
        ("3 dec", "13.00", ""),
        ("3 dec", "13:00", ""),
        ("3 dec", "kl. 13", ""),
        ("3 dec", "klockan 13", ""),
        ("3 dec kl 9", "13.00", ""),
    ],
    "2026-12-03T13:00/2026-12-03T15:30/minute": [
        ("3 dec kl 13-15.30", "", ""),
        ("3 dec", "13–15.30", ""),
        ("3 dec", "13", "15.30"),
        ("3 dec", "13", "3 dec kl 15.30"),
        ("3 dec kl 13", "", "kl 15.30"),
    ],
    "2026-12-03T22:00/2026-12-04T02:00/minute": [("3 dec", "22", "2"), ("3 dec", "22–02", "")],
    "2026-12-03/2026-12-05/day": [("3 dec", "", "5 dec"), ("3–5 dec", "", ""), ("3 dec", "", "lördag 5 december")],
    "2027-02-01/2027-03-15/day": [("1 feb 2027", "", "15 mars"), ("1 feb–15 mars", "", "")],
    "2026-11-27//day": [("fredag", "", ""), ("nästa fredag", "", ""), ("på fredag", "", "")],
    "2026-11-22//day": [("i morgon", "", ""), ("imorgon", "", "")],
    "2026-12-14/2026-12-20/week": [("v. 51", "", ""), ("vecka 51", "", "")],
    "2026-12-13//day": [("lucia", "", "")],
    "2026-12-03/2026-12-31T12:00/minute": [("3 dec", "", "31 dec kl 12")],
}
REFUSED = [
    (("", "", ""), DAY, "”” går inte att läsa som ett datum"),
    (("Jan Lund", "", ""), DAY, "”Jan Lund” går inte att läsa som ett datum"),
    (("31 feb", "", ""), DAY, "”31 feb” går inte"),
    (("3.12", "", ""), DAY, "”3.12” går inte"),
    (("mars 2027", "", ""), DAY, "”mars 2027” går inte"),
    (("fredag 3 dec 2026", "", ""), DAY, "Den 3 december 2026 är en torsdag."),
    (("3 dec och 4 dec", "", ""), DAY, "”3 dec och 4 dec” går inte"),
    (("3 dec i Storåker", "", ""), DAY, "”3 dec i Storåker” går inte"),
    (("3 dec", "tolv prick", ""), CLOCK, "”tolv prick” går inte att läsa som ett klockslag"),
    (("3 dec", "25.00", ""), CLOCK, "”25.00” går inte"),
    (("v. 51", "13.00", ""), CLOCK, "En vecka har inget klockslag."),
    (("3 dec", "", "15.00"), END, "”15.00” går inte att läsa."),
    (("3 dec 2026", "", "1 dec 2026"), END, "Slutet ligger före början."),
    (("3 dec", "13", "snart"), END, "”snart” går inte att läsa."),
    (("1." * 4000, "", ""), DAY, "”1.1."),
]


@pytest.mark.parametrize(
    ("typed", "value"), [(typed, value) for value, each in READ.items() for typed in each], ids=repr
)
def test_what_is_typed_is_read_whole(typed: tuple[str, str, str], value: str) -> None:
    assert str(read_when(*typed, today=TODAY)) == value


@pytest.mark.parametrize(("typed", "field", "says"), REFUSED, ids=lambda given: repr(given)[:40])
def test_what_says_nothing_sure_is_refused_with_a_remedy(typed: tuple[str, str, str], field: str, says: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_when(*typed, today=TODAY)
    assert refused.value.field == field
    assert says in str(refused.value)

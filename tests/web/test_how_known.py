"""How each part of a date is known, as the page of its entry tells it."""

import pytest
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser

from calagg.merge import accept_entry
from calagg.model import Grain
from calagg.model.lock import Field
from calagg.store import Store
from tests.web.conftest import NOW
from tests.web.minutes import each, ids, keep, told

KNOWN = [
    (
        "Mötet är {torsdag 3 december 2026 kl. 13}.",
        told("Mötet", "2026-12-03T13:00"),
        [
            "3 december Står i texten ”torsdag 3 december 2026 kl. 13”",
            "2026 Står i texten Årtalet står i texten.",
            "kl. 13.00 Står i texten ”torsdag 3 december 2026 kl. 13”",
        ],
    ),
    (
        "Mötet är {den 3 december}.",
        told("Mötet", "2026-12-03T13:00"),
        [
            "3 december Står i texten ”den 3 december”",
            "2026 Uttolkat Anteckningarna är från 12 november 2026, och det är närmast därifrån.",
            "kl. 13.00 Uttolkat Klockslaget står någon annanstans i texten.",
        ],
    ),
    (
        "Underlaget lämnas {nästa torsdag}.",
        told("Underlag", "2026-11-19"),
        ["19 november 2026 Uttolkat ”nästa torsdag”, räknat från 12 november 2026."],
    ),
    (
        "Riskanalys görs {vecka 51}.",
        told("Riskanalys", "2026-12-14", "2026-12-20", grain=Grain.WEEK),
        [
            "v. 51 Står i texten ”vecka 51”",
            "2026 Uttolkat Anteckningarna är från 12 november 2026, och det är närmast därifrån.",
        ],
    ),
    ("Klart {under våren}.", told("Klart", "2027-03-01", "2027-05-31", grain=Grain.SEASON), []),
]


def rows(client: FlaskClient, store: Store) -> list[str]:
    (entry,) = ids(store).values()
    return each(LexborHTMLParser(client.get(f"/entries/{entry}").text), ".how-known tbody tr")


@pytest.mark.parametrize(("text", "entry", "shown"), KNOWN, ids=lambda given: str(given)[:30])
def test_what_the_text_says_and_what_is_worked_out(
    client: FlaskClient, opened: Store, text: str, entry: object, shown: list[str]
) -> None:
    keep(opened, (text, entry))  # type: ignore[arg-type]  # an entry, by the table
    assert rows(client, opened) == shown


def test_what_a_person_corrected_is_told_so(client: FlaskClient, opened: Store) -> None:
    keep(opened, ("Mötet är {den 3 december}.", told("Mötet", "2026-12-03")))
    with opened.write() as session:
        (entry,) = ids(opened).values()
        accept_entry(session, entry, {Field.WHEN: "2026-12-04T09:00//minute"}, who="karin", now=NOW)
    assert rows(client, opened) == ["4 december 2026 kl. 09.00 Rättat En granskare har rättat uppgiften."]

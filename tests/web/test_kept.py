"""What many read is worked out once while it is the same, and for half a minute at most."""

from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient

from calagg.store import Store
from calagg.store.entries import review_entry
from calagg.web.kept import LASTS, MOST, Kept
from tests.web.conftest import NOW, Clock
from tests.web.minutes import ids, keep, told


def test_it_is_made_once_until_its_time_is_over_or_the_clock_goes_back() -> None:
    kept: Kept[int] = Kept()
    made: list[int] = []

    def make() -> int:
        made.append(len(made))
        return made[-1]

    second = timedelta(seconds=1)
    assert [kept.get("a", NOW + at, make) for at in (0 * second, second, LASTS - second)] == [0, 0, 0]
    assert kept.get("a", NOW + LASTS, make) == 1
    assert kept.get("a", NOW, make) == 2
    assert kept.get("b", NOW, make) == 3


def test_the_oldest_goes_first() -> None:
    kept: Kept[int] = Kept()
    for number in range(MOST + 1):
        kept.get(number, NOW, lambda: 1)
    assert [kept.get(number, NOW, lambda: 2) for number in (1, MOST, 0)] == [1, 1, 2]


def test_the_list_shows_at_once_what_is_read_judged_and_asked(client: FlaskClient, opened: Store) -> None:
    keep(opened, ("Möte {den 3 december}.", told("Nätverksmöte", "2026-12-03")))
    assert "Nätverksmöte" in client.get("/").text
    keep(opened, ("Kurs {den 4 december}.", told("Grundkurs", "2026-12-04")), origin="minutes/b.txt")
    assert "Grundkurs" in client.get("/").text
    assert "Grundkurs" not in client.get("/?q=n%C3%A4tverk").text
    with opened.write() as session:
        review_entry(session, ids(opened)["Grundkurs"], "rejected", reason="", now=NOW)
    page = client.get("/").text
    assert "Grundkurs" not in page
    assert "Nätverksmöte" in page


def test_each_reader_gets_a_proof_of_their_own_and_the_day_is_the_clocks(
    app: Flask, store: Store, clock: Clock
) -> None:
    keep(store, ("Möte {den 22 november}.", told("Nätverksmöte", "2026-11-22")))
    first, second = (app.test_client().get("/").text for _ in range(2))
    assert first != second  # the forms' proofs
    assert "I morgon" in first
    clock.at += timedelta(days=1)
    assert "I morgon" not in app.test_client().get("/").text

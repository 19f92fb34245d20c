"""Granska: what waits, nearest first; a judgement shows at once in the list, is kept with its judge, can be undone."""

import pytest
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser
from sqlalchemy import select

from calagg.model import Kind
from calagg.store import Store
from calagg.store.schema import ChangeRow, EntryRow
from tests.web.minutes import each, ids, keep, told, words
from tests.web.signing_in import sign_in
from tests.web.subscribing import send

NEAR, FAR, PAST = "Underlag till planen", "Studiebesök", "Det som har varit"


@pytest.fixture
def reviewer(client: FlaskClient, opened: Store) -> FlaskClient:
    """Karin, before whom two entries lie that calagg is unsure of; a third is over."""
    keep(
        opened,
        ("Studiebesök blir kanske {den 9 december}.", told(FAR, "2026-12-09", confidence=0.3)),
        (
            "Underlaget ska vara inne {nästa torsdag, innan lunch}.",
            told(NEAR, "2026-11-26T12:00", kind=Kind.DEADLINE, confidence=0.4, reasons=("nästa torsdag är tvetydigt",)),
        ),
        ("Det var {den 2 november}.", told(PAST, "2026-11-02", confidence=0.2)),
        ("Säkert möte {den 3 december}.", told("Säkert möte", "2026-12-03")),
    )
    sign_in(client, opened)
    return client


def queue(client: FlaskClient, path: str = "/granska") -> list[str]:
    return each(LexborHTMLParser(client.get(path).text), "tbody tr td:first-child")


def shown(client: FlaskClient, path: str = "/granska") -> str:
    return words(LexborHTMLParser(client.get(path).text).css_first(".review-title"))


def listed(client: FlaskClient) -> str:
    return words(LexborHTMLParser(client.get("/").text).css_first("main"))


def test_what_is_nearest_comes_first_with_its_proof(reviewer: FlaskClient) -> None:
    page = LexborHTMLParser(reviewer.get("/granska").text)
    assert queue(reviewer) == [NEAR, FAR]
    assert words(page.css_first(".review-title")) == NEAR
    assert each(page, "blockquote mark") == ["nästa torsdag, innan lunch"]
    assert "Varför frågar vi? Nästa torsdag är tvetydigt." in words(page.css_first("main"))
    assert "torsdag 26 november 2026" in words(page.css_first(".facts"))


def test_an_accepted_entry_is_shown_and_can_be_taken_back(reviewer: FlaskClient, opened: Store) -> None:
    entry = ids(opened)[NEAR]
    assert NEAR not in listed(reviewer)
    answer = send(reviewer, "/granska", to=f"/granska/{entry}/godkann")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/granska?klar={entry}")
    page = LexborHTMLParser(reviewer.get(answer.headers["Location"]).text)
    assert words(page.css_first(".note-success")) == f"”{NEAR}” är godkänd. Ångra"
    assert queue(reviewer) == [FAR]
    assert NEAR in listed(reviewer)
    send(reviewer, answer.headers["Location"], to=f"/granska/{entry}/angra")
    assert queue(reviewer) == [NEAR, FAR]
    assert NEAR not in listed(reviewer)


def test_a_rejected_entry_is_gone_with_its_reason_and_judge(reviewer: FlaskClient, opened: Store) -> None:
    entry = ids(opened)[FAR]
    send(reviewer, f"/granska?post={entry}", to=f"/granska/{entry}/avvisa", typed={"varfor": "Ingen händelse"})
    assert queue(reviewer) == [NEAR]
    assert reviewer.get(f"/entries/{entry}").status_code == 404
    with opened.read() as session:
        change = session.scalars(select(ChangeRow).where(ChangeRow.what == "review")).one()
    assert (change.after, change.reason, change.who) == ("rejected", "Ingen händelse", "karin")


def test_what_another_has_judged_is_not_judged_again(reviewer: FlaskClient, opened: Store) -> None:
    entry = ids(opened)[NEAR]
    form = LexborHTMLParser(reviewer.get("/granska").text).css_first(f"form[action='/granska/{entry}/avvisa'] input")
    assert form is not None
    hidden = str(form.attributes["value"])
    send(reviewer, "/granska", to=f"/granska/{entry}/godkann")
    answer = reviewer.post(f"/granska/{entry}/avvisa", data={"formular": hidden, "varfor": "Annat"})
    assert answer.headers["Location"] == f"/granska?redan={entry}"
    note = LexborHTMLParser(reviewer.get(answer.headers["Location"]).text).css_first(".note-success")
    assert words(note) == f"”{NEAR}” är redan godkänd."
    assert NEAR in listed(reviewer)


def test_what_was_merged_is_not_taken_back_here(reviewer: FlaskClient, opened: Store) -> None:
    known = ids(opened)
    page = reviewer.get("/granska")
    assert page.status_code == 200
    with opened.write() as session:
        row = session.get_one(EntryRow, known[FAR])
        row.review, row.merged_into = "merged", known[NEAR]
    notes = LexborHTMLParser(reviewer.get(f"/granska?klar={known[FAR]}").text).css(".note-success form")
    assert list(notes) == []


def test_later_goes_on_to_the_next_and_around(reviewer: FlaskClient, opened: Store) -> None:
    known = ids(opened)
    assert shown(reviewer, f"/granska?efter={known[NEAR]}") == FAR
    assert shown(reviewer, f"/granska?efter={known[FAR]}") == NEAR
    assert shown(reviewer, f"/granska?post={known[FAR]}") == FAR
    assert shown(reviewer, "/granska?post=x&efter=y") == NEAR


def test_an_empty_queue_is_said_so(client: FlaskClient, opened: Store) -> None:
    sign_in(client, opened)
    assert "Allt är granskat." in words(LexborHTMLParser(client.get("/granska").text).css_first("main"))


def test_nobody_judges_without_signing_in_or_by_another_sites_form(
    client: FlaskClient, reviewer: FlaskClient, opened: Store
) -> None:
    entry = ids(opened)[NEAR]
    assert reviewer.post(f"/granska/{entry}/godkann").status_code == 400
    assert queue(reviewer) == [NEAR, FAR]
    assert send(reviewer, "/granska", to="/granska/00000000-0000-0000-0000-000000000000/godkann").status_code in (
        400,
        404,
    )
    stranger = reviewer.application.test_client()
    assert stranger.get("/granska").headers["Location"] == "/logga-in?till=/granska"
    assert stranger.post(f"/granska/{entry}/godkann").headers["Location"] == "/logga-in"


def test_a_get_judges_nothing(reviewer: FlaskClient, opened: Store) -> None:
    entry = ids(opened)[NEAR]
    for verb in ("godkann", "avvisa", "angra"):
        assert reviewer.get(f"/granska/{entry}/{verb}").status_code == 405
    assert queue(reviewer) == [NEAR, FAR]

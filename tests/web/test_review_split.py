"""Dela upp: what some documents tell of an entry becomes one of its own, and one again."""

import pytest
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser

from calagg.store import Store
from tests.web.minutes import each, ids, keep, told, words
from tests.web.signing_in import sign_in
from tests.web.subscribing import send
from tests.web.test_review import note, page_of, undo

TITLE = "Studiebesök"
SENTENCES = ("Studiebesök {den 9 december} i skolan.", "Studiebesök {den 9 december} på museet.")


@pytest.fixture
def reviewer(client: FlaskClient, opened: Store) -> FlaskClient:
    """Karin, before whom an entry lies of which two networks tell."""
    for number, sentence in enumerate(SENTENCES):
        keep(opened, (sentence, told(TITLE, "2026-12-09")), origin=f"{number}.txt", title=f"Nätverk {number}")
    sign_in(client, opened)
    return client


def entries(client: FlaskClient) -> int:
    return words(LexborHTMLParser(client.get("/").text).css_first("main")).count(TITLE)


def test_one_is_made_two_and_one_again(reviewer: FlaskClient, opened: Store) -> None:
    entry = ids(opened)[TITLE]
    path = f"/granska/{entry}/dela"
    assert page_of(reviewer, f"/granska?post={entry}").css_first(f"a[href='{path}']") is not None
    page = page_of(reviewer, path)
    ticks = sorted(each(page, ".tick"))
    assert [tick.partition(" ”")[2] for tick in ticks] == [
        "Studiebesök den 9 december i skolan.”",
        "Studiebesök den 9 december på museet.”",
    ]
    before = entries(reviewer)
    document = page.css("input[type=checkbox]")[0].attributes["value"]
    answer = send(reviewer, path, to=path, typed={"dokument": document})
    assert note(reviewer, answer) == f"”{TITLE}” är delad i två poster."
    assert entries(reviewer) == 2 * before
    history = words(LexborHTMLParser(reviewer.get(f"/entries/{entry}").text).css_first(".history"))
    assert f"Delad för hand: ”{TITLE}” är en egen post" in history
    assert page_of(reviewer, path).css_first("form.ask") is None
    undo(reviewer, answer.headers["Location"])
    assert entries(reviewer) == before


def test_nothing_and_all_are_no_choice(reviewer: FlaskClient, opened: Store) -> None:
    path = f"/granska/{ids(opened)[TITLE]}/dela"
    before = entries(reviewer)
    documents = [node.attributes["value"] for node in page_of(reviewer, path).css("input[type=checkbox]")]
    for chosen in ([], documents):
        assert note(reviewer, send(reviewer, path, to=path, typed={"dokument": chosen})) == (
            "Inget var valt, och inget har ändrats."
        )
    assert entries(reviewer) == before


def test_what_is_not_there_is_not_split(reviewer: FlaskClient) -> None:
    assert reviewer.get("/granska/00000000-0000-0000-0000-000000000000/dela").status_code == 404

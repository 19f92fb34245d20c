"""Rapportera fel: what readers say is wrong, with one entry or any; what reviewers see of it; on both databases."""

from collections.abc import Mapping

import pytest
from flask import Flask
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser
from werkzeug.test import TestResponse

from calagg.merge.by_hand import merge_entries
from calagg.store import Store
from calagg.store.reports import open_reports
from tests.web.conftest import NOW
from tests.web.minutes import each, ids, keep, told, words
from tests.web.signing_in import sign_in
from tests.web.subscribing import heading, send

TITLE, OTHER, HIDDEN = "Nätverksmöte", "Julmarknad", "Det som ingen ser"
TYPED = {"fel": "datum", "ord": "Mötet är den 4 december.", "epost": "Anna@Example.se"}
WAITING = "/granska/rapporter"


@pytest.fixture
def entries(store: Store) -> dict[str, str]:
    """The ids of three entries by their titles; the last waits for review."""
    keep(
        store,
        ("Nätverket möts {3 december}.", told(TITLE, "2026-12-03")),
        ("Julmarknad {5 december}.", told(OTHER, "2026-12-05")),
        ("Kanske {6 december}.", told(HIDDEN, "2026-12-06", confidence=0.2)),
    )
    return ids(store)


def kept(store: Store) -> list[tuple[str | None, str, str, str]]:
    with store.read() as session:
        return [(r.entry_id, r.what, r.words, r.address) for r in open_reports(session, most=9)]


def report(browser: FlaskClient, path: str, typed: Mapping[str, object] = TYPED) -> TestResponse:
    return send(browser, path, typed=typed)


def alerts(answer: TestResponse) -> list[str]:
    return each(LexborHTMLParser(answer.text), ".error")


def test_from_the_page_of_an_entry_to_the_reviewer(
    browser: FlaskClient, store: Store, entries: dict[str, str], app: Flask
) -> None:
    path = f"/entries/{entries[TITLE]}/rapportera"
    link = LexborHTMLParser(browser.get(f"/entries/{entries[TITLE]}").text).css_first(f"aside a[href='{path}']")
    assert words(link) == "Rapportera fel i posten"
    assert heading(browser.get(path)) == "Rapportera fel i posten"
    answer = report(browser, path)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{path}?tack=1")
    thanks = LexborHTMLParser(browser.get(answer.headers["Location"]).text)
    assert each(thanks, ".note") == ["Tack. Redaktören ser rapporten i granskningen."]
    assert thanks.css_first("main form") is None
    assert kept(store) == [(entries[TITLE], "datum", "Mötet är den 4 december.", "anna@example.se")]

    karin = app.test_client()
    sign_in(karin, store)
    page = LexborHTMLParser(karin.get(WAITING).text)
    assert each(page, ".staff a") == ["Granska 1", "Rapporter 1", "Ladda upp"]
    assert each(page, "article") == [
        f"{TITLE} Fel Datumet Inkom 21 november 2026 kl. 14.05 Från anna@example.se "
        f"Mötet är den 4 december. Hanterad : {TITLE}"
    ]
    assert [a.attributes["href"] for a in page.css("article a")] == [
        f"/entries/{entries[TITLE]}",
        "mailto:anna@example.se",
    ]


def test_handled_and_taken_back(browser: FlaskClient, store: Store) -> None:
    report(browser, "/rapportera")
    sign_in(browser, store)
    [form] = LexborHTMLParser(browser.get(WAITING).text).css("article form")
    handled = str(form.attributes["action"])
    answer = send(browser, WAITING, to=handled)
    page = LexborHTMLParser(browser.get(answer.headers["Location"]).text)
    assert (each(page, ".note"), each(page, "article")) == (["Rapporten är hanterad. Ångra"], [])
    assert "Inga rapporter väntar." in words(page.css_first("main"))
    assert kept(store) == []
    send(browser, answer.headers["Location"], to=handled.replace("hanterad", "oppna"))
    assert kept(store) == [(None, "datum", "Mötet är den 4 december.", "")]


def test_what_another_has_handled_is_not_handled_again(browser: FlaskClient, store: Store) -> None:
    report(browser, "/rapportera")
    sign_in(browser, store)
    [form] = LexborHTMLParser(browser.get(WAITING).text).css("article form")
    [proof] = form.css("input")
    path, data = str(form.attributes["action"]), {"formular": str(proof.attributes["value"])}
    assert "?klar=" in browser.post(path, data=data).headers["Location"]
    late = browser.post(path, data=data).headers["Location"]
    assert each(LexborHTMLParser(browser.get(late).text), ".note") == ["karin har redan hanterat rapporten."]


def test_the_general_form_needs_words(browser: FlaskClient, store: Store, entries: dict[str, str]) -> None:
    links = LexborHTMLParser(browser.get("/").text).css("footer a")
    assert ("Rapportera fel", "/rapportera") in [(words(a), a.attributes["href"]) for a in links]
    answer = report(browser, "/rapportera", {"fel": "datum", "ord": " \r\n"})
    assert (answer.status_code, alerts(answer)) == (422, ["Beskrivningen saknas. Skriv kort vad som är fel."])
    path = f"/entries/{entries[TITLE]}/rapportera"
    assert alerts(report(browser, path, {"fel": "annat"})) == ["Beskrivningen saknas. Skriv kort vad som är fel."]
    assert report(browser, path, {"fel": "plats"}).status_code == 303
    assert kept(store) == [(entries[TITLE], "plats", "", "")]


def test_every_fault_is_named_and_what_was_typed_is_kept(browser: FlaskClient, store: Store) -> None:
    typed = {"fel": "x", "ord": f"</textarea><script>alert(1)</script>{'å' * 1000}", "epost": "anna"}
    answer = report(browser, "/rapportera", typed)
    page = LexborHTMLParser(answer.text)
    assert (answer.status_code, alerts(answer)) == (
        422,
        [
            "Inget är valt. Välj det som ligger närmast, eller Annat.",
            "Beskrivningen är för lång. Skriv högst 1000 tecken.",
            "Adressen saknar @. Skriv hela adressen, till exempel namn@example.com.",
        ],
    )
    assert words(page.css_first("[role=alert]")).startswith("3 fält behöver rättas. ")
    assert [page.css_first(str(a.attributes["href"])) is None for a in page.css("[role=alert] a")] == [False] * 3
    box = page.css_first("#ord")
    assert box is not None
    assert box.text() == "\n" * (box.text()[:1] == "\n") + typed["ord"]
    assert page.css("script:not([src])") == []
    assert kept(store) == []


@pytest.mark.parametrize("typed", ["a@x.se, v@x.se", "a@exa\x00mple.se", "a@example.se\r\nBcc: b", "<b>@example.se"])
def test_an_address_that_is_none_is_not_kept(browser: FlaskClient, store: Store, typed: str) -> None:
    answer = report(browser, "/rapportera", {**TYPED, "epost": typed})
    assert (answer.status_code, len(alerts(answer)), kept(store)) == (422, 1, [])


def test_a_personal_number_is_masked_and_markup_is_text(browser: FlaskClient, store: Store) -> None:
    report(browser, "/rapportera", {"fel": "annat", "ord": "811228-9874 <img src=x onerror=alert(1)>"})
    sign_in(browser, store)
    page = LexborHTMLParser(browser.get(WAITING).text)
    assert each(page, ".report-words") == ["••••••-•••• <img src=x onerror=alert(1)>"]
    assert page.css("main img") == []


def test_an_entry_that_readers_do_not_see_can_not_be_asked_after(
    browser: FlaskClient, store: Store, entries: dict[str, str]
) -> None:
    for entry in (entries[HIDDEN], "00000000-0000-0000-0000-000000000000"):
        assert browser.get(f"/entries/{entry}/rapportera").status_code == 404
        assert send(browser, "/rapportera", to=f"/entries/{entry}/rapportera", typed=TYPED).status_code == 404
    with store.write() as session:
        merge_entries(session, entries[TITLE], entries[OTHER], now=NOW)
    assert browser.get(f"/entries/{entries[OTHER]}/rapportera").headers["Location"] == (
        f"/entries/{entries[TITLE]}/rapportera"
    )
    assert kept(store) == []


def test_what_another_site_posts_is_not_kept(browser: FlaskClient, store: Store) -> None:
    answer = browser.post("/rapportera", data=TYPED)
    assert answer.status_code == 400
    box = LexborHTMLParser(answer.text).css_first("#ord")
    assert words(box) == TYPED["ord"]
    assert kept(store) == []


def test_one_client_reports_thirty_times_in_ten_minutes(browser: FlaskClient, app: Flask, store: Store) -> None:
    codes = [browser.post("/rapportera", data=TYPED).status_code for _ in range(31)]
    assert codes == [400] * 30 + [429]
    other = app.test_client()
    other.environ_base["REMOTE_ADDR"] = "192.0.2.9"
    assert report(other, "/rapportera").status_code == 303


def test_reviewers_alone_see_and_handle_reports(browser: FlaskClient, store: Store) -> None:
    report(browser, "/rapportera")
    with store.read() as session:
        [one] = open_reports(session, most=9)
    assert browser.get(WAITING).headers["Location"] == f"/logga-in?till={WAITING}"
    assert browser.post(f"{WAITING}/{one.id}/hanterad").headers["Location"] == "/logga-in"
    sign_in(browser, store)
    for verb in ("hanterad", "oppna"):
        assert browser.post(f"{WAITING}/{one.id}/{verb}").status_code == 400
        assert browser.get(f"{WAITING}/{one.id}/{verb}").status_code == 405
    assert len(kept(store)) == 1
    gone = "00000000-0000-0000-0000-000000000000"
    assert browser.post(f"{WAITING}/{gone}/hanterad").status_code == 400

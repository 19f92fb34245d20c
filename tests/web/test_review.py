"""Granska: what waits, nearest first; a judgement shows at once in the list, is kept with its judge, can be undone."""

import re

import pytest
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser
from sqlalchemy import select
from werkzeug.test import TestResponse

from calagg.model import Kind
from calagg.store import Store
from calagg.store.known import KnownEntry, known_entry
from calagg.store.schema import ChangeRow, EntryRow
from tests.web.minutes import each, ids, keep, told, words
from tests.web.signing_in import sign_in
from tests.web.subscribing import send

NEAR, FAR, PAST, SURE = "Underlag till planen", "Studiebesök", "Det som har varit", "Säkert möte"


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
        ("Säkert möte {den 3 december}.", told(SURE, "2026-12-03")),
    )
    sign_in(client, opened)
    return client


def page_of(client: FlaskClient, path: str = "/granska") -> LexborHTMLParser:
    return LexborHTMLParser(client.get(path).text)


def queue(client: FlaskClient, path: str = "/granska") -> list[str]:
    return each(page_of(client, path), ".review-queue .cell-head")


def field(page: LexborHTMLParser, name: str) -> str:
    node = page.css_first(f"input[type=text][name={name}]")
    assert node is not None
    return str(node.attributes["value"] or "")


def shown(client: FlaskClient, path: str = "/granska") -> str:
    return field(page_of(client, path), "titel")


def listed(client: FlaskClient) -> str:
    return words(LexborHTMLParser(client.get("/").text).css_first("main"))


def judge(client: FlaskClient, entry: str, beslut: str = "godkann", **typed: object) -> TestResponse:
    return send(client, f"/granska?post={entry}", to=f"/granska/{entry}", typed={"beslut": beslut, **typed})


def note(client: FlaskClient, answer: TestResponse) -> str:
    return words(page_of(client, answer.headers["Location"]).css_first(".review-top + .note"))


def undo(client: FlaskClient, path: str = "/granska") -> TestResponse:
    return send(client, path, to="/granska/angra")


def stored(store: Store, entry: str) -> KnownEntry:
    with store.read() as session:
        known = known_entry(session, entry)
    assert known is not None
    return known


def test_what_is_nearest_comes_first_with_its_proof(reviewer: FlaskClient) -> None:
    page = page_of(reviewer)
    assert queue(reviewer) == [NEAR, FAR]
    assert each(page, "blockquote mark") == ["nästa torsdag, innan lunch"]
    assert "Varför frågar vi? Nästa torsdag är tvetydigt." in words(page.css_first("main"))
    assert [field(page, name) for name in ("titel", "datum", "klockslag", "slutar", "plats", "arrangor")] == [
        NEAR,
        "2026-11-26",
        "12.00",
        "",
        "",
        "",
    ]
    assert words(page.css_first("#datum-tips")) == "torsdag, v. 48, om 5 dagar"
    assert words(page.css_first("label[for=datum] small")) == "dagen är uttolkad"
    assert [
        node.attributes["value"] for node in page.css("input[checked]") if node.attributes["name"] != "tolkning"
    ] == ["deadline", "confirmed"]
    assert words(page.css_first(".review-progress")) == "0 av 2 klara , 2 kvar"


def test_the_readings_are_numbered_and_the_last_is_none(reviewer: FlaskClient) -> None:
    assert each(page_of(reviewer), ".reading") == [
        "1 torsdag 26 november 2026 kl. 12.00 så är den läst",
        "2 torsdag 19 november 2026 kl. 12.00 veckan före",
        "3 torsdag 3 december 2026 kl. 12.00 veckan efter",
        "4 Inget datum för kalendern avvisas, och kommer inte tillbaka",
    ]


def test_an_accepted_entry_is_shown_and_can_be_taken_back(reviewer: FlaskClient, opened: Store) -> None:
    entry = ids(opened)[NEAR]
    assert NEAR not in listed(reviewer)
    answer = judge(reviewer, entry)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/granska?klar=1")
    assert note(reviewer, answer) == f"”{NEAR}” är godkänd."
    assert queue(reviewer) == [FAR]
    assert words(page_of(reviewer).css_first(".review-progress")) == "1 av 2 klara , 1 kvar"
    assert NEAR in listed(reviewer)
    assert stored(opened, entry).locks == ()
    answer = undo(reviewer, answer.headers["Location"])
    assert note(reviewer, answer) == f"Bedömningen av ”{NEAR}” är ångrad."
    assert queue(reviewer) == [NEAR, FAR]
    assert NEAR not in listed(reviewer)


def test_a_rejected_entry_is_gone_with_its_reason_and_judge(reviewer: FlaskClient, opened: Store) -> None:
    entry = ids(opened)[FAR]
    judge(reviewer, entry, "avvisa", varfor="Ingen händelse")
    assert queue(reviewer) == [NEAR]
    assert reviewer.get(f"/entries/{entry}").status_code == 404
    with opened.read() as session:
        change = session.scalars(select(ChangeRow).where(ChangeRow.what == "review")).one()
    assert (change.after, change.reason, change.who) == ("rejected", "Ingen händelse", "karin")


def test_choosing_no_reading_rejects(reviewer: FlaskClient, opened: Store) -> None:
    answer = judge(reviewer, ids(opened)[NEAR], tolkning="inget")
    assert note(reviewer, answer) == f"”{NEAR}” är avvisad."
    assert words(page_of(reviewer, "/granska/historik").css_first("tbody tr")).startswith(
        f"21 nov 2026 kl. 14.05 karin Avvisad {NEAR} Inget datum för kalendern"
    )


def test_another_reading_moves_and_locks_the_date(reviewer: FlaskClient, opened: Store) -> None:
    entry = ids(opened)[NEAR]
    answer = judge(reviewer, entry, tolkning="2026-12-03T12:00//minute")
    assert note(reviewer, answer) == f"”{NEAR}” är godkänd och rättad."
    known = stored(opened, entry)
    assert str(known.entry.start) == "2026-12-03T12:00"
    assert [(lock.field, lock.value, lock.who) for lock in known.locks] == [
        ("when", "2026-12-03T12:00//minute", "karin")
    ]


def test_a_reading_that_was_never_offered_changes_nothing(reviewer: FlaskClient, opened: Store) -> None:
    entry = ids(opened)[NEAR]
    judge(reviewer, entry, tolkning="2031-01-01//day")
    assert str(stored(opened, entry).entry.start) == "2026-11-26T12:00"


def test_fields_are_corrected_as_people_write(reviewer: FlaskClient, opened: Store) -> None:
    entry = ids(opened)[FAR]
    judge(
        reviewer,
        entry,
        titel="Studiebesök hos Lindevik",
        typ="event",
        datum="nästa fredag",
        klockslag="kl 13-15",
        plats="Lindevik",
        status="tentative",
    )
    known = stored(opened, entry)
    assert (known.entry.title, str(known.entry.start), str(known.entry.end), known.entry.location) == (
        "Studiebesök hos Lindevik",
        "2026-11-27T13:00",
        "2026-11-27T15:00",
        "Lindevik",
    )
    assert [lock.field for lock in known.locks] == ["title", "when", "location", "status"]
    page = page_of(reviewer, f"/granska?post={entry}")
    assert [words(node) for node in page.css("label[for=titel] small, label[for=datum] small")] == ["låst av karin"] * 2
    assert "Titeln rättad av karin och låst: nya anteckningar ändrar den inte." in words(
        LexborHTMLParser(reviewer.get(f"/entries/{entry}").text).css_first(".history")
    )


def test_what_cannot_be_read_is_told_at_its_field_and_kept(reviewer: FlaskClient, opened: Store) -> None:
    entry = ids(opened)[FAR]
    answer = judge(reviewer, entry, titel="", datum="fredag 3 dec 2026", plats="Lindevik")
    page = LexborHTMLParser(answer.text)
    assert answer.status_code == 422
    assert words(page.css_first("#titel-fel")) == "Skriv en titel."
    assert words(page.css_first("#datum-fel")) == (
        "Den 3 december 2026 är en torsdag. Rätta dagen eller ta bort veckodagen."
    )
    assert (field(page, "datum"), field(page, "plats")) == ("fredag 3 dec 2026", "Lindevik")
    assert "2 fält behöver rättas." in words(page.css_first("[role=alert]"))
    assert queue(reviewer) == [NEAR, FAR]
    assert stored(opened, entry).locks == ()


def test_a_call_must_have_its_last_day(reviewer: FlaskClient, opened: Store) -> None:
    entry = ids(opened)[FAR]
    answer = judge(reviewer, entry, typ="window")
    assert words(LexborHTMLParser(answer.text).css_first("#slutar-fel")) == (
        "En utlysning har en sista dag. Skriv den i Slutar."
    )
    judge(reviewer, entry, typ="window", slutar="31 jan")
    assert str(stored(opened, entry).entry.end) == "2027-01-31"


def test_what_another_has_judged_is_not_judged_again(reviewer: FlaskClient, opened: Store) -> None:
    entry = ids(opened)[NEAR]
    form = page_of(reviewer).css(f"form[action='/granska/{entry}'] input[type=hidden]")
    hidden = {str(node.attributes["name"]): str(node.attributes["value"] or "") for node in form}
    other = reviewer.application.test_client()
    sign_in(other, opened, "bo")
    judge(other, entry)
    answer = reviewer.post(f"/granska/{entry}", data={**hidden, "beslut": "avvisa"})
    assert answer.headers["Location"] == f"/granska?redan={entry}"
    assert note(reviewer, answer) == "bo har redan godkänt posten."
    assert NEAR in listed(reviewer)
    assert not page_of(reviewer).css("#angra")  # it is not Karin's to take back from here


def test_undoing_goes_back_step_by_step(reviewer: FlaskClient, opened: Store) -> None:
    known = ids(opened)
    judge(reviewer, known[NEAR])
    judge(reviewer, known[FAR], "avvisa")
    assert queue(reviewer) == []
    assert "Allt är granskat." in words(page_of(reviewer).css_first("main"))
    undo(reviewer)
    assert queue(reviewer) == [FAR]
    undo(reviewer)
    assert queue(reviewer) == [NEAR, FAR]
    assert not page_of(reviewer).css("#angra")


def test_several_are_judged_at_once_and_undone_together(reviewer: FlaskClient, opened: Store) -> None:
    known = ids(opened)
    answer = send(
        reviewer, "/granska", to="/granska/flera", typed={"beslut": "avvisa", "post": [known[NEAR], known[FAR]]}
    )
    assert note(reviewer, answer) == "2 poster är avvisade."
    assert queue(reviewer) == []
    undo(reviewer, answer.headers["Location"])
    assert queue(reviewer) == [NEAR, FAR]


def test_nothing_ticked_nothing_judged(reviewer: FlaskClient, opened: Store) -> None:
    answer = send(reviewer, "/granska", to="/granska/flera", typed={"beslut": "godkann-alla"})
    assert note(reviewer, answer) == "Inget var valt, och inget har ändrats."
    judged = send(reviewer, "/granska", to="/granska/flera", typed={"beslut": "avvisa", "post": ids(opened)[SURE]})
    assert note(reviewer, judged) == "Inget var valt, och inget har ändrats."
    assert SURE in listed(reviewer)


def test_the_rest_of_a_document_is_judged_alone(reviewer: FlaskClient, opened: Store) -> None:
    keep(
        opened,
        ("Kurs kanske {den 4 december}.", told("Kurs", "2026-12-04", confidence=0.3)),
        origin="minutes/b.txt",
        title="Minnesanteckningar, Kursgruppen",
    )
    links = page_of(reviewer).css(".review-queue a[href^='/granska?dokument=']")
    path = str(next(node for node in links if "Kursgruppen" not in words(node)).attributes["href"])
    assert queue(reviewer) == [NEAR, "Kurs", FAR]
    assert queue(reviewer, path) == [NEAR, FAR]
    answer = send(reviewer, path, to="/granska/flera", typed={"beslut": "godkann-alla"})
    assert note(reviewer, answer) == "2 poster är godkända."
    assert queue(reviewer) == ["Kurs"]


def test_a_proposal_waits_for_a_person(reviewer: FlaskClient, opened: Store) -> None:
    entry = ids(opened)[SURE]
    judge(reviewer, entry, datum="4 dec")
    moved = told(SURE, "2026-12-10")
    keep(opened, ("Säkert möte flyttas till {den 10 december}.", moved), origin="minutes/b.txt", title="Nästa möte")
    assert queue(reviewer) == [NEAR, SURE, FAR]
    page = page_of(reviewer, f"/granska?post={entry}")
    assert words(page.css_first(".review-proposals dd")) == (
        "fredag 4 december 2026 blir torsdag 10 december 2026 låst av karin"
    )
    kept = send(reviewer, f"/granska?post={entry}", to=f"/granska/{entry}/forslag", typed={"beslut": "behall"})
    assert note(reviewer, kept) == f"Det låsta står kvar: ”{SURE}” är oförändrad."
    assert (queue(reviewer), str(stored(opened, entry).entry.start)) == ([NEAR, FAR], "2026-12-04")
    undo(reviewer)
    assert queue(reviewer) == [NEAR, SURE, FAR]
    send(reviewer, f"/granska?post={entry}", to=f"/granska/{entry}/forslag", typed={"beslut": "ta"})
    assert (queue(reviewer), str(stored(opened, entry).entry.start)) == ([NEAR, FAR], "2026-12-10")


def test_two_are_made_one_and_two_again(reviewer: FlaskClient, opened: Store) -> None:
    known = ids(opened)
    path = f"/granska/{known[FAR]}/sla-ihop"
    assert each(page_of(reviewer, path), ".tick")[0].endswith("Blir kvar")
    assert each(page_of(reviewer, f"{path}?q=säkert"), ".tick span")[0].startswith(SURE)
    assert "Ingen post har orden ”finns inte”." in words(page_of(reviewer, f"{path}?q=finns+inte").css_first("main"))
    answer = send(reviewer, path, to=path, typed={"post": known[SURE]})
    assert note(reviewer, answer) == f"En post har slagits ihop med ”{SURE}”."
    assert queue(reviewer) == [NEAR]
    assert known[SURE] in reviewer.get(f"/entries/{known[FAR]}").headers["Location"]
    undo(reviewer, answer.headers["Location"])
    assert queue(reviewer) == [NEAR, FAR]
    assert "Sammanslagningen med ”Studiebesök” togs tillbaka" in words(
        LexborHTMLParser(reviewer.get(f"/entries/{known[SURE]}").text).css_first(".history")
    )


def test_the_history_takes_back_what_another_judged_and_says_who(reviewer: FlaskClient, opened: Store) -> None:
    other = reviewer.application.test_client()
    sign_in(other, opened, "bo")
    judge(other, ids(opened)[NEAR])
    path = "/granska/historik"
    assert [len(page_of(reviewer, path).css("tbody form")), queue(reviewer)] == [1, [FAR]]
    send(reviewer, path, to="/granska/angra")
    (line,) = each(page_of(reviewer, path), "tbody tr")
    assert re.search("bo Godkänd ångrad av karin", line)
    assert (len(page_of(reviewer, path).css("tbody form")), queue(reviewer)) == (0, [NEAR, FAR])


def test_an_empty_history_leads_to_the_review(client: FlaskClient, opened: Store) -> None:
    sign_in(client, opened)
    assert "Ingen har bedömt något än." in words(page_of(client, "/granska/historik").css_first("main"))


def test_what_was_merged_is_not_judged(reviewer: FlaskClient, opened: Store) -> None:
    known = ids(opened)
    hidden = page_of(reviewer, f"/granska?post={known[FAR]}").css(f"form[action='/granska/{known[FAR]}'] input")
    sent = {str(n.attributes["name"]): str(n.attributes.get("value") or "") for n in hidden}
    with opened.write() as session:
        row = session.get_one(EntryRow, known[FAR])
        row.review, row.merged_into = "merged", known[NEAR]
    assert reviewer.post(f"/granska/{known[FAR]}", data=sent).status_code == 404
    assert shown(reviewer, f"/granska?post={known[FAR]}") == NEAR
    assert reviewer.get(f"/granska/{known[FAR]}/sla-ihop").status_code == 404


def test_later_goes_on_to_the_next_and_around(reviewer: FlaskClient, opened: Store) -> None:
    known = ids(opened)
    assert shown(reviewer, f"/granska?efter={known[NEAR]}") == FAR
    assert shown(reviewer, f"/granska?efter={known[FAR]}") == NEAR
    assert shown(reviewer, f"/granska?post={known[FAR]}") == FAR
    assert shown(reviewer, f"/granska?post={known[SURE]}") == SURE  # what does not wait can be corrected too
    assert shown(reviewer, "/granska?post=x&efter=y&klar=9,a&angrad=x&redan=z&dokument=q") == NEAR


def test_an_empty_queue_is_said_so(client: FlaskClient, opened: Store) -> None:
    sign_in(client, opened)
    assert "Allt är granskat." in words(page_of(client).css_first("main"))


def test_a_personal_number_is_neither_shown_nor_taken_for_a_correction(client: FlaskClient, opened: Store) -> None:
    secret = "Samtal med 811218-9876"
    keep(opened, (f"{secret} {{den 9 december}}.", told(secret, "2026-12-09", confidence=0.3)))
    sign_in(client, opened)
    assert "811218-9876" not in client.get("/granska").text
    entry = ids(opened)[secret]
    page = page_of(client)
    judge(client, entry, titel=field(page, "titel"))
    assert stored(opened, entry).locks == ()


def test_nobody_judges_without_signing_in_or_by_another_sites_form(
    client: FlaskClient, reviewer: FlaskClient, opened: Store
) -> None:
    entry = ids(opened)[NEAR]
    posts = (f"/granska/{entry}", f"/granska/{entry}/forslag", f"/granska/{entry}/sla-ihop", "/granska/flera")
    for path in (*posts, "/granska/angra"):
        assert reviewer.post(path, data={"beslut": "godkann", "post": entry}).status_code == 400
    assert queue(reviewer) == [NEAR, FAR]
    stranger = reviewer.application.test_client()
    assert stranger.get("/granska").headers["Location"] == "/logga-in?till=/granska"
    for path in (*posts, "/granska/angra"):
        assert stranger.post(path).headers["Location"] == "/logga-in"


def test_a_get_judges_nothing(reviewer: FlaskClient, opened: Store) -> None:
    entry = ids(opened)[NEAR]
    for path in (f"/granska/{entry}", f"/granska/{entry}/forslag", "/granska/flera", "/granska/angra"):
        assert reviewer.get(path).status_code == 405
    assert queue(reviewer) == [NEAR, FAR]

"""/ladda-upp: who may send minutes, what is said of each file, what is refused."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser
from werkzeug.test import TestResponse

from calagg.config import Config, Publish, Read, Web
from calagg.model.user import Role
from calagg.store import Store
from calagg.store.documents import list_documents
from calagg.web.app import create_app
from tests.read.forms import STEERING, as_word
from tests.web.conftest import NOW
from tests.web.minutes import each, words
from tests.web.signing_in import sign_in
from tests.web.subscribing import send

PATH = "/ladda-upp"
MINUTES = b"Minnesanteckningar 2026-11-17\n\nAnsokan lamnas senast den 16 december 2026.\n"
LATER = b"Minnesanteckningar 2026-11-17\n\nAnsokan lamnas senast den 18 december 2026.\n"


@pytest.fixture
def karin(client: FlaskClient, opened: Store) -> FlaskClient:
    """A reviewer who has signed in."""
    sign_in(client, opened)
    return client


def upload(client: FlaskClient, *files: tuple[str, bytes]) -> TestResponse:
    return send(client, PATH, typed={"filer": [(io.BytesIO(data), name) for name, data in files]})


def told(answer: TestResponse) -> list[str]:
    return each(LexborHTMLParser(answer.text), "[data-result]")


def origins(store: Store) -> list[str]:
    with store.read() as session:
        return sorted(d.origin for d in list_documents(session))


def test_several_files_at_once_and_the_calendars_afterwards(karin: FlaskClient, opened: Store, config: Config) -> None:
    answer = upload(karin, ("mote.txt", MINUTES), ("styrgrupp.docx", as_word(STEERING)), ("tom.pdf", b""))
    assert answer.status_code == 200
    first, second, third = told(answer)
    assert first == "mote.txt Läst: Minnesanteckningar 2026-11-17 1 post."
    assert second == "styrgrupp.docx Läst: Minnesanteckningar, styrgruppen för Vägen in 6 poster."
    assert third == ("tom.pdf Ingen text, troligen en inskannad bild Be avsändaren om originalfilen.")
    links = LexborHTMLParser(answer.text).css("[data-result] a")
    assert [karin.get(str(a.attributes["href"])).status_code for a in links] == [200, 200]
    assert b"DTSTART;VALUE=DATE:20261216" in (Path(config.publish.directory) / "all.ics").read_bytes()
    assert origins(opened) == ["upload:mote.txt", "upload:styrgrupp.docx", "upload:tom.pdf"]


def test_the_same_name_again_replaces_and_the_same_content_changes_nothing(karin: FlaskClient) -> None:
    upload(karin, ("mote.txt", MINUTES))
    [same] = told(upload(karin, ("mote.txt", MINUTES)))
    assert same.endswith("1 post. Samma innehåll är redan inläst, inget har ändrats.")
    [later] = told(upload(karin, ("mote.txt", LATER)))
    assert later.endswith("1 post. Ersätter den tidigare versionen.")


@pytest.mark.parametrize(
    ("name", "origin"),
    [
        ("../../x.txt", "upload:x.txt"),
        ("a\u202e\x7fb.txt", "upload:ab.txt"),
        (f"{'a' * 300}.txt", f"upload:{'a' * 116}.txt"),
        ("<img src=x onerror=alert(1)>.txt", "upload:<img src=x onerror=alert(1)>.txt"),
    ],
)
def test_hostile_names(karin: FlaskClient, opened: Store, tmp_path: Path, name: str, origin: str) -> None:
    before = sorted(tmp_path.iterdir())
    answer = upload(karin, (name, MINUTES))
    assert (answer.status_code, origins(opened)) == (200, [origin])
    assert LexborHTMLParser(answer.text).css("main img") == []
    assert sorted(p for p in tmp_path.iterdir() if p.name != "feeds" and "calagg.db" not in p.name) == [
        p for p in before if p.name != "feeds" and "calagg.db" not in p.name
    ]


def test_two_files_of_one_name_are_not_mixed_up(karin: FlaskClient) -> None:
    first, second = told(upload(karin, ("a/mote.txt", MINUTES), ("b/mote.txt", LATER)))
    assert first.endswith("1 post.")
    assert second == (
        "mote.txt En annan fil i samma sändning heter likadant. Byt namn på den ena och ladda upp den igen."
    )


def test_what_is_too_large(opened: Store, config: Config) -> None:
    small = replace(config, read=Read(max_bytes=1000), web=Web(upload_bytes=5000))
    client = create_app(opened, small, now=lambda: NOW).test_client()
    sign_in(client, opened)
    [one] = told(upload(client, ("stor.txt", MINUTES * 20)))
    assert one == "stor.txt Filen är för stor Dela upp filen, eller höj [read] max_bytes i config.toml."
    answer = upload(client, ("stor.txt", b"x" * 6000))
    assert (answer.status_code, words(LexborHTMLParser(answer.text).css_first("h1"))) == (
        413,
        "Det är för mycket på en gång",
    )


def test_no_file_and_too_many(karin: FlaskClient, opened: Store) -> None:
    for answer, fault in (
        (upload(karin), "Ingen fil är vald. Välj en eller flera."),
        (
            upload(karin, *((f"{n}.txt", MINUTES) for n in range(21))),
            "Det är för många filer. Välj högst 20 åt gången.",
        ),
    ):
        assert (answer.status_code, each(LexborHTMLParser(answer.text), "[role=alert]")) == (422, [fault])
    assert origins(opened) == []


def test_that_the_calendars_could_not_be_written_is_said(opened: Store, config: Config, tmp_path: Path) -> None:
    (tmp_path / "occupied").write_text("no folder")
    blocked = replace(config, publish=Publish(directory=str(tmp_path / "occupied")))
    client = create_app(opened, blocked, now=lambda: NOW).test_client()
    sign_in(client, opened)
    answer = upload(client, ("mote.txt", MINUTES))
    assert told(answer) == ["mote.txt Läst: Minnesanteckningar 2026-11-17 1 post."]
    assert each(LexborHTMLParser(answer.text), "[role=alert]") == [
        "Filerna är lästa, men kalendrarna kunde inte skrivas just nu. De skrivs vid nästa läsning."
    ]


def test_reviewers_and_administrators_alone(client: FlaskClient, opened: Store) -> None:
    assert client.get(PATH).headers["Location"] == f"/logga-in?till={PATH}"
    assert client.post(PATH, data={"filer": (io.BytesIO(MINUTES), "a.txt")}).headers["Location"] == "/logga-in"
    sign_in(client, opened, role=Role.ADMINISTRATOR)
    assert client.get(PATH).status_code == 200
    assert client.post(PATH, data={"filer": (io.BytesIO(MINUTES), "a.txt")}).status_code == 400
    assert origins(opened) == []


def test_the_one_page_whose_script_may_ask_the_server(karin: FlaskClient) -> None:
    assert "; connect-src 'self'" in karin.get(PATH).headers["Content-Security-Policy"]
    assert "connect-src" not in karin.get("/").headers["Content-Security-Policy"]

"""What helps with a document that could not be read depends on where it lies."""

import pytest
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser

from calagg.merge.apply import save_unread
from calagg.model import Document, Outcome
from calagg.store import Store
from tests.web.conftest import NOW
from tests.web.minutes import each


@pytest.mark.parametrize(
    ("origin", "remedy"),
    [
        ("minutes/lista.docx", "Spara om filen utan lösenord i samma mapp"),
        ("upload:lista.docx", "Spara om filen utan lösenord och ladda upp den"),
        ("https://www.example.se/lista.docx", "Spara om filen utan lösenord och ladda upp den"),
    ],
)
def test_what_lies_in_no_folder_is_uploaded(opened: Store, client: FlaskClient, origin: str, remedy: str) -> None:
    unread = Document(name="lista.docx", text="", origin=origin, sha256="1", outcome=Outcome.ENCRYPTED, detail="skäl")
    with opened.write() as session:
        save_unread(session, unread, source_name=None, now=NOW, engine="1")
    page = LexborHTMLParser(client.get("/drift").text)
    assert each(page, "[aria-labelledby=olasta] .cell-remedy") == [remedy]

"""Mails that Outlook saved: as those that other programs save."""

from datetime import UTC, date, datetime

import pytest

from calagg.errors import ReadError
from calagg.model import Evidence
from calagg.read import read_bytes
from calagg.read.document import Content, attachments_of
from tests.read.outlook import as_msg

SENT_AT = datetime(2026, 11, 2, 23, 30, tzinfo=UTC)
QUOTED = "\r\n\r\nFrån: Bo <bo@example.org>\r\nSkickat: den 2 november 2026\r\nTill: Ada\r\n\r\nVi ses 4 december."


def test_the_senders_own_words() -> None:
    made = as_msg("SV: Kallelse", text=f"Mötet är den 3 december.{QUOTED}", html="<p>Annat", sent_at=SENT_AT)
    document = read_bytes(made, "a.txt")
    assert (document.format, document.title, document.text) == ("msg", "Kallelse", "Mötet är den 3 december.")
    assert document.evidence == (Evidence(date(2026, 11, 3), "mail"),)
    page = read_bytes(as_msg("Hej", html="<h1>Program på ön</h1><p>Vi ses 3 december.</p><p>-- <br>Ada"), "a.msg")
    assert page.text == "Program på ön\n\nVi ses 3 december."


def test_what_is_attached_is_a_document() -> None:
    made = as_msg("Hej", text="Se bilagan", sent_at=SENT_AT, attached={"p.txt": b"Den 3 maj " * 900, "b.png": b"x"})
    content = Content(data=made, name="a.msg", origin="in/a.msg", sha256="", changed_on=date(2027, 1, 1))
    found = [(one.name, one.origin, len(one.data), one.changed_on) for one in attachments_of(content)]
    assert found == [("p.txt", "in/a.msg/p.txt", 9000, date(2026, 11, 3))]


REFUSED = {
    "encrypted": (as_msg("Hej", text="x", message_class="IPM.Note.SMIME"), "encrypted", "is encrypted; save it"),
    "without text": (as_msg("Hej"), "ok-no-text", "is a mail without a text of its own"),
    "cut": (as_msg("Hej", text="Den 3 maj " * 900)[:4000], "broken", ""),
}


@pytest.mark.parametrize(("data", "outcome", "message"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_is_named(data: bytes, outcome: str, message: str) -> None:
    with pytest.raises(ReadError) as refused:
        read_bytes(data, "a.msg")
    assert refused.value.outcome == outcome
    assert str(refused.value).startswith(f"a.msg: {message}")

"""Minutes that are sent through the browser: names that are no paths, versions, limits; on both databases."""

from datetime import UTC, date, datetime
from email.message import EmailMessage

import pytest

from calagg.config import Config, Read
from calagg.model import Outcome
from calagg.store import Store, documents, entries
from calagg.upload import NAMELESS, Uploaded, store_upload, upload_name
from tests.read.forms import STEERING, as_word

NOW = datetime(2027, 3, 2, 7, 0, tzinfo=UTC)
MINUTES = "Möte i Lindevik 2027-03-01\n\nAnmälan senast den 16 mars 2027.\n"
LATER = "Möte i Lindevik 2027-03-01\n\nAnmälan senast den 18 mars 2027.\n"


def send(
    store: Store, name: str, text: str | bytes = MINUTES, config: Config | None = None, *, seconds: float = 60
) -> list[Uploaded]:
    data = text.encode() if isinstance(text, str) else text
    return store_upload(store, config or Config(), name, data, now=NOW, seconds=seconds)


def told(sent: list[Uploaded]) -> list[tuple[str, str, bool, bool, int | None]]:
    return [(one.name, one.outcome.value, one.changed, one.replaced, one.entries) for one in sent]


def days(store: Store) -> list[date]:
    with store.read() as session:
        found = entries.entries_between(session, date(2000, 1, 1), date(2099, 1, 1), min_confidence=0)
    return [e.entry.start.day for e in found]


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("protokoll.docx", "protokoll.docx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\karin\\möte.pdf", "möte.pdf"),
        ("../..", NAMELESS),
        ("", NAMELESS),
        (" . ", NAMELESS),
        (".dold.txt", "dold.txt"),
        ("a\x00b.txt", "ab.txt"),
        ("a\r\nSet-Cookie: x.txt", "a Set-Cookie: x.txt"),
        ("proto\u202ekoll.txt", "protokoll.txt"),
        ("mo\u0308te.txt", "möte.txt"),
        ("a\ud800.txt", "a\N{REPLACEMENT CHARACTER}.txt"),
        (f"{'å' * 300}.docx", f"{'å' * 115}.docx"),
        (f"a.{'b' * 300}", f"a.{'b' * 118}"),
        ("<img src=x onerror=alert(1)>.txt", "<img src=x onerror=alert(1)>.txt"),
    ],
)
def test_a_name_is_never_a_path(given: str, name: str) -> None:
    assert upload_name(given) == name
    assert upload_name(name) == name


def test_the_same_name_again_is_a_new_version(store: Store) -> None:
    assert told(send(store, "mote.txt")) == [("mote.txt", "ok", True, False, 1)]
    assert days(store) == [date(2027, 3, 16)]
    assert told(send(store, "../mote.txt")) == [("mote.txt", "ok", False, False, None)]
    [again] = send(store, "mote.txt", LATER)
    assert told([again]) == [("mote.txt", "ok", True, True, 1)]
    with store.read() as session:
        kept = documents.document(session, again.document_id)
        current = documents.current_documents(session, "upload:mote.txt")
        assert [e.entry.start.day for e in entries.entries_of_document(session, again.document_id)] == [
            date(2027, 3, 18)
        ]
    assert kept is not None
    assert ([d.id for d in current], kept.source_name, kept.superseded_at) == ([again.document_id], None, None)


def test_what_is_attached_to_a_mail_is_read_too(store: Store) -> None:
    mail = EmailMessage()
    mail["Subject"], mail["Date"] = "Anteckningar", "Tue, 17 Nov 2026 09:00:00 +0100"
    mail.set_content("Hej! Här kommer anteckningarna.")
    mail.add_attachment(as_word(STEERING), maintype="application", subtype="octet-stream", filename="bilaga.docx")
    sent = send(store, "brev.eml", mail.as_bytes())
    assert [(one.name, one.outcome) for one in sent] == [("bilaga.docx", Outcome.OK), ("brev.eml", Outcome.OK)]
    assert date(2026, 12, 18) in days(store)


def test_what_can_not_be_read_is_kept_with_its_outcome(store: Store) -> None:
    small = Config(read=Read(max_bytes=20))
    assert told(send(store, "stor.txt", config=small)) == [("stor.txt", "too-large", True, False, None)]
    assert told(send(store, "tom.txt", b"")) == [("tom.txt", "ok-no-text", True, False, None)]
    assert told(send(store, "trasig.docx", b"PK\x03\x04 inte en zip")) == [("trasig.docx", "broken", True, False, None)]
    with store.read() as session:
        assert sorted((d.origin, d.outcome.value) for d in documents.unread_documents(session)) == [
            ("upload:stor.txt", "too-large"),
            ("upload:tom.txt", "ok-no-text"),
            ("upload:trasig.docx", "broken"),
        ]


def test_a_document_that_takes_too_long_ends_with_its_process(store: Store) -> None:
    assert told(send(store, "lang.txt", seconds=0.05)) == [("lang.txt", "timeout", True, False, None)]
    with store.read() as session:
        assert [d.outcome for d in documents.unread_documents(session)] == [Outcome.TIMEOUT]
    assert told(send(store, "lang.txt", seconds=0)) == [("lang.txt", "timeout", False, False, None)]
    assert told(send(store, "lang.txt")) == [("lang.txt", "ok", True, False, 1)]
    with store.read() as session:
        assert documents.unread_documents(session) == []
    assert days(store) == [date(2027, 3, 16)]

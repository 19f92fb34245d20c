"""Minutes in a mailbox, on a real IMAP server: read once, marked, never moved; what can't be read stops nothing."""

import imaplib
import ssl
import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from calagg.collect import CollectError
from calagg.config import Config, Extract, Read, Source
from calagg.fetching import read_remote
from calagg.store import Store, documents, entries, sources
from tests.remind.bounces.conftest import Postbox
from tests.remind.bounces.dovecot import PASSWORD, PATIENCE_SECONDS, Dovecot, running

NOW = datetime(2027, 3, 2, 7, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
READ = {"calagg"}


@pytest.fixture(scope="module", name="server")
def imap_server() -> Iterator[Dovecot]:
    with running(tls=True) as server:
        yield server


@pytest.fixture
def box(server: Dovecot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Postbox:
    monkeypatch.chdir(tmp_path)
    return Postbox(server, f"protokoll-{uuid.uuid4().hex}")


def config_for(box: Postbox, **keys: object) -> Config:
    told = {"host": "127.0.0.1", "port": box.server.port, "security": "none", "user": box.user, "password": PASSWORD}
    source = Source(name="brevladan", kind="mailbox", timeout=PATIENCE_SECONDS, **(told | keys))  # type: ignore[arg-type]
    return Config(source=(source,), extract=Extract(min_confidence=0))


def mail(text: str, id_: str = "", **attached: str) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"], message["Date"] = (
        "ada@example.se",
        "Anteckningar",
        "Tue, 02 Mar 2027 10:00 +0100",
    )
    if id_:
        message["Message-ID"] = f"<{id_}@example.se>"
    message.set_content(text)
    for name, words in attached.items():
        message.add_attachment(words.encode(), maintype="text", subtype="plain", filename=f"{name}.txt")
    return message.as_bytes().replace(b"\n", b"\r\n")


def read(store: Store, config: Config, at: datetime = NOW) -> list[tuple[str, str, bool]]:
    done = read_remote(store, config, now=at, only="brevladan")
    return [(one.path.as_posix(), one.outcome.value, one.changed) for one in done]


def days(store: Store) -> list[date]:
    with store.read() as session:
        found = entries.entries_between(session, date(2000, 1, 1), date(2099, 1, 1), min_confidence=0)
    return [one.entry.start.day for one in found]


def test_each_mail_is_read_once_and_marked(store: Store, box: Postbox) -> None:
    box.lay_in(
        mail("Anmälan senast den 16 mars 2027.", "1", bilaga="Utbildning hålls i Norrvik den 9 april 2027 kl. 9-11."),
        flags=r"\Seen",
    )
    box.lay_in(mail("Vi ses den 20 mars 2027."), flags=r"\Flagged")
    box.lay_in(mail("Vi ses den 21 mars 2027.", "3"), flags=r"\Deleted")
    config = config_for(box)
    with store.read() as session:
        assert documents.list_documents(session) == []
    first = read(store, config)
    assert [(path, outcome) for path, outcome, _ in first[:2]] == [
        ("brevladan/1@example.se.eml/bilaga.txt", "ok"),
        ("brevladan/1@example.se.eml", "ok"),
    ]
    assert len(first) == 3
    assert first[2][0].endswith("-2.eml")  # no Message-ID: UIDVALIDITY and UID
    assert days(store) == [date(2027, 3, 16), date(2027, 3, 20), date(2027, 4, 9)]
    assert box.flags() == [READ | {r"\Seen"}, READ | {r"\Flagged"}, {r"\Deleted"}]
    assert read(store, config, NOW + HOUR) == []
    with store.read() as session:
        assert {d.origin for d in documents.list_documents(session)} >= {"mailbox:brevladan/1@example.se"}


def test_a_mail_that_was_marked_by_nobody_after_it_was_stored_is_not_stored_again(store: Store, box: Postbox) -> None:
    """Whoever dies between storing and marking reads it again, and that changes nothing."""
    box.lay_in(mail("Anmälan senast den 16 mars 2027.", "1"))
    config = config_for(box)
    read(store, config)
    with imaplib.IMAP4("127.0.0.1", box.server.port) as connection:
        connection.login(box.user, PASSWORD)
        connection.select("INBOX")
        connection.store("1", "-FLAGS", "(calagg)")
    assert read(store, config, NOW + HOUR) == [("brevladan/1@example.se.eml", "ok", False)]
    assert box.flags() == [READ]


def test_two_mails_with_one_message_id_are_two(store: Store, box: Postbox) -> None:
    box.lay_in(mail("Anmälan senast den 16 mars 2027.", "1"))
    box.lay_in(mail("Vi ses den 20 mars 2027.", "1"))
    assert len(read(store, config_for(box))) == 2
    assert days(store) == [date(2027, 3, 16), date(2027, 3, 20)]


def test_what_can_not_be_read_is_named_and_the_others_are_read(store: Store, box: Postbox) -> None:
    box.lay_in(mail("x" * 5000, "stort"))
    head = b"Message-ID: <krypterat@example.se>\r\nMIME-Version: 1.0\r\n"
    box.lay_in(head + b"Content-Type: multipart/encrypted; boundary=x\r\n\r\nx")
    box.lay_in(b"\x00\xff\xfe\x01" * 50)
    box.lay_in(mail("Anmälan senast den 16 mars 2027.", "bra"))
    config = replace(config_for(box), read=Read(max_bytes=3000))
    outcomes = [outcome for _, outcome, _ in read(store, config)]
    assert outcomes[:2] + outcomes[3:] == ["too-large", "encrypted", "ok"]
    assert outcomes[2] in ("unsupported", "broken", "ok-no-text")
    assert days(store) == [date(2027, 3, 16)]
    assert box.flags() == [READ] * 4
    assert read(store, config, NOW + HOUR) == []


def test_another_folder_and_more_mails_than_one_round_takes(store: Store, box: Postbox) -> None:
    for number in range(53):
        box.lay_in(mail("Inget.", f"m{number}"), folder="M&APY-ten")  # as RFC 3501, 5.1.3, writes Möten
    config = config_for(box, folder="Möten")
    assert len(read_remote(store, config, now=NOW)) == 50
    assert len(read_remote(store, config, now=NOW)) == 3  # at the next tick, not five minutes later
    assert read_remote(store, config, now=NOW) == []
    assert box.flags("M&APY-ten") == [READ] * 53


def test_a_server_that_keeps_no_keywords_gets_seen(store: Store, box: Postbox) -> None:
    box.lay_in(mail("Gammalt.", "0"), flags=r"\Seen")
    box.lay_in(mail("Anmälan senast den 16 mars 2027.", "1"))
    may(box, "lrs")
    assert [path for path, _, _ in read(store, config_for(box))] == ["brevladan/1@example.se.eml"]
    assert box.flags() == [{r"\Seen"}] * 2
    assert read(store, config_for(box), NOW + HOUR) == []


def test_a_mailbox_in_which_nothing_may_be_marked_is_a_fault(store: Store, box: Postbox) -> None:
    box.lay_in(mail("Anmälan senast den 16 mars 2027.", "1"))
    may(box, "lr")
    with pytest.raises(CollectError, match=r"what is read in INBOX can't be marked; give"):
        read(store, config_for(box))
    assert (box.flags(), days(store)) == ([set()], [])


def may(box: Postbox, rights: str) -> None:
    """Leaves the user these rights in the mailbox: lookup, read, write seen."""
    assert box.server.certificate is not None
    folder = box.server.certificate.parent / "mail" / box.user
    (folder / "dovecot-acl").write_text(f"owner {rights}\n")


def test_over_tls_and_what_is_wrong_is_one_line(store: Store, box: Postbox, tmp_path: Path) -> None:
    box.lay_in(mail("Anmälan senast den 16 mars 2027.", "1"))
    config = config_for(box, security="tls", port=box.server.tls_port)
    with pytest.raises(CollectError, match=r"its certificate is not valid .* check \[\[source\]\] brevladan host$"):
        read(store, config)
    trust = ssl.create_default_context(cafile=str(box.server.certificate))
    assert len(read_remote(store, config, now=NOW, only="brevladan", trust=trust)) == 1
    for wrong, said in (
        ({"password": "fel"}, r"refuses the login \(.*\); check \[\[source\]\] brevladan user and password$"),
        ({"folder": "Saknas"}, r"has no folder 'Saknas'; check \[\[source\]\] brevladan folder$"),
        ({"port": 1}, r"does not answer as it should \("),
    ):
        with pytest.raises(CollectError, match=said):
            read(store, config_for(box, **wrong))
    with store.read() as session:
        told = sources.list_sources(session)[0]
    assert (told.kind, told.failures, told.read_at) == ("mailbox", 3, NOW)

"""From paths to rows, feeds and mails, on both databases: once, again, and when something is wrong."""

import mailbox
import sys
from datetime import UTC, date, datetime, timedelta
from email.header import decode_header, make_header
from email.message import EmailMessage
from pathlib import Path

import pytest

from calagg.collect.folders import files_of, others_of
from calagg.config import Config, Extract, Mail, Read, Source
from calagg.errors import MissingInputError
from calagg.model import Outcome
from calagg.pipeline import (
    SAMPLES,
    Ingested,
    ingest_paths,
    publish,
    read_sources,
    sources_of,
    tick,
)
from calagg.store import Store, documents, entries, heartbeat, sources, subscriptions
from tests.read.forms import STEERING, WHERE, as_mail, as_pdf, as_word

NOW = datetime(2027, 3, 2, 7, 0, tzinfo=UTC)
MINUTES = "Möte i Lindevik 2027-03-01\n\nAnmälan senast den 16 mars 2027.\n"
OTHERS = "Protokoll 2027-03-01\n\nUtbildning hålls i Norrvik den 15 april 2027 kl. 09.00-11.30.\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Each test works in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(name: str, text: str = MINUTES) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def days(store: Store) -> list[date]:
    with store.read() as session:
        return [
            e.entry.start.day
            for e in entries.entries_between(session, date(2000, 1, 1), date(2099, 1, 1), min_confidence=0)
        ]


def rows(store: Store) -> list[tuple[str, str, str | None]]:
    with store.read() as session:
        return sorted((d.origin, d.outcome.value, d.source_name) for d in documents.list_documents(session))


def test_files_folders_and_globs(store: Store) -> None:
    write("a.txt")
    write("mapp/under/b.md", OTHERS)
    write("mapp/.dold.txt")
    write("mapp/~$lock.txt")
    write("c-1.html", "<p>Protokoll 2027-03-01</p><p>Städning den 3 maj 2027.")
    seen: list[tuple[int, int, str]] = []
    ingested = ingest_paths(
        store,
        Config(),
        ["a.txt", "mapp", "c-*.html", "./a.txt"],
        now=NOW,
        progress=lambda done, total, one: seen.append((done, total, one.path.name)),
    )
    assert ingested == [
        Ingested(path=Path("a.txt"), outcome=Outcome.OK, changed=True, entries=1),
        Ingested(path=Path("mapp/under/b.md"), outcome=Outcome.OK, changed=True, entries=1),
        Ingested(path=Path("c-1.html"), outcome=Outcome.OK, changed=True, entries=1),
    ]
    assert seen == [(1, 3, "a.txt"), (2, 3, "b.md"), (3, 3, "c-1.html")]
    assert rows(store) == [("a.txt", "ok", None), ("c-1.html", "ok", None), ("mapp/under/b.md", "ok", None)]
    assert days(store) == [date(2027, 3, 16), date(2027, 4, 15), date(2027, 5, 3)]


def test_reading_twice_changes_nothing(store: Store) -> None:
    write("minutes/a.txt")
    config = Config()
    read_sources(store, config, now=NOW)
    publish(store, config, NOW)
    before = Path("feeds/all.ics").read_bytes()
    with store.read() as session:
        stored = entries.entries_between(session, date(2000, 1, 1), date(2099, 1, 1), min_confidence=0)
    later = NOW + timedelta(hours=5)
    assert read_sources(store, config, now=later) == [
        Ingested(path=Path("minutes/a.txt"), outcome=Outcome.OK, changed=False),
    ]
    assert ingest_paths(store, config, ["minutes/a.txt"], now=later)[0].changed is False
    assert [published.changed for published in publish(store, config, later)] == [False, False]
    assert Path("feeds/all.ics").read_bytes() == before
    with store.read() as session:
        assert entries.entries_between(session, date(2000, 1, 1), date(2099, 1, 1), min_confidence=0) == stored
        assert {s.name: (s.read_at, s.changed_at) for s in sources.list_sources(session)} == {"minutes": (later, NOW)}


def test_a_document_that_cannot_be_read_is_named_and_the_batch_goes_on(store: Store) -> None:
    write("a.txt", "")
    Path("b.pdf").write_bytes(b"%PDF-1.7")
    write("c.txt")
    write("d.txt", "x" * 2000)
    config = Config(read=Read(max_bytes=1000))
    with pytest.raises(MissingInputError, match=r"^saknas\.txt, x/\*: no such file or folder; check the name$"):
        ingest_paths(store, config, ["a.txt", "saknas.txt", "b.pdf", "c.txt", "x/*", "d.txt"], now=NOW)
    assert rows(store) == [
        ("a.txt", "ok-no-text", None),
        ("b.pdf", "broken", None),
        ("c.txt", "ok", None),
        ("d.txt", "too-large", None),
    ]
    assert days(store) == [date(2027, 3, 16)]
    again = ingest_paths(store, config, ["a.txt", "b.pdf", "c.txt", "d.txt"], now=NOW)
    assert [(one.changed, one.outcome.value) for one in again] == [
        (False, "ok-no-text"),
        (False, "broken"),
        (False, "ok"),
        (False, "too-large"),
    ]
    write("a.txt", OTHERS)
    assert ingest_paths(store, config, ["a.txt"], now=NOW)[0].entries == 1
    assert days(store) == [date(2027, 3, 16), date(2027, 4, 15)]


def test_the_samples_come_where_there_is_nothing_and_go_when_minutes_come(
    store: Store,
    caplog: pytest.LogCaptureFixture,
) -> None:
    first = read_sources(store, Config(), now=NOW)
    assert len(first) == 7
    assert {one.outcome for one in first} == {Outcome.OK}
    assert {name for _, _, name in rows(store)} == {SAMPLES}
    assert len(days(store)) >= 30
    assert all(one.changed is False for one in read_sources(store, Config(), now=NOW))
    write("minutes/a.txt")
    assert [one.path.as_posix() for one in read_sources(store, Config(), now=NOW)] == ["minutes/a.txt"]
    assert rows(store) == [("minutes/a.txt", "ok", "minutes")]
    assert days(store) == [date(2027, 3, 16)]
    assert "give way to real minutes" in caplog.text


def test_a_document_from_elsewhere_ends_the_samples(store: Store) -> None:
    read_sources(store, Config(), now=NOW)
    ingest_paths(store, Config(), ["sample-minutes"], now=NOW)
    assert len(rows(store)) == 7
    write("elsewhere.txt")
    ingest_paths(store, Config(), ["elsewhere.txt"], now=NOW)
    assert read_sources(store, Config(), now=NOW) == []
    assert rows(store) == [("elsewhere.txt", "ok", None)]


def test_sources_and_what_their_patterns_leave_out(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    write("natverk/A.TXT")
    write("natverk/b.xlsx")
    write("natverk/c.md", OTHERS)
    source = Source(name="natverk", path="natverk")
    config = Config(source=(source, Source(name="borta", path="borta")))
    assert sources_of(config) == config.source
    assert [p.name for p in files_of(source)] == ["A.TXT", "c.md"]
    assert [p.name for p in others_of(source)] == ["b.xlsx"]
    for _ in range(2):
        read_sources(store, config, now=NOW)
    assert caplog.text.count("source borta: borta: no such folder; make the folder or correct [[source]] path") == 1
    assert rows(store) == [("natverk/A.TXT", "ok", "natverk"), ("natverk/c.md", "ok", "natverk")]
    with store.read() as session:
        assert {s.name: s.error for s in sources.list_sources(session)} == {
            "natverk": "",
            "borta": "borta: no such folder",
        }


def test_a_source_that_is_suddenly_empty_cancels_nothing(store: Store) -> None:
    path = write("minutes/a.txt")
    read_sources(store, Config(), now=NOW)
    path.unlink()
    assert read_sources(store, Config(), now=NOW) == []
    assert days(store) == [date(2027, 3, 16)]


def test_a_tick_goes_the_whole_way_to_the_mail(store: Store) -> None:
    write("minutes/a.txt")
    config = Config(extract=Extract(min_confidence=0))
    with store.write() as session:
        one = subscriptions.add_subscription(session, "anna@example.se", "deadlines", (14,), at=NOW - timedelta(days=9))
        subscriptions.vouch_for(session, one.id, at=NOW - timedelta(days=9))
    assert tick(store, config, NOW).failures == ()
    assert tick(store, config, NOW + timedelta(minutes=1)).failures == ()
    mails = list(mailbox.Maildir("outbox"))
    assert [mail["To"] for mail in mails] == ["anna@example.se"]
    assert b"BEGIN:VEVENT" in Path("feeds/deadlines.ics").read_bytes()
    with store.read() as session:
        assert heartbeat.last_beats(session)["tick"].at == NOW + timedelta(minutes=1)


def test_a_stage_that_fails_is_one_line_and_the_others_run(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    write("minutes/a.txt")
    write("feeds", "in the way")
    ticked = tick(store, Config(), NOW)
    assert len(ticked.failures) == 1
    assert ticked.failures[0].startswith("feeds: feeds/all.ics: the feed can't be written")
    assert [r.getMessage() for r in caplog.records if r.levelname == "ERROR"] == [ticked.failures[0]]
    assert days(store) == [date(2027, 3, 16)]
    with store.read() as session:
        beats = heartbeat.last_beats(session)
    assert "remind" in beats
    assert beats["tick"].detail == "feeds"


def test_a_source_that_goes_away_is_told_to_the_administrator_the_next_day(store: Store) -> None:
    write("natverk/a.txt")
    config = Config(source=(Source(name="natverk", path="natverk"),), mail=Mail(admin_address="drift@example.se"))
    tick(store, config, NOW)
    Path("natverk").rename("annat")
    for hours in (1, 23, 24, 25):
        assert tick(store, config, NOW + timedelta(hours=hours)).failures == ()
    alarms = [m for m in mailbox.Maildir("outbox", create=False) if m["To"] == "drift@example.se"]
    assert [str(make_header(decode_header(m["Subject"]))).replace("\N{NO-BREAK SPACE}", " ") for m in alarms] == [
        "Larm: Källan ”natverk” har inte kunnat läsas sedan tisdag 2 mars kl. 08.00"
    ]


def mailed(path: str, text: str, **attached: bytes) -> None:
    message = EmailMessage()
    message["From"], message["Subject"], message["Message-ID"] = (
        "ada@example.se",
        "Minnesanteckningar",
        "<1@example.se>",
    )
    message["Date"] = "Tue, 02 Mar 2027 10:00:00 +0100"
    message.set_content(text)
    for stem, data in attached.items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=f"../{stem}.txt")
    message.add_attachment(b"GIF89a", maintype="image", subtype="gif", filename="logga.gif")
    Path(path).write_bytes(message.as_bytes())


def test_what_is_attached_to_a_mail_is_documents_of_their_own(store: Store) -> None:
    mailed("a.eml", "Vi ses den 9 mars.", a=b"M\xc3\xb6tet flyttas till den 11 mars.", b=OTHERS.encode())
    done = ingest_paths(store, Config(), ["a.eml"], now=NOW)
    assert [(str(one.path), one.outcome.value, one.entries) for one in done] == [
        ("a.eml/a.txt", "ok", 1),
        ("a.eml/b.txt", "ok", 1),
        ("a.eml", "ok", 1),
    ]
    assert rows(store) == [("a.eml", "ok", None), ("a.eml/a.txt", "ok", None), ("a.eml/b.txt", "ok", None)]
    assert days(store) == [date(2027, 3, 9), date(2027, 3, 11), date(2027, 4, 15)]
    again = ingest_paths(store, Config(), ["a.eml"], now=NOW)
    assert [(str(one.path), one.changed) for one in again] == [("a.eml", False)]


def test_the_mails_of_a_mailbox_are_documents_of_their_own(store: Store) -> None:
    mailed("a.eml", "Vi ses den 9 mars.")
    mailed("b.eml", "Vi ses den 10 mars.", c=b"M\xc3\xb6tet flyttas till den 11 mars.")
    mails = [Path(name).read_bytes() for name in ("a.eml", "b.eml")]
    mails[0] = b"Message-ID: <../1@example.org>\n" + mails[0]
    Path("in.mbox").write_bytes(b"\n".join(b"From a@example.org Tue Mar  2 10:00:00 2027\n" + mail for mail in mails))
    done = ingest_paths(store, Config(), ["in.mbox"], now=NOW)
    assert [(str(one.path), one.outcome.value, one.entries) for one in done] == [
        ("in.mbox/..1@example.org.eml", "ok", 1),
        ("in.mbox/1@example.se.eml/c.txt", "ok", 1),
        ("in.mbox/1@example.se.eml", "ok", 1),
    ]
    assert days(store) == [date(2027, 3, 9), date(2027, 3, 10), date(2027, 3, 11)]
    assert not any(one.changed for one in ingest_paths(store, Config(), ["in.mbox"], now=NOW))
    Path("tom.mbox").write_text("Den 3 mars 2027")
    assert ingest_paths(store, Config(), ["tom.mbox"], now=NOW)[0].outcome is Outcome.UNSUPPORTED


def test_a_document_of_every_format_goes_the_whole_way(store: Store) -> None:
    for name, made in {"a.docx": as_word, "b.pdf": as_pdf, "c.eml": as_mail}.items():
        Path(name).write_bytes(made(STEERING))
    Path("d.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "WordDocument".encode("utf_16_le"))
    done = ingest_paths(store, Config(), ["a.docx", "b.pdf", "c.eml", "d.doc"], now=NOW)
    assert [(one.outcome.value, one.entries) for one in done[:3]] == [("ok", len(WHERE))] * 3
    assert (
        done[3].detail
        == "d.doc: is an old Word file (.doc), which calagg does not read; save it as .docx and read that"
    )
    assert len(days(store)) == len(WHERE)  # told three times, there once
    with store.read() as session:
        kept = {d.name: (d.format, d.outcome.value) for d in documents.list_documents(session)}
    assert kept == {
        "a.docx": ("docx", "ok"),
        "b.pdf": ("pdf", "ok"),
        "c.eml": ("mail", "ok"),
        "d.doc": ("doc", "unsupported"),
    }


def test_a_format_whose_library_has_come_is_read(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("a.docx").write_bytes(as_word(STEERING))
    with monkeypatch.context() as without:
        without.setitem(sys.modules, "mammoth", None)
        assert ingest_paths(store, Config(), ["a.docx"], now=NOW)[0].outcome is Outcome.UNSUPPORTED
        assert ingest_paths(store, Config(), ["a.docx"], now=NOW)[0].changed is False
    assert ingest_paths(store, Config(), ["a.docx"], now=NOW)[0].outcome is Outcome.OK

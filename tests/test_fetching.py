"""Sources on the web, from a real server to rows: read once, remembered, followed, left in peace, and failing."""

import sys
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from calagg.collect import CollectError
from calagg.config import Config, Extract, Read, Source
from calagg.fetching import read_remote
from calagg.intake import Ingested
from calagg.pipeline import tick
from calagg.store import Store, documents, entries, sources
from calagg.store.sources import LEASE, StoredSource, claim_source
from tests.collect.webserver import WebServer, answer, running
from tests.read.forms import STEERING, as_word

NOW = datetime(2027, 3, 2, 7, 0, tzinfo=UTC)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
MINUTES = "Möte i Lindevik 2027-03-01\n\nAnmälan senast den 16 mars 2027.\n"
OTHERS = "Protokoll 2027-03-01\n\nUtbildning hålls i Norrvik den 15 april 2027 kl. 09.00-11.30.\n"
LINKS = """<h1>Protokoll</h1><a href="/p/a.txt">Januari</a> <a href="p/b.pdf#sida2">Februari</a>
<a href="https://annat.example.se/c.pdf">Annat</a> <a href="mailto:a@example.se">Skriv</a> <a href="/om">Om oss</a>"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Each test works in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(name="web")
def web_server() -> Iterator[WebServer]:
    with running() as server:
        yield server


def config_for(web: WebServer, path: str, *, kind: str = "url", **keys: object) -> Config:
    source = Source(name="webben", kind=kind, url=web.url + path, allow_private=True, pause=0, **keys)  # type: ignore[arg-type]
    return Config(source=(source,), extract=Extract(min_confidence=0))


def read(store: Store, config: Config, at: datetime = NOW, only: str | None = None) -> list[tuple[str, str, bool]]:
    """What came of a round: (path, outcome, changed)."""
    return [
        (one.path.as_posix(), one.outcome.value, one.changed) for one in read_remote(store, config, now=at, only=only)
    ]


def days(store: Store) -> list[date]:
    with store.read() as session:
        found = entries.entries_between(session, date(2000, 1, 1), date(2099, 1, 1), min_confidence=0)
    return [one.entry.start.day for one in found]


def state(store: Store, name: str = "webben") -> StoredSource:
    with store.read() as session:
        return next(source for source in sources.list_sources(session) if source.name == name)


def stored(store: Store) -> list[tuple[str, str, str | None]]:
    with store.read() as session:
        return sorted((d.origin, d.outcome.value, d.source_name) for d in documents.list_documents(session))


def test_a_document_at_an_address_is_read_when_it_is_due_and_when_it_has_changed(store: Store, web: WebServer) -> None:
    web.put("/a.txt", MINUTES, "text/plain", ETag='"1"')
    config = config_for(web, "/a.txt")
    assert read(store, config) == [("webben/a.txt", "ok", True)]
    assert state(store) == StoredSource(
        name="webben", kind="url", read_at=NOW, changed_at=NOW, next_at=NOW + HOUR, shown=1
    )
    assert read(store, config, NOW + 59 * MINUTE) == []
    assert len(web.asked) == 1
    assert read(store, config, NOW + HOUR) == []  # 304
    web.put("/a.txt", OTHERS, "text/plain", ETag='"2"')
    assert read(store, config, NOW + 2 * HOUR) == [("webben/a.txt", "ok", True)]
    assert [headers.get("If-None-Match") for _, headers in web.asked] == [None, '"1"', '"1"']
    assert stored(store) == [(f"{web.url}/a.txt", "ok", "webben")] * 2
    assert state(store).changed_at == NOW + 2 * HOUR


def test_a_page_whose_text_is_the_same_is_not_stored_again(store: Store, web: WebServer) -> None:
    config = config_for(web, "/sida")
    for number in range(2):
        web.put("/sida", f"<!-- {number} --><h1>Möte 2027-03-01</h1><p>Anmälan senast den 16 mars 2027.</p>")
        assert read(store, config, NOW + number * HOUR) == [("webben/sida.html", "ok", number == 0)]
    assert len(stored(store)) == 1
    assert state(store).changed_at == NOW


def test_links_on_a_page_are_followed_by_pattern(store: Store, web: WebServer) -> None:
    web.put("/lista", LINKS, ETag='"l1"')
    web.put("/p/a.txt", MINUTES, "text/plain", ETag='"a1"')
    web.put("/p/b.pdf", OTHERS, "text/plain", ETag='"b1"')
    config = config_for(web, "/lista", kind="page", patterns=["p/*", "*/p/*"])
    assert read(store, config) == [("webben/a.txt", "ok", True), ("webben/b.pdf", "ok", True)]
    assert stored(store) == [(f"{web.url}/p/a.txt", "ok", "webben"), (f"{web.url}/p/b.pdf", "ok", "webben")]
    assert days(store) == [date(2027, 3, 16), date(2027, 4, 15)]
    assert web.paths == ["/lista", "/robots.txt", "/p/a.txt", "/p/b.pdf"]
    web.asked.clear()
    assert read(store, config, NOW + HOUR) == []
    assert web.paths == ["/lista"]
    web.asked.clear()
    web.put("/p/a.txt", MINUTES + OTHERS, "text/plain", ETag='"a2"')
    assert read(store, config, NOW + 6 * HOUR) == [("webben/a.txt", "ok", True)]
    assert [(p, h.get("If-None-Match")) for p, h in web.asked if p != "/robots.txt"] == [
        ("/lista", '"l1"'),
        ("/p/a.txt", '"a1"'),
        ("/p/b.pdf", '"b1"'),
    ]
    web.asked.clear()
    assert read(store, config, NOW + 6 * HOUR + MINUTE, only="webben") == []
    assert "/p/b.pdf" in web.paths


def test_a_link_that_fails_stops_neither_the_others_nor_the_source(
    store: Store, web: WebServer, caplog: pytest.LogCaptureFixture
) -> None:
    web.put("/lista", '<a href="1.txt">1</a><a href="2.txt">2</a><a href="3.txt">3</a><a href="4.txt">4</a>')
    web.put("/2.txt", MINUTES, "text/plain")
    web.put("/3.txt", "x" * 5000, "text/plain")
    web.put("/4.txt", "", "text/plain", status=503)
    config = config_for(web, "/lista", kind="page", patterns=["*.txt", "x"])
    config = Config(source=config.source, read=Read(max_bytes=2000))
    assert read(store, config) == [("webben/2.txt", "ok", True), ("webben/3.txt", "too-large", True)]
    told = state(store)
    assert (told.error, told.shown, told.missed) == (
        "",
        4,
        f"2 documents are missing, such as: {web.url}/1.txt: answers 404 Not Found; check the address",
    )
    web.put("/4.txt", OTHERS, "text/plain")
    web.asked.clear()
    assert read(store, config, NOW + HOUR) == [("webben/4.txt", "ok", True)]
    assert [p for p in web.paths if p.endswith(".txt") and p != "/robots.txt"] == ["/4.txt"]
    said = f"{web.url}/1.txt: answers 404 Not Found; check the address"
    assert state(store).missed == said  # it is not asked again yet, and still missing
    read(store, config, NOW + 2 * HOUR)
    assert [record.getMessage() for record in caplog.records if record.levelname == "WARNING"][-2:] == [
        f"source webben: 2 documents are missing, such as: {said}",
        f"source webben: {said}",
    ]


def test_robots_txt_is_heard_for_links_and_not_for_what_a_person_named(store: Store, web: WebServer) -> None:
    web.put("/robots.txt", "User-agent: *\nDisallow: /lista\nDisallow: /hemligt/\nCrawl-delay: 0", "text/plain")
    web.put("/lista", '<a href="/hemligt/a.txt">A</a><a href="/b.txt">B</a>')
    web.put("/hemligt/a.txt", MINUTES, "text/plain")
    web.put("/b.txt", OTHERS, "text/plain")
    config = config_for(web, "/lista", kind="page", patterns=["*.txt", "x"])
    assert read(store, config) == [("webben/b.txt", "ok", True)]
    assert web.paths == ["/lista", "/robots.txt", "/b.txt"]
    assert state(store).missed == f"{web.url}/hemligt/a.txt: its server's robots.txt asks to leave it alone"
    named = config_for(web, "/hemligt/a.txt")
    assert read(store, named, only="webben") == [("webben/a.txt", "ok", True)]


@pytest.mark.parametrize(("status", "followed"), [(404, True), (410, True), (503, False), (429, False)])
def test_a_robots_txt_that_can_not_be_had(store: Store, web: WebServer, status: int, followed: bool) -> None:
    web.put("/robots.txt", "", status=status)
    web.put("/lista", '<a href="/b.txt">B</a>')
    web.put("/b.txt", OTHERS, "text/plain")
    config = config_for(web, "/lista", kind="page", patterns=["*.txt", "x"])
    assert bool(read(store, config)) is followed


CALENDAR = """BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//SV\r\nBEGIN:VEVENT\r\nUID:1@example.se\r\n
DTSTAMP:20270301T000000Z\r\nDTSTART:20270316T090000Z\r\nSUMMARY:Styrgruppen\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"""


def test_a_calendar_is_handed_on_as_ics(store: Store, web: WebServer) -> None:
    """What its reader makes of it is the reader's; here it is one document of that name, stored once."""
    web.put("/export", CALENDAR, "text/calendar; charset=utf-8", ETag='"1"')
    config = config_for(web, "/export", kind="calendar")
    assert [(path, changed) for path, _, changed in read(store, config)] == [("webben/export.ics", True)]
    assert not any(changed for _, _, changed in read(store, config, NOW + HOUR))
    assert [origin for origin, _, _ in stored(store)] == [f"{web.url}/export"]


@pytest.mark.parametrize("kind", ["url", "page", "calendar"])
def test_a_source_that_suddenly_gives_nothing_cancels_nothing_and_is_flagged(
    store: Store, web: WebServer, kind: str
) -> None:
    full = {"url": MINUTES, "page": '<a href="/a.txt">A</a>', "calendar": CALENDAR}[kind]
    web.put("/a.txt", MINUTES, "text/plain")
    web.put("/x", full)
    config = config_for(web, "/x", kind=kind, patterns=["*.txt", "x"])
    read(store, config)
    before = (days(store), stored(store))
    assert state(store).emptied_at is None
    web.put("/x", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n" if kind == "calendar" else " ")
    for hours in (1, 2):
        assert read(store, config, NOW + hours * HOUR) == []
    assert state(store).emptied_at == NOW + HOUR
    assert (days(store), stored(store)) == before
    web.put("/x", full)
    read(store, config, NOW + 3 * HOUR)
    assert state(store).emptied_at is None


def test_a_source_that_fails_waits_longer_each_time_and_never_stops_the_others(
    store: Store, web: WebServer, caplog: pytest.LogCaptureFixture
) -> None:
    web.put("/b.txt", OTHERS, "text/plain")
    common = {"kind": "url", "allow_private": True, "pause": 0}
    config = Config(
        source=(
            Source(name="a", url=f"{web.url}/borta", **common),  # type: ignore[arg-type]
            Source(name="b", url=f"{web.url}/b.txt", **common),  # type: ignore[arg-type]
        )
    )
    assert read(store, config) == [("b/b.txt", "ok", True)]
    said = f"{web.url}/borta: answers 404 Not Found; check the address"
    assert f"source a: {said}" in [record.getMessage() for record in caplog.records]
    at, pauses = NOW, []
    for _ in range(9):
        pauses.append((state(store, "a").next_at or NOW) - at)
        at += pauses[-1]
        read(store, config, at)
    assert [pause // MINUTE for pause in pauses] == [5, 10, 20, 40, 80, 160, 320, 360, 360]
    assert (state(store, "a").error, state(store, "a").read_at, state(store, "a").failures) == (said, None, 10)
    web.put("/borta", MINUTES, "text/plain", status=503, Retry_After="80000")
    read(store, config, at + 6 * HOUR)
    assert state(store, "a").next_at == at + 6 * HOUR + timedelta(seconds=80000)
    web.put("/borta", MINUTES, "text/plain")
    assert read(store, config, at + 30 * HOUR, only="a") == [("a/borta.txt", "ok", True)]
    assert (state(store, "a").failures, state(store, "a").error) == (0, "")
    with pytest.raises(CollectError, match="answers 404"):
        read_remote(store, Config(source=(Source(name="c", url=f"{web.url}/c", **common),)), now=NOW, only="c")  # type: ignore[arg-type]


def test_two_processes_never_fetch_the_same_source_at_once(store: Store, web: WebServer) -> None:
    reached, go_on = threading.Event(), threading.Event()

    def slow(handler: BaseHTTPRequestHandler) -> None:
        reached.set()
        go_on.wait(30)
        answer(handler, 200, MINUTES.encode(), {"Content-Type": "text/plain"})

    web.pages["/a.txt"] = slow
    config = config_for(web, "/a.txt")
    first = threading.Thread(target=read, args=(store, config))
    first.start()
    assert reached.wait(30)
    try:
        assert read(store, config, NOW + MINUTE) == []
        with pytest.raises(CollectError, match="source webben: another process is reading it"):
            read(store, config, NOW + MINUTE, only="webben")
    finally:
        go_on.set()
        first.join()
    assert web.paths == ["/a.txt"]
    assert days(store) == [date(2027, 3, 16)]


def test_a_lease_ends_with_its_time_and_a_wrong_clock_binds_nobody(store: Store) -> None:
    def claims(at: datetime, *, force: bool = False) -> bool:
        with store.write() as session:
            return claim_source(session, "webben", kind="url", at=at, force=force)

    assert [claims(NOW), claims(NOW), claims(NOW + LEASE - MINUTE, force=True), claims(NOW + LEASE)] == [
        True,
        False,
        False,
        True,
    ]
    assert claims(NOW - timedelta(days=1))
    with store.write() as session:
        sources.note_read(session, "webben", at=NOW, changed=False, kind="url", next_at=NOW + timedelta(days=365))
    assert claims(NOW)


def test_a_tick_reads_what_is_due_and_publishes_it_at_once(store: Store, web: WebServer) -> None:
    web.put("/a.txt", MINUTES, "text/plain")
    config = config_for(web, "/a.txt")
    ticked = tick(store, config, NOW)
    assert ticked.failures == ()
    assert [one.path for one in ticked.ingested] == [Path("webben/a.txt")]
    assert b"BEGIN:VEVENT" in Path("feeds/all.ics").read_bytes()


def test_what_was_not_taken_in_whole_is_not_remembered(store: Store, web: WebServer) -> None:
    """Whoever dies between fetching and remembering fetches again."""
    web.put("/a.txt", MINUTES, "text/plain", ETag='"1"')
    config = config_for(web, "/a.txt")

    def die(done: int, total: int, one: Ingested) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_remote(store, config, now=NOW, progress=die)
    assert read(store, config, NOW + MINUTE) == []  # the lease of who died holds
    assert read(store, config, NOW + LEASE) == [("webben/a.txt", "ok", False)]
    assert [headers.get("If-None-Match") for _, headers in web.asked] == [None, None]


def test_a_format_whose_library_has_come_is_fetched_again(
    store: Store, web: WebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    web.put("/a.docx", as_word(STEERING), "application/octet-stream", ETag='"1"')
    config = config_for(web, "/a.docx")
    with monkeypatch.context() as without:
        without.setitem(sys.modules, "mammoth", None)
        assert read(store, config) == [("webben/a.docx", "unsupported", True)]
    assert read(store, config, NOW + HOUR) == [("webben/a.docx", "ok", True)]
    assert read(store, config, NOW + 2 * HOUR) == []


def test_a_page_that_becomes_a_document_is_read(store: Store, web: WebServer) -> None:
    web.put("/x", "<h1>Möte 2027-03-01</h1><p>Anmälan senast den 16 mars 2027.</p><a href=b.txt>B</a>", ETag='"1"')
    web.put("/b.txt", OTHERS, "text/plain")
    assert len(read(store, config_for(web, "/x", kind="page", patterns=["*.txt", "x"]))) == 1
    assert read(store, config_for(web, "/x"), NOW + HOUR) == [("webben/x.html", "ok", True)]

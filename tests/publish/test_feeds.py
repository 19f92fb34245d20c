"""Which entries stand in which file, and that a file is whole, stable and written only when it changed."""

import hashlib
import itertools
import json
import os
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from calagg.config import Config, Publish, Web
from calagg.errors import OutputError
from calagg.model import CalendarEntry, Change, Kind, Status
from calagg.publish import Published, publish_feeds
from calagg.publish.rendering import refresh_renderings
from calagg.store import Store, open_store
from calagg.store.entries import review_entry
from calagg.store.schema import DocumentRow, EntryRow
from tests.merge.minutes import NOVEMBER, ingest, minutes, told
from tests.publish.calendar import CONFIG, TODAY, calendar_bytes, events, stored
from tests.publish.keeping import keep_entries

READ = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
GOLDEN = Path(__file__).parent / "golden"
SAMPLE = minutes(
    "protokoll",
    NOVEMBER,
    told("Workshop om mottagande", "2027-01-15T09:00", end="2027-01-15T12:00", location="Kommunhuset, Storåker"),
    told("Ansökan om bidrag till boende", "2027-01-29T16:00", at=40, kind=Kind.DEADLINE),
    told("Bidrag till språkcaféer", "2027-02-15", end="2027-03-31", at=80, kind=Kind.WINDOW),
    told("Nya regler börjar gälla", "2027-07-01", at=120, kind=Kind.MILESTONE),
    told("Nätverksträff i Lindevik", "2027-04-20T13:00", at=160, status=Status.TENTATIVE),
    told("Studiebesök i Norrvik", "2027-05-04", at=200, status=Status.CANCELLED),
    told("Något osäkert", "2027-05-05", at=240, confidence=0.2),
)


def config_in(folder: Path) -> Config:
    return replace(CONFIG, publish=Publish(directory=str(folder), organiser_feeds=False))


def test_whole_feeds(store: Store, tmp_path: Path) -> None:
    ingest(store, SAMPLE)
    folder = tmp_path / "feeds"
    assert publish_feeds(store, config_in(folder), TODAY) == [
        Published(name="all", path=folder / "all.ics", entries=6, changed=True),
        Published(name="deadlines", path=folder / "deadlines.ics", entries=2, changed=True),
        Published(name="bidrag", path=folder / "bidrag.ics", entries=2, changed=True),
    ]
    names = ("all", "bidrag", "deadlines")
    files = sorted([f".{name}.parts.json" for name in names] + [f"{name}.ics" for name in names])
    assert sorted(p.name for p in folder.iterdir()) == [*files, "manifest.json"]
    for name in ("all", "deadlines", "bidrag"):
        assert (folder / f"{name}.ics").read_bytes() == (GOLDEN / f"{name}.ics").read_bytes()


def published(store: Store, folder: Path) -> tuple[bytes, int]:
    """The bytes of the feed `all` after publishing, and how many entries are in it."""
    (feed, *_) = publish_feeds(store, config_in(folder), TODAY)
    return feed.path.read_bytes(), feed.entries


def every_kind() -> list[CalendarEntry]:
    """Entries of every kind and status, before, in and after the feeds' window, with and without an end."""
    days = ("2026-08-01", "2026-11-21", "2027-03-28T02:30", "2028-09-01")
    made = itertools.product(Kind, Status, days, (None, "2027-04-02"))
    return [
        stored(n, kind=kind, status=status, start=start, end=end if end and start < end else None, title=f"Bidrag {n}")
        for n, (kind, status, start, end) in enumerate(made, start=1)
    ]


def test_a_second_run_touches_nothing(store: Store, tmp_path: Path) -> None:
    ingest(store, SAMPLE)
    config = config_in(tmp_path)
    publish_feeds(store, config, TODAY)
    before = {p.name: (p.stat().st_mtime_ns, p.stat().st_ino) for p in tmp_path.glob("*.ics")}
    assert [p.changed for p in publish_feeds(store, config, TODAY)] == [False, False, False]
    assert {p.name: (p.stat().st_mtime_ns, p.stat().st_ino) for p in tmp_path.glob("*.ics")} == before


def test_the_same_uid_and_a_higher_sequence_after_a_change(store: Store, tmp_path: Path) -> None:
    ingest(store, SAMPLE)
    config = config_in(tmp_path)
    publish_feeds(store, config, TODAY)
    old = {e["SUMMARY"]: e for e in events((tmp_path / "all.ics").read_bytes())}["Workshop om mottagande"]
    moved = told("Workshop om mottagande", "2027-01-22T09:00", location="Kommunhuset, Storåker")
    later = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
    ingest(store, minutes("protokoll 2", NOVEMBER, moved, *SAMPLE.entries[1:]), now=later)
    publish_feeds(store, config, TODAY)
    new = {e["SUMMARY"]: e for e in events((tmp_path / "all.ics").read_bytes())}["Workshop om mottagande"]
    keys = ("UID", "SEQUENCE", "DTSTAMP", "LAST-MODIFIED", "CREATED", "DTSTART;TZID=Europe/Stockholm")
    assert [(old[k], new[k]) for k in keys] == [
        (old["UID"], old["UID"]),
        ("0", "1"),
        ("20261121T083000Z", "20261123T060000Z"),
        ("20261121T083000Z", "20261123T060000Z"),
        ("20261121T083000Z", "20261121T083000Z"),
        ("20270115T090000", "20270122T090000"),
    ]


@pytest.mark.parametrize(
    ("day", "there"),
    [
        (TODAY - timedelta(days=91), False),
        (TODAY - timedelta(days=90), True),
        (TODAY, True),
        (TODAY + timedelta(days=548), True),
        (TODAY + timedelta(days=549), False),
    ],
)
def test_the_window_of_a_feed(store: Store, tmp_path: Path, day: date, there: bool) -> None:
    keep_entries(store, stored(start=str(day), end=None))
    data, entries = published(store, tmp_path)
    assert (len(events(data)), entries) == (int(there), int(there))


@pytest.mark.parametrize(("days", "there"), [(0, True), (30, True), (31, False)])
def test_a_cancelled_entry_is_kept_for_thirty_days(store: Store, tmp_path: Path, days: int, there: bool) -> None:
    at = datetime(2026, 11, 21, 8, 0, tzinfo=UTC) - timedelta(days=days)
    line = Change(at=at, what="status", before="confirmed", after="cancelled", reason="")
    keep_entries(store, stored(status=Status.CANCELLED, changes=(line,)))
    assert len(events(published(store, tmp_path)[0])) == int(there)


def test_a_bad_entry_is_left_out_and_reported_and_the_others_stay(
    store: Store, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    bad, good = stored(1, start="9999-12-31", end=None), stored(2, start="9999-12-05", end=None)
    keep_entries(store, bad, good)
    config = replace(
        config_in(tmp_path), publish=Publish(directory=str(tmp_path), days_ahead=30, organiser_feeds=False)
    )
    (feed, *_) = publish_feeds(store, config, date(9999, 12, 1))
    assert [e["UID"] for e in events(feed.path.read_bytes())] == [good.id]
    assert feed.entries == 1
    assert [r.getMessage() for r in caplog.records] == [
        f"{bad.id}: left out of the feeds (OverflowError: 'date value out of range')"
    ]


def test_two_entries_never_share_a_uid(store: Store, tmp_path: Path) -> None:
    keep_entries(store, *[stored(n, kind=Kind.WINDOW, start="2027-02-15", end="2027-03-31") for n in range(1, 4)])
    uids = [e["UID"] for e in events(published(store, tmp_path)[0])]
    assert len(set(uids)) == len(uids) == 6


def test_the_order_of_the_entries_does_not_change_the_bytes(tmp_path: Path) -> None:
    entries = [stored(n, start=f"2027-01-{10 + n % 5:02}", end=None) for n in range(1, 12)]
    made = set()
    for number, order in enumerate((entries, entries[::-1])):
        with open_store(f"sqlite:///{tmp_path / str(number)}.db") as store:
            for entry in order:
                keep_entries(store, entry)
            made.add(published(store, tmp_path / f"feeds{number}")[0])
    assert made == {calendar_bytes("all", entries, CONFIG, TODAY)[0]}


def test_a_feed_of_a_thousand_events_stays_under_a_megabyte(
    store: Store, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    keep_entries(store, *[stored(n, start="2027-01-15", end=None) for n in range(1, 1001)])
    assert len(published(store, tmp_path)[0]) < 1_000_000
    assert caplog.records == []
    keep_entries(store, stored(1001, start="2027-01-15", end=None))
    published(store, tmp_path)
    assert [r.getMessage().partition(" in ")[0] for r in caplog.records] == ["feed all: 1001 events"]


def test_what_the_database_chooses_is_what_a_look_at_each_entry_chooses(store: Store, tmp_path: Path) -> None:
    cases = every_kind()
    keep_entries(store, *cases)
    for bars in (False, True):
        base = config_in(tmp_path / str(bars))
        config = replace(base, publish=replace(base.publish, window_bars=bars))
        for feed in publish_feeds(store, config, TODAY):
            data, entries, _ = calendar_bytes(feed.name, cases, config, TODAY)
            assert (feed.path.read_bytes(), feed.entries) == (data, entries), feed.name


def test_only_what_has_changed_is_rendered_and_only_its_feeds_are_written(store: Store, tmp_path: Path) -> None:
    keep_entries(store, stored(1), stored(2, title="Ansökan om bidrag", kind=Kind.DEADLINE, end=None))
    config = config_in(tmp_path)
    assert refresh_renderings(store, config).rendered == 2
    assert [p.changed for p in publish_feeds(store, config, TODAY)] == [True, True, True]
    assert refresh_renderings(store, config).rendered == 0
    with store.write() as session:
        row = session.get_one(EntryRow, stored(1).id)
        row.title, row.sequence = "Workshop om boende", 1
    assert [p.changed for p in publish_feeds(store, config, TODAY)] == [True, False, False]
    with store.write() as session:
        review_entry(session, stored(2).id, "rejected", reason="", now=READ)
    assert [p.changed for p in publish_feeds(store, config, TODAY)] == [True, True, True]


def test_a_setting_that_stands_in_the_events_renders_all_anew(store: Store, tmp_path: Path) -> None:
    keep_entries(store, stored(1), stored(2))
    config = config_in(tmp_path)
    refresh_renderings(store, config)
    assert refresh_renderings(store, replace(config, web=Web(base_url="https://annan.example.se"))).rendered == 2
    assert refresh_renderings(store, replace(config, web=Web(base_url="https://annan.example.se"))).rendered == 0


def test_a_document_that_is_read_again_is_looked_at_anew(store: Store, tmp_path: Path) -> None:
    keep_entries(store, stored(1))
    config = config_in(tmp_path)
    before = published(store, tmp_path)[0]
    with store.write() as session:
        row = session.get_one(DocumentRow, stored(1).sightings[0].document_id)
        row.reference_on, row.read_at = date(2026, 11, 5), READ
    assert refresh_renderings(store, config).rendered == 1
    assert refresh_renderings(store, config).rendered == 0
    after = published(store, tmp_path)[0]
    assert ("12 november 2026" in before.decode(), "5 november 2026" in after.decode()) == (True, True)


def test_an_organiser_has_a_feed_from_its_first_entry_on(store: Store, tmp_path: Path) -> None:
    keep_entries(
        store, stored(1, organiser="Länsstyrelsen i Örebro län"), stored(2, organiser="LÄNSSTYRELSEN  i Örebro län")
    )
    config = replace(config_in(tmp_path), publish=Publish(directory=str(tmp_path)))
    (feed,) = [f for f in publish_feeds(store, config, TODAY) if f.name.startswith("arrangor-")]
    assert (feed.name, feed.entries) == ("arrangor-lansstyrelsen-i-orebro-lan", 2)
    with store.write() as session:
        for number in (1, 2):
            review_entry(session, stored(number).id, "rejected", reason="", now=READ)
    (feed,) = [f for f in publish_feeds(store, config, TODAY) if f.name.startswith("arrangor-")]
    assert (feed.entries, events(feed.path.read_bytes())) == (0, [])


def test_organisers_whose_names_look_alike_have_feeds_of_their_own(store: Store, tmp_path: Path) -> None:
    keep_entries(store, stored(1, organiser="Älgråd"), stored(2, organiser="Algrad"), stored(3, organiser="!!!"))
    config = replace(config_in(tmp_path), publish=Publish(directory=str(tmp_path)))
    names = [f.name for f in publish_feeds(store, config, TODAY) if f.name.startswith("arrangor-")]
    assert len(set(names)) == 3
    assert "arrangor-algrad" in names
    assert all(re.fullmatch(r"arrangor-[a-z0-9-]+", name) for name in names)


def test_the_manifest_tells_what_a_web_server_needs(store: Store, tmp_path: Path) -> None:
    keep_entries(store, stored(1))
    config = config_in(tmp_path)
    publish_feeds(store, config, TODAY)
    told = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))["feeds"]
    assert sorted(told) == ["all", "bidrag", "deadlines"]
    data = (tmp_path / "all.ics").read_bytes()
    assert told["all"] | {"fingerprint": "", "stamp": ""} == {
        "file": "all.ics",
        "title": "Alla datum ur protokollen",
        "etag": hashlib.sha256(data).hexdigest(),
        "last_modified": datetime.fromtimestamp(int((tmp_path / "all.ics").stat().st_mtime), UTC).isoformat(),
        "size": len(data),
        "entries": 1,
        "events": 1,
        "fingerprint": "",
        "stamp": "",
        "content_type": "text/calendar; charset=utf-8",
        "cache_control": "public, max-age=900",
    }
    before = (tmp_path / "manifest.json").stat().st_mtime_ns
    publish_feeds(store, config, TODAY)
    assert (tmp_path / "manifest.json").stat().st_mtime_ns == before


@pytest.mark.parametrize(
    "broken", [b"", b"{", b'{"feeds": {"all": 1}}', b"[]", b'{"feeds": {"all": {"x": 1}}}', b"\xff"]
)
def test_a_broken_manifest_costs_one_more_look_and_no_feed(
    store: Store, tmp_path: Path, broken: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    keep_entries(store, stored(1))
    before = published(store, tmp_path)[0]
    (tmp_path / "manifest.json").write_bytes(broken)
    assert published(store, tmp_path)[0] == before
    assert "the feeds are written anew" in caplog.text


@pytest.mark.parametrize("damage", [lambda p: p.unlink(), lambda p: p.write_bytes(b"other")])
def test_a_feed_that_was_lost_or_changed_by_hand_is_written_again(
    store: Store, tmp_path: Path, damage: Callable[[Path], object]
) -> None:
    keep_entries(store, stored(1))
    before = published(store, tmp_path)[0]
    damage(tmp_path / "all.ics")
    assert published(store, tmp_path)[0] == before


def test_the_file_of_a_feed_that_is_no_more_is_removed_and_what_calagg_did_not_write_stays(
    store: Store, tmp_path: Path
) -> None:
    keep_entries(store, stored(1, organiser="Länsstyrelsen i Norrvik"))
    folder = tmp_path / "feeds"
    with_organisers = replace(CONFIG, publish=Publish(directory=str(folder)))
    publish_feeds(store, with_organisers, TODAY)
    assert [p.name for p in folder.glob("arrangor-*.ics")] == ["arrangor-lansstyrelsen-i-norrvik.ics"]
    (folder / "hand-made.ics").write_bytes(b"BEGIN:VCALENDAR\r\n")
    publish_feeds(store, config_in(folder), TODAY)
    assert sorted(p.name for p in folder.iterdir()) == [
        ".all.parts.json",
        ".bidrag.parts.json",
        ".deadlines.parts.json",
        "all.ics",
        "bidrag.ics",
        "deadlines.ics",
        "hand-made.ics",
        "manifest.json",
    ]


def test_two_versions_of_a_feed_never_bear_the_same_second(store: Store, tmp_path: Path) -> None:
    """The ETag of nginx is made of the second and the size, and If-Modified-Since knows no more either."""
    seconds, ahead = [], int(READ.timestamp()) + 1_000_000_000
    for number in range(1, 4):
        keep_entries(store, stored(number))
        published(store, tmp_path)
        seconds.append(int((tmp_path / "all.ics").stat().st_mtime))
        facts = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))["feeds"]["all"]
        assert datetime.fromisoformat(facts["last_modified"]).timestamp() == seconds[-1]
    assert seconds == sorted(set(seconds))
    os.utime(tmp_path / "all.ics", (ahead, ahead))  # as when the machine's clock was wrong
    keep_entries(store, stored(4))
    published(store, tmp_path)
    assert (tmp_path / "all.ics").stat().st_mtime == ahead + 1


def test_a_folder_that_can_not_be_written_is_one_line_and_the_old_feed_stays(store: Store, tmp_path: Path) -> None:
    (tmp_path / "feeds").write_text("no folder", encoding="utf-8")
    with pytest.raises(OutputError) as refused:
        publish_feeds(store, config_in(tmp_path / "feeds"), TODAY)
    assert str(refused.value) == (
        f"{tmp_path / 'feeds' / 'all.ics'}: the feed can't be written (File exists); "
        "give calagg the right to write there, or name another folder in [publish] directory"
    )


def test_a_write_that_fails_leaves_the_old_feed_and_no_temporary_file(
    store: Store,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = tmp_path / "feeds"
    config = config_in(folder)
    publish_feeds(store, config, TODAY)
    before = {p.name: p.read_bytes() for p in folder.iterdir()}
    ingest(store, SAMPLE)

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="No space left on device"):
        publish_feeds(store, config, TODAY)
    assert {p.name: p.read_bytes() for p in folder.iterdir()} == before

"""Which entries stand in which file, and that a file is whole, stable and written only when it changed."""

import hashlib
import os
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from calagg.config import Config, Publish
from calagg.errors import OutputError
from calagg.model import CalendarEntry, Change, Kind, Status
from calagg.publish import Published, calendar_bytes, publish_feeds
from calagg.store import Store
from tests.merge.minutes import NOVEMBER, ingest, minutes, told
from tests.publish.calendar import CONFIG, TODAY, events, stored

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
    return replace(CONFIG, publish=Publish(directory=str(folder)))


def test_whole_feeds(store: Store, tmp_path: Path) -> None:
    ingest(store, SAMPLE)
    folder = tmp_path / "feeds"
    assert publish_feeds(store, config_in(folder), TODAY) == [
        Published(name="all", path=folder / "all.ics", entries=6, changed=True),
        Published(name="deadlines", path=folder / "deadlines.ics", entries=2, changed=True),
        Published(name="bidrag", path=folder / "bidrag.ics", entries=2, changed=True),
    ]
    assert sorted(p.name for p in folder.iterdir()) == ["all.ics", "bidrag.ics", "deadlines.ics"]
    for name in ("all", "deadlines", "bidrag"):
        assert (folder / f"{name}.ics").read_bytes() == (GOLDEN / f"{name}.ics").read_bytes()


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
def test_the_window_of_a_feed(day: date, there: bool) -> None:
    data, entries, _ = calendar_bytes("all", [stored(start=str(day), end=None)], CONFIG, TODAY)
    assert (len(events(data)), entries) == (int(there), int(there))


@pytest.mark.parametrize(("days", "there"), [(0, True), (30, True), (31, False)])
def test_a_cancelled_entry_is_kept_for_thirty_days(days: int, there: bool) -> None:
    at = datetime(2026, 11, 21, 8, 0, tzinfo=UTC) - timedelta(days=days)
    line = Change(at=at, what="status", before="confirmed", after="cancelled", reason="")
    entry = stored(status=Status.CANCELLED, changes=(line,))
    assert len(events(calendar_bytes("all", [entry], CONFIG, TODAY)[0])) == int(there)


def test_a_bad_entry_is_left_out_and_reported_and_the_others_stay() -> None:
    bad = stored(1, start="9999-12-31", end=None)
    good = stored(2, start="9999-12-05", end=None)
    config = replace(CONFIG, publish=Publish(days_ahead=30))
    data, entries, skipped = calendar_bytes("all", [bad, good], config, date(9999, 12, 1))
    assert [e["UID"] for e in events(data)] == [good.id]
    assert (entries, skipped) == (1, (f"{bad.id}: left out of feed all (OverflowError: 'date value out of range')",))


def test_two_entries_never_share_a_uid() -> None:
    windows = [stored(n, kind=Kind.WINDOW, start="2027-02-15", end="2027-03-31") for n in range(1, 4)]
    uids = [e["UID"] for e in events(calendar_bytes("all", windows, CONFIG, TODAY)[0])]
    assert len(set(uids)) == len(uids) == 6


def test_the_order_of_the_entries_does_not_change_the_bytes() -> None:
    entries: list[CalendarEntry] = [stored(n, start=f"2027-01-{10 + n % 5:02}", end=None) for n in range(1, 12)]
    one, other = (calendar_bytes("all", order, CONFIG, TODAY)[0] for order in (entries, entries[::-1]))
    assert hashlib.sha256(one).digest() == hashlib.sha256(other).digest()


def test_a_feed_of_a_thousand_events_stays_under_a_megabyte(caplog: pytest.LogCaptureFixture) -> None:
    many = [stored(n, start="2027-01-15", end=None) for n in range(1, 1002)]
    assert len(calendar_bytes("all", many[:1000], CONFIG, TODAY)[0]) < 1_000_000
    assert caplog.records == []
    calendar_bytes("all", many, CONFIG, TODAY)
    assert [r.getMessage().partition(" in ")[0] for r in caplog.records] == ["feed all: 1001 events"]


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

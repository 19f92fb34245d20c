"""Whatever is done to the feeds' files and notes: what is published is byte for byte what a full join gives."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from sqlalchemy import update

from calagg.config import Config, Publish
from calagg.model import Kind
from calagg.publish import publish_feeds
from calagg.publish.joining import join_feed
from calagg.publish.manifest import read_manifest
from calagg.publish.named import list_feeds, wanted_of
from calagg.store import Store, open_store
from calagg.store.entries import review_entry
from calagg.store.feed_schema import RenderingRow
from calagg.store.schema import EntryRow
from tests.conftest import migrated_sqlite
from tests.publish.calendar import CHANGED, CONFIG, TODAY, stored
from tests.publish.keeping import keep_entries


def notes_of(file: Path) -> Path:
    return file.with_name(f".{file.stem}.parts.json")


def retitle(store: Store, number: int, title: str) -> None:
    """Gives the entry another title, and so another version."""
    with store.write() as session:
        row = session.get_one(EntryRow, stored(number).id)
        row.title, row.sequence = title, row.sequence + 1


def entries_on_days(store: Store, days: int) -> None:
    keep_entries(store, *[stored(n, start=f"2027-01-{n:02}", end=None, title=f"Möte {n}") for n in range(1, days + 1)])


def damage(store: Store) -> None:
    """Puts other bytes in all stored VEVENTs, under the digests of the right ones."""
    with store.write() as session:
        session.execute(update(RenderingRow).values(data=b"BEGIN:VEVENT\r\nSUMMARY:skadad\r\nEND:VEVENT\r\n"))


def test_days_that_have_not_changed_are_taken_from_the_file(store: Store, tmp_path: Path) -> None:
    entries_on_days(store, 9)
    config = replace(CONFIG, publish=Publish(directory=str(tmp_path), organiser_feeds=False), feed=())
    publish_feeds(store, config, TODAY)
    before = (tmp_path / "all.ics").read_bytes()
    damage(store)
    retitle(store, 5, "Flyttat möte")
    publish_feeds(store, config, TODAY)
    after = (tmp_path / "all.ics").read_bytes()
    assert after.replace(b"SUMMARY:Flyttat", b"SUMMARY:").count(b"BEGIN:VEVENT") == before.count(b"BEGIN:VEVENT") == 9
    assert [after.count(title) for title in (b"SUMMARY:Flyttat m", b"skadad", b"SUMMARY:M\xc3\xb6te")] == [1, 0, 8]


@pytest.mark.parametrize(
    "change",
    [
        lambda file: file.write_bytes(file.read_bytes().replace(b"2027", b"2026")),
        lambda file: Path(shutil.copy2(file, file.with_name("copy"))).replace(file),
        lambda file: file.unlink(),
        lambda file: notes_of(file).unlink(),
        lambda file: notes_of(file).write_bytes(notes_of(file).read_bytes()[:-9]),
        lambda file: notes_of(file).write_bytes(notes_of(file).read_bytes().replace(b'"2027-01-03"', b'"2027-01-04"')),
        lambda file: notes_of(file).write_bytes(b"[]"),
    ],
    ids=["other bytes", "another file", "no file", "no notes", "torn notes", "wrong notes", "other notes"],
)
def test_where_the_file_is_not_the_one_that_was_noted_all_is_read_anew(
    store: Store, tmp_path: Path, change: Callable[[Path], object]
) -> None:
    entries_on_days(store, 9)
    config = replace(CONFIG, publish=Publish(directory=str(tmp_path), organiser_feeds=False), feed=())
    publish_feeds(store, config, TODAY)
    change(tmp_path / "all.ics")
    damage(store)
    retitle(store, 5, "Flyttat möte")
    publish_feeds(store, config, TODAY)
    assert (tmp_path / "all.ics").read_bytes().count(b"skadad") == 8


class Tampering(RuleBasedStateMachine):
    """Entries come, change and go, days go by; files and notes are changed, lost and swapped; publishing is killed."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        base = Path(self.folder.name)
        self.store = open_store(migrated_sqlite(base))
        self.feeds, self.old = base / "feeds", base / "old"
        self.config: Config = replace(CONFIG, publish=Publish(directory=str(self.feeds)))
        self.today, self.count, self.ticks = TODAY, 0, 0
        self.old.mkdir()

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()

    def files(self) -> list[Path]:
        return sorted(self.feeds.glob("*.ics"))

    @rule(days=st.lists(st.integers(-95, 560), min_size=1, max_size=6), kind=st.sampled_from(Kind), data=st.data())
    def add(self, days: list[int], kind: Kind, data: st.DataObject) -> None:
        made = []
        for offset in days:
            self.count += 1
            start = TODAY + timedelta(days=offset)
            end = str(start + timedelta(days=data.draw(st.integers(1, 40)))) if kind is Kind.WINDOW else None
            place = data.draw(st.sampled_from(("Norrvik", "Lindevik")))
            made.append(stored(self.count, kind=kind, start=str(start), end=end, organiser=place))
        keep_entries(self.store, *made)

    @precondition(lambda self: self.count)
    @rule(data=st.data(), title=st.sampled_from(("Möte", "Möten", "Träff i höst")))
    def change(self, data: st.DataObject, title: str) -> None:
        retitle(self.store, data.draw(st.integers(1, self.count)), title)

    @precondition(lambda self: self.count)
    @rule(data=st.data(), judgement=st.sampled_from(("rejected", "")))
    def judge(self, data: st.DataObject, judgement: str) -> None:
        with self.store.write() as session:
            review_entry(session, stored(data.draw(st.integers(1, self.count))).id, judgement, reason="", now=CHANGED)

    @rule(days=st.integers(1, 40))
    def wait(self, days: int) -> None:
        self.today += timedelta(days=days)

    @precondition(lambda self: self.files())
    @rule(data=st.data())
    def change_bytes(self, data: st.DataObject) -> None:
        """Another file of the same size, written at another time."""
        file = data.draw(st.sampled_from(self.files()))
        held = file.read_bytes()
        at = data.draw(st.integers(0, len(held) - 1))
        file.write_bytes(held[:at] + bytes([held[at] ^ 1]) + held[at + 1 :])
        self.ticks += 1
        os.utime(file, ns=(0, file.stat().st_mtime_ns + self.ticks * 4_000_000))

    @precondition(lambda self: self.files())
    @rule(data=st.data(), notes=st.booleans())
    def lose(self, data: st.DataObject, notes: bool) -> None:
        file = data.draw(st.sampled_from(self.files()))
        (notes_of(file) if notes else file).unlink(missing_ok=True)  # lost notes come with the next change

    @precondition(lambda self: len(self.files()) > 1)
    @rule(data=st.data())
    def swap_notes(self, data: st.DataObject) -> None:
        one, other = data.draw(st.permutations(self.files()))[:2]
        if notes_of(one).exists():
            shutil.copy2(notes_of(one), notes_of(other))

    @precondition(lambda self: self.files())
    @rule()
    def keep(self) -> None:
        """Keeps what stands there now, as a backup does."""
        shutil.rmtree(self.old)
        shutil.copytree(self.feeds, self.old)

    @precondition(lambda self: any(self.old.iterdir()))
    @rule(kinds=st.sampled_from(("*.ics", "manifest.json", ".*.parts.json", "*.json")))
    def bring_back(self, kinds: str) -> None:
        """Some of what was kept; of `*.json` all: so it is where a publishing was killed before it noted anything."""
        for file in self.old.glob(kinds):
            shutil.copy2(file, self.feeds / file.name)

    @invariant()
    def the_files_are_what_a_full_join_gives(self) -> None:
        publish_feeds(self.store, self.config, self.today)
        facts = read_manifest(self.feeds)
        with self.store.read() as session:
            for feed in list_feeds(session, self.config):
                wanted = wanted_of(feed, self.config, self.today)
                data, summary = join_feed(session, wanted, self.config, name=feed.name, title=feed.title)
                assert (self.feeds / f"{feed.name}.ics").read_bytes() == data
                told = facts[feed.name]
                assert (told.etag, told.size) == (hashlib.sha256(data).hexdigest(), len(data))
                assert (told.entries, told.events) == (summary.entries, summary.events)
        assert not any(feed.changed for feed in publish_feeds(self.store, self.config, self.today))


Tampering.TestCase.settings = settings(max_examples=10, stateful_step_count=10, deadline=None)
TestTampering = Tampering.TestCase

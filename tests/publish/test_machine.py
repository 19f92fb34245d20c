"""Whatever happens to entries in whatever order: UIDs are unique, SEQUENCE never falls, a second publish is silent."""

import tempfile
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import icalendar
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from calagg.config import Publish
from calagg.merge import merge_entries
from calagg.model import CalendarEntry, Entry, Kind, Moment, Status
from calagg.publish import publish_feeds
from calagg.publish.doctor import examine_feed
from calagg.store import open_store
from calagg.store.entries import entries_between, review_entry
from tests.conftest import migrated_sqlite
from tests.merge.minutes import ingest, minutes, told
from tests.publish.calendar import CONFIG, TODAY, calendar_bytes

TITLES = ("Nätverksträff om boende", "Ansökan om bidrag", "Remissvar: taxa; del 2", "Årsmöte 🎉")
ENTRIES = st.builds(
    lambda title, day, hour, kind, status, length, confidence: told(
        title,
        f"{day}T{hour:02}:00" if hour else str(day),
        end=str(day + timedelta(days=length)) if length and not hour else None,
        kind=kind,
        status=status,
        confidence=confidence,
    ),
    st.sampled_from(TITLES),
    st.dates(TODAY - timedelta(days=100), TODAY + timedelta(days=560)),
    st.sampled_from((0, 9, 13)),
    st.sampled_from(Kind),
    st.sampled_from(Status),
    st.sampled_from((0, 0, 14)),
    st.sampled_from((0.3, 0.9)),
)
ORIGINS = st.sampled_from(("minutes/a.txt", "minutes/b.txt", "minutes/c.txt"))


class Life(RuleBasedStateMachine):
    """Documents are read, changed and fall silent; people accept, reject and merge; days go by."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        base = Path(self.folder.name)
        self.store = open_store(migrated_sqlite(base))
        self.config = replace(CONFIG, publish=Publish(directory=str(base / "feeds")))
        self.now = datetime(2026, 11, 21, 8, 30, tzinfo=UTC)
        self.version = 0
        self.sequences: dict[str, int] = {}

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()

    def entries(self) -> list[CalendarEntry]:
        with self.store.read() as session:
            return entries_between(session, date(2000, 1, 1), date(2100, 1, 1), min_confidence=0.5)

    def step(self) -> datetime:
        self.now += timedelta(minutes=7)
        return self.now

    @rule(origin=ORIGINS, entries=st.lists(ENTRIES, max_size=4), days=st.integers(0, 60))
    def read(self, origin: str, entries: list[Entry], days: int) -> None:
        self.version += 1
        placed = [replace(e, span=replace(e.span, start=n * 50, end=n * 50 + 10)) for n, e in enumerate(entries)]
        reference = TODAY - timedelta(days=days)
        ingest(self.store, minutes(f"{self.version}", reference, *placed, origin=origin), now=self.step())

    @rule(origin=ORIGINS, days=st.integers(1, 40))
    def move(self, origin: str, days: int) -> None:
        told_now = [
            e for e in self.entries() if any(s.document_origin == origin and not s.retired_at for s in e.sightings)
        ]
        moved = [
            replace(
                e.entry,
                start=Moment(e.entry.start.day + timedelta(days=days), e.entry.start.clock),
                end=None,
                span=replace(e.entry.span, start=n * 50, end=n * 50 + 10),
            )
            for n, e in enumerate(told_now)
        ]
        self.read(origin, moved, 0)

    @precondition(lambda self: self.entries())
    @rule(data=st.data(), judgement=st.sampled_from(("accepted", "rejected", "")))
    def judge(self, data: st.DataObject, judgement: str) -> None:
        chosen = data.draw(st.sampled_from(self.entries()))
        with self.store.write() as session:
            review_entry(session, chosen.id, judgement, reason="", now=self.step())

    @precondition(lambda self: len(self.entries()) > 1)
    @rule(data=st.data())
    def join(self, data: st.DataObject) -> None:
        survivor, other = data.draw(st.permutations(self.entries()))[:2]
        with self.store.write() as session:
            merge_entries(session, survivor.id, other.id, now=self.step())

    @invariant()
    def the_feeds_are_as_they_must_be(self) -> None:
        published = publish_feeds(self.store, self.config, TODAY)
        bytes_before = {p.name: p.path.read_bytes() for p in published}
        assert not any(p.changed for p in publish_feeds(self.store, self.config, TODAY))
        assert {p.name: p.path.read_bytes() for p in published} == bytes_before
        stored = self.entries()
        for name in ("all", "deadlines", "bidrag"):
            assert bytes_before[name] == calendar_bytes(name, stored, self.config, TODAY)[0]
        for data in bytes_before.values():
            assert not examine_feed(data).findings
            events = icalendar.Calendar.from_ical(data).walk("VEVENT")
            assert max(Counter(str(e["UID"]) for e in events).values(), default=1) == 1
            for event in events:
                uid, sequence = str(event["UID"]), int(str(event["SEQUENCE"]))
                assert sequence >= self.sequences.get(uid, 0)
                self.sequences[uid] = sequence


Life.TestCase.settings = settings(max_examples=25, stateful_step_count=12, deadline=None)
TestLife = Life.TestCase

"""Documents and people in any succession: what always holds of the calendar that they make."""

import itertools
import tempfile
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import select

from calagg.errors import UsageError
from calagg.merge import accept_entry, answer_proposals, merge_entries, reject_entry, split_entry, undo_judgement
from calagg.merge.difference import edits_between
from calagg.merge.resolve import live_telling, resolve
from calagg.model import Entry, Kind, Status
from calagg.model.lock import Field, hold, text_of
from calagg.store import Store, open_store
from calagg.store.entries import review_of, survivor_of
from calagg.store.judgements import last_judgement
from calagg.store.known import KnownEntry, known_entry
from calagg.store.schema import DocumentRow, EntryRow, SightingRow
from tests.merge.minutes import NOVEMBER, NOW, OCTOBER, SEPTEMBER, ingest, minutes, told

TITLES = ("Workshop om mottagande", "Styrgruppsmöte", "Workshopen", "Ansökan om bidrag")
DAYS = ("2027-01-15", "2027-01-22T09:00", "2027-01-29")
ORIGINS = ("a", "b", "c")
HOW = ("told", "cancelled", "moved", "tentative")
TOLD = st.lists(
    st.tuples(st.sampled_from(TITLES), st.sampled_from(DAYS), st.sampled_from(HOW)), min_size=0, max_size=4, unique=True
)
CORRECTIONS = {
    Field.TITLE: "Rättad titel",
    Field.WHEN: "2027-01-18T10:00//minute",
    Field.LOCATION: "Storåker",
    Field.STATUS: "tentative",
}
State = dict[str, tuple[object, ...]]


def tell(at: int, title: str, day: str, how: str) -> Entry:
    """One telling, as minutes have it."""
    status = {"cancelled": Status.CANCELLED, "tentative": Status.TENTATIVE}.get(how, Status.CONFIRMED)
    kind = Kind.DEADLINE if title.startswith("Ansökan") else Kind.EVENT
    quote = f"{title} flyttas till {day}." if how == "moved" else f"{title} {day}."
    return told(title, day, at=at * 20, kind=kind, status=status, quote=quote)


class Calendar(RuleBasedStateMachine):
    """The calendar, and what is known of it beside: ids that were there, and what was rejected."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.store: Store
        self.seen: set[str] = set()
        self.rejected: set[str] = set()
        self.texts = itertools.count()
        self.current: dict[str, tuple[str, date, list[Entry]]] = {}

    @initialize()
    def begin(self) -> None:
        self.store = open_store(f"sqlite:///{Path(self.folder.name) / 'calendar.db'}")

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.store.close()
        self.folder.cleanup()

    @rule(origin=st.sampled_from(ORIGINS), day=st.sampled_from((SEPTEMBER, OCTOBER, NOVEMBER)), tellings=TOLD)
    def read(self, origin: str, day: date, tellings: list[tuple[str, str, str]]) -> None:
        entries = [tell(at, *one) for at, one in enumerate(tellings)]
        text = f"{origin}{next(self.texts)}"
        ingest(self.store, minutes(text, day, *entries, origin=origin))
        if entries:
            self.current[origin] = (text, day, entries)

    @rule(origin=st.sampled_from(ORIGINS))
    def read_again(self, origin: str) -> None:
        if origin in self.current:
            text, day, entries = self.current[origin]
            before = self.state()
            ingest(self.store, minutes(text, day, *entries, origin=origin))
            assert self.state() == before

    @rule(which=st.integers(0, 20), field=st.sampled_from(sorted(CORRECTIONS)))
    def correct(self, which: int, field: Field) -> None:
        self.judge(which, lambda s, k: accept_entry(s, k.id, {field: CORRECTIONS[field]}, who="Bo", now=NOW))

    @rule(which=st.integers(0, 20))
    def accept(self, which: int) -> None:
        self.judge(which, lambda s, k: accept_entry(s, k.id, {}, who="Bo", now=NOW))

    @rule(which=st.integers(0, 20))
    def reject(self, which: int) -> None:
        self.judge(which, lambda s, k: reject_entry(s, k.id, "gäller inte oss", who="Bo", now=NOW))

    @rule(which=st.integers(0, 20), take=st.booleans())
    def answer(self, which: int, take: bool) -> None:
        self.judge(which, lambda s, k: answer_proposals(s, k.id, take=take, who="Bo", now=NOW))

    @rule(which=st.integers(0, 20), other=st.integers(0, 20))
    def merge(self, which: int, other: int) -> None:
        ids = self.ids()
        if ids:
            self.judge(which, lambda s, k: merge_entries(s, k.id, ids[other % len(ids)], who="Bo", now=NOW))

    @rule(which=st.integers(0, 20))
    def split(self, which: int) -> None:
        self.judge(
            which,
            lambda s, k: split_entry(s, k.id, [x.document_id for x in k.sightings if x.live][:1], who="Bo", now=NOW)[0],
        )

    def judge(self, which, decide) -> None:  # type: ignore[no-untyped-def]
        """Decides on one of the entries, takes it back, which makes all as it was, and decides again."""
        ids = self.ids()
        if not ids:
            return
        before = self.state()
        for lasting in (False, True):
            try:
                with self.store.write() as session:
                    known = known_entry(session, ids[which % len(ids)])
                    assert known
                    judgement = decide(session, known)
                    if not lasting:
                        undo_judgement(session, judgement, who="Bo", now=NOW)
            except UsageError:
                return
            if not lasting:
                after = self.state()
                assert {id_: state for id_, state in after.items() if id_ in before or state[0] != "merged"} == before
        self.note_rejected()

    @rule()
    def undo(self) -> None:
        with self.store.write() as session:
            if judgement := last_judgement(session, since=NOW):
                undo_judgement(session, judgement.id, who="Bo", now=NOW)
        self.note_rejected()

    @precondition(lambda self: self.seen)
    @rule()
    def read_all_again(self) -> None:
        for origin in ORIGINS:
            self.read_again(origin)

    def note_rejected(self) -> None:
        with self.store.read() as session:
            self.rejected = set(session.scalars(select(EntryRow.id).where(EntryRow.review == "rejected")))

    def ids(self) -> list[str]:
        with self.store.read() as session:
            chosen = select(EntryRow.id).where(EntryRow.merged_into.is_(None)).order_by(EntryRow.id)
            return list(session.scalars(chosen))

    def known(self) -> list[KnownEntry]:
        with self.store.read() as session:
            return [k for id_ in self.ids() if (k := known_entry(session, id_))]

    def state(self) -> State:
        """Every entry: its review, its fields as text, its locks and its tellings."""
        made: State = {}
        with self.store.read() as session:
            for row in session.scalars(select(EntryRow)):
                known = known_entry(session, row.id)
                told_by = sorted((s.id, s.live) for s in known.sightings) if known else []
                entry = tuple(text_of(known.entry, field) for field in Field) if known else ()
                locks = tuple((lock.field, lock.value, lock.proposed) for lock in known.locks) if known else ()
                made[row.id] = (row.review, entry, locks, tuple(told_by))
        return made

    @invariant()
    def every_entry_has_a_telling(self) -> None:
        if self.current:
            assert [k.id for k in self.known() if not k.sightings] == []

    @invariant()
    def no_lock_is_overwritten(self) -> None:
        for known in self.known() if self.current else ():
            assert [lock.field for lock in known.locks if text_of(known.entry, lock.field) != lock.value] == []

    @invariant()
    def what_is_not_locked_follows_from_what_is_told(self) -> None:
        for known in self.known() if self.current else ():
            if tellings := live_telling(known):
                expected = hold(resolve(tellings), known.locks)
                changed = [what for what, _, _ in edits_between(known.entry, expected)]
                assert [what for what in changed if what != "contradictions"] == []

    @invariant()
    def ids_stay_and_lead_somewhere(self) -> None:
        if not self.current:
            return
        with self.store.read() as session:
            rows = {row.id: row for row in session.scalars(select(EntryRow))}
            assert self.seen <= rows.keys()
            self.seen = set(rows)
            for row in rows.values():
                survivor = survivor_of(session, row.id)
                assert survivor is None or (survivor in rows and rows[survivor].merged_into is None)

    @invariant()
    def what_is_told_is_told_of_one_entry_that_is_there(self) -> None:
        if not self.current:
            return
        with self.store.read() as session:
            live = session.execute(
                select(SightingRow.document_id, SightingRow.key, EntryRow.merged_into, DocumentRow.origin)
                .join(EntryRow, SightingRow.entry_id == EntryRow.id)
                .join(DocumentRow, SightingRow.document_id == DocumentRow.id)
                .where(SightingRow.retired_at.is_(None), DocumentRow.superseded_at.is_(None))
            ).all()
        assert [row for row in live if row.merged_into is not None] == []
        told_now = {origin: len(entries) for origin, (_, _, entries) in self.current.items()}
        counted = {origin: sum(row.origin == origin for row in live) for origin in told_now}
        assert counted == told_now

    @invariant()
    def what_a_person_rejected_stays_rejected(self) -> None:
        if self.rejected:
            with self.store.read() as session:
                assert {id_ for id_ in self.rejected if review_of(session, id_) != "rejected"} == set()


TestCalendar = Calendar.TestCase
TestCalendar.settings = settings(
    max_examples=15, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
)

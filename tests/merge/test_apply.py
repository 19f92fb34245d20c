"""What the calendar holds after documents were read, on both databases."""

import itertools
import logging
from typing import Any

import pytest
from sqlalchemy import select

from calagg.merge import Add, Cancel, Keep, Move, Restore, Retire, Update, apply_document, save_unread
from calagg.model import Document, Kind, Outcome, Status
from calagg.store import Store
from calagg.store.documents import forget_source, list_documents
from calagg.store.schema import Base
from tests.merge.minutes import LATER, NOVEMBER, NOW, OCTOBER, SEPTEMBER, calendar, ingest, minutes, shown, told

WORKSHOP = told("Workshop om mottagande", "2027-01-15T09:00", end="2027-01-15T12:00", location="Storåker")
DEADLINE = told("Ansökan om bidrag", "2027-03-31", at=40, kind=Kind.DEADLINE)


def rows(store: Store) -> dict[str, list[Any]]:
    """Every row of every table, in order."""
    with store.read() as session:
        return {
            name: sorted((tuple(row) for row in session.execute(select(table))), key=repr)
            for name, table in Base.metadata.tables.items()
        }


def test_a_first_document_adds_its_entries(store: Store) -> None:
    applied = ingest(store, minutes("v1", SEPTEMBER, WORKSHOP, DEADLINE))
    assert [type(action) for action in applied.actions] == [Add, Add]
    assert [str(action) for action in applied.actions] == [
        "add event 2027-01-15T09:00 'Workshop om mottagande' (finns inte sedan tidigare)",
        "add deadline 2027-03-31 'Ansökan om bidrag' (finns inte sedan tidigare)",
    ]
    assert [e.entry for e in calendar(store)] == [WORKSHOP, DEADLINE]


def test_reading_the_same_document_again_changes_nothing(store: Store) -> None:
    read = minutes("v1", SEPTEMBER, WORKSHOP, DEADLINE, named=("2026-09-10",))
    ingest(store, read)
    before = rows(store)
    assert not ingest(store, read, now=LATER).changed
    assert rows(store) == before


def test_two_runs_give_the_same_ids(store: Store) -> None:
    read = minutes("v1", SEPTEMBER, WORKSHOP, DEADLINE)
    ingest(store, read)
    before = rows(store)
    with store.write() as session:
        assert forget_source(session, "minutes") == 2
    assert calendar(store) == []
    ingest(store, read)
    for table in ("document", "entry"):
        assert rows(store)[table] == before[table]


def test_a_second_document_makes_a_second_sighting(store: Store) -> None:
    ingest(store, minutes("v1", SEPTEMBER, WORKSHOP))
    again = told("Workshop om mottagande", "2027-01-15")
    applied = ingest(store, minutes("b", OCTOBER, again, origin="minutes/b.txt"), now=LATER)
    assert [type(action) for action in applied.actions] == [Keep]
    assert shown(store) == ["2027-01-15T09:00 Workshop om mottagande confirmed #1 x2"]
    (entry,) = calendar(store)
    assert (entry.entry.end, entry.entry.location) == (WORKSHOP.end, "Storåker")
    assert [s.document_title for s in entry.sightings] == ["Protokoll 2026-10-08", "Protokoll 2026-09-10"]
    assert [(c.what, c.before, c.after) for c in entry.changes] == [
        ("sighting", "Protokoll 2026-09-10", "Protokoll 2026-10-08"),
    ]
    assert (entry.created_at, entry.changed_at) == (NOW, LATER)


def test_an_older_document_that_says_nothing_new_leaves_the_entry_alone(store: Store) -> None:
    ingest(store, minutes("b", OCTOBER, WORKSHOP, origin="minutes/b.txt"))
    ingest(store, minutes("v1", SEPTEMBER, told("Workshop", "2027-01-15")), now=LATER)
    (entry,) = calendar(store)
    assert (entry.sequence, entry.changed_at, entry.changes, len(entry.sightings)) == (0, NOW, (), 2)


def test_a_new_version_moves_its_entry(store: Store) -> None:
    ingest(store, minutes("v1", SEPTEMBER, WORKSHOP, DEADLINE))
    moved = told("Workshop om mottagande", "2027-01-29T13:00", location="Storåker")
    applied = ingest(store, minutes("v2", SEPTEMBER, moved, DEADLINE), now=LATER)
    assert [type(action) for action in applied.actions] == [Move, Keep]
    assert shown(store) == [
        "2027-01-29T13:00 Workshop om mottagande confirmed #1 x1",
        "2027-03-31 Ansökan om bidrag confirmed #0 x1",
    ]
    assert [(c.what, c.before, c.after, c.reason) for c in calendar(store)[0].changes] == [
        ("quote", WORKSHOP.quote, moved.quote, "protokollet anger en ny tid"),
        ("end", "2027-01-15T12:00", "", "protokollet anger en ny tid"),
        ("start", "2027-01-15T09:00", "2027-01-29T13:00", "protokollet anger en ny tid"),
    ]
    with store.read() as session:
        assert [d.superseded_at for d in list_documents(session)] == [None, LATER]


def test_a_new_version_changes_the_time_of_day(store: Store) -> None:
    ingest(store, minutes("v1", SEPTEMBER, WORKSHOP))
    ingest(store, minutes("v2", SEPTEMBER, told("Workshop om mottagande", "2027-01-15T14:00")))
    assert shown(store) == ["2027-01-15T14:00 Workshop om mottagande confirmed #1 x1"]


def test_a_later_document_that_says_so_moves_the_entry(store: Store) -> None:
    ingest(store, minutes("v1", SEPTEMBER, WORKSHOP))
    moved = told(
        "Workshopen om mottagande",
        "2027-01-29T09:00",
        quote="Workshopen om mottagande den 15/1 flyttas till 29/1.",
    )
    later = minutes("b", OCTOBER, moved, origin="minutes/b.txt", named=("2027-01-15",))
    assert [type(action) for action in ingest(store, later).actions] == [Move]
    assert shown(store) == ["2027-01-29T09:00 Workshop om mottagande confirmed #1 x2"]


def test_a_later_document_with_another_day_and_no_word_of_a_move_is_another_occasion(store: Store) -> None:
    ingest(store, minutes("v1", SEPTEMBER, told("Styrgruppsmöte", "2027-01-15")))
    ingest(store, minutes("b", OCTOBER, told("Styrgruppsmöte", "2027-02-12"), origin="minutes/b.txt"))
    assert shown(store) == ["2027-01-15 Styrgruppsmöte confirmed #0 x1", "2027-02-12 Styrgruppsmöte confirmed #0 x1"]


def test_a_moved_entry_is_not_moved_back_by_its_old_minutes(store: Store) -> None:
    test_a_later_document_that_says_so_moves_the_entry(store)
    ingest(store, minutes("v2", SEPTEMBER, WORKSHOP))
    assert shown(store) == ["2027-01-29T09:00 Workshop om mottagande confirmed #1 x2"]


def test_a_later_document_cancels_and_another_restores(store: Store) -> None:
    ingest(store, minutes("v1", SEPTEMBER, WORKSHOP))
    off = told("Workshop om mottagande", "2027-01-15", status=Status.CANCELLED)
    assert [type(a) for a in ingest(store, minutes("b", OCTOBER, off, origin="minutes/b.txt")).actions] == [Cancel]
    assert shown(store) == ["2027-01-15T09:00 Workshop om mottagande cancelled #1 x2"]
    on = minutes("c", NOVEMBER, told("Workshop om mottagande", "2027-01-15"), origin="minutes/c.txt")
    assert [type(a) for a in ingest(store, on).actions] == [Restore]
    assert shown(store) == ["2027-01-15T09:00 Workshop om mottagande confirmed #2 x3"]


def test_what_a_new_version_no_longer_says_stays_and_is_marked(store: Store) -> None:
    ingest(store, minutes("v1", SEPTEMBER, WORKSHOP, DEADLINE))
    applied = ingest(store, minutes("v2", SEPTEMBER, WORKSHOP), now=LATER)
    assert [type(action) for action in applied.actions] == [Keep, Retire]
    assert shown(store) == [
        "2027-01-15T09:00 Workshop om mottagande confirmed #0 x1",
        "2027-03-31 Ansökan om bidrag confirmed #1 x0",
    ]
    entry = calendar(store)[1]
    assert [s.retired_at for s in entry.sightings] == [LATER]
    assert [(c.what, c.before, c.after, c.reason) for c in entry.changes] == [
        ("sighting", "Protokoll 2026-09-10", "", "står inte längre i protokollet"),
    ]
    before = rows(store)
    ingest(store, minutes("v2", SEPTEMBER, WORKSHOP))
    assert rows(store) == before


def test_what_is_said_again_is_restored(store: Store) -> None:
    test_what_a_new_version_no_longer_says_stays_and_is_marked(store)
    applied = ingest(store, minutes("v1", SEPTEMBER, WORKSHOP, DEADLINE))
    assert [type(action) for action in applied.actions] == [Keep, Restore]
    assert shown(store) == [
        "2027-01-15T09:00 Workshop om mottagande confirmed #0 x1",
        "2027-03-31 Ansökan om bidrag confirmed #2 x1",
    ]


def test_a_new_version_that_says_nothing_retires_nothing(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    ingest(store, minutes("v1", SEPTEMBER, WORKSHOP, DEADLINE))
    before = calendar(store)
    with caplog.at_level(logging.WARNING, "calagg.merge"):
        applied = ingest(store, minutes("v2", SEPTEMBER))
    assert applied.warning == "minutes/a.txt: tells of nothing now; its earlier entries stay as they are"
    assert [record.message for record in caplog.records] == [applied.warning]
    assert calendar(store) == before
    table = rows(store)
    assert not ingest(store, minutes("v2", SEPTEMBER)).changed
    assert rows(store) == table
    ingest(store, minutes("v3", SEPTEMBER, WORKSHOP, DEADLINE))
    assert shown(store) == [
        "2027-01-15T09:00 Workshop om mottagande confirmed #0 x1",
        "2027-03-31 Ansökan om bidrag confirmed #0 x1",
    ]


def test_a_newer_engine_reads_the_same_text_anew(store: Store) -> None:
    ingest(store, minutes("v1", SEPTEMBER, told("Möte", "2027-01-15", at=5), DEADLINE))
    ids = [e.id for e in calendar(store)]
    better = minutes("v1", SEPTEMBER, told("Uppstartsträff i Lindevik", "2027-01-15T09:00", at=5), DEADLINE)
    assert not ingest(store, better).changed
    applied = ingest(store, better, engine="2")
    assert [type(action) for action in applied.actions] == [Update, Keep]
    assert shown(store) == [
        "2027-01-15T09:00 Uppstartsträff i Lindevik confirmed #1 x1",
        "2027-03-31 Ansökan om bidrag confirmed #0 x1",
    ]
    assert [e.id for e in calendar(store)] == ids
    fewer = minutes("v1", SEPTEMBER, DEADLINE)
    ingest(store, fewer, engine="3")
    assert shown(store)[0] == "2027-01-15T09:00 Uppstartsträff i Lindevik confirmed #2 x0"
    before = rows(store)
    ingest(store, fewer, engine="3")
    assert rows(store) == before


def test_two_dates_of_one_title_in_one_sentence_are_two_entries(store: Store) -> None:
    dates = [told("Nätverksträff", day, at=at) for at, day in ((0, "2027-09-06"), (20, "2027-11-08"))]
    ingest(store, minutes("v1", SEPTEMBER, *dates))
    moved = [told("Nätverksträff", day, at=at) for at, day in ((0, "2027-09-06"), (20, "2027-11-15"))]
    assert [type(a) for a in ingest(store, minutes("v2", SEPTEMBER, *moved)).actions] == [Keep, Move]
    assert shown(store) == ["2027-09-06 Nätverksträff confirmed #0 x1", "2027-11-15 Nätverksträff confirmed #1 x1"]


def test_what_a_document_tells_twice_is_one_entry(store: Store) -> None:
    ingest(store, minutes("v1", SEPTEMBER, WORKSHOP, told("Workshop", "2027-01-15", at=80)))
    assert shown(store) == ["2027-01-15T09:00 Workshop om mottagande confirmed #0 x2"]


def test_a_window_and_its_last_day_are_one_entry(store: Store) -> None:
    window = told("Ansökan om bidrag", "2027-02-15", end="2027-03-31", kind=Kind.WINDOW)
    ingest(store, minutes("v1", SEPTEMBER, window))
    ingest(store, minutes("b", OCTOBER, told("Ansökan", "2027-03-31T16:00", kind=Kind.DEADLINE), origin="b"))
    assert shown(store) == ["2027-02-15 Ansökan om bidrag confirmed #1 x2"]
    assert str(calendar(store)[0].entry.end) == "2027-03-31T16:00"


def test_a_copy_of_a_file_tells_nothing_new(store: Store) -> None:
    ingest(store, minutes("v1", SEPTEMBER, WORKSHOP))
    ingest(store, minutes("v1", SEPTEMBER, WORKSHOP, origin="minutes/kopia.txt"))
    assert shown(store) == ["2027-01-15T09:00 Workshop om mottagande confirmed #0 x2"]


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))), ids=str)
def test_the_order_of_reading_does_not_matter(store: Store, order: tuple[int, int, int]) -> None:
    documents = [
        minutes("a", SEPTEMBER, WORKSHOP, origin="a"),
        minutes("b", OCTOBER, told("Workshop", "2027-01-15T09:30", status=Status.TENTATIVE), origin="b"),
        minutes("c", NOVEMBER, told("Workshop om mottagande och boende", "2027-01-15"), origin="c"),
    ]
    for index in order:
        ingest(store, documents[index])
    (entry,) = calendar(store)
    assert (str(entry.entry.start), entry.entry.status, entry.entry.title, entry.entry.location) == (
        "2027-01-15T09:30",
        Status.CONFIRMED,
        "Workshop om mottagande och boende",
        "Storåker",
    )


def failed(detail: str = "the file is locked with a password", content: str = "x") -> Document:
    made = minutes(content, SEPTEMBER).document
    return Document(
        name=made.name,
        text="",
        sha256=made.sha256,
        origin=made.origin,
        outcome=Outcome.ENCRYPTED,
        detail=detail,
    )


def test_a_document_that_can_not_be_read_is_kept_with_its_outcome(store: Store) -> None:
    ingest(store, minutes("v1", SEPTEMBER, WORKSHOP))
    for changed in (True, False):
        with store.write() as session:
            assert save_unread(session, failed(), source_name="minutes", now=NOW, engine="1").changed is changed
    assert shown(store) == ["2027-01-15T09:00 Workshop om mottagande confirmed #0 x1"]
    with store.read() as session:
        assert [(d.outcome, d.detail, d.superseded_at) for d in list_documents(session)] == [
            (Outcome.OK, "", None),
            (Outcome.ENCRYPTED, "the file is locked with a password", None),
        ]
    ingest(store, minutes("v2", SEPTEMBER, WORKSHOP), now=LATER)
    with store.read() as session:
        assert [d.superseded_at for d in list_documents(session) if d.outcome is Outcome.ENCRYPTED] == [LATER]


def test_a_good_reading_is_not_lost_to_a_later_failure(store: Store) -> None:
    read = minutes("v1", SEPTEMBER, WORKSHOP)
    ingest(store, read)
    before = rows(store)
    with store.write() as session:
        applied = save_unread(session, failed(content="v1"), source_name="minutes", now=LATER, engine="1")
    assert applied.warning == "minutes/a.txt: was read before and now is encrypted; what it told stays"
    assert rows(store) == before


def test_an_unsure_entry_waits_for_review(store: Store) -> None:
    ingest(store, minutes("v1", SEPTEMBER, told("Kanske möte", "2027-01-15", confidence=0.3)))
    assert calendar(store) == []


def test_forgetting_a_source_keeps_what_others_tell(store: Store) -> None:
    ingest(store, minutes("v1", SEPTEMBER, WORKSHOP, DEADLINE))
    other = minutes("b", OCTOBER, told("Ansökan om bidrag", "2027-03-31", kind=Kind.DEADLINE), origin="b")
    with store.write() as session:
        apply_document(session, other.document, other, source_name="annan", now=NOW, engine="1")
    with store.write() as session:
        assert forget_source(session, "minutes") == 1
    assert shown(store) == ["2027-03-31 Ansökan om bidrag confirmed #1 x1"]

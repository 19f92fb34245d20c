"""What the store answers about entries and documents."""

from datetime import date, timedelta

import pytest
from sqlalchemy import event

from calagg.merge.change import place_of
from calagg.model import Anchor, Dismissed, Document, Extraction, Kind, Mention, Outcome, Reference, Span
from calagg.store import Session, Store
from calagg.store.documents import (
    dismissals,
    document,
    document_id,
    find_document,
    list_documents,
    save_document,
)
from calagg.store.entries import (
    entries_awaiting_review,
    entries_between,
    entries_of_document,
    find_entry,
    review_entry,
    review_of,
)
from calagg.store.sources import StoredSource, list_sources, note_read
from tests.merge.minutes import LATER, NOVEMBER, NOW, OCTOBER, SEPTEMBER, calendar, ingest, minutes, told


@pytest.mark.parametrize(
    ("first", "last", "there"),
    [
        ("2027-02-10", "2027-02-14", False),
        ("2027-02-10", "2027-02-15", True),
        ("2027-03-01", "2027-03-02", True),
        ("2027-03-31", "2027-04-30", True),
        ("2027-04-01", "2027-04-30", False),
    ],
)
def test_an_entry_is_there_from_its_first_day_through_its_last(
    store: Store,
    first: str,
    last: str,
    there: bool,
) -> None:
    ingest(store, minutes("v1", SEPTEMBER, told("Bidrag", "2027-02-15", end="2027-03-31", kind=Kind.WINDOW)))
    with store.read() as session:
        found = entries_between(session, date.fromisoformat(first), date.fromisoformat(last), min_confidence=0.5)
    assert bool(found) is there


def test_entries_come_by_start_and_a_whole_day_before_its_hours(store: Store) -> None:
    starts = ["2027-01-16", "2027-01-15T13:00", "2027-01-15", "2027-01-15T09:00"]
    entries = [told(f"Träff {n}", start, at=n * 20) for n, start in enumerate(starts)]
    ingest(store, minutes("v1", SEPTEMBER, *entries))
    assert [str(e.entry.start) for e in calendar(store)] == [
        "2027-01-15",
        "2027-01-15T09:00",
        "2027-01-15T13:00",
        "2027-01-16",
    ]


def count_queries(session: Session, days: int) -> int:
    """How many statements `entries_between` sends."""
    sent: list[str] = []
    connection = session.connection()

    def note(*args: object) -> None:
        sent.append(str(args[2]))

    event.listen(connection, "before_cursor_execute", note)
    entries_between(session, date(2027, 1, 1), date(2027, 1, 1) + timedelta(days=days), min_confidence=0.5)
    event.remove(connection, "before_cursor_execute", note)
    return len(sent)


def test_the_number_of_queries_does_not_grow_with_the_entries(store: Store) -> None:
    entries = [told(f"Träff {n}", str(date(2027, 1, 1) + timedelta(days=n)), at=n * 20) for n in range(40)]
    ingest(store, minutes("a", SEPTEMBER, *entries))
    ingest(store, minutes("b", OCTOBER, *entries, origin="b"))
    with store.read() as session:
        assert [count_queries(session, days) for days in (0, 5, 60)] == [3, 3, 3]


def test_a_review_decides_over_the_confidence(store: Store) -> None:
    unsure, certain = told("Kanske", "2027-01-15", confidence=0.2), told("Säkert", "2027-01-16", at=20)
    ingest(store, minutes("v1", SEPTEMBER, unsure, certain))
    with store.read() as session:
        (waiting,) = entries_awaiting_review(session, min_confidence=0.5)
    (sure,) = calendar(store)
    assert (waiting.entry.title, sure.entry.title) == ("Kanske", "Säkert")
    with store.write() as session:
        assert review_entry(session, waiting.id, "accepted", reason="stämmer", now=LATER)
        assert review_entry(session, sure.id, "rejected", reason="fel", now=LATER)
        assert not review_entry(session, sure.id, "rejected", reason="fel", now=LATER)
        assert not review_entry(session, "none", "rejected", reason="fel", now=LATER)
    assert [e.entry.title for e in calendar(store)] == ["Kanske"]
    with store.read() as session:
        assert entries_awaiting_review(session, min_confidence=0.5) == []
        found = find_entry(session, sure.id)
        assert found
        assert [(c.what, c.before, c.after, c.reason) for c in found.changes] == [("review", "", "rejected", "fel")]
        assert (review_of(session, sure.id), review_of(session, waiting.id), review_of(session, "none")) == (
            "rejected",
            "accepted",
            "",
        )
        with pytest.raises(ValueError, match="perhaps"):
            review_entry(session, sure.id, "perhaps", reason="", now=LATER)


def test_an_entry_that_is_not_there(store: Store) -> None:
    with store.read() as session:
        assert find_entry(session, "00000000-0000-0000-0000-000000000000") is None


def test_a_document_comes_back_as_it_was_read(store: Store) -> None:
    read = Document(
        name="styrgrupp.txt",
        text="Styrgruppens möte\nden 12 november 2026",
        title="Styrgruppens möte",
        origin="minutes/styrgrupp.txt",
        sha256="a" * 64,
        anchors=(Anchor(0, "page", "1"), Anchor(18, "heading", "Tid")),
    )
    reference = Reference(day=NOVEMBER, source="stated", reasons=("den 12 november 2026",))
    with store.write() as session:
        id_ = save_document(session, read, source_name="minutes", engine="1", now=NOW, reference=reference)
    assert id_ == document_id(read.origin, read.sha256)
    with store.read() as session:
        found = find_document(session, read.origin, read.sha256)
        assert found
        assert found == document(session, id_)
        assert (found.text, found.anchors, found.title, found.display_title) == (
            read.text,
            read.anchors,
            "Styrgruppens möte",
            "Styrgruppens möte",
        )
        assert (found.reference_on, found.reference_source, found.reference_reasons, found.outcome) == (
            NOVEMBER,
            "stated",
            ("den 12 november 2026",),
            Outcome.OK,
        )
        assert (found.read_at, found.superseded_at, found.source_name, found.engine) == (NOW, None, "minutes", "1")
        assert find_document(session, read.origin, "b" * 64) is None
        assert [(d.id, d.text, d.anchors) for d in list_documents(session)] == [(id_, "", ())]


def test_documents_come_by_reference_day_and_undated_ones_last(store: Store) -> None:
    for content, day in (("a", SEPTEMBER), ("b", NOVEMBER), ("c", OCTOBER)):
        ingest(store, minutes(content, day, origin=content))
    with store.write() as session:
        broken = Document(name="d.pdf", text="", origin="d", outcome=Outcome.BROKEN, detail="no PDF")
        save_document(session, broken, source_name=None, engine="1", now=NOW)
    with store.read() as session:
        assert [(d.origin, d.display_title) for d in list_documents(session)] == [
            ("b", "Protokoll 2026-11-12"),
            ("c", "Protokoll 2026-10-08"),
            ("a", "Protokoll 2026-09-10"),
            ("d", "d.pdf"),
        ]


def test_where_in_a_document_an_entry_stands(store: Store) -> None:
    entry = told("Workshop", "2027-01-15", at=30)
    read = minutes("v1", SEPTEMBER, entry).document
    placed = Document(
        name=read.name,
        text=read.text,
        sha256=read.sha256,
        origin=read.origin,
        anchors=(Anchor(0, "page", "1"), Anchor(20, "page", "2"), Anchor(25, "heading", "Mottagande")),
    )
    lost = Dismissed(Mention(text="förra året", span=Span(3, 13), rule="relative"), "past")
    ingest(
        store,
        Extraction(
            document=placed,
            reference=Reference(day=SEPTEMBER, source="stated"),
            entries=(entry,),
            dismissed=(lost,),
        ),
    )
    (found,) = calendar(store)
    assert [s.place for s in found.sightings] == ["sida 2, avsnitt Mottagande"]
    assert found.sightings[0].document_title == "a.txt"
    with store.read() as session:
        id_ = document_id(placed.origin, placed.sha256)
        assert entries_of_document(session, id_) == [found]
        assert [(d.span, d.mention, d.value, d.reason) for d in dismissals(session, id_)] == [
            (Span(3, 13), "förra året", "", "past"),
        ]


def test_a_heading_that_is_the_title_says_nothing_of_where() -> None:
    anchors = (Anchor(0, "heading", "Styrgruppens möte"), Anchor(40, "heading", "Boende"))
    read = Document(name="a.txt", text="", title="Styrgruppens möte", anchors=anchors)
    assert [place_of(read, Span(at, at + 5)) for at in (10, 45)] == ["", "avsnitt Boende"]


def test_sources_say_when_they_could_last_be_read_and_last_gave_something(store: Store) -> None:
    with store.write() as session:
        note_read(session, "minutes", at=NOW, changed=True)
        note_read(session, "minutes", at=LATER, changed=False, error="the folder is not there")
    with store.read() as session:
        assert list_sources(session) == [
            StoredSource(
                name="minutes",
                kind="folder",
                read_at=NOW,
                changed_at=NOW,
                error="the folder is not there",
                failures=1,
            ),
        ]

"""What people decide: a corrected field holds whatever documents say; every decision can be taken back."""

import itertools

import pytest

from calagg.errors import UsageError
from calagg.merge import accept_entry, answer_proposals, merge_entries, reject_entry, undo_judgement
from calagg.model import Entry, Kind, Status
from calagg.model.lock import Field, Lock
from calagg.store import Store
from calagg.store.entries import entries_awaiting_review, review_of
from calagg.store.judgements import last_judgement, list_judgements
from calagg.store.known import KnownEntry, known_entry
from tests.merge.minutes import LATER, NOVEMBER, NOW, OCTOBER, SEPTEMBER, calendar, ingest, minutes, shown, told

WORKSHOP = told("Workshop om mottagande", "2027-01-15T09:00", location="Storåker")
MOVED = told("Workshop om mottagande", "2027-01-29T09:00", quote="Workshopen om mottagande flyttas till 29/1.")
WHO = "karin"


def correct(store: Store, entry_id: str, **corrections: str) -> int:
    with store.write() as session:
        fields = {Field(name): text for name, text in corrections.items()}
        return accept_entry(session, entry_id, fields, who=WHO, now=LATER)


def undo(store: Store, judgement: int) -> None:
    with store.write() as session:
        undo_judgement(session, judgement, who=WHO, now=LATER)


def only(store: Store) -> KnownEntry:
    (entry,) = calendar(store)
    with store.read() as session:
        known = known_entry(session, entry.id)
    assert known is not None
    return known


def fields(entry: Entry) -> tuple[str, str, str | None]:
    return str(entry.start), entry.title, entry.location


@pytest.fixture
def workshop(store: Store) -> str:
    ingest(store, minutes("v1", SEPTEMBER, WORKSHOP))
    return only(store).id


def test_a_corrected_field_is_locked_and_shown(store: Store, workshop: str) -> None:
    correct(store, workshop, title="Samråd om mottagande", location="Lindevik")
    known = only(store)
    assert fields(known.entry) == ("2027-01-15T09:00", "Samråd om mottagande", "Lindevik")
    assert known.locks == (
        Lock(field=Field.TITLE, value="Samråd om mottagande", read="Workshop om mottagande", who=WHO, at=LATER),
        Lock(field=Field.LOCATION, value="Lindevik", read="Storåker", who=WHO, at=LATER),
    )
    (entry,) = calendar(store)
    assert {(c.what, c.before, c.after) for c in entry.changes} == {
        ("title", "Workshop om mottagande", "Samråd om mottagande"),
        ("location", "Storåker", "Lindevik"),
        ("review", "", "accepted"),
    }
    assert entry.sequence == 1


def test_what_is_said_as_it_stands_is_no_correction(store: Store, workshop: str) -> None:
    correct(store, workshop, title=WORKSHOP.title, location="Storåker", when="2027-01-15T09:00//day")
    assert only(store).locks == ()
    assert calendar(store)[0].sequence == 0


def test_a_later_document_proposes_and_overwrites_nothing(store: Store, workshop: str) -> None:
    correct(store, workshop, when="2027-01-16T10:00//minute")
    applied = ingest(store, minutes("b", OCTOBER, MOVED, origin="minutes/b.txt"))
    assert shown(store) == ["2027-01-16T10:00 Workshop om mottagande confirmed #2 x2"]
    (lock,) = only(store).locks
    assert (lock.value, lock.read, lock.proposed) == (
        "2027-01-16T10:00//minute",
        "2027-01-15T09:00//day",
        "2027-01-29T09:00//day",
    )
    assert "proposes when: 2027-01-16T10:00//minute -> 2027-01-29T09:00//day" in str(applied.actions[0])


def test_the_same_told_again_by_another_document_proposes_nothing(store: Store, workshop: str) -> None:
    correct(store, workshop, when="2027-01-16T10:00//minute", title="Samråd")
    ingest(store, minutes("b", OCTOBER, WORKSHOP, origin="minutes/b.txt"))
    known = only(store)
    assert [lock.proposed for lock in known.locks] == [None, None]
    assert fields(known.entry) == ("2027-01-16T10:00", "Samråd", "Storåker")


def test_fields_that_are_not_locked_follow_the_documents(store: Store, workshop: str) -> None:
    correct(store, workshop, location="Lindevik")
    ingest(store, minutes("b", OCTOBER, MOVED, origin="minutes/b.txt"))
    assert fields(only(store).entry) == ("2027-01-29T09:00", "Workshop om mottagande", "Lindevik")
    cancelled = told("Workshop om mottagande", "2027-01-29T09:00", status=Status.CANCELLED)
    ingest(store, minutes("c", NOVEMBER, cancelled, origin="minutes/c.txt"))
    assert only(store).entry.status is Status.CANCELLED


def test_a_cancellation_of_what_a_person_confirmed_is_a_proposal(store: Store) -> None:
    doubtful = told("Workshop om mottagande", "2027-01-15T09:00", status=Status.TENTATIVE)
    ingest(store, minutes("v1", SEPTEMBER, doubtful))
    correct(store, only(store).id, status="confirmed")
    cancelled = told("Workshop om mottagande", "2027-01-15T09:00", status=Status.CANCELLED)
    ingest(store, minutes("b", OCTOBER, cancelled, origin="minutes/b.txt"))
    known = only(store)
    assert (known.entry.status, known.locks[0].proposed) == (Status.CONFIRMED, "cancelled")


def test_a_proposal_that_is_taken_ends_the_lock(store: Store, workshop: str) -> None:
    correct(store, workshop, when="2027-01-16T10:00//minute", title="Samråd")
    ingest(store, minutes("b", OCTOBER, MOVED, origin="minutes/b.txt"))
    with store.write() as session:
        taken = answer_proposals(session, workshop, take=True, who=WHO, now=LATER)
    known = only(store)
    assert fields(known.entry) == ("2027-01-29T09:00", "Samråd", "Storåker")
    assert [lock.field for lock in known.locks] == [Field.TITLE]
    undo(store, taken)
    assert fields(only(store).entry)[0] == "2027-01-16T10:00"
    assert [lock.proposed for lock in only(store).locks] == [None, "2027-01-29T09:00//day"]


def test_a_proposal_that_is_declined_comes_again_only_when_documents_say_something_else(
    store: Store, workshop: str
) -> None:
    correct(store, workshop, when="2027-01-16T10:00//minute")
    ingest(store, minutes("b", OCTOBER, MOVED, origin="minutes/b.txt"))
    with store.write() as session:
        answer_proposals(session, workshop, take=False, who=WHO, now=LATER)
    ingest(store, minutes("b2", OCTOBER, MOVED, origin="minutes/b.txt"), engine="2")
    assert [lock.proposed for lock in only(store).locks] == [None]
    again = told("Workshop om mottagande", "2027-02-12T09:00", quote="Workshopen om mottagande flyttas till 12/2.")
    ingest(store, minutes("c", NOVEMBER, again, origin="minutes/c.txt"))
    assert [lock.proposed for lock in only(store).locks] == ["2027-02-12T09:00//day"]
    assert fields(only(store).entry)[0] == "2027-01-16T10:00"


def test_nothing_proposed_nothing_answered(store: Store, workshop: str) -> None:
    with pytest.raises(UsageError, match="nothing is proposed"), store.write() as session:
        answer_proposals(session, workshop, take=True, who=WHO, now=LATER)


def test_a_document_that_no_longer_tells_of_it_takes_no_lock_away(store: Store, workshop: str) -> None:
    correct(store, workshop, title="Samråd")
    ingest(store, minutes("v2", SEPTEMBER, told("Lunchmöte", "2027-02-01", at=40)))
    assert "2027-01-15T09:00 Samråd confirmed #2 x0" in shown(store)
    ingest(store, minutes("v3", SEPTEMBER, WORKSHOP))
    assert "2027-01-15T09:00 Samråd confirmed #3 x1" in shown(store)


def test_rejected_stays_rejected_whatever_is_read(store: Store, workshop: str) -> None:
    with store.write() as session:
        rejected = reject_entry(session, workshop, "Ingen händelse", who=WHO, now=LATER)
    ingest(store, minutes("b", OCTOBER, MOVED, origin="minutes/b.txt"))
    ingest(store, minutes("v1", SEPTEMBER, WORKSHOP), engine="2")
    assert calendar(store) == []
    undo(store, rejected)
    assert shown(store) == ["2027-01-29T09:00 Workshop om mottagande confirmed #1 x2"]


def test_undoing_gives_back_what_was_before_step_by_step(store: Store, workshop: str) -> None:
    start = only(store)
    first = correct(store, workshop, title="Samråd")
    between = only(store)
    second = correct(store, workshop, title="Samrådsmöte", kind="milestone", organiser="Nätverket")
    with pytest.raises(UsageError, match="undo that first"):
        undo(store, first)
    undo(store, second)
    assert (only(store).entry, only(store).locks) == (between.entry, between.locks)
    undo(store, first)
    assert (only(store).entry, only(store).locks) == (start.entry, start.locks)
    with store.read() as session:
        assert review_of(session, workshop) == ""
        assert [(j.id, j.verb, j.undone_by, j.latest) for j in list_judgements(session, limit=9)] == [
            (second, "corrected", WHO, False),
            (first, "corrected", WHO, False),
        ]
    with pytest.raises(UsageError):
        undo(store, first)


def test_undoing_keeps_what_documents_have_said_since(store: Store, workshop: str) -> None:
    made = correct(store, workshop, title="Samråd")
    ingest(store, minutes("b", OCTOBER, MOVED, origin="minutes/b.txt"))
    undo(store, made)
    assert fields(only(store).entry) == ("2027-01-29T09:00", "Workshop om mottagande", "Storåker")


def test_a_merge_is_undone_whole(store: Store, workshop: str) -> None:
    ingest(store, minutes("b", OCTOBER, told("Kvällsträff", "2027-02-01", location="Norrvik"), origin="minutes/b.txt"))
    start = {e.id: (e.entry, len(e.sightings)) for e in calendar(store)}
    (other,) = set(start) - {workshop}
    with store.write() as session:
        merged = merge_entries(session, workshop, other, now=LATER, who=WHO)
    assert fields(only(store).entry) == ("2027-01-15T09:00", "Workshop om mottagande", "Storåker")
    undo(store, merged)
    assert {e.id: (e.entry, len(e.sightings)) for e in calendar(store)} == start


def test_what_was_merged_stays_merged_and_as_its_person_left_it(store: Store, workshop: str) -> None:
    evening = minutes("b", OCTOBER, told("Kvällsträff", "2027-02-01"), origin="minutes/b.txt")
    ingest(store, evening)
    (other,) = {e.id for e in calendar(store)} - {workshop}
    with store.write() as session:
        merge_entries(session, workshop, other, now=LATER, who=WHO)
    before = fields(only(store).entry)
    for read in (evening, minutes("v1", SEPTEMBER, WORKSHOP)):
        ingest(store, read, engine="2")
        assert fields(only(store).entry) == before


@pytest.mark.parametrize("order", list(itertools.permutations((0, 1))), ids=str)
def test_the_order_of_reading_makes_no_difference_to_locks_and_proposals(
    store: Store, workshop: str, order: tuple[int, ...]
) -> None:
    later = told("Workshop om mottagande", "2027-02-12T13:00", quote="Workshopen om mottagande flyttas till 12/2.")
    read = (
        minutes("b", OCTOBER, MOVED, origin="minutes/b.txt"),
        minutes("c", NOVEMBER, later, origin="minutes/c.txt"),
    )
    correct(store, workshop, when="2027-01-16T10:00//minute", location="Lindevik")
    for number in order:
        ingest(store, read[number])
    known = only(store)
    assert fields(known.entry) == ("2027-01-16T10:00", "Workshop om mottagande", "Lindevik")
    assert [lock.proposed for lock in known.locks] == ["2027-02-12T13:00//day", None]


def test_judgements_are_found_by_person_and_entry(store: Store, workshop: str) -> None:
    made = correct(store, workshop, title="Samråd")
    with store.read() as session:
        found = last_judgement(session, who=WHO, since=NOW)
        assert found is not None
        assert (found.id, found.title, found.latest) == (made, "Samråd", True)
        assert last_judgement(session, who="olle", since=NOW) is None
        assert entries_awaiting_review(session, min_confidence=0.99) == []


def test_a_window_that_a_person_makes_of_a_deadline_keeps_its_two_days(store: Store) -> None:
    ingest(store, minutes("v1", SEPTEMBER, told("Ansökan om bidrag", "2027-03-31", kind=Kind.DEADLINE)))
    correct(store, only(store).id, kind="window", when="2027-03-01/2027-03-31/day")
    ingest(store, minutes("b", OCTOBER, told("Ansökan om bidrag", "2027-03-31", kind=Kind.DEADLINE), origin="b.txt"))
    entry = only(store).entry
    assert (entry.kind, str(entry.start), str(entry.end)) == (Kind.WINDOW, "2027-03-01", "2027-03-31")

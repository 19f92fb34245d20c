"""Two entries that turn out to be one, by documents or by a person, and are parted again."""

from dataclasses import replace
from datetime import date

import pytest

from calagg.errors import UsageError
from calagg.merge import Add, Conflict, Merge, Move, merge_entries, split_entry, undo_judgement
from calagg.merge.lookup import related
from calagg.store import Store
from calagg.store.entries import entries_awaiting_review, find_entry, survivor_of
from calagg.store.judgements import SPLIT, last_judgement
from calagg.store.known import KnownSighting
from tests.merge.minutes import LATER, NOVEMBER, NOW, OCTOBER, SEPTEMBER, calendar, ingest, minutes, shown, told

OLD = minutes("a", SEPTEMBER, told("Workshop om mottagande", "2027-01-15T09:00"), origin="a")
NEW = minutes("b", OCTOBER, told("Workshop om mottagande", "2027-01-29T09:00"), origin="b")
MOVED = minutes(
    "c",
    NOVEMBER,
    told("Workshopen om mottagande", "2027-01-29", quote="Workshopen om mottagande 2027-01-15 flyttas till 29/1."),
    origin="c",
    named=("2027-01-15",),
)
ONE = ["2027-01-29T09:00 Workshop om mottagande confirmed #1 x3"]


def ids(store: Store) -> list[str]:
    return [entry.id for entry in calendar(store)]


def test_a_move_that_is_read_last_makes_one_entry_of_two(store: Store) -> None:
    ingest(store, OLD)
    ingest(store, NEW)
    first, second = ids(store)
    applied = ingest(store, MOVED, now=LATER)
    assert [type(action) for action in applied.actions] == [Move, Merge]
    assert str(applied.actions[1]) == (
        "merge event 2027-01-29T09:00 'Workshop om mottagande' (samma möte enligt protokollet)"
    )
    assert shown(store) == ONE
    assert ids(store) == [first]
    (entry,) = calendar(store)
    assert [(c.what, c.before, c.after) for c in entry.changes if c.what == "merged"] == [
        ("merged", "Workshop om mottagande", "Workshop om mottagande")
    ]
    with store.read() as session:
        assert survivor_of(session, second) == first


def test_the_one_that_is_moved_stays_so_that_its_readers_hear_of_it(store: Store) -> None:
    ingest(store, OLD)
    (first,) = ids(store)
    for number in range(3):
        ingest(store, minutes(f"b{number}", OCTOBER, told("Workshop om mottagande", "2027-01-29"), origin=f"b{number}"))
    assert [type(action) for action in ingest(store, MOVED, now=LATER).actions] == [Move, Merge]
    assert ids(store) == [first]


def test_where_it_is_moved_no_more_there_are_two_again(store: Store) -> None:
    test_a_move_that_is_read_last_makes_one_entry_of_two(store)
    other = minutes("d", NOVEMBER, told("Julavslutning", "2027-12-15"), origin="c")
    applied = ingest(store, other, now=LATER)
    assert [type(action) for action in applied.actions][:1] == [Add]
    assert [line.partition(" #")[0] for line in shown(store)] == [
        "2027-01-15T09:00 Workshop om mottagande confirmed",
        "2027-01-29T09:00 Workshop om mottagande confirmed",
        "2027-12-15 Julavslutning confirmed",
    ]
    ingest(store, MOVED, now=LATER)
    assert [line.partition(" #")[0] for line in shown(store)] == [
        "2027-01-29T09:00 Workshop om mottagande confirmed",
        "2027-12-15 Julavslutning confirmed",
    ]
    ingest(store, other, now=LATER)
    assert len(ids(store)) == 3


def test_what_a_document_tells_both_of_is_two_and_a_person_is_asked(store: Store) -> None:
    both = [told("Styrgruppsmöte", f"2027-01-{day}", at=at) for at, day in ((0, "15"), (20, "29"))]
    ingest(store, minutes("a", SEPTEMBER, *both, origin="a"))
    quote = "Styrgruppsmötet 2027-01-15 flyttas till 29/1."
    moved = minutes("c", NOVEMBER, told("Styrgruppsmöte", "2027-01-29", quote=quote), origin="c", named=("2027-01-15",))
    ingest(store, moved)
    assert [line.partition(" #")[0] for line in shown(store)] == [
        "2027-01-15 Styrgruppsmöte confirmed",
        "2027-01-29 Styrgruppsmöte confirmed",
    ]


def test_a_move_of_one_of_several_is_a_conflict_and_shown(store: Store) -> None:
    both = [told("Styrgruppsmöte", f"2027-01-{day}", at=at) for at, day in ((0, "15"), (20, "22"))]
    ingest(store, minutes("a", SEPTEMBER, *both, origin="a"))
    moved = told("Styrgruppsmöte", "2027-01-29", quote="Styrgruppsmötet flyttas till 29/1.")
    applied = ingest(store, minutes("c", OCTOBER, moved, origin="c"))
    assert [type(action) for action in applied.actions] == [Conflict]
    assert len(shown(store)) == 3
    with store.read() as session:
        waiting = entries_awaiting_review(session, min_confidence=0.5, since=SEPTEMBER)
    assert [(str(e.entry.start), e.entry.contradictions) for e in waiting] == [
        ("2027-01-29", ("Flyttas, men flera möten kan vara det som flyttas.",))
    ]


def test_a_split_stays_split_and_is_taken_back(store: Store) -> None:
    ingest(store, minutes("a", SEPTEMBER, told("Workshop om mottagande", "2027-01-15T09:00"), origin="a"))
    ingest(store, minutes("b", OCTOBER, told("Workshop om mottagande", "2027-01-15", location="Norrvik"), origin="b"))
    (whole,) = calendar(store)
    newest, oldest = whole.sightings
    with store.write() as session:
        with pytest.raises(UsageError, match="choose some of the documents"):
            split_entry(session, whole.id, [newest.document_id, oldest.document_id], who="Bo", now=NOW)
        _, part = split_entry(session, whole.id, [newest.document_id], who="Bo", now=NOW)
    apart = [line.partition(" #")[0] for line in shown(store)]
    assert apart == [
        "2027-01-15 Workshop om mottagande confirmed",
        "2027-01-15T09:00 Workshop om mottagande confirmed",
    ]
    assert {(e.id, e.entry.location) for e in calendar(store)} == {(whole.id, None), (part, "Norrvik")}
    ingest(store, minutes("c", NOVEMBER, told("Workshop om mottagande", "2027-01-15T09:00"), origin="c"))
    assert [(e.id, len(e.sightings)) for e in calendar(store)] == [(part, 1), (whole.id, 2)]
    with store.write() as session:
        judgement = last_judgement(session, since=NOW)
        assert judgement and judgement.verb == SPLIT
        undo_judgement(session, judgement.id, who="Bo", now=LATER)
    assert [(e.id, e.entry.location, len(e.sightings)) for e in calendar(store)] == [(whole.id, "Norrvik", 3)]
    with store.write() as session:
        assert split_entry(session, whole.id, [newest.document_id], who="Bo", now=LATER)[1] == part


def test_a_merge_by_hand_holds_against_all_documents_and_is_taken_back(store: Store) -> None:
    ingest(store, minutes("a", SEPTEMBER, told("Öppet hus i Norrvik", "2027-01-15"), origin="a"))
    ingest(store, minutes("b", SEPTEMBER, told("Öppet hus i Lindevik", "2027-01-15"), origin="b"))
    one, other = calendar(store)
    with store.write() as session:
        judgement = merge_entries(session, one.id, other.id, who="Bo", now=NOW)
    for number, place in enumerate(("Norrvik", "Lindevik")):
        ingest(store, minutes(f"c{number}", OCTOBER, told(f"Öppet hus i {place}", "2027-01-15"), origin=place))
    assert [(e.id, len(e.sightings)) for e in calendar(store)] == [(one.id, 4)]
    with store.write() as session:
        undo_judgement(session, judgement, who="Bo", now=LATER)
    ingest(store, minutes("d", NOVEMBER, told("Öppet hus i Lindevik", "2027-01-15"), origin="d"))
    with store.read() as session:
        again = find_entry(session, other.id)
    assert again and len(again.sightings) >= 2
    assert len(calendar(store)) == 2


@pytest.mark.parametrize("turned", [False, True])
def test_what_one_organiser_moves_stays_with_another(store: Store, *, turned: bool) -> None:
    of_one = replace(told("Styrgruppsmöte", "2027-01-15T09:00"), organiser="Norrviks kommun")
    moved = told("Styrgruppsmöte", "2027-01-15T13:00", quote="Styrgruppsmötet flyttas till kl. 13 den 15 januari.")
    of_other = replace(moved, organiser="Storåkers kommun")
    both = [minutes("a", SEPTEMBER, of_one, origin="a"), minutes("b", OCTOBER, of_other, origin="b")]
    for document in reversed(both) if turned else both:
        ingest(store, document)
    assert sorted((str(one.entry.start), one.entry.organiser) for one in calendar(store)) == [
        ("2027-01-15T09:00", "Norrviks kommun"),
        ("2027-01-15T13:00", "Storåkers kommun"),
    ]


def test_a_namesake_of_another_organiser_is_not_compared_further() -> None:
    one, other, unnamed = (
        KnownSighting(
            document_id=whose or "",
            document_title="",
            key="",
            reference_on=date(2026, 9, 1),
            told=replace(told("Styrgruppsmöte", "2027-01-15T09:00"), organiser=whose),
        )
        for whose in ("Norrviks kommun", "Storåkers kommun", None)
    )
    assert not related(one, other)
    assert related(one, unnamed)
    assert related(other, unnamed)

"""What readers report: kept as it can be shown, handled once, and no longer than the configuration says."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import delete

from calagg.store import Store
from calagg.store.reports import (
    LONGEST_WORDS,
    add_report,
    count_open_reports,
    erase_reports,
    find_report,
    handle_report,
    open_reports,
    reopen_report,
)
from calagg.store.schema import EntryRow
from tests.web.minutes import ids, keep, told

AT = datetime(2026, 11, 21, 13, 5, tzinfo=UTC)
ADDRESS = "anna@example.se"


def add(store: Store, words: str = "Fel dag.", entry_id: str | None = None, at: datetime = AT) -> str:
    with store.write() as session:
        return add_report(session, entry_id, "datum", words, ADDRESS, at=at)


def kept(store: Store) -> list[tuple[str, str, str]]:
    """(words, address, handled by) of every open report, the oldest first."""
    with store.read() as session:
        return [(r.words, r.address, r.handled_by) for r in open_reports(session, most=9)]


def test_the_words_hold_nothing_that_can_not_be_seen_and_come_to_an_end(store: Store) -> None:
    add(store, "Mo\u0308tet\r\na\x00r\tden\u202e 4:e\x1b\ud800\n")
    add(store, "å" * (LONGEST_WORDS + 1), at=AT + timedelta(minutes=1))
    assert kept(store) == [("Mötet\nar den 4:e", ADDRESS, ""), ("å" * LONGEST_WORDS, ADDRESS, "")]


def test_a_report_is_handled_once_and_its_address_is_gone_for_good(store: Store) -> None:
    id_ = add(store)
    with store.write() as session:
        assert handle_report(session, id_, by="karin", at=AT)
        assert not handle_report(session, id_, by="maja", at=AT)
        assert not handle_report(session, "none", by="maja", at=AT)
    with store.read() as session:
        report = find_report(session, id_)
        assert report is not None
        assert (report.handled_by, report.handled_at, report.address) == ("karin", AT, "")
        assert count_open_reports(session) == 0
    with store.write() as session:
        reopen_report(session, id_)
    assert kept(store) == [("Fel dag.", "", "")]


def test_an_entry_that_is_removed_leaves_its_report(store: Store) -> None:
    keep(store, ("Möte {den 3 december}.", told("Möte", "2026-12-03")))
    id_ = add(store, entry_id=ids(store)["Möte"])
    with store.write() as session:
        session.execute(delete(EntryRow))
    with store.read() as session:
        report = find_report(session, id_)
    assert report is not None
    assert (report.entry_id, report.words) == (None, "Fel dag.")


def test_nothing_is_kept_longer_than_it_may(store: Store) -> None:
    early, late = AT - timedelta(days=91), AT - timedelta(days=89)
    gone, stays = add(store, "Hanterad då", at=early), add(store, "Hanterad nyss", at=early)
    add(store, "Gammal", at=early)
    add(store, "Ny", at=late)
    with store.write() as session:
        handle_report(session, gone, by="karin", at=early)
        handle_report(session, stays, by="karin", at=late)
        erase_reports(session, before=AT - timedelta(days=90))
    assert kept(store) == [("Gammal", "", ""), ("Ny", ADDRESS, "")]
    with store.read() as session:
        assert find_report(session, gone) is None
        assert find_report(session, stays) is not None

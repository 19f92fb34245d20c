"""What has come since an instant, in figures."""

from datetime import timedelta

from calagg.merge.apply import save_unread
from calagg.model import Document, Outcome
from calagg.store import Store
from calagg.store.activity import Activity, count_activity, entries_found
from calagg.store.entries import review_entry
from calagg.store.schema import ChangeRow
from tests.web.minutes import READ_AT, ids, keep, told

LATER = READ_AT + timedelta(days=1)


def test_an_entry_counts_once(store: Store) -> None:
    for number, title in enumerate(("Ny", "Flyttad", "Inställd", "Bedömd", "Orörd")):
        at = LATER if title == "Ny" else READ_AT
        entry = told(title, f"2026-12-{10 + number}")
        keep(store, (f"Vi ses {{{10 + number} december}}.", entry), origin=f"minutes/{title}.txt", now=at)
    known = ids(store)
    lines = (
        ("Ny", "title", "Förr", "Ny"),
        ("Flyttad", "start", "2026-12-01", "2026-12-11"),
        ("Flyttad", "location", "", "Storåker"),
        ("Inställd", "status", "confirmed", "cancelled"),
        ("Inställd", "location", "", "Storåker"),
    )
    with store.write() as session:
        for title, what, before, after in lines:
            session.add(ChangeRow(entry_id=known[title], at=LATER, what=what, before=before, after=after))
        review_entry(session, known["Bedömd"], "accepted", reason="", now=LATER)
        scan = Document(name="skannad.pdf", text="", origin="minutes/s.pdf", sha256="0", outcome=Outcome.NO_TEXT)
        save_unread(session, scan, source_name="natverk", now=LATER, engine="1")
    with store.read() as session:
        assert count_activity(session, since=LATER) == Activity(documents=2, unread=1, new=1, changed=1, cancelled=1)
        assert count_activity(session, since=LATER + timedelta(seconds=1)) == Activity()
        assert entries_found(session, since=LATER) == [("natverk", LATER)]

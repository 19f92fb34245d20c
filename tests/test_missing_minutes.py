"""Minutes that no longer come, from files to the mail to the administrator and the page: told once for each gap."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser
from sqlalchemy import update

from calagg.config import Config, Coverage, Mail, Web
from calagg.coverage import State, find_coverage
from calagg.pipeline import ingest_paths
from calagg.remind import plan_alarm, send_due
from calagg.store import Store
from calagg.store.schema import EntryRow, MailRow
from calagg.web.app import create_app
from tests.web.minutes import each, words

MORNING = datetime(2026, 11, 3, 7, 30, tzinfo=UTC)  # 22 days after the meeting of 12 October, 8.30 in Stockholm
DAY = timedelta(days=1)
SAID = "Inga protokoll från Socialnämnden sedan 14 september; möte enligt plan 12 oktober"
MEETINGS = {"2026-08-17": "den 14 september 2026", "2026-09-14": "den 12 oktober 2026"}


def write_minutes(day: str, then: str) -> str:
    """The name of a file with minutes of that day, which announce the next meeting; other bodies are named in it."""
    path = Path(f"protokoll-{day}.txt")
    path.write_text(
        f"Socialnämnden\n\nProtokoll från sammanträde {day}\n\nSocialnämnden håller nästa möte {then} kl. 13.00.\n\n"
        "Remissvaret ska lämnas senast den 15 december 2026.\n\n"
        "Länsstyrelsen anordnar en konferens den 20 januari 2027 i Norrvik.\n",
        encoding="utf-8",
    )
    return str(path)


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return replace(
        Config(),
        web=Web(base_url="https://kalender.example.se"),
        mail=Mail(outbox=str(tmp_path / "outbox"), admin_address="drift@example.se"),
    )


@pytest.fixture
def read(store: Store, config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A store in which the minutes of August and September have been read."""
    monkeypatch.chdir(tmp_path)
    files = [write_minutes(day, then) for day, then in MEETINGS.items()]
    ingest_paths(store, config, files, now=datetime(2026, 9, 20, 6, tzinfo=UTC))
    return store


def subjects(store: Store, config: Config, *at: datetime) -> list[str]:
    """What the administrator has been sent after rounds at these instants."""
    for now in at:
        plan_alarm(store, config, now)
        send_due(store, config, now)
    mails = sorted((Path(config.mail.outbox) / "new").glob("*"))
    found = [line for mail in mails for line in mail.read_text("utf-8").splitlines() if "Larm" in line]
    return [line for line in found if line.startswith("Subject")]


def states(store: Store, config: Config, today: date) -> list[tuple[str, date | None, State]]:
    with store.read() as session:
        return [(c.organiser, c.awaited_on, c.state) for c in find_coverage(session, config, today)]


def test_a_gap_is_mailed_once_however_long_it_lasts(read: Store, config: Config) -> None:
    assert subjects(read, config, MORNING - DAY) == []
    assert len(subjects(read, config, MORNING, MORNING + DAY / 24, MORNING + DAY, MORNING + 7 * DAY)) == 1
    assert len(subjects(read, config, *(MORNING + days * DAY for days in (29, 31, 40, 90, 150)))) == 1
    with read.read() as session:
        assert [mail.state for mail in session.query(MailRow)] == ["sent"]


def test_the_next_gap_is_mailed_again(read: Store, config: Config) -> None:
    subjects(read, config, MORNING)
    ingest_paths(read, config, [write_minutes("2026-10-12", "den 9 november 2026")], now=MORNING + DAY)
    assert len(subjects(read, config, MORNING + DAY, MORNING + 20 * DAY)) == 1
    assert len(subjects(read, config, *(MORNING + days * DAY for days in (28, 29, 60)))) == 2


def test_the_page_says_when_minutes_are_awaited(read: Store, config: Config) -> None:
    page = LexborHTMLParser(create_app(read, config, now=lambda: MORNING).test_client().get("/drift").text)
    assert [said.partition(". ")[0] for said in each(page, ".verdict li")][-1:] == [SAID]
    assert each(page, "[aria-labelledby=protokoll] tbody tr") == [
        "Socialnämnden 2 protokoll Protokoll saknas 14 sep efter mötet 12 okt –"
    ]
    before = LexborHTMLParser(create_app(read, config, now=lambda: MORNING - DAY).test_client().get("/drift").text)
    assert each(before, "[aria-labelledby=protokoll] tbody tr") == [
        "Socialnämnden 2 protokoll Som väntat 14 sep efter mötet 12 okt –"
    ]


def test_a_cancelled_meeting_is_not_awaited(read: Store, config: Config) -> None:
    today = date(2026, 11, 3)
    assert states(read, config, today) == [("Socialnämnden", date(2026, 10, 12), State.MISSING)]
    patient = replace(config, coverage=Coverage(grace_days=22))
    assert states(read, patient, today) == [("Socialnämnden", date(2026, 10, 12), State.COMING)]
    with read.write() as session:
        session.execute(update(EntryRow).where(EntryRow.start_on == date(2026, 10, 12)).values(status="cancelled"))
    assert states(read, config, today) == [("Socialnämnden", None, State.UNKNOWN)]


def test_nothing_is_read_yet(store: Store, config: Config) -> None:
    assert states(store, config, date(2026, 11, 3)) == []
    page = LexborHTMLParser(create_app(store, config, now=lambda: MORNING).test_client().get("/drift").text)
    assert words(page.css("[aria-labelledby=protokoll] .help")[-1]) == (
        "Inget protokoll med en organisatör är läst än. När några har kommit visas här när nästa väntas."
    )

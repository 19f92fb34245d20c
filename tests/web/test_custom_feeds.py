"""Feeds that no file holds: a selection in the address, a reader's choices, and secret addresses."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from calagg.config import Config
from calagg.model import Change, Kind, Selection, Status
from calagg.publish import publish_feeds
from calagg.store import Store
from calagg.store.secret_feeds import add_secret_feed, list_secret_feeds, revoke_secret_feed
from calagg.web.app import create_app
from tests.publish.calendar import CHANGED, TODAY, calendar_bytes, events, stored, unfold
from tests.publish.keeping import keep_entries
from tests.web.conftest import NOW

ENTRIES = (
    stored(1, title="Workshop om mottagande", location="Storåker", organiser="Länsstyrelsen i Norrvik"),
    stored(2, title="Ansökan om bidrag", kind=Kind.DEADLINE, start="2027-01-29", end=None, organiser="Norrviks kommun"),
    stored(3, title="Bidrag till språkcaféer", kind=Kind.WINDOW, start="2027-02-15", end="2027-03-31"),
    stored(
        4,
        title="Studiebesök",
        status=Status.CANCELLED,
        start="2027-05-04",
        end=None,
        quote="100 % ställs_in",
        changes=(Change(at=CHANGED, what="status", before="confirmed", after="cancelled", reason=""),),
    ),
)


@pytest.fixture(autouse=True)
def published(opened: Store, config: Config) -> None:
    """Four entries, published."""
    keep_entries(opened, *ENTRIES)
    publish_feeds(opened, config, TODAY)


def numbers(data: bytes) -> list[str]:
    """The last figure of each event's UID, with what its marker is; in the order of the calendar."""
    return [e["UID"][35:] for e in events(data)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["1", "2", "3-opens", "3", "4"]),
        ("kind=deadline", ["2"]),
        ("kind=deadline&kind=window", ["2", "3-opens", "3"]),
        ("organiser=länsstyrelsen", ["1"]),
        ("organiser=LÄNSSTYRELSEN&organiser=kommun", ["1", "2"]),
        ("organiser=länsstyrelsen&kind=deadline", []),
        ("place=storåker", ["1"]),
        ("place=storaker", []),
        ("q=bidrag", ["2", "3-opens", "3"]),
        ("q=bidrag&q=mottagande", ["1", "2", "3-opens", "3"]),
        ("q=100 %25 s", ["4"]),
        ("q=%25", ["4"]),
        ("q=ställs_in", ["4"]),
        ("q=ställsxin", []),
        ("q=%27%29%3B DROP TABLE entry", []),
        ("source=natverk&kind=event", ["1", "4"]),
        ("source=nat", []),
        ("windows=bars&kind=window", ["3"]),
        ("windows=markers&kind=window", ["3-opens", "3"]),
        ("cancelled=no", ["1", "2", "3-opens", "3"]),
        ("cancelled=yes&kind=event", ["1", "4"]),
        ("kind=&q=&utm_source=mail&kind=deadline", ["2"]),
    ],
)
def test_a_selection_in_the_address(client: FlaskClient, query: str, found: list[str]) -> None:
    answer = client.get(f"/feeds/custom.ics?{query}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert answer.headers["Cache-Control"] == "public, max-age=900"
    assert numbers(answer.data) == found
    again = client.get(f"/feeds/custom.ics?{query}", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize(
    ("query", "line"),
    [
        ("kind=meeting", "kind kan vara event, deadline, window eller milestone, inte 'meeting'."),
        ("windows=line", "windows kan vara bars eller markers, inte 'line'."),
        ("cancelled=maybe", "cancelled kan vara yes eller no, inte 'maybe'."),
        ("alarm=soon", "alarm är så långt före: 30m, 2h eller 1d."),
        ("alarm=1000d", "alarm är så långt före: 30m, 2h eller 1d."),
        ("&".join(f"q={n}" for n in range(11)), "q får stå högst 10 gånger."),
        ("q=" + "a" * 101, "q får vara högst 100 tecken."),
    ],
)
def test_what_can_not_be_understood_is_a_line(client: FlaskClient, query: str, line: str) -> None:
    for address in ("/feeds/custom.ics", "/feeds/all.ics"):
        answer = client.get(f"{address}?{query}")
        assert (answer.status_code, answer.text) == (400, f"{line}\n")
        assert answer.content_type == "text/plain; charset=utf-8"


def test_choices_go_with_any_feed_and_conditions_only_with_custom(client: FlaskClient, config: Config) -> None:
    plain = client.get("/feeds/deadlines.ics")
    assert plain.data == (Path(config.publish.directory) / "deadlines.ics").read_bytes()
    assert client.get("/feeds/deadlines.ics?kind=event&utm=1").data == plain.data
    assert numbers(client.get("/feeds/deadlines.ics?windows=bars").data) == ["2", "3"]
    summaries = [e["SUMMARY"] for e in events(client.get("/feeds/all.ics?windows=bars").data)]
    assert "Bidrag till språkcaféer (öppet 15 februari–31 mars 2027)" in summaries


def test_an_alarm_stands_last_in_each_event(client: FlaskClient) -> None:
    lines = unfold(client.get("/feeds/custom.ics?alarm=2d&kind=event&kind=deadline&cancelled=no").data)
    assert lines.count("BEGIN:VALARM") == 2
    timed, whole = (lines[at : at + 7] for at, line in enumerate(lines) if line == "BEGIN:VALARM")
    assert timed[:6] == [
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:Påminnelse",
        "TRIGGER:-P2D",
        "END:VALARM",
        "END:VEVENT",
    ]
    assert whole[3] == "TRIGGER:-PT39H"  # nine in the morning, two days before


@pytest.mark.parametrize(
    ("alarm", "timed", "whole"),
    [("30m", "-PT30M", "PT9H"), ("2h", "-PT2H", "PT9H"), ("1d", "-P1D", "-PT15H"), ("0d", "-P0D", "PT9H")],
)
def test_when_an_alarm_sounds(client: FlaskClient, alarm: str, timed: str, whole: str) -> None:
    for kind, trigger in (("event", timed), ("deadline", whole)):
        told = unfold(client.get(f"/feeds/custom.ics?cancelled=no&kind={kind}&alarm={alarm}").data)
        assert f"TRIGGER:{trigger}" in told


def test_a_joined_feed_is_what_rendering_anew_would_give(client: FlaskClient, config: Config) -> None:
    joined = client.get("/feeds/all.ics?windows=markers").data
    assert joined == calendar_bytes("all", ENTRIES, config, TODAY)[0]


def test_what_is_published_later_is_in_the_same_address(client: FlaskClient, opened: Store, config: Config) -> None:
    assert numbers(client.get("/feeds/custom.ics?kind=deadline").data) == ["2"]
    keep_entries(opened, stored(5, title="Motioner", kind=Kind.DEADLINE, start="2027-01-30", end=None))
    assert numbers(client.get("/feeds/custom.ics?kind=deadline").data) == ["2"]
    publish_feeds(opened, config, TODAY)
    assert numbers(client.get("/feeds/custom.ics?kind=deadline").data) == ["2", "5"]


def test_a_new_day_moves_the_window(opened: Store, config: Config) -> None:
    for days, found in ((0, ["2"]), (69 + 90, ["2"]), (69 + 91, [])):
        app = create_app(opened, config, now=lambda days=days: NOW + timedelta(days=days))  # type: ignore[misc]
        assert numbers(app.test_client().get("/feeds/custom.ics?kind=deadline").data) == found


def test_before_anything_is_published_a_selection_is_asked_for_again(
    opened: Store, config: Config, tmp_path: Path
) -> None:
    empty = replace(config, publish=replace(config.publish, directory=str(tmp_path / "nowhere")))
    answer = create_app(opened, empty).test_client().get("/feeds/custom.ics?kind=deadline")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")


def test_a_secret_feed_opens_for_its_address_alone_and_closes_for_ever(client: FlaskClient, opened: Store) -> None:
    with opened.write() as session:
        made, secret = add_secret_feed(session, "Styrgruppen", Selection(kinds=("deadline",)), now=NOW)
    address = f"/feeds/secret/{secret}.ics"
    answer = client.get(address)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "private, max-age=900")
    assert numbers(answer.data) == ["2"]
    assert "X-WR-CALNAME:Styrgruppen" in unfold(answer.data)
    assert secret.encode() not in answer.data
    assert client.get(f"/feeds/secret/{secret[:-1]}.ics").status_code == 404
    assert client.get(f"/feeds/{made.counted_as}.ics").status_code == 404
    with opened.write() as session:
        assert revoke_secret_feed(session, made.id, now=NOW)
        assert not revoke_secret_feed(session, made.id, now=NOW)
    gone = client.get(address)
    assert (gone.status_code, gone.text, gone.content_type) == (
        410,
        "Kalendern är avstängd.\n",
        "text/plain; charset=utf-8",
    )


def test_a_secret_is_long_random_and_kept_as_a_hash(opened: Store, config: Config) -> None:
    with opened.write() as session:
        secrets = {add_secret_feed(session, "Hemlig", Selection(), now=NOW)[1] for _ in range(20)}
    assert len(secrets) == 20
    assert all(len(secret) >= 32 for secret in secrets)
    with opened.read() as session:
        assert [feed.title for feed in list_secret_feeds(session)] == ["Hemlig"] * 20
    kept = Path(config.database.url.removeprefix("sqlite:///")).name
    database = next(Path(config.publish.directory).parent.glob(kept))
    assert not any(secret.encode() in database.read_bytes() for secret in secrets)


def test_reading_writes_nothing(opened: Store, config: Config, client: FlaskClient) -> None:
    folder = Path(config.publish.directory)
    before = {p.name: p.read_bytes() for p in folder.iterdir()}
    for address in ("/feeds/custom.ics?q=bidrag", "/feeds/all.ics?alarm=1d", "/feeds/all.ics", "/feeds/all"):
        assert client.get(address).status_code == 200
    assert {p.name: p.read_bytes() for p in folder.iterdir()} == before

"""Every line of what a calendar client needs: the head, the zone, each kind of event, hostile text."""

from dataclasses import replace
from datetime import UTC, date, datetime

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calagg.clock import zone_named
from calagg.config import Config, Mail, Time
from calagg.model import CalendarEntry, Change, Grain, Kind, Status
from tests.publish.calendar import CONFIG, TODAY, calendar_bytes, configured, entry_bytes, events, stored, unfold

ZONE = """BEGIN:VTIMEZONE
TZID:Europe/Stockholm
X-LIC-LOCATION:Europe/Stockholm
BEGIN:DAYLIGHT
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE"""


def feed(*entries: CalendarEntry, name: str = "all", config: Config = CONFIG, today: date = TODAY) -> bytes:
    data, _, skipped = calendar_bytes(name, entries, config, today)
    assert skipped == ()
    return data


def only(entry: CalendarEntry, config: Config = CONFIG) -> dict[str, str]:
    (event,) = events(feed(entry, config=config))
    return event


def test_the_head_of_an_empty_calendar() -> None:
    assert unfold(feed(name="bidrag")) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//calagg//Kalender ur protokoll//SV",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "UID:bidrag@calagg",
        "NAME:Bidrag att söka",
        "X-WR-CALNAME:Bidrag att söka",
        "DESCRIPTION:Datum\\, sista dagar och ansökningsperioder ur protokoll\\, med den mening som visar dem.",
        "X-WR-CALDESC:Datum\\, sista dagar och ansökningsperioder ur protokoll\\, med den mening som visar dem.",
        "X-WR-TIMEZONE:Europe/Stockholm",
        "URL:https://kalender.example.se/",
        "SOURCE;VALUE=URI:https://kalender.example.se/feeds/bidrag.ics",
        "COLOR:steelblue",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        *ZONE.splitlines(),
        "END:VCALENDAR",
    ]


def test_exactly_one_zone_stands_before_the_events() -> None:
    lines = unfold(feed(stored(1), stored(2)))
    assert lines.count("BEGIN:VTIMEZONE") == 1
    assert lines.index("END:VTIMEZONE") < lines.index("BEGIN:VEVENT")
    assert not [line for line in lines if line.startswith("RDATE")]


def test_a_timed_event() -> None:
    event = only(stored(location="Kommunhuset, Storåker", organiser="Norrviks kommun", sequence=3))
    assert event == {
        "UID": "00000000-0000-5000-8000-000000000001",
        "DTSTAMP": "20261113T070000Z",
        "CREATED": "20261009T070000Z",
        "LAST-MODIFIED": "20261113T070000Z",
        "SEQUENCE": "3",
        "DTSTART;TZID=Europe/Stockholm": "20270115T090000",
        "DTEND;TZID=Europe/Stockholm": "20270115T120000",
        "SUMMARY": "Workshop om mottagande",
        "LOCATION": "Kommunhuset\\, Storåker",
        "DESCRIPTION": (
            "”Workshopen om mottagande hålls den 15 januari kl. 9–12.”\\n"
            "Ur: Styrgruppens möte (12 november 2026)\\, sida 2\\, avsnitt Mottagande\\n\\n"
            "Arrangör: Norrviks kommun\\n"
            "I kalendern: https://kalender.example.se/entries/00000000-0000-5000-8000-000000000001\\n\\n"
            "Senast ändrad 13 november 2026."
        ),
        "URL": "https://kalender.example.se/entries/00000000-0000-5000-8000-000000000001",
        'LINK;VALUE=URI;LINKREL="SOURCE"': "https://kalender.example.se/documents/6d3a6f0e-0000-5000-8000-000000000001",
        "CATEGORIES": "Händelse,Norrviks kommun",
        "STATUS": "CONFIRMED",
        "TRANSP": "OPAQUE",
        "X-MICROSOFT-CDO-BUSYSTATUS": "BUSY",
    }


def test_an_event_without_an_end_gets_the_configured_length_and_says_so() -> None:
    event = only(stored(end=None), configured(event_minutes=90))
    assert event["DTEND;TZID=Europe/Stockholm"] == "20270115T103000"
    assert event["DESCRIPTION"].startswith(
        "Protokollet anger ingen sluttid\\; i kalendern är längden satt till 90 minuter.",
    )


@pytest.mark.parametrize("end", ["2027-01-15T09:00", "2027-01-15T08:00", "2027-01-15", "2027-01-14"])
def test_an_end_that_is_not_after_the_start_is_no_end(end: str) -> None:
    assert only(stored(end=end))["DTEND;TZID=Europe/Stockholm"] == "20270115T100000"


def test_an_event_over_midnight_and_over_the_change_of_clocks() -> None:
    event = only(stored(start="2027-03-27T22:00", end="2027-03-28T04:00"))
    assert event["DTSTART;TZID=Europe/Stockholm"] == "20270327T220000"
    assert event["DTEND;TZID=Europe/Stockholm"] == "20270328T040000"


def test_a_guessed_length_over_the_change_of_clocks_is_as_long_as_it_says() -> None:
    event = only(stored(start="2027-03-28T01:30", end=None))
    assert event["DTEND;TZID=Europe/Stockholm"] == "20270328T033000"


@pytest.mark.parametrize(
    ("start", "minutes", "end"),
    [
        ("2027-10-31T01:30", 60, "20271031T023000"),
        ("2027-10-31T01:30", 90, "20271031T030000"),
        ("2027-10-31T02:30", 20, "20271031T025000"),
        ("2027-10-31T02:30", 30, "20271031T030000"),
        ("2027-10-31T02:30", 60, "20271031T033000"),
        ("2027-10-31T02:30", 90, "20271031T030000"),
        ("2027-10-31T03:30", 60, "20271031T043000"),
    ],
)
def test_in_the_hour_that_comes_twice_an_event_still_ends_after_its_start(start: str, minutes: int, end: str) -> None:
    event = only(stored(start=start, end=None), configured(event_minutes=minutes))
    assert event["DTEND;TZID=Europe/Stockholm"] == end


WHOLE_DAYS = [
    ("one day", stored(start="2027-01-15", end=None), "20270115", "20270116", "Workshop om mottagande"),
    ("several", stored(start="2027-01-15", end="2027-01-17"), "20270115", "20270118", "Workshop om mottagande"),
    (
        "a week",
        stored(start="2027-01-11", end=None, grain=Grain.WEEK),
        "20270111",
        "20270118",
        "Workshop om mottagande",
    ),
    (
        "a week from its middle",
        stored(start="2027-01-13", end=None, grain=Grain.WEEK),
        "20270111",
        "20270118",
        "Workshop om mottagande",
    ),
    (
        "weeks",
        stored(start="2027-01-11", end="2027-01-24", grain=Grain.WEEK),
        "20270111",
        "20270125",
        "Workshop om mottagande",
    ),
    (
        "an hour and a last day",
        stored(start="2027-01-15T09:00", end="2027-01-16"),
        "20270115",
        "20270117",
        "Workshop om mottagande kl. 09.00",
    ),
    (
        "only a closing hour",
        stored(start="2027-01-15", end="2027-01-15T12:00"),
        "20270115",
        "20270116",
        "Workshop om mottagande till kl. 12.00",
    ),
    (
        "deadline",
        stored(kind=Kind.DEADLINE, title="Ansökan", start="2027-01-15", end=None),
        "20270115",
        "20270116",
        "Sista dag: Ansökan",
    ),
    (
        "deadline with an hour",
        stored(kind=Kind.DEADLINE, title="Ansökan", start="2027-01-15T16:00", end=None),
        "20270115",
        "20270116",
        "Sista dag: Ansökan kl. 16.00",
    ),
    (
        "deadline that says so",
        stored(kind=Kind.DEADLINE, title="Sista dag att svara", start="2027-01-15", end=None),
        "20270115",
        "20270116",
        "Sista dag att svara",
    ),
    (
        "milestone",
        stored(kind=Kind.MILESTONE, title="Lagen träder i kraft", start="2027-01-01", end=None),
        "20270101",
        "20270102",
        "Lagen träder i kraft",
    ),
    (
        "tentative",
        stored(start="2027-01-15", end=None, status=Status.TENTATIVE),
        "20270115",
        "20270116",
        "Workshop om mottagande (preliminärt)",
    ),
    (
        "cancelled",
        stored(start="2027-01-15", end=None, status=Status.CANCELLED),
        "20270115",
        "20270116",
        "INSTÄLLT: Workshop om mottagande",
    ),
]


@pytest.mark.parametrize(
    ("entry", "start", "end", "summary"),
    [c[1:] for c in WHOLE_DAYS],
    ids=[c[0] for c in WHOLE_DAYS],
)
def test_whole_days(entry: CalendarEntry, start: str, end: str, summary: str) -> None:
    event = only(replace(entry, created_at=entry.changed_at))
    assert (event["DTSTART;VALUE=DATE"], event["DTEND;VALUE=DATE"], event["SUMMARY"]) == (start, end, summary)


BUSY = [
    ("deadline", stored(kind=Kind.DEADLINE, start="2027-01-15T16:00", end=None), "TRANSPARENT", "FREE", "CONFIRMED"),
    ("milestone", stored(kind=Kind.MILESTONE, start="2027-01-15", end=None), "TRANSPARENT", "FREE", "CONFIRMED"),
    ("week", stored(start="2027-01-11", end=None, grain=Grain.WEEK), "TRANSPARENT", "FREE", "CONFIRMED"),
    ("whole day", stored(start="2027-01-15", end=None), "OPAQUE", "BUSY", "CONFIRMED"),
    ("tentative", stored(status=Status.TENTATIVE), "OPAQUE", "TENTATIVE", "TENTATIVE"),
    ("cancelled", stored(status=Status.CANCELLED), "TRANSPARENT", "FREE", "CANCELLED"),
]


@pytest.mark.parametrize(("entry", "transp", "busy", "status"), [c[1:] for c in BUSY], ids=[c[0] for c in BUSY])
def test_what_takes_time_and_what_does_not(entry: CalendarEntry, transp: str, busy: str, status: str) -> None:
    event = only(replace(entry, created_at=entry.changed_at))
    assert (event["TRANSP"], event["X-MICROSOFT-CDO-BUSYSTATUS"], event["STATUS"]) == (transp, busy, status)


WINDOW = stored(kind=Kind.WINDOW, title="Bidrag till boende", start="2027-02-15", end="2027-03-31T16:00")


def test_a_window_is_two_markers_that_name_each_other() -> None:
    opens, closes = events(feed(WINDOW))
    assert (opens["UID"], closes["UID"]) == (f"{WINDOW.id}-opens", WINDOW.id)
    assert (opens["SUMMARY"], opens["DTSTART;VALUE=DATE"], opens["DTEND;VALUE=DATE"], opens["TRANSP"]) == (
        "Öppnar: Bidrag till boende (stänger 31 mars kl. 16.00)",
        "20270215",
        "20270216",
        "TRANSPARENT",
    )
    assert (closes["SUMMARY"], closes["DTSTART;VALUE=DATE"], closes["DTEND;VALUE=DATE"], closes["TRANSP"]) == (
        "Stänger: Bidrag till boende kl. 16.00 (öppnar 15 februari)",
        "20270331",
        "20270401",
        "TRANSPARENT",
    )
    assert "Öppet från 15 februari till 31 mars 2027 kl. 16.00." in closes["DESCRIPTION"]


def test_the_other_day_of_a_window_has_its_year_where_it_differs() -> None:
    window = stored(kind=Kind.WINDOW, title="Bidrag", start="2026-12-01", end="2027-01-31")
    assert [e["SUMMARY"] for e in events(feed(window))] == [
        "Öppnar: Bidrag (stänger 31 januari 2027)",
        "Stänger: Bidrag (öppnar 1 december 2026)",
    ]


def test_a_window_without_an_end_only_opens() -> None:
    event = only(replace(WINDOW, entry=replace(WINDOW.entry, end=None)))
    assert (event["UID"], event["SUMMARY"]) == (f"{WINDOW.id}-opens", "Öppnar: Bidrag till boende")


def test_a_window_as_one_bar() -> None:
    event = only(WINDOW, configured(window_bars=True))
    assert (event["UID"], event["SUMMARY"]) == (
        WINDOW.id,
        "Bidrag till boende (öppet 15 februari–31 mars 2027 kl. 16.00)",
    )
    assert (event["DTSTART;VALUE=DATE"], event["DTEND;VALUE=DATE"], event["TRANSP"]) == (
        "20270215",
        "20270401",
        "TRANSPARENT",
    )


def test_among_the_deadlines_only_the_closing_day_of_a_window_stands() -> None:
    assert [e["UID"] for e in events(feed(WINDOW, name="deadlines"))] == [WINDOW.id]


@pytest.mark.parametrize("grain", [Grain.MONTH, Grain.SEASON, Grain.YEAR])
def test_what_is_known_to_the_month_or_coarser_is_left_out(grain: Grain) -> None:
    assert events(feed(stored(start="2027-01-01", end=None, grain=grain), stored(2))) == events(feed(stored(2)))


def test_the_description_says_what_a_reader_must_know() -> None:
    change = Change(
        at=stored().changed_at,
        what="start",
        before="2027-01-08T09:00",
        after="2027-01-15T09:00",
        reason="",
    )
    event = only(
        stored(
            end=None,
            status=Status.TENTATIVE,
            contradictions=("2027-01-16",),
            changes=(change,),
            retired_at=datetime(2026, 11, 13, tzinfo=UTC),
            url="https://lindevik.example.se/workshop",
        )
    )
    assert event["DESCRIPTION"].replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";") == (
        "Tiden är preliminär enligt protokollet.\n"
        "Obs! Uppgiften står inte längre i den senaste versionen av protokollet.\n"
        "Tidigare angivet: 8 januari 2027 kl. 09.00.\n\n"
        "Protokollet anger ingen sluttid; i kalendern är längden satt till 60 minuter.\n"
        "Texten säger också 16 januari 2027. Kontrollera mot protokollet.\n\n"
        "”Workshopen om mottagande hålls den 15 januari kl. 9–12.”\n"
        "Ur: Styrgruppens möte (12 november 2026), sida 2, avsnitt Mottagande\n\n"
        "Läs mer: https://lindevik.example.se/workshop\n"
        "I kalendern: https://kalender.example.se/entries/00000000-0000-5000-8000-000000000001\n\n"
        "Senast ändrad 13 november 2026."
    )


def test_no_alarm_no_todo_and_no_html() -> None:
    data = feed(stored(quote="<b>Workshop</b> den 15 januari"), WINDOW, stored(3, kind=Kind.DEADLINE))
    begun = {line for line in unfold(data) if line.startswith("BEGIN:")}
    assert begun == {f"BEGIN:{name}" for name in ("VCALENDAR", "VTIMEZONE", "DAYLIGHT", "STANDARD", "VEVENT")}
    assert b"X-ALT-DESC" not in data


def test_the_organiser_is_the_calendars_own_address_where_one_is_configured() -> None:
    config = replace(CONFIG, mail=Mail(sender_name="Kalendern i Norrvik", sender_address="kalender@example.se"))
    assert only(stored(), config)['ORGANIZER;CN="Kalendern i Norrvik"'] == "mailto:kalender@example.se"


def test_another_zone_than_stockholm_shows_the_same_instant() -> None:
    helsinki = zone_named("Europe/Helsinki")
    assert helsinki
    event = only(stored(), replace(CONFIG, time=Time(zone=helsinki)))
    assert event["DTSTART;TZID=Europe/Stockholm"] == "20270115T080000"


HOSTILE = [
    ("a line break", "Möte\r\nATTENDEE:mailto:x@example.se", "Möte ATTENDEE:mailto:x@example.se"),
    ("a lone carriage return", "Möte\rATTENDEE:x", "Möte ATTENDEE:x"),
    ("a line separator", "Möte\u2028ATTENDEE:x", "Möte ATTENDEE:x"),
    ("a next line", "Möte\u0085ATTENDEE:x", "Möte ATTENDEE:x"),
    ("a vertical tab", "Möte\vi\fmaj", "Möte i maj"),
    ("NUL and bell", "Mö\x00te\x07", "Möte"),
    ("a lone surrogate", "Möte \ud83d i maj", "Möte i maj"),
    ("a bidi override", "Möte \u202egnos", "Möte gnos"),
    ("separators", "Möte; budget, plan \\ mål", "Möte\\; budget\\, plan \\\\ mål"),
    ("a Windows path", "Se C:\\Nya", "Se C:\\\\Nya"),
    ("a personal identity number", "Ärende 811228-9874", "Ärende ••••••-••••"),
]


@pytest.mark.parametrize(("title", "summary"), [c[1:] for c in HOSTILE], ids=[c[0] for c in HOSTILE])
def test_hostile_text_stays_text(title: str, summary: str) -> None:
    entry = stored(title=title, location=title, organiser=title, quote=title, url="https://a.example.se/" + title)
    event = only(entry)
    assert (event["SUMMARY"], event["LOCATION"]) == (summary, summary)
    assert event["CATEGORIES"] == f"Händelse,{summary}"
    assert set(event) == {*only(stored(location="x"))}


@settings(max_examples=150, deadline=None)
@given(text=st.text(min_size=1), place=st.text(), quote=st.text())
def test_any_text_gives_lines_that_every_parser_reads_alike(text: str, place: str, quote: str) -> None:
    data = feed(stored(title=text, location=place, organiser=place, quote=quote), stored(2))
    assert [e["UID"][-1] for e in events(data)] == ["1", "2"]
    parsed = icalendar.Calendar.from_ical(data)
    assert [str(e["uid"])[-1] for e in parsed.walk("VEVENT")] == ["1", "2"]
    assert [bool(c.errors) for c in parsed.walk()] == [False] * len(parsed.walk())


def test_icalendar_reads_back_what_was_meant() -> None:
    parsed = icalendar.Calendar.from_ical(feed(stored(title="Möte; budget, plan"), WINDOW))
    first, *window = parsed.events
    assert [(str(e["summary"]), e.start, e.end) for e in window] == [
        ("Öppnar: Bidrag till boende (stänger 31 mars kl. 16.00)", date(2027, 2, 15), date(2027, 2, 16)),
        ("Stänger: Bidrag till boende kl. 16.00 (öppnar 15 februari)", date(2027, 3, 31), date(2027, 4, 1)),
    ]
    assert str(first["summary"]) == "Möte; budget, plan"
    assert isinstance(first.start, datetime)
    assert first.start.astimezone(UTC) == datetime(2027, 1, 15, 8, 0, tzinfo=UTC)


def test_one_entry_as_a_file_of_its_own() -> None:
    lines = unfold(entry_bytes(stored(), CONFIG))
    assert "X-WR-CALNAME:Workshop om mottagande" in lines
    assert [e["UID"] for e in events(entry_bytes(stored(), CONFIG))] == [stored().id]

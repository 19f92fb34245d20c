"""Calendars (.ics) as they are read: times, what is repeated, what is called off, what a person sees as the proof."""

from datetime import date

import pytest

from calagg.extract import extract
from calagg.model import Entry, Extraction, Kind, Status
from calagg.read import attachments_of, read_bytes
from calagg.read.document import Content
from tests.read.calendars import calendar, event

CHANGED_ON = date(2027, 3, 2)
STOCKHOLM = ";TZID=Europe/Stockholm:20270312T090000"
WEEKS = ("UID:a", "DTSTART;TZID=Europe/Stockholm:20270305T090000", "RRULE:FREQ=WEEKLY")


def read(*events: str, head: str = "", changed_on: date = CHANGED_ON) -> Extraction:
    return extract(read_bytes(calendar(*events, head=head), "kalender.ics", changed_on=changed_on))


def times(*events: str, head: str = "", changed_on: date = CHANGED_ON) -> list[str]:
    """When each entry is and what it is called, cancelled ones with a mark."""
    return [_shown(entry) for entry in read(*events, head=head, changed_on=changed_on).entries]


def _shown(entry: Entry) -> str:
    until = f"/{entry.end}" if entry.end else ""
    return f"{entry.start}{until} {entry.title}" + (" inställt" if entry.status is Status.CANCELLED else "")


def test_all_that_an_event_tells() -> None:
    extraction = read(
        event(
            "a@x",
            STOCKHOLM,
            "Öppet hus\\, aulan",
            "DTEND;TZID=Europe/Stockholm:20270312T113000",
            "LOCATION:Kulturskolan",
            'ORGANIZER;CN="Ek, Eva":mailto:eva@example.se',
            "URL:https://example.se/e/1",
            "DESCRIPTION:Välkomna!\\nTa med <b>fika</b>.",
            "SEQUENCE:3",
        ),
        head="X-WR-CALNAME:Kultur i Ånäs\r\n",
    )
    when = "fredag 12 mars 2027 kl. 09.00–11.30"
    text = f"Öppet hus, aulan: {when}, Kulturskolan\nVälkomna! Ta med fika."
    (entry,) = extraction.entries
    assert extraction.document.text == text
    assert extraction.document.title == "Kultur i Ånäs"
    assert (str(extraction.reference.day), extraction.reference.source) == ("2027-03-01", "stated")
    assert (str(entry.start), str(entry.end)) == ("2027-03-12T09:00", "2027-03-12T11:30")
    assert (entry.title, entry.kind, entry.status) == ("Öppet hus, aulan", Kind.EVENT, Status.CONFIRMED)
    assert (entry.location, entry.organiser, entry.url) == ("Kulturskolan", "Ek, Eva", "https://example.se/e/1")
    assert (entry.uid, entry.sequence) == ("a@x", 3)
    assert (entry.mention, entry.span.of(text)) == (when, when)
    assert entry.quote == text.replace("\n", ". ")


TIMES = {
    "Outlook's zone": (";TZID=W. Europe Standard Time:20270312T090000", (), "2027-03-12T09:00 x"),
    "a zone elsewhere": (";TZID=America/New_York:20270312T030000", (), "2027-03-12T09:00 x"),
    "UTC": ("20270312T080000Z", (), "2027-03-12T09:00 x"),
    "UTC in summer": ("20270712T070000Z", (), "2027-07-12T09:00 x"),
    "floating": ("20270312T090000", (), "2027-03-12T09:00 x"),
    "a zone that nobody knows": (";TZID=Ingenstans:20270312T090000", (), "2027-03-12T09:00 x"),
    "a day": (";VALUE=DATE:20270312", ("DTEND;VALUE=DATE:20270313",), "2027-03-12 x"),
    "days, the end is the day after": (
        ";VALUE=DATE:20270312",
        ("DTEND;VALUE=DATE:20270315",),
        "2027-03-12/2027-03-14 x",
    ),
    "a day without its VALUE": ("20270312", (), "2027-03-12 x"),
    "whole days as hours": (
        ";TZID=Europe/Stockholm:20270312T000000",
        ("DTEND;TZID=Europe/Stockholm:20270314T000000",),
        "2027-03-12/2027-03-13 x",
    ),
    "a duration": (STOCKHOLM, ("DURATION:PT1H30M",), "2027-03-12T09:00/2027-03-12T10:30 x"),
    "a duration of days": (";VALUE=DATE:20270312", ("DURATION:P2D",), "2027-03-12/2027-03-13 x"),
    "past midnight": (STOCKHOLM, ("DTEND:20270313T010000Z",), "2027-03-12T09:00/2027-03-13T02:00 x"),
    "over the change of clocks": (
        ";TZID=Europe/Stockholm:20270327T220000",
        ("DTEND;TZID=Europe/Stockholm:20270328T060000",),
        "2027-03-27T22:00/2027-03-28T06:00 x",
    ),
    "an end before the start": (STOCKHOLM, ("DTEND:20270311T080000Z",), "2027-03-12T09:00 x"),
    "an end of another kind": (STOCKHOLM, ("DTEND;VALUE=DATE:20270313",), "2027-03-12T09:00 x"),
    "a broken end": (STOCKHOLM, ("DTEND:i morgon",), "2027-03-12T09:00 x"),
    "called off": (STOCKHOLM, ("STATUS:CANCELLED",), "2027-03-12T09:00 x inställt"),
}


@pytest.mark.parametrize(("start", "lines", "wanted"), TIMES.values(), ids=TIMES)
def test_times(start: str, lines: tuple[str, ...], wanted: str) -> None:
    assert times(event("a", start, "x", *lines)) == [wanted]


REPEATED = {
    "until a minute in UTC": (
        ("RRULE:FREQ=WEEKLY;UNTIL=20270326T080000Z",),
        ["2027-03-12T09:00 x", "2027-03-19T09:00 x", "2027-03-26T09:00 x"],
    ),
    "over the change of clocks": (
        ("RRULE:FREQ=WEEKLY;COUNT=4",),
        ["2027-03-12T09:00 x", "2027-03-19T09:00 x", "2027-03-26T09:00 x", "2027-04-02T09:00 x"],
    ),
    "with times left out": (
        ("RRULE:FREQ=WEEKLY;COUNT=3", "EXDATE;TZID=Europe/Stockholm:20270319T090000"),
        ["2027-03-12T09:00 x", "2027-03-26T09:00 x"],
    ),
    "with a day left out": (
        ("RRULE:FREQ=WEEKLY;COUNT=2", "EXDATE;VALUE=DATE:20270319"),
        ["2027-03-12T09:00 x"],
    ),
    "with a time more": (
        ("RRULE:FREQ=WEEKLY;COUNT=2", "RDATE:20270315T120000Z"),
        ["2027-03-12T09:00 x", "2027-03-15T13:00 x", "2027-03-19T09:00 x"],
    ),
    "by a rule that nobody knows": (("RRULE:FREQ=NEVER",), ["2027-03-12T09:00 x"]),
    "every second": (("RRULE:FREQ=SECONDLY",), ["2027-03-12T09:00 x"]),
}


@pytest.mark.parametrize(("lines", "wanted"), REPEATED.values(), ids=REPEATED)
def test_what_is_repeated(lines: tuple[str, ...], wanted: list[str]) -> None:
    assert times(event("a", STOCKHOLM, "x", *lines)) == wanted


def test_single_times_that_were_moved_and_called_off() -> None:
    extraction = read(
        event("a", STOCKHOLM, "Fika", "RRULE:FREQ=WEEKLY;COUNT=3", "DURATION:PT1H"),
        event("a", "20270320T080000Z", "Fika ute", "RECURRENCE-ID:20270319T080000Z", "SEQUENCE:1"),
        event("a", "20270326T080000Z", "Fika", "RECURRENCE-ID:20270326T080000Z", "STATUS:CANCELLED"),
    )
    assert [(entry.uid, _shown(entry)) for entry in extraction.entries] == [
        ("a#2027-03-12", "2027-03-12T09:00/2027-03-12T10:00 Fika"),
        ("a#2027-03-19", "2027-03-20T09:00 Fika ute"),
        ("a#2027-03-26", "2027-03-26T09:00 Fika inställt"),
    ]


def test_what_goes_on_for_ever_is_taken_around_the_day_of_the_file() -> None:
    found = [entry.start.day for entry in read(event("a", "20100101", "x", "RRULE:FREQ=DAILY")).entries]
    assert (found[0], found[-1], len(found)) == (date(2026, 11, 30), date(2027, 4, 30), 92 + 60)
    yearly = [entry.start.day.year for entry in read(event("a", "20100401", "x", "RRULE:FREQ=YEARLY")).entries]
    assert yearly == [2027, 2028]


def test_of_one_uid_the_last_revision_counts() -> None:
    assert times(
        event("a", "20270312", "Ny", "SEQUENCE:2"),
        event("a", "20270313", "Gammal", "SEQUENCE:1"),
    ) == ["2027-03-12 Ny"]


def test_tasks_are_deadlines() -> None:
    (entry,) = read(event("a", "20270312T170000Z", "Redovisa", kind="VTODO")).entries
    assert (entry.kind, str(entry.start), entry.end) == (Kind.DEADLINE, "2027-03-12T18:00", None)
    assert entry.quote == "Redovisa: senast fredag 12 mars 2027 kl. 18.00"


def test_a_calendar_that_calls_off_what_it_holds() -> None:
    assert times(event("a", "20270312", "x"), head="METHOD:CANCEL\r\n") == ["2027-03-12 x inställt"]


def test_what_is_private_and_what_has_no_day_is_left_out() -> None:
    assert times(
        event("a", "20270312", "Hemligt", "CLASS:PRIVATE"),
        event("b", "20270312", "Också", "CLASS:CONFIDENTIAL"),
        event("c", "snart", "Utan dag"),
        event("d", "20270312", "Öppet", "CLASS:PUBLIC"),
    ) == ["2027-03-12 Öppet"]


def test_letters_cut_by_a_fold_a_lone_cr_and_several_calendars() -> None:
    folded = calendar(event("a", "20270312", "Öppet hus")).replace("Ö".encode(), b"\xc3\r\n \x96")
    lone = calendar(event("b", "20270313", "Möte\rDTSTART:20990101"))
    entries = extract(read_bytes(folded + lone, "a.ics", changed_on=CHANGED_ON)).entries
    assert [_shown(entry) for entry in entries] == ["2027-03-12 Öppet hus", "2027-03-13 Möte DTSTART:20990101"]


def test_an_invitation_in_a_mail_is_a_document_beside_it() -> None:
    invited = calendar(event("a", "20270312", "Möte"), head="METHOD:REQUEST\r\n").decode().replace("\r\n", "\n")
    mail = (
        "From: eva@example.se\nSubject: Kallelse\nDate: Mon, 1 Mar 2027 09:00:00 +0100\nMIME-Version: 1.0\n"
        'Content-Type: multipart/alternative; boundary="x"\n\n--x\nContent-Type: text/plain; charset=utf-8\n\n'
        "Välkommen till mötet.\n--x\nContent-Type: text/calendar; charset=utf-8; method=REQUEST\n"
        f"Content-Transfer-Encoding: 8bit\n\n{invited}--x--\n"
    ).encode()
    held = attachments_of(Content(data=mail, name="a.eml", origin="post/a.eml", sha256="", changed_on=date(2027, 5, 1)))
    assert [(one.name, one.origin, one.changed_on) for one in held] == [
        ("kalender.ics", "post/a.eml/kalender.ics", date(2027, 3, 1))
    ]
    assert [_shown(e) for e in extract(read_bytes(held[0].data, held[0].name)).entries] == ["2027-03-12 Möte"]

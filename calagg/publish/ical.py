"""CalendarEntry -> VEVENT, entries -> VCALENDAR: bytes that depend on the entries and the configuration alone.

Which markers an entry has is in `markers`, what its description says in `wording`. Which entries stand in which file is
in `feeds`. Source: RFC 5545, 7986 and 9253; what clients make of them is in the tests.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from icalendar import Calendar, Event
from icalendar.prop import vCalAddress, vCategory, vUri

from calagg.clock import STOCKHOLM
from calagg.config import Config
from calagg.model import CalendarEntry
from calagg.model.kind_words import kind_word
from calagg.publish.markers import Marker
from calagg.publish.repeating import add_repeats
from calagg.publish.text import Text, plain
from calagg.publish.wording import describe_entry, newest_sighting

PRODID = "-//calagg//Kalender ur protokoll//SV"
COLOR = "steelblue"
OWN_ADDRESS = "calagg@localhost"  # the default sender: nobody's address
# RRULE and BYDAY and no RDATE list: Outlook ignores those, and summer events move an hour
VTIMEZONE = b"""BEGIN:VTIMEZONE
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
END:VTIMEZONE
""".replace(b"\n", b"\r\n")
END = b"END:VCALENDAR\r\n"


DESCRIPTION = "Datum, sista dagar och ansökningsperioder ur protokoll, med den mening som visar dem."


def calendar_of(events: Iterable[bytes], *, name: str, title: str, config: Config) -> bytes:
    """A whole calendar around rendered events; an empty one is valid."""
    return head_of(name=name, title=title, config=config) + b"".join(events) + END


def head_of(*, name: str, title: str, config: Config) -> bytes:
    """What stands before a calendar's events: its properties and its zone."""
    address = config.web.address
    calendar = Calendar()
    calendar.add("version", Text("2.0"))
    calendar.add("prodid", Text(PRODID))
    calendar.add("calscale", Text("GREGORIAN"))
    calendar.add("method", Text("PUBLISH"))
    calendar.add("uid", Text(f"{name}@calagg"))
    for key in ("name", "x-wr-calname"):
        calendar.add(key, Text(plain(title)))
    for key in ("description", "x-wr-caldesc"):
        calendar.add(key, Text(DESCRIPTION))
    calendar.add("x-wr-timezone", Text(STOCKHOLM.key))
    calendar.add("url", vUri(f"{address}/"))
    calendar.add("source", vUri(f"{address}/feeds/{name}.ics", params={"VALUE": "URI"}))
    calendar.add("color", Text(COLOR))
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", Text("PT1H"))
    head: bytes = calendar.to_ical(sorted=False).removesuffix(END)
    return head + VTIMEZONE


def event_bytes(stored: CalendarEntry, marker: Marker, config: Config) -> bytes:
    """One VEVENT of an entry that is masked already (`calagg.model.masking`).

    Raises ValueError or OverflowError for what no calendar can hold.
    """
    entry, address = stored.entry, config.web.address
    event = Event()
    event.add("uid", Text(marker.uid))
    event.add("dtstamp", stored.changed_at)
    event.add("created", stored.created_at)
    event.add("last-modified", stored.changed_at)
    event.add("sequence", stored.sequence)
    if marker.starts and marker.ends:
        event.add("dtstart", marker.starts.astimezone(STOCKHOLM))
        event.add("dtend", _end(marker.ends))
    else:
        event.add("dtstart", marker.first)
        event.add("dtend", marker.last + timedelta(days=1))
    add_repeats(event, entry, timed=marker.starts is not None, zone=config.zone)
    event.add("summary", Text(marker.summary))
    if entry.location and plain(entry.location):
        event.add("location", Text(plain(entry.location)))
    event.add("description", Text(describe_entry(stored, marker, address=address, zone=config.zone)))
    event.add("url", vUri(f"{address}/entries/{stored.id}"))
    proof = newest_sighting(stored)
    if proof:
        link = f"{address}/documents/{proof.document_id}"
        event.add("link", vUri(link, params={"VALUE": "URI", "LINKREL": "SOURCE"}))
    organiser = plain(entry.organiser or "")
    event.add("categories", _categories(kind_word(entry), *[organiser] * bool(organiser)))
    event.add("status", Text(entry.status.value.upper()))
    event.add("transp", Text("OPAQUE" if marker.busy != "FREE" else "TRANSPARENT"))
    event.add("x-microsoft-cdo-busystatus", Text(marker.busy.value))
    if config.mail.sender_address != OWN_ADDRESS:
        # libical's check of RFC 5546 wants one beside METHOD:PUBLISH
        named = {"CN": plain(config.mail.sender_name).replace('"', "")}
        event.add("organizer", vCalAddress(f"mailto:{config.mail.sender_address}", params=named))
    rendered: bytes = event.to_ical(sorted=False)
    return rendered


def _end(ends: datetime) -> datetime:
    """Stockholm's time; in autumn, in the second of the two hours between 02:00 and 03:00, an hour later.

    A wall time names only the first of them (RFC 5545, 3.3.5), so that the event would end before it starts.
    """
    local = ends.astimezone(STOCKHOLM)
    return local + timedelta(hours=local.fold)


def _categories(*names: str) -> vCategory:
    """The names as one property; icalendar's constructor would escape them its own way (see `Text`)."""
    made = vCategory([])
    made.cats = [Text(name) for name in names]
    return made

"""GOOD, a feed with nothing to remark on, and `broken("old", "new")`, the same with one fault."""

from dataclasses import dataclass

from calagg.publish.doctor import Rule

ZONE = """BEGIN:VTIMEZONE
TZID:Europe/Stockholm
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
"""
GOOD = f"""BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Norrvik//Kalender//SV
CALSCALE:GREGORIAN
METHOD:PUBLISH
UID:norrvik@example.se
NAME:Norrviks kalender
X-WR-CALNAME:Norrviks kalender
DESCRIPTION:Möten\\, sista dagar
X-WR-CALDESC:Möten\\, sista dagar
X-WR-TIMEZONE:Europe/Stockholm
URL:https://norrvik.example.se/
SOURCE;VALUE=URI:https://norrvik.example.se/kalender.ics
COLOR:steelblue
REFRESH-INTERVAL;VALUE=DURATION:PT1H
X-PUBLISHED-TTL:PT1H
{ZONE}BEGIN:VEVENT
UID:1@norrvik.example.se
DTSTAMP:20261121T083000Z
SEQUENCE:0
DTSTART;TZID=Europe/Stockholm:20270115T090000
DTEND;TZID=Europe/Stockholm:20270115T120000
SUMMARY:Workshop om mottagande
LOCATION:Kommunhuset\\, Storåker
DESCRIPTION:Ta med C:\\\\egna och\\nfika\\; kaffe finns < 20 kr
CATEGORIES:Händelse,Norrviks kommun
STATUS:CONFIRMED
TRANSP:OPAQUE
END:VEVENT
BEGIN:VEVENT
UID:2@norrvik.example.se
DTSTAMP:20261121T083000Z
DTSTART;VALUE=DATE:20270129
DTEND;VALUE=DATE:20270130
SUMMARY:Sista dag: Ansökan
STATUS:CONFIRMED
END:VEVENT
END:VCALENDAR
"""


@dataclass(frozen=True, slots=True)
class Case:
    """A feed with one fault: the one finding that it gives, and the text at whose beginning the line of it stands."""

    rule: Rule
    what: str
    data: bytes
    at: str
    nth: int = 1

    @property
    def line(self) -> int:
        """The number of the line on which the nth `at` begins, 0 for the whole feed."""
        if not self.at:
            return 0
        pieces = self.data.split(self.at.encode())
        assert len(pieces) > self.nth
        return self.at.encode().join(pieces[: self.nth]).count(b"\n") + 1


def on_the_wire(text: str) -> bytes:
    """The text as a feed's bytes: UTF-8 and CRLF."""
    return text.replace("\n", "\r\n").encode()


def broken(old: str, new: str, *, text: str = GOOD) -> bytes:
    """GOOD with `new` for the first `old`, which must be there."""
    assert old in text
    return on_the_wire(text.replace(old, new, 1))


def case(rule: Rule, old: str, new: str, at: str | None = None, *, what: str = "") -> Case:
    """GOOD with `new` for `old`, and the finding at `at`, without it at the beginning of `new`."""
    return Case(rule, what or rule.name, broken(old, new), new.partition("\n")[0] if at is None else at)

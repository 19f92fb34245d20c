"""Feeds whose time zones are missing, double, late or wrong."""

from calagg.publish.doctor import rules
from tests.publish.doctor.feed import GOOD, ZONE, Case, broken, case, on_the_wire

BEGIN = "BEGIN:VTIMEZONE"
OSLO = ZONE.replace("Stockholm", "Oslo")
# as icalendar's add_missing_timezones() writes it
LISTED = """BEGIN:VTIMEZONE
TZID:Europe/Stockholm
BEGIN:DAYLIGHT
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
DTSTART:20260329T020000
RDATE:20270328T020000
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
DTSTART:20251026T030000
RDATE:20261025T030000,20271031T030000
END:STANDARD
END:VTIMEZONE
"""
CASES = [
    case(rules.NO_ZONE, ZONE, "", "DTSTART;TZID"),
    case(rules.NO_ZONE, "TZID:Europe/Stockholm", "TZID:Europe/Oslo", "DTSTART;TZID", what="a zone by another name"),
    Case(
        rules.ZONE_TWICE,
        "twice the same zone",
        broken(ZONE, ZONE + ZONE),
        BEGIN,
        nth=2,
    ),
    case(rules.ZONE_UNUSED, ZONE, ZONE + OSLO, "BEGIN:VTIMEZONE\r\nTZID:Europe/Oslo"),
    Case(
        rules.ZONE_LATE,
        "after the events",
        on_the_wire(GOOD.replace(ZONE, "").replace("END:VCALENDAR", f"{ZONE}END:VCALENDAR")),
        BEGIN,
    ),
    Case(
        rules.ZONE_NAMELESS,
        "a second without a name",
        broken(ZONE, ZONE + ZONE.replace("TZID:Europe/Stockholm\n", "")),
        BEGIN,
        nth=2,
    ),
    case(rules.ZONE_EMPTY, ZONE, "BEGIN:VTIMEZONE\nTZID:Europe/Stockholm\nEND:VTIMEZONE\n"),
    case(rules.ZONE_INCOMPLETE, "TZOFFSETTO:+0200\n", "", "BEGIN:DAYLIGHT", what="no offset"),
    case(rules.ZONE_INCOMPLETE, "TZOFFSETTO:+0200\n", "TZOFFSETTO:+2\n", "BEGIN:DAYLIGHT", what="a short offset"),
    case(rules.ZONE_INCOMPLETE, "DTSTART:19700329T020000", "DTSTART:19700329", "BEGIN:DAYLIGHT", what="a day"),
    case(rules.ZONE_INCOMPLETE, "DTSTART:19700329T020000", "DTSTART:19700329T020000Z", "BEGIN:DAYLIGHT", what="UTC"),
    case(rules.ZONE_OF_DATES, ZONE, LISTED, "RDATE:20270328"),
    case(rules.ZONE_WRONG, "BYMONTH=3;BYDAY=-1SU", "BYMONTH=4;BYDAY=-1SU", BEGIN, what="a month late"),
    case(rules.ZONE_WRONG, "BYMONTH=3;BYDAY=-1SU", "BYMONTH=3;BYDAY=2SU", BEGIN, what="as in America"),
    case(rules.ZONE_WRONG, "DTSTART:19700329T020000", "DTSTART:19700329T030000", BEGIN, what="an hour late"),
    case(rules.ZONE_WRONG, "TZOFFSETTO:+0200", "TZOFFSETTO:+0300", BEGIN, what="two hours of summer"),
    case(
        rules.ZONE_WRONG,
        ";BYDAY=-1SU\nEND:DAYLIGHT",
        ";BYDAY=-1SU;UNTIL=20200101T000000Z\nEND:DAYLIGHT",
        BEGIN,
        what="summer time that ended",
    ),
    Case(
        rules.ZONE_WRONG,
        "Stockholm's rules by London's name",
        on_the_wire(GOOD.replace("Europe/Stockholm", "Europe/London")),
        BEGIN,
    ),
    case(rules.ZONE_UNCHECKED, "BYMONTH=3;BYDAY=-1SU", "BYMONTH=3;BYDAY=SU", "BEGIN:DAYLIGHT", what="every Sunday"),
    case(rules.ZONE_UNCHECKED, "FREQ=YEARLY;BYMONTH=3", "FREQ=MONTHLY;BYMONTH=3", "BEGIN:DAYLIGHT", what="monthly"),
    Case(
        rules.ZONE_OWN_NAME,
        "a name of Microsoft's",
        on_the_wire(GOOD.replace("Europe/Stockholm", "W. Europe Standard Time")),
        BEGIN,
    ),
]

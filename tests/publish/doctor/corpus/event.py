"""Feeds with events that lack something, have it twice, or say what programs do not know."""

from calagg.publish.doctor import rules
from tests.publish.doctor.feed import case

BEGIN = "BEGIN:VEVENT"
CASES = [
    case(rules.NO_UID, "UID:1@norrvik.example.se\n", "", BEGIN),
    case(rules.NO_UID, "UID:1@norrvik.example.se\n", "UID: \n", BEGIN, what="an empty UID"),
    case(
        rules.UID_TWICE,
        "UID:2@norrvik.example.se",
        "UID:1@norrvik.example.se",
        "UID:1@norrvik.example.se\r\nDTSTAMP:20261121T083000Z\r\nDTSTART",
    ),
    case(rules.NO_DTSTAMP, "DTSTAMP:20261121T083000Z\n", "", BEGIN),
    case(rules.NO_DTSTART, "DTSTART;VALUE=DATE:20270129\nDTEND;VALUE=DATE:20270130\n", "", "BEGIN:VEVENT\r\nUID:2"),
    case(rules.TWICE, "SEQUENCE:0\n", "SEQUENCE:0\nSEQUENCE:1\n", "SEQUENCE:1"),
    case(rules.BAD_STATUS, "STATUS:CONFIRMED", "STATUS:BEKRÄFTAD"),
    case(rules.BAD_SEQUENCE, "SEQUENCE:0", "SEQUENCE:-1", what="below zero"),
    case(rules.BAD_SEQUENCE, "SEQUENCE:0", "SEQUENCE:första", what="a word"),
    case(rules.BAD_SEQUENCE, "SEQUENCE:0", "SEQUENCE:2147483648", what="over 31 bits"),
    case(rules.BAD_TRANSP, "TRANSP:OPAQUE", "TRANSP:BUSY"),
    case(rules.NO_SUMMARY, "SUMMARY:Workshop om mottagande\n", "", BEGIN),
    case(rules.CANCELLED_UNSAID, "STATUS:CONFIRMED", "STATUS:CANCELLED"),
    case(rules.TENTATIVE_UNSAID, "STATUS:CONFIRMED", "STATUS:TENTATIVE"),
    case(
        rules.SOME_ORGANIZERS,
        "SEQUENCE:0\n",
        "SEQUENCE:0\nORGANIZER;CN=Norrvik:mailto:kalender@example.se\n",
        "BEGIN:VEVENT\r\nUID:2",
    ),
    case(rules.BAD_RRULE, "SEQUENCE:0", "RRULE:weekly", what="a word"),
    case(rules.BAD_RRULE, "SEQUENCE:0", "RRULE:FREQ=ALWAYS", what="an unknown frequency"),
    case(rules.BAD_RRULE, "SEQUENCE:0", "RRULE:FREQ=WEEKLY;COUNT=0", what="never"),
    case(rules.BAD_RRULE, "SEQUENCE:0", "RRULE:FREQ=WEEKLY;COUNT=3;UNTIL=20270301T090000Z", what="two ends"),
    case(rules.BAD_RRULE, "SEQUENCE:0", "RRULE:FREQ=WEEKLY;UNTIL=20270301", what="a day as the end of times"),
]

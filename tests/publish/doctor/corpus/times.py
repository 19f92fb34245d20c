"""Feeds whose times can't be read, or can be read in two ways."""

from calagg.publish.doctor import rules
from tests.publish.doctor.feed import case

START, END = "DTSTART;TZID=Europe/Stockholm:20270115T090000", "DTEND;TZID=Europe/Stockholm:20270115T120000"
TIMED = f"{START}\n{END}"
DAY, NEXT = "DTSTART;VALUE=DATE:20270129", "DTEND;VALUE=DATE:20270130"
DAYS = f"{DAY}\n{NEXT}"
CASES = [
    case(rules.BAD_TIME, START, START.replace("0115", "0230"), what="30 February"),
    case(rules.BAD_TIME, START, START.replace("T09", "T24"), what="24 o'clock"),
    case(rules.BAD_TIME, START, START.replace("T090000", "T0900"), what="no seconds"),
    case(rules.BAD_TIME, START, "DTSTART:2027-01-15T09:00:00", what="with hyphens"),
    case(rules.BAD_TIME, DAY, DAY.replace("0129", "0229"), what="29 February of a common year"),
    case(rules.BAD_TIME, "DTSTAMP:20261121T083000Z", "DTSTAMP:now", what="a word"),
    case(rules.BAD_TIME, "SEQUENCE:0", "EXDATE:20270116T090000,i morgon", what="a word among the days left out"),
    case(rules.NOT_UTC, "DTSTAMP:20261121T083000Z", "DTSTAMP:20261121T083000"),
    case(rules.NO_VALUE_DATE, DAY, "DTSTART:20270129"),
    case(rules.OTHER_VALUE, DAY, "DTSTART;VALUE=DATE-TIME:20270129", what="a day as a time"),
    case(rules.OTHER_VALUE, START, f"{START.replace('TZID', 'VALUE=DATE;TZID')}", what="a time as a day"),
    case(rules.ZONE_ON_UTC, END, f"{END}Z"),
    case(rules.ZONE_ON_DAY, NEXT, NEXT.replace("VALUE=DATE", "VALUE=DATE;TZID=Europe/Stockholm")),
    case(rules.IN_UTC, TIMED, "DTSTART:20270115T080000Z\nDTEND:20270115T110000Z"),
    case(rules.FLOATING, TIMED, "DTSTART:20270115T090000\nDTEND:20270115T120000"),
    case(rules.SKIPPED_HOUR, TIMED, TIMED.replace("0115", "0328").replace("T09", "T02")),
    case(rules.DAY_WITHOUT_END, DAYS, DAY),
    case(rules.TIME_WITHOUT_END, TIMED, START),
    case(rules.END_AND_DURATION, END, f"{END}\nDURATION:PT3H", "DURATION:PT3H"),
    case(rules.END_NOT_AFTER, END, END.replace("T12", "T09"), what="no length"),
    case(rules.END_NOT_AFTER, END, END.replace("T12", "T08"), what="an end before the start"),
    case(rules.END_NOT_AFTER, END, "DTEND:20270115T080000Z", what="the same instant in another zone"),
    case(rules.END_NOT_AFTER, NEXT, NEXT.replace("0130", "0129"), what="a whole day that ends on itself"),
    case(rules.DAY_AND_TIME, NEXT, "DTEND;TZID=Europe/Stockholm:20270130T000000"),
    case(rules.FLOATING_AND_FIXED, END, "DTEND:20270115T120000"),
    case(rules.HOURS_OF_A_DAY, NEXT, "DURATION:PT8H"),
    case(rules.NOT_LONG, END, "DURATION:-PT3H", what="a negative length"),
    case(rules.NOT_LONG, END, "DURATION:PT0S", what="a length of zero"),
    case(rules.BAD_DURATION, END, "DURATION:3 timmar", what="a length in words"),
]

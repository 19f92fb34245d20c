"""Feeds whose components are unbalanced, in the wrong place, of no use, or too many."""

from calagg.publish.doctor import rules
from tests.publish.doctor.feed import GOOD, Case, broken, case, on_the_wire

TODO = "BEGIN:VTODO\nUID:t@norrvik.example.se\nDTSTAMP:20261121T083000Z\nSUMMARY:Svara\nEND:VTODO\n"
ALARM = "BEGIN:VALARM\nACTION:DISPLAY\nDESCRIPTION:Nu\nTRIGGER:-PT1H\nEND:VALARM\n"
WIRE = on_the_wire(GOOD)
LONG = "S" * 60 + f"\n {'S' * 74}" * 12
ONE = GOOD[GOOD.index("BEGIN:VEVENT\nUID:2") : GOOD.index("END:VCALENDAR")]


def events(times: int, *, summary: str = "Sista dag: Ansökan") -> str:
    """So many copies of the whole-day event, each with a UID of its own."""
    one = ONE.replace("Sista dag: Ansökan", summary)
    return "".join(one.replace("UID:2", f"UID:n{n}") for n in range(times))


CASES = [
    Case(rules.TRUNCATED, "after the events", WIRE.removesuffix(b"END:VCALENDAR\r\n"), "END:VEVENT", nth=2),
    Case(rules.TRUNCATED, "in an event", WIRE[: WIRE.index(b"STATUS")], "CATEGORIES"),
    Case(rules.TRUNCATED, "in a line", WIRE[: WIRE.index(b"UENCE")], "SEQ"),
    Case(rules.TRUNCATED, "in a value", WIRE[: WIRE.index(b"RMED")], "STATUS"),
    Case(rules.TRUNCATED, "in the last line", WIRE.removesuffix(b"ENDAR\r\n"), "END:VCAL"),
    case(rules.UNCLOSED, "END:VEVENT\nEND:VCALENDAR", "END:VCALENDAR", "BEGIN:VEVENT\r\nUID:2"),
    case(rules.STRAY_END, "SEQUENCE:0\n", "SEQUENCE:0\nEND:VALARM\n", "END:VALARM"),
    case(rules.OUTSIDE, "END:VCALENDAR\n", "END:VCALENDAR\nX-A:B\n", "X-A", what="a property after the calendar"),
    case(rules.OUTSIDE, "BEGIN:VCALENDAR\n", "X-A:B\nBEGIN:VCALENDAR\n", what="a property before the calendar"),
    case(rules.MISPLACED, "END:VCALENDAR\n", f"{ALARM}END:VCALENDAR\n", what="an alarm in the calendar"),
    case(rules.MISPLACED, "END:VCALENDAR\n", f"END:VCALENDAR\n{TODO}", "BEGIN:VTODO", what="a task after the calendar"),
    case(rules.UNKNOWN_COMPONENT, "END:VCALENDAR\n", "BEGIN:VMEETING\nEND:VMEETING\nEND:VCALENDAR\n"),
    Case(
        rules.SEVERAL_CALENDARS,
        "a second calendar",
        on_the_wire(GOOD + GOOD.replace(ONE, "")),
        "BEGIN:VCALENDAR",
        nth=2,
    ),
    case(rules.TODO, "END:VCALENDAR\n", f"{TODO}END:VCALENDAR\n", what="a task"),
    case(rules.TODO, "END:VCALENDAR\n", f"{TODO.replace('TODO', 'JOURNAL')}END:VCALENDAR\n", what="a journal"),
    case(rules.ALARM, "END:VEVENT\n", f"{ALARM}END:VEVENT\n"),
    Case(rules.MANY_BYTES, "a megabyte", broken("END:VCALENDAR", events(990, summary=LONG) + "END:VCALENDAR"), ""),
    Case(rules.MANY_EVENTS, "a thousand and one", broken("END:VCALENDAR", events(999) + "END:VCALENDAR"), ""),
]

"""Invented calendars: `calendar(event("a", "20270312", "Möte"))` -> the bytes of an .ics file."""

CHANGED = "20270301T100000Z"
VERY_MANY = "".join(
    f"BEGIN:VEVENT\r\nUID:{n}\r\nDTSTART:20270312\r\nSUMMARY:x\r\nEND:VEVENT\r\n" for n in range(100_000)
)


def event(uid: str, start: str, summary: str, *lines: str, kind: str = "VEVENT", changed: str = CHANGED) -> str:
    """An event; `start` is what follows DTSTART in its line, after ':' unless it begins with ';'."""
    begins = "DUE" if kind == "VTODO" else "DTSTART"
    mark = "" if start.startswith(";") else ":"
    held = (f"UID:{uid}", f"DTSTAMP:{changed}", f"{begins}{mark}{start}", f"SUMMARY:{summary}", *lines)
    return "\r\n".join((f"BEGIN:{kind}", *held, f"END:{kind}", ""))


def calendar(*events: str, head: str = "") -> bytes:
    """A calendar that some program wrote."""
    whole = (
        f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Exempel//Kalender//SV\r\n{head}{''.join(events)}END:VCALENDAR\r\n"
    )
    return whole.encode()


ONE = event("a", "20270412", "Delrapporten lämnas")
# name -> its outcome and its bytes; what can be read has one event
HURTING = {
    "oändlig.ics": ("ok", calendar(event("a", "20270312T090000", "x", "RRULE:FREQ=SECONDLY"))),
    "ofta.ics": (
        "too-large",
        calendar(event("a", "19000101T090000", "x", "RRULE:FREQ=HOURLY")),
    ),
    "hundratusen.ics": ("too-large", calendar(VERY_MANY)),
    "trasiga rader.ics": ("ok", calendar("utan kolon\r\n", ONE, "\x00\x01:\r\n", "\r\n")),
    "nul.ics": ("ok", calendar(ONE.replace("Del", "D\x00el"))),
    "ensam vagnretur.ics": ("ok", calendar(ONE.replace("Del", "Del\rDTSTART:20990101\rBEGIN:VEVENT\r"))),
    "avbruten.ics": ("broken", calendar(ONE)[:-20]),
    "lång rad.ics": ("ok", calendar(event("a", "20270412", "x", "DESCRIPTION:" + "a\\;" * 300_000))),
    "djup.ics": ("ok-no-text", calendar("BEGIN:X-A\r\n" * 20_000 + "END:X-A\r\n" * 20_000)),
    "utan händelser.ics": ("ok-no-text", calendar()),
}

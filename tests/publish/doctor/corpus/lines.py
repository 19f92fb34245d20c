"""Feeds that are broken in their bytes and lines."""

from calagg.publish.doctor import rules
from tests.publish.doctor.feed import GOOD, Case, broken, case, on_the_wire

WIRE = on_the_wire(GOOD)
CASES = [
    Case(rules.EMPTY, "nothing", b"", ""),
    Case(rules.EMPTY, "only line breaks", b"\r\n\r\n", ""),
    Case(rules.WEB_PAGE, "a login page", b"\r\n<!DOCTYPE html><html><body>Logga in</body></html>", "\r\n<!"),
    Case(rules.NOT_A_CALENDAR, "minutes", "Protokoll från den 12 mars".encode(), "Protokoll"),
    Case(rules.UTF16, "with its mark", GOOD.encode("utf-16"), "\x00"),
    Case(rules.UTF16, "without a mark", GOOD.encode("utf-16-le"), "B"),
    Case(rules.BYTE_ORDER_MARK, "a byte order mark", b"\xef\xbb\xbf" + WIRE, "\ufeffBEGIN:VCALENDAR"),
    Case(rules.NOT_UTF8, "Latin-1", WIRE.replace("å".encode(), b"\xe5"), "LOCATION"),
    Case(rules.NOT_UTF8, "Latin-1 after a fold", WIRE.replace("Stor\xe5".encode(), b"S\r\n tor\xe5"), " tor"),
    Case(
        rules.SPLIT_CHARACTER,
        "a fold inside a letter",
        WIRE.replace("Storå".encode(), b"Stor\xc3\r\n \xa5"),
        "LOCATION",
    ),
    Case(rules.LF_ENDINGS, "LF", GOOD.encode(), "BEGIN:VCALENDAR"),
    Case(rules.LONE_LF, "in a description", WIRE.replace(b"egna och", b"egna\noch"), "DESCRIPTION:Ta"),
    Case(rules.LONE_LF, "before a property", WIRE.replace(b"SEQUENCE:0\r\n", b"SEQUENCE:0\n"), "SEQUENCE"),
    Case(rules.LONE_CR, "in a summary", broken("Workshop om", "Workshop\rom"), "SUMMARY:Workshop"),
    Case(rules.LONE_CR, "before CRLF", broken("mottagande\n", "mottagande\r\n"), "SUMMARY:Workshop"),
    Case(rules.LONE_CR, "as all line breaks", WIRE.replace(b"\r\n", b"\r"), "BEGIN:VCALENDAR"),
    Case(rules.NO_LAST_BREAK, "no last break", WIRE.removesuffix(b"\r\n"), "END:VCALENDAR"),
    case(rules.LONG_LINE, "Workshop om", f"{'W' * 47}orkshop om", "SUMMARY:WW", what="76 octets"),
    case(rules.LONG_LINE, "Workshop om", f"{'å' * 23}Workshop om", "SUMMARY:å", what="76 octets, 53 characters"),
    case(rules.EMPTY_LINE, "SEQUENCE:0\n", "SEQUENCE:0\n\n", "\r\nDTSTART;TZID"),
    Case(rules.STRAY_FOLD, "a fold at the beginning", b" till\r\n" + WIRE, " till"),
    case(rules.NO_PROPERTY, "SEQUENCE:0\n", "SEQUENCE:0\noch fika\n", "och fika", what="words"),
    case(rules.NO_PROPERTY, "SEQUENCE:0\n", "SEQUENCE:0\n:värde\n", ":värde", what="no name"),
    case(rules.NO_PROPERTY, "SEQUENCE:0\n", "SEQUENCE:0\nX-A;B=C\n", "X-A", what="no colon"),
    case(rules.BAD_PARAMETER, "SUMMARY:Work", 'SUMMARY;LANGUAGE="sv:Work', what="an open quote"),
    case(rules.BAD_PARAMETER, "SUMMARY:Work", "SUMMARY;LANGUAGE:Work", what="no value"),
    case(rules.CONTROL, "Workshop om", "Workshop\x07om", "SUMMARY:Work", what="bell"),
    case(rules.CONTROL, "Workshop om", "Workshop\x00om", "SUMMARY:Work", what="NUL"),
    case(rules.BREAK_CHARACTER, "Workshop om", "Workshop\u2028om", "SUMMARY:Work", what="line separator"),
    case(rules.BREAK_CHARACTER, "Workshop om", "Workshop\u0085om", "SUMMARY:Work", what="next line"),
    case(rules.BREAK_CHARACTER, "Workshop om", "Workshop\u202eom", "SUMMARY:Work", what="right to left"),
]

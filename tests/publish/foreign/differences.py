"""What a parser is known to show instead of what the feed says: faults of theirs, each as narrow as it is.

They are put on what is expected, never on what was read, so that all the rest must be equal to the letter. RFC 5545
has no other way to write these things, so there is nothing to mend in the feed.
"""

import re
from dataclasses import replace

from tests.publish.foreign.row import Row

_FIRST_OF_TWO = re.compile(r"((?:2026-10-25|2027-10-31)T02:\d\d)\+02:00")
_ESCAPED_LETTER = re.compile(r"(?<=\\)[nN]")
_IN_QUOTES = re.compile(r'"(.*)"')
_SEPARATORS = re.compile(r"[\\;,]")


def as_meant(row: Row) -> Row:
    """What the feed says: so icalendar does."""
    return row


def second_of_two_hours(row: Row) -> Row:
    """libical, ical.js and node-ical take a time in the hour that comes twice for the second turn of that hour.

    RFC 5545 (3.3.5) says the first. The clock on the wall, which is what a person reads, is the same.
    """
    return replace(row, start=_second(row.start), end=_second(row.end))


def as_node_ical_shows(row: Row) -> Row:
    """node-ical also undoes the escapes one kind after the other, and those of categories not at all.

    It finds a line break in a backslash before an n, though the backslash is itself escaped; takes quotation marks
    around a whole text away; and parts categories at commas that are escaped.
    """
    categories = ",".join(_SEPARATORS.sub(r"\\\g<0>", name) for name in row.categories)
    return replace(
        second_of_two_hours(row),
        summary=_text(row.summary),
        location=_text(row.location),
        description=_text(row.description),
        categories=tuple(part.strip() for part in categories.split(",")),
    )


def _second(moment: str) -> str:
    return _FIRST_OF_TWO.sub(r"\1+01:00", moment)


def _text(text: str) -> str:
    shown = _ESCAPED_LETTER.sub("\n", text)
    quoted = _IN_QUOTES.fullmatch(shown)
    return quoted[1] if quoted else shown

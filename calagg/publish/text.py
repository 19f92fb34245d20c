"""plain("Ansökan\\u2028om bidrag\\x07") -> "Ansökan om bidrag": no text can start a new property; and Swedish dates.

What stands in an entry comes from documents of others; here is the last wall before the feed. What the texts say is
in `wording`, how they become properties in `ical`.
"""

import re
from datetime import date

from icalendar.prop import vText

from calagg.model import Moment
from calagg.model.calendar_words import MONTHS

# \r, \n, \v, \f, NEL, LINE SEPARATOR and PARAGRAPH SEPARATOR all break a line somewhere
_BREAKS = re.compile("\r\n|[\r\n\v\f\u0085\u2028\u2029]")
# C0 and C1 controls, DEL, lone surrogates, marks that turn the direction of reading, byte order marks
_HARMFUL = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]",
)


def plain(text: str) -> str:
    """The text on one line, without control characters."""
    return " ".join(_HARMFUL.sub("", _BREAKS.sub(" ", text)).split())


class Text(vText):
    """A TEXT value. icalendar's own turns a backslash and N, as in a Windows path, into a line break."""

    def to_ical(self) -> bytes:
        """The value escaped. Source: RFC 5545, 3.3.11."""
        escaped = self.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
        return escaped.encode("utf-8")


def day_words(day: date, *, beside: date | None = None) -> str:
    """ "15 januari 2027"; the year is left out beside a day of the same year."""
    words = f"{day.day} {MONTHS[day.month - 1]}"
    return words if beside and beside.year == day.year else f"{words} {day.year}"


def moment_words(moment: Moment, *, beside: date | None = None) -> str:
    """ "15 januari 2027 kl. 09.00"."""
    return day_words(moment.day, beside=beside) + (f" kl. {moment.clock:%H.%M}" if moment.clock else "")

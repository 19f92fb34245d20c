"""bytes -> rows, by libical (C), which GNOME, KDE and many phones' programs read calendars with.

The shared library is called as it is; no binding of another project stands between.
"""

import ctypes
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime

from tests.publish.foreign.row import Row, shown

LIBRARY = "libical.so.3"
UNKNOWN = "Parse error in property name: LINK"


class _Time(ctypes.Structure):
    """`struct icaltimetype` of libical 3."""

    _fields_ = (
        *((name, ctypes.c_int) for name in ("year", "month", "day", "hour", "minute", "second")),
        ("is_date", ctypes.c_int),
        ("is_daylight", ctypes.c_int),
        ("zone", ctypes.c_void_p),
    )


class _Span(ctypes.Structure):
    """`struct icaltime_span` of libical 3: instants in UTC."""

    _fields_ = (("start", ctypes.c_long), ("end", ctypes.c_long), ("is_busy", ctypes.c_int))


_CALLBACK = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.POINTER(_Span), ctypes.c_void_p)
_POINTER, _TEXT, _INT = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int
_FUNCTIONS: dict[str, tuple[type[object], ...]] = {  # what comes back, then the arguments
    "icalparser_parse_string": (_POINTER, _TEXT),
    "icalcomponent_free": (_INT, _POINTER),
    "icalcomponent_count_errors": (_INT, _POINTER),
    "icalrestriction_check": (_INT, _POINTER),
    "icalcomponent_string_to_kind": (_INT, _TEXT),
    "icalcomponent_get_first_component": (_POINTER, _POINTER, _INT),
    "icalcomponent_get_next_component": (_POINTER, _POINTER, _INT),
    "icalproperty_string_to_kind": (_INT, _TEXT),
    "icalcomponent_get_first_property": (_POINTER, _POINTER, _INT),
    "icalcomponent_get_next_property": (_POINTER, _POINTER, _INT),
    "icalproperty_get_value": (_POINTER, _POINTER),
    "icalproperty_get_value_as_string": (_TEXT, _POINTER),
    "icalvalue_get_text": (_TEXT, _POINTER),
    "icalcomponent_get_dtstart": (_Time, _POINTER),
    "icalcomponent_get_dtend": (_Time, _POINTER),
    "icaltime_as_timet_with_zone": (ctypes.c_long, _Time, _POINTER),
    "icaltime_from_string": (_Time, _TEXT),
    "icalcomponent_foreach_recurrence": (_INT, _POINTER, _Time, _Time, _CALLBACK, _POINTER),
}


def missing() -> str:
    """Why libical can't be called here, empty where it can."""
    try:
        ctypes.CDLL(LIBRARY)
    except OSError:
        return f"{LIBRARY} is not installed; Debian's package is libical3"
    return ""


def load() -> ctypes.CDLL:
    """The library, told what its functions take and give. Raises OSError where it is not installed."""
    library = ctypes.CDLL(LIBRARY)
    for name, (result, *arguments) in _FUNCTIONS.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return library


def read(data: bytes) -> list[Row]:
    """Every event. What libical can't read it keeps as errors in the calendar, which are counted."""
    library = load()
    calendar = library.icalparser_parse_string(data)
    assert calendar
    with closing(_Calendar(library, calendar)) as opened:
        events = list(opened.events())
        # libical 3 is older than RFC 9253: of each event it leaves out LINK, and nothing else
        assert {text for event in events for text in opened.texts(event, b"X-LIC-ERROR")} == {UNKNOWN}
        assert library.icalcomponent_count_errors(calendar) == len(events)
        return [_row(opened, event) for event in events]


def expand(data: bytes) -> dict[str, list[str]]:
    """The times of every event from 2026 to 2029 by its UID."""
    library = load()
    with closing(_Calendar(library, library.icalparser_parse_string(data))) as opened:
        return {opened.texts(event, b"UID")[0]: opened.times(event) for event in opened.events()}


def is_valid(data: bytes) -> bool:
    """Whether libical's check of RFC 5546 (which property may stand where, for METHOD:PUBLISH) finds nothing."""
    library = load()
    with closing(_Calendar(library, library.icalparser_parse_string(data))) as opened:
        return bool(library.icalrestriction_check(opened.pointer))


class _Calendar:
    """A parsed calendar; its memory is libical's until it is closed."""

    def __init__(self, library: ctypes.CDLL, pointer: int) -> None:
        self.libical = library
        self.pointer = pointer

    def close(self) -> None:
        self.libical.icalcomponent_free(self.pointer)

    def events(self) -> Iterator[int]:
        kind = self.libical.icalcomponent_string_to_kind(b"VEVENT")
        event = self.libical.icalcomponent_get_first_component(self.pointer, kind)
        while event:
            yield event
            event = self.libical.icalcomponent_get_next_component(self.pointer, kind)

    def properties(self, event: int, name: bytes) -> Iterator[int]:
        kind = self.libical.icalproperty_string_to_kind(name)
        found = self.libical.icalcomponent_get_first_property(event, kind)
        while found:
            yield found
            found = self.libical.icalcomponent_get_next_property(event, kind)

    def texts(self, event: int, name: bytes) -> tuple[str, ...]:
        values = map(self.libical.icalproperty_get_value, self.properties(event, name))
        return tuple(self.libical.icalvalue_get_text(value).decode() for value in values)

    def word(self, event: int, name: bytes) -> str:
        (found,) = self.properties(event, name)
        written: bytes = self.libical.icalproperty_get_value_as_string(found)
        return written.decode()

    def times(self, event: int) -> list[str]:
        found: list[int] = []
        first, last = (self.libical.icaltime_from_string(text) for text in (b"20260101T000000Z", b"20300101T000000Z"))
        noting = _CALLBACK(lambda _component, span, _data: found.append(span.contents.start))
        self.libical.icalcomponent_foreach_recurrence(event, first, last, noting, None)
        whole_day = bool(self.libical.icalcomponent_get_dtstart(event).is_date)
        moments = (datetime.fromtimestamp(at, UTC) for at in found)
        return [shown(moment.date() if whole_day else moment) for moment in moments]

    def moment(self, time: _Time) -> date:
        """A day, or the instant that the feed's own VTIMEZONE makes of a wall time."""
        if time.is_date:
            return date(time.year, time.month, time.day)
        assert time.zone  # else libical found no zone in the feed and takes the time as floating
        return datetime.fromtimestamp(self.libical.icaltime_as_timet_with_zone(time, time.zone), UTC)


def _row(calendar: _Calendar, event: int) -> Row:
    start = calendar.libical.icalcomponent_get_dtstart(event)
    (uid,), (summary,), (description,) = (calendar.texts(event, n) for n in (b"UID", b"SUMMARY", b"DESCRIPTION"))
    return Row(
        uid=uid,
        start=shown(calendar.moment(start)),
        end=shown(calendar.moment(calendar.libical.icalcomponent_get_dtend(event))),
        all_day=bool(start.is_date),
        summary=summary,
        status=calendar.word(event, b"STATUS"),
        sequence=int(calendar.word(event, b"SEQUENCE")),
        location="".join(calendar.texts(event, b"LOCATION")),
        description=description,
        categories=calendar.texts(event, b"CATEGORIES"),
    )

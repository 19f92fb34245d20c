"""b"BEGIN:VCALENDAR…" -> a Report: all the rules about a feed's bytes, in one place and one order.

What a server says beside the bytes is in `answers`.
"""

import re

from calagg.publish.doctor import rules
from calagg.publish.doctor.duplicates import check_duplicates
from calagg.publish.doctor.event import check_event, check_organizers
from calagg.publish.doctor.finding import Report
from calagg.publish.doctor.head import check_head
from calagg.publish.doctor.lines import read_lines
from calagg.publish.doctor.recurrence import check_recurrence
from calagg.publish.doctor.span import check_span
from calagg.publish.doctor.structure import check_size, check_structure
from calagg.publish.doctor.text import check_texts
from calagg.publish.doctor.times import check_stamps
from calagg.publish.doctor.tree import Component, build_tree
from calagg.publish.doctor.zone import check_zones

_CALENDAR = re.compile(rb"(?:\A(?:\xef\xbb\xbf)?|[\r\n])BEGIN:VCALENDAR[ \t]{0,9}(?:[\r\n]|\Z)", re.IGNORECASE)
_UTF16 = (b"\xff\xfe", b"\xfe\xff", b"B\x00E\x00", b"\x00B\x00E")


def examine_feed(data: bytes, report: Report | None = None) -> Report:
    """What is to be said of the bytes, added to `report` where one is begun. No bytes raise."""
    report = report or Report()
    if _is_a_calendar(data, report):
        root, truncated = build_tree(read_lines(data, report), report)
        if not truncated and not data.endswith((b"\n", b"\r")):
            report.add(rules.NO_LAST_BREAK, data.count(b"\n") + 1)
        check_structure(root, report)
        check_size(root, len(data), report)
        for calendar in root.children_named("VCALENDAR"):
            _check_calendar(calendar, report)
    return report


def _is_a_calendar(data: bytes, report: Report) -> bool:
    """Whether there is a calendar to look into; what else it is, is reported."""
    if not data.strip():
        report.add(rules.EMPTY)
    elif data.startswith(_UTF16):
        report.add(rules.UTF16, 1)
    elif _CALENDAR.search(data):
        return True
    elif data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        report.add(rules.WEB_PAGE, 1)
    else:
        report.add(rules.NOT_A_CALENDAR, 1)
    return False


def _check_calendar(calendar: Component, report: Report) -> None:
    check_head(calendar, report)
    check_texts(calendar, report)
    events = calendar.children_named("VEVENT")
    for event in events:
        check_event(event, report)
        check_span(event, report)
        check_stamps(event, report)
        check_recurrence(event, report)
        check_texts(event, report)
    check_organizers(events, report)
    check_duplicates(events, report)
    check_zones(calendar, events, report)

"""Events -> those whose UID is another's already: many clients keep only one of the two.

A change to one day of a series has the UID of the series and a RECURRENCE-ID of its own; that is no duplicate.
"""

from collections.abc import Iterable

from calagg.publish.doctor import rules
from calagg.publish.doctor.finding import Report
from calagg.publish.doctor.tree import Component


def check_duplicates(events: Iterable[Component], report: Report) -> None:
    """Adds each event whose UID and RECURRENCE-ID were seen on an earlier line."""
    seen: dict[tuple[str, str], int] = {}
    for event in events:
        uid = event.first("UID")
        if uid is None or not uid.value.strip():
            continue
        key = (uid.value.strip(), event.value("RECURRENCE-ID"))
        first = seen.setdefault(key, uid.line)
        if first != uid.line:
            report.add(rules.UID_TWICE, uid.line, uid=uid.value, first=first)

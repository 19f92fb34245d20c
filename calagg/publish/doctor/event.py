"""A VEVENT -> what is missing in it, what stands twice, and what its status and its summary say.

Its beginning and end are in `span`, its texts in `text`, its rule of repetition in `recurrence`.
Source: RFC 5545, 3.6.1.
"""

import re
from collections.abc import Sequence

from calagg.publish.doctor import rules
from calagg.publish.doctor.finding import Report
from calagg.publish.doctor.tree import Component

_ONCE = (
    "UID",
    "DTSTAMP",
    "DTSTART",
    "DTEND",
    "DURATION",
    "CREATED",
    "LAST-MODIFIED",
    "SEQUENCE",
    "SUMMARY",
    "DESCRIPTION",
    "LOCATION",
    "STATUS",
    "TRANSP",
    "CLASS",
    "PRIORITY",
    "URL",
    "GEO",
    "ORGANIZER",
    "RECURRENCE-ID",
)
_STATUSES = ("TENTATIVE", "CONFIRMED", "CANCELLED")
_SEQUENCE = re.compile(r"\+?[0-9]{1,10}")
_MOST = 2**31 - 1  # Source: RFC 5545, 3.3.8
# what says it in the summary, in Swedish and English
_CANCELLED = re.compile(r"inställ|ställs? in|avlys|avbok|utgår|cancel|called off", re.IGNORECASE)
_TENTATIVE = re.compile(r"prelimin|\bprel\b|tentativ|obekräft|\bpreli\b|provisional|to be confirmed|\btbc\b|\?", re.I)


def check_event(event: Component, report: Report) -> None:
    """Adds what is wrong with one event, but for its times and texts."""
    for name, rule in (("UID", rules.NO_UID), ("DTSTAMP", rules.NO_DTSTAMP), ("DTSTART", rules.NO_DTSTART)):
        if not event.value(name):
            report.add(rule, event.line)
    if not event.value("SUMMARY"):
        report.add(rules.NO_SUMMARY, event.line)
    for name in _ONCE:
        for again in event.all(name)[1:]:
            report.add(rules.TWICE, again.line, property=name)
    _check_status(event, report)
    sequence = event.first("SEQUENCE")
    if sequence:
        value = sequence.value.strip()
        if not _SEQUENCE.fullmatch(value) or int(value) > _MOST:
            report.add(rules.BAD_SEQUENCE, sequence.line, value=sequence.value)
    transp = event.first("TRANSP")
    if transp and transp.value.strip().upper() not in ("OPAQUE", "TRANSPARENT"):
        report.add(rules.BAD_TRANSP, transp.line, value=transp.value)


def check_organizers(events: Sequence[Component], report: Report) -> None:
    """Adds each event without an organizer in a feed where others have one; where none has, only libical minds."""
    if any(event.first("ORGANIZER") for event in events):
        for event in events:
            if not event.first("ORGANIZER"):
                report.add(rules.SOME_ORGANIZERS, event.line)


def _check_status(event: Component, report: Report) -> None:
    status = event.first("STATUS")
    if status is None:
        return
    value, summary = status.value.strip().upper(), event.value("SUMMARY")
    if value not in _STATUSES:
        report.add(rules.BAD_STATUS, status.line, value=status.value)
    elif value == "CANCELLED" and not _CANCELLED.search(summary):
        report.add(rules.CANCELLED_UNSAID, status.line, summary=summary)
    elif value == "TENTATIVE" and not _TENTATIVE.search(summary):
        report.add(rules.TENTATIVE_UNSAID, status.line, summary=summary)

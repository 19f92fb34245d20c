"""SUMMARY:Möte, budget -> a comma that should be escaped; and HTML, backslashes and garbled letters in what is read.

Lists such as CATEGORIES have commas by right. Source: RFC 5545, 3.3.11.
"""

import re

from calagg.publish.doctor import rules
from calagg.publish.doctor.content import Property
from calagg.publish.doctor.finding import Report
from calagg.publish.doctor.tree import Component

_ONE_TEXT = ("SUMMARY", "LOCATION", "DESCRIPTION", "COMMENT", "CONTACT", "NAME", "X-WR-CALNAME", "X-WR-CALDESC")
_LISTS = ("CATEGORIES", "RESOURCES")
_READ_AS_PLAIN = ("SUMMARY", "LOCATION", "DESCRIPTION", "X-WR-CALDESC")
_ESCAPED = re.compile(r"\\[\\;,nN]")
_TAG = re.compile(
    r"</?(?:a|b|br|div|em|font|h[1-6]|html|i|img|li|ol|p|span|strong|table|td|tr|u|ul)\b[^<>]{0,300}>|&nbsp\\?;",
    re.IGNORECASE,
)
# "ö" in UTF-8 that was read as Latin-1 and written as UTF-8 again, and the mark of what could not be read
_GARBLED = re.compile("\u00c3[\u00a4\u00a5\u00b6\u00a9\u0084\u0085\u0096\u201e\u2026\u2013]|\u00ef\u00bf\u00bd|\ufffd")


def check_texts(component: Component, report: Report) -> None:
    """Adds what is wrong in the texts of a calendar or an event."""
    for name in (*_ONE_TEXT, *_LISTS):
        for found in component.all(name):
            _check_text(found, report)


def _check_text(found: Property, report: Report) -> None:
    name, line = found.name, found.line
    rest = _ESCAPED.sub("", found.value)
    if (backslash := rest.find("\\")) >= 0:
        report.add(rules.BAD_ESCAPE, line, property=name, value=rest[backslash : backslash + 2])
    if name in _ONE_TEXT and (raw := next((c for c in ",;" if c in rest), "")):
        report.add(rules.UNESCAPED, line, property=name, character=raw)
    if name in _READ_AS_PLAIN and (tag := _TAG.search(found.value)):
        report.add(rules.HTML, line, property=name, value=tag[0])
    if garbled := _GARBLED.search(found.value):
        near = found.value[max(0, garbled.start() - 10) : garbled.end() + 10]
        report.add(rules.GARBLED, line, property=name, value=near)

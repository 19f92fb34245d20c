"""A tree of components -> what stands where it should not, what no client shows, and what is too much.

Source: RFC 5545, 3.6. How components are found is in `tree`.
"""

from calagg.publish.doctor import rules
from calagg.publish.doctor.finding import Report
from calagg.publish.doctor.tree import Component

MOST_BYTES = 1_000_000
MOST_EVENTS = 1_000

# each known component and what it may stand in
_PLACES = {
    "VCALENDAR": ("",),
    "VEVENT": ("VCALENDAR",),
    "VTODO": ("VCALENDAR",),
    "VJOURNAL": ("VCALENDAR",),
    "VFREEBUSY": ("VCALENDAR",),
    "VAVAILABILITY": ("VCALENDAR",),
    "AVAILABLE": ("VAVAILABILITY",),
    "VTIMEZONE": ("VCALENDAR",),
    "STANDARD": ("VTIMEZONE",),
    "DAYLIGHT": ("VTIMEZONE",),
    "VALARM": ("VEVENT", "VTODO"),
    "PARTICIPANT": ("VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY"),
    "VLOCATION": ("VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "PARTICIPANT"),
    "VRESOURCE": ("VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "PARTICIPANT"),
}
_NEVER_SHOWN = ("VTODO", "VJOURNAL")


def check_structure(root: Component, report: Report) -> None:
    """Adds what is wrong with the components as such."""
    for parent, component in root.walk():
        name, line = component.name, component.line
        places = _PLACES.get(name)
        if places is None:
            if not name.startswith("X-"):
                report.add(rules.UNKNOWN_COMPONENT, line, component=name)
        elif parent.name not in places:
            report.add(rules.MISPLACED, line, component=name, parent=parent.name)
        elif name in _NEVER_SHOWN:
            report.add(rules.TODO, line, component=name)
        elif name == "VALARM":
            report.add(rules.ALARM, line)
    for another in root.children_named("VCALENDAR")[1:]:
        report.add(rules.SEVERAL_CALENDARS, another.line)


def check_size(root: Component, octets: int, report: Report) -> None:
    """Adds what Google would drop."""
    if octets > MOST_BYTES:
        report.add(rules.MANY_BYTES, octets=octets, most=MOST_BYTES)
    events = sum(len(calendar.children_named("VEVENT")) for calendar in root.children)
    if events > MOST_EVENTS:
        report.add(rules.MANY_EVENTS, events=events, most=MOST_EVENTS)

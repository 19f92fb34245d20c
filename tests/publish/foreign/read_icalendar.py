"""bytes -> rows, by icalendar (Python): the library that wrote them reads them back."""

from icalendar import Calendar, Event

from tests.publish.foreign.row import Row, shown


def read(data: bytes) -> list[Row]:
    """Every event. A property that icalendar can't read is an error that it keeps to itself, so it is asked."""
    calendar = Calendar.from_ical(data)
    assert [component.errors for component in calendar.walk() if component.errors] == []
    return [_row(event) for event in calendar.events]


def _row(event: Event) -> Row:
    return Row(
        uid=str(event["uid"]),
        start=shown(event.start),
        end=shown(event.end),
        all_day=event["dtstart"].params.get("VALUE") == "DATE",
        summary=str(event["summary"]),
        status=str(event["status"]),
        sequence=event.sequence,
        location=str(event.get("location", "")),
        description=str(event["description"]),
        categories=tuple(map(str, event.categories)),
    )

"""The address of a feed, or one entry -> the links that put it into Outlook, Apple Kalender or Google Kalender.

The links begin at `[web] base_url`, never at what a request calls this host.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from calagg.clock import instant, local
from calagg.model import Kind, Moment, Status
from calagg.web.occurrence import Occurrence

WORK = "https://outlook.office.com/calendar/0"
PRIVATE = "https://outlook.live.com/calendar/0"
GOOGLE = "https://calendar.google.com/calendar"


@dataclass(frozen=True, slots=True)
class WayIn:
    """One link of a panel: its name, a line under it (or nothing) and where it leads; `is_file` for a download."""

    name: str
    detail: str
    href: str
    is_file: bool = False


def subscribe_links(feed_address: str, title: str) -> tuple[WayIn, ...]:
    """The four ways to subscribe to the feed at `feed_address` (FEEDS: ways in)."""
    webcal = "webcal://" + feed_address.partition("://")[2]
    adding = urlencode({"url": feed_address, "name": title})
    return (
        WayIn("Outlook, arbete eller skola", "", f"{WORK}/addfromweb?{adding}"),
        WayIn("Outlook, privat", "", f"{PRIVATE}/addfromweb?{adding}"),
        WayIn("Apple Kalender", "och klassiska Outlook, webcal", webcal),
        WayIn("Google Kalender", "", f"{GOOGLE}/r?{urlencode({'cid': webcal})}"),
    )


def add_links(occurrence: Occurrence, page_address: str, zone: ZoneInfo, event_minutes: int) -> tuple[WayIn, ...]:
    """The three ways to put one occurrence into a calendar by hand; it does not follow later changes."""
    entry = occurrence.stored.entry
    subject, place = _subject(occurrence), entry.location or ""
    start, end, timed = _stretch(occurrence, event_minutes)
    body = f"{entry.quote}\n\n{page_address}" if entry.quote else page_address
    composed = urlencode(
        {
            "path": "/calendar/action/compose",
            "rru": "addevent",
            "subject": subject,
            "location": place,
            "body": body,
            "startdt": _outlook(start, zone),
            "enddt": _outlook(end, zone),
            "allday": "false" if timed else "true",
        }
    )
    event = urlencode(
        {
            "action": "TEMPLATE",
            "text": subject,
            "location": place,
            "details": body,
            "ctz": zone.key,
            "dates": f"{_google(start)}/{_google(end)}",
        }
    )
    return (
        WayIn("Outlook, arbete eller skola", "", f"{WORK}/deeplink/compose?{composed}"),
        WayIn("Outlook, privat", "", f"{PRIVATE}/deeplink/compose?{composed}"),
        WayIn("Google Kalender", "", f"{GOOGLE}/render?{event}"),
    )


def _subject(occurrence: Occurrence) -> str:
    entry = occurrence.stored.entry
    before = {"opens": "Öppnar: ", "closes": "Stänger: "}.get(occurrence.role, "")
    if entry.kind is Kind.DEADLINE:
        before = "Sista dag: "
    if entry.status is Status.CANCELLED:
        before = f"INSTÄLLT: {before}"
    return before + entry.title + (" (preliminärt)" if entry.status is Status.TENTATIVE else "")


def _stretch(occurrence: Occurrence, event_minutes: int) -> tuple[Moment, Moment, bool]:
    """Start, end and whether they have clock times; the end of whole days is the day after the last."""
    entry = occurrence.stored.entry
    if entry.recurrence is not None:
        entry = entry.on(occurrence.first)
    if entry.kind is not Kind.EVENT or occurrence.clock is None:
        return Moment(occurrence.first), Moment(occurrence.last + timedelta(days=1)), False
    start = Moment(occurrence.first, occurrence.clock)
    if entry.end and entry.end.clock and entry.end.sort_key > start.sort_key:
        return start, entry.end, True
    after = datetime.combine(occurrence.first, occurrence.clock) + timedelta(minutes=event_minutes)
    return start, Moment(max(after.date(), occurrence.last), after.time()), True


def _outlook(moment: Moment, zone: ZoneInfo) -> str:
    """RFC 3339 with the zone's offset; a bare day for whole days."""
    if moment.clock is None:
        return moment.day.isoformat()
    return local(instant(moment.day, moment.clock, zone), zone).isoformat()


def _google(moment: Moment) -> str:
    """The basic form of ISO 8601; the zone is a parameter of its own."""
    return f"{moment.day:%Y%m%d}" + (f"T{moment.clock:%H%M}00" if moment.clock else "")

"""Reminders and their entries -> `Digest("Tre sista dagar i helgen och nästa vecka", sections, …)`: what a mail says.

Pure wording and order (most urgent first); the letters of a mail are set in `compose` and `templates/mail`.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from calagg.model import CalendarEntry, Grain, Kind, Moment, Status
from calagg.model.calendar_words import MONTHS, WEEKDAYS
from calagg.model.kind_words import is_call, kind_word, window_words
from calagg.model.recurrence_words import series_words
from calagg.model.selection_words import listed
from calagg.remind import wording
from calagg.remind.changes import HEADINGS, change_subject, count_changes
from calagg.remind.workdays import workday_on_or_after
from calagg.store.reminders import Notice

_WEB = re.compile(r"https?://[^\s<>\"]+")
_KIND_ORDER = (Kind.DEADLINE, Kind.WINDOW, Kind.MILESTONE, Kind.EVENT)


@dataclass(frozen=True, slots=True)
class Line:
    """One reminder of a digest: the entry as it is now, the due value, what is out of the usual ("ny frist"), and
    whether that is a notice of what has happened to it."""

    entry: CalendarEntry
    due: Moment
    note: str = ""
    notice: Notice = Notice.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A line in words. `change` is what has happened to it. The quote stands in three parts, so that the mention in its
    middle can be marked."""

    id: str
    kind: str
    kind_word: str
    distance: str
    change: str
    title: str
    tentative: bool
    cancelled: bool
    withdrawn: bool
    link: str
    link_words: str
    weekday: str
    day: str
    month: str
    week: str
    written_day: str
    time: str
    until: str
    place: str
    organiser: str
    before: str
    mention: str
    after: str
    source: str
    document_id: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the items under it."""

    heading: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """A mail's words without its links: subject, heading, the day and what has changed besides, a line for the list of
    mails, sections."""

    subject: str
    heading: str
    day: str
    preview: str
    sections: tuple[Section, ...]


def write_digest(lines: Iterable[Line], today: date) -> Digest:
    """The digest of one reader for that day. An entry that two subscriptions ask for stands there once."""
    ordered = sorted(_unique(lines), key=_urgency)
    coming, told = [x for x in ordered if not x.notice], [x for x in ordered if x.notice]
    headed: dict[str, list[Line]] = {}
    for line in coming:
        headed.setdefault(_section_of(line.due.day, today)[0], []).append(line)
    when = [_section_of(part[-1].due.day, today)[1] for part in headed.values()]
    headed |= {HEADINGS[n]: part for n in HEADINGS if (part := [line for line in told if line.notice is n])}
    sections = tuple(
        Section(heading, tuple(write_item(line, today) for line in part)) for heading, part in headed.items()
    )
    first = sections[0].items[0]
    day = wording.capital(wording.full_day(today))
    notices = [line.notice for line in told]
    if coming:
        subject, heading = _subject(coming, first, today), _heading(coming, when)
        day += f". {count_changes(notices, besides=True)}" if told else ""
    else:
        latest = next(line for line in told if HEADINGS[line.notice] == sections[0].heading)
        new_day = wording.day_in_year(latest.due.day, today)
        subject = change_subject(latest.notice, first.title, new_day, others=len(told) - 1)
        heading = count_changes(notices)
    return Digest(subject, heading, day, f"{first.title}, {first.written_day}", sections)


def write_item(line: Line, today: date) -> Item:
    """One line of a digest in words."""
    entry, day = line.entry.entry, line.due.day
    if entry.recurrence is not None:
        entry = entry.on(day)
    spans_days = entry.end is not None and entry.end.day != entry.start.day and entry.kind is not Kind.WINDOW
    last = entry.end.day if entry.end is not None and spans_days else day
    if entry.grain is Grain.WEEK:
        last = day + timedelta(days=6 - day.weekday())
    closing = entry.kind is Kind.WINDOW and entry.end == line.due and entry.end != entry.start
    sighting = next((s for s in line.entry.sightings if s.retired_at is None), None)
    quote, mention = wording.clean_line(entry.quote), wording.clean_line(entry.mention)
    before, found, after = quote.partition(mention) if mention else (quote, "", "")
    ends_at = entry.end.clock if entry.end and entry.end.day == entry.start.day else None
    far = ["" if line.notice else wording.distance(day, today), "" if line.notice else line.note]
    return Item(
        id=line.entry.id,
        kind=entry.kind.value,
        kind_word=_kind_word(line, closing=closing),
        distance=", ".join(part for part in far if part),
        change=line.note if line.notice else "",
        title=wording.clean_line(entry.title),
        cancelled=entry.status is Status.CANCELLED or line.notice is Notice.CANCELLED,
        withdrawn=line.entry.is_withdrawn,
        link=entry.url if entry.url and _WEB.fullmatch(entry.url) else "",
        link_words="Till ansökan" if is_call(entry) else "Mer information",
        tentative=entry.status is Status.TENTATIVE,
        weekday=_weekdays(day, last, entry.grain),
        day=_days(day, last, entry.grain),
        month=_months(day, last, entry.grain) + (f" {last.year}" if last.year != today.year else ""),
        week="" if entry.grain is Grain.WEEK else wording.week_of(day),
        written_day=_written_day(day, last, entry.grain, today),
        time=wording.clock_range(line.due.clock, None if closing else ends_at),
        until=_other_end(line, today, closing=closing),
        place=wording.clean_line(entry.location or ""),
        organiser=wording.clean_line(entry.organiser or ""),
        before=before,
        mention=found,
        after=after,
        source=wording.clean_line(", ".join(p for p in (sighting.document_title, sighting.place) if p))
        if sighting
        else "",
        document_id=sighting.document_id if sighting else "",
    )


def _unique(lines: Iterable[Line]) -> list[Line]:
    """Each entry and due value once; what a reminder and a notice both tell of stands where the reminder would, with
    what has happened."""
    found: dict[tuple[str, Moment], Line] = {}
    for line in lines:
        key = line.entry.id, line.due
        before = found.setdefault(key, line)
        if before.notice and not line.notice:
            found[key] = replace(line, note=before.note)
        elif line.notice and not before.notice:
            found[key] = replace(before, note=line.note)
    return list(found.values())


def _urgency(line: Line) -> tuple[date, int, object, str]:
    """By day; in a day whole days first, deadlines before windows, milestones and events, then by time."""
    kind = _KIND_ORDER.index(line.entry.entry.kind)
    return line.due.day, 0 if line.due.clock is None else 1, (line.due.sort_key[1], kind), line.entry.entry.title


def _section_of(day: date, today: date) -> tuple[str, str]:
    """The section's heading and the same words inside a sentence: ("Om en vecka", "nästa vecka")."""
    days = (day - today).days
    tomorrow = today + timedelta(days=1)
    next_workday = workday_on_or_after(tomorrow)
    free = [tomorrow + timedelta(days=n) for n in range((next_workday - tomorrow).days)]
    headings = (
        (days <= 0, "Idag", ""),
        (day in free and any(d.weekday() == 5 for d in free), "I helgen", ""),
        (days == 1, "I morgon", ""),
        (day == next_workday, f"På {WEEKDAYS[day.weekday()]}", ""),
        (days < 7, "Inom en vecka", ""),
        (days < 14, "Om en vecka", "nästa vecka" if days - day.weekday() + today.weekday() == 7 else ""),
        (days < 21, "Om två veckor", ""),
        (True, "Längre fram", ""),
    )
    heading, inside = next((heading, inside) for holds, heading, inside in headings if holds)
    return heading, inside or heading[0].lower() + heading[1:]


def _subject(lines: Sequence[Line], first: Item, today: date) -> str:
    if len(lines) == 1:
        return wording.clean_line(f"{first.kind_word} {first.distance}: {first.title}")
    day = lines[0].due.day
    when = WEEKDAYS[day.weekday()] if (day - today).days < 7 else wording.row_day(day, today)
    return wording.clean_line(f"{len(lines)} datum närmar sig, först {first.title} {when}")


def _heading(lines: Sequence[Line], when: list[str]) -> str:
    kinds = Counter(line.entry.entry.kind for line in lines)
    single, several = wording.KIND_NOUNS[next(iter(kinds))] if len(kinds) == 1 else ("ett datum", "datum")
    what = single if len(lines) == 1 else f"{wording.number_word(len(lines))} {several}"
    return wording.capital(f"{what} {listed(when, 'och')}")


def _kind_word(line: Line, *, closing: bool) -> str:
    word = kind_word(line.entry.entry)
    if line.entry.entry.kind is not Kind.WINDOW:
        return word
    words = window_words(line.entry.entry)
    return f"{word} {words.closes if closing else words.opens}"


def _other_end(line: Line, today: date, *, closing: bool) -> str:
    """The other end of a window: "öppen sedan 1 oktober" or "stänger 29 januari 2027"; how a series repeats."""
    entry = line.entry.entry
    if entry.recurrence is not None:
        return series_words(entry.recurrence)
    if entry.kind is not Kind.WINDOW or entry.end is None:
        return ""
    words = window_words(entry)
    if closing:
        return f"{words.open_since} {wording.day_in_year(entry.start.day, today)}"
    return f"{words.open_until} {wording.day_in_year(entry.end.day, today)}"


def _weekdays(day: date, last: date, grain: Grain) -> str:
    if grain is Grain.WEEK:
        return "under"
    if last == day:
        return WEEKDAYS[day.weekday()]
    return f"{WEEKDAYS[day.weekday()][:3]}–{WEEKDAYS[last.weekday()][:3]}"


def _days(day: date, last: date, grain: Grain) -> str:
    if grain is Grain.WEEK:
        return wording.week_of(day)
    if last == day:
        return str(day.day)
    if last.month == day.month:
        return f"{day.day}–{last.day}"
    return f"{day.day}/{day.month}–{last.day}/{last.month}"


def _months(day: date, last: date, grain: Grain) -> str:
    first, final = MONTHS[day.month - 1], MONTHS[last.month - 1]
    if grain is Grain.WEEK:
        return f"{day.day}{f' {first[:3]}' if first != final else ''}–{last.day} {final[:3]}"
    return first if first == final else f"{first[:3]}–{final[:3]}"


def _written_day(day: date, last: date, grain: Grain, today: date) -> str:
    if grain is Grain.WEEK:
        return f"under {wording.week_of(day)}, {_months(day, last, grain)}"
    if last == day:
        return f"{wording.row_day(day, today)}, {wording.week_of(day)}"
    first = f"{WEEKDAYS[day.weekday()]} {wording.day_in_year(day, last)}"
    return f"{first}–{wording.row_day(last, today)}, {wording.week_of(day)}"

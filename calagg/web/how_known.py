"""An entry -> (("29 januari", "Står i texten", "”senast 29/1”"), …): how each part of its date is known."""

from dataclasses import dataclass

from calagg.model import CalendarEntry, Grain
from calagg.model.lock import Field
from calagg.model.recurrence_words import pattern_words
from calagg.readings import CLOCK, DAY, YEAR, implied_by
from calagg.web.wording import NBSP, clock, long_date, month, week

STATED, IMPLIED, CORRECTED = "Står i texten", "Uttolkat", "Rättat"
BY_PERSON = "En granskare har rättat uppgiften."
YEAR_STATED = "Årtalet står i texten."
YEAR_IMPLIED = "Anteckningarna är från {reference}, och det är närmast därifrån."
CLOCK_IMPLIED = "Klockslaget står någon annanstans i texten."
DAY_IMPLIED = "”{mention}”, räknat från {reference}."


@dataclass(frozen=True, slots=True)
class Known:
    """One part of the date, how it is known, and what says so."""

    what: str
    how: str
    why: str


def how_known(stored: CalendarEntry, corrected: frozenset[Field]) -> tuple[Known, ...]:
    """The day, its year and its clock time; nothing where no text proves it or only a month is known."""
    entry = stored.entry
    sighting = next((s for s in stored.sightings if s.retired_at is None), None)
    if sighting is None or not entry.mention or entry.grain.coarse:
        return ()
    first, mention = entry.start, " ".join(entry.mention.split())
    day = week(first.day) if entry.grain is Grain.WEEK else f"{first.day.day}{NBSP}{month(first.day)}"
    if Field.WHEN in corrected:
        at = f" {clock(first.clock)}" if first.clock else ""
        return (Known(f"{day}{NBSP}{first.day.year}{at}", CORRECTED, BY_PERSON),)
    if entry.recurrence is not None:
        return (Known(pattern_words(entry.recurrence.pattern), STATED, f"”{mention}”"),)
    implied, reference = implied_by(entry.mention), long_date(sighting.reference_on)
    quoted = f"”{mention}”"
    if DAY in implied:
        told = [
            Known(f"{day}{NBSP}{first.day.year}", IMPLIED, DAY_IMPLIED.format(mention=mention, reference=reference))
        ]
    elif YEAR in implied:
        told = [
            Known(day, STATED, quoted),
            Known(str(first.day.year), IMPLIED, YEAR_IMPLIED.format(reference=reference)),
        ]
    else:
        told = [Known(day, STATED, quoted), Known(str(first.day.year), STATED, YEAR_STATED)]
    if first.clock:
        told.append(
            Known(clock(first.clock), IMPLIED, CLOCK_IMPLIED)
            if CLOCK in implied
            else Known(clock(first.clock), STATED, quoted)
        )
    return tuple(told)

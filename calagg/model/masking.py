"""'811228-9874' -> '••••••-••••': personal identity numbers are never shown, wherever in an entry they stand.

A number counts as one when its day is possible (or 60 higher: a coordination number) and its check digit is right.
The masked text is as long as it was, so that spans in it still hold. Pages, feeds and mails all mask by this module;
what is stored is as it was read.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from calagg.model.entry import CalendarEntry, Change, Sighting

BULLET = "\N{BULLET}"
_CANDIDATE = re.compile(r"(?<!\w)(?:18|19|20)?(\d{2})(\d{2})(\d{2})\s?[-+\u2010-\u2013\u2212]?\s?(\d{4})(?!\w)")
_SIX_DIGITS = re.compile(r"\d{6}")  # no number is without them, and nearly no entry has them


def mask_text(text: str) -> str:
    """The text with every digit of a personal identity number as a bullet."""
    return _CANDIDATE.sub(_masked, text)


def mask_entry(stored: CalendarEntry) -> CalendarEntry:
    """The entry with its title, quotes, reasons and history masked; ids and spans are untouched."""
    if not _SIX_DIGITS.search("\n".join(_texts(stored))):
        return stored
    entry = stored.entry
    told = replace(
        entry,
        title=mask_text(entry.title),
        location=_mask_optional(entry.location),
        organiser=_mask_optional(entry.organiser),
        quote=mask_text(entry.quote),
        mention=_mask_mention(entry.mention, entry.quote),
        url=_mask_optional(entry.url),
        reasons=tuple(map(mask_text, entry.reasons)),
        contradictions=tuple(map(mask_text, entry.contradictions)),
    )
    return replace(
        stored,
        entry=told,
        sightings=tuple(map(_mask_sighting, stored.sightings)),
        changes=tuple(map(_mask_change, stored.changes)),
    )


def _texts(stored: CalendarEntry) -> Iterator[str]:
    """All that is masked in an entry."""
    entry = stored.entry
    yield from (entry.title, entry.location or "", entry.organiser or "", entry.quote, entry.mention, entry.url or "")
    yield from (*entry.reasons, *entry.contradictions)
    for sighting in stored.sightings:
        yield from (sighting.document_name, sighting.document_title, sighting.quote, sighting.mention, sighting.place)
    for change in stored.changes:
        yield from (change.before, change.after, change.reason, change.document_title)


def _mask_mention(mention: str, quote: str) -> str:
    """The mention as its masked quote has it: "811228" is no number by itself, but part of one in "811228-9874"."""
    at = quote.find(mention)
    return mask_text(mention) if at < 0 else mask_text(quote)[at : at + len(mention)]


def _mask_optional(text: str | None) -> str | None:
    return None if text is None else mask_text(text)


def _mask_sighting(sighting: Sighting) -> Sighting:
    return replace(
        sighting,
        document_name=mask_text(sighting.document_name),
        document_title=mask_text(sighting.document_title),
        quote=mask_text(sighting.quote),
        mention=_mask_mention(sighting.mention, sighting.quote),
        place=mask_text(sighting.place),
    )


def _mask_change(change: Change) -> Change:
    return replace(
        change,
        before=mask_text(change.before),
        after=mask_text(change.after),
        reason=mask_text(change.reason),
        document_title=mask_text(change.document_title),
    )


def _masked(found: re.Match[str]) -> str:
    year, month, day, last = found.groups()
    possible = 1 <= int(month) <= 12 and (1 <= int(day) <= 31 or 61 <= int(day) <= 91)
    if not possible or not _check_digit_is_right(year + month + day + last):
        return found[0]
    return re.sub(r"\d", BULLET, found[0])


def _check_digit_is_right(digits: str) -> bool:
    """Luhn's sum over ten digits (Skatteverket, SKV 704)."""
    total = 0
    for position, digit in enumerate(digits):
        doubled = int(digit) * (2 if position % 2 == 0 else 1)
        total += doubled // 10 + doubled % 10
    return total % 10 == 0

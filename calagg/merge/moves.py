"""days_left(extraction) -> {"69-88-0": 2027-01-15}: the day from which a document moves what it tells of, by its key.

"Workshopen den 15/1 flyttas till den 29/1" tells of the 29th; older minutes that are read after it tell of the 15th.
"""

from datetime import date

from calagg.merge.identity import speaks_of_move
from calagg.merge.keys import keyed
from calagg.model import Entry, Extraction


def days_left(extraction: Extraction) -> dict[str, date]:
    """The days that a sentence moves its entries from, in the order of both; none where they are not as many."""
    moved: dict[str, list[tuple[str, Entry]]] = {}
    for key, entry in keyed(extraction.entries):
        if speaks_of_move(entry):
            moved.setdefault(entry.quote, []).append((key, entry))
    left: dict[str, date] = {}
    for quote, entries in moved.items():
        mentions = [d.mention for d in extraction.dismissed if d.mention.value and d.mention.text in quote]
        days = [m.value.start.day for m in sorted(mentions, key=lambda m: m.span.start) if m.value]
        if len(days) == len(entries):
            left |= {key: day for (key, entry), day in zip(entries, days, strict=True) if day != entry.start.day}
    return left

"""What the first page has to load: of ten years of entries, those up to the month that its last button names."""

from collections.abc import Callable
from datetime import date

from calagg.model import CalendarEntry, Selection
from calagg.model.masking import mask_entry
from calagg.store import Session
from calagg.store.chosen import entries_chosen
from calagg.store.entries import next_start
from calagg.web.listing import Listing, month_end

EVERYTHING = Selection()


def load_listed(
    session: Session,
    first: date,
    last: date,
    *,
    until: date,
    min_confidence: float,
    listing_of: Callable[[list[CalendarEntry]], Listing],
    selection: Selection = EVERYTHING,
) -> list[CalendarEntry]:
    """The masked entries from `first` on that make the same list as all of those to `last` do, of those that the
    selection may take.

    `until` is the end of what was asked for. What is not loaded begins after all that is: once the list and the month
    that it names next lie before that, nothing of it can change either.
    """
    reach = until
    while (begins := next_start(session, reach, min_confidence=min_confidence)) and begins <= last:
        reach = min(month_end(begins), last)
        loaded = _masked(session, first, reach, selection, min_confidence)
        listing = listing_of(loaded)
        if listing.last <= reach and listing.more and date.fromisoformat(f"{listing.more.till}-01") <= reach:
            return loaded
    return _masked(session, first, last, selection, min_confidence)


def _masked(
    session: Session, first: date, last: date, selection: Selection, min_confidence: float
) -> list[CalendarEntry]:
    return [mask_entry(one) for one in entries_chosen(session, first, last, selection, min_confidence=min_confidence)]

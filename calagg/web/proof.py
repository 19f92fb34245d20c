"""The sightings of an entry -> the quote that proves it, its mention marked, and the name of the document it is in."""

from dataclasses import dataclass

from calagg.model import Sighting
from calagg.web.marking import Piece, heal_space, mark_quote
from calagg.web.wording import NBSP, full_date, long_date, note_date


@dataclass(frozen=True, slots=True)
class Quote:
    """The sentence that proves an entry, its mention, and the place it was read in; `others` counts further ones."""

    pieces: tuple[Piece, ...]
    mention: str
    document_id: str
    document: str
    place: str
    others: int


def latest_quote(sightings: tuple[Sighting, ...]) -> Quote | None:
    """The quote of the newest sighting that still stands, else of the newest one; None where no text is kept."""
    standing = [s for s in sightings if s.retired_at is None] or list(sightings)
    if not standing or not standing[0].quote:
        return None
    shown = standing[0]
    quote, mention = heal_space(shown.quote), heal_space(shown.mention)
    return Quote(
        pieces=mark_quote(quote, mention),
        mention=mention,
        document_id=shown.document_id,
        document=name_document(shown),
        place=shown.place,
        others=len({s.document_id for s in standing} - {shown.document_id}),
    )


def name_document(sighting: Sighting) -> str:
    """'Minnesanteckningar, Nätverket, 12 november 2026': its title, and its meeting day where the title lacks it."""
    title, day = sighting.document_title or sighting.document_name, sighting.reference_on
    spellings = (long_date(day), full_date(day), day.isoformat(), note_date(day, day), f"{day:%Y%m%d}", f"{day:%y%m%d}")
    lowered = heal_space(title).lower()
    told = any(spelling.replace(NBSP, " ") in lowered for spelling in spellings)
    return title if told else f"{title}, {long_date(day)}"

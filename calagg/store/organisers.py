"""add_organiser_feeds(session) -> ["arrangor-lansstyrelsen-i-norrvik"]: each organiser has a feed of its own.

A name is given once, with the organiser's first published entry, and never changes or goes: readers subscribe to it.
"""

import hashlib
import re
import unicodedata

from sqlalchemy import select
from sqlalchemy.orm import Session

from calagg.config import ORGANISER_FEED
from calagg.model.masking import mask_text
from calagg.model.selection import fold
from calagg.store.feed_schema import OrganiserFeedRow, PublishedRow
from calagg.store.schema import EntryRow

LONGEST = 60


def add_organiser_feeds(session: Session) -> list[str]:
    """Gives each organiser of a published entry that has no feed its own, and returns their names."""
    known = select(OrganiserFeedRow.folded)
    query = (
        select(PublishedRow.organiser, EntryRow.organiser)
        .join(EntryRow, EntryRow.id == PublishedRow.entry_id)
        .where(PublishedRow.organiser != "", PublishedRow.organiser.not_in(known))
        .order_by(EntryRow.created_at, EntryRow.id)
    )
    spelled: dict[str, str] = {}
    for folded, organiser in session.execute(query):
        spelled.setdefault(folded, " ".join(mask_text(organiser or "").split()))
    taken = set(session.scalars(select(OrganiserFeedRow.name))) if spelled else set()
    added = []
    for folded, organiser in spelled.items():
        name = _name(organiser)
        if name in taken or name == ORGANISER_FEED:
            name = f"{name.rstrip('-')}-{hashlib.sha256(folded.encode()).hexdigest()[:8]}"
        session.add(OrganiserFeedRow(name=name, organiser=organiser, folded=folded))
        taken.add(name)
        added.append(name)
    session.flush()
    return added


def organiser_feeds(session: Session) -> list[tuple[str, str]]:
    """(name, organiser) of every organiser's feed, by name."""
    query = select(OrganiserFeedRow.name, OrganiserFeedRow.organiser)
    return sorted((name, organiser) for name, organiser in session.execute(query))


def organiser_feed(session: Session, name: str) -> str | None:
    """The organiser whose feed has that name; None where there is none."""
    return session.scalar(select(OrganiserFeedRow.organiser).where(OrganiserFeedRow.name == name))


def feed_of_organiser(session: Session, organiser: str) -> str | None:
    """The name of the organiser's feed; None while it has none."""
    return session.scalar(select(OrganiserFeedRow.name).where(OrganiserFeedRow.folded == fold(organiser)))


def _name(organiser: str) -> str:
    """ "Länsstyrelsen, Örebro län" -> "arrangor-lansstyrelsen-orebro-lan"."""
    plain = unicodedata.normalize("NFKD", organiser.casefold()).encode("ascii", "ignore").decode()
    return ORGANISER_FEED + re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST].strip("-")

"""A subscription -> "påminnelser 7 och 1 dagar i förväg för: alla poster": what its reader gets, in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from calagg.config import Config
from calagg.model import CalendarEntry, Kind
from calagg.model.choice import EntryChoice, read_choice
from calagg.model.masking import mask_entry
from calagg.model.selection_words import EVERYTHING, KINDS_IN_PLURAL, listed, selection_words
from calagg.remind import wording
from calagg.store import Session
from calagg.store.entries import entries_with_ids, survivor_of
from calagg.store.subscriptions import Subscription

_FEEDS = {"all": EVERYTHING, "deadlines": "sista dagar och utlysningar"}


@dataclass(frozen=True, slots=True)
class Chosen:
    """A subscription in words: lead times in days and the name of what is chosen; the lead times of kinds that have
    others, and whether there is one mail a week."""

    leads: tuple[int, ...]
    selection: str
    kind_leads: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    weekly: bool = False

    @property
    def words(self) -> str:
        """ "påminnelser 7 och 1 dagar i förväg för: alla poster"."""
        told = ["påminnelser"]
        if self.leads:
            told.append(f"{_days(self.leads)} i förväg")
        if self.kind_leads:
            others = (f"{KINDS_IN_PLURAL[Kind(kind)]} {_days(leads)}" for kind, leads in self.kind_leads.items())
            told.append(f"({', '.join(others)})")
        if self.weekly:
            told.append("samlade i ett mejl i veckan")
        return f"{' '.join(told)} för: {wording.clean_line(self.selection)}"


def chosen_by(session: Session, subscription: Subscription, config: Config) -> Chosen:
    """What the subscription's reader gets, as its mails and pages call it."""
    return Chosen(
        subscription.leads,
        choice_words(session, read_choice(subscription.selection), config),
        subscription.kind_leads,
        subscription.weekly,
    )


def choice_words(session: Session, choice: EntryChoice, config: Config) -> str:
    """ "alla poster", "sista dagar, hos Länsstyrelsen", "bara ”Internat för digitaliseringsledare”", a feed's title."""
    if choice.entry_id:
        entry = chosen_entry(session, choice, config)
        return f"bara ”{entry.entry.title}”" if entry else "en post som inte finns kvar"
    if not choice.feed:
        return selection_words(choice.selection)
    titles = {feed.name: feed.title or feed.name for feed in config.feed}
    return _FEEDS.get(choice.feed) or titles.get(choice.feed, choice.feed)


def chosen_entry(session: Session, choice: EntryChoice, config: Config) -> CalendarEntry | None:
    """The one entry that is chosen, masked, or the one that it became a part of; None where readers may not see it."""
    entry_id = survivor_of(session, choice.entry_id) or choice.entry_id
    found = entries_with_ids(session, [entry_id], min_confidence=config.extract.min_confidence)
    return mask_entry(found[0]) if found else None


def _days(leads: tuple[int, ...]) -> str:
    """ "14, 7 och 1 dagar"; "1 dag"; "inga"."""
    if not leads:
        return "inga"
    return f"{listed(map(str, leads), 'och')} {'dag' if leads == (1,) else 'dagar'}"

"""`deadlines` -> NamedFeed(title="Sista dagar ur protokollen", …): which feeds have a name, and what they carry.

Those are `all` and `deadlines`, the `[[feed]]` of the configuration, and one for each organiser, which comes with its
first entry and stays. Feeds without a name are asked for by `calagg.publish.joining.Choice` alone.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from calagg.config import ORGANISER_FEED, RESERVED_FEEDS, Config
from calagg.model import Selection
from calagg.publish.rendering import parts_shown
from calagg.store import Session
from calagg.store.organisers import organiser_feed, organiser_feeds
from calagg.store.selection import selection_named
from calagg.store.wanted import Wanted

TITLES = {"all": "Alla datum ur protokollen", "deadlines": "Sista dagar ur protokollen"}


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedFeed:
    """A feed with a stable address; `organiser` is the whole name of the one whose feed it is, else empty."""

    name: str
    title: str
    selection: Selection = field(default_factory=Selection)
    organiser: str = ""


def feed_names(config: Config) -> tuple[str, ...]:
    """The names of the feeds that the configuration tells: those that are always there, then its own."""
    return (*RESERVED_FEEDS, *(feed.name for feed in config.feed))


def feed_title(name: str, config: Config) -> str:
    """The name that a reader's calendar shows for a feed of `feed_names`."""
    configured = next((feed.title for feed in config.feed if feed.name == name), "")
    return configured or TITLES.get(name, name)


def feed_named(session: Session, name: str, config: Config) -> NamedFeed | None:
    """The feed of that name; None where there is none."""
    if (selection := selection_named(name, config)) is not None:
        return NamedFeed(name=name, title=feed_title(name, config), selection=selection)
    if not (config.publish.organiser_feeds and name.startswith(ORGANISER_FEED)):
        return None
    organiser = organiser_feed(session, name)
    return NamedFeed(name=name, title=organiser, organiser=organiser) if organiser else None


def list_feeds(session: Session, config: Config) -> list[NamedFeed]:
    """All feeds with a name, those of organisers last, by name."""
    told = [feed for name in feed_names(config) if (feed := feed_named(session, name, config))]
    if not config.publish.organiser_feeds:
        return told
    return told + [
        NamedFeed(name=name, title=organiser, organiser=organiser) for name, organiser in organiser_feeds(session)
    ]


def wanted_of(
    feed: NamedFeed, config: Config, today: date, *, window_bars: bool | None = None, cancelled: bool = True
) -> Wanted:
    """The VEVENTs that the feed carries as of `today`; `window_bars` None is what the configuration says."""
    bars = config.publish.window_bars if window_bars is None else window_bars
    return Wanted(
        selection=feed.selection,
        organiser=feed.organiser,
        parts=parts_shown(window_bars=bars, deadlines_only=feed.name == "deadlines"),
        first=today - timedelta(days=config.publish.days_back),
        last=today + timedelta(days=config.publish.days_ahead),
        today=today,
        cancelled=cancelled,
    )

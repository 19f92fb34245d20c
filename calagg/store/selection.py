"""selection_named("deadlines", config) -> Selection(kinds=("deadline", "window")): what a feed's name stands for."""

from calagg.config import Config
from calagg.model.selection import Selection

ALL = Selection()
DEADLINES = Selection(kinds=("deadline", "window"))


def selection_named(name: str, config: Config) -> Selection | None:
    """The entries that the feed of that name carries; None where there is no such feed."""
    if name == "all":
        return ALL
    if name == "deadlines":
        return DEADLINES
    for feed in config.feed:
        if feed.name == name:
            return Selection(
                kinds=feed.kinds,
                organisers=feed.organisers,
                words=feed.words,
                places=feed.places,
                sources=feed.sources,
            )
    return None

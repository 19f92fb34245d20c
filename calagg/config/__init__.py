"""`load_config()` -> Config: the configuration from file and environment, checked; what the values do is elsewhere."""

from calagg.config.checks import KINDS, ORGANISER_FEED, RESERVED_FEEDS
from calagg.config.loading import FILE_NAME, environment_name, keys, load_config
from calagg.config.sections import (
    LISTS,
    SECTIONS,
    About,
    Bounces,
    Config,
    Database,
    Extract,
    Feed,
    Mail,
    Publish,
    Read,
    Remind,
    Schedule,
    Source,
    Time,
    Web,
)

__all__ = [
    "Config",
    "load_config",
    "keys",
    "environment_name",
    "Time",
    "Database",
    "Web",
    "About",
    "Read",
    "Extract",
    "Publish",
    "Mail",
    "Bounces",
    "Remind",
    "Schedule",
    "Source",
    "Feed",
    "FILE_NAME",
    "KINDS",
    "RESERVED_FEEDS",
    "ORGANISER_FEED",
    "SECTIONS",
    "LISTS",
]

"""`[web] port = 8321` -> Web(port=8321): what the configuration holds, each key with its default and its check.

The explanations for people are in `config.toml`, whose values are these defaults; reading is in `loading.py`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import time
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from calagg.clock import STOCKHOLM
from calagg.config.cadence import Cadence, read_cadence
from calagg.config.checks import (
    check_address,
    check_address_or_none,
    check_base_url,
    check_bounce_address,
    check_clock,
    check_database_url,
    check_day_or_none,
    check_days,
    check_feed_name,
    check_filled,
    check_ip_or_none,
    check_issuer_or_none,
    check_kinds,
    check_leads,
    check_name,
    check_one_of,
    check_schedule,
    check_share,
    check_text,
    check_texts,
    check_url_or_none,
    check_whole,
    check_yes_no,
    check_zone,
)

T = TypeVar("T")


def _key(default: T, check: Callable[[Any], T], *, name: str = "") -> T:
    """A field of a section: its default, its check, and its key in the file where that is a Python keyword."""
    made: T = field(default=default, metadata={"check": check, "key": name})
    return made


@dataclass(frozen=True, slots=True)
class Time:
    zone: ZoneInfo = _key(STOCKHOLM, check_zone)


@dataclass(frozen=True, slots=True)
class Database:
    url: str = _key("sqlite:///calagg.db", check_database_url)


@dataclass(frozen=True, slots=True)
class Web:
    host: str = _key("127.0.0.1", check_filled)
    port: int = _key(8321, check_whole(1, 65535))
    base_url: str = _key("", check_base_url)
    trusted_proxy: str = _key("", check_ip_or_none)
    upload_bytes: int = _key(100_000_000, check_whole(1, 1_000_000_000))

    @property
    def address(self) -> str:
        """The address that readers use, without a slash at the end; a host that means "all" is shown as localhost."""
        host = "localhost" if self.host in ("0.0.0.0", "::") else self.host  # noqa: S104 - compared, not bound
        shown = f"[{host}]" if ":" in host else host
        return self.base_url or f"http://{shown}:{self.port}"

    @property
    def is_local(self) -> bool:
        """Whether that address means this machine alone: nobody can subscribe to it from elsewhere."""
        return (urlsplit(self.address).hostname or "") in ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class About:
    """Who stands behind the calendar, as the pages about it say."""

    organisation: str = _key("", check_text)
    contact: str = _key("", check_address_or_none)
    accessibility_day: str = _key("", check_day_or_none)


@dataclass(frozen=True, slots=True)
class Oidc:
    """The OpenID provider by which people sign in, and which of its roles are whose here."""

    issuer: str = _key("", check_issuer_or_none)
    client_id: str = _key("", check_text)
    client_secret: str = _key("", check_text)
    name: str = _key("organisationens konto", check_filled)
    role_claim: str = _key("roles", check_filled)
    reviewers: tuple[str, ...] = _key(("reviewer",), check_texts)
    administrators: tuple[str, ...] = _key(("administrator",), check_texts)


@dataclass(frozen=True, slots=True)
class Read:
    max_bytes: int = _key(20_000_000, check_whole(1, 2_000_000_000))
    processes: int = _key(0, check_whole(0, 64))


@dataclass(frozen=True, slots=True)
class Extract:
    min_confidence: float = _key(0.5, check_share)


@dataclass(frozen=True, slots=True)
class Publish:
    directory: str = _key("feeds", check_filled)
    days_back: int = _key(90, check_whole(0, 36_500))
    days_ahead: int = _key(548, check_whole(1, 36_500))
    event_minutes: int = _key(60, check_whole(1, 1440))
    window_bars: bool = _key(False, check_yes_no)
    organiser_feeds: bool = _key(True, check_yes_no)


@dataclass(frozen=True, slots=True)
class Mail:
    transport: str = _key("maildir", check_one_of("maildir", "smtp"))
    outbox: str = _key("outbox", check_filled)
    host: str = _key("", check_text)
    port: int = _key(587, check_whole(1, 65535))
    security: str = _key("starttls", check_one_of("starttls", "tls", "none"))
    user: str = _key("", check_text)
    password: str = _key("", check_text)
    timeout: int = _key(30, check_whole(1, 600))
    sender_name: str = _key("calagg", check_text)
    sender_address: str = _key("calagg@localhost", check_address)
    bounce_address: str = _key("", check_bounce_address)
    admin_address: str = _key("", check_address_or_none)


@dataclass(frozen=True, slots=True)
class Bounces:
    host: str = _key("", check_text)
    port: int = _key(993, check_whole(1, 65535))
    security: str = _key("tls", check_one_of("tls", "starttls", "none"))
    user: str = _key("", check_text)
    password: str = _key("", check_text)
    folder: str = _key("INBOX", check_filled)
    timeout: int = _key(30, check_whole(1, 600))


@dataclass(frozen=True, slots=True)
class Remind:
    leads: tuple[int, ...] = _key((14, 7, 1), check_leads)
    from_: time = _key(time(7, 30), check_clock, name="from")
    until: time = _key(time(9, 0), check_clock)


@dataclass(frozen=True, slots=True)
class Schedule:
    tick_seconds: int = _key(60, check_whole(1, 86_400))
    silent_days: int = _key(45, check_whole(1, 3650))


PATTERNS = (
    *("*.txt", "*.md", "*.html", "*.htm", "*.docx", "*.odt", "*.rtf", "*.pdf"),
    *("*.eml", "*.msg", "*.mbox", "*.ics"),
)
CADENCES = {"folder": "", "url": "1h", "page": "1h", "calendar": "1h", "mailbox": "5m"}


@dataclass(frozen=True, slots=True)
class Coverage:
    """How patiently an organiser's minutes are awaited."""

    grace_days: int = _key(21, check_whole(0, 365))


@dataclass(frozen=True, slots=True)
class Reports:
    keep_days: int = _key(90, check_whole(1, 3650))


@dataclass(frozen=True, slots=True)
class Retention:
    """How many days what is no longer needed is kept; 0: for ever. The least are what mails and rereading need."""

    versions_days: int = _key(730, check_days(30))
    mails_days: int = _key(730, check_days(90))
    ledger_days: int = _key(730, check_days(90))
    ended_days: int = _key(90, check_days(7))
    visits_days: int = _key(365, check_days(30))
    judgements_days: int = _key(365, check_days(90))


@dataclass(frozen=True, slots=True)
class Source:
    """One place that minutes come from; `path` is relative to the folder where calagg is started."""

    name: str = _key("minutes", check_name)
    kind: str = _key("folder", check_one_of(*CADENCES))
    path: str = _key("minutes", check_filled)
    patterns: tuple[str, ...] = _key(PATTERNS, check_texts)
    url: str = _key("", check_url_or_none)
    schedule: str = _key("", check_schedule)
    allow_private: bool = _key(False, check_yes_no)
    pause: int = _key(1, check_whole(0, 60))
    timeout: int = _key(30, check_whole(1, 600))
    host: str = _key("", check_text)
    port: int = _key(993, check_whole(1, 65535))
    security: str = _key("tls", check_one_of("tls", "starttls", "none"))
    user: str = _key("", check_text)
    password: str = _key("", check_text)
    folder: str = _key("INBOX", check_filled)

    @property
    def cadence_words(self) -> str:
        """How often it is read, as it is written; "" at every tick."""
        return self.schedule or CADENCES[self.kind]

    @property
    def cadence(self) -> Cadence:
        """How often it is read, where nothing is said as its kind is."""
        return read_cadence(self.cadence_words) or Cadence()

    @property
    def where(self) -> str:
        """What it points to, as its configuration has it."""
        if self.kind == "mailbox":
            return f"{self.folder} of {self.user} at {self.host}:{self.port}"
        return self.path if self.kind == "folder" else self.url


@dataclass(frozen=True, slots=True)
class Feed:
    """One published calendar. Empty conditions hold for every entry; a list holds when one of its parts does."""

    name: str = _key("", check_feed_name)
    title: str = _key("", check_text)
    kinds: tuple[str, ...] = _key((), check_kinds)
    organisers: tuple[str, ...] = _key((), check_texts)
    words: tuple[str, ...] = _key((), check_texts)
    places: tuple[str, ...] = _key((), check_texts)
    sources: tuple[str, ...] = _key((), check_texts)


@dataclass(frozen=True, slots=True)
class Config:
    """The whole configuration; `path` is the file it came from, None for the packaged defaults."""

    time: Time = field(default_factory=Time)
    database: Database = field(default_factory=Database)
    web: Web = field(default_factory=Web)
    about: About = field(default_factory=About)
    oidc: Oidc = field(default_factory=Oidc)
    read: Read = field(default_factory=Read)
    extract: Extract = field(default_factory=Extract)
    publish: Publish = field(default_factory=Publish)
    mail: Mail = field(default_factory=Mail)
    bounces: Bounces = field(default_factory=Bounces)
    remind: Remind = field(default_factory=Remind)
    schedule: Schedule = field(default_factory=Schedule)
    coverage: Coverage = field(default_factory=Coverage)
    reports: Reports = field(default_factory=Reports)
    retention: Retention = field(default_factory=Retention)
    source: tuple[Source, ...] = ()
    feed: tuple[Feed, ...] = ()
    path: Path | None = None

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which the minutes' times are meant."""
        return self.time.zone

    @property
    def source_names(self) -> frozenset[str]:
        """The names of the sources that are told, or of the folder that is read where none is; never the samples'."""
        return frozenset(source.name for source in self.source or (Source(),))


SECTIONS: dict[str, type[Any]] = {
    "time": Time,
    "database": Database,
    "web": Web,
    "about": About,
    "oidc": Oidc,
    "read": Read,
    "extract": Extract,
    "publish": Publish,
    "mail": Mail,
    "bounces": Bounces,
    "remind": Remind,
    "schedule": Schedule,
    "coverage": Coverage,
    "reports": Reports,
    "retention": Retention,
}
LISTS: dict[str, type[Any]] = {"source": Source, "feed": Feed}

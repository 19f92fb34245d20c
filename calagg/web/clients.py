"""User-Agent -> the kind of calendar program, for counting: "Outlook hämtade senast 07:12". No address is looked at."""

import re
from dataclasses import dataclass
from functools import lru_cache

LONGEST = 400


@dataclass(frozen=True, slots=True)
class Client:
    """A kind of program: its key in the store, its name for readers, and how often it fetches."""

    key: str
    name: str
    pattern: re.Pattern[str]
    habit: str = ""


def _client(key: str, name: str, pattern: str, habit: str = "") -> Client:
    return Client(key, name, re.compile(pattern, re.IGNORECASE), habit)


# the first that fits: Outlook and Thunderbird also call themselves Mozilla
CLIENTS = (
    _client("calagg", "calagg check", r"\bcalagg\b"),
    _client(
        "outlook-web",
        "Outlook på webben och nya Outlook",
        r"\bexchange\b|microsoft\.exchange|outlookservice|\bowa\b",
        "var 3:e till 24:e timme",
    ),
    _client(
        "outlook",
        "Klassiska Outlook",
        r"microsoft (?:office|outlook)|\boutlook\b|ms-office",
        "när programmet är öppet, ungefär en gång i timmen",
    ),
    _client("google", "Google Kalender", r"google-calendar|googlecalendar|\bgoogle\b", "upp till en gång per dygn"),
    _client(
        "apple",
        "Apple Kalender",
        r"dataaccessd|calendaragent|\bios/|\bmacos/|mac\+os\+x|cfnetwork|\bdarwin\b",
        "varje timme till varje vecka, efter mottagarens val",
    ),
    _client("thunderbird", "Thunderbird", r"thunderbird|lightning", "varje halvtimme"),
    _client("evolution", "Evolution", r"\bevolution\b", "varje halvtimme"),
    _client("kde", "KOrganizer", r"akonadi|korganizer|\bkio\b"),
    _client("nextcloud", "Nextcloud", r"nextcloud|sabre"),
    _client("home-assistant", "Home Assistant", r"home.?assistant"),
    _client("android", "Android (ICSx⁵ och liknande)", r"icsx5|icsdroid|davx5|\bandroid\b.*ical"),
    _client("browser", "Webbläsare", r"\bmozilla/"),
)
OTHER = Client("other", "Andra program", re.compile(""))


def client_of(user_agent: str | None) -> Client:
    """The kind of program that calls itself so, in the first LONGEST characters; `OTHER` for none that is known."""
    return _client_of((user_agent or "")[:LONGEST])


@lru_cache(maxsize=256)
def _client_of(user_agent: str) -> Client:
    return next((client for client in CLIENTS if client.pattern.search(user_agent)), OTHER)


def client_named(key: str) -> Client:
    """The kind with that key."""
    return next((client for client in CLIENTS if client.key == key), OTHER)

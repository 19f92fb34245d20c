"""check_clock("07:30") -> time(7, 30): one function a kind of value, for the file's values and the environment's texts.

Each gives the value as the program uses it, or raises InvalidValueError with what would be right. Which key has which
check is in `sections.py`.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, time
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from calagg.clock import zone_named
from calagg.config.cadence import FORMS, read_cadence

KINDS = ("event", "deadline", "window", "milestone")
RESERVED_FEEDS = ("all", "deadlines")
RESERVED_WORDS = ("custom", "secret", "manifest")
MOST_BEFORE_AT = 31  # of the 64 that RFC 5321, 4.5.3.1.1, allows: a "+" and 32 letters follow
LONGEST_URL = 2000
ORGANISER_FEED = "arrangor-"  # how the names begin of the feeds that each organiser has


class InvalidValueError(Exception):
    """A value that a check refused; the text says what would be right."""


def check_whole(low: int, high: int) -> Callable[[Any], int]:
    def check(value: Any) -> int:
        if isinstance(value, str) and re.fullmatch(r"-?\d{1,12}", value):
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int):
            raise InvalidValueError(f"is no whole number; use {low} to {high}")
        if not low <= value <= high:
            raise InvalidValueError(f"is out of range; use {low} to {high}")
        return value

    return check


def check_days(low: int) -> Callable[[Any], int]:
    """So many days or more, or 0, which means for ever."""
    whole = check_whole(0, 36_500)

    def check(value: Any) -> int:
        days = whole(value)
        if 0 < days < low:
            raise InvalidValueError(f"is too few days; use {low} or more, or 0 for ever")
        return days

    return check


def check_share(value: Any) -> float:
    try:
        share = float(value)
    except (TypeError, ValueError):
        share = -1.0
    if isinstance(value, bool) or not 0 <= share <= 1:
        raise InvalidValueError("is no number from 0 to 1")
    return share


def check_yes_no(value: Any) -> bool:
    if isinstance(value, str) and value.lower() in ("true", "false", "1", "0"):
        return value.lower() in ("true", "1")
    if not isinstance(value, bool):
        raise InvalidValueError("is neither true nor false")
    return value


def check_text(value: Any) -> str:
    if not isinstance(value, str):
        raise InvalidValueError("is no text; put it in quotation marks")
    if any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") for c in value):
        raise InvalidValueError("holds a line break or a control character; write it on one line")
    return value


def check_filled(value: Any) -> str:
    if not check_text(value).strip():
        raise InvalidValueError("is empty; write a value or remove the line")
    return str(value)


def check_one_of(*choices: str) -> Callable[[Any], str]:
    def check(value: Any) -> str:
        if value not in choices:
            raise InvalidValueError(f"is not known; use {' or '.join(repr(c) for c in choices)}")
        return str(value)

    return check


def check_texts(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        value = [part.strip() for part in value.split(",") if part.strip()]
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise InvalidValueError('is no list of texts; write ["one", "two"]')
    return tuple(check_text(v) for v in value)


def check_kinds(value: Any) -> tuple[str, ...]:
    kinds = check_texts(value)
    for kind in kinds:
        if kind not in KINDS:
            raise InvalidValueError(f"holds {kind!r}; use {', '.join(KINDS)}")
    return kinds


def check_leads(value: Any) -> tuple[int, ...]:
    if isinstance(value, str):
        value = [part.strip() for part in value.split(",") if part.strip()]
    if not isinstance(value, list):
        raise InvalidValueError("is no list of days; write [14, 7, 1]")
    return tuple(sorted({check_whole(0, 365)(v) for v in value}, reverse=True))


def check_clock(value: Any) -> time:
    if not isinstance(value, str) or not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value):
        raise InvalidValueError('is no time; write "07:30"')
    return time.fromisoformat(value)


def check_day_or_none(value: Any) -> str:
    try:
        return "" if value == "" else date.fromisoformat(check_text(value)).isoformat()
    except ValueError:
        raise InvalidValueError('is no day; write "2027-01-15" or leave it empty') from None


def check_zone(value: Any) -> ZoneInfo:
    zone = zone_named(check_text(value))
    if zone is None:
        raise InvalidValueError('is no time zone; use an IANA name such as "Europe/Stockholm"')
    return zone


def check_name(value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value):
        raise InvalidValueError("is no name; use small letters a-z, digits and hyphens")
    return value


def check_feed_name(value: Any) -> str:
    name = check_name(value)
    if name in RESERVED_FEEDS:
        raise InvalidValueError("is a feed that calagg always publishes; choose another name")
    if name in RESERVED_WORDS or name.startswith(ORGANISER_FEED):
        raise InvalidValueError("is a name that calagg uses for itself; choose another")
    return name


def check_base_url(value: Any) -> str:
    if not isinstance(value, str) or (value and not re.fullmatch(r"https?://[^\s/?#]+(/[^\s?#]*)?", value)):
        raise InvalidValueError('is no address; write "https://kalender.example.se" or leave it empty')
    return value.rstrip("/")


def check_issuer_or_none(value: Any) -> str:
    """The issuer exactly as it calls itself: a slash at its end is part of it."""
    if value == "":
        return ""
    if not re.fullmatch(r"(https://|http://(127\.0\.0\.1|localhost|\[::1\])(?=[:/]|$))[^\s?#]*", check_text(value)):
        raise InvalidValueError('is no issuer; write it as the provider does, "https://login.example.se/tenant/v2.0"')
    return str(value)


def check_url_or_none(value: Any) -> str:
    """webcal: is what calendar programs write for https:; a name and password would stand in logs."""
    url = re.sub(r"^webcals?://", "https://", check_text(value).strip(), flags=re.IGNORECASE)
    try:
        parts = urlsplit(url)
        known = parts.scheme in ("http", "https") and parts.hostname and (parts.port or 1) > 0 and " " not in url
    except ValueError:
        known = False
    if url and not known:
        raise InvalidValueError('is no web address; write "https://www.example.se/protokoll"')
    if url and parts.username is not None:
        raise InvalidValueError("holds a login, which calagg does not send; leave out what stands before the @")
    if len(url) > LONGEST_URL:
        raise InvalidValueError(f"is longer than {LONGEST_URL} characters; shorten it")
    return url


def check_schedule(value: Any) -> str:
    if not isinstance(value, str) or read_cadence(value) is None:
        raise InvalidValueError(f"is no schedule; {FORMS}")
    return value


def check_ip_or_none(value: Any) -> str:
    try:
        return "" if value == "" else str(ip_address(check_text(value)))
    except ValueError:
        raise InvalidValueError('is no IP address; write "127.0.0.1" or leave it empty') from None


def check_database_url(value: Any) -> str:
    url = check_filled(value)
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise InvalidValueError(
            'is not known; use "sqlite:///calagg.db" or "postgresql+psycopg://USER:PASSWORD@HOST/DATABASE"'
        )
    return url


def check_address_or_none(value: Any) -> str:
    return "" if value == "" else check_address(value)


def check_bounce_address(value: Any) -> str:
    address = check_address_or_none(value)
    if len(address.rpartition("@")[0]) > MOST_BEFORE_AT:
        raise InvalidValueError(f"is too long before the @, where calagg adds 33 letters; use at most {MOST_BEFORE_AT}")
    return address


def check_address(value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[^@\s\"<>,;]+@[^@\s\"<>,;]+", value):
        raise InvalidValueError('is no mail address; write "kalender@example.se"')
    return value

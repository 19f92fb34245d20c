"""`config.toml` -> `Config`: every key checked, defaults filled in, the environment heard.

The file's own comments explain the keys. A mistake is one line: `config.toml: [web] port 'abc' is no whole number;
use 1 to 65535`. What the values are used for is in the modules that take a `Config`.
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass
from datetime import time
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from calagg.clock import STOCKHOLM, zone_named
from calagg.errors import ConfigError
from calagg.resources import packaged_config

FILE_NAME = "config.toml"
KINDS = ("event", "deadline", "window", "milestone")
RESERVED_FEEDS = ("all", "deadlines")

T = TypeVar("T")


class _Invalid(Exception):  # noqa: N818 - never leaves this module
    """A value that a check refused; the text says what would be right."""


def _whole(low: int, high: int) -> Callable[[Any], int]:
    def check(value: Any) -> int:
        if isinstance(value, str) and re.fullmatch(r"-?\d+", value):
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int):
            raise _Invalid(f"is no whole number; use {low} to {high}")
        if not low <= value <= high:
            raise _Invalid(f"is out of range; use {low} to {high}")
        return value

    return check


def _share(value: Any) -> float:
    try:
        share = float(value)
    except (TypeError, ValueError):
        share = -1.0
    if isinstance(value, bool) or not 0 <= share <= 1:
        raise _Invalid("is no number from 0 to 1")
    return share


def _yes_no(value: Any) -> bool:
    if isinstance(value, str) and value.lower() in ("true", "false", "1", "0"):
        return value.lower() in ("true", "1")
    if not isinstance(value, bool):
        raise _Invalid("is neither true nor false")
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise _Invalid("is no text; put it in quotation marks")
    return value


def _filled(value: Any) -> str:
    if not _text(value).strip():
        raise _Invalid("is empty; write a value or remove the line")
    return str(value)


def _one_of(*choices: str) -> Callable[[Any], str]:
    def check(value: Any) -> str:
        if value not in choices:
            raise _Invalid(f"is not known; use {' or '.join(repr(c) for c in choices)}")
        return str(value)

    return check


def _texts(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        value = [part.strip() for part in value.split(",") if part.strip()]
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise _Invalid('is no list of texts; write ["one", "two"]')
    return tuple(value)


def _kinds(value: Any) -> tuple[str, ...]:
    kinds = _texts(value)
    for kind in kinds:
        if kind not in KINDS:
            raise _Invalid(f"holds {kind!r}; use {', '.join(KINDS)}")
    return kinds


def _leads(value: Any) -> tuple[int, ...]:
    if isinstance(value, str):
        value = [part.strip() for part in value.split(",") if part.strip()]
    if not isinstance(value, list):
        raise _Invalid("is no list of days; write [14, 7, 1]")
    return tuple(sorted({_whole(0, 365)(v) for v in value}, reverse=True))


def _clock(value: Any) -> time:
    if not isinstance(value, str) or not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value):
        raise _Invalid('is no time; write "07:30"')
    return time.fromisoformat(value)


def _zone(value: Any) -> ZoneInfo:
    zone = zone_named(_text(value))
    if zone is None:
        raise _Invalid('is no time zone; use an IANA name such as "Europe/Stockholm"')
    return zone


def _name(value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value):
        raise _Invalid("is no name; use small letters a-z, digits and hyphens")
    return value


def _feed_name(value: Any) -> str:
    name = _name(value)
    if name in RESERVED_FEEDS:
        raise _Invalid("is a feed that calagg always publishes; choose another name")
    return name


def _base_url(value: Any) -> str:
    if not isinstance(value, str) or (value and not re.fullmatch(r"https?://[^\s/?#]+(/[^\s?#]*)?", value)):
        raise _Invalid('is no address; write "https://kalender.example.se" or leave it empty')
    return value.rstrip("/")


def _database_url(value: Any) -> str:
    url = _filled(value)
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise _Invalid('is not known; use "sqlite:///calagg.db" or "postgresql+psycopg://USER:PASSWORD@HOST/DATABASE"')
    return url


def _address(value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[^@\s\"<>,;]+@[^@\s\"<>,;]+", value):
        raise _Invalid('is no mail address; write "kalender@example.se"')
    return value


def _key(default: T, check: Callable[[Any], T], *, name: str = "") -> T:
    """A field of a section: its default, its check, and its key in the file where that is a Python keyword."""
    made: T = field(default=default, metadata={"check": check, "key": name})
    return made


@dataclass(frozen=True, slots=True)
class Time:
    zone: ZoneInfo = _key(STOCKHOLM, _zone)


@dataclass(frozen=True, slots=True)
class Database:
    url: str = _key("sqlite:///calagg.db", _database_url)


@dataclass(frozen=True, slots=True)
class Web:
    host: str = _key("127.0.0.1", _filled)
    port: int = _key(8321, _whole(1, 65535))
    base_url: str = _key("", _base_url)

    @property
    def address(self) -> str:
        """The address that readers use, without a slash at the end."""
        shown = f"[{self.host}]" if ":" in self.host else self.host
        return self.base_url or f"http://{shown}:{self.port}"


@dataclass(frozen=True, slots=True)
class Read:
    max_bytes: int = _key(20_000_000, _whole(1, 2_000_000_000))


@dataclass(frozen=True, slots=True)
class Extract:
    min_confidence: float = _key(0.5, _share)


@dataclass(frozen=True, slots=True)
class Publish:
    directory: str = _key("feeds", _filled)
    days_back: int = _key(90, _whole(0, 36_500))
    days_ahead: int = _key(548, _whole(1, 36_500))
    event_minutes: int = _key(60, _whole(1, 1440))
    window_bars: bool = _key(False, _yes_no)


@dataclass(frozen=True, slots=True)
class Mail:
    transport: str = _key("maildir", _one_of("maildir", "smtp"))
    outbox: str = _key("outbox", _filled)
    host: str = _key("", _text)
    port: int = _key(587, _whole(1, 65535))
    security: str = _key("starttls", _one_of("starttls", "tls", "none"))
    user: str = _key("", _text)
    password: str = _key("", _text)
    timeout: int = _key(30, _whole(1, 600))
    sender_name: str = _key("calagg", _text)
    sender_address: str = _key("calagg@localhost", _address)


@dataclass(frozen=True, slots=True)
class Remind:
    leads: tuple[int, ...] = _key((14, 7, 1), _leads)
    from_: time = _key(time(7, 30), _clock, name="from")
    until: time = _key(time(9, 0), _clock)


@dataclass(frozen=True, slots=True)
class Schedule:
    tick_seconds: int = _key(60, _whole(1, 86_400))


@dataclass(frozen=True, slots=True)
class Source:
    """One place that minutes come from; `path` is relative to the folder where calagg is started."""

    name: str = _key("minutes", _name)
    kind: str = _key("folder", _one_of("folder"))
    path: str = _key("minutes", _filled)
    patterns: tuple[str, ...] = _key(("*.txt", "*.md", "*.html", "*.htm"), _texts)


@dataclass(frozen=True, slots=True)
class Feed:
    """One published calendar. Empty conditions hold for every entry; a list holds when one of its parts does."""

    name: str = _key("", _feed_name)
    title: str = _key("", _text)
    kinds: tuple[str, ...] = _key((), _kinds)
    organisers: tuple[str, ...] = _key((), _texts)
    words: tuple[str, ...] = _key((), _texts)
    places: tuple[str, ...] = _key((), _texts)


@dataclass(frozen=True, slots=True)
class Config:
    """The whole configuration; `path` is the file it came from, None for the packaged defaults."""

    time: Time = field(default_factory=Time)
    database: Database = field(default_factory=Database)
    web: Web = field(default_factory=Web)
    read: Read = field(default_factory=Read)
    extract: Extract = field(default_factory=Extract)
    publish: Publish = field(default_factory=Publish)
    mail: Mail = field(default_factory=Mail)
    remind: Remind = field(default_factory=Remind)
    schedule: Schedule = field(default_factory=Schedule)
    source: tuple[Source, ...] = ()
    feed: tuple[Feed, ...] = ()
    path: Path | None = None

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which the minutes' times are meant."""
        return self.time.zone


SECTIONS: dict[str, type[Any]] = {
    "time": Time, "database": Database, "web": Web, "read": Read, "extract": Extract, "publish": Publish,
    "mail": Mail, "remind": Remind, "schedule": Schedule,
}
LISTS: dict[str, type[Any]] = {"source": Source, "feed": Feed}


def load_config(path: Path | None = None, environ: Mapping[str, str] | None = None) -> Config:
    """The configuration in `path`, else in ./config.toml, else the packaged defaults; `environ` overrides values.

    Raises ConfigError, one line that names file, key, value and remedy.
    """
    found = path or (Path(FILE_NAME) if Path(FILE_NAME).is_file() else None)
    where = str(found) if found else FILE_NAME
    data = _read_toml(found or packaged_config(), where)
    for key in data:
        if key not in SECTIONS and key not in LISTS:
            known = ", ".join(f"[{s}]" for s in SECTIONS) + ", " + ", ".join(f"[[{s}]]" for s in LISTS)
            raise ConfigError(f"{where}: [{key}] is no section; use one of {known}")
    overridden = _overrides(environ or {})
    parts: dict[str, Any] = {
        name: _section(kind, name, data.get(name, {}), where, overridden.get(name, {}))
        for name, kind in SECTIONS.items()
    } | {name: _tables(kind, name, data.get(name, []), where) for name, kind in LISTS.items()}
    config = Config(**parts, path=found)
    _check_whole(config, where)
    return config


def keys() -> list[tuple[str, str, Any]]:
    """(section, key, default) of every key, in the order of the file; the README's table is tested against it."""
    return [
        (section, _file_key(f), f.default)
        for section, kind in (SECTIONS | LISTS).items()
        for f in fields(kind)
    ]


def environment_name(section: str, key: str) -> str:
    """('web', 'port') -> CALAGG_WEB_PORT."""
    return f"CALAGG_{section}_{key}".upper()


def _read_toml(path: Path, where: str) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ConfigError(f"{where}: no such file; give another with --config or leave the option out") from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{where}: can't be read ({error}); save it as UTF-8 text") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{where}: {error}; see https://toml.io for how such a file is written") from None


def _file_key(f: Field[Any]) -> str:
    return str(f.metadata["key"] or f.name)


def _overrides(environ: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """{'web': {'port': '8080'}} from the CALAGG_… variables that name a key; CALAGG_TEST_… are the tests' own."""
    names = {environment_name(s, _file_key(f)): (s, _file_key(f)) for s, kind in SECTIONS.items() for f in fields(kind)}
    found: dict[str, dict[str, str]] = {}
    for variable, value in environ.items():
        if not variable.startswith("CALAGG_") or variable.startswith("CALAGG_TEST_"):
            continue
        if variable not in names:
            raise ConfigError(f"environment: {variable} names no key; see config.toml for the sections and their keys")
        section, key = names[variable]
        found.setdefault(section, {})[key] = value
    return found


def _section(kind: type[Any], name: str, table: Any, where: str, overridden: Mapping[str, str]) -> Any:
    return _fill(kind, f"[{name}]", table, where, {k: (environment_name(name, k), v) for k, v in overridden.items()})


def _tables(kind: type[Any], name: str, tables: Any, where: str) -> tuple[Any, ...]:
    if not isinstance(tables, list):
        raise ConfigError(f"{where}: [{name}] is written once for each; use [[{name}]]")
    for table in tables:
        if isinstance(table, dict) and "name" not in table:
            raise ConfigError(f"{where}: [[{name}]] has no name; add name = \"…\"")
    filled = tuple(_fill(kind, f"[[{name}]]", table, where, {}) for table in tables)
    names = [f.name for f in filled]
    for twice in {n for n in names if names.count(n) > 1}:
        raise ConfigError(f"{where}: [[{name}]] name {twice!r} is there twice; give each its own")
    return filled


def _fill(kind: type[Any], shown: str, table: Any, where: str, overridden: Mapping[str, tuple[str, str]]) -> Any:
    assert is_dataclass(kind)  # noqa: S101 - tells mypy and readers what `kind` is
    if not isinstance(table, dict):
        raise ConfigError(f"{where}: {shown} {table!r} is no section; write {shown} on a line of its own")
    by_key = {_file_key(f): f for f in fields(kind)}
    for key in table:
        if key not in by_key:
            raise ConfigError(f"{where}: {shown} {key} is no key; use one of {', '.join(by_key)}")
    values: dict[str, Any] = {}
    for key, f in by_key.items():
        if key in overridden:
            variable, text = overridden[key]
            values[f.name] = _checked(f, text, f"environment: {variable}", secret=key == "password")
        elif key in table:
            values[f.name] = _checked(f, table[key], f"{where}: {shown} {key}", secret=key == "password")
        elif f.default is MISSING:
            raise ConfigError(f"{where}: {shown} has no {key}; add it")
    return kind(**values)


def _checked(f: Field[Any], value: Any, shown: str, *, secret: bool) -> Any:
    try:
        return f.metadata["check"](value)
    except _Invalid as error:
        raise ConfigError(f"{shown} {'(hidden)' if secret else repr(value)} {error}") from None


def _check_whole(config: Config, where: str) -> None:
    """The conditions that bind several keys together."""
    if config.mail.transport == "smtp" and not config.mail.host:
        raise ConfigError(f"{where}: [mail] host '' is empty while transport is 'smtp'; name the mail server")
    if config.remind.from_ >= config.remind.until:
        raise ConfigError(f"{where}: [remind] from {config.remind.from_:%H:%M} is not before until; swap them")

"""`config.toml` -> `Config`: every key checked, defaults filled in, the environment heard.

A mistake is one line: `config.toml: [web] port 'abc' is no whole number; use 1 to 65535`. The keys and their defaults
are in `sections.py`.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from pathlib import Path
from typing import Any

from calagg.config.checks import InvalidValueError
from calagg.config.sections import LISTS, SECTIONS, Config, Source
from calagg.errors import ConfigError
from calagg.resources import packaged_config

FILE_NAME = "config.toml"

_PASSWORD_IN_URL = re.compile(r"(://[^:/@\s]*):[^@\s]*@")


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
    environ = environ or {}
    tables = data.get("source", [])
    passwords = _passwords(tables, environ)
    overridden = _overrides({k: v for k, v in environ.items() if k not in passwords})
    parts: dict[str, Any] = {
        name: _section(kind, name, data.get(name, {}), where, overridden.get(name, {}))
        for name, kind in SECTIONS.items()
    } | {name: _tables(kind, name, data.get(name, []), where, passwords) for name, kind in LISTS.items()}
    config = Config(**parts, path=found)
    _check_whole(config, where)
    return config


def password_variable(source_name: str) -> str:
    """'brevlada-1' -> CALAGG_SOURCE_BREVLADA_1_PASSWORD."""
    return f"CALAGG_SOURCE_{source_name.replace('-', '_')}_PASSWORD".upper()


def keys() -> list[tuple[str, str, Any]]:
    """(section, key, default) of every key, in the order of the file; the README's table is tested against it."""
    return [(section, _file_key(f), f.default) for section, kind in (SECTIONS | LISTS).items() for f in fields(kind)]


def environment_name(section: str, key: str) -> str:
    """('web', 'port') -> CALAGG_WEB_PORT."""
    return f"CALAGG_{section}_{key}".upper()


def _read_toml(path: Path, where: str) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise ConfigError(f"{where}: no such file; give another with --config or leave the option out") from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{where}: can't be read ({error}); save it as UTF-8 text") from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
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


def _passwords(tables: Any, environ: Mapping[str, str]) -> dict[str, str]:
    """The variables that hold the password of a [[source]], by their names."""
    names = [t.get("name") for t in tables if isinstance(t, dict)] if isinstance(tables, list) else []
    variables = [password_variable(name) for name in names if isinstance(name, str)]
    return {variable: environ[variable] for variable in variables if variable in environ}


def _section(kind: type[Any], name: str, table: Any, where: str, overridden: Mapping[str, str]) -> Any:
    return _fill(kind, f"[{name}]", table, where, {k: (environment_name(name, k), v) for k, v in overridden.items()})


def _tables(kind: type[Any], name: str, tables: Any, where: str, passwords: Mapping[str, str]) -> tuple[Any, ...]:
    if not isinstance(tables, list):
        raise ConfigError(f"{where}: [{name}] is written once for each; use [[{name}]]")
    for table in tables:
        if isinstance(table, dict) and "name" not in table:
            raise ConfigError(f'{where}: [[{name}]] has no name; add name = "…"')
    filled = tuple(_fill(kind, f"[[{name}]]", table, where, _password_of(name, table, passwords)) for table in tables)
    names = [f.name for f in filled]
    for twice in {n for n in names if names.count(n) > 1}:
        raise ConfigError(f"{where}: [[{name}]] name {twice!r} is there twice; give each its own")
    return filled


def _password_of(name: str, table: Any, passwords: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    told = table.get("name") if name == "source" and isinstance(table, dict) else None
    variable = password_variable(told) if isinstance(told, str) else ""
    return {"password": (variable, passwords[variable])} if variable in passwords else {}


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
            values[f.name] = _checked(f, text, f"environment: {variable}")
        elif key in table:
            values[f.name] = _checked(f, table[key], f"{where}: {shown} {key}")
        elif f.default is MISSING:
            raise ConfigError(f"{where}: {shown} has no {key}; add it")
    return kind(**values)


def _checked(f: Field[Any], value: Any, shown: str) -> Any:
    try:
        return f.metadata["check"](value)
    except InvalidValueError as error:
        raise ConfigError(f"{shown} {_repr(f, value)} {error}") from None


def _repr(f: Field[Any], value: Any) -> str:
    """A value for a message: on one line, at most 80 characters, no password in it."""
    if f.name in ("password", "client_secret"):
        return "(hidden)"
    shown = _PASSWORD_IN_URL.sub(r"\1:(hidden)@", repr(value))
    return shown if len(shown) <= 80 else shown[:79] + "…"


def _check_whole(config: Config, where: str) -> None:
    """The conditions that bind several keys together."""
    if config.mail.transport == "smtp" and not config.mail.host:
        raise ConfigError(f"{where}: [mail] host '' is empty while transport is 'smtp'; name the mail server")
    if config.bounces.host and not config.bounces.user:
        raise ConfigError(f"{where}: [bounces] user '' is empty while host is set; name the login of the mailbox")
    if config.bounces.security == "starttls" and config.bounces.port == 993:
        raise ConfigError(f"{where}: [bounces] port 993 takes no starttls; use security 'tls', or port 143")
    if config.oidc.issuer and not (config.oidc.client_id and config.oidc.client_secret):
        missing = "client_secret" if config.oidc.client_id else "client_id"
        raise ConfigError(f"{where}: [oidc] {missing} '' is empty while issuer is set; copy it from the provider")
    for source in config.source:
        _check_source(source, f"{where}: [[source]] {source.name}:")
    if config.remind.from_ >= config.remind.until:
        raise ConfigError(f"{where}: [remind] from {config.remind.from_:%H:%M} is not before until; swap them")


def _check_source(source: Source, where: str) -> None:
    """What a source of that kind can't do without."""
    if source.kind in ("url", "page", "calendar") and not source.url:
        raise ConfigError(f'{where} kind {source.kind!r} has no url; add url = "https://…"')
    if source.kind == "mailbox" and not source.host:
        raise ConfigError(f"{where} kind 'mailbox' has no host; name its IMAP server")
    if source.kind == "mailbox" and not source.user:
        raise ConfigError(f"{where} kind 'mailbox' has no user; name the login of the mailbox")
    if source.kind == "mailbox" and source.security == "starttls" and source.port == 993:
        raise ConfigError(f"{where} port 993 takes no starttls; use security 'tls', or port 143")

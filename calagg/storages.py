"""`s3://minutes/2027/*.docx` -> the files there, each with its bytes when its turn comes: what fsspec reaches.

The library that speaks to a kind of storage is the user's to install (s3fs for `s3://`). What is on the web is fetched
by `calagg.collect.visit`, what is in a folder is found by its `folders`.
"""

import fnmatch
import importlib.util
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from calagg.clock import local
from calagg.collect import CollectError
from calagg.config import Source
from calagg.errors import MissingInputError, ReadError
from calagg.model import Outcome
from calagg.read import Content, hash_bytes

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]+)://", re.IGNORECASE)
_WEB = ("http", "https")


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file in a storage; `url` is what it is known by, `path` where it lies there, such as bucket and key."""

    url: str
    path: str = field(compare=False)
    _system: Any = field(repr=False, compare=False)

    def open_content(self, *, max_bytes: int) -> Content:
        """Its bytes and their hash. Raises MissingInputError, ReadError."""
        name = PurePosixPath(self.path).name
        try:
            about = self._system.info(self.path)
            if (size := about.get("size") or 0) > max_bytes:
                raise ReadError(
                    f"{self.url}: has {size} bytes, more than {max_bytes}; split it or raise [read] max_bytes",
                    outcome=Outcome.TOO_LARGE,
                )
            data: bytes = self._system.cat_file(self.path)
        except FileNotFoundError:
            raise MissingInputError(f"{self.url}: no such file; check the address") from None
        except ReadError:
            raise
        except Exception as error:  # each storage has faults of its own
            raise ReadError(f"{self.url}: can't be opened ({_said(error)}); check that you may read it") from error
        return Content(
            data=data, name=name, origin=self.url, sha256=hash_bytes(data), changed_on=_changed_on(self._system, about)
        )


def is_stored_elsewhere(path: Path | str) -> bool:
    """Whether it is an address of a storage: `s3://…`, `file://…`, but none on the web."""
    found = _SCHEME.match(path) if isinstance(path, str) else None
    return found is not None and found[1].lower() not in _WEB


def stored_files(url: str) -> list[StoredFile]:
    """The file at the address, the documents below it, or those that its pattern fits, by name; none where there is
    nothing. Raises CollectError where the storage can't be reached or its library is missing."""
    if importlib.util.find_spec("fsspec") is None:
        raise CollectError(
            f"{url}: fsspec, which reaches it, is missing; install it with pip install 'calagg[storage]'"
        )
    import fsspec  # noqa: PLC0415 - an extra

    try:
        system, path = fsspec.core.url_to_fs(url)
        found = list(_found(system, path))
    except FileNotFoundError:
        return []
    except (ImportError, ValueError) as error:
        raise CollectError(f"{url}: can't be reached ({_said(error)})") from error
    except Exception as error:
        raise CollectError(f"{url}: can't be reached ({_said(error)}); check the address and your rights") from error
    return [StoredFile(system.unstrip_protocol(one), one, system) for one in found]


def _found(system: Any, path: str) -> Iterator[str]:
    """The paths in their order; hidden files and an office program's lock files are none, but for one that is named."""
    if system.isfile(path):
        yield path
        return
    is_pattern = any(sign in path for sign in "*?[")
    patterns = ("*",) if is_pattern else Source().patterns
    for one in sorted(system.glob(path) if is_pattern else system.find(path)):
        name = PurePosixPath(one).name
        taken = any(fnmatch.fnmatch(name.lower(), pattern) for pattern in patterns)
        if taken and not name.startswith((".", "~$")) and system.isfile(one):
            yield one


def _changed_on(system: Any, about: dict[str, Any]) -> date:
    """The day of the last change, as each kind of storage names it; date.min where none tells it."""
    told = next(
        (about[name] for name in ("LastModified", "mtime", "last_modified", "created") if about.get(name)), None
    )
    if isinstance(told, int | float):
        told = datetime.fromtimestamp(told, UTC)
    if not isinstance(told, datetime):
        return date.min
    return local(told if told.tzinfo else told.replace(tzinfo=UTC)).date()


def _said(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__

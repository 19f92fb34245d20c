"""OperationalError('database is locked') -> StoreError("sqlite:///calagg.db: another program … try again").

Only what the world does to a database becomes a message (locked, full, read-only, broken, gone); a wrong statement or
a broken constraint is a bug of calagg's and keeps its traceback.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, OperationalError

from calagg.errors import StoreError

_SQLITE = {
    "SQLITE_BUSY": "is locked by another program; wait until that has finished, or stop it, and try again",
    "SQLITE_LOCKED": "is locked by another program; wait until that has finished, or stop it, and try again",
    "SQLITE_FULL": "can't grow, the disk is full; free some space and try again (nothing was changed)",
    "SQLITE_READONLY": "is read-only; give calagg the right to write the file and its folder",
    "SQLITE_CORRUPT": "is damaged; move its file away, then `calagg restore` a backup or read the sources again",
    "SQLITE_NOTADB": "is not a SQLite database; name another file in [database] url",
    "SQLITE_CANTOPEN": "can't be opened; create its folder, or name another file in [database] url",
    "SQLITE_IOERR": "can't be read or written, the disk fails; look at the disk, then `calagg restore` a backup",
    "SQLITE_PERM": "may not be opened; give calagg the right to read and write the file",
    "SQLITE_AUTH": "may not be opened; give calagg the right to read and write the file",
}

# the first two or all five characters of an SQLSTATE (PostgreSQL, appendix A)
_POSTGRES = {
    "08": "lost the connection; see that the server runs and try again",
    "25006": "is read-only; connect to the primary server, or give the role the right to write",
    "28": "refuses the login; check user and password in [database] url",
    "3D": "does not exist; create it with createdb, or name another in [database] url",
    "3F": "has no such schema; create it, or name another in [database] url",
    "40": "is busy with the same rows; try again",
    "42501": "gives the role too few rights; let it create and change tables",
    "53": "has no room left (disk, memory or connections); free some and try again",
    "55P03": "is locked by another program; try again",
    "57": "stopped the work or is shutting down; see that the server runs and try again",
    "58": "can't read or write its files; look at the server's log",
    "XX": "is damaged; look at the server's log and `calagg restore` a backup",
}


def _sqlite_fault(error: BaseException | None, url: str) -> StoreError | None:
    name: str = getattr(error, "sqlite_errorname", None) or ""
    remedy = _SQLITE.get("_".join(name.split("_")[:2]))
    return StoreError(f"{url}: the database {remedy}") if remedy else None


def _postgres_fault(error: DBAPIError, url: str) -> StoreError | None:
    if isinstance(error.orig, sqlite3.Error):
        return None
    state: str | None = getattr(error.orig, "sqlstate", None)
    if state:
        remedy = _POSTGRES.get(state) or _POSTGRES.get(state[:2])
        return StoreError(f"{url}: the database {remedy}") if remedy else None
    if not isinstance(error, OperationalError):
        return None
    # refused before there was a session: only the server's words tell why
    said = " ".join(str(error.orig).split())[:200]
    for words, code in (("does not exist", "3D"), ("authentication failed", "28"), ("no password supplied", "28")):
        if words in said:
            return StoreError(f"{url}: the database {_POSTGRES[code]} ({said})")
    return StoreError(f"{url}: no database server answers; start it or correct [database] url ({said})")


@contextmanager
def faults_named(url: str) -> Iterator[None]:
    """Turns a fault of the database at `url` (shown as it is: no password) into StoreError; bugs pass through."""
    try:
        yield
    except DBAPIError as error:
        fault = _sqlite_fault(error.orig, url) or _postgres_fault(error, url)
        if fault is None:
            raise
        raise fault from error
    except sqlite3.Error as error:
        fault = _sqlite_fault(error, url)
        if fault is None:
            raise
        raise fault from error

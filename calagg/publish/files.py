"""write_file("feeds/all.ics", bytes) -> what was written and when: whole or not at all, and only when it must be."""

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from calagg.errors import OutputError


@dataclass(frozen=True, slots=True)
class Written:
    """Whether a file was changed, when it was written, and the stamp of these very bytes, whoever writes after."""

    changed: bool
    at: datetime
    stamp: str


def write_file(path: Path, data: bytes, *, lasting: bool = True) -> Written:
    """Puts `data` at `path` by way of a temporary file beside it, unless it stands there already.

    A reader sees the old file or the new, also when the power goes; one that is not `lasting` may then be neither.
    Raises OutputError; the old file is then intact.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if (held := _told_if_held(path, data)) is not None:
            return Written(changed=False, at=_instant(held), stamp=_stamp(held))
        temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
        try:
            with temporary.open("wb") as file:
                file.write(data)
                file.flush()
                if lasting:
                    os.fsync(file.fileno())
            _date_after(temporary, path)
            told = temporary.stat()  # once it is closed: Windows may set the time as late as that
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
        if lasting:
            _sync_folder(path.parent)
    except OSError as error:
        raise OutputError(
            f"{path}: the feed can't be written ({error.strerror}); "
            "give calagg the right to write there, or name another folder in [publish] directory",
        ) from error
    return Written(changed=True, at=_instant(told), stamp=_stamp(told))


def stands(path: Path, stamp: str) -> bool:
    """Whether the file is there as it was written."""
    try:
        return _stamp(path.stat()) == stamp
    except FileNotFoundError:
        return False


def read_stamped(path: Path, stamp: str) -> bytes | None:
    """The bytes of the file as it was written; None where it is another now. Raises OSError."""
    with path.open("rb") as file:
        return file.read() if _stamp(os.fstat(file.fileno())) == stamp else None


def remove_file(path: Path) -> None:
    """Removes the file where it is there. Raises OutputError."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(
            f"{path}: the feed is no more, but its file can't be removed ({error.strerror}); remove it by hand",
        ) from error


def modified_at(path: Path) -> datetime:
    """When the file was last written, in UTC to the second, as HTTP tells it. Raises FileNotFoundError."""
    return _instant(path.stat())


def _instant(told: os.stat_result) -> datetime:
    return datetime.fromtimestamp(told.st_mtime_ns // 1_000_000_000, UTC)


def _stamp(told: os.stat_result) -> str:
    """Size, time in nanoseconds and number: two files that are written in one tick of the clock differ in the last."""
    return f"{told.st_size}-{told.st_mtime_ns}-{told.st_ino}"


def _told_if_held(path: Path, data: bytes) -> os.stat_result | None:
    """What is told of the file where those are its bytes; a file of another size is not read."""
    try:
        with path.open("rb") as file:
            told = os.fstat(file.fileno())
            return told if told.st_size == len(data) and file.read() == data else None
    except FileNotFoundError:
        return None


def _date_after(new: Path, old: Path) -> None:
    """Dates the new file a second after the old one where it was written in the same second.

    Who asks by If-Modified-Since, and nginx's ETag, tell two versions of a file apart by whole seconds.
    """
    try:
        taken = int(old.stat().st_mtime)
    except FileNotFoundError:
        return
    if int(new.stat().st_mtime) <= taken:
        os.utime(new, (taken + 1, taken + 1))


def _sync_folder(folder: Path) -> None:
    """Makes the new name last; Windows has no such thing."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

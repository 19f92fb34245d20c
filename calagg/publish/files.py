"""write_file("feeds/all.ics", bytes) -> True when the file changed: whole or not at all, and only when it must be."""

import os
from datetime import UTC, datetime
from pathlib import Path

from calagg.errors import OutputError


def write_file(path: Path, data: bytes) -> bool:
    """Puts `data` at `path` by way of a temporary file beside it; False where it stood there already.

    A reader sees the old file or the new, also when the power goes. Raises OutputError; the old file is then intact.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if _holds(path, data):
            return False
        temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
        try:
            with temporary.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            _date_after(temporary, path)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
        _sync_folder(path.parent)
    except OSError as error:
        raise OutputError(
            f"{path}: the feed can't be written ({error.strerror}); "
            "give calagg the right to write there, or name another folder in [publish] directory",
        ) from error
    return True


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
    return datetime.fromtimestamp(int(path.stat().st_mtime), UTC)


def _holds(path: Path, data: bytes) -> bool:
    """Whether those are the file's bytes; a file of another size is not read."""
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except FileNotFoundError:
        return False


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

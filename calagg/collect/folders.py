"""Source(path="minutes", patterns=("*.txt",)) -> minutes/a.txt, minutes/2027/b.txt: which files are documents.

A file that somebody is still writing is none yet. What becomes of them is in `intake.py`.
"""

import fnmatch
import glob
import time
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from calagg.config import Source

RECENT_SECONDS = 3.0
STILL_SECONDS = 1.0


def files_of(source: Source) -> Iterator[Path]:
    """The source's documents in a fixed order; hidden files and an office program's lock files are none."""
    for path in files_below(Path(source.path)):
        if any(fnmatch.fnmatch(path.name.lower(), pattern.lower()) for pattern in source.patterns):
            yield path


def still_files(paths: Iterable[Path], now: datetime) -> list[Path]:
    """Those of the files that nobody is writing: what changed just before `now` is looked at again a second later."""
    states = {path: _state(path) for path in paths}
    recent = [path for path, state in states.items() if state and abs(now.timestamp() - state[0]) < RECENT_SECONDS]
    if recent:
        time.sleep(STILL_SECONDS)
    moving = {path for path in recent if _state(path) != states[path]}
    return [path for path, state in states.items() if state and path not in moving]


def _state(path: Path) -> tuple[float, int, int, int] | None:
    """When the file last changed in any way, also by being renamed or copied with its old time, and what would show
    that it changes; None where it is gone."""
    try:
        found = path.stat()
    except OSError:
        return None
    return max(found.st_mtime, found.st_ctime), found.st_mtime_ns, found.st_size, found.st_ino


def others_of(source: Source) -> Iterator[Path]:
    """The files in the source's folder that its patterns leave out."""
    taken = set(files_of(source))
    return (path for path in files_below(Path(source.path)) if path not in taken)


def files_below(folder: Path) -> Iterator[Path]:
    """Every file in the folder and its sub-folders but hidden ones and an office program's lock files, in order."""
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if path.is_file() and not any(part.startswith((".", "~$")) for part in parts):
            yield path


def expand(path: Path | str) -> list[Path]:
    """A file, the documents in a folder, or what a glob finds; nothing where there is nothing of that name."""
    given = Path(path)
    if given.is_dir():
        return list(files_of(Source(path=str(path)))) or [*files_below(given)]
    if given.exists():
        return [given]
    matches = sorted(glob.glob(str(path), recursive=True))  # noqa: PTH207 - Path.glob takes no absolute pattern
    return [Path(match) for match in matches if Path(match).is_file()]

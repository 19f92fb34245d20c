"""`for changed in watch_folders(folders, stopped)` -> the paths that have changed, at once; watchfiles hears of them.

What it does not hear of (a drive on another machine, a folder that is made later) the next tick finds: that is the
truth, this is only sooner.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from threading import Event

from watchfiles import watch

GATHER_MILLISECONDS = 400
STEP_MILLISECONDS = 100
LOOK_AGAIN_MILLISECONDS = 5_000
PATIENCE_SECONDS = 60.0

log = logging.getLogger(__name__)


def watch_folders(folders: Callable[[], Sequence[Path]], stopped: Event) -> Iterator[frozenset[Path]]:
    """The resolved paths that have changed in the folders that there are, and below them, until `stopped` is set.

    Where the system can't watch them that is logged, and tried again a minute later.
    """
    told = ""
    while not stopped.is_set():
        there = _there(folders())
        if not there:
            stopped.wait(LOOK_AGAIN_MILLISECONDS / 1000)
            continue
        try:
            for changed in watch(
                *(path for path, _ in there),
                watch_filter=None,
                debounce=GATHER_MILLISECONDS,
                step=STEP_MILLISECONDS,
                rust_timeout=LOOK_AGAIN_MILLISECONDS,
                yield_on_timeout=True,
                stop_event=stopped,
                raise_interrupt=False,
                ignore_permission_denied=True,
            ):
                if changed:
                    yield frozenset(Path(path).resolve() for _, path in changed)
                if _there(folders()) != there:
                    break
        except (OSError, RuntimeError) as error:
            if str(error) != told:
                log.warning("the folders can't be watched (%s); they are read at every tick", error)
            told = str(error)
            stopped.wait(PATIENCE_SECONDS)


def _there(folders: Sequence[Path]) -> list[tuple[Path, int]]:
    """Those of the folders that exist, each with what tells it from one that is made in its place."""
    found = []
    for folder in folders:
        try:
            if folder.is_dir():
                found.append((folder, folder.stat().st_ino))
        except OSError:  # it is gone since
            continue
    return found

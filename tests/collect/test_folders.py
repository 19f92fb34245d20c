"""Which files in a folder are still, and which somebody is writing just now."""

import os
import threading
import time
from datetime import timedelta
from pathlib import Path

from calagg import clock
from calagg.collect.folders import STILL_SECONDS, still_files

MINUTE = timedelta(minutes=1)


def test_what_changed_long_ago_is_still_at_once(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x")
    began = time.monotonic()
    assert still_files([path, tmp_path / "borta.txt"], clock.now() + MINUTE) == [path]
    assert time.monotonic() - began < STILL_SECONDS


def test_what_has_just_been_written_is_looked_at_again(tmp_path: Path) -> None:
    """Also what was copied with its old time, or renamed when it was ready."""
    paths = [tmp_path / name for name in ("a.txt", "b.txt", "c.txt")]
    for path in paths:
        path.write_text("x")
    os.utime(paths[1], (1_000_000_000, 1_000_000_000))
    paths[2] = paths[2].rename(tmp_path / "d.txt")
    began = time.monotonic()
    assert still_files(paths, clock.now()) == paths
    assert time.monotonic() - began >= STILL_SECONDS


def test_what_is_being_written_is_left(tmp_path: Path) -> None:
    still, moving = tmp_path / "a.txt", tmp_path / "b.txt"
    still.write_text("x")
    moving.write_text("x")
    stop = threading.Event()

    def write() -> None:
        with moving.open("a", encoding="utf-8") as file:
            while not stop.wait(0.05):
                file.write("x")
                file.flush()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert still_files([still, moving], clock.now()) == [still]
    finally:
        stop.set()
        writer.join()
    assert still_files([still, moving], clock.now() + MINUTE) == [still, moving]

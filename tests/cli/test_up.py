"""`calagg up` as a real process in an empty folder: sample minutes, list, feeds, a clean stop."""

import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from icalendar import Calendar

from tests.cli.conftest import COMMAND, clean_environment
from tests.cli.test_bad_input import free_port

SECONDS = 90  # of patience on a busy machine; the first look is there in two or three on an idle one


@contextmanager
def started(folder: Path, *arguments: str) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    port = free_port()
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as in a job in the background; a child would inherit it
        signal.signal(signal.SIGINT, signal.default_int_handler)
    process = subprocess.Popen(  # noqa: S603 - the arguments are the tests' own
        [COMMAND, *arguments, "--port", str(port)],
        cwd=folder,
        env=clean_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    try:
        yield f"http://127.0.0.1:{port}", process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def get(url: str, until: float) -> bytes:
    """The body at `url` as soon as it is there."""
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5) as response:  # noqa: S310 - always http to this machine
                body: bytes = response.read()
                return body
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_up_in_an_empty_folder(tmp_path: Path, stop: signal.Signals) -> None:
    began = time.monotonic()
    with started(tmp_path, "up") as (address, process):
        feed = Calendar.from_ical(get(f"{address}/feeds/all.ics", began + SECONDS))
        page = get(f"{address}/", began + SECONDS).decode()
        events = feed.walk("VEVENT")
        assert len(events) >= 30
        assert "Storåker" in page
        assert get(f"{address}/feeds/deadlines.ics", began + SECONDS).count(b"BEGIN:VEVENT") >= 10
        process.send_signal(stop)
        out, err = process.communicate(timeout=SECONDS)
    assert process.returncode == 0
    assert out.splitlines() == [
        f"list      {address}/",
        f"calendar  {address}/feeds/all.ics",
        f"calendar  {address}/feeds/deadlines.ics",
    ]
    assert "Traceback" not in err
    assert "invented sample minutes" in err


def test_real_minutes_take_the_place_of_the_samples(tmp_path: Path) -> None:
    with started(tmp_path, "up") as (address, process):
        get(f"{address}/feeds/all.ics", time.monotonic() + SECONDS)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=SECONDS)
    (tmp_path / "minutes").mkdir()
    (tmp_path / "minutes" / "mote.txt").write_text("Möte 2027-03-01\n\nStädning i Norrvik den 15 april 2027 kl. 10.")
    with started(tmp_path, "up") as (address, process):
        until = time.monotonic() + SECONDS
        while len(Calendar.from_ical(get(f"{address}/feeds/all.ics", until)).walk("VEVENT")) != 1:
            assert time.monotonic() < until
            time.sleep(0.1)
        assert b"Norrvik" in get(f"{address}/", until)
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=SECONDS)
    assert "give way to real minutes" in err


def test_serve_reads_nothing(tmp_path: Path) -> None:
    with started(tmp_path, "serve") as (address, process):
        assert get(f"{address}/", time.monotonic() + SECONDS)
        with pytest.raises(urllib.error.HTTPError, match="503"):
            urllib.request.urlopen(f"{address}/feeds/all.ics", timeout=5)  # noqa: S310 - http to this machine
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=SECONDS)
    assert process.returncode == 0
    assert not (tmp_path / "sample-minutes").exists()


def test_work_does_the_rounds_without_a_web(tmp_path: Path) -> None:
    until = time.monotonic() + SECONDS
    process = subprocess.Popen(  # noqa: S603 - the arguments are the tests' own
        [COMMAND, "work"],
        cwd=tmp_path,
        env=clean_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    try:
        while not (tmp_path / "feeds" / "manifest.json").is_file() and time.monotonic() < until:
            time.sleep(0.1)
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=SECONDS)
    finally:
        process.kill()
    assert (process.returncode, out) == (0, "")
    assert "A round every 60 seconds; stop with Ctrl-C." in err
    assert "Traceback" not in err
    assert (tmp_path / "feeds" / "all.ics").is_file()


def test_a_burst_is_answered_and_the_log_does_not_tell_of_it(tmp_path: Path) -> None:
    with started(tmp_path, "serve") as (address, process):
        get(f"{address}/healthz", time.monotonic() + SECONDS)
        at = ("127.0.0.1", int(address.rpartition(":")[2]))
        for _ in range(5):
            programs = [socket.create_connection(at, timeout=60) for _ in range(60)]  # each then waits for a thread
            for program in programs:
                program.sendall(b"GET /feeds/ HTTP/1.1\r\nHost: kalender.example.se\r\nConnection: close\r\n\r\n")
            for program in programs:
                with program, program.makefile("rb") as answer:
                    assert answer.readline() == b"HTTP/1.1 200 OK\r\n"
                    answer.read()
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=SECONDS)
    assert err == ""

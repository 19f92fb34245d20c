"""The processes that files are read in: what becomes of them, and that a reading does not depend on how they start."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from calagg.errors import ReadError
from calagg.read import children, read_bytes
from calagg.read.limits import Limits
from tests.read.calendars import ONE, calendar
from tests.read.forms import STEERING, as_mail, as_pdf
from tests.read.test_isolate import LARGE
from tests.read.word import word

WORD = word("Hej den 3 maj")
PATIENCE_SECONDS = 30.0

linux = pytest.mark.skipif(sys.platform != "linux", reason="only on Linux are they forked")


def text_of_word() -> str:
    return read_bytes(WORD, "a.docx").text


def kept() -> list[int]:
    """The processes below this one that are kept to fork readers."""
    found = []
    for line in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            command, status = line.read_bytes(), line.with_name("status").read_text()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if b"calagg.read.nursery" in command and f"PPid:\t{os.getpid()}\n" in status and "State:\tZ" not in status:
            found.append(int(line.parent.name))
    return found


def below(pid: int) -> str:
    """The processes below that one."""
    return Path(f"/proc/{pid}/task/{pid}/children").read_text()


def gone(pid: int) -> bool:
    """Whether the process ends within the time; a zombie has ended."""
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        try:
            if "State:\tZ" in Path(f"/proc/{pid}/status").read_text():
                return True
        except (FileNotFoundError, ProcessLookupError):
            return True
        time.sleep(0.01)
    return False


@pytest.mark.parametrize(
    ("data", "name"),
    [(WORD, "a.docx"), (as_pdf(STEERING), "a.pdf"), (as_mail(STEERING), "a.eml"), (calendar(ONE), "a.ics")],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_forked_or_started_anew_they_read_the_same(data: bytes, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    forked = read_bytes(data, name)
    monkeypatch.setattr(children, "_forks", lambda: False)
    assert read_bytes(data, name) == forked
    with pytest.raises(ReadError, match=r"was not read within 0\.05 seconds"):
        read_bytes(data, name, limits=Limits(wall_seconds=0.05))


@linux
def test_one_is_kept_for_the_next_file() -> None:
    text_of_word()
    before = kept()
    assert before
    text_of_word()
    assert kept() == before


@linux
def test_as_many_are_kept_as_files_are_read_at_once() -> None:
    with ThreadPoolExecutor(3) as threads:
        texts = list(threads.map(lambda number: read_bytes(word(f"Nummer {number}"), "a.docx").text, range(12)))
    assert texts == [f"Nummer {number}" for number in range(12)]
    assert len(kept()) <= 3


@linux
def test_one_that_has_ended_meanwhile_is_replaced() -> None:
    expected = text_of_word()
    ended = kept()
    for pid in ended:
        os.kill(pid, signal.SIGKILL)
        assert gone(pid)
    assert text_of_word() == expected
    assert kept()
    assert not set(kept()) & set(ended)


@linux
def test_one_that_ends_while_a_file_is_read_takes_only_that_along() -> None:
    expected = text_of_word()
    with ThreadPoolExecutor(1) as threads:
        reading = threads.submit(read_bytes, LARGE, "stor.docx")
        while not (busy := [pid for pid in kept() if below(pid)]):
            assert not reading.done()
        for pid in busy:
            os.kill(pid, signal.SIGKILL)
        with pytest.raises(ReadError, match=r"the program that reads it died \(-9\)") as refused:
            reading.result()
    assert refused.value.outcome == "broken"
    assert text_of_word() == expected


@linux
def test_what_took_too_long_is_killed_and_the_next_is_read() -> None:
    expected = text_of_word()
    before = kept()
    with pytest.raises(ReadError, match=r"was not read within 0\.3 seconds"):
        read_bytes(LARGE, "stor.docx", limits=Limits(wall_seconds=0.3))
    assert kept() == before
    assert [below(pid) for pid in before] == [""] * len(before)
    assert text_of_word() == expected


def _send_text(sender: "multiprocessing.connection.Connection[str, str]") -> None:
    sender.send(text_of_word())


@linux
def test_a_process_that_was_forked_has_its_own() -> None:
    expected = text_of_word()
    fork = multiprocessing.get_context("fork")
    pipes = [fork.Pipe(duplex=False) for _ in range(3)]
    forked = [fork.Process(target=_send_text, args=(sender,)) for _, sender in pipes]
    for process in forked:
        process.start()
    assert [text_of_word() for _ in range(3)] == [expected] * 3
    for (receiver, _), process in zip(pipes, forked, strict=True):
        assert receiver.poll(PATIENCE_SECONDS)
        assert receiver.recv() == expected
        process.join(PATIENCE_SECONDS)
        assert process.exitcode == 0


@linux
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGINT], ids=lambda s: s.name)
def test_they_end_with_the_process_that_reads(end: signal.Signals) -> None:
    code = (
        "import time; from calagg.read import read_bytes, children; from tests.read.word import word\n"
        "read_bytes(word('Hej'), 'a.docx')\n"
        "print(children._idle[0]._process.pid, flush=True)\ntime.sleep(60)"
    )
    reader = subprocess.Popen(  # noqa: S603 - the arguments are the test's own
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert reader.stdout is not None
    pid = int(reader.stdout.readline())
    assert "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    reader.send_signal(end)
    reader.wait(PATIENCE_SECONDS)
    reader.stdout.close()
    assert gone(pid)

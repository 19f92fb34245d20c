"""A hostile file -> its parts or one named outcome: it is parsed in a child process that has limits.

What the child does is in `child.py`. A child that dies, hangs or grows takes its own document with it and nothing else.
"""

import json
import logging
import signal
import tempfile
from dataclasses import asdict
from datetime import date
from typing import IO, Any

from calagg.errors import ReadError
from calagg.model import Outcome
from calagg.read.answer import parts_of
from calagg.read.children import end_of_child
from calagg.read.libraries import require_library
from calagg.read.limits import LIMITS, Limits
from calagg.read.parts import Parts

log = logging.getLogger(__name__)

_MOST_TOLD = 20_000  # bytes of a child's complaint that are worth keeping
_NOT_FINISHED = "save it as plain text and read that"


def read_apart(form: str, data: bytes, name: str, *, changed_on: date = date.min, limits: Limits = LIMITS) -> Parts:
    """The parts of a file whose format is `form`, read by a child process. Raises ReadError with the outcome's name.

    `changed_on` is the day of the file's last change: around it a calendar's repeated events are told.
    """
    require_library(form, name)
    about = {"form": form, "name": name, "changed_on": changed_on.isoformat(), "limits": asdict(limits)}
    with tempfile.TemporaryFile() as asked, tempfile.TemporaryFile() as told, tempfile.TemporaryFile() as complained:
        asked.write(json.dumps(about).encode() + b"\n")
        asked.write(data)
        asked.seek(0)
        try:
            code = end_of_child((asked, told, complained), form=form, seconds=limits.wall_seconds)
        except TimeoutError:
            raise _timeout(name, form, f"{limits.wall_seconds:g} seconds") from None
        if code:
            log.info("%s: its reader ended with %d: %s", name, code, _start_of(complained))
            raise _death(code, name, form, limits)
        told.seek(0)
        answer: dict[str, Any] = json.load(told)
        if said := _start_of(complained):
            log.warning("%s: its reader says: %s", name, said)
    if "outcome" in answer:
        raise ReadError(answer["message"], outcome=answer["outcome"], form=form)
    return parts_of(answer)


def _death(returncode: int, name: str, form: str, limits: Limits) -> ReadError:
    """The outcome of a child that gave no answer."""
    if returncode == -getattr(signal, "SIGXCPU", 0):
        return _timeout(name, form, f"{limits.cpu_seconds} seconds of processor time")
    return ReadError(
        f"{name}: the program that reads it died ({returncode}); open the file, save it anew or as plain text",
        outcome=Outcome.BROKEN,
        form=form,
    )


def _timeout(name: str, form: str, spent: str) -> ReadError:
    return ReadError(f"{name}: was not read within {spent}; {_NOT_FINISHED}", outcome=Outcome.TIMEOUT, form=form)


def _start_of(held: IO[bytes]) -> str:
    held.seek(0)
    return held.read(_MOST_TOLD).decode("utf-8", "replace").strip()

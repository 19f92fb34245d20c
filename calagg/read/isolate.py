"""A hostile file -> its parts or one named outcome: it is parsed in a child process that has limits.

What the child does is in `child.py`. A child that dies, hangs or grows takes its own document with it and nothing else.
"""

import importlib.util
import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import IO, Any

from calagg.errors import ReadError
from calagg.model import Outcome
from calagg.read.answer import parts_of
from calagg.read.limits import LIMITS, Limits
from calagg.read.parts import Parts

log = logging.getLogger(__name__)

_ROOT = Path(__file__).parent.parent.parent
_LIBRARIES = {
    "docx": "mammoth",
    "pdf": "pypdfium2",
    "rtf": "striprtf",
    "msg": "oxmsg",
    "msg attachments": "oxmsg",
}
_WHAT = {
    "mammoth": "a Word file (.docx)",
    "pypdfium2": "a PDF file",
    "striprtf": "a rich-text file (.rtf)",
    "oxmsg": "a mail that Outlook saved (.msg)",
}
_MOST_TOLD = 20_000  # bytes of a child's complaint that are worth keeping
_NOT_FINISHED = "save it as plain text and read that"


def read_apart(form: str, data: bytes, name: str, *, changed_on: date = date.min, limits: Limits = LIMITS) -> Parts:
    """The parts of a file whose format is `form`, read by a child process. Raises ReadError with the outcome's name.

    `changed_on` is the day of the file's last change: around it a calendar's repeated events are told.
    """
    library = _LIBRARIES.get(form)
    if library and importlib.util.find_spec(library) is None:
        raise ReadError(
            f"{name}: is {_WHAT[library]}, and the library {library} that reads it is missing; "
            "install it with pip install 'calagg[formats]'",
            outcome=Outcome.UNSUPPORTED,
            form=form,
        )
    about = {"form": form, "name": name, "changed_on": changed_on.isoformat(), "limits": asdict(limits)}
    asked = json.dumps(about).encode() + b"\n" + data
    with tempfile.TemporaryFile() as told, tempfile.TemporaryFile() as complained:
        try:
            run = subprocess.run(
                [sys.executable, "-P", "-m", "calagg.read.child"],
                input=asked,
                stdout=told,
                stderr=complained,
                env=_environment(),
                timeout=limits.wall_seconds,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise _timeout(name, form, f"{limits.wall_seconds:g} seconds") from None
        if run.returncode:
            log.info("%s: its reader ended with %d: %s", name, run.returncode, _start_of(complained))
            raise _death(run.returncode, name, form, limits)
        told.seek(0)
        answer: dict[str, Any] = json.load(told)
        if said := _start_of(complained):
            log.warning("%s: its reader says: %s", name, said)
    if "outcome" in answer:
        raise ReadError(answer["message"], outcome=answer["outcome"], form=form)
    return parts_of(answer)


def _environment() -> dict[str, str]:
    """The child's: without calagg's secrets, with the folder that this calagg was imported from."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("CALAGG_")}
    path = os.pathsep.join(part for part in (str(_ROOT), kept.get("PYTHONPATH", "")) if part)
    return kept | {"PYTHONPATH": path, "PYTHONUTF8": "1"}


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

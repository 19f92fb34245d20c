"""extract_within_limits(document) -> Extraction, or ReadError 'timeout': extraction that no text can hold up.

Extraction takes time in step with the length of a text, so that a short one is worked through here; a long one has a
process of its own with the limits that reading has. What is extracted is `calagg.extract`'s business.
"""

import logging
import multiprocessing
import signal
from datetime import date
from multiprocessing.connection import Connection

from calagg.errors import ReadError
from calagg.extract import extract
from calagg.model import Document, Extraction, Outcome
from calagg.read.limits import LIMITS, Limits, keep_within

LONG = 100_000  # characters: some seconds at the worst, and more than nearly all minutes have

log = logging.getLogger(__name__)


def extract_within_limits(document: Document, reference: date | None = None, *, limits: Limits = LIMITS) -> Extraction:
    """As `extract`. Raises ReadError, its outcome 'timeout', 'too-large' or 'broken', where a long text costs more than
    it may."""
    if len(document.text) <= LONG:
        return extract(document, reference)
    spawn = multiprocessing.get_context("spawn")
    here, there = spawn.Pipe(duplex=False)
    child = spawn.Process(target=_extract_apart, args=(there, document, reference, limits), daemon=True)
    child.start()
    there.close()
    try:
        given = here.recv() if here.poll(limits.wall_seconds) else Outcome.TIMEOUT
    except EOFError:  # it died before it answered
        child.join()
        given = Outcome.TIMEOUT if child.exitcode == -getattr(signal, "SIGXCPU", 0) else Outcome.BROKEN
    finally:
        child.kill()
        child.join()
        here.close()
    if isinstance(given, Extraction):
        return given
    log.info("%s: its extraction ended as %s", document.name, given)
    raise _failed(document, given, limits)


def _extract_apart(there: Connection, document: Document, reference: date | None, limits: Limits) -> None:
    """What the process does: answers with the extraction, or says that it took too much memory."""
    keep_within(limits)
    try:
        there.send(extract(document, reference))
    except MemoryError:
        there.send(Outcome.TOO_LARGE)


def _failed(document: Document, outcome: Outcome, limits: Limits) -> ReadError:
    said = {
        Outcome.TIMEOUT: f"its {len(document.text)} characters were not worked through within {limits.cpu_seconds} "
        f"seconds of processor time and {limits.wall_seconds:g} in all; split it",
        Outcome.TOO_LARGE: f"its {len(document.text)} characters take more memory than a document may; split it",
    }.get(outcome, "calagg died on it; split it and report the part that it dies on")
    return ReadError(f"{document.name}: {said}", outcome=outcome, form=document.format)

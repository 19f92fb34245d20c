"""Ingested(path=minutes/a.txt, entries=4, …) -> `minutes/a.txt: 4 entries` and, on a terminal, a bar that moves.

Result lines go to standard output; what is wrong with a document, and the bar, to standard error.
"""

import sys
import time
from collections import Counter
from dataclasses import replace
from types import TracebackType
from typing import Self

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from calagg.model import Outcome
from calagg.pipeline import Ingested

TELL_EVERY = 30.0  # seconds between two lines of how far it is, where there is no terminal


class Reading:
    """Shows documents as they are read; as a context, so that the bar is gone when the next line is written.

    With a bar on the terminal the lines wait for its end; without one each comes at once, and now and then a line of
    how far it is. What each did to the entries follows it where `changes` are asked for.
    """

    def __init__(self, *, quiet: bool = False, changes: bool = False) -> None:
        self._quiet = quiet
        self._changes = changes
        console = Console(stderr=True)
        self._bar = (
            Progress(
                TextColumn("Reading"),
                BarColumn(),
                MofNCompleteColumn(),
                TextColumn("{task.fields[rate]}", markup=False),
                TimeRemainingColumn(elapsed_when_finished=True),
                TextColumn("{task.fields[name]}", markup=False),
                console=console,
                transient=True,
                redirect_stdout=False,
                redirect_stderr=False,
            )
            if console.is_terminal
            else None
        )
        self._task = self._bar.add_task("", name="", rate="") if self._bar else None
        self._waiting: list[Ingested] = []
        self._began = self._told = time.monotonic()

    def __enter__(self) -> Self:
        if self._bar:
            self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar:
            self._bar.stop()
        for result in self._waiting:
            self._show(result)

    def __call__(self, done: int, total: int, result: Ingested) -> None:
        """One document more is done."""
        if not self._changes:  # nor are those of many thousand documents to be held
            result = replace(result, changes=())
        if self._bar and self._task is not None:
            rate = rate_of(done, time.monotonic() - self._began)
            self._bar.update(self._task, completed=done, total=total, name=result.path.name, rate=rate)
            self._waiting.append(result)
            return
        self._show(result)
        if time.monotonic() - self._told >= TELL_EVERY and done < total:
            self._told = time.monotonic()
            click.echo(standing(done, total, self._told - self._began), err=True)

    def _show(self, result: Ingested) -> None:
        if self._quiet and not result.changed:
            return
        if not result.detail:
            click.echo(line_of(result))
            for change in result.changes:
                click.echo(f"  {change}")
            sys.stdout.flush()


def rate_of(done: int, seconds: float) -> str:
    """'8.1 a second'; empty while too little is done to tell."""
    return f"{done / seconds:.1f} a second" if seconds >= 1 else ""


def standing(done: int, total: int, seconds: float) -> str:
    """'1200 of 10000 documents, 8.1 a second, 18 minutes left': where a long run is after so many seconds."""
    left = seconds / done * (total - done)
    told = f"{left / 60:.0f} minutes" if left >= 90 else f"{left:.0f} seconds"
    return f"{done} of {total} documents, {rate_of(done, seconds)}, {told} left"


def line_of(result: Ingested) -> str:
    """What became of one document, on one line."""
    if result.detail:
        return result.detail
    if not result.changed:
        return f"{result.path}: unchanged"
    return f"{result.path}: {result.entries} {'entry' if result.entries == 1 else 'entries'}"


REMEDIES = {
    Outcome.OK: "",
    Outcome.NO_TEXT: "a scan, or empty: ask for the file that it was made from",
    Outcome.ENCRYPTED: "save it without a password",
    Outcome.UNSUPPORTED: "save it in a format that calagg reads, such as .docx",
    Outcome.TOO_LARGE: "split it, or save it without its pictures",
    Outcome.TIMEOUT: "save it as plain text",
    Outcome.BROKEN: "open it in its program and save it anew",
}


def table_of(results: list[Ingested]) -> str:
    """A line for each outcome that there is: how many documents have it, and what to do about them."""
    counted = Counter(result.outcome for result in results)
    lines = [
        f"  {outcome.value:<12}{counted[outcome]:>6}  {REMEDIES[outcome]}" for outcome in Outcome if counted[outcome]
    ]
    return "\n".join(line.rstrip() for line in lines)


def summary_of(results: list[Ingested]) -> str:
    """All of them, on one line."""
    unread = sum(1 for r in results if r.detail)
    unchanged = sum(1 for r in results if not r.changed and not r.detail)
    read = len(results) - unread - unchanged
    entries = sum(r.entries or 0 for r in results)
    parts = [f"{read} {'document' if read == 1 else 'documents'} read, {entries} entries"]
    if unchanged:
        parts.append(f"{unchanged} unchanged")
    if unread:
        parts.append(f"{unread} could not be read")
    return "; ".join(parts)

"""`calagg extract protokoll.txt` -> its entries as JSON or as lines; nothing is stored."""

import json
import sys
from collections import Counter
from datetime import datetime
from pathlib import Path

import click

from calagg.cli.as_json import extraction_as_json
from calagg.cli.configured import start_log, takes_config
from calagg.config import Config
from calagg.errors import CalaggError, OutputError, ReadError, UsageError
from calagg.extracting import extract_within_limits
from calagg.model import Extraction
from calagg.read import read_document


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "text"]),
    default="json",
    show_default=True,
    help="JSON for programs, or a line for each entry.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Write one file for each document there instead of printing.",
)
@click.option(
    "--reference",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="The day of the meeting, YYYY-MM-DD, where the document does not say it.",
)
@takes_config
def extract(config: Config, files: tuple[Path, ...], form: str, out: Path | None, reference: datetime | None) -> None:
    """Show what documents hold without storing anything.

    One JSON object for a file, an array for several. A file that can't be read is a line on standard error, the
    others go on, and the exit code is 65.

    \b
    Example:
      calagg extract --format text minutes/protokoll.txt
    """
    start_log()
    day = reference.date() if reference else None
    if out:
        _prepare(out, files)
    extractions = []
    failures: list[CalaggError] = []
    for file in files:
        try:
            extraction = extract_within_limits(read_document(file, max_bytes=config.read.max_bytes), day)
        except CalaggError as error:
            failures.append(error)
            click.echo(f"calagg: {error}", err=True)
            continue
        if out:
            suffix = "json" if form == "json" else "txt"
            _write(out / f"{file.stem}.{suffix}", _text_of([extraction], form, several=False))
        extractions.append(extraction)
    if not out and (extractions or form == "json"):
        click.echo(_text_of(extractions, form, several=len(files) > 1))
    if failures:
        unread = any(isinstance(failure, ReadError) for failure in failures)
        sys.exit(ReadError.exit_code if unread else failures[0].exit_code)


def _prepare(out: Path, files: tuple[Path, ...]) -> None:
    """Makes the folder; refuses two documents that would be written to one file."""
    twice = [stem for stem, n in Counter(file.stem for file in files).items() if n > 1]
    if twice:
        raise UsageError(f"--out {out}: several documents are called {twice[0]!r}; extract them into separate folders")
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{out}: can't be made ({error.strerror}); choose another folder with --out") from None


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise OutputError(f"{path}: can't be written ({error.strerror}); choose another folder with --out") from None


def _text_of(extractions: list[Extraction], form: str, *, several: bool) -> str:
    if form == "json":
        shown = [extraction_as_json(extraction) for extraction in extractions]
        return json.dumps(shown if several or not shown else shown[0], ensure_ascii=False, indent=2)
    return "\n\n".join(_as_lines(extraction) for extraction in extractions)


def _as_lines(extraction: Extraction) -> str:
    """A heading with the reference day, then a line for each entry."""
    reference = extraction.reference
    lines = [f"{extraction.document.name} (read against {reference.day}, {reference.source})"]
    for entry in extraction.entries:
        until = f" to {entry.end}" if entry.end else ""
        until += f", {entry.recurrence}" if entry.recurrence else ""
        place = f", {entry.location}" if entry.location else ""
        status = "" if entry.status == "confirmed" else f" [{entry.status}]"
        lines.append(f"  {entry.start}{until}  {entry.kind}{status}: {entry.title}{place}")
    return "\n".join(lines)

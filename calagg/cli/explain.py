"""`calagg explain protokoll.txt` -> every time expression in the order of the text, what became of it, and why."""

from datetime import datetime
from pathlib import Path

import click

from calagg.cli.configured import start_log, takes_config
from calagg.config import Config
from calagg.extract import Explained, extract
from calagg.extract import explain as explain_mentions
from calagg.model import Document, Entry, Extraction
from calagg.read import read_document

COLOURS = {"event": "blue", "deadline": "yellow", "window": "green", "milestone": "magenta"}
AROUND = 60  # characters shown on each side of a mention


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--reference",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="The day of the meeting, YYYY-MM-DD, where the document does not say it.",
)
@takes_config
def explain(config: Config, file: Path, reference: datetime | None) -> None:
    """Show how calagg reads a document: the day that it reads it against, each date, and the reasons.

    \b
    Example:
      calagg explain minutes/protokoll.txt | less -R
    """
    start_log()
    document = read_document(file, max_bytes=config.read.max_bytes)
    extraction = extract(document, reference.date() if reference else None)
    for line in explanation(extraction):
        click.echo(line)


def explanation(extraction: Extraction) -> list[str]:
    """The lines of the explanation, with colour codes; click leaves them out where there is no terminal."""
    document, reference = extraction.document, extraction.reference
    lines = [
        click.style(document.title or document.name, bold=True),
        f"read against {reference.day} ({reference.source}, {reference.confidence:.0%} sure)",
        *(f"  because: {reason}" for reason in reference.reasons),
    ]
    entries = {entry.span: entry for entry in extraction.entries}
    for mention in explain_mentions(extraction):
        entry = entries.get(mention.span)
        lines += ["", _in_context(document, mention), *(_entry(entry) if entry else _left_out(mention))]
    return [*lines, "", f"{len(extraction.entries)} entries, {len(extraction.dismissed)} dismissed"]


def _in_context(document: Document, mention: Explained) -> str:
    """The line number and what stands around the mention on its line, the mention marked."""
    text, span = document.text, mention.span
    number = text.count("\n", 0, span.start) + 1
    began = text.rfind("\n", 0, span.start) + 1
    ended = text.find("\n", span.end)
    before = " ".join(text[max(began, span.start - AROUND) : span.start].split())
    after = " ".join(text[span.end : min(span.end + AROUND, ended if ended >= 0 else len(text))].split())
    colour = COLOURS.get(mention.became)
    marked = click.style(f"[{' '.join(mention.text.split())}]", fg=colour, bold=True, dim=colour is None)
    joint = "" if after[:1] in ".,;:)" else " "
    return " ".join(part for part in (f"{number:>4}:", before, f"{marked}{joint}{after}".rstrip()) if part)


def _entry(entry: Entry) -> list[str]:
    until = f" to {entry.end}" if entry.end else ""
    until += f", {entry.recurrence}" if entry.recurrence else ""
    status = "" if entry.status == "confirmed" else f", {entry.status}"
    kind = click.style(entry.kind.value, fg=COLOURS[entry.kind])
    lines = [f"      {kind} {entry.start}{until}{status}, {entry.confidence:.0%} sure: {entry.title}"]
    facts = (("place", entry.location), ("organiser", entry.organiser), ("link", entry.url))
    lines += [f"      {name}: {value}" for name, value in facts if value]
    lines += [f"      because: {reason}" for reason in entry.reasons]
    lines += [f"      but: {contradiction}" for contradiction in entry.contradictions]
    return lines


def _left_out(mention: Explained) -> list[str]:
    value = f" ({mention.value})" if mention.value else ""
    return [f"      {mention.became}{value}: {'; '.join(mention.why)} [{mention.rule}]"]

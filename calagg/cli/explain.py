"""`calagg explain protokoll.txt` -> every time expression in the order of the text, what became of it, and why."""

from datetime import datetime
from pathlib import Path

import click

from calagg.cli.configured import start_log, takes_config
from calagg.config import Config
from calagg.extract import extract
from calagg.model import Dismissed, Document, Entry, Extraction, Span
from calagg.read import read_document

COLOURS = {"event": "blue", "deadline": "yellow", "window": "green", "milestone": "magenta"}


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--reference", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE",
              help="The day of the meeting, YYYY-MM-DD, where the document does not say it.")
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
    told: list[tuple[Span, Entry | Dismissed]] = [(entry.span, entry) for entry in extraction.entries]
    told += [(one.mention.span, one) for one in extraction.dismissed]
    for span, one in sorted(told, key=lambda pair: pair[0]):
        lines.append("")
        lines.append(_in_context(document, span, one))
        lines += _entry(one) if isinstance(one, Entry) else _dismissed(one)
    lines.append("")
    lines.append(f"{len(extraction.entries)} entries, {len(extraction.dismissed)} dismissed")
    return lines


def _in_context(document: Document, span: Span, one: Entry | Dismissed) -> str:
    """The line number and the line, with the mention marked."""
    text = document.text
    number = text.count("\n", 0, span.start) + 1
    began = text.rfind("\n", 0, span.start) + 1
    ended = text.find("\n", span.end)
    before = " ".join(text[max(began, span.start - 60) : span.start].split())
    after = " ".join(text[span.end : min(span.end + 60, ended if ended >= 0 else len(text))].split())
    colour = COLOURS[one.kind] if isinstance(one, Entry) else None
    mention = click.style(f"[{' '.join(span.of(text).split())}]", fg=colour, bold=True, dim=colour is None)
    return " ".join(part for part in (f"{number:>4}:", before, mention, after) if part)


def _entry(entry: Entry) -> list[str]:
    until = f" to {entry.end}" if entry.end else ""
    status = "" if entry.status == "confirmed" else f", {entry.status}"
    kind = click.style(entry.kind.value, fg=COLOURS[entry.kind])
    lines = [f"      {kind} {entry.start}{until}{status}, {entry.confidence:.0%} sure: {entry.title}"]
    facts = (("place", entry.location), ("organiser", entry.organiser), ("link", entry.url))
    lines += [f"      {name}: {value}" for name, value in facts if value]
    lines += [f"      because: {reason}" for reason in entry.reasons]
    lines += [f"      but: {contradiction}" for contradiction in entry.contradictions]
    return lines


def _dismissed(one: Dismissed) -> list[str]:
    value = f" ({one.mention.value.start})" if one.mention.value else ""
    return [f"      no entry{value}: {one.reason} [{one.mention.rule}]"]

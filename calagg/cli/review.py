"""`calagg review list`, `calagg review export --out DIR` -> what waits for a person, and what people have decided."""

import json
from pathlib import Path

import click

from calagg import clock
from calagg.cli.answer_key import ACCEPTED, REJECTED, answer_key
from calagg.cli.configured import start_log, takes_config
from calagg.config import Config
from calagg.errors import OutputError
from calagg.model import Outcome
from calagg.model.masking import mask_entry, mask_text
from calagg.store import open_store
from calagg.store.documents import StoredDocument, dismissals, list_documents
from calagg.store.entries import entries_awaiting_review, entries_of_document


@click.group()
def review() -> None:
    """See what waits for a person's review, and take out what people have decided.

    The review itself is on the web, at /granska, for those whom `calagg users add` lets in.

    \b
    Examples:
      calagg review list
      calagg review export --out answer-keys
    """


@review.command("list")
@takes_config
def list_(config: Config) -> None:
    """Show what waits, the nearest first: id, date, title.

    \b
    Example:
      calagg review list
    """
    start_log()
    today = clock.local(clock.now(), config.zone).date()
    with open_store(config.database.url) as store, store.read() as session:
        waiting = entries_awaiting_review(session, min_confidence=config.extract.min_confidence, since=today)
    for one in waiting:
        click.echo(f"{one.id}  {one.entry.start}  {mask_text(one.entry.title)}")
    click.echo(f"{len(waiting)} to review, at {config.web.address}/granska", err=True)


@review.command()
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="The folder to write to.")
@click.option("--every", is_flag=True, help="Also documents of which nobody has judged anything.")
@takes_config
def export(config: Config, *, out: Path, every: bool) -> None:
    """Write an answer key, DIR/<document>.json, for each document of which something was judged.

    What was accepted must be found in the document, with the corrected title, date and kind; what was rejected must
    not. With these a new version of calagg, or another program, can be measured on your own minutes.

    \b
    Example:
      calagg review export --out answer-keys
    """
    start_log()
    taken: set[Path] = set()
    with open_store(config.database.url) as store, store.read() as session:
        for document in list_documents(session):
            if document.outcome is not Outcome.OK or document.superseded_at is not None:
                continue
            told = [mask_entry(entry) for entry in entries_of_document(session, document.id)]
            if every or any(entry.review in (ACCEPTED, REJECTED) for entry in told):
                _write(out, document, answer_key(document, told, dismissals(session, document.id)), taken)
    click.echo(f"{len(taken)} answer keys in {out}", err=True)


def _write(out: Path, document: StoredDocument, key: dict[str, object], taken: set[Path]) -> None:
    """One file a document; of several with one name the later ones have a part of their id in it."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        path = out / f"{Path(document.name).stem or 'document'}.json"
        if path in taken:
            path = out / f"{path.stem}-{document.id[:8]}.json"
        taken.add(path)
        path.write_text(json.dumps(key, ensure_ascii=False, indent=1) + "\n")
    except OSError as error:
        raise OutputError(f"{out}: {error.strerror or error}; choose a folder that can be written to") from error

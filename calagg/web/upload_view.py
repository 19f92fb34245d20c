"""What became of a file that was sent -> `Sent`: its documents, each with its state, its entries and what helps."""

from collections.abc import Sequence
from dataclasses import dataclass

from calagg.config import Config
from calagg.model import Outcome
from calagg.model.masking import mask_text
from calagg.store import Session
from calagg.store.documents import document
from calagg.store.entries import entries_of_document
from calagg.upload import Uploaded
from calagg.web.entries import is_published
from calagg.web.unread import describe_unread
from calagg.web.wording import NBSP, posts

REPLACED = "Ersätter den tidigare versionen."
KNOWN = "Samma innehåll är redan inläst, inget har ändrats."
NO_MAIL = "Filen innehåller inget att läsa."
TWICE = "En annan fil i samma sändning heter likadant. Byt namn på den ena och ladda upp den igen."
NO_TIME, AGAIN = "Hann inte läsas", "Ladda upp filen igen, det som redan är läst läses inte om."
NO_ENTRIES = "Inga datum för kalendern hittades."


@dataclass(frozen=True, slots=True)
class SentDocument:
    """One document of a file. `ok` says whether it was read; `lines` are sentences."""

    document_id: str
    title: str
    ok: bool
    state: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sent:
    """One file: `documents` are its own and those in it; `fault` says why there are none."""

    name: str
    documents: tuple[SentDocument, ...]
    fault: str = ""


def size_words(size: int) -> str:
    """'20 MB', '200 kB', '20 byte': the size in the largest unit that it fills, rounded down."""
    unit, name = next((u, n) for u, n in ((1_000_000, "MB"), (1000, "kB"), (1, "byte")) if size >= u)
    return f"{size // unit}{NBSP}{name}"


def refused_twice(name: str) -> Sent:
    """The result of a file that has the name of another in the same request."""
    return Sent(mask_text(name), (), TWICE)


def sent_view(session: Session, config: Config, name: str, uploaded: Sequence[Uploaded]) -> Sent:
    """The result of a file; a file that is a mailbox without mails has none."""
    documents = tuple(_document(session, config, one) for one in uploaded)
    return Sent(mask_text(name), documents, "" if documents else NO_MAIL)


def _document(session: Session, config: Config, uploaded: Uploaded) -> SentDocument:
    stored = document(session, uploaded.document_id)
    if stored is None or (uploaded.outcome is not stored.outcome):
        return SentDocument("", mask_text(uploaded.name), False, NO_TIME, (AGAIN,))
    state, remedy = describe_unread(stored)
    read = uploaded.outcome is Outcome.OK
    lines = []
    if read:
        entries = entries_of_document(session, stored.id)
        waiting = sum(not entry.review and not is_published(entry, config) for entry in entries)
        lines.append(f"{posts(len(entries))}{_waiting(waiting)}." if entries else NO_ENTRIES)
        lines += [REPLACED] if uploaded.replaced else []
        lines += [] if uploaded.changed else [KNOWN]
    elif remedy:
        lines.append(f"{remedy}.")
    return SentDocument(stored.id, mask_text(stored.display_title), read, state, tuple(lines))


def _waiting(number: int) -> str:
    return f", varav {number} väntar på granskning" if number else ""

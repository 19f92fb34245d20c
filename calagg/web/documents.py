"""GET /documents -> every document as read, /documents/<id> -> its text with the mentions that became entries."""

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, abort, render_template

from calagg.clock import local
from calagg.config import Config
from calagg.model import Outcome
from calagg.model.masking import mask_entry, mask_text
from calagg.store.documents import StoredDocument, document, list_documents
from calagg.store.entries import entries_of_document
from calagg.store.session import Store
from calagg.web.document_view import build_document_view
from calagg.web.entries import is_published
from calagg.web.unread import describe_unread
from calagg.web.wording import long_date


def documents_blueprint(store: Store, config: Config, now: Callable[[], datetime]) -> Blueprint:
    """The routes under /documents."""
    blueprint = Blueprint("documents", __name__)

    @blueprint.get("/documents")
    def listing() -> str:
        with store.read() as session:
            found = [d for d in list_documents(session) if d.superseded_at is None]
        return render_template("documents.html", rows=[_row(d) for d in found])

    @blueprint.get("/documents/<uuid:document_id>")
    def one(document_id: object) -> str:
        today = local(now(), config.zone).date()
        with store.read() as session:
            stored = document(session, str(document_id))
            if stored is None:
                abort(404)
            told = [mask_entry(e) for e in entries_of_document(session, stored.id)]
        published = [e for e in told if is_published(e, config)]
        waiting = [e for e in told if not e.review and not is_published(e, config)]
        return render_template(
            "document.html",
            view=build_document_view(stored, published, waiting, today, config.zone),
        )

    return blueprint


def _row(stored: StoredDocument) -> dict[str, str]:
    return {
        "id": stored.id,
        "title": mask_text(stored.display_title),
        "day": stored.reference_on.isoformat() if stored.reference_on else "",
        "shown_day": long_date(stored.reference_on) if stored.reference_on else "",
        "source": stored.source_name or "",
        "state": describe_unread(stored)[0],
        "ok": "ja" if stored.outcome is Outcome.OK else "",
    }

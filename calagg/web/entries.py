"""GET /entries/<id> -> one entry's page, /entries/<id>.ics -> the same as a file to open in a calendar.

An entry that a person rejected or has yet to review has no page: 404, as if it were not there.
"""

from collections.abc import Callable
from datetime import date, datetime

from flask import Blueprint, Response, abort, redirect, render_template, request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as WerkzeugResponse

from calagg.clock import local
from calagg.config import Config
from calagg.model import CalendarEntry
from calagg.model.masking import mask_entry
from calagg.publish.joining import join_feed
from calagg.publish.rendering import parts_shown
from calagg.store.documents import document
from calagg.store.entries import find_entry, survivor_of
from calagg.store.locks import locks_of
from calagg.store.session import Store
from calagg.store.wanted import Wanted
from calagg.web.answers import Body, answer, not_now, plain
from calagg.web.entry_json import event_object
from calagg.web.entry_view import build_entry_view
from calagg.web.how_known import how_known
from calagg.web.occurrence import leading_occurrence
from calagg.web.ways_in import WayIn, add_links


def entries_blueprint(store: Store, config: Config, now: Callable[[], datetime]) -> Blueprint:
    """The routes under /entries/."""
    blueprint = Blueprint("entries", __name__)

    @blueprint.get("/entries/<uuid:entry_id>")
    def entry(entry_id: object) -> str | WerkzeugResponse:
        today = local(now(), config.zone).date()
        if survivor := _survivor(store, str(entry_id)):
            return redirect(f"/entries/{survivor}?sammanslagen=1", 301)
        stored, texts = _load(store, config, str(entry_id))
        page = f"{config.web.address}/entries/{stored.id}"
        links: tuple[WayIn, ...] = ()
        if not stored.entry.grain.coarse:
            links = add_links(leading_occurrence(stored, today), page, config.zone, config.publish.event_minutes)
            file = f"/entries/{stored.id}.ics"
            links = (*links, WayIn("Ladda ner .ics", "följer inte med om datumet flyttas", file, is_file=True))
        event = event_object(stored, address=config.web.address, zone=config.zone)
        view = build_entry_view(stored, texts, today, config.zone)
        with store.read() as session:
            locks = locks_of(session, [stored.id]).get(stored.id, ())
        known = how_known(stored, frozenset(lock.field for lock in locks))
        merged = "sammanslagen" in request.args
        return render_template("entry.html", view=view, known=known, links=links, event=event, merged=merged)

    @blueprint.get("/entries/<uuid:entry_id>.ics")
    def entry_file(entry_id: object) -> Response:
        try:
            stored, _ = _load(store, config, _survivor(store, str(entry_id)) or str(entry_id))
        except NotFound:
            return plain("Det finns ingen sådan post i kalendern.", 404)
        wanted = Wanted(
            entry_id=stored.id,
            parts=parts_shown(window_bars=config.publish.window_bars),
            first=date.min,
            last=date.max,
            today=date.min,
        )
        with store.read() as session:
            body, summary = join_feed(session, wanted, config, name=stored.id, title=stored.entry.title)
        if not summary.events and not stored.entry.grain.coarse:
            return not_now("Posten är ny och läggs i kalendern inom en minut. Försök igen då.")
        return answer(Body.of(body, stored.changed_at), f"{stored.id}.ics", disposition="attachment")

    return blueprint


def _survivor(store: Store, entry_id: str) -> str | None:
    with store.read() as session:
        return survivor_of(session, entry_id)


def _load(store: Store, config: Config, entry_id: str) -> tuple[CalendarEntry, dict[str, str]]:
    """The published entry, masked, and the texts of its documents by their ids. Raises NotFound."""
    with store.read() as session:
        stored = find_entry(session, entry_id)
        if stored is None or not is_published(stored, config):
            abort(404)
        found = (document(session, id_) for id_ in dict.fromkeys(s.document_id for s in stored.sightings))
        return mask_entry(stored), {d.id: d.text for d in found if d}


def is_published(stored: CalendarEntry, config: Config) -> bool:
    """Whether readers may see the entry: a person accepted it, or nobody judged it and it is sure enough."""
    sure = stored.entry.confidence >= config.extract.min_confidence
    return stored.review == "accepted" or (not stored.review and sure)

"""GET /granska/ID/dela -> the documents that tell of the entry; POST makes what some of them tell one of its own.

Making one entry of two is in `review_merge`; both are taken back like any judgement.
"""

from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, abort, render_template, request
from werkzeug.wrappers import Response as WerkzeugResponse

from calagg.errors import UsageError
from calagg.merge import split_entry
from calagg.model import CalendarEntry, Sighting
from calagg.model.masking import mask_entry
from calagg.model.user import Role
from calagg.store.entries import find_entry
from calagg.store.known import known_entry
from calagg.web.proof import name_document
from calagg.web.review_desk import PATH, ReviewDesk
from calagg.web.review_words import short_when


@dataclass(frozen=True, slots=True)
class Told:
    """One document that tells of the entry, and its sentences."""

    document_id: str
    document: str
    quotes: tuple[str, ...]


def review_split_blueprint(desk: ReviewDesk) -> Blueprint:
    """The routes that make two entries of one."""
    blueprint = Blueprint("review_split", __name__)
    may = desk.access.needs(Role.REVIEWER)

    @blueprint.get(f"{PATH}/<uuid:entry_id>/dela")
    @may
    def choose(entry_id: UUID) -> str:
        with desk.store.read() as session:
            stored = find_entry(session, str(entry_id))
            if stored is None or known_entry(session, stored.id) is None:
                abort(404)
        masked = mask_entry(stored)
        return render_template(
            "review_split.html",
            entry_id=stored.id,
            title=masked.entry.title,
            when=short_when(masked.entry),
            told=_told(masked),
        )

    @blueprint.post(f"{PATH}/<uuid:entry_id>/dela")
    @may
    def split(entry_id: UUID) -> WerkzeugResponse:
        id_, chosen = str(entry_id), request.form.getlist("dokument")
        if not desk.guard.is_own_form():
            return desk.stale()
        with desk.store.write() as session:
            if find_entry(session, id_) is None:
                abort(404)
            try:
                made, _ = split_entry(session, id_, chosen, now=desk.now(), who=desk.reviewer().name)
            except UsageError:  # nothing or all was chosen, or it was merged in the meantime
                return desk.away(klar=0, post=id_)
        return desk.away(klar=made)

    return blueprint


def _told(stored: CalendarEntry) -> tuple[Told, ...]:
    """The documents that tell of it now, the newest first."""
    by_document: dict[str, list[Sighting]] = {}
    for sighting in stored.sightings:
        if sighting.retired_at is None:
            by_document.setdefault(sighting.document_id, []).append(sighting)
    return tuple(
        Told(id_, name_document(sightings[0]), tuple(dict.fromkeys(s.quote for s in sightings)))
        for id_, sightings in by_document.items()
    )

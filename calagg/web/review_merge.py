"""GET /granska/ID/sla-ihop?q=… -> the entries that it may be the same as; POST makes the two one.

The one that readers know already stays: what is published before what waits, then what was found first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from flask import Blueprint, abort, render_template, request
from rapidfuzz import fuzz
from werkzeug.wrappers import Response as WerkzeugResponse

from calagg.clock import local
from calagg.config import Config
from calagg.errors import UsageError
from calagg.merge import merge_entries
from calagg.model import CalendarEntry, Selection
from calagg.model.masking import mask_entry
from calagg.model.user import Role
from calagg.store import Session
from calagg.store.entries import entries_around, find_entry
from calagg.store.known import known_entry
from calagg.web.entries import is_published
from calagg.web.proof import name_document
from calagg.web.review_desk import PATH, ReviewDesk
from calagg.web.review_words import short_when

NEAR, FAR = timedelta(days=31), timedelta(days=400)
MOST = 12


@dataclass(frozen=True, slots=True)
class Candidate:
    """One entry that it may be the same as."""

    entry_id: str
    title: str
    when: str
    document: str
    stays: bool


def review_merge_blueprint(desk: ReviewDesk) -> Blueprint:
    """The routes that make one entry of two."""
    blueprint = Blueprint("review_merge", __name__)
    may = desk.access.needs(Role.REVIEWER)

    @blueprint.get(f"{PATH}/<uuid:entry_id>/sla-ihop")
    @may
    def choose(entry_id: UUID) -> str:
        asked = " ".join(request.args.get("q", "").split())[:100]
        with desk.store.read() as session:
            stored = find_entry(session, str(entry_id))
            if stored is None or known_entry(session, stored.id) is None:
                abort(404)
            found = _candidates(session, stored, asked, desk.config)
        today = local(desk.now(), desk.config.zone).date()
        return render_template(
            "review_merge.html", entry=_shown(stored), candidates=found, asked=asked, entry_id=stored.id, today=today
        )

    @blueprint.post(f"{PATH}/<uuid:entry_id>/sla-ihop")
    @may
    def merge(entry_id: UUID) -> WerkzeugResponse:
        one, other = str(entry_id), request.form.get("post", "")
        if not desk.guard.is_own_form():
            return desk.stale()
        with desk.store.write() as session:
            first, second = find_entry(session, one), find_entry(session, other) if other else None
            if first is None:
                abort(404)
            if second is None:
                return desk.away(klar=0, post=one)
            stays, goes = (first, second) if _stays(first, second, desk) else (second, first)
            try:
                made = merge_entries(session, stays.id, goes.id, now=desk.now(), who=desk.reviewer().name)
            except UsageError:  # one of them was merged already
                return desk.away(redan=one)
        return desk.away(klar=made)

    return blueprint


def _stays(first: CalendarEntry, second: CalendarEntry, desk: ReviewDesk) -> bool:
    """Whether the first is the one that readers know."""
    return _rank(first, desk.config) <= _rank(second, desk.config)


def _rank(stored: CalendarEntry, config: Config) -> tuple[bool, object, str]:
    return not is_published(stored, config), stored.created_at, stored.id


def _candidates(session: Session, stored: CalendarEntry, asked: str, config: Config) -> tuple[Candidate, ...]:
    """Those that lie near it, the likest first; with words, those around a year off that have them."""
    day, reach = stored.entry.start.day, FAR if asked else NEAR
    found = entries_around(session, _shifted(day, -reach), _shifted(day, reach))
    words = Selection(words=(asked,)) if asked else Selection()
    others = [one for one in found if one.id != stored.id and words.matches(one.entry)]
    others.sort(key=lambda one: _unlike(stored, one))
    rank = _rank(stored, config)
    return tuple(Candidate(**_shown(one), entry_id=one.id, stays=_rank(one, config) < rank) for one in others[:MOST])


def _unlike(stored: CalendarEntry, other: CalendarEntry) -> tuple[float, int, str]:
    alike = fuzz.token_set_ratio(stored.entry.title.casefold(), other.entry.title.casefold())
    apart = abs((stored.entry.start.day - other.entry.start.day).days)
    return apart / 2 - alike, apart, other.id


def _shown(stored: CalendarEntry) -> dict[str, str]:
    masked = mask_entry(stored)
    entry = masked.entry
    named: Sequence[str] = [name_document(sighting) for sighting in masked.sightings[:1]]
    when = short_when(entry)
    return {"title": entry.title, "when": when, "document": "".join(named)}


def _shifted(day: date, by: timedelta) -> date:
    try:
        return day + by
    except OverflowError:
        return day

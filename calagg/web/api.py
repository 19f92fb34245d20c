"""GET /api/entries?kind=deadline&q=bidrag -> the same selection as the calendars, as JSON, as CSV and as Atom.

What each answers is told in `openapi.json`, which a test keeps true. A GET reads and nothing more.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from flask import Blueprint, Response, request
from werkzeug.datastructures import MultiDict

from calagg.clock import local
from calagg.config import Config
from calagg.model import CalendarEntry
from calagg.model.masking import mask_entry
from calagg.publish.named import feed_named, wanted_of
from calagg.store import Session
from calagg.store.entries import entries_with_ids
from calagg.store.session import Store
from calagg.store.wanted import newest_ids, wanted_ids
from calagg.web import atom, spreadsheet
from calagg.web.answers import Body, answer, plain
from calagg.web.asked_feed import CUSTOM, AskedWronglyError, custom_feed, read_asked
from calagg.web.entry_json import entry_object

OPENAPI = Path(__file__).parent / "openapi.json"
JSON = "application/json; charset=utf-8"
MOST = 500
MOST_ROWS = 10_000


@dataclass(frozen=True, slots=True)
class Page:
    """Which days are asked for, and which stretch of what is found."""

    first: date
    last: date
    limit: int
    offset: int


def api_blueprint(store: Store, config: Config, now: Callable[[], datetime]) -> Blueprint:
    """The routes under /api/, and the Atom feeds."""
    blueprint = Blueprint("api", __name__)
    address = config.web.address

    def today() -> date:
        return local(now(), config.zone).date()

    def found(most: int) -> tuple[int, int, list[CalendarEntry]]:
        """How many entries answer to the request, from which on they are shown, and those. Raises AskedWronglyError."""
        asked, page = read_asked(request.args), _page(request.args, config, today(), most=most)
        with store.read() as session:
            name = request.args.get("feed", CUSTOM)
            feed = custom_feed(asked) if name == CUSTOM else feed_named(session, name, config)
            if feed is None:
                raise AskedWronglyError(f"Det finns ingen kalender som heter {name}.")
            wanted = wanted_of(feed, config, today(), window_bars=True, cancelled=asked.choice.cancelled)
            ids = wanted_ids(session, replace(wanted, first=page.first, last=page.last))
            return len(ids), page.offset, _load(session, ids[page.offset : page.offset + page.limit])

    @blueprint.get("/api/entries")
    def entries() -> Response:
        try:
            total, offset, shown = found(MOST)
        except AskedWronglyError as error:
            return _wrong(error)
        objects = [entry_object(one, address=address, zone=config.zone) for one in shown]
        told = {"total": total, "offset": offset, "entries": objects}
        body = Body.of(json.dumps(told, ensure_ascii=False).encode())
        return answer(body, "poster.json", content_type=JSON)

    @blueprint.get("/api/entries.csv")
    def table() -> Response:
        try:
            _, _, shown = found(MOST_ROWS)
        except AskedWronglyError as error:
            return _wrong(error)
        body = Body.of(spreadsheet.spreadsheet(shown, address=address))
        return answer(body, "poster.csv", content_type=spreadsheet.CONTENT_TYPE, disposition="attachment")

    @blueprint.get("/feeds/<name>.atom")
    def newest(name: str) -> Response:
        try:
            asked = read_asked(request.args)
        except AskedWronglyError as error:
            return _wrong(error)
        with store.read() as session:
            feed = custom_feed(asked) if name == CUSTOM else feed_named(session, name, config)
            if feed is None:
                return plain(f"Det finns inget flöde som heter {name}.", 404)
            wanted = wanted_of(feed, config, today(), cancelled=asked.choice.cancelled)
            shown = _load(session, newest_ids(session, wanted, atom.NEWEST))
        query = f"?{asked.query}" if asked.query else ""
        data = atom.atom_feed(
            shown,
            name=name,
            title=feed.title,
            own_address=f"{address}/feeds/{name}.atom{query}",
            address=address,
        )
        return answer(Body.of(data), f"{name}.atom", content_type=atom.CONTENT_TYPE)

    @blueprint.get("/api/openapi.json")
    def description() -> Response:
        told = json.loads(OPENAPI.read_text(encoding="utf-8")) | {"servers": [{"url": address}]}
        body = Body.of(json.dumps(told, ensure_ascii=False).encode())
        return answer(body, "openapi.json", content_type=JSON)

    return blueprint


def _page(args: MultiDict[str, str], config: Config, today: date, *, most: int) -> Page:
    """The days from `from` to `to`, both inclusive: without them those of the calendars. Raises AskedWronglyError."""
    first = _day(args, "from", today - timedelta(days=config.publish.days_back))
    last = _day(args, "to", today + timedelta(days=config.publish.days_ahead))
    limit, offset = _number(args, "limit", most, low=1, high=most), _number(args, "offset", 0, low=0, high=1_000_000)
    return Page(first, last, limit, offset)


def _day(args: MultiDict[str, str], name: str, default: date) -> date:
    value = args.get(name, "")
    try:
        return date.fromisoformat(value) if value else default
    except ValueError:
        raise AskedWronglyError(f"{name} skrivs som 2026-12-31.") from None


def _number(args: MultiDict[str, str], name: str, default: int, *, low: int, high: int) -> int:
    value = args.get(name, "")
    if not value:
        return default
    if not value.isascii() or not value.isdigit() or len(value) > 9 or not low <= int(value) <= high:
        raise AskedWronglyError(f"{name} är ett tal från {low} till {high}.")
    return int(value)


def _load(session: Session, ids: list[str]) -> list[CalendarEntry]:
    """The masked entries in the order of their ids."""
    found = {one.id: mask_entry(one) for one in entries_with_ids(session, ids)}
    return [found[id_] for id_ in ids if id_ in found]


def _wrong(error: AskedWronglyError) -> Response:
    return plain(str(error), 400)

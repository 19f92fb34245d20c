"""GET /feeds/all.ics -> the published file, byte for byte; with choices in the address, ready VEVENTs joined for it.

`/feeds/custom.ics?kind=deadline&q=bidrag` is any selection, `/feeds/secret/<secret>.ics` one that only those have who
were given its address. How an answer looks is in `answers`; the pages for people are in `feed_pages`.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from logging import getLogger

from flask import Blueprint, Response, request

from calagg.clock import local
from calagg.config import Config
from calagg.errors import StoreError
from calagg.publish.named import NamedFeed, feed_named, feed_names
from calagg.store.secret_feeds import secret_feed
from calagg.store.session import Store
from calagg.web.answers import PRIVATE, Body, answer, not_now, plain
from calagg.web.asked_feed import CUSTOM, AskedFeed, AskedWronglyError, custom_feed, read_asked
from calagg.web.clients import client_of
from calagg.web.feed_bodies import FeedBodies
from calagg.web.fetch_log import FetchLog

log = getLogger(__name__)


def feeds_blueprint(
    store: Store, config: Config, bodies: FeedBodies, fetches: FetchLog, now: Callable[[], datetime]
) -> Blueprint:
    """The calendars under /feeds/."""
    blueprint = Blueprint("feeds", __name__)

    def fetched(counted_as: str, response: Response) -> Response:
        if response.status_code in (200, 304):
            client = client_of(request.headers.get("User-Agent"))
            fetches.note(counted_as, client.key, unchanged=response.status_code == 304, at=now())
        return response

    def joined(feed: NamedFeed, asked: AskedFeed) -> Body:
        return bodies.joined(feed, asked, local(now(), config.zone).date())

    @blueprint.get("/feeds/<name>.ics")
    def feed(name: str) -> Response:
        try:
            asked = read_asked(request.args)
            choices = replace(asked, selection=AskedFeed().selection)
            if choices.is_plain and (name in feed_names(config) or name in bodies.published()):
                return fetched(name, answer(bodies.file(name), f"{name}.ics"))
            with store.read() as session:
                named = feed_named(session, name, config)
            if named is None:
                return plain(f"Det finns ingen kalender som heter {name}.", 404)
            body = joined(named, choices)
        except (AskedWronglyError, OSError, StoreError) as error:
            return _refused(name, error)
        return fetched(name, answer(body, f"{name}.ics"))

    @blueprint.get(f"/feeds/{CUSTOM}.ics")
    def custom() -> Response:
        try:
            asked = read_asked(request.args)
            body = joined(custom_feed(asked), asked)
        except (AskedWronglyError, OSError, StoreError) as error:
            return _refused(CUSTOM, error)
        return fetched(CUSTOM, answer(body, "urval.ics"))

    @blueprint.get("/feeds/secret/<secret>.ics")
    def secret(secret: str) -> Response:
        try:
            asked = read_asked(request.args)
            with store.read() as session:
                found = secret_feed(session, secret)
            if found is None:
                return plain("Det finns ingen kalender på den här adressen.", 404)
            if found.revoked_at is not None:
                return plain("Kalendern är avstängd.", 410)
            named = NamedFeed(name=found.counted_as, title=found.title, selection=found.selection)
            body = joined(named, replace(asked, selection=found.selection))
        except (AskedWronglyError, OSError, StoreError) as error:
            return _refused("secret", error)
        return fetched(found.counted_as, answer(body, "kalender.ics", cache=PRIVATE))

    return blueprint


def _refused(name: str, error: AskedWronglyError | OSError | StoreError) -> Response:
    """The line that says why there is no calendar now."""
    if isinstance(error, AskedWronglyError):
        return plain(str(error), 400)
    if isinstance(error, FileNotFoundError):
        return not_now("Kalendern är inte publicerad ännu. Försök igen om en minut.")
    log.warning("feeds/%s.ics: can't be read (%s)", name, error)
    return not_now("Kalendern kan inte läsas just nu. Försök igen om en stund.")

"""GET /feeds/all -> a calendar's page: what is in it, how it is subscribed to, and when which program last fetched it.

GET /feeds/ -> all calendars. The files themselves are in `feeds`.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from urllib.parse import quote

from flask import Blueprint, Response, make_response, render_template, request

from calagg.clock import local
from calagg.config import Config
from calagg.model import EntryChoice, Selection
from calagg.model.masking import mask_entry
from calagg.publish.named import NamedFeed, feed_named, list_feeds, wanted_of
from calagg.store import Session
from calagg.store.entries import entries_with_ids
from calagg.store.fetches import fetches_of
from calagg.store.session import Store
from calagg.store.wanted import count_entries, wanted_ids
from calagg.web.asked_feed import CUSTOM, AskedFeed, AskedWronglyError, custom_feed, read_asked
from calagg.web.faults import TEXTS, fault_page
from calagg.web.feed_bodies import FeedBodies
from calagg.web.feed_view import MOST_SHOWN, FeedView, build_feed_view, describe_feed
from calagg.web.ways_in import subscribe_links
from calagg.web.wording import posts


def feed_pages_blueprint(store: Store, config: Config, bodies: FeedBodies, now: Callable[[], datetime]) -> Blueprint:
    """The pages under /feeds/."""
    blueprint = Blueprint("feed_pages", __name__)

    def today() -> date:
        return local(now(), config.zone).date()

    @blueprint.get("/feeds/")
    def every() -> str:
        counts = bodies.published()
        with store.read() as session:
            feeds = list_feeds(session, config)
        rows = [
            {
                "name": feed.name,
                "title": feed.title,
                "about": describe_feed(feed),
                "posts": posts(counts[feed.name].entries) if feed.name in counts else "",
            }
            for feed in feeds
        ]
        return render_template("feeds.html", rows=rows)

    @blueprint.get("/feeds/<name>")
    def one(name: str) -> Response:
        try:
            asked = read_asked(request.args)
        except AskedWronglyError as error:
            return fault_page(400, "Urvalet går inte att läsa", str(error))
        with store.read() as session:
            feed = custom_feed(asked) if name == CUSTOM else feed_named(session, name, config)
            if feed is None:
                return fault_page(404, *TEXTS[404])
            if name != CUSTOM:
                asked = replace(asked, selection=AskedFeed().selection)
            view = _view(session, feed, asked, config, today())
        address = f"{config.web.address}/feeds/{quote(name)}.ics{view.query}"
        page = render_template(
            "feed.html",
            view=view,
            feed_address=address,
            subscribe=subscribe_links(address, feed.title),
            only_here=config.web.is_local,
            remind=quote(str(_choice(feed))),
        )
        return make_response(page)

    return blueprint


def _choice(feed: NamedFeed) -> EntryChoice:
    """What one subscribes to who wants reminders of what the feed carries."""
    if feed.organiser:
        return EntryChoice(selection=Selection(organisers=(feed.organiser,)))
    return EntryChoice(selection=feed.selection) if feed.name == CUSTOM else EntryChoice(feed=feed.name)


def _view(session: Session, feed: NamedFeed, asked: AskedFeed, config: Config, today: date) -> FeedView:
    wanted = wanted_of(feed, config, today, cancelled=asked.choice.cancelled)
    coming = wanted_ids(session, replace(wanted, first=today))[:MOST_SHOWN]
    return build_feed_view(
        feed,
        asked,
        map(mask_entry, entries_with_ids(session, coming)),
        count=count_entries(session, wanted),
        fetched=fetches_of(session, feed.name),
        today=today,
        zone=config.zone,
    )

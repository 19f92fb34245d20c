"""GET / -> what is coming, grouped by day, week and month, with the sentence that proves each date.

The whole state is in the address: `till=2027-01` (the list goes on to the end of that month), `citat=alla` (all
quotes open), `tidigare=veckan` (the days of this week that have passed). Values that mean nothing are ignored.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from flask import Blueprint, render_template, request

from calagg.clock import local
from calagg.config import Config, Source
from calagg.model import EntryChoice
from calagg.model.masking import mask_entry
from calagg.publish.named import feed_title
from calagg.store.documents import list_documents
from calagg.store.entries import entries_between
from calagg.store.session import Store
from calagg.web.asking import blank_asking
from calagg.web.listing import Listing, build_listing
from calagg.web.ways_in import subscribe_links
from calagg.web.wording import clock, day_and_month, full_date, monday, posts

YEARS_AHEAD = 20


def upcoming_blueprint(store: Store, config: Config, now: Callable[[], datetime]) -> Blueprint:
    """The route of the first page."""
    blueprint = Blueprint("upcoming", __name__)

    @blueprint.get("/")
    def upcoming() -> str:
        here = local(now(), config.zone)
        today = here.date()
        till, earlier = _month_asked(today), request.args.get("tidigare") == "veckan"
        all_quotes = request.args.get("citat") == "alla"
        with store.read() as session:
            stored = entries_between(
                session,
                monday(today),
                date(today.year + YEARS_AHEAD, 12, 31),
                min_confidence=config.extract.min_confidence,
            )
            has_documents = bool(stored) or bool(list_documents(session))
            asking = blank_asking(session, config, EntryChoice())
        listing = build_listing(map(mask_entry, stored), today, config.zone, till=till, earlier=earlier)
        feed_address = f"{config.web.address}/feeds/all.ics"
        return render_template(
            "upcoming.html",
            listing=listing,
            posts=posts(listing.count),
            more_posts=posts(listing.more.count) if listing.more else "",
            last=day_and_month(listing.last, today),
            all_quotes=all_quotes,
            links=_links(listing, till, earlier=earlier, all_quotes=all_quotes),
            has_documents=has_documents,
            folders=[source.path for source in config.source] or [Source().path],
            feed_address=feed_address,
            subscribe=subscribe_links(feed_address, feed_title("all", config)),
            asking=asking,
            address=f"{config.web.address}/",
            printed=f"{full_date(today)} {clock(here.time())}",
        )

    return blueprint


def _month_asked(today: date) -> date | None:
    """The first day of the month in `till`; None where it is no month from this one to the last that is read."""
    try:
        month = date.fromisoformat(f"{request.args.get('till', '')}-01")
    except ValueError:
        return None
    return month if today - timedelta(days=31) < month <= date(today.year + YEARS_AHEAD, 12, 1) else None


def _links(listing: Listing, till: date | None, *, earlier: bool, all_quotes: bool) -> dict[str, str]:
    """The page's own addresses with one part of the state changed."""
    state = {
        "till": f"{till:%Y-%m}" if till else "",
        "tidigare": "veckan" if earlier else "",
        "citat": "alla" if all_quotes else "",
    }
    more = listing.more
    return {
        "quotes": _address(state | {"citat": "" if all_quotes else "alla"}),
        "earlier": _address(state | {"tidigare": "veckan"}) + "#denna-vecka",
        "more": _address(state | {"till": more.till}) + f"#{more.anchor}" if more else "",
    }


def _address(state: dict[str, str]) -> str:
    query = urlencode({key: value for key, value in state.items() if value})
    return f"/?{query}" if query else "/"

"""GET / -> what is coming, grouped by day, week and month, with the sentence that proves each date.

The whole state is in the address: `till=2027-01` (the list goes on to the end of that month), `citat=alla` (all
quotes open), `tidigare=veckan` (the days of this week that have passed), and what is chosen (`filters`). Values that
mean nothing are ignored, those that go without saying are left out. What has been is in `past`.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from flask import Blueprint, redirect, render_template, request
from markupsafe import Markup
from werkzeug import Response

from calagg.clock import local
from calagg.config import Config, Source
from calagg.model import CalendarEntry, EntryChoice, Selection
from calagg.model.choice import ALL
from calagg.publish.named import feed_title
from calagg.store import Session
from calagg.store.documents import has_documents
from calagg.store.facets import facets_between
from calagg.store.revision import revision
from calagg.store.session import Store
from calagg.web.asked_feed import CUSTOM, CUSTOM_TITLE, AskedFeed
from calagg.web.asking import blank_asking
from calagg.web.empty_selection import WayOut, sentence_of, ways_out
from calagg.web.feed_view import describe_selection
from calagg.web.filter_bar import address_of, build_filter_bar
from calagg.web.filters import Filters, Pairs, has_defaults, read_filters
from calagg.web.kept import Kept
from calagg.web.listing import Listing, build_listing, last_asked
from calagg.web.past import PATH as PAST_PATH
from calagg.web.past import count_past
from calagg.web.reach import load_listed
from calagg.web.ways_in import subscribe_links
from calagg.web.wording import clock, day_and_month, full_date, monday, posts

YEARS_AHEAD = 20
Page = dict[str, object] | str


def upcoming_blueprint(store: Store, config: Config, now: Callable[[], datetime]) -> Blueprint:
    """The route of the first page."""
    blueprint = Blueprint("upcoming", __name__)
    confidence = config.extract.min_confidence

    kept_pages: Kept[Page] = Kept()

    @blueprint.get("/")
    def upcoming() -> str | Response:
        at = now()
        here = local(at, config.zone)
        with store.read() as session:
            key = revision(session), here.date(), request.query_string
            page = kept_pages.get(key, at, lambda: work_out(session, here.date()))
        if isinstance(page, str):
            return redirect(page)
        return render_template("upcoming.html", **page, printed=f"{full_date(here.date())} {clock(here.time())}")

    def work_out(session: Session, today: date) -> Page:
        """All that the page shows but the minute, its list as HTML; or the address that it has without what goes
        without saying."""
        till, earlier = _month_asked(today), request.args.get("tidigare") == "veckan"
        all_quotes = request.args.get("citat") == "alla"
        kept = _state(till, earlier=earlier, all_quotes=all_quotes)
        days = monday(today), date(today.year + YEARS_AHEAD, 12, 31)
        offered = facets_between(session, *days, min_confidence=confidence)
        filters = read_filters(
            request.args, offered, lambda: facets_between(session, date.min, date.max, min_confidence=confidence)
        )
        if has_defaults(request.args):
            return address_of("/", filters.pairs, kept)

        def list_of(entries: list[CalendarEntry]) -> Listing:
            return build_listing(entries, today, config.zone, till=till, earlier=earlier)

        def load(chosen: Filters) -> list[CalendarEntry]:
            selection, until = chosen.selection, days[1] if chosen.pairs else last_asked(today, till)
            loaded = load_listed(
                session, *days, until=until, min_confidence=confidence, listing_of=list_of, selection=selection
            )
            return _chosen(loaded, selection)

        stored = load(filters)
        listing = list_of(stored)
        is_empty = not listing.groups or not (listing.count or earlier or not filters.pairs)
        feed, query = _feed(filters)
        ways: tuple[WayOut, ...] = ()
        if is_empty and filters.pairs:
            ways = ways_out(
                filters,
                lambda other: list_of(load(other)).count,
                past=count_past(session, config, filters.selection, today),
                past_path=PAST_PATH,
                feed_page=f"/feeds/{feed}{query}",
                kept=kept,
            )
        feed_address = f"{config.web.address}/feeds/{feed}.ics{query}"
        title = feed_title(ALL, config) if feed == ALL else CUSTOM_TITLE
        links = _links(listing, filters, kept)
        groups = render_template("upcoming_list.html", listing=listing, links=links, all_quotes=all_quotes)
        return {
            "listing": listing,
            "groups": Markup(groups),  # noqa: S704 - a template of ours made it, and escaped what it holds
            "is_empty": is_empty,
            "posts": posts(listing.count),
            "more_posts": posts(listing.more.count) if listing.more else "",
            "last": day_and_month(listing.last, today),
            "all_quotes": all_quotes,
            "links": links,
            "bar": build_filter_bar("/", filters, offered, kept) if stored or filters.pairs else None,
            "nothing": sentence_of(filters, "kommande"),
            "ways_out": ways,
            "chosen": describe_selection(filters.selection),
            "has_documents": bool(stored) or has_documents(session),
            "folders": [source.path for source in config.source] or [Source().path],
            "feed_address": feed_address,
            "subscribe": subscribe_links(feed_address, title),
            "asking": blank_asking(session, config, EntryChoice(selection=filters.selection)),
            "address": address_of(f"{config.web.address}/", filters.pairs),
        }

    return blueprint


def _chosen(stored: list[CalendarEntry], selection: Selection) -> list[CalendarEntry]:
    if selection == Selection():
        return stored
    return [one for one in stored if selection.matches(one.entry, one.sources)]


def _feed(filters: Filters) -> tuple[str, str]:
    """The name of the calendar that holds what is chosen, and its query with the question mark."""
    query = AskedFeed(selection=filters.selection).query
    return (CUSTOM, f"?{query}") if query else (ALL, "")


def _month_asked(today: date) -> date | None:
    """The first day of the month in `till`; None where it is no month from this one to the last that is read."""
    try:
        month = date.fromisoformat(f"{request.args.get('till', '')}-01")
    except ValueError:
        return None
    return month if today - timedelta(days=31) < month <= date(today.year + YEARS_AHEAD, 12, 1) else None


def _state(till: date | None, *, earlier: bool, all_quotes: bool) -> Pairs:
    """What the address says beside what is chosen."""
    state = {
        "till": f"{till:%Y-%m}" if till else "",
        "tidigare": "veckan" if earlier else "",
        "citat": "alla" if all_quotes else "",
    }
    return [pair for pair in state.items() if pair[1]]


def _links(listing: Listing, filters: Filters, kept: Pairs) -> dict[str, str]:
    """The page's own addresses with one part of the state changed, and that of what has been."""
    more = listing.more

    def address(**changed: str) -> str:
        state = dict.fromkeys(("till", "tidigare", "citat"), "") | dict(kept) | changed
        return address_of("/", filters.pairs, [pair for pair in state.items() if pair[1]])

    return {
        "quotes": address(citat="" if ("citat", "alla") in kept else "alla"),
        "earlier": address(tidigare="veckan") + "#denna-vecka",
        "more": address(till=more.till) + f"#{more.anchor}" if more else "",
        "past": address_of(PAST_PATH, filters.pairs),
    }

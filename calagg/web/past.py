"""GET /tidigare -> what has been, newest first, by month, as many whole months as hold some fifty entries.

The state is in the address: `till=2026-08` (the list begins with that month and goes back), `citat=alla`, and what is
chosen (`filters`). Values that mean nothing are ignored.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask import Blueprint, redirect, render_template, request
from werkzeug import Response

from calagg.clock import local
from calagg.config import Config
from calagg.model import CalendarEntry, Selection
from calagg.model.masking import mask_entry
from calagg.store import Session
from calagg.store.chosen import entries_chosen, newest_over
from calagg.store.entries import first_day
from calagg.store.facets import facets_between
from calagg.store.session import Store
from calagg.web.empty_selection import sentence_of
from calagg.web.filter_bar import address_of, build_filter_bar
from calagg.web.filters import has_defaults, read_filters
from calagg.web.history import is_long_cancelled
from calagg.web.listing import Group, month_end, share_blocks
from calagg.web.occurrence import Occurrence, list_occurrences
from calagg.web.wording import capitalised, month_and_year, posts, weeks

PATH = "/tidigare"
ENOUGH = 50
MONTHS_AT_ONCE = 12
LOOKED_THROUGH = 20_000
Month = tuple[date, list[Occurrence]]


@dataclass(frozen=True, slots=True)
class Past:
    """The months that are shown, newest first, and the first one that is not; None where there are no more."""

    months: tuple[Month, ...]
    older: date | None

    @property
    def count(self) -> int:
        """How many entries are shown."""
        return len({o.stored.id for _, found in self.months for o in found})


def past_blueprint(store: Store, config: Config, now: Callable[[], datetime]) -> Blueprint:
    """The route of the page of what has been."""
    blueprint = Blueprint("past", __name__)
    confidence = config.extract.min_confidence

    @blueprint.get(PATH)
    def past() -> str | Response:
        today = local(now(), config.zone).date()
        till = _month_asked(today)
        kept = [("till", f"{till:%Y-%m}")] if till else []
        quotes = [("citat", "alla")] if request.args.get("citat") == "alla" else []
        with store.read() as session:
            offered = facets_between(session, date.min, today, min_confidence=confidence)
            filters = read_filters(
                request.args, offered, lambda: facets_between(session, date.min, date.max, min_confidence=confidence)
            )
            if has_defaults(request.args):
                return redirect(address_of(PATH, filters.pairs, quotes))
            shown = read_past(session, config, filters.selection, till or today, today)
        asked = filters.pairs
        return render_template(
            "past.html",
            groups=[_group(first, found, today, config) for first, found in shown.months],
            posts=posts(shown.count),
            span=_span(shown),
            bar=build_filter_bar(PATH, filters, offered, quotes),
            nothing=sentence_of(filters, "passerad"),
            all_quotes=bool(quotes),
            quotes=address_of(PATH, asked, kept, [] if quotes else [("citat", "alla")]),
            older=address_of(PATH, asked, [("till", f"{shown.older:%Y-%m}")], quotes) if shown.older else "",
            older_month=month_and_year(shown.older) if shown.older else "",
            newest=address_of(PATH, asked, quotes) if till else "",
            upcoming=address_of("/", asked, quotes),
        )

    return blueprint


def read_past(session: Session, config: Config, selection: Selection, newest: date, today: date) -> Past:
    """The selected entries that are over, from the month of `newest` back, until there are enough."""
    months: list[Month] = []
    count = 0
    for month in _months(session, config, selection, newest, today):
        if count >= ENOUGH:
            return Past(tuple(months), month[0])
        months.append(month)
        count += len(month[1])
    return Past(tuple(months), None)


def count_past(session: Session, config: Config, selection: Selection, today: date) -> int | None:
    """How many of the selected entries are over, None where more would have to be looked through to tell than a page
    may take."""
    confidence = config.extract.min_confidence
    newest = newest_over(session, today, LOOKED_THROUGH, min_confidence=confidence)
    if newest is None:
        return 0
    if not newest[1]:
        return None
    stored = entries_chosen(session, newest[0], today, selection, min_confidence=confidence)
    return len(list_over(stored, selection, today, config.zone))


def _months(session: Session, config: Config, selection: Selection, newest: date, today: date) -> Iterator[Month]:
    """The months that have something, newest first; the store is asked for a year of them at a time."""
    oldest = first_day(session, min_confidence=config.extract.min_confidence)
    last = newest.year * 12 + newest.month - 1
    while oldest and last >= (stop := oldest.year * 12 + oldest.month - 1):
        first = max(stop, last - MONTHS_AT_ONCE + 1)
        stored = entries_chosen(
            session, _day_of(first), month_end(_day_of(last)), selection, min_confidence=config.extract.min_confidence
        )
        found = list_over(stored, selection, today, config.zone)
        for number in range(last, first - 1, -1):
            if inside := [o for o in found if o.first.year * 12 + o.first.month - 1 == number]:
                yield _day_of(number), inside
        last = first - 1


def list_over(stored: Iterable[CalendarEntry], selection: Selection, today: date, zone: ZoneInfo) -> list[Occurrence]:
    """Where the selected entries stood that are over, newest day first, in a day as the first page has them."""
    chosen = (one for one in map(mask_entry, stored) if selection.matches(one.entry, one.sources))
    every = (o for one in chosen if not is_long_cancelled(one, today, zone) for o in list_occurrences(one, today))
    over = sorted((o for o in every if o.is_over(today)), key=lambda o: o.sort_key)
    return sorted(over, key=lambda o: o.first, reverse=True)


def _day_of(number: int) -> date:
    """The first day of a month, counted from the year 0."""
    return date(number // 12, number % 12 + 1, 1)


def _group(first: date, found: list[Occurrence], today: date, config: Config) -> Group:
    group_id = f"m-{first:%Y-%m}"
    title = capitalised(month_and_year(first))
    return Group(group_id, title, weeks(first, month_end(first)), share_blocks(found, group_id, today, config.zone))


def _span(shown: Past) -> str:
    """'i november 2026', 'från augusti 2026 till november 2026'."""
    if not shown.months:
        return ""
    newest, oldest = month_and_year(shown.months[0][0]), month_and_year(shown.months[-1][0])
    return f"i {newest}" if newest == oldest else f"från {oldest} till {newest}"


def _month_asked(today: date) -> date | None:
    """The first day of the month in `till`; None where it is no month, or one that has not begun."""
    try:
        month = date.fromisoformat(f"{request.args.get('till', '')}-01")
    except ValueError:
        return None
    return month if month < today.replace(day=1) else None

"""GET /drift -> whether all works, for the one who runs it: sources, reminders, calendars, unread documents.

Read from the store and shown; a GET writes nothing, and no reader's address is among what is read but for the counting
of the mails to come. Until somebody can sign in (`calagg users add`) the page is open to all; from then on it is the
administrators'.
"""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from flask import Blueprint, render_template

from calagg.clock import instant, local
from calagg.config import Config
from calagg.coverage import find_coverage
from calagg.remind.forecast import MailDay, forecast_mails
from calagg.remind.hours import Hours
from calagg.remind.plan import HORIZON_DAYS
from calagg.remind.troubles import find_troubles
from calagg.store import Session
from calagg.store.activity import count_activity, entries_found
from calagg.store.bounces import count_paused
from calagg.store.documents import unread_documents
from calagg.store.entries import count_awaiting_review
from calagg.store.fetches import fetches_by_client
from calagg.store.heartbeat import TICK, last_beats
from calagg.store.outbox import mails_of_day
from calagg.store.reminders import count_mailed, list_waiting
from calagg.store.session import Store
from calagg.store.sources import documents_by_source, list_sources
from calagg.web.access import Access
from calagg.web.drift_view import WEEKS, DriftView, Operations, build_drift_view
from calagg.web.health import grace_of, scheduler_state
from calagg.web.wording import monday

REMINDER_DAYS = 7


def drift_blueprint(store: Store, config: Config, access: Access, now: Callable[[], datetime]) -> Blueprint:
    """The route /drift; the time that the scheduler is given for its first tick counts from this call."""
    blueprint = Blueprint("drift", __name__)
    started_at = now()

    @blueprint.get("/drift")
    @access.needs_administrator
    def drift() -> str:
        at = now()
        with store.read() as session:
            view = _view(session, config, at, started_at)
        return render_template("drift.html", view=view)

    return blueprint


def _view(session: Session, config: Config, at: datetime, started_at: datetime) -> DriftView:
    here = local(at, config.zone)
    today = here.date()
    tick = last_beats(session).get(TICK)
    first_week = monday(today) - timedelta(weeks=WEEKS - 1)
    midnight = instant(today, time.min, config.zone)
    operations = Operations(
        scheduler=scheduler_state(tick, at=at, started_at=started_at, grace=grace_of(config)),
        tick_at=tick.at if tick else None,
        troubles=tuple(find_troubles(session, config, at)),
        activity=count_activity(session, since=midnight),
        unreviewed=count_awaiting_review(session, min_confidence=config.extract.min_confidence, since=today),
        sources=tuple(s for s in list_sources(session) if s.name in config.source_names),
        found=tuple(entries_found(session, since=instant(first_week, time.min, config.zone))),
        documents=documents_by_source(session),
        coverage=tuple(find_coverage(session, config, today)),
        reminders=count_mailed(session, today - timedelta(days=REMINDER_DAYS - 1), today),
        coming=_coming(session, config, at, today),
        paused=count_paused(session),
        fetched=fetches_by_client(session),
        unread=tuple(unread_documents(session)),
    )
    return build_drift_view(operations, config, here)


def _coming(session: Session, config: Config, at: datetime, today: date) -> tuple[MailDay, ...]:
    return forecast_mails(
        list_waiting(session, until=today + timedelta(days=HORIZON_DAYS - 1)),
        mailed=mails_of_day(session, today),
        hours=Hours(config.remind.from_, config.remind.until, config.zone),
        now=at,
    )

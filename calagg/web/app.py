"""create_app(store, config) -> the Flask application: the list, entries, documents, feeds, subscribing, operations.

A GET writes nothing; what is posted is taken in `subscribe`, `mail_links`, `own_page`, `login`, `review`, `report`,
`reports` and `upload` alone, but for the answer of an OpenID provider (`oidc`).
Links that leave the site begin at `[web] base_url`; links within it are paths, so what a request calls this host is
never repeated.
"""

from collections.abc import Callable
from datetime import datetime

from flask import Flask

from calagg import clock
from calagg.config import Config
from calagg.resources import templates
from calagg.store.session import Store
from calagg.web.about import about_blueprint
from calagg.web.access import Access
from calagg.web.api import api_blueprint
from calagg.web.assets import Assets, assets_blueprint
from calagg.web.calls import calls_blueprint
from calagg.web.compression import compress_pages
from calagg.web.documents import documents_blueprint
from calagg.web.drift import drift_blueprint
from calagg.web.entries import entries_blueprint
from calagg.web.faults import QuietFlask, add_fault_pages
from calagg.web.feed_bodies import FeedBodies
from calagg.web.feed_pages import feed_pages_blueprint
from calagg.web.feeds import feeds_blueprint
from calagg.web.fetch_log import FetchLog
from calagg.web.forms import FormGuard
from calagg.web.health import health_blueprint
from calagg.web.login import login_blueprint
from calagg.web.mail_links import mail_links_blueprint
from calagg.web.metrics import metrics_blueprint
from calagg.web.month import month_blueprint
from calagg.web.oidc import oidc_blueprint
from calagg.web.own_page import own_page_blueprint
from calagg.web.past import past_blueprint
from calagg.web.report import report_blueprint
from calagg.web.reports import reports_blueprint
from calagg.web.review import review_blueprint
from calagg.web.review_desk import ReviewDesk
from calagg.web.review_history import review_history_blueprint
from calagg.web.review_merge import review_merge_blueprint
from calagg.web.review_split import review_split_blueprint
from calagg.web.review_steps import review_steps_blueprint
from calagg.web.security import add_security_headers
from calagg.web.staff import Staff
from calagg.web.subscribe import subscribe_blueprint
from calagg.web.upcoming import upcoming_blueprint
from calagg.web.upload import upload_blueprint

MENU = (
    ("Kommande", "/"),
    ("Månad", "/kalender"),
    ("Utlysningar", "/utlysningar"),
    ("Kalendrar", "/feeds/"),
    ("Dokument", "/documents"),
)


def create_app(
    store: Store, config: Config, *, now: Callable[[], datetime] = clock.now, fetches: FetchLog | None = None
) -> Flask:
    """The application over an open store; the caller closes the store. `now` gives an aware instant.

    What fetches the calendars is counted in `fetches`, which the caller writes now and then. Raises ConfigError where
    [oidc] wants what is not installed.
    """
    app = QuietFlask(__name__, template_folder=str(templates() / "web"), static_folder=None)
    app.config.update(MAX_CONTENT_LENGTH=64 * 1024)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    assets = Assets(config)
    guard = FormGuard(config)
    access = Access(store, config, now)
    staff = Staff(store, config, access, now)
    bodies = FeedBodies(store, config)
    desk = ReviewDesk(store, config, access, guard, now)

    @app.context_processor
    def shared() -> dict[str, object]:
        return {
            "menu": MENU,
            "assets": assets,
            "form_proof": guard.proof,
            "staff": access.user(),
            "staff_menu": staff.menu(),
        }

    for blueprint in (
        upcoming_blueprint(store, config, now),
        past_blueprint(store, config, now),
        month_blueprint(store, config, now),
        calls_blueprint(store, config, now),
        entries_blueprint(store, config, now),
        documents_blueprint(store, config, now),
        feeds_blueprint(store, config, bodies, fetches or FetchLog(), now),
        feed_pages_blueprint(store, config, bodies, now),
        api_blueprint(store, config, now),
        subscribe_blueprint(store, config, guard, now),
        mail_links_blueprint(store, config, guard, now),
        own_page_blueprint(store, config, guard, now),
        health_blueprint(store, config, now),
        metrics_blueprint(store, config, now),
        drift_blueprint(store, config, access, now),
        login_blueprint(store, access, guard, now, provider=config.oidc.name if config.oidc.issuer else ""),
        review_blueprint(desk),
        review_steps_blueprint(desk),
        review_merge_blueprint(desk),
        review_split_blueprint(desk),
        review_history_blueprint(desk),
        report_blueprint(store, config, guard, now),
        reports_blueprint(store, config, access, guard, now),
        upload_blueprint(store, config, access, guard, now),
        assets_blueprint(assets),
        about_blueprint(config),
        *([oidc_blueprint(store, config, access, now)] if config.oidc.issuer else []),
    ):
        app.register_blueprint(blueprint)
    compress_pages(app)
    add_security_headers(app)
    app.after_request(guard.keep_key)
    app.after_request(access.keep_private)
    add_fault_pages(app)
    return app

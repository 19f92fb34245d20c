"""GET /om, /tillganglighet -> what the calendar is, how sure it is, what it knows of people, and who may use it.

Who stands behind it is configured in `[about]`; the pages say so where it is not. `/robots.txt` keeps search engines
from what belongs to one reader.
"""

from datetime import date

from flask import Blueprint, Response, render_template

from calagg.config import Config
from calagg.web.wording import long_date

CLOSED_TO_ROBOTS = ("/prenumeration", "/feeds/secret/", "/drift", "/metrics", "/api/")


def about_blueprint(config: Config) -> Blueprint:
    """The routes of the pages about the calendar."""
    blueprint = Blueprint("about", __name__)
    looked_at = config.about.accessibility_day
    told = {
        "about": config.about,
        "address": config.web.address.partition("://")[2],
        "looked_at": long_date(date.fromisoformat(looked_at)) if looked_at else "",
        "report_days": config.reports.keep_days,
        "kept": config.retention,
        "sure": round(config.extract.min_confidence * 100),
        "can_mail": config.mail.transport == "smtp",
    }
    rules = "".join(f"Disallow: {path}\n" for path in CLOSED_TO_ROBOTS)

    @blueprint.get("/om")
    def about() -> str:
        return render_template("about.html", **told)

    @blueprint.get("/tillganglighet")
    def accessibility() -> str:
        return render_template("accessibility.html", **told)

    @blueprint.get("/robots.txt")
    def robots() -> Response:
        return Response(f"User-agent: *\n{rules}", content_type="text/plain; charset=utf-8")

    return blueprint

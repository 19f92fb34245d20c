"""GET /feeds/all.ics -> the published file, byte for byte, with what a calendar program needs to fetch it rarely.

The route is deliberately deaf: no login, cookie, redirect, compression, range or content negotiation. What stands
in the file is made in `calagg.publish`. Source: RFC 9110, sections 8.8 and 13.
"""

import hashlib
import os
from datetime import UTC, datetime
from logging import getLogger
from pathlib import Path

from flask import Blueprint, Response, request
from werkzeug.http import http_date, parse_date, parse_etags

from calagg.config import Config
from calagg.publish.named import feed_names

RETRY_SECONDS = 60
log = getLogger(__name__)


def feeds_blueprint(config: Config) -> Blueprint:
    """The routes under /feeds/."""
    blueprint = Blueprint("feeds", __name__)
    names = feed_names(config)
    folder = Path(config.publish.directory)

    @blueprint.get("/feeds/<name>.ics")
    def feed(name: str) -> Response:
        if name not in names:
            return plain(f"Det finns ingen kalender som heter {name}.", 404)
        try:
            body, changed_at = _read_published(folder / f"{name}.ics")
        except FileNotFoundError:
            return not_now("Kalendern är inte publicerad ännu. Försök igen om en minut.")
        except OSError as error:
            log.warning("feeds/%s.ics: can't be read (%s); check the folder's permissions", name, error)
            return not_now("Kalendern kan inte läsas just nu. Försök igen om en stund.")
        return calendar_response(body, f"{name}.ics", changed_at=changed_at)

    return blueprint


def calendar_response(
    body: bytes, filename: str, *, changed_at: datetime, disposition: str = "inline", cache: str = "public, max-age=900"
) -> Response:
    """200 with the calendar, or 304 where the request names the same bytes (or, without an ETag, a later instant)."""
    tag = hashlib.sha256(body).hexdigest()
    fresh = _is_fresh(tag, changed_at)
    response = Response(None if fresh else body, 304 if fresh else 200)
    response.headers["ETag"] = f'"{tag}"'
    response.headers["Last-Modified"] = http_date(changed_at)
    response.headers["Cache-Control"] = cache
    if fresh:
        del response.headers["Content-Type"]
        return response
    response.headers["Content-Type"] = "text/calendar; charset=utf-8"
    response.headers["Content-Disposition"] = f'{disposition}; filename="{filename}"'
    response.headers["Content-Length"] = str(len(body))
    return response


def plain(line: str, status: int) -> Response:
    """One line of plain text: what calendar programs get instead of a page."""
    return Response(f"{line}\n", status, content_type="text/plain; charset=utf-8")


def not_now(line: str) -> Response:
    response = plain(line, 503)
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


def _read_published(path: Path) -> tuple[bytes, datetime]:
    """The bytes and when they were written, of one and the same file even while a new one takes its place."""
    with path.open("rb") as file:
        written_at = datetime.fromtimestamp(int(os.fstat(file.fileno()).st_mtime), UTC)
        return file.read(), written_at


def _is_fresh(tag: str, changed_at: datetime) -> bool:
    """Whether the client has these bytes; If-None-Match, whatever it holds, beats If-Modified-Since."""
    if "If-None-Match" in request.headers:
        return parse_etags(request.headers["If-None-Match"]).contains_weak(tag)
    since = parse_date(request.headers.get("If-Modified-Since"))
    return since is not None and changed_at <= since

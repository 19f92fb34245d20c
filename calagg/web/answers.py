"""A body -> what a calendar program needs to fetch it rarely: 200 or 304, with a strong ETag.

What is fetched is in `feeds`, `entries` and `atom`. The answers are deliberately deaf: no login, cookie, redirect,
compression, range or content negotiation. Source: RFC 9110, 8.8 and 13.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from flask import Response, request
from werkzeug.http import http_date, parse_date, parse_etags
from werkzeug.wsgi import wrap_file

RETRY_SECONDS = 60
CALENDAR = "text/calendar; charset=utf-8"
PUBLIC, PRIVATE = "public, max-age=900", "private, max-age=900"


@dataclass(frozen=True, slots=True)
class Body:
    """Bytes with the hash that is their ETag and when they last changed, None where that can't be told."""

    data: bytes
    tag: str
    changed_at: datetime | None

    @classmethod
    def of(cls, data: bytes, changed_at: datetime | None = None) -> "Body":
        """The body with its hash."""
        return cls(data, hashlib.sha256(data).hexdigest(), changed_at)


def answer(
    body: Body, filename: str, *, content_type: str = CALENDAR, disposition: str = "inline", cache: str = PUBLIC
) -> Response:
    """200 with the body, or 304 where the request names the same bytes (or, without an ETag, a later instant)."""
    fresh = _is_fresh(body)
    response = Response(status=304) if fresh else _whole(body)
    response.headers["ETag"] = f'"{body.tag}"'
    if body.changed_at is not None:
        response.headers["Last-Modified"] = http_date(body.changed_at)
    response.headers["Cache-Control"] = cache
    if fresh:
        del response.headers["Content-Type"]
        return response
    response.headers["Content-Type"] = content_type
    response.headers["Content-Disposition"] = f'{disposition}; filename="{filename}"'
    response.headers["Content-Length"] = str(len(body.data))
    return response


def plain(line: str, status: int) -> Response:
    """One line of plain text: what calendar programs get instead of a page."""
    return Response(f"{line}\n", status, content_type="text/plain; charset=utf-8")


def not_now(line: str) -> Response:
    """503 with a line that says when to try again."""
    response = plain(line, 503)
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


def _whole(body: Body) -> Response:
    """200 with the bytes as a file in memory: all who are sent them share them, where waitress copies plain bytes."""
    return Response(wrap_file(request.environ, BytesIO(body.data)), direct_passthrough=True)


def _is_fresh(body: Body) -> bool:
    """Whether the client has these bytes; If-None-Match, whatever it holds, beats If-Modified-Since."""
    if "If-None-Match" in request.headers:
        return parse_etags(request.headers["If-None-Match"]).contains_weak(body.tag)
    since = parse_date(request.headers.get("If-Modified-Since"))
    return since is not None and body.changed_at is not None and body.changed_at <= since

"""A page of 360 kB -> 17 kB on the way to a browser that takes gzip. Pages only: Outlook refuses compressed calendars.

What is secret in a page must not be guessed from how well it is compressed (BREACH), so the proof in a form differs
each time that it is sent, see `forms`; a login and a form's key stand in cookies, which are never in the page.
"""

import gzip

from flask import Flask, Response, request

LEAST = 1_000  # bytes; below that the headers weigh more than what is won
LEVEL = 4  # a page of 360 kB takes 4 ms; level 6 takes twice as long for 6 % less


def compress_pages(app: Flask) -> None:
    """Sends the pages of `app` compressed to who takes them so."""

    @app.after_request
    def compress(response: Response) -> Response:
        if response.mimetype != "text/html":
            return response
        response.vary.add("Accept-Encoding")
        if request.method == "HEAD" or response.direct_passthrough or not takes_gzip():
            return response
        body = response.get_data()
        if len(body) >= LEAST:
            response.set_data(gzip.compress(body, LEVEL, mtime=0))
            response.headers["Content-Encoding"] = "gzip"
        return response


def takes_gzip() -> bool:
    """Whether the one who asks says so; a header that says nothing of it means no."""
    return "accept-encoding" in request.headers and request.accept_encodings["gzip"] > 0

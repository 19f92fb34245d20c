"""Every response -> the same response with the headers that keep a page from running or loading what is not ours."""

from urllib.parse import urlsplit

from flask import Flask, Response, request
from werkzeug.routing import RequestRedirect

CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "font-src data:",
        "img-src data:",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
UPLOAD = "/ladda-upp"
ASKING = f"{CONTENT_POLICY}; connect-src 'self'"  # of the one page whose script asks the server
FEED_PATHS = ("/feeds/",)


def add_security_headers(app: Flask) -> None:
    """Sets the headers on everything that `app` answers. Feeds may be fetched from anywhere, pages may not."""

    @app.after_request
    def name_no_host(response: Response) -> Response:
        """Werkzeug leads from /feeds to /feeds/ by a whole address, which repeats what a request calls this host."""
        moved = request.routing_exception
        if isinstance(moved, RequestRedirect):
            response.location = urlsplit(moved.new_url)._replace(scheme="", netloc="").geturl()
            response.set_data("")
        return response

    @app.after_request
    def secure(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = ASKING if request.path == UPLOAD else CONTENT_POLICY
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["Permissions-Policy"] = PERMISSIONS
        response.headers["X-Frame-Options"] = "DENY"
        if not request.path.startswith(FEED_PATHS):
            response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
            response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        if response.mimetype == "text/html":
            response.headers.setdefault("Cache-Control", "no-cache")
        return response

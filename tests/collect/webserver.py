"""A real web server on a loopback port, whose pages are functions; it keeps what it was asked."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Page = Callable[[BaseHTTPRequestHandler], None]


class WebServer(ThreadingHTTPServer):
    """`pages` by path; `asked` has (path, headers) of every request."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.pages: dict[str, Page] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.stopped = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]

    def put(self, path: str, body: bytes | str, kind: str = "text/html", *, status: int = 200, **headers: str) -> None:
        """Serves the body at the path, as its ETag or Last-Modified says where it is given one."""
        data = body.encode() if isinstance(body, str) else body

        def page(handler: BaseHTTPRequestHandler) -> None:
            tags = {name.replace("_", "-"): value for name, value in headers.items()}
            same = (
                handler.headers["If-None-Match"] == tags["ETag"]
                if "ETag" in tags
                else "Last-Modified" in tags and handler.headers["If-Modified-Since"] == tags["Last-Modified"]
            )
            answer(handler, 304 if same else status, b"" if same else data, {"Content-Type": kind} | tags)

        self.pages[path] = page

    def lead(self, path: str, location: str, status: int = 302) -> None:
        """Redirects from the path."""
        self.pages[path] = lambda handler: answer(handler, status, b"", {"Location": location})


class _Handler(BaseHTTPRequestHandler):
    server: WebServer
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers)))
        page = self.server.pages.get(self.path)
        with suppress(ConnectionError):
            if page:
                page(self)
            else:
                answer(self, 404, b"not here", {})

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it
        """Says nothing."""


def answer(handler: BaseHTTPRequestHandler, status: int, body: bytes, headers: dict[str, str]) -> None:
    handler.send_response(status)
    for name, value in ({"Content-Length": str(len(body))} | headers).items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)


@contextmanager
def running() -> Iterator[WebServer]:
    with WebServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server
        finally:
            server.stopped.set()
            server.shutdown()
            thread.join()

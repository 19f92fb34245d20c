"""GET /static/calagg.css, /static/calagg.js -> all that a page needs beside itself, in two answers.

The sources in `static/` stay files that a person reads; here they are joined once, when the application starts: the
fonts stand in the style sheet as data: addresses, the rules for paper in an `@media print` at its end. The address
holds a hash of what was joined, so browsers keep the answer for a year. The icon stands in the page itself.
"""

import base64
import gzip
import hashlib
import re
from pathlib import Path
from urllib.parse import quote

from flask import Blueprint, Response, request

from calagg.config import Config
from calagg.web.compression import takes_gzip
from calagg.web.paper import paper_rules

STATIC = Path(__file__).parent / "static"
SCRIPTS = (("calagg.js", "body"), ("upload.js", "form[data-upload]"))  # each runs on pages that have this
FOREVER = "public, max-age=31536000, immutable"
_FONT = re.compile(r'url\("([a-z0-9-]+\.woff2)"\)')


class Asset:
    """A file made of others: its address, and its answer."""

    def __init__(self, name: str, text: str, content_type: str) -> None:
        self._plain = text.encode()
        self._packed = gzip.compress(self._plain, 9, mtime=0)
        self._tag = hashlib.sha256(self._plain).hexdigest()[:16]
        self._type = content_type
        self.path = f"/static/{name}"
        self.address = f"{self.path}?v={self._tag}"

    def answer(self) -> Response:
        """200, or 304 where the browser has it; kept for a year where the address tells what is in it."""
        packed = takes_gzip()
        response = Response(self._packed if packed else self._plain, content_type=self._type)
        response.set_etag(f"{self._tag}{'-gzip' if packed else ''}")
        response.headers["Cache-Control"] = FOREVER if request.args.get("v") == self._tag else "no-cache"
        response.vary.add("Accept-Encoding")
        if packed:
            response.headers["Content-Encoding"] = "gzip"
        response.make_conditional(request)
        return response


class Assets:
    """The style sheet, the script and the icon of one application."""

    def __init__(self, config: Config) -> None:
        self.style = Asset("calagg.css", join_styles(config), "text/css; charset=utf-8")
        self.script = Asset("calagg.js", join_scripts(), "text/javascript; charset=utf-8")
        self.icon = f"data:image/svg+xml,{quote(_source('icon.svg').strip())}"


def assets_blueprint(assets: Assets) -> Blueprint:
    """The routes of the style sheet and the script."""
    blueprint = Blueprint("assets", __name__)

    @blueprint.get(assets.style.path)
    def style() -> Response:
        return assets.style.answer()

    @blueprint.get(assets.script.path)
    def script() -> Response:
        return assets.script.answer()

    return blueprint


def join_styles(config: Config) -> str:
    """One style sheet for the screen and for paper, with the fonts in it."""
    screen = _FONT.sub(lambda found: f'url("data:font/woff2;base64,{_encoded(found[1])}")', _source("calagg.css"))
    return f"{screen}\n@media print {{\n{_source('print.css')}{paper_rules(config)}}}\n"


def join_scripts() -> str:
    """One script; each source has its own names, and runs where the page has what it is for."""
    blocks = (f"if (document.querySelector({selector!r})) {{\n{_source(name)}}}\n" for name, selector in SCRIPTS)
    return '"use strict";\n' + "".join(blocks)


def _source(name: str) -> str:
    return (STATIC / name).read_text(encoding="utf-8")


def _encoded(name: str) -> str:
    return base64.b64encode((STATIC / name).read_bytes()).decode("ascii")

"""/static/calagg.css, /static/calagg.js -> all that a page loads, in two files: a page asks for three things in all.

They are joined when the application starts, from files that stay readable: the style sheets with the typefaces in them
and the foot of a printed page, which no file can know, and the scripts, each in a block of its own. The hash in their
addresses changes when they do, so browsers may keep them.
"""

import base64
import gzip
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, Response, request

from calagg.config import Config

FOLDER = Path(__file__).parent / "static"
STYLES, PRINTED = ("screen.css",), ("print.css",)
SCRIPTS = ("page.js", "upload.js")
YEAR = 31_536_000
STRICT = '"use strict";\n'
ONE_TYPE = {"woff2": "font/woff2"}
_FONT = re.compile(r'url\("([\w-]+)\.(woff2)"\)')


@dataclass(frozen=True, slots=True)
class Asset:
    """One file as it is served: its bytes, the same packed by gzip, and the hash that its address ends with."""

    content_type: str
    data: bytes
    packed: bytes
    version: str

    @classmethod
    def of(cls, text: str, content_type: str) -> "Asset":
        """The text as UTF-8; the same text always gives the same bytes."""
        data = text.encode()
        return cls(content_type, data, gzip.compress(data, 9, mtime=0), hashlib.sha256(data).hexdigest()[:16])


class Assets:
    """The files of one application, by name."""

    def __init__(self, config: Config) -> None:
        self._all = {
            "calagg.css": Asset.of(style_sheet(config.web.address), "text/css; charset=utf-8"),
            "calagg.js": Asset.of(script(), "text/javascript; charset=utf-8"),
            "icon.svg": Asset.of((FOLDER / "icon.svg").read_text(encoding="utf-8"), "image/svg+xml; charset=utf-8"),
        }

    def address(self, name: str) -> str:
        """The path of the file, with its hash."""
        return f"/static/{name}?v={self._all[name].version}"

    def blueprint(self) -> Blueprint:
        """The route that serves them."""
        blueprint = Blueprint("assets", __name__)
        names = ", ".join(f'"{name}"' for name in self._all)

        @blueprint.get(f"/static/<any({names}):name>")
        def serve(name: str) -> Response:
            return _answer(self._all[name])

        return blueprint


def style_sheet(address: str) -> str:
    """All rules: those of the screen, for print those of paper, and the foot of a printed page with the address."""
    shown = address.partition("://")[2]
    quoted = "".join(letter if letter.isalnum() or letter in ".:/-" else f"\\{ord(letter):x} " for letter in shown)
    foot = f'@page {{ @bottom-left {{ content: "calagg · {quoted}"; font: 8pt Arial, sans-serif; }} }}\n'
    screen = _FONT.sub(_inlined, _joined(STYLES))
    return f"{screen}\n@media print {{\n{_joined(PRINTED)}}}\n{foot}"


def script() -> str:
    """All scripts, each in a block of its own, so that their names stay apart."""
    return STRICT + "".join(f"{{\n{_joined((name,)).replace(STRICT, '')}}}\n" for name in SCRIPTS)


def _joined(names: tuple[str, ...]) -> str:
    return "".join((FOLDER / name).read_text(encoding="utf-8") for name in names)


def _inlined(found: re.Match[str]) -> str:
    """The file that a style sheet names, as a data: URL (RFC 2397)."""
    data = base64.b64encode((FOLDER / f"{found[1]}.{found[2]}").read_bytes()).decode()
    return f'url("data:{ONE_TYPE[found[2]]};base64,{data}")'


def _answer(asset: Asset) -> Response:
    """The file, packed where the browser takes that, or 304 where it has it; nothing secret is in what is packed."""
    packed = request.accept_encodings["gzip"] > 0
    response = Response(asset.packed if packed else asset.data, content_type=asset.content_type)
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    known = request.args.get("v") == asset.version
    response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable" if known else "public, max-age=3600"
    response.vary.add("Accept-Encoding")
    response.set_etag(f"{asset.version}{'-gzip' if packed else ''}")
    response.make_conditional(request)
    return response

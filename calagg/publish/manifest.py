"""feeds/manifest.json: for each file its ETag, its Last-Modified and what it was made from.

A web server that serves the folder itself, or a script that lays it out on a CDN, finds there the same headers that
`calagg serve` gives. `fingerprint` and `stamp` are calagg's own: a file that stands as it was written, and
whose wish has the same fingerprint, is left alone.
"""

import json
import logging
from dataclasses import asdict, dataclass
from pathlib import Path

from calagg.publish.files import write_file

FILE = "manifest.json"
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFacts:
    """One published file. `etag` is the SHA-256 of its bytes in hexadecimal, `last_modified` an ISO 8601 instant in UTC
    to the second, which is also the file's own time; `entries` and `events` count what stands in it."""

    file: str
    title: str
    etag: str
    last_modified: str
    size: int
    entries: int
    events: int
    fingerprint: str
    stamp: str = ""  # in a manifest of an older version: no file has that one
    content_type: str = "text/calendar; charset=utf-8"
    cache_control: str = "public, max-age=900"


def read_manifest(folder: Path) -> dict[str, FileFacts]:
    """The facts by the name of the feed; empty where there is no manifest, or none that can be read."""
    try:
        told = json.loads((folder / FILE).read_text(encoding="utf-8"))
        return {name: FileFacts(**facts) for name, facts in told["feeds"].items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        log.warning("%s/%s: can't be read (%s); the feeds are written anew", folder, FILE, error)
        return {}


def write_manifest(folder: Path, feeds: dict[str, FileFacts]) -> None:
    """Writes the manifest where it does not stand there already. Raises OutputError."""
    told = {"feeds": {name: asdict(facts) for name, facts in sorted(feeds.items())}}
    write_file(folder / FILE, (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode())

"""An HTTP answer -> its bytes, whole and not too many, and the name of the document in it.

Source: RFC 9110; RFC 6266 for Content-Disposition.
"""

import re
import zlib
from datetime import date
from email.message import Message
from email.utils import parsedate_to_datetime
from http.client import HTTPResponse
from mimetypes import guess_extension
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from calagg.clock import local
from calagg.collect.faults import CollectError

TOO_LARGE = "too-large"
LONGEST_NAME = 150
_PIECE = 65_536
_SUFFIXES = {"text/html": ".html", "application/xhtml+xml": ".html", "text/plain": ".txt", "text/calendar": ".ics"}
_UNFIT = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')
_OFTEN_WRONG = ("application/octet-stream", "binary/octet-stream", "application/force-download", "")


def whole_body(answer: HTTPResponse, *, max_bytes: int, shown: str) -> bytes:
    """The body, unpacked where the server packed it unasked. Raises CollectError where it is cut short or too large."""
    if answer.length is not None and answer.length > max_bytes:
        raise _too_large(shown, max_bytes)
    coding = (answer.headers.get("Content-Encoding") or "identity").strip().lower()
    if coding not in ("identity", "gzip", "x-gzip", "deflate"):
        raise CollectError(f"{shown}: is sent in the coding {coding!r}, which was not asked for")
    unpacked = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32) if coding != "identity" else None
    body = bytearray()
    while piece := answer.read(_PIECE):
        while piece:
            body += unpacked.decompress(piece, max_bytes + 1 - len(body)) if unpacked else piece
            piece = unpacked.unconsumed_tail if unpacked else b""
            if len(body) > max_bytes:
                raise _too_large(shown, max_bytes)
    if answer.length or (unpacked and not unpacked.eof and body):
        raise CollectError(f"{shown}: the connection ended before the document did; it is tried again")
    return bytes(body)


def document_name(url: str, headers: Message) -> str:
    """The file name that the server gives, else the last part of the address, with the suffix of its type."""
    told = _UNFIT.sub(" ", headers.get_filename() or "").strip(" .")
    parts = urlsplit(url)
    name = told or _UNFIT.sub(" ", unquote(PurePosixPath(parts.path).name)).strip(" .") or parts.hostname or "document"
    stem, suffix = PurePosixPath(name).stem, PurePosixPath(name).suffix
    if re.fullmatch(r"\.[A-Za-z]\w{1,4}", suffix) and name != parts.hostname:
        return f"{stem[:LONGEST_NAME]}{suffix}"
    kind = headers.get_content_type() if headers.get("Content-Type") else ""
    known = "" if kind in _OFTEN_WRONG else _SUFFIXES.get(kind) or guess_extension(kind) or ""
    return f"{name[:LONGEST_NAME]}{known}"


def last_change(headers: Message) -> date | None:
    """The local day of Last-Modified."""
    try:
        at = parsedate_to_datetime(headers.get("Last-Modified", ""))
    except (TypeError, ValueError):
        return None
    return local(at).date() if at.tzinfo else at.date()


def _too_large(shown: str, max_bytes: int) -> CollectError:
    return CollectError(
        f"{shown}: has more than {max_bytes} bytes; split it or raise [read] max_bytes", outcome=TOO_LARGE
    )

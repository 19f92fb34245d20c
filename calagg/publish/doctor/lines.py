"""b"SUMMARY:M\\xc3\\xb6te\\r\\n  i maj\\r\\n" -> Line(1, "SUMMARY:Möte i maj"): bytes as numbered content lines.

Every way in which a line can be broken is found here, and reading goes on. Written by hand: no library keeps the number
of a line, and all of them stop at or mend in silence what is to be found. What a line says is in `content`.
"""

import io
import re
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from calagg.publish.doctor import rules
from calagg.publish.doctor.finding import Report

MOST_OCTETS = 75  # in one line, without its break
MOST_LINES = 1_000_000

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# NEL and the other C1 controls, LINE and PARAGRAPH SEPARATOR, marks that turn the direction of reading
_BREAKS_SOMEWHERE = re.compile("[\x80-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Line:
    """A content line, unfolded. `number` is where it begins; `torn` says that a lone LF stands before it."""

    number: int
    text: str
    torn: bool = False


def read_lines(data: bytes, report: Report) -> Iterator[Line]:
    """The content lines in their order, at most MOST_LINES; empty lines are left out."""
    data = _with_breaks(data, report)
    torn_by_lf = data.count(b"\n") < 2 * data.count(b"\r\n")
    pieces: list[bytes] = []
    began, torn, read, before_torn = 1, False, 0, False
    for number, physical in enumerate(io.BytesIO(data), 1):
        body = physical.removesuffix(b"\n").removesuffix(b"\r")
        ended_torn = torn_by_lf and physical.endswith(b"\n") and not physical.endswith(b"\r\n")
        if ended_torn:
            report.add(rules.LONE_LF, number)
        if b"\r" in body or (body != physical and not physical.endswith(b"\n")):
            report.add(rules.LONE_CR, number)
        if len(body) > MOST_OCTETS:
            report.add(rules.LONG_LINE, number, octets=len(body))
        if body[:1] in (b" ", b"\t"):
            if pieces:
                pieces.append(body[1:])
            else:
                report.add(rules.STRAY_FOLD, number)
        else:
            if pieces:
                yield _unfolded(began, pieces, torn, report)
                read += 1
            if read == MOST_LINES:
                report.add(rules.TOO_MANY_LINES, number, most=MOST_LINES)
                return
            if not body:
                report.add(rules.EMPTY_LINE, number)
            pieces, began, torn = [body] if body else [], number, before_torn
        before_torn = ended_torn
    if pieces:
        yield _unfolded(began, pieces, torn, report)


def _with_breaks(data: bytes, report: Report) -> bytes:
    """The file without a byte order mark, and with a LF in each line break."""
    if data.startswith(_BYTE_ORDER_MARK):
        report.add(rules.BYTE_ORDER_MARK, 1)
        data = data.removeprefix(_BYTE_ORDER_MARK)
    if b"\n" not in data and data.count(b"\r") > 1:  # as old Macintoshes wrote
        report.add(rules.LONE_CR, 1)
        return data.replace(b"\r", b"\r\n")
    crlf = data.count(b"\r\n")
    if (lone := data.count(b"\n") - crlf) >= max(crlf, 1):
        report.add(rules.LF_ENDINGS, 1, times=lone)
    return data


def _unfolded(number: int, pieces: list[bytes], torn: bool, report: Report) -> Line:
    whole = b"".join(pieces)
    try:
        text = whole.decode("utf-8")
    except UnicodeDecodeError as error:
        text = whole.decode("utf-8", "surrogateescape")
        at = bisect(list(accumulate(map(len, pieces))), error.start)
        report.add(rules.NOT_UTF8, number + at, octets=whole[error.start : error.start + 4].hex(" "))
    else:
        for after, piece in enumerate(pieces[1:]):
            if piece and piece[0] & 0xC0 == 0x80:  # the second, third or fourth octet of a character
                report.add(rules.SPLIT_CHARACTER, number + after)
    for rule, pattern in ((rules.CONTROL, _CONTROL), (rules.BREAK_CHARACTER, _BREAKS_SOMEWHERE)):
        if harmful := pattern.search(text):
            report.add(rule, number, character=f"U+{ord(harmful[0]):04X}")
    return Line(number, text.rstrip("\r").replace("\r", " "), torn)

"""`b"\\x8arende"` -> `("ärende", "mac_roman")`: bytes -> letters, so that å, ä and ö come out right.

Swedish offices have written UTF-8, UTF-16, Windows-1252, Latin-1 and Mac Roman. The first two can be recognised for
certain; the others only by which of them makes Swedish of the bytes. Control characters are `clean.py`'s business.
"""

import codecs
from collections import Counter

from charset_normalizer import from_bytes

EIGHT_BIT = ("cp1252", "latin_1", "mac_roman")

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf_8_sig"),
    (codecs.BOM_UTF32_LE, "utf_32"),
    (codecs.BOM_UTF32_BE, "utf_32"),
    (codecs.BOM_UTF16_LE, "utf_16"),
    (codecs.BOM_UTF16_BE, "utf_16"),
)
_SWEDISH = dict.fromkeys("åäöÅÄÖ", 3)
_USUAL = dict.fromkeys("éÉèàáüÜæøÆØ–—‘’“”„»«…•·§°´½¼€±×\u00a0\u00ad", 1)  # noqa: RUF001 - these very characters
_WEIGHTS = {**_SWEDISH, **_USUAL}
_UNUSUAL = -2
_IMPOSSIBLE = -20


def decode(data: bytes) -> tuple[str, str] | None:
    """The text and the codec that gave it; None where the bytes are no text in any encoding known here."""
    for mark, codec in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data.decode(codec, errors="replace"), codec
    wide = _utf_16_without_mark(data)
    if wide:
        return data.decode(wide, errors="replace"), wide
    return _utf_8(data) or _eight_bit(data)


def _utf_8(data: bytes) -> tuple[str, str] | None:
    """UTF-8, also with a few damaged characters where five times as many are whole."""
    try:
        return data.decode("utf_8"), "utf_8"
    except UnicodeDecodeError:
        text = data.decode("utf_8", errors="replace")
    damaged = text.count("\N{REPLACEMENT CHARACTER}")
    whole = len(text) - damaged - sum(byte < 0x80 for byte in data)
    return (text, "utf_8") if whole > 5 * damaged else None


def _utf_16_without_mark(data: bytes) -> str | None:
    """Latin text in UTF-16 has a zero in nearly every second byte."""
    sample = data[:4096]
    pairs = len(sample) // 2
    if pairs < 2:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.6 * pairs and even < 0.05 * pairs:
        return "utf_16_le"
    if even > 0.6 * pairs and odd < 0.05 * pairs:
        return "utf_16_be"
    return None


def _eight_bit(data: bytes) -> tuple[str, str] | None:
    """The encoding that makes most Swedish of the bytes; where none makes any, what charset-normalizer holds likely."""
    counts = {byte: n for byte, n in Counter(data).items() if byte >= 0x80}
    plausible = {codec: _plausibility(counts, codec) for codec in EIGHT_BIT}
    best = max(plausible, key=lambda codec: plausible[codec])  # the first of equals: cp1252 holds all of Latin-1
    if plausible[best] <= 0:
        match = from_bytes(data[:65_536], cp_isolation=list(EIGHT_BIT)).best()
        if match is None:
            return None
        best = match.encoding
    return data.decode(best, errors="replace"), best


def _plausibility(counts: dict[int, int], codec: str) -> int:
    """How much the bytes above ASCII look like Swedish when read in `codec`; 0 where they say nothing."""
    total = 0
    for byte, n in counts.items():
        letter = bytes([byte]).decode(codec, errors="replace")
        impossible = letter == "\N{REPLACEMENT CHARACTER}" or "\x80" <= letter < "\xa0"
        total += n * (_IMPOSSIBLE if impossible else _WEIGHTS.get(letter, _UNUSUAL))
    return total

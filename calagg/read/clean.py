"""`"o\\u0308vrigt\\r\\n\\u202ehej\\x00"` -> `"övrigt\\nhej"`: text from documents made harmless, once.

Everything after reading may rely on it: composed letters (NFC), `\\n` as the only line break, ordinary spaces, and
no character that a database, a mail header or a calendar client chokes on. Which bytes are which letters is decided
in `encoding.py`.
"""

import re
import unicodedata

_ASCII_TROUBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_LINE_BREAKS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_SOFT_HYPHEN = re.compile("\u00ad(?:\n[ \t]*)?")
_SPACES = dict.fromkeys([0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " ")
_CONTROLS = dict.fromkeys(c for c in [*range(0x20), *range(0x7F, 0xA0)] if c not in (0x09, 0x0A))
_INVISIBLE = dict.fromkeys(
    [
        0x034F,
        0x061C,
        0x180E,
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
        0xFEFF,
        *range(0xFFF9, 0xFFFC),
        *range(0xFDD0, 0xFDF0),
        0xFFFE,
        0xFFFF,
        *range(0xE0000, 0xE0080),
    ]
)
_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}")
_REPLACED = {**_SPACES, **_CONTROLS, **_INVISIBLE, **_SURROGATES}

# composing is quadratic in a run of combining marks, so a run is cut as the Stream-Safe Text Format does
# Source: UAX #15, section 13
_MARKS_IN_A_ROW = 30
_SUSPECT = re.compile(rf"[^\w\s\x00-\x7f]{{{_MARKS_IN_A_ROW + 1},}}")  # no combining mark is a letter to `re`


def clean(text: str) -> str:
    """The same text with composed letters, `\\n` line breaks, plain spaces and nothing that can't be seen.

    A lone surrogate becomes U+FFFD; a U+FFFD that was there stays, for a person to see. A word that a soft hyphen
    splits over two lines is joined.
    """
    if text.isascii() and not _ASCII_TROUBLE.search(text):
        return text
    text = _LINE_BREAKS.sub("\n", text)
    text = _SOFT_HYPHEN.sub("", text)
    text = text.translate(_REPLACED)
    return unicodedata.normalize("NFC", _SUSPECT.sub(_cut_marks, text))


def _cut_marks(run: re.Match[str]) -> str:
    """The characters of `run` without the combining marks that follow thirty others."""
    kept, marks = [], 0
    for character in run[0]:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= _MARKS_IN_A_ROW:
            kept.append(character)
    return "".join(kept)

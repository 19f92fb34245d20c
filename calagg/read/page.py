"""A page of a PDF as pdfium sees it -> `Page`: runs of text, each with its box, in the order of the file.

What of it are lines, columns and paragraphs is found in `layout.py` and `paragraphs.py`.
"""

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from calagg.read.clean import clean
from calagg.read.links import links_of, with_links
from calagg.read.run import Run

# how pdfium tells that a hyphen ended a line, and bullets in the private letters of symbol fonts
_LETTERS = str.maketrans({"\x02": "-", "\ufffe": "-", "\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "•", "\uf0fc": "•"})
_REACH = 2.0  # points around a place in which a letter is looked for
_BOLD = re.compile(rb"bold|black|heavy", re.IGNORECASE)
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Page:
    """The runs of a page; `number` counts from 1."""

    number: int
    height: float
    runs: tuple[Run, ...]


def read_page(page: Any, number: int) -> Page:
    """The runs of one of pdfium's pages."""
    textpage = page.get_textpage()
    try:
        return Page(number, page.get_height(), tuple(with_links(list(_runs(textpage)), links_of(page, textpage))))
    finally:
        textpage.close()


def _runs(textpage: Any) -> Iterator[Run]:
    for index in range(textpage.count_rects()):
        left, bottom, right, top = textpage.get_rect(index)
        text = clean(textpage.get_text_bounded(left, bottom, right, top).translate(_LETTERS)).replace("\n", " ")
        if not text.strip():
            continue
        size, bold = top - bottom, False
        at = textpage.get_index(left + 1, (bottom + top) / 2, _REACH, _REACH)
        if at is not None:
            _, low, _, high = textpage.get_charbox(at, loose=True)
            size, bold = high - low, _is_bold(textpage, at)
        yield Run(text, left, bottom, right, top, max(size, 1.0), bold)


def _is_bold(textpage: Any, at: int) -> bool:
    """Whether the letter's font is called bold: few PDFs tell the weight, and pdfium guesses it for the others."""
    from pypdfium2 import raw  # noqa: PLC0415 - an extra: only the child process needs it

    name = ctypes.create_string_buffer(_LONGEST_NAME)
    raw.FPDFText_GetFontInfo(textpage, at, name, _LONGEST_NAME, None)
    return _BOLD.search(name.value) is not None

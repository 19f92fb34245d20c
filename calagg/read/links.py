"""The link annotations of a PDF's page and its runs -> the runs with "text (address)", as a web page's links are read.

Source: ISO 32000-1, 12.5.6.5 (link annotations) and 12.6.4.7 (URI actions).
"""

import ctypes
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from calagg.read.clean import clean
from calagg.read.run import Run

ADDRESS_AFTER = re.compile(r" \(https?://\S+\)")
_WEB_ADDRESS = re.compile(r"https?://[^\s()]{1,2000}(?:\([^\s()]*\)[^\s()]*)*", re.IGNORECASE)
_MOST = 1_000  # links on a page: a person reads none that has more
_LONGEST = 4_000  # bytes of an address


@dataclass(frozen=True, slots=True)
class Link:
    """An address, the text that leads to it, and the box around that in points from the lower left corner."""

    address: str
    text: str
    left: float
    bottom: float
    right: float
    top: float

    def covers(self, run: Run) -> bool:
        """Whether the run stands on the link's line and at least in part under it."""
        middle = (self.bottom + self.top) / 2
        return run.bottom <= middle <= run.top and run.left < self.right and self.left < run.right


def links_of(page: Any, textpage: Any) -> Iterator[Link]:
    """The links of one of pdfium's pages to web addresses, in the order of the file."""
    from pypdfium2 import raw  # noqa: PLC0415 - an extra: only the child process needs it

    place, link, box = ctypes.c_int(0), raw.FPDF_LINK(), raw.FS_RECTF()
    for _ in range(_MOST):
        if not raw.FPDFLink_Enumerate(page, ctypes.byref(place), ctypes.byref(link)):
            return
        action = raw.FPDFLink_GetAction(link)
        if not action or raw.FPDFAction_GetType(action) != raw.PDFACTION_URI:
            continue
        held = ctypes.create_string_buffer(_LONGEST)
        raw.FPDFAction_GetURIPath(page.pdf, action, held, _LONGEST)
        address = clean(held.value.decode("utf-8", "replace")).strip()
        if _WEB_ADDRESS.fullmatch(address) and raw.FPDFLink_GetAnnotRect(link, ctypes.byref(box)):
            text = textpage.get_text_bounded(box.left, box.bottom, box.right, box.top)
            yield Link(address, " ".join(clean(text).split()), box.left, box.bottom, box.right, box.top)


def with_links(runs: Sequence[Run], links: Iterable[Link]) -> Iterator[Run]:
    """The runs with each address once, after the text that leads to it; not where that text is the address itself."""
    last: dict[str, tuple[int, Link]] = {}  # the address of a link that is broken over lines stands after the last one
    found = list(links)
    shown = " ".join(run.text for run in runs)
    for link in found:
        under = [number for number, run in enumerate(runs) if link.covers(run)]
        if under and link.text and link.address not in shown:
            last[link.address] = (under[-1], link)
    at: dict[int, list[Link]] = {}
    for number, link in last.values():
        at.setdefault(number, []).append(link)
    for number, run in enumerate(runs):
        text = run.text
        for link in at.get(number, []):
            words = link.text.split()[-1]
            end = text.find(link.text) + len(link.text) if link.text in text else text.rfind(words) + len(words)
            end = end if words in text else len(text.rstrip())
            text = f"{text[:end]} ({link.address}){text[end:]}"
        yield run if text == run.text else replace(run, text=text)

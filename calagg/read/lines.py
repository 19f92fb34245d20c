"""open("li"), add("Remissvar"), close("li") -> "- Remissvar": the elements of a page laid out as lines of text.

Each block stands on its own line, a table's row is one line with " | " between its cells, a link is "text (address)":
the address beside the thing is what an entry links to.
"""

import re
from dataclasses import dataclass, field

from calagg.model import Anchor

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = _HEADINGS | frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "header",
        "hgroup",
        "hr",
        "li",
        "main",
        "menu",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
    ]
)
_APART = _HEADINGS | frozenset({"p", "table", "ul", "ol", "dl", "pre", "blockquote", "section", "article"})
_CELLS = frozenset({"td", "th"})
_BETWEEN = ("", " ", "\n", "\n\n")  # what may be due before the next text, the stronger the later
_CELL_BREAK = " | "
_SPACE = re.compile(r"\s+")
_WEB_ADDRESS = re.compile(r"https?://\S{1,2000}", re.IGNORECASE)
_ADDRESS_AFTER = re.compile(r" \(https?://\S+\)")


@dataclass(slots=True)
class Lines:
    """Puts the text together as the elements come; `anchors` are the headings so far."""

    anchors: list[Anchor] = field(default_factory=list)
    length: int = 0  # of the text so far
    _parts: list[str] = field(default_factory=list)
    _due: str = ""
    _bullet: bool = False  # the next text begins a list item
    _verbatim: int = 0  # open <pre> elements
    _heading: int | None = None  # where the open heading began in `_parts`
    _heading_at: int | None = None  # and its offset, once it has text
    _links: list[int] = field(default_factory=list)  # where the open links began in `_parts`
    _rows: list[bool] = field(default_factory=list)  # the open rows: whether a cell has had text
    _cells: list[int] = field(default_factory=list)  # the open cells: the length when they began

    def open(self, tag: str) -> None:
        """An element begins."""
        if tag in _CELLS:
            if self._rows and self._rows[-1]:
                self._due = _CELL_BREAK
            self._cells.append(self.length)
            return
        if tag in _BLOCKS or tag == "br":
            self._break("\n\n" if tag in _APART and not self._cells else "\n")
        if tag == "tr":
            self._rows.append(False)
        elif tag == "li":
            self._bullet = True
        elif tag == "pre":
            self._verbatim += 1
        elif tag == "a":
            self._links.append(len(self._parts))
        elif tag in _HEADINGS:
            self._heading, self._heading_at = len(self._parts), None

    def close(self, tag: str, href: str) -> None:
        """An element ends; `href` is a link's address."""
        if tag in _CELLS and self._cells:
            if self.length > self._cells.pop() and self._rows:
                self._rows[-1] = True
            self._due = ""
            return
        if tag == "a" and self._links:
            self._end_link(self._links.pop(), href.strip())
        if tag in _HEADINGS and self._heading is not None:
            self._end_heading(self._heading)
        if tag == "li":
            self._bullet = False
        elif tag == "pre":
            self._verbatim -= 1
        elif tag == "tr" and self._rows:
            self._rows.pop()
        if tag in _BLOCKS:
            self._break("\n\n" if tag in _APART and not self._cells else "\n")

    def add(self, text: str) -> None:
        """A stretch of text, cleaned; white space is healed except in <pre>."""
        if self._verbatim:
            if text.strip():
                self._put(text.strip("\n"))
            return
        words = _SPACE.sub(" ", text)
        if words.startswith(" "):
            self._break(" ")
        if words.strip(" "):
            self._put(words.strip(" "))
            if words.endswith(" "):
                self._break(" ")

    def text(self) -> str:
        """All lines so far."""
        return "".join(self._parts)

    def _break(self, wanted: str) -> None:
        """What is due becomes at least `wanted`; nothing breaks before the first text of a cell or a list item."""
        if self._bullet or self._due == _CELL_BREAK or (self._cells and self._cells[-1] == self.length):
            return
        self._due = max(self._due, wanted, key=_BETWEEN.index)

    def _put(self, text: str) -> None:
        if self._parts:
            self._append(self._due)
        self._due = ""
        if self._bullet:
            self._append("- ")
            self._bullet = False
        if self._heading is not None and self._heading_at is None:
            self._heading_at = self.length
        self._append(text)

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self.length += len(text)

    def _end_link(self, began: int, href: str) -> None:
        shown = "".join(self._parts[began:]).strip()
        if shown and _WEB_ADDRESS.fullmatch(href) and href not in shown:
            self._append(f" ({href})")

    def _end_heading(self, began: int) -> None:
        label = " ".join(_ADDRESS_AFTER.sub("", "".join(self._parts[began:])).split())
        if label and self._heading_at is not None:
            self.anchors.append(Anchor(self._heading_at, "heading", label))
        self._heading = self._heading_at = None

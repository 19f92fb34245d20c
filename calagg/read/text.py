"""`"Protokoll\\f§ 1 …"` -> text, page and heading anchors: plain text and Markdown, kept as they are written.

Markdown keeps its marks, so that an offset points into what a person sees in the file.
"""

from calagg.model import Anchor
from calagg.read.clean import clean
from calagg.read.headings import heading_anchors, title_of
from calagg.read.parts import Parts


def read_text(text: str) -> Parts:
    """The parts of a plain text; a form feed begins a new page, as text taken out of a PDF has it."""
    pages = text.split("\f")
    cleaned: list[str] = []
    anchors: list[Anchor] = []
    offset = 0
    for number, page in enumerate(pages, start=1):
        shown = clean(page)
        if len(pages) > 1 and shown.strip():
            anchors.append(Anchor(offset, "page", str(number)))
        cleaned.append(shown)
        offset += len(shown) + 1
    whole = "\n".join(cleaned)
    anchors.extend(heading_anchors(whole))
    return Parts(whole, title_of(whole), tuple(sorted(anchors, key=lambda a: a.offset)))

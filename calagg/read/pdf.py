"""The bytes of a PDF -> its parts: text in reading order with a 'page' anchor for each page, headings by their letters.

pdfium finds the letters (`page.py`); running headers and footers are set apart (`running.py`), regions ordered
(`layout.py`), sentences healed (`paragraphs.py`).
"""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from calagg.errors import ReadError
from calagg.model import Anchor, Evidence, Outcome
from calagg.read.clean import clean
from calagg.read.headings import heading_anchors, is_date, title_of
from calagg.read.layout import blocks_of
from calagg.read.links import ADDRESS_AFTER
from calagg.read.page import Page, read_page
from calagg.read.paragraphs import join_pages, write
from calagg.read.parts import Parts, framed
from calagg.read.running import without_running

_PASSWORD, _SECURITY = 4, 5  # FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY
_DAY = re.compile(r"D:(\d{4})(\d\d)(\d\d)")
_NO_TITLE = re.compile(
    r"\(?(?:anonymous|untitled|namnlös\w*|unspecified)\)?|.*\.(?:docx?|odt|indd|pdf)|Microsoft Word.*", re.I
)


def read_pdf(data: bytes, name: str) -> Parts:
    """The parts of a PDF. Raises ReadError, outcome 'encrypted', 'ok-no-text' or 'broken'."""
    import pypdfium2  # noqa: PLC0415 - an extra, and slow to import: only the child process needs it

    try:
        opened = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _unopened(name, error.err_code) from None
    try:
        pages = list(_pages(opened))
        title, evidence = _properties(opened.get_metadata_dict())
    except pypdfium2.PdfiumError as error:
        raise ReadError(f"{name}: is a damaged PDF ({error}); ask for a whole copy") from None
    if not any(page.runs for page in pages):
        raise ReadError(
            f"{name}: is a scanned PDF without text (skannad PDF utan text); ask for the file that it was printed from",
            outcome=Outcome.NO_TEXT,
        )
    usual = _usual_size(pages)
    pages, above, below = without_running(pages)
    parts = _put_together(pages, usual, title)
    framed_parts = framed(parts, above, below)
    return Parts(framed_parts.text, framed_parts.title, framed_parts.anchors, evidence)


def _pages(opened: Any) -> Iterable[Page]:
    for index in range(len(opened)):
        page = opened[index]
        yield read_page(page, index + 1)
        page.close()


def _usual_size(pages: Iterable[Page]) -> float:
    """The size of most letters."""
    letters: Counter[float] = Counter()
    for page in pages:
        for run in page.runs:
            letters[round(run.size, 1)] += len(run.text)
    return letters.most_common(1)[0][0]


def _put_together(pages: Iterable[Page], usual: float, title: str) -> Parts:
    written = [(page.number, write(blocks_of(page.runs), usual)) for page in pages]
    written = [(number, writing) for number, writing in written if writing.text]
    text, begins = join_pages([writing.text for _, writing in written])
    anchors: list[Anchor] = []
    for (number, writing), offset in zip(written, begins, strict=True):
        anchors.append(Anchor(offset, "page", str(number)))
        anchors.extend(Anchor(offset + at, "heading", ADDRESS_AFTER.sub("", label)) for at, label in writing.headings)
    marked = {anchor.offset for anchor in anchors if anchor.kind == "heading"}
    anchors.extend(anchor for anchor in heading_anchors(text) if anchor.offset not in marked)
    anchors.sort(key=lambda a: (a.offset, a.kind != "page"))
    largest = next(
        (a.label for a in anchors if a.offset in marked and a.kind == "heading" and not is_date(a.label)), None
    )
    return Parts(text, largest or title or title_of(text), tuple(anchors))


def _properties(told: dict[str, str]) -> tuple[str, tuple[Evidence, ...]]:
    """The title, and the day on which the PDF was made."""
    title = " ".join(clean(told.get("Title", "")).split())
    found = _DAY.match(told.get("CreationDate", ""))
    try:
        days = [date(int(found[1]), int(found[2]), int(found[3]))] if found else []
    except ValueError:  # 30 February is no day on which anything was made
        days = []
    return "" if _NO_TITLE.fullmatch(title) else title, tuple(Evidence(day, "property") for day in days)


def _unopened(name: str, code: int | None) -> ReadError:
    if code in (_PASSWORD, _SECURITY):
        return ReadError(f"{name}: is encrypted; save it without a password", outcome=Outcome.ENCRYPTED)
    return ReadError(f"{name}: is a damaged PDF; ask for a whole copy", outcome=Outcome.BROKEN)

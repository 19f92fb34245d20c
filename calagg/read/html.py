"""`<h1>Utlysning</h1><p>Sista dag 3 april</p>` -> "Utlysning\\n\\nSista dag 3 april": a web page as text.

Kept is the content; left out are scripts, navigation, page headers and footers, and what was struck out: the minutes
no longer say it. How the content is laid out as lines is in `lines.py`.
"""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from calagg.errors import ReadError
from calagg.model import Outcome
from calagg.read.clean import clean
from calagg.read.headings import is_date, title_of
from calagg.read.lines import Lines
from calagg.read.parts import Parts
from calagg.read.stated import stated_in, told_events
from calagg.read.times import MOST, published_on, stated_time

DEEPEST = 5_000  # open elements; the parser's work is their number times the length

_OUTSIDE = (
    "script, style, noscript, template, svg, head, nav, button, select, textarea, iframe, object, "
    "[hidden], [role=navigation], del, s, strike"
)
_CONTENT = "main, [role=main]"
_ENOUGH = 0.25  # of the page's text: a smaller <main> is not where the content is
_PAGE_EDGES = "body > header, body > footer, body > div > header, body > div > footer"
_CLOSED_BY_HTML = frozenset(
    [
        "a",
        "area",
        "base",
        "body",
        "br",
        "col",
        "colgroup",
        "dd",
        "dt",
        "embed",
        "head",
        "hr",
        "html",
        "img",
        "input",
        "li",
        "link",
        "meta",
        "option",
        "p",
        "param",
        "rp",
        "rt",
        "source",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "track",
        "wbr",
    ]
)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")


def read_html(markup: str, name: str) -> Parts:
    """The parts of a page. Raises ReadError, outcome 'broken', where its tags are nested beyond all sense."""
    if _depth(markup) > DEEPEST:
        raise ReadError(
            f"{name}: its HTML is nested more than {DEEPEST} tags deep; save the page as plain text",
            outcome=Outcome.BROKEN,
        )
    tree = LexborHTMLParser(markup)
    titled = tree.css_first("head title")
    page_title = " ".join(clean(titled.text()).split()) if titled else ""
    told, published = told_events(tree), published_on(tree)
    for node in tree.css(_OUTSIDE):
        node.decompose()
    lines = Lines()
    content = _content(tree)
    marked = _write(content, lines) if content is not None else []
    text = lines.text()
    heading = next((a.label for a in lines.anchors if not is_date(a.label)), None)
    times = (stated_time(node, text, start, end) for node, start, end in marked[:MOST])
    return Parts(
        text,
        heading or page_title or title_of(text),
        tuple(lines.anchors),
        published,
        stated=stated_in(text, told),
        times=tuple(time for time in times if time is not None),
    )


def _depth(markup: str) -> int:
    """The most elements open at once, those left out that HTML closes by itself."""
    deepest = depth = 0
    for found in _TAG.finditer(markup):
        if found[2].lower() in _CLOSED_BY_HTML:
            continue
        depth = max(0, depth - 1) if found[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _content(tree: LexborHTMLParser) -> LexborNode | None:
    """The element that holds the content: <main> where it has a fair share of the text, else the body."""
    body = tree.body
    if body is None:
        return None
    mains = tree.css(_CONTENT)
    if len(mains) == 1 and len(mains[0].text()) >= _ENOUGH * len(body.text()):
        return mains[0]
    for edge in tree.css(_PAGE_EDGES):
        if not edge.css_first("h1"):
            edge.decompose()
    return body


def _write(root: LexborNode, lines: Lines) -> list[tuple[LexborNode, int, int]]:
    """Walks the tree without recursion: a deep page must not exhaust the stack. What comes back are the time elements
    and where in the text their words came to stand."""
    marked: list[tuple[LexborNode, int, int]] = []
    began: list[int] = []
    node = root
    while True:
        if node.is_text_node:
            lines.add(clean(node.text()))
        elif node.is_element_node:
            lines.open(node.tag or "")
            if node.tag == "time":
                began.append(lines.length)
        child = node.first_child
        if child is not None:
            node = child
            continue
        while True:
            if node.is_element_node:
                if node.tag == "time":
                    marked.append((node, began.pop(), lines.length))
                lines.close(node.tag or "", node.attributes.get("href") or "")
            if node.mem_id == root.mem_id:
                return marked
            following = node.next
            if following is not None:
                node = following
                break
            parent = node.parent
            if parent is None:
                return marked
            node = parent

"""`"[Anmälan](https://…)"` beside a mention -> the address that belongs to it."""

import re

from calagg.extract.context import Context

URL = re.compile(r"https?://[^\s<>\"”)\]]{1,500}")
TARGET = re.compile(r"\]\(<?\s?(?P<url>https?://[^\s)>]{1,500})")


def link_of(c: Context) -> str | None:
    """The web address in the mention's own sentence, else in the line directly below; None where there is none."""
    text, sentence = c.page.text, c.sentence.span
    for start, end in ((sentence.start, sentence.end + 2), (sentence.end, _next_line_end(text, sentence.end))):
        target = TARGET.search(text, start, min(end + 500, len(text)) if start == sentence.start else end)
        if target is not None and target.start() < end:
            return target["url"]
        if (m := URL.search(text, start, end)) is not None:
            return m[0].rstrip(".,;:")
    return None


def _next_line_end(text: str, at: int) -> int:
    """The end of the line below, when it is an address and nothing else."""
    rest = text[at : at + 600].lstrip(" .\t")
    below = rest.lstrip("\n")
    if len(rest) - len(below) <= 2 and below.startswith(("http", "[")):
        skipped = len(text[at : at + 600]) - len(below)
        return at + skipped + len(below.split("\n")[0])
    return at

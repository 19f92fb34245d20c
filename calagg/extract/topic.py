"""`"Länsstyrelsen …", "Remiss av förslag till naturreservat"` -> the second line: what a whole document is about.

It names what a sentence in it only calls "svaret" or "ansökan", where no heading stands nearer.
"""

import re

from calagg.extract.context import Context, Page
from calagg.extract.organiser import ONLY_BODY
from calagg.extract.passages import Shape
from calagg.extract.phrase import LONGEST, says_something, tidy
from calagg.extract.surroundings import DOCUMENT_WORDS, EMPTY_HEADING, INVITING, NUMBERING
from calagg.extract.wording import unmarked, without_addresses

I = re.IGNORECASE  # noqa: E741 - the name that re itself gives it
HEAD = 7
LABEL = re.compile(
    r"\A(?:ämne|angående|rubrik|ärende|gäller|avser|re|sv|utlysning|remiss|samråd|inbjudan|projekt)\Z", I
)
ABOUT = re.compile(
    r"(?<!\w)(?:om|för|av|till|kring|på|vid|–|-|remiss|samråd|utlysning|projekt|konferens|upphandling)(?!\w)", I
)
ANSWERS = re.compile(r"\A(?:(?:sv|re|vb|fwd?)\s*:\s*)+", I)
NO_TOPIC = re.compile(
    r"\A(?:hej|kallelse|protokoll|från|till|skickat|datum|tid|plats|närvarande|sida|sekr|kopia|postadress|tel)\b|"
    r"kommun\Z|förvaltning(?:en)?\Z|län\Z",
    I,
)


def topic_of(c: Context) -> str:
    """The line at the document's head that says what it is about; '' where none does."""
    page = c.page
    return next((topic for index in range(min(HEAD, len(page.passages))) if (topic := _topic(page, index))), "")


def _topic(page: Page, index: int) -> str:
    p = page.passages[index]
    if p.shape in (Shape.ROW, Shape.ITEM):
        return ""
    if p.shape is Shape.FIELD and not LABEL.match(p.label):
        return ""
    lines = page.body(p).splitlines()
    line = ANSWERS.sub("", unmarked(lines[0]).strip()) if len(lines) == 1 else ""
    if not line or line[-1] in ".,;:?!" or not line[0].isupper() or len(line) > LONGEST + 30:
        return ""
    if index in page.dated_passages and any(not e.grain.coarse for e in page.expressions_in(p.span)):
        return ""
    if ONLY_BODY.match(line) or EMPTY_HEADING.match(line) or NO_TOPIC.search(line) or DOCUMENT_WORDS.search(line):
        return ""
    named = tidy(INVITING.sub("", NUMBERING.sub("", without_addresses(line))))
    telling = len(named.split()) >= 2 and (ABOUT.search(line) or p.shape is Shape.FIELD or len(named) > 20)
    return named if telling and says_something(named) else ""

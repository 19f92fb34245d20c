"""StatedEvent("Öppet hus", 2027-03-01T17:00) + the entries of the text -> the entries, the stated one as it is stated.

What a page says in words and states for programs is one entry: it keeps the words as its proof and takes the values.
"""

from dataclasses import replace

from calagg.extract.wording import unmarked
from calagg.model.document import Document, StatedEvent
from calagg.model.entry import Entry, Kind, Status
from calagg.model.timex import Grain

SURE = 0.99
REASON = "angivet i sidans egna uppgifter om evenemanget"
LONGEST_TITLE = 90
LONGEST_QUOTE = 400


def with_stated(entries: list[Entry], document: Document) -> list[Entry]:
    """The entries and the document's stated events, in any order; an event that an entry tells of too is one entry."""
    kept = list(entries)
    for stated in document.stated:
        index = next((i for i, entry in enumerate(kept) if _tell_of_one(stated, entry)), None)
        if index is None:
            kept.append(_as_stated(_named(stated, document.text), stated))
        else:
            kept[index] = _as_stated(kept[index], stated)
    return kept


def _tell_of_one(stated: StatedEvent, entry: Entry) -> bool:
    """Whether they share day and month and one's name stands in the other: the year of a wording may be a guess."""
    mine, its = stated.start.day, entry.start.day
    if entry.kind is not Kind.EVENT or (mine.month, mine.day) != (its.month, its.day):
        return False
    name, title = stated.title.casefold(), entry.title.casefold()
    return name in entry.quote.casefold() or name in title or title in name


def _named(stated: StatedEvent, text: str) -> Entry:
    """An entry that is proved by the line in which the event's name stands."""
    begin, end = text.rfind("\n", 0, stated.span.start) + 1, text.find("\n", stated.span.end)
    line = " ".join(unmarked(text[begin : end if end >= 0 else len(text)]).split())
    return Entry(
        title=stated.title,
        kind=Kind.EVENT,
        start=stated.start,
        quote=line if len(line) <= LONGEST_QUOTE else stated.title[:LONGEST_QUOTE],
        mention=" ".join(stated.span.of(text).split()),
        span=stated.span,
    )


def _as_stated(entry: Entry, stated: StatedEvent) -> Entry:
    title = stated.title
    return replace(
        entry,
        title=title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1].rstrip() + "…",
        start=stated.start,
        end=stated.end,
        grain=Grain.MINUTE if stated.start.clock else Grain.DAY,
        status=Status.CANCELLED if stated.cancelled else entry.status,
        location=stated.location or entry.location,
        url=stated.url or entry.url,
        confidence=SURE,
        reasons=(REASON,),
        contradictions=(),
    )

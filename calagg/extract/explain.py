"""Extraction -> [Explained("den 15 maj", rule "day-month", 2024-05-15, "Samråd", why)]: every mention accounted for.

What shows it in colour is `calagg.cli.explain`; nothing is decided here.
"""

from dataclasses import dataclass

from calagg.extract.stated_times import stated_expressions
from calagg.model.entry import Entry, Extraction
from calagg.model.timex import Span


@dataclass(frozen=True, slots=True)
class Explained:
    """One mention of a document: where, by which rule, what it means, and what it became.

    `became` is the kind of its entry, 'part of' for a mention that joined another's entry, or 'dismissed'.
    """

    span: Span
    text: str
    rule: str
    value: str
    became: str
    title: str
    why: tuple[str, ...]


def explain(extraction: Extraction) -> list[Explained]:
    """Every mention of the document in the order of the text; those that a series is made of are one."""
    entries = {e.span: e for e in extraction.entries}
    series = [e.span for e in extraction.entries if e.recurrence is not None]
    dismissed = {d.mention.span: d for d in extraction.dismissed}
    explained: list[Explained] = []
    for e in stated_expressions(extraction.document)[0]:
        whole = next((span for span in series if e.span in span), None)
        if whole is not None:
            if not explained or explained[-1].span != whole:
                entry, text = entries[whole], whole.of(extraction.document.text)
                explained.append(
                    Explained(whole, text, e.rule, _value(entry), entry.kind.value, entry.title, entry.reasons)
                )
        elif e.span in entries:
            entry = entries[e.span]
            explained.append(
                Explained(e.span, e.text, e.rule, _value(entry), entry.kind.value, entry.title, entry.reasons)
            )
        elif e.span in dismissed:
            d = dismissed[e.span]
            value = str(d.mention.value.start) if d.mention.value else ""
            explained.append(Explained(e.span, e.text, e.rule, value, "dismissed", "", (d.reason,)))
        else:
            explained.append(Explained(e.span, e.text, e.rule, "", "part of", "", ("ingår i en annan post",)))
    return explained


def _value(entry: Entry) -> str:
    repeats = f" {entry.recurrence}" if entry.recurrence else ""
    return (f"{entry.start}/{entry.end}" if entry.end else str(entry.start)) + repeats

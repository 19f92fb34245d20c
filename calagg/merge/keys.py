"""keyed((entry, entry)) -> [("69-88-0", entry), ("69-88-1", entry)]: what a telling is known by within its document."""

from collections.abc import Iterable

from calagg.model import Entry, Span


def keyed(entries: Iterable[Entry]) -> list[tuple[str, Entry]]:
    """Each entry with its key in its document: where its mention stands, and which it is of those standing there."""
    seen: dict[Span, int] = {}
    made = []
    for entry in entries:
        ordinal = seen.get(entry.span, 0)
        seen[entry.span] = ordinal + 1
        made.append((f"{entry.span.start}-{entry.span.end}-{ordinal}", entry))
    return made

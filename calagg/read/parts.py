"""What every reader returns: the cleaned text, its title, its anchors.

What the file itself tells (its hash, its name, its last change) is added in `document.py`.
"""

from dataclasses import dataclass

from calagg.model import Anchor


@dataclass(frozen=True, slots=True)
class Parts:
    """The text as a person sees it; anchors are offsets into it, in rising order."""

    text: str
    title: str | None
    anchors: tuple[Anchor, ...] = ()

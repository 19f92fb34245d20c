"""What every reader returns: the cleaned text, its title, its anchors, the days that the file gives for itself.

What is known of the file from outside (its hash, its name, its last change) is added in `document.py`.
"""

from dataclasses import dataclass, replace

from calagg.model import Anchor, Evidence, StatedEvent, StatedTime


@dataclass(frozen=True, slots=True)
class Parts:
    """The text as a person sees it; anchors are offsets into it, in rising order."""

    text: str
    title: str | None
    anchors: tuple[Anchor, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    attachments: tuple["Attachment", ...] = ()
    stated: tuple[StatedEvent, ...] = ()
    times: tuple[StatedTime, ...] = ()


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file in a mail: its name without a folder, its bytes."""

    name: str
    data: bytes


def framed(parts: Parts, above: str, below: str) -> Parts:
    """The parts with what stands on the edges of its pages put once before the text and once after it."""
    text, shift = parts.text, 0
    if above:
        shift = len(above) + 2
        text = f"{above}\n\n{text}"
    if below:
        text = f"{text.rstrip()}\n\n{below}"
    return replace(parts, text=text, anchors=tuple(replace(a, offset=a.offset + shift) for a in parts.anchors))

"""`Run`: text that a page of a PDF sets in one go, and where it stands. What finds the runs is in `page.py`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """Text set in one go. Coordinates are points from the lower left corner; `size` is the height of the font's box."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    bold: bool = False

    def overlaps(self, other: "Run") -> bool:
        """Whether the two stand on one line."""
        shared = min(self.top, other.top) - max(self.bottom, other.bottom)
        return shared > 0.4 * min(self.top - self.bottom, other.top - other.bottom)

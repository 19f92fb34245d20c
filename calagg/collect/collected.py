"""What every kind of source gives: `Collected`, a content and what is to be remembered once it is stored."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """What is known of an address since it was last fetched; `links` are those on a page, each (address, text);
    `fault` is why it gave nothing then, "" where it did."""

    url: str
    etag: str = ""
    last_modified: str = ""
    links: tuple[tuple[str, str], ...] = ()
    fault: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """One content as it came. `origin` stays the same from one round to the next; `changed_on` is the day of its last
    change, of what does not tell it the day on which it was fetched. `key` is how its source knows it again."""

    data: bytes = field(repr=False)
    name: str
    origin: str
    changed_on: date
    key: str = ""
    remembered: Remembered | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """One content that its source has but did not give; `outcome` is the document's, "" where it may come yet.

    With something `remembered` it is left alone for as long as what was read."""

    name: str
    origin: str
    detail: str
    outcome: str = ""
    key: str = ""
    remembered: Remembered | None = None

"""`?kind=deadline&organiser=Länsstyrelsen&alarm=1d` -> AskedFeed(selection=…, choice=…): what an address asks for.

A condition may stand several times; each that is given must hold, and holds when one of its values does. Parameters of
other names are ignored: mail programs and search engines add their own.
"""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from calagg.config import KINDS
from calagg.model import Selection
from calagg.model.choice import CONDITIONS, condition_pairs
from calagg.model.selection_words import listed
from calagg.publish.joining import ALARM, Choice
from calagg.publish.named import NamedFeed

CUSTOM, CUSTOM_TITLE = "custom", "Urval ur protokollen"
MOST_VALUES, LONGEST = 10, 100
_YES_NO = {"yes": True, "no": False}


class AskedWronglyError(Exception):
    """A parameter that can't be understood; the text is a Swedish line that says what it may be."""


@dataclass(frozen=True, slots=True)
class AskedFeed:
    """The conditions and the choices of an address; `is_plain` where it makes none."""

    selection: Selection = field(default_factory=Selection)
    choice: Choice = field(default_factory=Choice)

    @property
    def is_plain(self) -> bool:
        """Whether the address asks for nothing but the feed itself."""
        return self == AskedFeed()

    @property
    def query(self) -> str:
        """The same in one fixed order, for links and as a cache's key; empty where nothing is asked."""
        told = condition_pairs(self.selection)
        if self.choice.window_bars is not None:
            told.append(("windows", "bars" if self.choice.window_bars else "markers"))
        if not self.choice.cancelled:
            told.append(("cancelled", "no"))
        if self.choice.alarm:
            told.append(("alarm", self.choice.alarm))
        return urlencode(told)


def read_asked(args: MultiDict[str, str]) -> AskedFeed:
    """What the parameters ask for. Raises AskedWronglyError."""
    if not args:  # as nearly all ask
        return AskedFeed()
    conditions = {key: _values(args, name) for name, key in CONDITIONS.items()}
    for kind in conditions["kinds"]:
        if kind not in KINDS:
            raise AskedWronglyError(f"kind kan vara {listed(KINDS, 'eller')}, inte {kind!r}.")
    alarm = args.get("alarm", "")
    if alarm and not ALARM.fullmatch(alarm):
        raise AskedWronglyError("alarm är så långt före: 30m, 2h eller 1d.")
    windows = _one_of(args, "windows", {"bars": True, "markers": False})
    cancelled = _one_of(args, "cancelled", _YES_NO)
    return AskedFeed(
        Selection(**conditions),
        Choice(window_bars=windows, cancelled=cancelled is not False, alarm=alarm),
    )


def custom_feed(asked: AskedFeed) -> NamedFeed:
    """The selection of an address as a feed."""
    return NamedFeed(name=CUSTOM, title=CUSTOM_TITLE, selection=asked.selection)


def _values(args: MultiDict[str, str], name: str) -> tuple[str, ...]:
    values = tuple(dict.fromkeys(value.strip() for value in args.getlist(name) if value.strip()))
    if len(values) > MOST_VALUES:
        raise AskedWronglyError(f"{name} får stå högst {MOST_VALUES} gånger.")
    if any(len(value) > LONGEST for value in values):
        raise AskedWronglyError(f"{name} får vara högst {LONGEST} tecken.")
    return values


def _one_of(args: MultiDict[str, str], name: str, meanings: dict[str, bool]) -> bool | None:
    value = args.get(name, "")
    if not value:
        return None
    if value not in meanings:
        raise AskedWronglyError(f"{name} kan vara {listed(meanings, 'eller')}, inte {value[:LONGEST]!r}.")
    return meanings[value]

"""The stored sources and what they gave -> `SourceLine`: state, when, and a bar a week for twelve weeks."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from calagg.clock import local
from calagg.config import Cadence, Config
from calagg.remind.troubles import days_silent
from calagg.store.sources import StoredSource
from calagg.web.drift_moment import describe_moment
from calagg.web.wording import NBSP, clock, monday

WEEKS = 12
BAR_STEP, BAR_WIDTH, BARS_HEIGHT = 12, 9, 28
KINDS = {
    "folder": "mapp",
    "url": "webbadress",
    "page": "webbsida med länkar",
    "calendar": "kalenderflöde",
    "mailbox": "brevlåda",
}


_STATUS = re.compile(r"answers (\d{3}) ")
_REASONS = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (r"no such folder$", "mappen finns inte"),
        (r"can't be looked through", "mappen får inte läsas"),
        (r"answers 40[14] |answers 410 ", "sidan finns inte eller är stängd"),
        (r"the name \S+ is not known", "servern finns inte"),
        (r"is not on the open web", "adressen ligger inte på det öppna nätet"),
        (r"certificate is not valid", "certifikatet gäller inte"),
        (r"took more than", "servern svarar för långsamt"),
        (r"leads (?:on more|away|to)", "adressen leder någon annanstans"),
        (r"has more than \d+ bytes", "dokumentet är för stort"),
        (r"refuses the login", "inloggningen nekas"),
        (r"has no folder", "mappen finns inte i brevlådan"),
        (r"can't be marked", "brevlådan får inte märkas"),
        (r"not installed", "ett programtillägg saknas"),
        (r"does not answer as it should", "servern svarar inte som den ska"),
    )
)


@dataclass(frozen=True, slots=True)
class WeekBar:
    """A week's bar in the drawing of a source."""

    x: int
    y: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """One source. `state` is 'ok', 'warning' or 'error'; `weeks` says in words what the bars show."""

    name: str
    kind: str
    state: str
    state_words: str
    read: str
    changed: str
    bars: tuple[WeekBar, ...]
    weeks: str
    usual: str


def source_lines(
    sources: Iterable[StoredSource],
    found: Iterable[tuple[str, datetime]],
    documents: Mapping[str, int],
    config: Config,
    here: datetime,
) -> tuple[SourceLine, ...]:
    """The sources as of the local instant `here`, with their `documents`; the bars of all are drawn to one scale."""
    this_week = monday(here.date())
    weeks: dict[str, list[int]] = {}
    for name, at in found:
        week = WEEKS - 1 - (this_week - monday(local(at, config.zone).date())).days // 7
        if 0 <= week < WEEKS:
            weeks.setdefault(name, [0] * WEEKS)[week] += 1
    most = max((max(counts) for counts in weeks.values()), default=0)
    return tuple(
        _line(
            source,
            weeks.get(source.name, [0] * WEEKS),
            most,
            documents=documents.get(source.name, 0),
            config=config,
            here=here,
        )
        for source in sources
    )


def describe_cadence(cadence: Cadence) -> str:
    """ "var 15:e minut", "varje timme", "varje dag kl. 06.30"; "" for every tick."""
    if cadence.at:
        return f"varje dag {clock(cadence.at)}"
    if cadence.every is None:
        return ""
    for unit, length in (("dag", timedelta(days=1)), ("timme", timedelta(hours=1)), ("minut", timedelta(minutes=1))):
        number, rest = divmod(cadence.every, length)
        if number and not rest:
            ending = "a" if number % 10 in (1, 2) and number % 100 not in (11, 12) else "e"
            return {1: f"varje {unit}", 2: f"varannan {unit}"}.get(number, f"var {number}:{ending} {unit}")
    return ""


def _line(
    source: StoredSource, counts: list[int], most: int, *, documents: int, config: Config, here: datetime
) -> SourceLine:
    state, words = _state(source, config, here)
    cadence = next((describe_cadence(s.cadence) for s in config.source if s.name == source.name), "")
    told = f"{documents} dokument" if documents else ""
    return SourceLine(
        name=source.name,
        kind=", ".join(part for part in (KINDS.get(source.kind, source.kind), cadence, told) if part),
        state=state,
        state_words=words,
        read=describe_moment(local(source.read_at, config.zone), here) if source.read_at else "aldrig",
        changed=describe_moment(local(source.changed_at, config.zone), here) if source.changed_at else "inget än",
        bars=tuple(_bar(number, count, most) for number, count in enumerate(counts)),
        weeks=f"nya poster per vecka, äldst först: {', '.join(map(str, counts))}",
        usual=_usual(counts),
    )


def _state(source: StoredSource, config: Config, here: datetime) -> tuple[str, str]:
    if source.error:
        again = f", nytt försök {describe_moment(local(source.next_at, config.zone), here)}" if source.next_at else ""
        return "error", f"Kan inte läsas{_reason(source.error)}{again}"
    if source.read_at is None:
        return "warning", "Inte läst än"
    if source.emptied_at:
        return "warning", f"Tom sedan {describe_moment(local(source.emptied_at, config.zone), here)}"
    if source.missed:
        return "warning", "Läst, men något saknas"
    if days := days_silent(source, config, here):
        return "warning", f"Tyst i {days}{NBSP}{'dag' if days == 1 else 'dagar'}"
    return "ok", "Läst"


def _reason(error: str) -> str:
    """What the fault is about, without its words: those may hold addresses and paths."""
    told = next((words for pattern, words in _REASONS if pattern.search(error)), "")
    status = _STATUS.search(error)
    return f": {told}" if told else f": servern svarar {status[1]}" if status else ""


def _bar(number: int, count: int, most: int) -> WeekBar:
    """At least 1 high, so that a week without anything is a week still."""
    height = max(round(BARS_HEIGHT * count / most), 3) if count else 1
    return WeekBar(number * BAR_STEP, BARS_HEIGHT - height, height)


def _usual(counts: list[int]) -> str:
    total = sum(counts)
    if total == 0:
        return "inget"
    if total < WEEKS:
        return f"{total} på {WEEKS}{NBSP}veckor"
    return f"{round(total / WEEKS)} i{NBSP}veckan"

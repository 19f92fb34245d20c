"""`read_cadence("15m")` -> Cadence(every=15 minutes): how often a source is read, from what a person writes.

"15m", "2h", "1d" and "daily 06:30", and the same in Swedish: "var 15:e minut", "varje timme", "varje dag 06:30". Times
of day are local. Which source has which cadence is in `sections.py`; when it was last read is in the store.
"""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from calagg.clock import instant, local

FORMS = 'write "15m", "2h", "daily 06:30", or "var 15:e minut", "varje timme", "varje dag 06:30"'
LONGEST = timedelta(days=31)

_UNITS = {
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
}
_UNIT = r"(?P<unit>m|min|minutes?|minuter|minut|h|hours?|timmar|timme|timma|d|days?|dagar|dag|dygn)"
_WORDS = {"hourly": "1h", "daily": "1d", "varannan timme": "2h", "varannan dag": "2d", "varannan minut": "2m"}
_EVERY = re.compile(
    rf"(?:every |var |varje |var(?:t|je) )?(?:(?P<number>\d{{1,5}})(?::?[ae])? ?)?{_UNIT}", re.IGNORECASE
)
_DAILY = re.compile(
    r"(?:daily|every day|varje dag|dagligen)(?: at| kl\.?)? (?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Cadence:
    """Read again after `every`, or each day at the local time `at`; with neither, at every tick."""

    every: timedelta | None = None
    at: time | None = None

    def next_after(self, moment: datetime, zone: ZoneInfo) -> datetime:
        """The instant, later than `moment`, at which it is due again."""
        if self.at is None:
            return moment + (self.every or timedelta())
        today = local(moment, zone).date()
        days = (instant(today + timedelta(days=n), self.at, zone) for n in range(3))
        return next(due for due in days if due > moment)


def read_cadence(text: str) -> Cadence | None:
    """What the text means, "" every tick; None where it means nothing."""
    told = " ".join(text.split()).lower()
    told = _WORDS.get(told, told)
    if not told:
        return Cadence()
    if daily := _DAILY.fullmatch(told):
        return Cadence(at=time(int(daily["hour"]), int(daily["minute"])))
    every = _EVERY.fullmatch(told)
    if every is None or (every["number"] is None and not told.startswith(("every ", "var"))):
        return None
    unit = "h" if every["unit"][0] == "t" else every["unit"][0]
    length = int(every["number"] or 1) * _UNITS[unit]
    return Cadence(every=length) if timedelta() < length <= LONGEST else None

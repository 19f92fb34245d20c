"""carry_out(store, config, now) -> [Expired("mails", days=730, rows=812), …]: kept no longer than `[retention]` says.

What may go at all, and what stays however old it is, is in `calagg.store.retention`.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime, timedelta

from calagg.clock import local
from calagg.config import Config
from calagg.store import Store, heartbeat, reports
from calagg.store.retention import Limit, count_kept_too_long, remove_kept_too_long

log = logging.getLogger(__name__)

HEART = "retention"
EVERY = timedelta(days=1)
LONG_AWAY = timedelta(days=7)
_ROWS_AT_ONCE = 500
WHAT = {
    "versions": "earlier versions of documents",
    "mails": "mails that were sent or given up",
    "ledger": "what readers were reminded of",
    "ended": "readers who have left",
    "visits": "web addresses no longer come by",
    "judgements": "judgements that were taken back",
}


@dataclass(frozen=True, slots=True)
class Expired:
    """How long something is kept, in days (0: for ever), and how many rows of it have been kept longer."""

    name: str
    days: int
    rows: int


def look_up(store: Store, config: Config, now: datetime) -> list[Expired]:
    """What would go now. Raises StoreError."""
    with store.read() as session:
        counted = count_kept_too_long(session, _limits(config, now))
    return [Expired(name, days, counted.get(name, 0)) for name, days in kept_days(config).items()]


def carry_out(store: Store, config: Config, now: datetime) -> list[Expired]:
    """Removes what has been kept long enough, a little in each transaction, so that nobody waits. Raises StoreError."""
    gone = dict.fromkeys(kept_days(config), 0)
    for name, limit in _limits(config, now).items():
        removed = -1
        while removed:
            with store.write() as session:
                removed = remove_kept_too_long(session, name, limit, most=_ROWS_AT_ONCE)
            gone[name] += removed
    return [Expired(name, days, gone[name]) for name, days in kept_days(config).items()]


def carry_out_daily(store: Store, config: Config, now: datetime) -> None:
    """Does so once a day, and erases the addresses of readers' reports at once. Raises StoreError.

    After a first start, or more than a week without, it waits a day: a clock that has leapt ahead, or a setting that
    was meant otherwise, removes nothing before somebody can see it in `calagg retention --dry-run`.
    """
    with store.write() as session:
        reports.erase_reports(session, before=now - timedelta(days=config.reports.keep_days))
    with store.read() as session:
        last = heartbeat.last_beats(session).get(HEART)
    if last is not None and timedelta(0) <= now - last.at < EVERY:
        return
    if last is not None and timedelta(0) <= now - last.at < LONG_AWAY:
        told = ", ".join(f"{one.rows} {one.name}" for one in carry_out(store, config, now) if one.rows)
        if told:
            log.info("removed what has been kept long enough: %s", told)
    with store.write() as session:
        heartbeat.beat(session, HEART, now)


def kept_days(config: Config) -> Mapping[str, int]:
    """How many days each of these is kept; 0: for ever."""
    return {f.name.removesuffix("_days"): getattr(config.retention, f.name) for f in fields(config.retention)}


def _limits(config: Config, now: datetime) -> dict[str, Limit]:
    """Those that have one."""
    found = {}
    for name, days in kept_days(config).items():
        if days:
            at = now - timedelta(days=days)
            found[name] = Limit(at, local(at, config.zone).date())
    return found

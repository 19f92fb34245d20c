"""What is known of the running -> `DriftView`: the page of operations in words and figures. Nothing is read here.

The words of a mail server or of a fault are not among them: those are for the log and the alarm mail. The parts that
have their own words, sources and reminders, are in `drift_sources` and `drift_reminders`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from calagg.clock import local
from calagg.config import Config
from calagg.coverage import Coverage
from calagg.model.masking import mask_text
from calagg.remind.forecast import MailDay
from calagg.remind.troubles import Trouble, describe_paused
from calagg.remind.wording import number_word
from calagg.store.activity import Activity
from calagg.store.documents import StoredDocument
from calagg.store.fetches import Fetches
from calagg.store.reminders import State
from calagg.store.sources import StoredSource
from calagg.web.clients import client_named
from calagg.web.drift_coverage import CoverageLine, coverage_lines
from calagg.web.drift_moment import describe_age, describe_moment
from calagg.web.drift_reminders import DayBar, LedgerLine, draw_days, ledger_lines, next_mail
from calagg.web.drift_sources import WEEKS, SourceLine, source_lines
from calagg.web.unread import describe_unread
from calagg.web.wording import NBSP, capitalised, clock, day_and_clock, full_date, short_date

__all__ = ["WEEKS", "DriftView", "Operations", "build_drift_view"]

MOST_DOCUMENTS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Operations:
    """All that the page is made from. `scheduler` is 'ok', 'starting' or 'stopped'; `found` has the source and the
    instant of each entry of the last weeks, `documents` how many there are of each source."""

    scheduler: str
    tick_at: datetime | None
    troubles: tuple[Trouble, ...]
    activity: Activity
    unreviewed: int
    sources: tuple[StoredSource, ...]
    found: tuple[tuple[str, datetime], ...]
    documents: Mapping[str, int]
    coverage: tuple[Coverage, ...]
    reminders: Mapping[tuple[State, str], int]
    coming: tuple[MailDay, ...]
    paused: int
    fetched: Mapping[str, Fetches]
    unread: tuple[StoredDocument, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and what to do."""

    what: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One of the four figures, with what it is and what stands under it."""

    name: str
    value: str
    detail: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class ClientLine:
    """A kind of program: how often it has fetched, how often it had the newest already, when last, and its habit."""

    name: str
    count: str
    unchanged: str
    last: str
    habit: str


@dataclass(frozen=True, slots=True)
class UnreadLine:
    """A document that could not be read: why, and what to do."""

    id: str
    name: str
    what: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DriftView:
    """The page. `verdict` is its first sentence; `more_documents` counts those that are not shown."""

    moment: str
    machine: str
    verdict: str
    starting: bool
    faults: tuple[Fault, ...]
    figures: tuple[Figure, ...]
    silent_days: int
    sources: tuple[SourceLine, ...]
    coverage: tuple[CoverageLine, ...]
    grace_days: int
    ledger: tuple[LedgerLine, ...]
    days: tuple[DayBar, ...]
    next_mail: str
    paused: str
    clients: tuple[ClientLine, ...]
    documents: tuple[UnreadLine, ...]
    more_documents: int


def build_drift_view(operations: Operations, config: Config, here: datetime) -> DriftView:
    """The page as of the local instant `here`."""
    faults = tuple(_faults(operations, config.zone, here))
    return DriftView(
        moment=f"{capitalised(full_date(here.date()))} {clock(here.time())}",
        machine=here.isoformat(timespec="minutes"),
        verdict=_verdict(len(faults), starting=operations.scheduler == "starting"),
        starting=operations.scheduler == "starting",
        faults=faults,
        figures=_figures(operations, config.zone, here),
        silent_days=config.schedule.silent_days,
        sources=source_lines(operations.sources, operations.found, operations.documents, config, here),
        coverage=coverage_lines(operations.coverage, here.date()),
        grace_days=config.coverage.grace_days,
        ledger=ledger_lines(operations.reminders),
        days=draw_days(operations.coming),
        paused=describe_paused(operations.paused),
        next_mail=next_mail(operations.coming, config.remind.from_, here),
        clients=tuple(_client(key, seen, config.zone, here) for key, seen in operations.fetched.items()),
        documents=tuple(map(_unread, operations.unread[:MOST_DOCUMENTS])),
        more_documents=max(len(operations.unread) - MOST_DOCUMENTS, 0),
    )


def _verdict(faults: int, *, starting: bool) -> str:
    if faults:
        things = "sak" if faults == 1 else "saker"
        number = "En" if faults == 1 else capitalised(number_word(faults))
        return f"{number} {things} behöver din uppmärksamhet."
    return "Schemaläggaren har just startats och har inte gjort någon körning än." if starting else "Allt fungerar."


def _faults(operations: Operations, zone: ZoneInfo, here: datetime) -> list[Fault]:
    found = [Fault(trouble.what, trouble.remedy) for trouble in operations.troubles]
    if operations.scheduler != "stopped":
        return found
    silent = "Schemaläggaren har aldrig hört av sig."
    if operations.tick_at:
        at = local(operations.tick_at, zone)
        when = clock(at.time()) if at.date() == here.date() else day_and_clock(at)
        silent = f"Schemaläggaren har inte hört av sig sedan {when}."
    remedy = "Inget läses och inga mejl skickas. Starta calagg up, eller den timer som kör calagg tick."
    return [Fault(silent, remedy), *found]


def _figures(operations: Operations, zone: ZoneInfo, here: datetime) -> tuple[Figure, ...]:
    activity, tick_at = operations.activity, operations.tick_at
    last = Figure("Senaste körning", "–", "ingen än")
    if tick_at:
        at = local(tick_at, zone)
        shown = f"{at:%H.%M}" if at.date() == here.date() else short_date(at.date()).rpartition(NBSP)[0]
        last = Figure("Senaste körning", shown, describe_age(at, here))
    unread = f"varav {activity.unread} inte gick att läsa" if activity.unread else "alla gick att läsa"
    return (
        last,
        Figure("Dokument idag", str(activity.documents), unread if activity.documents else "inget nytt"),
        Figure(
            "Nya och ändrade poster",
            str(activity.new + activity.changed + activity.cancelled),
            f"{_new(activity.new)}, {_changed(activity.changed)}, {_cancelled(activity.cancelled)}",
        ),
        Figure(
            "Kvar att granska",
            str(operations.unreviewed),
            "Öppna granskningen" if operations.unreviewed else "inget väntar",
            "/granska" if operations.unreviewed else "",
        ),
    )


def _new(number: int) -> str:
    return f"{number}{NBSP}{'ny' if number == 1 else 'nya'}"


def _changed(number: int) -> str:
    return f"{number}{NBSP}{'ändrad' if number == 1 else 'ändrade'}"


def _cancelled(number: int) -> str:
    return f"{number}{NBSP}{'inställd' if number == 1 else 'inställda'}"


def _client(key: str, seen: Fetches, zone: ZoneInfo, here: datetime) -> ClientLine:
    client = client_named(key)
    last = describe_moment(local(seen.last_at, zone), here)
    return ClientLine(client.name, str(seen.count), str(seen.unchanged), last, client.habit or "–")


def _unread(stored: StoredDocument) -> UnreadLine:
    return UnreadLine(stored.id, mask_text(stored.name), *describe_unread(stored))

"""GET /metrics -> what a Prometheus server scrapes: the text exposition format, written by hand.

Figures of the store alone, so that every process gives the same; no label names a reader. Instants are ages at the
moment of the answer; what has never happened has no sample.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, Response

from calagg.clock import local
from calagg.config import Config
from calagg.publish.named import list_feeds
from calagg.store import Session
from calagg.store.bounces import count_paused
from calagg.store.documents import count_documents
from calagg.store.entries import count_awaiting_review
from calagg.store.fetches import fetches_by_client
from calagg.store.heartbeat import OUTBOX, TICK, last_beats
from calagg.store.outbox import count_mails
from calagg.store.published import count_published
from calagg.store.reminders import State, count_reminders
from calagg.store.session import Store
from calagg.store.sources import list_sources

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
MAIL_STATES = ("queued", "claimed", "sent", "failed", "uncertain", "skipped")


@dataclass(frozen=True, slots=True)
class Family:
    """A metric: its name, what it tells, and (labels, value) of each sample."""

    name: str
    help: str
    samples: tuple[tuple[Mapping[str, str], int], ...]
    type: str = "gauge"


def metrics_blueprint(store: Store, config: Config, now: Callable[[], datetime]) -> Blueprint:
    """The route /metrics; 503 while the database does not answer."""
    blueprint = Blueprint("metrics", __name__)

    @blueprint.get("/metrics")
    def metrics() -> Response:
        with store.read() as session:
            text = write_metrics(collect_metrics(session, config, now()))
        response = Response(text, content_type=CONTENT_TYPE)
        response.headers["Cache-Control"] = "no-store"
        return response

    return blueprint


def write_metrics(families: Iterable[Family]) -> str:
    """The families as text. Source: Prometheus exposition formats, text format 0.0.4."""
    lines = []
    for family in families:
        told = family.help.replace("\\", "\\\\").replace("\n", "\\n")
        lines += [f"# HELP {family.name} {told}", f"# TYPE {family.name} {family.type}"]
        lines += [f"{family.name}{_labels(labels)} {value}" for labels, value in family.samples]
    return "\n".join(lines) + "\n"


def collect_metrics(session: Session, config: Config, now: datetime) -> Iterator[Family]:
    """All metrics as of `now`."""
    beats = last_beats(session)
    tick, outbox = beats.get(TICK), beats.get(OUTBOX)
    stages = len(tick.detail.split(", ")) if tick and tick.detail else 0
    yield _one(
        "calagg_last_tick_age_seconds", "Seconds since the last round ended.", _age(tick.at, now) if tick else None
    )
    yield _one("calagg_last_tick_failed_stages", "Stages of the last round that failed.", stages)
    yield _one(
        "calagg_outbox_paused", "1 while mails wait for a setting to be mended.", _flag(outbox and outbox.paused_until)
    )
    yield _by("calagg_mails", "Mails by state.", "state", _filled(count_mails(session), MAIL_STATES))
    yield _one("calagg_readers_paused", "Readers who get nothing since mails to them came back.", count_paused(session))
    reminders = dict.fromkeys(State, 0)
    for (state, _), number in count_reminders(session).items():
        reminders[state] += number
    yield _by("calagg_reminders", "Reminders in the ledger by state.", "state", reminders.items())
    sources = [s for s in list_sources(session) if s.name in config.source_names]
    read = {s.name: _age(s.read_at, now) for s in sources if s.read_at}
    changed = {s.name: _age(s.changed_at, now) for s in sources if s.changed_at}
    faulty = {s.name: _flag(s.error) for s in sources}
    yield _by("calagg_source_read_age_seconds", "Seconds since the source could last be read.", "source", read.items())
    yield _by(
        "calagg_source_changed_age_seconds", "Seconds since it last gave something new.", "source", changed.items()
    )
    yield _by("calagg_source_error", "1 while the source can't be read.", "source", faulty.items())
    yield _by(
        "calagg_documents", "Documents by the outcome of reading them.", "outcome", count_documents(session).items()
    )
    yield _one("calagg_entries_published", "Entries that the calendars carry.", count_published(session))
    today = local(now, config.zone).date()
    unreviewed = count_awaiting_review(session, min_confidence=config.extract.min_confidence, since=today)
    yield _one("calagg_entries_unreviewed", "Entries that wait for a person's judgement.", unreviewed)
    yield _one("calagg_feeds", "Calendars with a name.", len(list_feeds(session, config)))
    fetched = fetches_by_client(session)
    told = "Times that a kind of program fetched a calendar."
    counts = {client: seen.count for client, seen in fetched.items()}
    yield _by("calagg_feed_fetches_total", told, "client", counts.items(), type_="counter")


def _one(name: str, told: str, value: int | None) -> Family:
    return Family(name, told, (({}, value),) if value is not None else ())


def _by(name: str, told: str, label: str, values: Iterable[tuple[str, int]], *, type_: str = "gauge") -> Family:
    return Family(name, told, tuple(({label: key}, value) for key, value in values), type_)


def _filled(counted: Mapping[str, int], states: Iterable[str]) -> list[tuple[str, int]]:
    """Every state has a sample, also one that no mail is in: a metric that appears later can't be compared."""
    return [(state, counted.get(state, 0)) for state in states]


def _age(at: datetime, now: datetime) -> int:
    return max(int((now - at).total_seconds()), 0)


def _flag(value: object) -> int:
    return 1 if value else 0


def _labels(labels: Mapping[str, str]) -> str:
    if not labels:
        return ""
    told = (f'{name}="{_escaped(value)}"' for name, value in labels.items())
    return "{" + ",".join(told) + "}"


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")

"""GET /healthz -> {"status": "ok", "database": "ok", "last_tick": "2026-11-21T08:30:00+00:00", …}: for a monitor.

200 while the database answers and the scheduler ticked not long ago, 503 otherwise. A process that has just been
started is given time for its first tick.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from logging import getLogger

from flask import Blueprint, Response, jsonify

from calagg.config import Config
from calagg.errors import StoreError
from calagg.pipeline import HEART
from calagg.store.heartbeat import Heartbeat, last_beats
from calagg.store.session import Store

TICKS_MISSED = 5
SHORTEST_GRACE = timedelta(minutes=5)
log = getLogger(__name__)


def grace_of(config: Config) -> timedelta:
    """For how long after a tick the next one may be awaited."""
    return max(timedelta(seconds=config.schedule.tick_seconds) * TICKS_MISSED, SHORTEST_GRACE)


def scheduler_state(tick: Heartbeat | None, *, at: datetime, started_at: datetime, grace: timedelta) -> str:
    """'ok', 'starting' where this process is too young to know, or 'stopped'. A tick long after `at`, by a clock that
    was ahead, tells nothing."""
    if tick and abs(at - tick.at) <= grace:
        return "ok"
    return "starting" if at - started_at <= grace else "stopped"


def health_blueprint(store: Store, config: Config, now: Callable[[], datetime]) -> Blueprint:
    """The route /healthz; the start-up grace counts from this call."""
    blueprint = Blueprint("health", __name__)
    started_at = now()
    grace = grace_of(config)

    @blueprint.get("/healthz")
    def health() -> Response:
        at = now()
        answer: dict[str, str | None] = {"status": "ok", "database": "ok", "last_tick": None, "scheduler": "ok"}
        try:
            with store.read() as session:
                beats = last_beats(session)
        except StoreError as error:
            log.warning("healthz: %s", error)
            answer |= {"status": "error", "database": "unavailable", "scheduler": "unknown"}
        else:
            tick = beats.get(HEART)
            answer["last_tick"] = tick.at.isoformat() if tick else None
            state = scheduler_state(tick, at=at, started_at=started_at, grace=grace)
            answer |= {"scheduler": state, "status": "error" if state == "stopped" else "ok"}
        response = jsonify(answer)
        response.status_code = 200 if answer["status"] == "ok" else 503
        response.headers["Cache-Control"] = "no-store"
        return response

    return blueprint

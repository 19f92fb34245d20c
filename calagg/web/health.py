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
from calagg.store.heartbeat import last_beats
from calagg.store.session import Store

TICKS_MISSED = 5
SHORTEST_GRACE = timedelta(minutes=5)
log = getLogger(__name__)


def health_blueprint(store: Store, config: Config, now: Callable[[], datetime]) -> Blueprint:
    """The route /healthz; the start-up grace counts from this call."""
    blueprint = Blueprint("health", __name__)
    started_at = now()
    grace = max(timedelta(seconds=config.schedule.tick_seconds) * TICKS_MISSED, SHORTEST_GRACE)

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
            if not tick or at - tick.at > grace:
                waiting = at - started_at <= grace
                answer |= {"scheduler": "starting"} if waiting else {"status": "error", "scheduler": "stopped"}
        response = jsonify(answer)
        response.status_code = 200 if answer["status"] == "ok" else 503
        response.headers["Cache-Control"] = "no-store"
        return response

    return blueprint

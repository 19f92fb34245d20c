"""/healthz: when a monitor should be calm and when it should call somebody."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from calagg.config import Config
from calagg.store import Store
from calagg.store.heartbeat import beat
from calagg.web.app import create_app

START = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> datetime:
        return self.at


def test_health_follows_the_scheduler(opened: Store, config: Config) -> None:
    clock = Clock()
    client = create_app(opened, config, now=clock).test_client()

    def answer_at(minutes: int) -> tuple[int, object]:
        clock.at = START + timedelta(minutes=minutes)
        answer = client.get("/healthz")
        assert answer.headers["Cache-Control"] == "no-store"
        return answer.status_code, answer.json

    starting = {"status": "ok", "database": "ok", "last_tick": None, "scheduler": "starting"}
    stopped = {"status": "error", "database": "ok", "last_tick": None, "scheduler": "stopped"}
    assert answer_at(1) == (200, starting)
    assert answer_at(6) == (503, stopped)
    with opened.write() as session:
        beat(session, "tick", START + timedelta(minutes=7))
    ticked = {"last_tick": "2026-11-21T08:07:00+00:00", "database": "ok"}
    assert answer_at(8) == (200, ticked | {"status": "ok", "scheduler": "ok"})
    assert answer_at(13) == (503, ticked | {"status": "error", "scheduler": "stopped"})
    with opened.write() as session:
        beat(session, "tick", START + timedelta(days=10))  # by a clock that was wrong, and then no more
    ahead = {"last_tick": "2026-12-01T08:00:00+00:00", "database": "ok"}
    assert answer_at(14) == (503, ahead | {"status": "error", "scheduler": "stopped"})


def test_health_without_a_database(opened: Store, config: Config, tmp_path: Path) -> None:
    client = create_app(opened, config, now=Clock()).test_client()
    opened.close()
    for file in tmp_path.glob("calagg.db*"):
        file.unlink()
    (tmp_path / "calagg.db").write_bytes(b"this is no database, whatever it is called" * 100)
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json) == (
        503,
        {
            "status": "error",
            "database": "unavailable",
            "last_tick": None,
            "scheduler": "unknown",
        },
    )

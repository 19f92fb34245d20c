"""How often a source is read: each meaning with all the ways of writing it, and what means nothing."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from calagg.config import Cadence, read_cadence

STOCKHOLM = ZoneInfo("Europe/Stockholm")
MEANT = {
    Cadence(): ("", "  "),
    Cadence(timedelta(minutes=15)): (
        "15m",
        "15 min",
        "15 minuter",
        "var 15:e minut",
        "every 15 minutes",
        "Var 15:e Minut",
    ),
    Cadence(timedelta(hours=1)): ("1h", "hourly", "varje timme", "every hour", "60m", "1 timme"),
    Cadence(timedelta(hours=2)): ("2h", "2 timmar", "varannan timme", "var 2:a timme", "2 hours"),
    Cadence(timedelta(days=1)): ("1d", "daily", "varje dag", "24h", "every day", "1 dygn"),
    Cadence(at=time(6, 30)): (
        "daily 06:30",
        "daily at 6:30",
        "varje dag 06:30",
        "varje dag kl 6.30",
        "varje dag kl. 06.30",
    ),
}


@pytest.mark.parametrize(("text", "meant"), [(text, meant) for meant, texts in MEANT.items() for text in texts])
def test_what_is_written_is_what_is_meant(text: str, meant: Cadence) -> None:
    assert read_cadence(text) == meant


@pytest.mark.parametrize(
    "text", ["15", "m", "0m", "often", "ofta", "daily 24:00", "daily 6", "06:30", "99999d", "-5m", "15 mm", "15m 2h"]
)
def test_what_means_nothing(text: str) -> None:
    assert read_cadence(text) is None


def test_a_daily_time_is_local_also_when_the_clocks_change() -> None:
    daily = Cadence(at=time(6, 30))
    at = datetime(2027, 3, 27, 5, 29, tzinfo=UTC)
    due = []
    for _ in range(3):
        at = daily.next_after(at, STOCKHOLM)
        due.append(at)
    assert due == [
        datetime(2027, 3, 27, 5, 30, tzinfo=UTC),
        datetime(2027, 3, 28, 4, 30, tzinfo=UTC),
        datetime(2027, 3, 29, 4, 30, tzinfo=UTC),
    ]

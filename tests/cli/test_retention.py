"""`calagg retention`: what it says would go, and what has gone."""

from datetime import UTC, datetime
from pathlib import Path

from click.testing import CliRunner

from calagg.cli import main
from calagg.store import heartbeat, open_store
from calagg.store.schema import SubscriptionRow
from tests.cli.conftest import Run

LONG_AGO = datetime(2024, 3, 1, 9, 0, tzinfo=UTC)
LINES = """\
versions    earlier versions of documents       730 days    0 {0}
mails       mails that were sent or given up    730 days    0 {0}
ledger      what readers were reminded of       for ever    0 {0}
ended       readers who have left               90 days     {1} {0}
visits      web addresses no longer come by     365 days    0 {0}
judgements  judgements that were taken back     365 days    0 {0}
"""


def test_what_would_go_and_what_has_gone(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'calagg.db'}"
    with open_store(url) as store, store.write() as session:
        left = {"address": "anna@example.se", "leads": [7], "created_at": LONG_AGO, "ended_at": LONG_AGO}
        session.add(SubscriptionRow(id="left", **left))
    environ = {"CALAGG_DATABASE_URL": url, "CALAGG_RETENTION_LEDGER_DAYS": "0"}
    for arguments, shown in ((["--dry-run"], ("would go", 1)), ([], ("gone", 1)), (["--dry-run"], ("would go", 0))):
        run = CliRunner().invoke(main, ["retention", *arguments], env=environ)
        assert (run.exit_code, run.stdout) == (0, LINES.format(*shown))


def test_a_round_looks_after_it(tmp_path: Path, calagg: Run) -> None:
    (tmp_path / "minutes").mkdir()
    assert calagg("tick").returncode == 0
    with open_store(f"sqlite:///{tmp_path / 'calagg.db'}") as store, store.read() as session:
        assert "retention" in heartbeat.last_beats(session)

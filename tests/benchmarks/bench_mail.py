"""`python -m tests.benchmarks.bench_mail` -> mails a second to postfix's `smtp-sink`, and the time of what is asked.

10,000 readers are reminded of one deadline by `send_due`, over loopback, each mail composed, claimed and marked in the
store; beside it postfix's own `smtp-source` sends as many mails of the same size in the same run, composing and storing
nothing. Then a ledger of 1,000,000 rows, of which none is due, and the time of one round of `plan_due` and `send_due`:
when nothing has changed, and when the ledger is gone through anew. No test asserts a time.
"""

import subprocess
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import click
from sqlalchemy import insert, text

from calagg.config import Config
from calagg.remind import plan_due, send_due
from calagg.store import Store, open_store
from calagg.store.schema import MailRow, ReminderRow
from tests.benchmarks.bench_publish import databases
from tests.conftest import POSTGRES
from tests.remind.seeds import MORNING, config_for, put_entry, put_readers
from tests.remind.sink import SINK, SOURCE, WITHOUT, sinking

MAILS = 10_000
MAIL_BYTES = 12_000  # about what one of calagg's has
LEDGER_ROWS = 1_000_000
ROWS_AT_ONCE = 20_000
LEDGER_READERS = 1_000
TURNS = 5


def seconds(work: Callable[[], object]) -> float:
    """How long the work takes by the clock on the wall."""
    start = perf_counter()
    work()
    return perf_counter() - start


def send_all(store: Store, config: Config) -> tuple[float, float]:
    """Seconds of planning and of sending; raises where a mail is left."""
    put_entry(store)
    put_readers(store, MAILS)
    planning = seconds(lambda: plan_due(store, config, MORNING))
    sent = 0

    def send() -> None:
        nonlocal sent
        sent = send_due(store, config, MORNING).sent

    sending = seconds(send)
    if sent != MAILS:
        raise AssertionError(f"{sent} of {MAILS} mails were sent")
    return planning, sending


def send_by_postfix(port: int) -> float:
    """Seconds in which smtp-source sends as many, one after the other over one connection."""
    assert SOURCE is not None, WITHOUT
    command = [SOURCE, "-d", "-s", "1", "-m", str(MAILS), "-l", str(MAIL_BYTES)]
    addresses = ["-f", "kalender@example.se", "-t", "anna@example.se"]
    return seconds(lambda: subprocess.run([*command, *addresses, f"127.0.0.1:{port}"], check=True))  # noqa: S603


def fill_ledger(store: Store) -> None:
    """A million reminders of years past, and their mails: one in ten was skipped, none waits."""
    put_entry(store, on=date(2026, 12, 24))
    put_readers(store, LEDGER_READERS, leads=(1,))
    for first in range(0, LEDGER_ROWS, ROWS_AT_ONCE):
        numbers = range(first, first + ROWS_AT_ONCE)
        with store.write() as session:
            session.execute(insert(MailRow), [_mail(n) for n in numbers if n % 10])
            session.execute(insert(ReminderRow), [_reminder(n) for n in numbers])
    with store.write() as session:
        if session.get_bind().dialect.name == "postgresql":
            session.execute(text("ANALYZE"))  # as it does by itself while a table grows, but not within seconds


def _day(number: int) -> date:
    return date(2026, 11, 19) - timedelta(days=number // LEDGER_READERS)


def _mail(number: int) -> dict[str, object]:
    at = MORNING - timedelta(days=1 + number // LEDGER_READERS)
    return {
        "id": f"mail{number}",
        "address": f"lasare{number % LEDGER_READERS:05}@example.se",
        "kind": "digest",
        "key": _day(number).isoformat(),
        "message_id": f"<{number}@example.se>",
        "state": "sent",
        "created_at": at,
        "next_try_at": at,
        "expires_at": at,
        "ended_at": at,
        "sent_at": at,
    }


def _reminder(number: int) -> dict[str, object]:
    return {
        "id": f"reminder{number}",
        "subscription_id": f"all-lasare{number % LEDGER_READERS:05}@example.se",
        "entry_id": "e1",
        "due_value": _day(number).isoformat(),
        "lead": 1,
        "mail_on": _day(number) - timedelta(days=1),
        "planned_at": MORNING - timedelta(days=2 + number // LEDGER_READERS),
        "state": "sent" if number % 10 else "skipped",
        "mail_id": f"mail{number}" if number % 10 else None,
        "reason": "" if number % 10 else "för sent",
    }


def ask(store: Store, config: Config) -> tuple[list[float], list[float]]:
    """Milliseconds of a round in which nothing has changed, and of one that goes through the ledger again."""
    plan_due(store, config, MORNING)
    quiet, anew = [], []
    for turn in range(1, TURNS + 1):
        at = MORNING + timedelta(hours=2 * turn)
        anew.append(_round_ms(store, config, at))
        quiet.append(_round_ms(store, config, at + timedelta(minutes=1)))
    return quiet, anew


def _round_ms(store: Store, config: Config, at: datetime) -> float:
    def due() -> None:
        plan_due(store, config, at)
        send_due(store, config, at)

    return 1000 * seconds(due)


def report_sending(database: str, url: str, folder: Path) -> None:
    """Prints mails a second of calagg and of smtp-source."""
    with sinking(keep=False) as sink, open_store(url) as store:
        config = config_for(folder / "outbox", port=sink.port, timeout=60)
        alone = send_by_postfix(sink.port)
        planning, sending = send_all(store, config)
    click.echo(f"{database}: {MAILS} mails to smtp-sink")
    click.echo(f"  {'smtp-source':32}{MAILS / alone:9.0f} mails/s")
    click.echo(f"  {'calagg, sending':32}{MAILS / sending:9.0f} mails/s  ({sending / alone:.1f} x smtp-source's time)")
    click.echo(f"  {'calagg, planning':32}{MAILS / planning:9.0f} reminders/s")


def report_asking(database: str, url: str, folder: Path) -> None:
    """Prints the times of rounds in which nothing is due, with a large ledger."""
    with open_store(url) as store:
        fill_ledger(store)
        quiet, anew = ask(store, config_for(folder / "outbox"))
    click.echo(f"{database}: {LEDGER_ROWS} rows in the ledger, none due, {TURNS} turns")
    for what, times in (("a round when nothing has changed", quiet), ("a round that plans anew", anew)):
        click.echo(f"  {what:32}{median(times):9.1f} ms  ({min(times):.1f}–{max(times):.1f})")


def main() -> None:
    """Prints both on SQLite, and on PostgreSQL where CALAGG_TEST_DATABASE_URL names one."""
    if SINK is None:
        raise click.ClickException(WITHOUT)
    for report in (report_asking, report_sending):
        with TemporaryDirectory(prefix="calagg-bench-") as folder, databases(Path(folder)) as urls:
            for database, url in urls.items():
                report(database, url, Path(folder))
    if not POSTGRES:
        click.echo("PostgreSQL: not measured, CALAGG_TEST_DATABASE_URL is not set")


if __name__ == "__main__":
    main()

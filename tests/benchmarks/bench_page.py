"""`python -m tests.benchmarks.bench_page` -> requests a second for / with 10,000 entries, beside the same as a file.

`calagg serve` makes the page for each request; nginx hands out the same bytes as a file that never changes, which is
the most that this machine can give. `wrk` asks them in turns in one run, 16 connections at once. No test asserts a
time; the ratios are what to look at.
"""

import gzip
import re
import subprocess
import sys
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import click

from calagg.clock import local, now
from calagg.config import Config
from calagg.model import CalendarEntry
from calagg.store import open_store
from tests.benchmarks.bench_publish import make_entry
from tests.cli.test_bad_input import free_port
from tests.publish.calendar import TODAY
from tests.publish.keeping import keep_entries
from tests.web.nginx import NAME, ask, nginx_in_front, program_at

ENTRIES, ORGANISERS = 10_000, 100
TURNS, SECONDS, CONNECTIONS = 3, 8, 16
PROGRAMS = {"nginx": "nginx-light", "openssl": "openssl", "wrk": "wrk"}
STATIC = """daemon off; pid {folder}/static.pid; error_log stderr; events {{}}
http {{ access_log off; server {{ listen 127.0.0.1:{port}; root {folder}/static; types {{ text/html html; }} }} }}
"""
_UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


@dataclass(frozen=True, slots=True)
class Load:
    """Requests a second, and the milliseconds in which half of them and 99 of 100 were answered."""

    rate: float
    p50: float
    p99: float


def move(stored: CalendarEntry, by: timedelta) -> CalendarEntry:
    """The same entry so many days later: the server reads the machine's clock."""
    start = stored.entry.start
    return replace(stored, entry=replace(stored.entry, start=replace(start, day=start.day + by)))


def load(port: int, path: str) -> Load:
    """What the server at the port does under load, all answered."""
    told = ("-t", "1", "-c", str(CONNECTIONS), "-d", f"{SECONDS}s", "--timeout", "60s", "--latency")
    run = subprocess.run(  # noqa: S603 - fixed arguments
        [program_at("wrk"), *told, "-H", f"Host: {NAME}", f"http://127.0.0.1:{port}{path}"],
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    rate = re.search(r"^Requests/sec: +([\d.]+)$", run.stdout, re.MULTILINE)
    half, most = (re.search(rf"^ +{part}% +([\d.]+)(us|ms|s) *$", run.stdout, re.MULTILINE) for part in (50, 99))
    if not (rate and half and most) or "Non-2xx" in run.stdout or "Socket errors" in run.stdout:
        raise AssertionError(f"wrk met faults:\n{run.stdout}")
    return Load(float(rate[1]), *(float(found[1]) * _UNITS[found[2]] for found in (half, most)))


def main() -> None:
    """Prints the rates and the latencies of both, and how many times the one of the file is calagg's."""
    missing = [package for program, package in PROGRAMS.items() if not program_at(program)]
    if missing:
        sys.exit(f"bench_page: install {', '.join(missing)} first")
    with TemporaryDirectory(prefix="calagg-bench-") as name:
        folder = Path(name)
        shift = local(now(), Config().zone).date() - TODAY
        with open_store(f"sqlite:///{folder / 'calagg.db'}") as store:
            keep_entries(store, *(move(make_entry(number, ORGANISERS), shift) for number in range(ENTRIES)))
        with nginx_in_front(folder) as ports:
            body = ask(ports.calagg, "/").body
            (folder / "static").mkdir()
            (folder / "static" / "page.html").write_bytes(body)
            folder.chmod(0o755)
            port = free_port()
            conf = folder / "static.conf"
            conf.write_text(STATIC.format(folder=folder, port=port), encoding="utf-8")
            nginx = subprocess.Popen([program_at("nginx"), "-c", conf, "-p", folder])  # noqa: S603 - fixed arguments
            try:
                rows = body.count(b"<h3")
                weight = f"{len(body):,} bytes, {len(gzip.compress(body, 4)):,} as a browser gets them"
                click.echo(f"{ENTRIES} entries, {rows} rows: {weight}")
                turns = [(load(ports.calagg, "/"), load(port, "/page.html")) for _ in range(TURNS)]
            finally:
                nginx.terminate()
                nginx.wait(30)
        for what, loads in zip(("calagg serve", "a file by nginx"), zip(*turns, strict=True), strict=True):
            rate, half, most = (median(getattr(one, part) for one in loads) for part in ("rate", "p50", "p99"))
            click.echo(f"  {what:16}{rate:10.1f} requests/s, p50 {half:.0f} ms, p99 {most:.0f} ms")
        click.echo(f"  {'times as many':16}{median(f.rate / c.rate for c, f in turns):10.1f}")


if __name__ == "__main__":
    main()

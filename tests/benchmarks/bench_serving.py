"""`python -m tests.benchmarks.bench_serving` -> requests a second for a feed of 1,000 entries, by calagg and by nginx.

`calagg serve` and the README's nginx run over the same folder, and `wrk` asks them in turns: for the whole calendar,
and for it with the ETag that each of them gave, which is answered by 304. All of it shares this machine's processors.
No test asserts a time; the ratios are what to look at.
"""

import re
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import click

from calagg.config import Config, Publish
from calagg.publish import publish_feeds
from calagg.store import open_store
from tests.benchmarks.bench_publish import make_entry
from tests.publish.calendar import TODAY
from tests.publish.keeping import keep_entries
from tests.web.nginx import NAME, ask, nginx_in_front, program_at

ENTRIES = 1_000
TURNS = 5
SECONDS = 4
CONNECTIONS = 16
PATH = "/feeds/all.ics"
AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Thunderbird/128.0"
PROGRAMS = {"nginx": "nginx-light", "openssl": "openssl", "wrk": "wrk"}


@dataclass(frozen=True, slots=True)
class Asking:
    """One kind of request, and the status that answers it."""

    name: str
    status: int


ASKINGS = (Asking("whole calendar, 200", 200), Asking("If-None-Match, 304", 304))


def rate(port: int, asking: Asking) -> float:
    """Requests a second under load, all answered as they should be."""
    headers = {"User-Agent": AGENT}
    if asking.status == 304:
        headers["If-None-Match"] = ask(port, PATH).headers["Etag"]
    if ask(port, PATH, headers=headers).status != asking.status:
        raise AssertionError(f"{asking.name}: answered otherwise, so the figures would mean nothing")
    told = [part for name, value in ({"Host": NAME} | headers).items() for part in ("-H", f"{name}: {value}")]
    run = subprocess.run(  # noqa: S603 - fixed arguments
        [
            *(program_at("wrk"), "-t", "1", "-c", str(CONNECTIONS), "-d", f"{SECONDS}s", "--timeout", "30s"),
            *(*told, f"http://127.0.0.1:{port}{PATH}"),
        ],
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    found = re.search(r"^Requests/sec: +([\d.]+)$", run.stdout, re.MULTILINE)
    if found is None or "Non-2xx" in run.stdout or "Socket errors" in run.stdout:
        raise AssertionError(f"wrk met faults:\n{run.stdout}")
    return float(found[1])


def fill(folder: Path) -> int:
    """Publishes the feed in the folder; its size in bytes."""
    config = replace(Config(), publish=Publish(directory=str(folder / "feeds"), organiser_feeds=False))
    with open_store(f"sqlite:///{folder / 'calagg.db'}") as store:
        keep_entries(store, *(make_entry(number, 1) for number in range(ENTRIES)))
        publish_feeds(store, config, TODAY)
    return (folder / "feeds" / "all.ics").stat().st_size


def main() -> None:
    """Prints the rates of both, and how many times the one of nginx is calagg's."""
    missing = [package for program, package in PROGRAMS.items() if not program_at(program)]
    if missing:
        sys.exit(f"bench_serving: install {', '.join(missing)} first")
    with TemporaryDirectory(prefix="calagg-bench-") as name:
        size = fill(Path(name))
        with nginx_in_front(Path(name)) as ports:
            click.echo(f"{ENTRIES} entries, {size} bytes; {TURNS} turns of {SECONDS} s, {CONNECTIONS} connections")
            for asking in ASKINGS:
                turns = [(rate(ports.calagg, asking), rate(ports.plain, asking)) for _ in range(TURNS)]
                alone, by_nginx = zip(*turns, strict=True)
                click.echo(f"  {asking.name}")
                _line("calagg serve", alone)
                _line("nginx", by_nginx)
                click.echo(f"    {'nginx beside calagg':16}{median(n / c for c, n in turns):10.1f} x")


def _line(what: str, rates: tuple[float, ...]) -> None:
    click.echo(f"    {what:16}{median(rates):10.0f} requests/s  ({min(rates):.0f}–{max(rates):.0f})")


if __name__ == "__main__":
    main()

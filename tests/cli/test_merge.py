"""`calagg merge`: two entries that are one occasion become one."""

import re
from pathlib import Path

from tests.cli.conftest import Run

MINUTES = """Protokoll, samverkansgruppen i Norrvik
Datum: 2027-03-01

Utbildning om vatten hålls den 15 april 2027 kl. 09.00.

Workshop om avlopp hålls den 16 april 2027 kl. 13.00 i Lindevik.
"""
AHEAD = {"CALAGG_PUBLISH_DAYS_AHEAD": "3650", "CALAGG_PUBLISH_DAYS_BACK": "3650"}


def test_the_first_stays_and_the_other_leaves_the_calendar(calagg: Run, tmp_path: Path) -> None:
    (tmp_path / "protokoll.txt").write_text(MINUTES, encoding="utf-8")
    calagg("ingest", "protokoll.txt")
    calagg("publish", **AHEAD)
    feed = tmp_path / "feeds" / "all.ics"
    survivor, other = re.findall(r"^UID:([0-9a-f-]{36})\r$", feed.read_bytes().decode(), re.M)
    merged = calagg("merge", survivor, other)
    assert (merged.returncode, merged.stdout) == (0, f"{survivor}: 2027-04-15T09:00 Utbildning om vatten\n")
    calagg("publish", **AHEAD)
    assert re.findall(r"^UID:([0-9a-f-]{36})\r$", feed.read_bytes().decode(), re.M) == [survivor]
    again = calagg("merge", survivor, other)
    assert (again.returncode, again.stderr) == (
        64,
        f"calagg: {other}: there is no such entry, or it was merged already; its page shows the id\n",
    )

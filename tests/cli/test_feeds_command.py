"""`calagg feeds`: the list, and secret calendars from the first fetch to the last."""

import re
from pathlib import Path

from tests.cli.conftest import Run

MINUTES = "Protokoll\nDatum: 2027-03-01\n\nRemissvaret ska lämnas senast den 12 mars 2027.\n"


def test_a_secret_calendar_is_made_listed_and_closed(calagg: Run, tmp_path: Path) -> None:
    made = calagg("feeds", "add-secret", "Styrgruppen", "--kind", "deadline", "--word", "remiss")
    assert made.returncode == 0
    assert re.fullmatch(r"http://127\.0\.0\.1:8321/feeds/secret/[A-Za-z0-9_-]{32}\.ics\n", made.stdout)
    assert made.stderr == "This address is shown once; close it with: calagg feeds revoke 1\n"
    assert "secret 1\tStyrgruppen\topen\t0 fetches" in calagg("feeds", "list").stdout
    closed = calagg("feeds", "revoke", "1")
    assert (closed.returncode, closed.stdout) == (0, "secret 1: revoked\n")
    again = calagg("feeds", "revoke", "1")
    assert (again.returncode, again.stderr) == (
        64,
        "calagg: there is no open secret calendar 1; `calagg feeds list` shows them\n",
    )
    assert re.search(r"secret 1\tStyrgruppen\trevoked \d{4}-\d\d-\d\d\t0 fetches", calagg("feeds", "list").stdout)


def test_the_list_says_what_is_published(calagg: Run, tmp_path: Path) -> None:
    (tmp_path / "protokoll.txt").write_text(MINUTES, encoding="utf-8")
    calagg("ingest", "protokoll.txt")
    assert calagg("feeds", "list").stdout.splitlines() == [
        "http://127.0.0.1:8321/feeds/all.ics\tAlla datum ur protokollen\tnot published yet\t0 fetches",
        "http://127.0.0.1:8321/feeds/deadlines.ics\tSista dagar ur protokollen\tnot published yet\t0 fetches",
    ]
    calagg("publish", CALAGG_PUBLISH_DAYS_BACK="3650", CALAGG_PUBLISH_DAYS_AHEAD="3650")
    assert "\t1 entries\t" in calagg("feeds", "list").stdout.splitlines()[0]

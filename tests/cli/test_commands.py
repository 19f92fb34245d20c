"""What the commands print, and where."""

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import update

from calagg.cli import COMMANDS, main
from calagg.store import open_store
from calagg.store.schema import SubscriptionRow
from tests.cli.conftest import COMMAND, Run, clean_environment

MINUTES = """Protokoll, samverkansgruppen i Norrvik
Datum: 2027-03-01

Remissvaret ska lämnas senast den 12 mars 2027.
Utbildning hålls i Lindevik den 15 april 2027 kl. 09.00-11.30.
Gruppen träffades senast den 4 februari 2027.
"""


@pytest.fixture(autouse=True)
def minutes(tmp_path: Path) -> Path:
    path = tmp_path / "protokoll.txt"
    path.write_text(MINUTES, encoding="utf-8")
    return path


def test_ingest_twice_changes_nothing(tmp_path: Path, calagg: Run) -> None:
    first, again = calagg("ingest", "protokoll.txt"), calagg("ingest", tmp_path, "*.txt")
    assert (first.returncode, first.stdout) == (0, "protokoll.txt: 2 entries\n")
    assert first.stderr == "1 document read, 2 entries\n"
    assert (again.returncode, again.stdout) == (0, f"{tmp_path}/protokoll.txt: unchanged\n")


def test_publish_says_what_changed(calagg: Run) -> None:
    calagg("ingest", "protokoll.txt")
    ahead = {"CALAGG_PUBLISH_DAYS_AHEAD": "3650", "CALAGG_PUBLISH_DAYS_BACK": "3650"}
    assert calagg("publish", **ahead).stdout == "feeds/all.ics: 2 entries\nfeeds/deadlines.ics: 1 entries\n"
    assert calagg("publish", **ahead).stdout == (
        "feeds/all.ics: 2 entries, unchanged\nfeeds/deadlines.ics: 1 entries, unchanged\n"
    )


def test_extract_prints_one_object_for_one_file(calagg: Run) -> None:
    run = calagg("extract", "protokoll.txt")
    shown = json.loads(run.stdout)
    assert (run.returncode, run.stderr) == (0, "")
    assert list(shown) == ["document", "reference", "reference_source", "entries", "dismissed"]
    assert shown["document"] == "protokoll.txt"
    assert (shown["reference"], shown["reference_source"]) == ("2027-03-01", "stated")
    assert [list(entry) for entry in shown["entries"]] == [
        [
            "title",
            "kind",
            "status",
            "start",
            "end",
            "recurrence",
            "grain",
            "location",
            "organiser",
            "url",
            "quote",
            "span",
            "confidence",
            "reasons",
        ]
    ] * 2
    deadline, event = shown["entries"]
    assert {k: deadline[k] for k in ("kind", "status", "start", "end", "grain", "quote")} == {
        "kind": "deadline",
        "status": "confirmed",
        "start": "2027-03-12",
        "end": None,
        "grain": "day",
        "quote": "Remissvaret ska lämnas senast den 12 mars 2027.",
    }
    assert {k: event[k] for k in ("kind", "start", "end", "grain", "location")} == {
        "kind": "event",
        "start": "2027-04-15T09:00",
        "end": "2027-04-15T11:30",
        "grain": "minute",
        "location": "Lindevik",
    }
    began, ended = deadline["span"]
    assert "12 mars 2027" in MINUTES[began:ended]
    assert [one["text"] for one in shown["dismissed"]] == ["2027-03-01", "den 4 februari 2027"]
    assert list(shown["dismissed"][0]) == ["text", "span", "start", "end", "grain", "rule", "reason"]


def test_extract_prints_an_array_for_several_and_files_with_out(tmp_path: Path, calagg: Run) -> None:
    (tmp_path / "b.md").write_text(MINUTES, encoding="utf-8")
    several = json.loads(calagg("extract", "protokoll.txt", "b.md").stdout)
    assert [one["document"] for one in several] == ["protokoll.txt", "b.md"]
    run = calagg("extract", "--format", "json", "--out", "UT/json", "protokoll.txt", "b.md")
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
    assert [
        json.loads((tmp_path / "UT" / "json" / name).read_text(encoding="utf-8"))
        for name in ("protokoll.json", "b.json")
    ] == several
    (tmp_path / "b.txt").write_text(MINUTES, encoding="utf-8")
    twice = calagg("extract", "--out", "UT", "b.md", "b.txt")
    assert (twice.returncode, twice.stderr) == (
        64,
        "calagg: --out UT: several documents are called 'b'; extract them into separate folders\n",
    )


def test_extract_takes_the_reference_day(tmp_path: Path, calagg: Run) -> None:
    (tmp_path / "kort.txt").write_text("Remissvaret ska lämnas senast den 12 mars.", encoding="utf-8")
    run = calagg("extract", "--format", "text", "--reference", "2031-03-01", "kort.txt")
    assert run.stdout.startswith("kort.txt (read against 2031-03-01, given)\n  2031-03-12  deadline: ")
    assert not (tmp_path / "calagg.db").exists()


def test_tick_does_the_whole_round(tmp_path: Path, calagg: Run) -> None:
    run = calagg("tick")
    assert (run.returncode, "7 documents read" in run.stderr) == (0, True)
    assert (tmp_path / "feeds" / "all.ics").is_file()
    assert (tmp_path / "sample-minutes").is_dir()


def test_tick_goes_on_past_a_stage_that_fails(tmp_path: Path, calagg: Run) -> None:
    (tmp_path / "feeds").write_text("in the way")
    run = calagg("tick")
    assert run.returncode == 70
    assert "calagg: feeds: feeds/all.ics: the feed can't be written" in run.stderr
    assert "Traceback" not in run.stderr
    assert calagg("subscribers", "list").returncode == 0


def test_check_says_what_calagg_would_do(tmp_path: Path, calagg: Run) -> None:
    (tmp_path / "minutes").mkdir()
    (tmp_path / "minutes" / "a.TXT").write_text(MINUTES, encoding="utf-8")
    (tmp_path / "minutes" / "b.xlsx").write_bytes(b"PK")
    run = calagg("check")
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.splitlines() == [
        "Configuration: none; the defaults hold.",
        "Source minutes: 1 file in minutes/; 1 others are left out by patterns, such as b.xlsx.",
        "Database: sqlite:///calagg.db answers.",
        "Minutes: of 0 organisers, awaited for 21 days.",
        "Calendars: all.ics, deadlines.ics in feeds/, from 90 days back to 548 days ahead.",
        "Web: http://127.0.0.1:8321/, listening on 127.0.0.1 port 8321.",
        "Mail: no server is configured; mails are laid in outbox/ for you to send.",
        "Returned mails: not read; name their mailbox in [bounces] host.",
        "Alarms: nobody is told when something is wrong; name somebody in [mail] admin_address.",
        "Reminders: 14, 7, 1 days ahead, on working days 07:30-09:00 (Europe/Stockholm).",
        "Ticks: every 60 seconds.",
        "Kept, in days: versions 730, mails 730, ledger 730, ended 90, visits 365, judgements 365; "
        "`calagg retention --dry-run` says what would go.",
        "Nothing is wrong.",
    ]


def test_users(calagg: Run, tmp_path: Path) -> None:
    def with_password(*arguments: str, typed: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(  # noqa: S603 - the arguments are the test's own
            [COMMAND, "users", *arguments],
            cwd=tmp_path,
            env=clean_environment(),
            input=typed,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )

    added = with_password("add", "Karin", "--role", "administrator", typed="fyra hästar i hagen\n")
    assert added.stdout == "karin: administrator, signs in at http://127.0.0.1:8321/logga-in\n"
    refused = with_password("add", "maja", typed="kort\n")
    assert (refused.returncode, "12 to 200 characters" in refused.stderr) == (64, True)
    assert with_password("add", "maja", typed="").returncode == 64
    assert with_password("password", "karin", typed="helt andra ord nu\n").stdout == "karin: the password is changed\n"
    assert "calagg users enable karin takes it back" in calagg("users", "disable", "karin").stdout
    assert calagg("users", "list").stdout.startswith("karin\tadministrator\tdisabled since ")
    assert calagg("users", "enable", "karin").returncode == 0
    assert calagg("users", "list").stdout == "karin\tadministrator\n"
    assert calagg("users", "remove", "karin").returncode == 0
    assert calagg("users", "remove", "karin").returncode == 64


def test_subscribers(calagg: Run) -> None:
    assert calagg("subscribers", "add", "Anna@example.se").stdout == (
        "anna@example.se: all, waits for its confirmation mail, sent at the next tick\n"
    )
    assert calagg("subscribers", "add", "bo@example.se", "--feed", "deadlines", "--confirmed").stdout == (
        "bo@example.se: deadlines, confirmed\n"
    )
    assert calagg("subscribers", "list").stdout == (
        "anna@example.se\tall\t14, 7, 1 days\tunconfirmed\nbo@example.se\tdeadlines\t14, 7, 1 days\tconfirmed\n"
    )
    refused = calagg("subscribers", "add", "a@example.se, b@example.se")
    assert (refused.returncode, refused.stderr.count("\n")) == (64, 1)
    unknown = calagg("subscribers", "add", "a@example.se", "--feed", "fester")
    assert (unknown.returncode, unknown.stderr) == (64, "calagg: --feed 'fester' is no feed; use all, deadlines\n")
    own = "subscribers", "add", "eva@example.se", "--kind", "deadline", "--word", "bidrag"
    assert calagg(*own, "--leads", "3,21", "--weekly", "--confirmed").stdout == (
        "eva@example.se: ?kind=deadline&q=bidrag, confirmed\n"
    )
    assert calagg("subscribers", "list").stdout.splitlines()[2] == (
        "eva@example.se\t?kind=deadline&q=bidrag\t21, 3 days, weekly\tconfirmed"
    )
    both = calagg(*own, "--feed", "all")
    assert (both.returncode, both.stderr.count("\n")) == (64, 1)


def test_subscribers_in_a_table_there_and_back(tmp_path: Path, calagg: Run) -> None:
    (tmp_path / "lasare.csv").write_bytes(
        "E-post;Namn;Kalender;Dagar;Veckovis\r\nÅsa@example.se;Åsa;deadlines;14 7;ja\r\nbo@example.se;Bo;;;\r\n".encode(
            "cp1252"
        ).replace("Åsa@".encode("cp1252"), b"asa@")
    )
    trial = calagg("subscribers", "import", "lasare.csv", "--dry-run")
    assert trial.stdout == "2 would be added, 0 were there already; each gets a confirmation mail at the next tick\n"
    assert calagg("subscribers", "list").stdout == ""
    assert calagg("subscribers", "import", "lasare.csv", "--confirmed").stdout == "2 added, 0 were there already\n"
    assert calagg("subscribers", "import", "lasare.csv", "--confirmed").stdout == "0 added, 2 were there already\n"
    exported = calagg("subscribers", "export").stdout
    assert exported.splitlines() == [
        "address,feed,leads,kind_leads,weekly,paused_until,state",
        "asa@example.se,deadlines,14 7,,yes,,confirmed",
        "bo@example.se,all,14 7 1,,no,,confirmed",
    ]
    assert calagg("subscribers", "export", "ut.csv").stderr == "2 subscriptions in ut.csv\n"
    assert calagg("subscribers", "remove", "bo@example.se").stdout == "bo@example.se: 1 ended\n"
    assert calagg("subscribers", "remove", "bo@example.se").returncode == 64
    assert calagg("subscribers", "remove", "asa@example.se", "--erase").stdout == "asa@example.se: erased\n"
    assert calagg("subscribers", "export").stdout.splitlines()[1:] == ["bo@example.se,all,14 7 1,,no,,ended"]
    assert calagg("subscribers", "import", "ut.csv").stdout.startswith("2 added, 0 were there already")


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("", "is empty; the first line names the columns, such as address,feed,leads"),
        ("namn,ort\nAnna,Norrvik\n", "no column is called address or e-post; name it so in the first line"),
        (
            "address,leads\nanna@example.se,7\nhemlig,7\neva@example.se,snart\n",
            "nothing was imported. line 3: the address is no single mail address; write one, such as namn@example.com; "
            "line 4: the lead times 'snart' are no days; write such as 14 7 1",
        ),
        ("address,feed\nanna@example.se,fester\n", "line 2: feed 'fester' is no feed; use all, deadlines"),
        ('address\n"anna', "line 2: is no CSV (unexpected end of data); save it as CSV from Excel"),
    ],
)
def test_a_table_that_cant_be_imported(tmp_path: Path, calagg: Run, table: str, said: str) -> None:
    (tmp_path / "a.csv").write_text(table, encoding="utf-8")
    run = calagg("subscribers", "import", "a.csv")
    assert (run.returncode, run.stderr) == (64, f"calagg: a.csv: {said}\n")
    assert calagg("subscribers", "list").stdout == ""


def test_no_file_to_import(calagg: Run) -> None:
    run = calagg("subscribers", "import", "finns-inte.csv")
    assert (run.returncode, run.stderr.count("\n")) == (66, 1)


def test_subscribers_who_are_paused(calagg: Run, tmp_path: Path) -> None:
    calagg("subscribers", "add", "anna@example.se", "--confirmed")
    with open_store(f"sqlite:///{tmp_path / 'calagg.db'}") as store, store.write() as session:
        session.execute(update(SubscriptionRow).values(bounced_at=datetime(2026, 11, 20, 23, 30, tzinfo=UTC)))
    assert calagg("subscribers", "list").stdout == (
        "anna@example.se\tall\t14, 7, 1 days\tpaused since 2026-11-21, mails come back\n"
    )
    assert calagg("subscribers", "add", "anna@example.se").stdout == (
        "anna@example.se: all, waits for its confirmation mail, sent at the next tick\n"
    )
    calagg("subscribers", "add", "anna@example.se", "--confirmed")
    assert calagg("subscribers", "list").stdout == "anna@example.se\tall\t14, 7, 1 days\tconfirmed\n"


def test_check_tells_of_the_mailbox_for_returned_mails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    environ = {"CALAGG_BOUNCES_HOST": "imap.example.se", "CALAGG_BOUNCES_USER": "studs"}
    line = "Returned mails: read from INBOX of studs at imap.example.se port 993"
    assert f"{line} (tls).\n" in CliRunner().invoke(main, ["check"], env=environ).output
    monkeypatch.setitem(sys.modules, "imap_tools", None)  # as Python marks what can't be imported
    run = CliRunner().invoke(main, ["check"], env=environ)
    assert f'PROBLEM: {line}, but imap-tools is not installed; pip install "calagg[mail]".\n' in run.output
    assert run.exit_code == 78


def test_check_tells_of_signing_in_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    issuer = "https://login.example.se/kommun"
    names = {"ISSUER": issuer, "CLIENT_ID": "calagg", "CLIENT_SECRET": "hemligt"}
    environ = {f"CALAGG_OIDC_{name}": value for name, value in names.items()}
    line = f"Signing in: by passwords and by {issuer}"
    address = "http://127.0.0.1:8321/logga-in/svar"
    assert (
        f"{line}, which must know the address {address}.\n" in CliRunner().invoke(main, ["check"], env=environ).output
    )
    monkeypatch.setitem(sys.modules, "authlib", None)  # as Python marks what can't be imported
    run = CliRunner().invoke(main, ["check"], env=environ)
    assert f'PROBLEM: {line}, but Authlib is not installed; pip install "calagg[oidc]".\n' in run.output
    assert "hemligt" not in run.output


def test_explain_shows_each_date_in_its_place(calagg: Run) -> None:
    shown = calagg("explain", "protokoll.txt")
    assert (shown.returncode, shown.stderr) == (0, "")
    lines = shown.stdout.splitlines()
    assert lines[0] == "Protokoll, samverkansgruppen i Norrvik"
    assert lines[1].startswith("read against 2027-03-01 (stated, ")
    assert [line for line in lines if line[:4].strip().isdigit()] == [
        "   2: Datum: [2027-03-01]",
        "   4: Remissvaret ska lämnas senast [den 12 mars 2027].",
        "   5: Utbildning hålls i Lindevik [den 15 april 2027 kl. 09.00-11.30].",
        "   6: Gruppen träffades senast [den 4 februari 2027].",
    ]
    assert lines[-1] == "2 entries, 2 dismissed"
    assert "\x1b" not in shown.stdout


def test_help_teaches_with_an_example() -> None:
    runner = CliRunner()
    overview = runner.invoke(main, ["--help"]).stdout
    assert [command for command in COMMANDS if f"\n  {command} " not in overview] == []
    reading = (["subscribers", name] for name in ("add", "list", "import", "export", "remove"))
    signing_in = (["users", name] for name in ("add", "list", "password", "disable", "enable", "remove"))
    reviewing = (["review", "list"], ["review", "export"])
    groups = (*reading, *signing_in, *reviewing, ["feeds", "list"], ["feeds", "add-secret"], ["feeds", "revoke"])
    alone = ([command] for command in COMMANDS if command not in ("subscribers", "feeds", "users", "review"))
    for command in [*alone, *groups]:
        shown = runner.invoke(main, [*command, "--help"]).stdout
        assert "Example" in shown
        assert "--config FILE" in shown


def test_version(calagg: Run) -> None:
    assert calagg("--version").stdout == "calagg 0.1.0\n"

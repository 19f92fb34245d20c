"""`calagg sources` and what `check` says of sources: a table, reading one now, and faults in one line."""

import re
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.collect.webserver import running

MINUTES = "Möte i Lindevik 2027-03-01\n\nAnmälan senast den 16 mars 2027.\n"


def configure(folder: Path, *sources: str) -> None:
    text = "\n".join(f"[[source]]\n{source}\n" for source in sources)
    (folder / "config.toml").write_text(text, encoding="utf-8")


def test_the_table_and_reading_one_now(tmp_path: Path, calagg: Run) -> None:
    (tmp_path / "natverk").mkdir()
    (tmp_path / "natverk" / "a.txt").write_text(MINUTES, encoding="utf-8")
    with running() as web:
        web.put("/b.txt", MINUTES, "text/plain")
        configure(
            tmp_path,
            'name = "natverket"\npath = "natverk"',
            f'name = "webben"\nkind = "url"\nurl = "{web.url}/b.txt"\nallow_private = true\nschedule = "daily 06:30"',
            f'name = "borta"\nkind = "url"\nurl = "{web.url}/borta"\nallow_private = true',
            f'name = "stangd"\nkind = "url"\nurl = "{web.url}/b.txt"',
        )
        assert calagg("sources").stdout.splitlines() == [
            "name       kind    schedule     last read  last change  documents  state",
            "natverket  folder  every tick   never      never        0          not read yet",
            "webben     url     daily 06:30  never      never        0          not read yet",
            "borta      url     1h           never      never        0          not read yet",
            "stangd     url     1h           never      never        0          not read yet",
        ]
        one, other = calagg("sources", "read", "natverket"), calagg("sources", "read", "webben")
        assert (one.returncode, one.stdout) == (0, "natverk/a.txt: 1 entry\n")
        assert (other.returncode, other.stdout, other.stderr) == (
            0,
            "webben/b.txt: 1 entry\n",
            "1 document read, 1 entries\n",
        )
        gone, closed = calagg("sources", "read", "borta"), calagg("sources", "read", "stangd")
        said = f"{web.url}/borta: answers 404 Not Found; check the address"
        assert (gone.returncode, gone.stderr.splitlines()[-1]) == (69, f"calagg: {said}")
        assert closed.stderr.splitlines()[-1] == (
            f"calagg: {web.url}/b.txt: 127.0.0.1 is 127.0.0.1, which is not on the open web; "
            "set allow_private = true in its [[source]] if it is meant"
        )
        shown = [re.split(r"  +", line) for line in calagg("sources").stdout.splitlines()]
        assert [line[5] for line in shown] == ["documents", "1", "1", "0", "0"]
        assert [line[6] for line in shown[1:3]] == ["ok", "ok"]
        assert re.fullmatch(rf"failed 1 times in a row; again [-\d]+ [\d:]+: {re.escape(said)}", shown[3][6])
        unknown = calagg("sources", "read", "nej")
        assert (unknown.returncode, unknown.stderr) == (
            64,
            "calagg: there is no source 'nej'; use one of: natverket, webben, borta, stangd\n",
        )


def test_check_says_what_would_be_fetched(tmp_path: Path, calagg: Run) -> None:
    configure(
        tmp_path,
        'name = "a"\nkind = "page"\nurl = "https://www.example.se/protokoll"',
        'name = "b"\nkind = "calendar"\nurl = "webcal://www.example.se/k.ics"\n'
        'allow_private = true\nschedule = "varje timme"',
        'name = "post-1"\nkind = "mailbox"\nhost = "imap.example.se"\nuser = "protokoll@example.se"',
    )
    without = calagg("check")
    assert without.returncode == 78
    assert without.stdout.splitlines()[1:4] == [
        "Source a: follows the links on https://www.example.se/protokoll (1h).",
        "Source b: fetches the calendar https://www.example.se/k.ics (varje timme), which may lie in your own network.",
        "PROBLEM: Source post-1: reads INBOX of protokoll@example.se at imap.example.se:993, but has no password; "
        "set CALAGG_SOURCE_POST_1_PASSWORD.",
    ]
    told = calagg("check", CALAGG_SOURCE_POST_1_PASSWORD="hemligt")
    assert (told.returncode, told.stdout.splitlines()[3]) == (
        0,
        "Source post-1: reads INBOX of protokoll@example.se at imap.example.se:993 (tls, 5m).",
    )
    assert "hemligt" not in told.stdout + told.stderr


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ('kind = "url"', """kind 'url' has no url; add url = "https://…\""""),
        ('kind = "page"', """kind 'page' has no url; add url = "https://…\""""),
        ('kind = "mailbox"', "kind 'mailbox' has no host; name its IMAP server"),
        ('kind = "mailbox"\nhost = "imap.example.se"', "kind 'mailbox' has no user; name the login of the mailbox"),
    ],
)
def test_what_a_source_can_not_do_without(tmp_path: Path, calagg: Run, source: str, said: str) -> None:
    configure(tmp_path, f'name = "a"\n{source}')
    run = calagg("sources")
    assert (run.returncode, run.stderr) == (78, f"calagg: config.toml: [[source]] a: {said}\n")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('kind = "ftp"', "kind 'ftp' is not known; use 'folder' or 'url' or 'page' or 'calendar' or 'mailbox'"),
        ('url = "ftp://example.se"', "url 'ftp://example.se' is no web address; write"),
        ('url = "https://anna:hemligt@example.se/"', "holds a login, which calagg does not send; leave out"),
        ('schedule = "ibland"', 'schedule \'ibland\' is no schedule; write "15m", "2h", "daily 06:30", or'),
    ],
)
def test_what_no_source_has(tmp_path: Path, calagg: Run, line: str, said: str) -> None:
    configure(tmp_path, f'name = "a"\n{line}')
    run = calagg("sources")
    assert run.returncode == 78
    assert said in run.stderr
    assert "hemligt" not in run.stderr


def test_a_configuration_for_the_group_is_the_command_s(tmp_path: Path, calagg: Run) -> None:
    (tmp_path / "natverk").mkdir()
    (tmp_path / "annan.toml").write_text('[[source]]\nname = "natverket"\npath = "natverk"\n', encoding="utf-8")
    for arguments in (["--config", "annan.toml", "read", "natverket"], ["read", "natverket", "--config", "annan.toml"]):
        run = calagg("sources", *arguments)
        assert (run.returncode, run.stderr) == (0, "0 documents read, 0 entries\n")


def test_where_there_are_none_it_says_what_to_do(calagg: Run) -> None:
    run = calagg("sources")
    assert (run.returncode, run.stdout, run.stderr) == (
        0,
        "",
        "calagg: there are no sources; make the folder minutes and put minutes in it, or add [[source]] to "
        "config.toml\n",
    )


def test_an_address_that_is_a_key_is_not_shown(tmp_path: Path, calagg: Run) -> None:
    with running() as web:
        address = f"{web.url}/ical/private-3f0c1d2/basic.ics?token=hemligt"
        configure(tmp_path, f'name = "a"\nkind = "calendar"\nurl = "{address}"\nallow_private = true')
        runs = [calagg("sources", "read", "a"), calagg("sources"), calagg("check"), calagg("tick")]
        shown = f"{web.url}/ical/private-…/basic.ics?token=…"
    assert f"{shown}: answers 404 Not Found" in runs[0].stderr
    assert f"{shown}: answers 404 Not Found" in runs[1].stdout
    assert f"fetches the calendar {shown} (1h)" in runs[2].stdout
    said = "".join(run.stdout + run.stderr for run in runs)
    assert [key for key in ("3f0c1d2", "hemligt") if key in said] == []

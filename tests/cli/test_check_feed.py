"""`calagg check --feed`: what it prints of a file, of standard input and of a server, and its exit code."""

import subprocess
import time
from pathlib import Path

import pytest

from tests.cli.conftest import COMMAND, Run, clean_environment
from tests.cli.test_bad_input import free_port
from tests.cli.test_up import SECONDS, get, started
from tests.publish.doctor.feed import GOOD, broken, on_the_wire

GOLDEN = Path(__file__).parent.parent / "publish" / "golden" / "all.ics"
README = Path(__file__).parent.parent.parent / "README.md"
CLEAN_SV, CLEAN_EN = "Inget att anmärka på.\n", "Nothing to remark on.\n"
SWEDISH = {"LC_ALL": "sv_SE.UTF-8", "PYTHONUTF8": "1"}
ENGLISH = {"LC_ALL": "", "LANG": "en_GB.UTF-8", "PYTHONUTF8": "1"}


def test_a_good_file(calagg: Run) -> None:
    run = calagg("check", "--feed", GOLDEN, **SWEDISH)
    assert (run.returncode, run.stdout, run.stderr) == (0, CLEAN_SV, "")


@pytest.mark.parametrize(
    ("environ", "arguments", "said"),
    [
        (SWEDISH, (), CLEAN_SV),
        (ENGLISH, (), CLEAN_EN),
        ({"LC_ALL": "C.UTF-8", "LANG": "en_GB.UTF-8"}, (), CLEAN_SV),
        ({"LC_ALL": "", "LANG": ""}, (), CLEAN_SV),
        (SWEDISH, ("--language", "en"), CLEAN_EN),
        (ENGLISH, ("--language", "sv"), CLEAN_SV),
    ],
)
def test_the_language(calagg: Run, environ: dict[str, str], arguments: tuple[str, ...], said: str) -> None:
    environ = {"PYTHONUTF8": "1"} | environ
    assert calagg("check", "--feed", GOLDEN, *arguments, **environ).stdout == said


def test_a_file_with_an_error(tmp_path: Path, calagg: Run) -> None:
    (tmp_path / "fel.ics").write_bytes(broken("STATUS:CONFIRMED", "STATUS:KLAR"))
    run = calagg("check", "--feed", "fel.ics", **SWEDISH)
    assert (run.returncode, run.stderr) == (65, "")
    assert run.stdout.splitlines() == [
        "fel.ics:44: fel: STATUS är KLAR, och Home Assistant visar då en tom kalender; skriv TENTATIVE, CONFIRMED "
        "eller CANCELLED  (RFC 5545, 3.8.1.11; Home Assistant)",
        "1 fel.",
    ]


@pytest.mark.parametrize(
    ("old", "new", "counts"),
    [("METHOD:PUBLISH\n", "", "1 piece of advice."), ("Workshop om", "Workshop, om", "1 warning.")],
)
def test_what_is_no_error_is_no_failure(tmp_path: Path, calagg: Run, old: str, new: str, counts: str) -> None:
    (tmp_path / "a.ics").write_bytes(broken(old, new))
    run = calagg("check", "--feed", "a.ics", "--language", "en")
    assert (run.returncode, run.stdout.splitlines()[1]) == (0, counts)


@pytest.mark.parametrize(("data", "code"), [(on_the_wire(GOOD), 0), (GOOD.encode(), 65), (b"", 65)])
def test_standard_input(tmp_path: Path, data: bytes, code: int) -> None:
    run = subprocess.run(  # noqa: S603 - the arguments are the tests' own
        [COMMAND, "check", "--feed", "-"],
        cwd=tmp_path,
        env=clean_environment(),
        input=data,
        capture_output=True,
        check=False,
    )
    assert (run.returncode, run.stderr) == (code, b"")
    assert run.stdout.startswith(b"-" if code else b"Inget")


def test_a_terminal_that_lacks_a_letter(tmp_path: Path, calagg: Run) -> None:
    (tmp_path / "a.ics").write_bytes(broken("STATUS:CONFIRMED", "STATUS:\u0141"))
    environ = {"PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"}
    run = subprocess.run(  # noqa: S603 - the arguments are the tests' own
        [COMMAND, "check", "--feed", "a.ics", "--language", "sv"],
        cwd=tmp_path,
        env=clean_environment() | environ,
        capture_output=True,
        check=False,
    )
    assert (run.returncode, run.stderr) == (65, b"")
    assert r"STATUS är \u0141, och".encode("latin-1") in run.stdout


@pytest.mark.parametrize(
    ("feed", "code", "said"),
    [
        (
            "finns-inte.ics",
            66,
            "--feed finns-inte.ics: can't be read (No such file or directory); name a file, an address or -",
        ),
        (".", 66, "--feed .: can't be read (Is a directory); name a file, an address or -"),
        (
            "ftp://example.se/a.ics",
            64,
            "--feed 'ftp://example.se/a.ics' is no address; use http://, https:// or webcal:// and a host",
        ),
    ],
)
def test_what_can_not_be_checked(calagg: Run, feed: str, code: int, said: str) -> None:
    run = calagg("check", "--feed", feed)
    assert (run.returncode, run.stdout, run.stderr) == (code, "", f"calagg: {said}\n")


def test_an_address_that_does_not_answer(calagg: Run) -> None:
    address = f"http://127.0.0.1:{free_port()}/a.ics"
    run = calagg("check", "--feed", address)
    assert (run.returncode, run.stdout, run.stderr) == (
        69,
        "",
        f"calagg: {address}: does not answer (Connection refused); check the address and that the server is running\n",
    )


def test_more_than_anybody_reads(tmp_path: Path, calagg: Run) -> None:
    (tmp_path / "stor.ics").write_bytes(b"X" * 20_000_001)
    run = calagg("check", "--feed", "stor.ics")
    assert (run.returncode, run.stdout, run.stderr.count("\n")) == (65, "", 1)


def test_the_run_in_the_readme_is_real(tmp_path: Path, calagg: Run) -> None:
    data = broken("SEQUENCE:0", "SEQUENCE:ett").replace(b"DTEND;VALUE=DATE:20270130\r\n", b"")
    (tmp_path / "kalender.ics").write_bytes(data)
    run = calagg("check", "--feed", "kalender.ics", **SWEDISH)
    assert f"\n$ calagg check --feed kalender.ics\n{run.stdout}```\n" in README.read_text(encoding="utf-8")


def test_a_language_of_nothing(calagg: Run) -> None:
    run = calagg("check", "--language", "en")
    assert (run.returncode, run.stdout) == (64, "")
    assert run.stderr == "calagg: --language goes with --feed; leave it out or name a feed\n"


def test_our_own_server_is_found_good(tmp_path: Path, calagg: Run) -> None:
    """With the sample minutes: the doctor and the publisher hold each other to the same rules."""
    with started(tmp_path, "up") as (address, _):
        for name in ("all", "deadlines"):
            assert get(f"{address}/feeds/{name}.ics", time.monotonic() + SECONDS).count(b"BEGIN:VEVENT") > 3
            run = calagg("check", "--feed", f"{address}/feeds/{name}.ics", **SWEDISH)
            assert (run.returncode, run.stdout, run.stderr) == (0, CLEAN_SV, "")

"""`calagg export` and `import`, between two databases."""

import json
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from calagg.cli import main
from calagg.store import open_store
from tests.cli.conftest import COMMAND, clean_environment
from tests.store.filling import fill

OTHER = {"CALAGG_DATABASE_URL": "sqlite:///other.db"}


@pytest.fixture
def filled(tmp_path: Path) -> int:
    """How many rows are in calagg.db."""
    with open_store(f"sqlite:///{tmp_path / 'calagg.db'}") as store, store.write() as session:
        return sum(fill(session.connection()).values())


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def calagg(*arguments: str, **environ: str) -> Result:
    """The command in this process, which starts faster than one of its own."""
    return CliRunner().invoke(main, arguments, env=environ)


def test_to_a_file_and_into_another_database(tmp_path: Path, filled: int) -> None:
    out = calagg("export", "calagg.jsonl")
    assert (out.exit_code, out.stdout) == (0, "")
    assert out.stderr == f"{filled} rows in calagg.jsonl, read back and whole\n"
    assert (tmp_path / "calagg.jsonl").stat().st_mode & 0o777 == 0o600
    taken = calagg("import", "calagg.jsonl", **OTHER)
    assert (taken.exit_code, taken.stderr) == (0, f"{filled} rows imported into sqlite:///other.db\n")
    assert calagg("export", "-", **OTHER).stdout == (tmp_path / "calagg.jsonl").read_text(encoding="utf-8")
    again = calagg("import", "calagg.jsonl", **OTHER)
    assert (again.exit_code, again.stderr) == (
        64,
        "calagg: sqlite:///other.db: the database holds something already; name an empty one in [database] url, "
        "or use `calagg restore --replace`, which keeps what is there as a file first\n",
    )


def test_from_one_to_the_other_without_a_file(tmp_path: Path, filled: int) -> None:
    with subprocess.Popen(  # noqa: S603 - our own command
        [COMMAND, "export", "-"], cwd=tmp_path, env=clean_environment(), stdout=subprocess.PIPE
    ) as exporting:
        run = subprocess.run(  # noqa: S603 - our own command
            [COMMAND, "import", "-"],
            cwd=tmp_path,
            env=clean_environment() | OTHER,
            stdin=exporting.stdout,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
    assert (run.returncode, run.stderr) == (0, f"{filled} rows imported into sqlite:///other.db\n")
    assert calagg("export", "-", **OTHER).stdout == calagg("export", "-").stdout


def refused(*arguments: str, **environ: str) -> tuple[int, str]:
    """The exit code and the one line that the command ends with."""
    run = calagg(*arguments, **environ)
    assert run.stderr.count("\n") == 1
    return run.exit_code, run.stderr


def test_what_can_not_be_imported(tmp_path: Path, filled: int) -> None:
    assert calagg("export", "calagg.jsonl").exit_code == 0
    whole = (tmp_path / "calagg.jsonl").read_bytes()
    header, _, rest = whole.partition(b"\n")
    newer = json.dumps(json.loads(header) | {"schema": "9999"}).encode() + b"\n" + rest
    for name, data, said in (
        ("cut.jsonl", whole[:-1000], "cut.jsonl: is damaged or cut off; take an earlier backup, or make it anew"),
        ("newer.jsonl", newer, "newer.jsonl: has schema 9999, made by a newer calagg; install that version"),
        ("protokoll.txt", b"Protokoll", "protokoll.txt: is no export of calagg's; name a file that"),
    ):
        (tmp_path / name).write_bytes(data)
        code, line = refused("import", name, **OTHER)
        assert (code, line[: len(said) + 8]) == (65, f"calagg: {said}")
    assert refused("import", "finns-inte.jsonl", **OTHER) == (
        66,
        "calagg: finns-inte.jsonl: can't be read (No such file or directory); check the name\n",
    )
    assert refused("export", "finns-inte/calagg.jsonl") == (
        73,
        "calagg: finns-inte/calagg.jsonl: can't be written (No such file or directory); "
        "free some space, or name a file in a folder that is there and may be written to\n",
    )
    assert calagg("import", "calagg.jsonl", **OTHER).exit_code == 0

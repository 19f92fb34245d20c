"""`calagg export` and `import`: the real commands, between two databases."""

import json
import subprocess
from pathlib import Path

import pytest

from calagg.store import open_store
from tests.cli.conftest import COMMAND, Run, clean_environment
from tests.store.filling import fill

OTHER = {"CALAGG_DATABASE_URL": "sqlite:///other.db"}


@pytest.fixture
def filled(tmp_path: Path) -> int:
    """How many rows are in calagg.db."""
    with open_store(f"sqlite:///{tmp_path / 'calagg.db'}") as store, store.write() as session:
        return sum(fill(session.connection()).values())


def test_to_a_file_and_into_another_database(tmp_path: Path, calagg: Run, filled: int) -> None:
    out = calagg("export", "calagg.jsonl")
    assert (out.returncode, out.stdout) == (0, "")
    assert out.stderr == f"{filled} rows in calagg.jsonl, read back and whole\n"
    assert (tmp_path / "calagg.jsonl").stat().st_mode & 0o777 == 0o600
    taken = calagg("import", "calagg.jsonl", **OTHER)
    assert (taken.returncode, taken.stderr) == (0, f"{filled} rows imported into sqlite:///other.db\n")
    assert calagg("export", "-", **OTHER).stdout == (tmp_path / "calagg.jsonl").read_text(encoding="utf-8")
    again = calagg("import", "calagg.jsonl", **OTHER)
    assert (again.returncode, again.stderr) == (
        64,
        "calagg: sqlite:///other.db: the database holds something already; name an empty one in [database] url, "
        "or use `calagg restore --replace`, which keeps what is there as a file first\n",
    )


def test_from_one_to_the_other_without_a_file(tmp_path: Path, calagg: Run, filled: int) -> None:
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


def test_what_can_not_be_imported(tmp_path: Path, calagg: Run, filled: int) -> None:
    calagg("export", "calagg.jsonl")
    whole = (tmp_path / "calagg.jsonl").read_bytes()
    header, _, rest = whole.partition(b"\n")
    newer = json.dumps(json.loads(header) | {"schema": "9999"}).encode() + b"\n" + rest
    for name, data, code, said in (
        ("cut.jsonl", whole[:-1000], 65, "cut.jsonl: is damaged or cut off; take an earlier backup, or make it anew"),
        ("newer.jsonl", newer, 65, "newer.jsonl: has schema 9999, made by a newer calagg; install that version"),
        ("protokoll.txt", b"Protokoll", 65, "protokoll.txt: is no export of calagg's; name a file that"),
    ):
        (tmp_path / name).write_bytes(data)
        run = calagg("import", name, **OTHER)
        assert (run.returncode, run.stderr.count("\n")) == (code, 1)
        assert run.stderr.startswith(f"calagg: {said}")
    missing = calagg("import", "finns-inte.jsonl", **OTHER)
    assert (missing.returncode, missing.stderr) == (
        66,
        "calagg: finns-inte.jsonl: can't be read (No such file or directory); check the name\n",
    )
    assert calagg("import", "calagg.jsonl", **OTHER).returncode == 0


def test_where_nothing_can_be_written(calagg: Run) -> None:
    run = calagg("export", "finns-inte/calagg.jsonl")
    assert (run.returncode, run.stderr) == (
        73,
        "calagg: finns-inte/calagg.jsonl: can't be written (No such file or directory); "
        "free some space, or name a file in a folder that is there and may be written to\n",
    )

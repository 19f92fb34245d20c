"""The conventions of the house, checked by their own tools in the same run as the tests."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MOST_LINES = 300

TOOLS = {
    "ruff": ["ruff", "check", "calagg", "tests"],
    "ruff-format": ["ruff", "format", "--check", "calagg", "tests"],
    "mypy": ["mypy"],
    "import-linter": ["lint-imports"],
}


@pytest.mark.parametrize("command", TOOLS.values(), ids=TOOLS)
def test_the_tool_finds_nothing(command: list[str]) -> None:
    tool = Path(sys.executable).with_name(command[0])
    run = subprocess.run(  # noqa: S603 - the arguments are this test's own
        [tool, *command[1:]],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        timeout=600,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_no_module_is_longer_than_a_person_reads() -> None:
    too_long = {
        path.relative_to(ROOT).as_posix(): lines
        for path in (ROOT / "calagg").rglob("*.py")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > MOST_LINES
    }
    assert too_long == {}


def test_no_module_is_a_junk_drawer() -> None:
    drawers = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers"}
    assert [path for path in (ROOT / "calagg").rglob("*.py") if path.stem in drawers] == []


def test_every_module_says_what_goes_in_and_what_comes_out() -> None:
    silent = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "calagg").rglob("*.py")
        if (text := path.read_text(encoding="utf-8")).strip() and not text.startswith(('"""', 'r"""'))
    ]
    assert silent == []

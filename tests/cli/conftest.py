"""The real command, run as a process of its own in an empty folder."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]
COMMAND = str(Path(sys.executable).with_name("calagg"))


def clean_environment() -> dict[str, str]:
    """The environment without calagg's own variables, and wide enough that no line of help is broken."""
    return {k: v for k, v in os.environ.items() if not k.startswith("CALAGG_")} | {"COLUMNS": "120"}


@pytest.fixture
def calagg(tmp_path: Path) -> Run:
    """Runs `calagg ARGUMENTS…` in `tmp_path`; keywords are environment variables."""

    def run(*arguments: str | Path, **environ: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(  # noqa: S603 - the arguments are the tests' own
            [COMMAND, *map(str, arguments)],
            cwd=tmp_path,
            env=clean_environment() | environ,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )

    return run

"""The README says what is true: its commands, its run, its table of keys, its exit codes."""

import json
import os
import re
import shutil
import subprocess
import tomllib
from datetime import date, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from calagg import errors
from calagg.cli import COMMANDS
from calagg.config import RESERVED_FEEDS, Config, keys
from calagg.extract import extract
from calagg.read import read_document
from calagg.samples import lay_out

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def in_toml(value: object) -> str:
    """A default as one would write it in config.toml."""
    if isinstance(value, ZoneInfo):
        return json.dumps(value.key)
    if isinstance(value, time):
        return json.dumps(f"{value:%H:%M}")
    return json.dumps(list(value) if isinstance(value, tuple) else value)


def test_the_table_of_keys() -> None:
    rows = re.findall(r"^\| `([a-z]+)\.([a-z_]+)` \| `(.+)` \| (.+) \|$", README, re.MULTILINE)
    assert [(section, key, default) for section, key, default, _ in rows] == [
        (section, key, in_toml(default)) for section, key, default in keys()
    ]


def test_the_table_is_what_the_file_holds() -> None:
    packaged = tomllib.loads((ROOT / "config.toml").read_text(encoding="utf-8"))
    for section, key, default in keys():
        if section not in ("source", "feed"):
            assert json.dumps(packaged[section][key]) == in_toml(default)


@pytest.mark.parametrize("command", ["pip install . && calagg up", "pip install -e '.[test]' && pytest"])
def test_the_two_commands_stand_there_word_for_word(command: str) -> None:
    assert f"\n```\n{command}\n```\n" in README


def test_every_command_is_named() -> None:
    assert [c for c in COMMANDS if f"| `calagg {c}" not in README] == []


def test_every_exit_code_is_named() -> None:
    codes = {e.exit_code for e in vars(errors).values() if isinstance(e, type) and issubclass(e, errors.CalaggError)}
    assert {int(code) for code in re.findall(r"^\| (\d+) \| ", README, re.MULTILINE)} == codes | {0, 2}


def test_the_addresses_are_those_of_the_defaults() -> None:
    for path in ("/", *(f"/feeds/{name}.ics" for name in RESERVED_FEEDS)):
        assert f"{Config().web.address}{path}\n" in README


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not here to check the units")
def test_the_units_are_what_systemd_takes(tmp_path: Path) -> None:
    """As they stand, but for the program's path, which must be there to be verified."""
    service, timer = re.findall(r"^```ini\n(.+?)^```$", README, re.MULTILINE | re.DOTALL)
    service = service.replace("/opt/calagg/bin/calagg", "/bin/true")
    once = (
        service.partition("\n[Install]")[0]
        .replace("true up", "true tick")
        .replace("Restart=on-failure", "Type=oneshot")
    )
    units = {"calagg.service": service, "calagg-tick.service": once, "calagg-tick.timer": timer}
    for name, unit in units.items():
        (tmp_path / name).write_text(unit, encoding="utf-8")
    for name in units:
        run = subprocess.run(  # noqa: S603 - the arguments are this test's own
            ["systemd-analyze", "verify", "--man=no", tmp_path / name],  # noqa: S607 - wherever it is
            env=os.environ | {"SYSTEMD_UNIT_PATH": f"{tmp_path}:"},
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
        assert (run.returncode, [line for line in run.stderr.splitlines() if "calagg" in line]) == (0, []), name


def test_the_run_is_real(tmp_path: Path) -> None:
    """Its dates and kinds; titles may grow better than the README's."""
    lay_out(tmp_path, date(2026, 11, 21))
    extraction = extract(read_document(tmp_path / "kommunstyrelsen-protokoll.txt"))
    told = re.findall(r"^  (\d{4}-\S+)(?: to (\S+))?  (\w+)[^:\n]*: .+$", README, re.MULTILINE)
    assert [(str(e.start), str(e.end) if e.end else "", e.kind.value) for e in extraction.entries] == told

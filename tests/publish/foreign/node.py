"""bytes -> rows, by a parser written in JavaScript: `read_icaljs.mjs` or `read_node_ical.mjs`, run by node."""

import json
import os
import shutil
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from tests.publish.foreign.row import Row, shown

MODULES = "CALAGG_TEST_NODE_MODULES"


def missing(package: str) -> str:
    """Why that npm package can't be run here, empty where it can."""
    if shutil.which("node") is None:
        return "node is not installed"
    folder = os.environ.get(MODULES, "")
    if not folder:
        return f"{MODULES} is not set; it names the node_modules folder with ical.js and node-ical, see .ci/run"
    return "" if (Path(folder) / package).is_dir() else f"{folder} has no {package}; see .ci/run"


def read(script: str, data: bytes) -> list[Row]:
    """Every event, as the script beside this file tells them."""
    return [_row(told) for told in _run(script, data)]


def expand(script: str, data: bytes) -> dict[str, list[str]]:
    """The times of every event by its UID, as the script beside this file tells them."""
    return {uid: [shown(_moment(time)) for time in times] for uid, times in _run(script, data).items()}


def _run(script: str, data: bytes) -> Any:
    """What the script makes of the data. What it warns of is a failure."""
    node = shutil.which("node")
    assert node
    run = subprocess.run(  # noqa: S603 - the script is this folder's own
        [node, Path(__file__).with_name(script)],
        input=data,
        capture_output=True,
        env={**os.environ, "NODE_NO_WARNINGS": "1"},  # node's own; a parser's still come through
        timeout=120,
        check=False,
    )
    assert (run.returncode, run.stderr.decode()) == (0, "")
    return json.loads(run.stdout)


def _row(told: dict[str, Any]) -> Row:
    moments = {key: shown(_moment(told[key])) for key in ("start", "end")}
    return Row(**{**told, **moments, "categories": tuple(told["categories"])})


def _moment(value: str | float) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else datetime.fromtimestamp(value, UTC)

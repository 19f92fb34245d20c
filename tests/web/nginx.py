"""nginx_in_front(folder) -> the ports of `calagg serve` over that folder and of the README's nginx before it.

The README's blocks stand in the files as they are, but for paths and ports.
"""

import http.client
import os
import re
import shutil
import ssl
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.cli.test_bad_input import free_port
from tests.cli.test_up import SECONDS, started

ROOT = Path(__file__).parent.parent.parent
NAME = "kalender.example.se"
OF_THE_HOP = ("Date", "Server", "Via", "Connection", "Keep-Alive")
ALONE = """
daemon off;
{user}
pid {folder}/nginx.pid;
error_log {folder}/error.log;
worker_processes 2;
events {{ }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    sendfile on;
    tcp_nopush on;
    gzip on;
    gzip_types text/calendar text/plain;
    gzip_proxied any;
    {site}
}}
"""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the headers are those of the message, not of the connection."""

    status: int
    headers: dict[str, str]
    body: bytes

    def but_for(self, *names: str) -> "Answer":
        return replace(self, headers={name: told for name, told in self.headers.items() if name not in names})


@dataclass(frozen=True, slots=True)
class Ports:
    """Those of nginx, by http and by https, and that of calagg itself."""

    plain: int
    secure: int
    calagg: int


def ask(
    port: int,
    path: str,
    method: str = "GET",
    *,
    headers: Mapping[str, str] | None = None,
    body: bytes | None = None,
    secure: bool = False,
    source: str = "127.0.0.1",
) -> Answer:
    """The answer to one request that comes from the address `source`."""
    connection: http.client.HTTPConnection
    if secure:
        anybody = ssl.create_default_context()
        anybody.check_hostname, anybody.verify_mode = False, ssl.CERT_NONE
        connection = http.client.HTTPSConnection(
            "127.0.0.1", port, timeout=30, source_address=(source, 0), context=anybody
        )
    else:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30, source_address=(source, 0))
    try:
        connection.request(method, path, body=body, headers={"Host": NAME, **(headers or {})})
        answered = connection.getresponse()
        kept = {name.title(): value for name, value in answered.getheaders()}
        return Answer(answered.status, {n: v for n, v in kept.items() if n not in OF_THE_HOP}, answered.read())
    finally:
        connection.close()


def program_at(name: str) -> str:
    """The path of a program of the system, empty where it is not installed; Debian's nginx is not on a user's PATH."""
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin") or ""


def require(program: str, package: str) -> None:
    """Skips the test, or in CI fails it, where the program is not installed."""
    why = f"{program} is not installed; Debian's package is {package}"
    if not program_at(program) and os.environ.get("CI"):
        pytest.fail(f"{why}; CI needs it")
    if not program_at(program):
        pytest.skip(why)


def make_certificate(folder: Path) -> None:
    """kalender.pem and kalender.key, signed by themselves."""
    wanted = f"req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN={NAME}"
    subprocess.run(  # noqa: S603 - fixed arguments
        [program_at("openssl"), *wanted.split(), "-keyout", folder / "kalender.key", "-out", folder / "kalender.pem"],
        check=True,
        capture_output=True,
    )


def read_block(language: str, word: str) -> str:
    """The README's one block in that language with the word in it."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    block: str
    blocks = re.findall(rf"^```{language}\n(.+?)^```$", readme, re.MULTILINE | re.DOTALL)
    (block,) = (found for found in blocks if word in found)
    return block


def read_site(folder: Path, ports: Ports) -> str:
    """The block of the README with the test's paths and ports."""
    site = read_block("nginx", "listen")
    for written, here in {
        "listen 80;": f"listen 127.0.0.1:{ports.plain};",
        "listen 443 ssl;": f"listen 127.0.0.1:{ports.secure} ssl;",
        "root /var/lib/calagg;": f"root {folder};",
        "/etc/ssl/certs/": f"{folder}/",
        "/etc/ssl/private/": f"{folder}/",
        "http://127.0.0.1:8321;": f"http://127.0.0.1:{ports.calagg};",
    }.items():
        assert written in site
        site = site.replace(written, here)
    return site


def wait_for(port: int) -> None:
    """Comes back when something answers there."""
    until = time.monotonic() + SECONDS
    while True:
        try:
            ask(port, "/healthz")
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
        else:
            return


@contextmanager
def nginx_in_front(folder: Path) -> Iterator[Ports]:
    """Runs both over the feeds in `folder`, until the block ends. nginx and openssl must be installed."""
    make_certificate(folder)
    (folder / "config.toml").write_text(read_block("toml", "trusted_proxy"), encoding="utf-8")
    with started(folder, "serve") as (address, _):
        ports = Ports(free_port(), free_port(), urlsplit(address).port or 0)
        user = "user root;" if os.geteuid() == 0 else ""
        conf = folder / "nginx.conf"
        conf.write_text(ALONE.format(user=user, folder=folder, site=read_site(folder, ports)), encoding="utf-8")
        process = subprocess.Popen(  # noqa: S603 - fixed arguments
            [program_at("nginx"), "-c", conf, "-p", folder], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            wait_for(ports.calagg)
            wait_for(ports.plain)
            yield ports
        finally:
            process.terminate()
            process.wait(30)

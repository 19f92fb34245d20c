"""A real IMAP server: Debian's dovecot with a configuration of its own, on ports of its own, in a folder of its own.

Any name is a user, all with one password, so that each test has an empty mailbox. Nothing of the packaged service is
read or written.
"""

import getpass
import grp
import imaplib
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.remind.certificate import make_certificate

PASSWORD = "hemligt"
PATIENCE_SECONDS = 60
_CONFIGURATION = """
base_dir = {folder}/base
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
disable_plaintext_auth = no
auth_mechanisms = plain
auth_failure_delay = 0
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 1
mail_location = maildir:{folder}/mail/%u
mail_max_userip_connections = 50
mail_plugins = acl
plugin {{
  acl = vfile
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = {tls}
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
ssl = {tls}
{certificate}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={folder}/mail/%u
}}
"""


@dataclass(frozen=True, slots=True)
class Dovecot:
    """The ports of a running server, and the certificate that it shows."""

    port: int
    tls_port: int
    certificate: Path | None


def missing() -> str:
    """What keeps the server from being started; empty where nothing does."""
    program = _program()
    if program is None:
        return "dovecot is not installed (Debian: dovecot-imapd)"
    version = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout  # noqa: S603
    return "" if version.startswith("2.3.") else f"dovecot {version.split()[0]} is here; its configuration is for 2.3"


@contextmanager
def running(*, tls: bool) -> Iterator[Dovecot]:
    """Starts a server and stops it; skips, or in CI fails, where it is not installed."""
    why = missing()
    if why and os.environ.get("CI"):
        pytest.fail(f"{why}; CI needs it")
    if why:
        pytest.skip(why)
    with tempfile.TemporaryDirectory(prefix="dovecot-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o755)  # the server's processes are another user's when root runs the tests
        certificate = make_certificate(folder) if tls else None
        server = Dovecot(_free_port(), _free_port() if tls else 0, certificate)
        configuration = _configure(folder, server)
        process = subprocess.Popen([str(_program()), "-F", "-c", configuration], stdin=subprocess.DEVNULL)  # noqa: S603
        try:
            _wait_for(server, process, folder / "log")
            yield server
        finally:
            process.terminate()
            process.wait(PATIENCE_SECONDS)


def _configure(folder: Path, server: Dovecot) -> Path:
    root = os.geteuid() == 0
    user, group = ("nobody", "nogroup") if root else (getpass.getuser(), grp.getgrgid(os.getegid()).gr_name)
    for part in ("base", "state", "mail"):
        (folder / part).mkdir()
    if root:
        shutil.chown(folder / "mail", user, group)
    pem = server.certificate
    written = _CONFIGURATION.format(
        folder=folder,
        user=user,
        group=group,
        port=server.port,
        tls_port=server.tls_port,
        tls="yes" if pem else "no",
        certificate=f"ssl_cert = <{pem}\nssl_key = <{pem}" if pem else "",
        password=PASSWORD,
    )
    (folder / "dovecot.conf").write_text(written, encoding="utf-8")
    return folder / "dovecot.conf"


def _wait_for(server: Dovecot, process: subprocess.Popen[bytes], log: Path) -> None:
    """Returns when a user can log in."""
    end = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            connection = imaplib.IMAP4("127.0.0.1", server.port, timeout=PATIENCE_SECONDS)
            connection.login("nobody", PASSWORD)
            connection.logout()
        except (OSError, imaplib.IMAP4.error):
            if process.poll() is not None or time.monotonic() > end:
                pytest.fail(f"dovecot does not start: {log.read_text() if log.exists() else process.returncode}")
            time.sleep(0.05)
        else:
            return


def _program() -> str | None:
    return shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
        return port

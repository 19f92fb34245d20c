"""A process that reads a document reaches no network."""

import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest

BY_PYTHON = """
import socket
from calagg.read.offline import close_network
socket.create_connection(("127.0.0.1", {port}), 5).close()
close_network()
for reach in (
    lambda: socket.create_connection(("127.0.0.1", {port}), 5),
    lambda: socket.getaddrinfo("localhost", 80),
    lambda: __import__("urllib.request").request.urlopen("http://127.0.0.1:{port}/"),
):
    try:
        reach()
    except OSError as error:
        print(type(error).__name__, error)
"""
BY_C = """
import ctypes, struct, sys
from calagg.read.offline import close_network
c = ctypes.CDLL(None, use_errno=True)
def reached():
    address = struct.pack("<H", 2) + struct.pack(">H", {port}) + bytes([127, 0, 0, 1]) + bytes(8)
    return c.connect(c.socket(2, 1, 0), address, 16) == 0
print(reached(), close_network(), reached())
"""


@pytest.fixture
def listening() -> Iterator[int]:
    """The port of a server that takes connections."""
    server = socket.create_server(("127.0.0.1", 0))
    port: int = server.getsockname()[1]
    yield port
    server.close()


def said(script: str, port: int) -> str:
    command = [sys.executable, "-c", script.format(port=port)]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=60)  # noqa: S603 - our own
    assert run.returncode == 0, run.stderr
    return run.stdout


def test_python_refuses_every_socket_and_every_name(listening: int) -> None:
    lines = said(BY_PYTHON, listening).splitlines()
    assert lines[:2] == ["PermissionError a document is read without network"] * 2
    assert lines[2] == "URLError <urlopen error a document is read without network>"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has network namespaces")
def test_the_system_refuses_c_code_where_it_may(listening: int) -> None:
    before, closed, after = said(BY_C, listening).split()
    assert before == "True"
    if closed == "False":
        pytest.skip("this system lets no process leave its network (unshare is refused)")
    assert after == "False"

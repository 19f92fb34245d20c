"""Which addresses are public: a table of those that are not, in every notation, and one of those that are."""

import socket

import pytest

from calagg.collect import CollectError, Visitor
from calagg.collect.addresses import is_public
from calagg.collect.connection import addresses_of
from calagg.config import Config

CLOSED = [
    "0.0.0.0",  # noqa: S104 - a value of the table, nothing is bound
    "0.1.2.3",
    "10.0.0.1",
    "10.255.255.255",
    "100.64.0.1",
    "100.127.255.254",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.0.1",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.1",
    "192.0.0.192",
    "192.0.2.7",
    "192.88.99.1",
    "192.168.0.1",
    "192.168.255.255",
    "198.18.0.1",
    "198.19.255.255",
    "198.51.100.9",
    "203.0.113.5",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "::ffff:0:127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "2001:2::1",
    "2001:10::1",
    "2001:20::1",
    "2001:db8::1",
    "2002:7f00:1::1",
    "2002:c0a8:1::1",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fd12:3456:789a::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "ff0e::1",
    "2a00:1450:400f:801:0:5efe:7f00:1",
    "2a00:1450:400f:801:200:5efe:a00:1",
    "4000::1",
    "norrvik.example",
    "127.1",
    "0x7f.0.0.1",
    "1.2.3.4.5",
]
OPEN = [
    "1.1.1.1",
    "8.8.8.8",
    "9.255.255.255",
    "11.0.0.0",
    "100.63.255.255",
    "100.128.0.0",
    "126.255.255.255",
    "128.0.0.1",
    "169.253.255.255",
    "172.15.255.255",
    "172.32.0.0",
    "192.167.255.255",
    "192.169.0.0",
    "198.17.255.255",
    "198.20.0.0",
    "223.255.255.255",
    "2001:200::1",
    "2001:4860:4860::8888",
    "2600::1",
    "2a00:1450:400f:801::200e",
    "::ffff:8.8.8.8",
    "64:ff9b::808:808",
    "2a00:1450:400f:801:0:5efe:808:808",
]


@pytest.mark.parametrize("address", CLOSED)
def test_what_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", OPEN)
def test_what_is(address: str) -> None:
    assert is_public(address)


HIDDEN = [
    "http://127.0.0.1/",
    "http://127.1/",
    "http://127.0.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.1/",
    "http://017700000001/",
    "http://0177.0.0.1/",
    "http://0/",
    "http://0.0.0.0/",
    "http://[::1]/",
    "http://[::]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[0:0:0:0:0:ffff:7f00:0001]/",
    "http://localhost/",
    "http://LOCALHOST/",
    "http://①②⑦.⓪.⓪.①/",
    "http://127。0。0。1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://[fe80::1]/",
    "http://10.1.2.3/",
    "https://192.168.1.1/",
    "http://0xa9fea9fe/",
    "http://[64:ff9b::7f00:1]/",
    "http://[2002:7f00:1::]/",
    "http://127.0.0.1:22/",
]


@pytest.mark.parametrize("url", HIDDEN)
def test_no_notation_hides_this_machine(url: str) -> None:
    with pytest.raises(CollectError, match=r"which is not on the open web|is no web address|the name .* is not known"):
        Visitor(Config()).fetch(url, timeout=5)


@pytest.mark.parametrize(
    "url",
    [
        *("file:///etc/passwd", "ftp://example.se/", "gopher://127.0.0.1/", "javascript:alert(1)", "data:text/plain,x"),
        *("//example.se/", "example.se", "http://", "http:///x", "http://[::1", "http://a b/", "http://x:99999/", ""),
        *("https://anna:hemligt@example.se/", "http://127.0.0.1\\@example.se/", "http://\x00/"),
    ],
)
def test_what_is_no_web_address_is_not_fetched(url: str) -> None:
    with pytest.raises(CollectError, match=r"web address|holds a login"):
        Visitor(Config()).fetch(url, timeout=5)


def test_the_name_is_looked_up_once_and_that_address_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that is public when it is checked and private when it is called gains nothing."""
    looked_up = []

    def resolve(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        looked_up.append(host)
        address = "93.184.215.14" if len(looked_up) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    assert addresses_of("rebinding.example", 80, allow_private=False, shown="x") == ["93.184.215.14"]
    with pytest.raises(CollectError, match=r"rebinding\.example is 127\.0\.0\.1, which is not on the open web"):
        addresses_of("rebinding.example", 80, allow_private=False, shown="x")
    assert looked_up == ["rebinding.example"] * 2

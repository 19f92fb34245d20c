"""`is_public("192.168.1.1")` -> False: whether an IP address may be that of a source on the open web.

What is not public is what a document must not make calagg ask: this machine, its neighbours, the cloud's own service
for its machines, and every notation that hides one of them.

Source: the IANA registries of special-purpose addresses (RFC 6890), RFC 4291, RFC 6052, RFC 3056, RFC 4380, RFC 5214.
"""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

_CLOSED_4 = tuple(
    map(
        ip_network,
        (
            "0.0.0.0/8",  # this network; Linux takes 0.0.0.0 for this machine
            "10.0.0.0/8",
            "100.64.0.0/10",  # behind a provider's NAT
            "127.0.0.0/8",
            "169.254.0.0/16",  # link-local, and a cloud's own services
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",  # multicast
            "240.0.0.0/4",  # reserved, broadcast
        ),
    )
)
_OPEN_6 = ip_network("2000::/3")
_CLOSED_6 = tuple(
    map(
        ip_network,
        (
            "2001::/23",  # protocols, among them Teredo, which holds an IPv4 address
            "2001:db8::/32",
            "2002::/16",  # 6to4, which holds an IPv4 address
            "3fff::/20",
        ),
    )
)
_MAPPED = ip_network("::ffff:0:0/96")
_NAT64 = ip_network("64:ff9b::/96")
_ISATAP = (0x00005EFE, 0x02005EFE)


def is_public(address: str) -> bool:
    """Whether the address, as the system's resolver writes it, is a public one of a single machine."""
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    return _is_public_4(ip) if isinstance(ip, IPv4Address) else _is_public_6(ip)


def _is_public_4(ip: IPv4Address) -> bool:
    return not any(ip in closed for closed in _CLOSED_4)


def _is_public_6(ip: IPv6Address) -> bool:
    low = IPv4Address(int(ip) & 0xFFFFFFFF)
    if ip in _MAPPED or ip in _NAT64:
        return ip.scope_id is None and _is_public_4(low)
    if ip.scope_id is not None or ip not in _OPEN_6 or any(ip in closed for closed in _CLOSED_6):
        return False
    return int(ip) >> 32 & 0xFFFFFFFF not in _ISATAP or _is_public_4(low)

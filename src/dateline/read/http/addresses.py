"""Which addresses may be asked: scheme, port and host of one hop, and the IP addresses behind its name."""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeAlias

from dateline.errors import FetchError
from dateline.read.limits import Limits

if TYPE_CHECKING:
    import httpx

__all__ = ["Resolve", "by_system", "checked", "is_public", "refuse_address", "shown"]

Resolve: TypeAlias = Callable[[str, int], Sequence[str]]
"""The IP addresses of a host (a name in ASCII) for a port. Raises OSError when there are none."""

# Below are the services of the system (mail, login, name lookup), which speak no HTTP.
_FIRST_OPEN_PORT = 1024
_WEB_PORTS = (80, 443)
# Ways to write an IPv4 address that only name lookups understand: 2130706433, 0x7f.1, 0177.0.0.1.
_NUMERIC = re.compile(r"(?:0x[0-9a-f]{0,8}|\d{1,12})(?:\.(?:0x[0-9a-f]{0,8}|\d{1,12})){0,3}", re.I)
# Names that are never of the open internet (RFC 6761, 6762, 8375, and what ICANN keeps for networks).
_LOCAL_NAMES = ("localhost", "local", "internal", "home.arpa")
# IPv6 addresses that carry an IPv4 address in their last 32 bits: IPv4-compatible, NAT64 (RFC 6052).
_CARRIERS = (ipaddress.ip_network("::/96"), ipaddress.ip_network("64:ff9b::/96"))
# What Python's register of public networks leaves open: NAT64 of an own network (RFC 8215), the relay
# of 6to4 and the service addresses of a provider's network, documentation (RFC 9637).
_CLOSED = tuple(map(ipaddress.ip_network, ("64:ff9b:1::/48", "192.88.99.0/24", "192.0.0.0/24", "3fff::/20")))


def checked(url: httpx.URL, *, limits: Limits, resolve: Resolve) -> tuple[str, ...]:
    """The IP addresses at which one hop may be asked, best first. Raises `FetchError` for all others."""
    refuse_address(url, limits=limits)
    ips = _found(url, resolve)
    if not _is_open(url, limits) and not all(map(is_public, ips)):
        raise _private(url)
    return ips


def refuse_address(url: httpx.URL, *, limits: Limits) -> None:
    """Raises `FetchError` for what must not be asked, as far as that shows before any name is looked up."""
    what = shown(url)
    if url.scheme not in ("http", "https"):
        raise FetchError(f"{what} is no http or https address")
    if not url.host:
        raise FetchError(f"{what} names no host")
    if url.userinfo:
        raise FetchError(f"{what} holds a user name or password; wanted an address without")
    if _is_open(url, limits):
        return
    _refuse_port(url)
    literal = _literal(url.host)
    if _is_local_name(url.host) or (literal is not None and not is_public(literal)):
        raise _private(url)


def _is_open(url: httpx.URL, limits: Limits) -> bool:
    """Whether private addresses are allowed at this host."""
    return limits.allow_private or url.host in limits.private_hosts


def _private(url: httpx.URL) -> FetchError:
    return FetchError(f"{shown(url)} leads to a private or local address, which is not allowed")


def shown(url: httpx.URL) -> str:
    """An address for a message: without user name and password, cut where it is long."""
    bare = url.copy_with(userinfo=b"") if url.userinfo else url
    text = str(bare)
    return text if len(text) <= 200 else text[:199] + "…"


def _refuse_port(url: httpx.URL) -> None:
    if url.port is not None and url.port not in _WEB_PORTS and not _FIRST_OPEN_PORT <= url.port < 65536:
        raise FetchError(
            f"{shown(url)} names port {url.port}; wanted 80, 443 or one from {_FIRST_OPEN_PORT} on"
        )


def _is_local_name(host: str) -> bool:
    name = host.lower().rstrip(".")
    return name in _LOCAL_NAMES or name.endswith(tuple(f".{last}" for last in _LOCAL_NAMES))


def _found(url: httpx.URL, resolve: Resolve) -> tuple[str, ...]:
    literal = _literal(url.host)
    if literal is not None:
        return (literal,)
    port = url.port or (443 if url.scheme == "https" else 80)
    try:
        ips = tuple(dict.fromkeys(resolve(url.raw_host.decode("ascii"), port)))
    except (OSError, UnicodeError, OverflowError) as error:
        raise FetchError(f"{shown(url)}: the host {url.host[:100]} cannot be found") from error
    if not ips:
        raise FetchError(f"{shown(url)}: the host {url.host[:100]} cannot be found")
    return ips


def _literal(host: str) -> str | None:
    """The IP address that a host is, however it is written; None for a name."""
    bare = host.rstrip(".")
    try:
        return str(ipaddress.ip_address(bare.replace("%25", "%")))
    except ValueError:
        pass
    if _NUMERIC.fullmatch(bare):
        try:
            return socket.inet_ntoa(socket.inet_aton(bare))
        except OSError:
            return None  # no name either: the lookup says so
    return None


def by_system(host: str, port: int) -> Sequence[str]:
    """As the system finds it."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in found]


def is_public(text: str) -> bool:
    """Whether an IP address is one of the open internet, also inside the ways to carry IPv4 in IPv6."""
    try:
        ip = ipaddress.ip_address(text.split("%", 1)[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.teredo is not None or ip.is_site_local or ip.is_loopback or ip.is_unspecified:
            return False
        inner = ip.ipv4_mapped or ip.sixtofour
        if inner is None and any(ip in network for network in _CARRIERS):
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    closed = any(ip in network for network in _CLOSED)
    return ip.is_global and not (closed or ip.is_multicast or ip.is_reserved or ip.is_unspecified)

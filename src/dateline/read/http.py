"""Fetching one address, within limits. All of Dateline's HTTP lives here.

An address may come from a feed or a redirect, so it is not trusted: only http and https, no
addresses of the own machine or network unless allowed, and the connection goes to the very IP
address that was checked, so that a second name lookup cannot lead elsewhere.
"""

from __future__ import annotations

import ipaddress
import socket
import threading
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from dateline.errors import FetchError, TooLarge
from dateline.model import Page
from dateline.read.limits import Limits

if TYPE_CHECKING:
    import httpx

__all__ = ["fetch"]

T = TypeVar("T")
_REDIRECTS = (301, 302, 303, 307, 308)
_HEADERS = {
    "accept": "text/html, application/rss+xml, application/atom+xml, application/json, text/plain, */*;q=0.5",
    "accept-encoding": "gzip, identity",
    "user-agent": "dateline",
}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_PIECE = 64 * 1024


@dataclass(frozen=True, slots=True)
class _Target:
    """Where one request goes: the address as named, and the IP address that was checked for it."""

    url: httpx.URL
    ip: str


def fetch(address: str, *, limits: Limits) -> Page:
    """The page at an address, redirects followed.

    Raises `FetchError` for refused or failing addresses and HTTP errors, `TooLarge` above
    `limits.max_bytes` (unpacked), both with one line for a person.
    """
    deadline = monotonic() + limits.timeout_s
    stopped = threading.Event()
    return _within(address, limits, stopped, lambda: _follow(address, limits, deadline, stopped))


def _within(address: str, limits: Limits, stopped: threading.Event, work: Callable[[], T]) -> T:
    """The work's result. It runs aside, because name lookups and dripping headers know no total time."""
    results: list[T] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            results.append(work())
        except BaseException as error:  # handed to the caller below
            errors.append(error)

    worker = threading.Thread(target=run, name="dateline-fetch", daemon=True)
    worker.start()
    worker.join(limits.timeout_s)
    stopped.set()
    if errors:
        raise errors[0]
    if results:
        return results[0]
    raise FetchError(f"{address} took longer than {limits.timeout_s:g} s")


def _follow(address: str, limits: Limits, deadline: float, stopped: threading.Event) -> Page:
    import httpx

    try:
        url = httpx.URL(address)
        with httpx.Client(trust_env=False, follow_redirects=False) as client:
            for _ in range(limits.max_redirects + 1):
                target = _checked(url, address, limits)
                answer = _ask(client, target, address, limits, deadline, stopped)
                if isinstance(answer, Page):
                    return answer
                url = answer
    except httpx.InvalidURL as error:
        raise FetchError(f"{address} is no valid address: {error}") from error
    except httpx.TimeoutException as error:
        raise FetchError(f"{address} took longer than {limits.timeout_s:g} s") from error
    except httpx.HTTPError as error:
        raise FetchError(f"{address} cannot be fetched: {_brief(error)}") from error
    raise FetchError(f"{address} redirects more than {limits.max_redirects} times")


def _brief(error: Exception) -> str:
    return " ".join((str(error) or type(error).__name__).split())[:200]


def _ask(
    client: httpx.Client,
    target: _Target,
    address: str,
    limits: Limits,
    deadline: float,
    stopped: threading.Event,
) -> Page | httpx.URL:
    """One request: the page, or the address to which it redirects."""
    request = client.build_request(
        "GET",
        target.url.copy_with(host=target.ip, fragment=None),
        headers={"host": target.url.netloc.decode("ascii"), **_HEADERS},
        timeout=max(0.1, deadline - monotonic()),
        extensions={"sni_hostname": target.url.host},
    )
    response = client.send(request, stream=True)
    try:
        if response.status_code in _REDIRECTS and "location" in response.headers:
            return target.url.join(response.headers["location"])
        if response.status_code != 200:
            raise FetchError(f"{address} answered {response.status_code} {response.reason_phrase}".rstrip())
        body = _body(response, address, limits, deadline, stopped)
        return Page(address, body, _media(response), response.charset_encoding)
    finally:
        response.close()


def _media(response: httpx.Response) -> str | None:
    stated: str = response.headers.get("content-type", "")
    return stated.split(";", 1)[0].strip().lower() or None


# --- the body -----------------------------------------------------------------------------------------


def _body(
    response: httpx.Response, address: str, limits: Limits, deadline: float, stopped: threading.Event
) -> bytes:
    """The body unpacked, refused as soon as it is over the limit or the time is up."""
    packed = response.headers.get("content-encoding", "").strip().lower()
    if packed not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise FetchError(f"{address} is packed as {packed[:40]}; wanted gzip or plain")
    pieces = _raw(response, address, limits, deadline, stopped)
    if packed not in ("", "identity"):
        pieces = _unpacked(pieces, address)
    body = bytearray()
    for piece in pieces:
        body += piece
        if len(body) > limits.max_bytes:
            raise TooLarge(f"{address} is over the limit of {limits.max_bytes:,} bytes for one page")
    return bytes(body)


def _raw(
    response: httpx.Response, address: str, limits: Limits, deadline: float, stopped: threading.Event
) -> Iterator[bytes]:
    for piece in response.iter_raw(_PIECE):
        if stopped.is_set() or monotonic() > deadline:
            raise FetchError(f"{address} took longer than {limits.timeout_s:g} s")
        yield piece


def _unpacked(pieces: Iterator[bytes], address: str) -> Iterator[bytes]:
    """Unpacks in small pieces, so that a few bytes that stand for gigabytes never unfold at once."""
    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)
    try:
        for piece in pieces:
            rest = piece
            while rest:
                yield unpacker.decompress(rest, _PIECE)
                rest = unpacker.unconsumed_tail
        yield unpacker.flush()
    except zlib.error as error:
        raise FetchError(f"{address} is packed in a way that does not unpack") from error


# --- which addresses are allowed ----------------------------------------------------------------------


def _checked(url: httpx.URL, address: str, limits: Limits) -> _Target:
    """The target of one hop. Raises `FetchError` for what must not be fetched."""
    via = "" if str(url) == address else f" (redirected to {str(url)[:200]})"
    if url.scheme not in ("http", "https"):
        raise FetchError(f"{address}{via} is no http or https address")
    if not url.host:
        raise FetchError(f"{address}{via} names no host")
    if url.userinfo:
        raise FetchError(
            f"{address.rsplit('@', 1)[-1]} holds a user name or password; wanted an address without"
        )
    ips = _resolved(url, address)
    if not limits.allow_private and not all(_is_public(ip) for ip in ips):
        raise FetchError(f"{address}{via} leads to a private or local address, which is not allowed")
    return _Target(url, ips[0])


def _resolved(url: httpx.URL, address: str) -> list[str]:
    port = url.port or (443 if url.scheme == "https" else 80)
    try:
        found = socket.getaddrinfo(url.raw_host.decode("ascii"), port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError(f"{address}: the host {url.host} cannot be found") from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def _is_public(text: str) -> bool:
    """Whether an IP address is one of the open internet, also inside the ways to carry IPv4 in IPv6."""
    try:
        ip = ipaddress.ip_address(text.split("%", 1)[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if inner is None and ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return _is_public(str(inner))
        if ip.teredo is not None or ip.is_site_local:
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved and not ip.is_unspecified

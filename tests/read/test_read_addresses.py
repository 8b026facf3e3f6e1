"""Which addresses may be asked: tables of hosts with what a resolver says of them."""

from __future__ import annotations

from collections.abc import Sequence

import httpx
import pytest

from dateline.errors import FetchError
from dateline.read import Limits
from dateline.read.http.addresses import checked, is_public

PUBLIC = "93.184.216.34"
NAMES = {
    "news.example": [PUBLIC],
    "both.example": ["2606:4700::1111", PUBLIC],
    "inside.example": ["10.1.2.3"],
    "mixed.example": [PUBLIC, "192.168.0.7"],
    "mixed6.example": [PUBLIC, "fd00::7"],
    "mapped.example": ["::ffff:10.0.0.1"],
    "nat64.example": ["64:ff9b::7f00:1"],
    "printer.local": [PUBLIC],
    "wiki.internal": [PUBLIC],
    "box.home.arpa": [PUBLIC],
    "localhost": [PUBLIC],
    "feeds.localhost": [PUBLIC],
    "local.example": [PUBLIC],
    "nothing.example": [],
}


def resolve(host: str, port: int) -> Sequence[str]:
    """A name server with the names above; it never sees what is an IP address already."""
    assert not host.replace(".", "").isdigit()
    if host.rstrip(".") not in NAMES:
        raise OSError("no such name")
    return NAMES[host.rstrip(".")]


def ips(
    address: str, *, allow_private: bool = False, private_hosts: frozenset[str] = frozenset()
) -> tuple[str, ...]:
    limits = Limits(allow_private=allow_private, private_hosts=private_hosts)
    return checked(httpx.URL(address), limits=limits, resolve=resolve)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("http://news.example/a", (PUBLIC,)),
        ("https://news.example:443/a", (PUBLIC,)),
        ("https://news.example:8443/a", (PUBLIC,)),
        ("https://news.example./a", (PUBLIC,)),
        ("https://NEWS.example/a", (PUBLIC,)),
        ("https://both.example/a", ("2606:4700::1111", PUBLIC)),
        ("https://local.example/a", (PUBLIC,)),
        (f"http://{PUBLIC}/", (PUBLIC,)),
        ("http://0x5db8d822/", (PUBLIC,)),
        ("http://[2606:4700::1111]/", ("2606:4700::1111",)),
    ],
)
def test_open_addresses(address: str, expected: tuple[str, ...]) -> None:
    assert ips(address) == expected


PRIVATE = [
    "http://127.0.0.1/",
    "http://127.0.0.1:8000/",
    "http://127.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.0.0.1/",
    "http://0x7f.1/",
    "http://017700000001/",
    "http://127.0.0.1./",
    "http://0/",
    "http://0.0.0.0/",
    "http://10.1.2.3/",
    "http://172.31.255.255/",
    "http://192.168.1.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://100.64.0.1/",
    "http://224.0.0.251/",
    "http://[::1]/",
    "http://[::]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[::127.0.0.1]/",
    "http://[64:ff9b::a00:1]/",
    "http://[64:ff9b:1::1]/",
    "http://[fd12:3456::1]/",
    "http://[fe80::1]/",
    "http://[fe80::1%25eth0]/",
    "http://[ff02::1]/",
    "http://[2002:7f00:1::]/",
    "http://localhost/",
    "http://LOCALHOST/",
    "http://localhost./",
    "http://feeds.localhost/",
    "http://printer.local/",
    "http://wiki.internal/",
    "http://box.home.arpa/",
    "http://inside.example/",
    "http://inside.example./",
    "http://mixed.example/",
    "http://mixed6.example/",
    "http://mapped.example/",
    "http://nat64.example/",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_addresses_of_the_own_network(address: str) -> None:
    with pytest.raises(FetchError, match="private or local address, which is not allowed"):
        ips(address)
    assert ips(address, allow_private=True)


@pytest.mark.parametrize(
    ("address", "cause"),
    [
        ("ftp://news.example/", "no http or https address"),
        ("file:///etc/hostname", "no http or https address"),
        ("gopher://news.example/", "no http or https address"),
        ("http:///a", "names no host"),
        ("http://user@news.example/", "holds a user name or password"),
        ("http://user:secret@news.example/", "holds a user name or password"),
        ("http://news.example\\@127.0.0.1/", "holds a user name or password"),
        ("http://news.example:22/", "names port 22; wanted 80, 443 or one from 1024 on"),
        ("http://news.example:25/", "names port 25"),
        ("http://news.example:0/", "names port 0"),
        ("http://news.example:99999/", "names port 99999"),
        ("http://unknown.example/", "the host unknown.example cannot be found"),
        ("http://nothing.example/", "the host nothing.example cannot be found"),
        ("http://1.2.3.4.5.example/", "cannot be found"),
    ],
)
def test_other_refusals(address: str, cause: str) -> None:
    with pytest.raises(FetchError, match=cause) as caught:
        ips(address)
    assert "secret" not in str(caught.value)


def test_a_host_may_be_allowed_alone() -> None:
    one = frozenset({"inside.example"})
    assert ips("http://inside.example:81/", private_hosts=one) == ("10.1.2.3",)
    for other in ("http://mixed.example/", "http://10.1.2.3/", "http://localhost/"):
        with pytest.raises(FetchError, match="private or local"):
            ips(other, private_hosts=one)


@pytest.mark.parametrize(
    ("ip", "public"),
    [
        (PUBLIC, True),
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("::ffff:93.184.216.34", True),
        ("64:ff9b::5db8:d822", True),
        ("2002:5db8:d822::", True),
        ("127.0.0.1", False),
        ("127.255.255.254", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("100.127.255.255", False),
        ("192.0.0.8", False),
        ("192.0.2.1", False),
        ("192.88.99.1", False),
        ("198.18.0.1", False),
        ("224.0.0.1", False),
        ("239.255.255.250", False),
        ("240.0.0.1", False),
        ("0.0.0.0", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("::10.0.0.1", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("fd12::1", False),
        ("fec0::1", False),
        ("ff02::1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::a00:1", False),
        ("64:ff9b:1::5db8:d822", False),
        ("2002:0a00:0001::", False),
        ("2001:0:5ef5:79fd::1", False),
        ("2001:db8::1", False),
        ("3fff::1", False),
        ("nonsense", False),
        ("", False),
    ],
)
def test_public_addresses(ip: str, public: bool) -> None:
    assert is_public(ip) is public

"""What servers may do to a reader: each gives one clear error, and in bounded time."""

from __future__ import annotations

import gzip
import threading
import time
import zlib
from collections.abc import Iterator, Sequence

import pytest

from dateline.errors import FetchError, ReadError, TooLarge
from dateline.read import Failure, Limits, fetch, pages
from dateline.read.http import Conditions, ask
from tests.read.servers import Handler, Raw, Reply, Site, serving

BODY = b"The brigade left the town on Tuesday, the governor said."
OPEN = Limits(allow_private=True, timeout_s=5)
SMALL = Limits(allow_private=True, timeout_s=0.4, max_bytes=1_000_000)


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with serving() as site:
        site.answers.update(ANSWERS)
        yield site


def packed(body: bytes, packing: str = "gzip") -> Reply:
    return Reply(body, headers={"Content-Encoding": packing})


def to(location: str, status: int = 302) -> Reply:
    return Reply(b"", status, {"Location": location})


def raw(handler: Handler, data: bytes) -> None:
    handler.wfile.write(data)
    handler.wfile.flush()


def drip(handler: Handler, head: bytes, piece: bytes) -> None:
    """One piece after the other until the client goes; a client that stays is the test's failure."""
    raw(handler, head)
    until = time.monotonic() + 5
    while time.monotonic() < until:
        raw(handler, piece)
        time.sleep(0.02)


def flood(handler: Handler, head: bytes, piece: bytes) -> None:
    raw(handler, head)
    until = time.monotonic() + 5
    while time.monotonic() < until:
        raw(handler, piece)


OK = b"HTTP/1.1 200 OK\r\n"
# A gzip file whose packed blocks hold nothing, for ever: bytes come, and no text of them.
EMPTY_BLOCKS = b"\x00\x00\x00\xff\xff" * 10_000
BOMB = gzip.compress(b"a" * 20_000_000)

ANSWERS: dict[str, Reply | Raw] = {
    "/page": Reply(BODY, headers={"Content-Type": "text/plain; charset=utf-8"}),
    "/gzip": packed(gzip.compress(BODY)),
    "/two-members": packed(gzip.compress(BODY[:20]) + gzip.compress(BODY[20:])),
    "/deflate": packed(zlib.compress(BODY), "deflate"),
    "/once": to("/page"),
    "/host": Reply(BODY),
    "/loop": to("/loop"),
    "/file": to("file:///etc/hostname"),
    "/inside": to("http://10.0.0.1/"),
    "/metadata": to("http://169.254.169.254/latest/"),
    "/localhost": to("http://localhost/page"),
    "/login": to("http://user:secret@127.0.0.1/"),
    "/no-address": to("http://[::1"),
    "/nowhere-to-go": Reply(b"", 302),
    "/image": Reply(b"\x89PNG", headers={"Content-Type": "image/png"}),
    "/archive": Reply(b"PK\x03\x04" + BODY),
    "/warc": Reply(b"WARC/1.0\r\nWARC-Type: response\r\n\r\nHTTP/1.1 200 OK\r\n\r\n" + BODY),
    "/bomb": packed(BOMB),
    "/bomb-in-bomb": packed(gzip.compress(BOMB)),
    "/bomb-twice": packed(gzip.compress(BOMB), "gzip, gzip"),
    "/truncated": packed(gzip.compress(BODY * 50)[:-12]),
    "/broken": packed(b"\x1f\x8bnothing"),
    "/brotli": packed(b"x", "br"),
    "/zstd": packed(b"(\xb5/\xfd", "zstd"),
    "/stated-too-large": lambda h: raw(h, OK + b"Content-Length: 99999999999\r\n\r\nabc"),
    "/endless": lambda h: flood(h, OK + b"\r\n", b"x" * 100_000),
    "/endless-chunks": lambda h: flood(
        h, OK + b"Transfer-Encoding: chunked\r\n\r\n", b"10000\r\n" + b"x" * 65_536 + b"\r\n"
    ),
    "/endless-nothing": lambda h: flood(
        h, OK + b"Content-Encoding: gzip\r\n\r\n" + b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03", EMPTY_BLOCKS
    ),
    "/endless-headers": lambda h: flood(h, OK, b"X-More: " + b"y" * 1_000 + b"\r\n"),
    "/one-endless-header": lambda h: flood(h, OK + b"X-More: ", b"y" * 10_000),
    "/endless-status": lambda h: flood(h, b"HTTP/1.1 200 ", b"O" * 10_000),
    "/endless-patience": lambda h: drip(h, b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "/drip": lambda h: drip(h, OK + b"\r\n", b"x"),
    "/drip-headers": lambda h: drip(h, OK, b"X-A: b\r\n"),
    "/silence": lambda h: time.sleep(2),
    "/too-short": lambda h: raw(h, OK + b"Content-Length: 500\r\n\r\nabc"),
    "/two-lengths": lambda h: raw(h, OK + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd"),
    "/odd-length": lambda h: raw(h, OK + b"Content-Length: -3\r\n\r\nabcd"),
    "/odd-chunks": lambda h: raw(h, OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nabcd"),
    "/odd-transfer": lambda h: raw(h, OK + b"Transfer-Encoding: gzip\r\n\r\nabcd"),
    "/no-http": lambda h: raw(h, b"220 mail.example ESMTP\r\n"),
    "/nothing": lambda h: None,
    "/gone": Reply(b"", 410),
}


@pytest.mark.parametrize("path", ["/page", "/gzip", "/two-members", "/deflate", "/once"])
def test_fetched(site: Site, path: str) -> None:
    page = fetch(site.at(path), limits=OPEN)
    assert (page.source, page.body) == (site.at(path), BODY)
    if path == "/page":
        assert (page.media, page.charset) == ("text/plain", "utf-8")


@pytest.mark.parametrize(
    ("path", "kind", "cause"),
    [
        ("/nowhere", FetchError, "answered 404 Not Found"),
        ("/gone", FetchError, "answered 410 Gone"),
        ("/nowhere-to-go", FetchError, "answered 302 Found"),
        ("/loop", FetchError, "redirects more than 5 times"),
        ("/file", FetchError, "redirected: file:.*hostname is no http or https address"),
        ("/login", FetchError, "user name or password"),
        ("/no-address", FetchError, "Invalid URL in location header"),
        ("/bomb", TooLarge, "limit of 1,000,000 bytes"),
        ("/bomb-twice", FetchError, "packed as gzip, gzip; wanted gzip or plain"),
        ("/truncated", FetchError, "ends before its packing does"),
        ("/broken", FetchError, "does not unpack"),
        ("/brotli", FetchError, "packed as br"),
        ("/zstd", FetchError, "packed as zstd"),
        ("/stated-too-large", TooLarge, "limit of 1,000,000 bytes"),
        ("/endless", TooLarge, "limit of 1,000,000 bytes"),
        ("/endless-chunks", TooLarge, "limit of 1,000,000 bytes"),
        ("/endless-nothing", TooLarge, "limit of 1,000,000 bytes"),
        ("/endless-headers", FetchError, "cannot be fetched"),
        ("/one-endless-header", FetchError, "cannot be fetched"),
        ("/endless-status", FetchError, "cannot be fetched"),
        ("/endless-patience", FetchError, "took longer than 0.4 s"),
        ("/drip", FetchError, "took longer than 0.4 s"),
        ("/drip-headers", FetchError, "took longer than 0.4 s"),
        ("/silence", FetchError, "took longer than 0.4 s"),
        ("/too-short", FetchError, "cannot be fetched: .*without sending complete message body"),
        ("/two-lengths", FetchError, "cannot be fetched"),
        ("/odd-length", FetchError, "cannot be fetched"),
        ("/odd-chunks", FetchError, "cannot be fetched"),
        ("/odd-transfer", FetchError, "cannot be fetched"),
        ("/no-http", FetchError, "cannot be fetched"),
        ("/nothing", FetchError, "cannot be fetched"),
    ],
)
def test_refused(site: Site, path: str, kind: type[ReadError], cause: str) -> None:
    began = time.monotonic()
    with pytest.raises(kind, match=cause) as caught:
        fetch(site.at(path), limits=SMALL)
    # Far above the limit of time: a machine may be busy, a hang lasts longer.
    assert time.monotonic() - began < 10
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("path", "cause"),
    [
        ("/image", "image/png"),
        ("/archive", "a ZIP archive"),
        ("/warc", "a web archive"),
        ("/bomb-in-bomb", "a gzip archive"),
    ],
)
def test_what_is_no_text_is_a_failure(site: Site, path: str, cause: str) -> None:
    (failure,) = pages([site.at(path)], stdin=None, limits=OPEN)
    assert isinstance(failure, Failure)
    assert cause in failure.cause


def test_broken_off_calls_leave_no_thread_behind(site: Site) -> None:
    for path in ("/drip", "/drip-headers", "/endless-patience"):
        with pytest.raises(FetchError, match="took longer"):
            fetch(site.at(path), limits=Limits(allow_private=True, timeout_s=0.2))
    until = time.monotonic() + 10
    while time.monotonic() < until and _fetching():
        time.sleep(0.02)
    assert not _fetching()


def _fetching() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name == "dateline-fetch"]


# --- where names lead ---------------------------------------------------------------------------------


ONE_HOST = Limits(private_hosts=frozenset({"127.0.0.1", "news.example"}), timeout_s=2)


@pytest.mark.parametrize(
    ("path", "to"),
    [
        ("/inside", "http://10.0.0.1"),
        ("/metadata", "http://169.254.169.254/latest/"),
        ("/localhost", "http://localhost/page"),
    ],
)
def test_every_redirect_is_checked(site: Site, path: str, to: str) -> None:
    with pytest.raises(FetchError, match=f"{path} redirected: {to}.* leads to a private or local address"):
        fetch(site.at(path), limits=ONE_HOST)
    assert fetch(site.at("/once"), limits=ONE_HOST).body == BODY


def test_private_addresses_are_refused_unless_allowed(site: Site) -> None:
    for host in ("127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "2130706433"):
        with pytest.raises(FetchError, match="private or local"):
            fetch(f"http://{host}:{site.port}/page", limits=Limits(timeout_s=2))


def test_the_checked_address_is_the_one_connected_to(site: Site) -> None:
    """A name that answers differently the second time leads nowhere else: it is asked once."""
    asked: list[str] = []

    def resolve(host: str, port: int) -> Sequence[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["10.255.255.1"]

    page = fetch(f"http://news.example:{site.port}/host", limits=ONE_HOST, resolve=resolve)
    assert page.body == BODY
    assert asked == ["news.example"]
    assert site.requests[-1].headers["host"] == f"news.example:{site.port}"


def test_a_name_is_looked_up_anew_for_each_hop(site: Site) -> None:
    answers = iter([["127.0.0.1"], ["127.0.0.1", "10.0.0.1"]])

    def resolve(host: str, port: int) -> Sequence[str]:
        return next(answers)

    site.answers["/onward"] = to(f"http://other.example:{site.port}/page")
    with pytest.raises(FetchError, match=r"redirected: http://other\.example.*private or local"):
        fetch(f"http://news.example:{site.port}/onward", limits=ONE_HOST, resolve=resolve)


def test_the_next_address_of_a_name_is_tried(site: Site) -> None:
    def resolve(host: str, port: int) -> Sequence[str]:
        return ["127.0.0.77", "127.0.0.1"]

    assert fetch(f"http://news.example:{site.port}/page", limits=ONE_HOST, resolve=resolve).body == BODY


# --- one request --------------------------------------------------------------------------------------


def test_asked_politely(site: Site) -> None:
    fetch(site.at("/page"), limits=OPEN)
    headers = site.requests[-1].headers
    assert headers["user-agent"].startswith("dateline ")
    assert "http" not in headers["user-agent"]
    assert headers["accept-encoding"] == "gzip, identity"


def test_conditions_are_sent_and_answered(site: Site) -> None:
    kept = {"ETag": '"a1"', "Last-Modified": "Tue, 14 Nov 2023 10:00:00 GMT", "Retry-After": "7"}
    site.answers["/versioned"] = Reply(BODY, headers=kept)
    first = ask(site.at("/versioned"), limits=OPEN)
    assert (first.etag, first.modified, first.retry_after) == tuple(kept.values())
    site.answers["/versioned"] = Reply(b"", 304)
    again = ask(
        site.at("/versioned"), limits=OPEN, conditions=Conditions(etag=first.etag, modified=first.modified)
    )
    assert (again.status, again.body) == (304, b"")
    asked = site.requests[-1].headers
    assert (asked["if-none-match"], asked["if-modified-since"]) == (first.etag, first.modified)


def test_one_request_follows_no_redirect(site: Site) -> None:
    answer = ask(site.at("/once"), limits=OPEN)
    assert (answer.status, answer.location) == (302, site.at("/page"))


@pytest.mark.parametrize("value", ["x" * 2_000, "bad\x80value"])
def test_odd_versions_are_not_kept(site: Site, value: str) -> None:
    site.answers["/odd"] = Reply(BODY, headers={"ETag": value})
    assert ask(site.at("/odd"), limits=OPEN).etag is None

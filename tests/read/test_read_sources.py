"""Paths, directories, standard input and addresses; whatever fails is one clear line."""

from __future__ import annotations

import gzip
import io
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest

from dateline.errors import FetchError, ReadError, TooLarge
from dateline.model import Page
from dateline.read import Failure, Limits, pages
from dateline.read.http import _is_public, fetch

BODY = b"The brigade left the town on Tuesday, the governor said."
OPEN = Limits(allow_private=True, timeout_s=5)


def read(*sources: str, stdin: bytes | None = None, limits: Limits = OPEN) -> list[Page | Failure]:
    return list(pages(sources, stdin=None if stdin is None else io.BytesIO(stdin), limits=limits))


# --- files --------------------------------------------------------------------------------------------


def test_directory_is_walked_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", ".hidden.txt", "c/d.txt", ".git/e.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(BODY)
    (tmp_path / "z.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    found = read(str(tmp_path))
    names = [Path(item.source).relative_to(tmp_path).as_posix() for item in found]
    assert names == ["a.txt", "b.txt", "z.png", "c/d.txt"]
    assert [isinstance(item, Failure) for item in found] == [False, False, True, False]


def test_failures_do_not_stop_the_rest(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "good.txt").write_bytes(BODY)
    (tmp_path / "big.txt").write_bytes(b"x" * 101)
    names = ["missing.txt", "empty.txt", "big.txt", "good.txt"]
    found = read(
        *(str(tmp_path / name) for name in names), "ftp://example.org/a", "a\0b", limits=Limits(max_bytes=100)
    )
    causes = [item.cause if isinstance(item, Failure) else "" for item in found]
    assert "no such file" in causes[0]
    assert causes[1].endswith("is empty")
    assert "limit of 100 bytes" in causes[2]
    assert causes[3] == ""
    assert "scheme ftp" in causes[4]
    assert "no name that a file can have" in causes[5]
    assert not any("\n" in cause for cause in causes)


def test_unreadable_and_odd_files(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    found = read(str(tmp_path))
    assert all(isinstance(item, Failure) for item in found)
    assert len(found) == 2
    if os.geteuid() != 0:
        (tmp_path / "locked").write_bytes(BODY)
        (tmp_path / "locked").chmod(0)
        (failure,) = read(str(tmp_path / "locked"))
        assert isinstance(failure, Failure)
        assert "permission" in failure.cause


def test_empty_directory_and_too_many_files(tmp_path: Path) -> None:
    (failure,) = read(str(tmp_path))
    assert isinstance(failure, Failure)
    assert "no files" in failure.cause
    for at in range(3):
        (tmp_path / f"{at}.txt").write_bytes(BODY)
    found = read(str(tmp_path), limits=Limits(max_files=2))
    assert [isinstance(item, Failure) for item in found] == [False, False, True]


def test_standard_input() -> None:
    (page,) = read("-", stdin=BODY)
    assert isinstance(page, Page)
    assert (page.body, page.source) == (BODY, "standard input")
    (failure,) = read("-")
    assert isinstance(failure, Failure)


# --- addresses ----------------------------------------------------------------------------------------


class Handler(BaseHTTPRequestHandler):
    """Answers by path; keeps the Host headers that it saw."""

    hosts: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.hosts.append(self.headers["Host"])
        name = self.path.strip("/").split("/")[0]
        getattr(self, f"_{name}", self._missing)()

    def _send(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for key, value in headers.items():
            self.send_header(key.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _missing(self) -> None:
        self._send(b"no", 404)

    def _page(self) -> None:
        self._send(BODY, Content_Type="text/plain; charset=utf-8")

    def _gzip(self) -> None:
        self._send(gzip.compress(BODY), Content_Encoding="gzip")

    def _bomb(self) -> None:
        self._send(gzip.compress(b"a" * 20_000_000), Content_Encoding="gzip")

    def _broken(self) -> None:
        self._send(b"\x1f\x8bnothing", Content_Encoding="gzip")

    def _brotli(self) -> None:
        self._send(b"x", Content_Encoding="br")

    def _once(self) -> None:
        self._send(b"", 302, Location="/page")

    def _loop(self) -> None:
        self._send(b"", 302, Location="/loop")

    def _file(self) -> None:
        self._send(b"", 302, Location="file:///etc/hostname")

    def _inside(self) -> None:
        self._send(b"", 302, Location="http://10.0.0.1/")

    def _login(self) -> None:
        self._send(b"", 302, Location="http://user:secret@127.0.0.1/")

    def _image(self) -> None:
        self._send(b"\x89PNG", Content_Type="image/png")

    def _drip(self) -> None:
        self.send_response(200)
        self.end_headers()
        with_time = time.monotonic() + 4
        while time.monotonic() < with_time:
            try:
                self.wfile.write(b"x")
                self.wfile.flush()
            except OSError:
                return
            time.sleep(0.05)

    def _endless(self) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            for _ in range(100):
                self.wfile.write(b"x" * 100_000)
        except OSError:
            return

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("path", ["page", "gzip", "once"])
def test_fetched(site: str, path: str) -> None:
    (page,) = read(f"{site}/{path}")
    assert isinstance(page, Page)
    assert page.body == BODY
    assert page.source == f"{site}/{path}"
    if path == "page":
        assert (page.media, page.charset) == ("text/plain", "utf-8")


@pytest.mark.parametrize(
    ("path", "kind", "cause"),
    [
        ("nowhere", FetchError, "404 Not Found"),
        ("loop", FetchError, "redirects more than 5 times"),
        ("file", FetchError, "no http or https address"),
        ("login", FetchError, "user name or password"),
        ("bomb", TooLarge, "limit of 1,000,000 bytes"),
        ("endless", TooLarge, "limit of 1,000,000 bytes"),
        ("broken", FetchError, "does not unpack"),
        ("brotli", FetchError, "packed as br"),
        ("drip", FetchError, "took longer than 1 s"),
    ],
)
def test_refused(site: str, path: str, kind: type[ReadError], cause: str) -> None:
    with pytest.raises(kind, match=cause) as caught:
        fetch(f"{site}/{path}", limits=Limits(allow_private=True, timeout_s=1, max_bytes=1_000_000))
    assert "secret" not in str(caught.value)


def test_pictures_are_failures(site: str) -> None:
    (failure,) = read(f"{site}/image")
    assert isinstance(failure, Failure)
    assert "image/png" in failure.cause


def test_private_addresses_are_refused_unless_allowed(site: str) -> None:
    port = site.rsplit(":", 1)[1]
    for address in (
        f"{site}/page",
        f"http://localhost:{port}/page",
        f"http://[::ffff:127.0.0.1]:{port}/page",
    ):
        with pytest.raises(FetchError, match="private or local"):
            fetch(address, limits=Limits(timeout_s=2))


def test_the_checked_address_is_the_one_connected_to(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that answers differently the second time leads nowhere else: it is asked once."""
    port = int(site.rsplit(":", 1)[1])
    asked: list[str] = []
    real = socket.getaddrinfo

    def lookup(host: str | bytes, *args: Any, **options: Any) -> object:
        name = host.decode() if isinstance(host, bytes) else host
        if name == "rebind.example":
            asked.append(name)
            there = "127.0.0.1" if len(asked) == 1 else "10.255.255.1"
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (there, port))]
        return real(host, *args, **options)

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    page = fetch(f"http://rebind.example:{port}/page", limits=OPEN)
    assert page.body == BODY
    assert asked == ["rebind.example"]
    assert Handler.hosts[-1] == f"rebind.example:{port}"


def test_every_redirect_is_checked(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.read.http._is_public", lambda ip: ip == "127.0.0.1")
    with pytest.raises(FetchError, match=r"redirected to http://10\.0\.0\.1/.*private or local"):
        fetch(f"{site}/inside", limits=Limits(timeout_s=2))


@pytest.mark.parametrize(
    ("ip", "public"),
    [
        ("93.184.216.34", True),
        ("2606:4700::1111", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("0.0.0.0", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("fec0::1", False),
        ("ff02::1", False),
        ("::ffff:10.0.0.1", False),
        ("::ffff:93.184.216.34", True),
        ("64:ff9b::a00:1", False),
        ("2002:0a00:0001::", False),
        ("2001:0:5ef5:79fd::1", False),
        ("nonsense", False),
    ],
)
def test_public_addresses(ip: str, public: bool) -> None:
    assert _is_public(ip) is public


@pytest.mark.parametrize(
    "address", ["http://", "http://[::1", "http://a b/", "http://no-such-host.invalid/", "http://:80/"]
)
def test_bad_addresses_are_failures(address: str) -> None:
    (failure,) = read(address)
    assert isinstance(failure, Failure)
    assert "\n" not in failure.cause


def test_import_is_light() -> None:
    heavy = ("httpx", "trafilatura", "feedparser", "charset_normalizer", "lxml", "yaml")
    code = f"import sys, dateline.read; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert done.stdout.strip() == "[]"

"""Web servers on loopback whose answers a test sets path by path, and which keep what they were asked."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeAlias


@dataclass(frozen=True)
class Reply:
    """An answer with its length stated."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Request:
    """What was asked, and when (seconds of the monotonic clock)."""

    path: str
    headers: dict[str, str]
    moment: float


Raw: TypeAlias = "Callable[[Handler], None]"
"""An answer that writes what it likes to `wfile`."""


@dataclass
class Site:
    """A server. Paths without an answer give 404; `calls` makes an answer of a request, whatever its path."""

    port: int = 0
    answers: dict[str, Reply | Raw] = field(default_factory=dict)
    calls: Callable[[Request], Reply | None] | None = None
    requests: list[Request] = field(default_factory=list)

    def at(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    @property
    def paths(self) -> list[str]:
        return [request.path for request in self.requests]

    def answer(self, request: Request) -> Reply | Raw:
        made = self.calls(request) if self.calls is not None else None
        return made or self.answers.get(request.path, Reply(b"no", 404))


class Handler(BaseHTTPRequestHandler):
    """Gives what the site says."""

    site: Site

    def do_GET(self) -> None:
        request = Request(self.path, {k.lower(): v for k, v in self.headers.items()}, time.monotonic())
        self.site.requests.append(request)
        answer = self.site.answer(request)
        try:
            self._send(answer) if isinstance(answer, Reply) else answer(self)
        except OSError:
            return  # the client has gone: many of these answers make it

    def _send(self, reply: Reply) -> None:
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if not any(name.lower() in ("content-length", "transfer-encoding") for name in reply.headers):
            self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        self.wfile.write(reply.body)

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""


@contextmanager
def serving() -> Iterator[Site]:
    """A site that is served until the end of the `with`."""
    site = Site()
    kind = type("Bound", (Handler,), {"site": site})
    server = ThreadingHTTPServer(("127.0.0.1", 0), kind)
    server.daemon_threads = True
    site.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

"""What stands before every request: whose name this host is called by, from which page, how much is sent."""

from __future__ import annotations

import asyncio
import hmac
import ipaddress
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import urlsplit

from fastapi import Request, Response
from fastapi.datastructures import Headers

from dateline.tell.api.problems import Refused, problem, refusal
from dateline.tell.api.terms import Serving
from dateline.tell.ending import complain
from dateline.tell.reading import fault

__all__ = ["HEADERS", "Guard", "has_token", "need_token"]

# As ASGI has them.
Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
ASGIApp = Callable[[Scope, Receive, Send], Awaitable[None]]

_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data: blob:",
    "connect-src": "'self'",
    "worker-src": "'self' blob:",
    "font-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
HEADERS = {
    "content-security-policy": "; ".join(f"{name} {value}" for name, value in _POLICY.items()),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
"""On every answer: nothing from elsewhere is loaded or run, and no other page may show or read this one."""

_ENCODED = {name.encode(): value.encode() for name, value in HEADERS.items()}
_UNKEPT = ((b"cache-control", b"no-store"),)
# Whoever listens on all addresses is called by any of them.
_ALL = ("0.0.0.0", "::", "")
_OWN = ("localhost", "127.0.0.1", "::1")


class Guard:
    """Around the whole application: refuses, bounds what is sent, sets headers, lets no error out."""

    def __init__(self, app: ASGIApp, serving: Serving) -> None:
        self._app, self._bounds = app, serving.bounds
        self._names = frozenset(name.casefold() for name in (*_OWN, serving.host, *serving.names))
        self._any_address = serving.host in _ALL

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answering = _Answering(send)
        try:
            self._check(Headers(scope=scope))
            await self._app(scope, _Bounded(receive, self._bounds.max_body, self._bounds.body_s), answering)
        except Refused as error:
            await answering.instead(refusal(error), scope, receive)
        except Exception as error:
            complain(f"{scope['method']} {scope['path']}: {fault(error)}")
            wrong = problem(500, "something went wrong here; the server's own output says what")
            await answering.instead(wrong, scope, receive)

    def _check(self, headers: Headers) -> None:
        """Refuses what another site's page or name may have brought about, and what is too long."""
        hosts = headers.getlist("host")
        if len(hosts) != 1 or not self._is_ours(hosts[0]):
            given = ", ".join(hosts)
            raise Refused(403, "this host is not called so; see --allow-host", value=given)
        origin = headers.get("origin")
        if origin is not None and not _same(origin, hosts[0]):
            raise Refused(403, "requests from pages of other sites are not answered", value=origin)
        length = headers.get("content-length")
        if length is not None and length.isdigit() and int(length) > self._bounds.max_body:
            raise _too_large(self._bounds.max_body)

    def _is_ours(self, host: str) -> bool:
        try:
            parts = urlsplit(f"//{host}")
            name, _ = (parts.hostname or "").casefold().rstrip("."), parts.port
        except ValueError:
            return False
        if parts.username is not None or parts.path or parts.query or parts.fragment:
            return False
        return name in self._names or (self._any_address and _is_address(name))


def _is_address(name: str) -> bool:
    """Whether a name is an IP address, which no foreign name server can point elsewhere."""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _same(origin: str, host: str) -> bool:
    scheme, _, rest = origin.partition("://")
    return scheme in ("http", "https") and rest.casefold() == host.casefold()


def _too_large(most: int) -> Refused:
    return Refused(413, f"the body is over the limit of {most:,} bytes", value=None, connection="close")


class _Answering:
    """Passes an answer on with the headers that all have, and knows whether it has begun."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.begun = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            own = message.setdefault("headers", [])
            kept = [pair for pair in own if pair[0] not in _ENCODED]
            told = any(name == b"cache-control" for name, _ in kept)
            message["headers"] = [*kept, *_ENCODED.items(), *(() if told else _UNKEPT)]
        await self._send(message)

    async def instead(self, answer: Response, scope: Scope, receive: Receive) -> None:
        """This answer, unless another has begun."""
        if not self.begun:
            await answer(scope, receive, self)


class _Bounded:
    """Takes in a body up to its bounds, whatever length its header told or did not tell."""

    def __init__(self, receive: Receive, most: int, seconds: float) -> None:
        self._receive, self._most, self._seconds = receive, most, seconds
        self._size, self._until, self._whole = 0, 0.0, False

    async def __call__(self) -> Message:
        if self._whole:
            return await self._receive()
        now = asyncio.get_running_loop().time()
        self._until = self._until or now + self._seconds
        try:
            async with asyncio.timeout_at(self._until):
                message = await self._receive()
        except TimeoutError:
            raise Refused(408, f"the body took longer than {self._seconds:g} s", connection="close") from None
        if message["type"] == "http.request":
            self._size += len(message.get("body", b""))
            self._whole = not message.get("more_body", False)
            if self._size > self._most:
                raise _too_large(self._most)
        return message


def has_token(request: Request, token: str) -> bool:
    """Whether a request bears the token; takes as long for a nearly right one as for any other."""
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    right = hmac.compare_digest(given.strip().encode(), token.encode())
    return right and scheme.casefold() == "bearer"


async def need_token(request: Request) -> None:
    """Refuses a request that writes without the token."""
    if not has_token(request, request.app.state.desk.serving.token):
        raise Refused(
            401,
            "writing needs the token that `dateline serve` prints: Authorization: Bearer TOKEN",
            www_authenticate='Bearer realm="dateline"',
        )

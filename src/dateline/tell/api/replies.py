"""Answers: JSON with a tag that tells whether it has changed, packed for who takes it so."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import msgspec
from fastapi import Request, Response

from dateline.tell.api.desk import Desk

__all__ = ["GEOJSON", "JSON", "desk_of", "kept", "told"]

JSON = "application/json"
GEOJSON = "application/geo+json"
# Ask again each time whether it has changed: the answer costs a header.
_AGAIN = "no-cache"


def desk_of(request: Request) -> Desk:
    """What all requests share."""
    desk: Desk = request.app.state.desk
    return desk


def told(content: Any, status: int = 200, **headers: str) -> Response:
    """Something that was just done, as JSON."""
    return Response(msgspec.json.encode(content), status, headers, JSON)


def kept(
    request: Request, make: Callable[[], Any], *, media: str = JSON, mark: str | None = None
) -> Response:
    """What a path and its query ask for: 304 when the client has it, else as it was made before or is now.

    `make` gives bytes, or what msgspec writes as JSON. `mark` tells what it depends on; without one, on
    anything in the store.
    """
    desk = desk_of(request)
    url = f"{request.url.path}?{request.url.query}"
    key = (mark or desk.mark(), url)
    tag = f'W/"{hashlib.sha256(repr(key).encode()).hexdigest()[:20]}"'
    headers = {"etag": tag, "cache-control": _AGAIN, "vary": "accept-encoding"}
    if _has(request, tag):
        return Response(status_code=304, headers=headers)

    def made() -> bytes:
        with desk.turns:
            return _bytes(make())

    body = desk.answers.get(key, made)
    packed = body.packed if "gzip" in request.headers.get("accept-encoding", "") else None
    if packed is not None:
        headers["content-encoding"] = "gzip"
    return Response(packed or body.plain, 200, headers, media)


def _bytes(content: Any) -> bytes:
    return content if isinstance(content, bytes) else msgspec.json.encode(content)


def _has(request: Request, tag: str) -> bool:
    wanted = request.headers.get("if-none-match", "")
    return wanted.strip() == "*" or tag in (one.strip() for one in wanted.split(","))

"""The page itself and the description of the API."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse

from dateline.tell import api
from dateline.tell.api.problems import Refused
from dateline.tell.api.replies import kept

__all__ = ["STATIC", "site"]

STATIC = Path(api.__file__).parents[1] / "page" / "static"
"""Where the page's files lie; `make page` builds what comes from elsewhere."""

site = APIRouter(include_in_schema=False)


@site.get("/")
def page() -> Response:
    """The page."""
    path = STATIC / "index.html"
    if not path.is_file():
        raise Refused(404, "the page is not there: `make page` builds it; the API is under /api/v1/")
    return FileResponse(path, headers={"cache-control": "no-cache"})


@site.get("/api/v1/openapi.json")
def described(request: Request) -> Response:
    """The description of the API."""
    return kept(request, request.app.openapi, mark="openapi")

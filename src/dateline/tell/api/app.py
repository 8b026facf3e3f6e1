"""The application: routes by view, errors as problems, the guard around all of it."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.staticfiles import StaticFiles

from dateline import __version__
from dateline.errors import DatelineError, ScenarioError, UsageError
from dateline.tell.api import describing
from dateline.tell.api.desk import Desk
from dateline.tell.api.guarding import ASGIApp, Guard, Scope
from dateline.tell.api.problems import Refused, problem, refusal
from dateline.tell.api.routes import ROUTERS
from dateline.tell.api.routes.site import STATIC, site
from dateline.tell.api.terms import Serving

__all__ = ["ROOT", "Application", "application"]

ROOT = "/api/v1"

_ABOUT = (
    "What Dateline has read: records, who says them, incidents, who holds what, forecasts. Reading needs "
    "nothing; writing needs the token that `dateline serve` prints. Lists come in parts: `next` of one is "
    "the `cursor` of the following, which stays right while pages are added. Every answer bears an ETag."
)


class Application(FastAPI):
    """FastAPI with the guard outermost, and a description made from our shapes."""

    def __init__(self, serving: Serving) -> None:
        super().__init__(
            title="Dateline",
            version=__version__,
            description=_ABOUT,
            lifespan=_lifespan,
            openapi_url=None,
            docs_url=None,
            redoc_url=None,
            redirect_slashes=False,
            generate_unique_id_function=lambda route: route.name,
        )
        self._serving = serving
        self.state.desk = Desk(serving)

    def build_middleware_stack(self) -> ASGIApp:
        """The guard around whatever the framework puts around the routes."""
        return Guard(super().build_middleware_stack(), self._serving)

    def openapi(self) -> dict[str, Any]:
        """The description, made once."""
        if self.openapi_schema is None:
            self.openapi_schema = describing.description(self)
        return self.openapi_schema


class _Static(StaticFiles):
    """The page's files, which browsers keep, and ask for anew only if they have changed."""

    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        """A file, or that it is as it was."""
        answer = super().file_response(full_path, stat_result, scope, status_code)
        answer.headers["cache-control"] = "no-cache"
        return answer


def application(serving: Serving) -> Application:
    """The application over an open store. Raises DatelineError when that cannot be opened."""
    app = Application(serving)
    for router in ROUTERS:
        app.include_router(router, prefix=ROOT)
    app.include_router(site)
    if STATIC.is_dir():
        app.mount("/static", _Static(directory=STATIC), name="static")
    app.add_exception_handler(Refused, _refused)
    app.add_exception_handler(DatelineError, _failed)
    for status in (400, 401, 404, 405):
        app.add_exception_handler(status, _missing)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    desk: Desk = app.state.desk
    yield
    desk.close()


def _refused(request: Request, error: Exception) -> Response:
    del request
    assert isinstance(error, Refused)
    return refusal(error)


def _failed(request: Request, error: Exception) -> Response:
    """What the rest of Dateline says of wrong arguments, and of a store that cannot be read just now."""
    del request
    wrong = isinstance(error, UsageError | ScenarioError)
    return problem(422 if wrong else 503, str(error))


def _missing(request: Request, error: Exception) -> Response:
    """There is nothing at an address, or not by that method."""
    assert isinstance(error, HTTPException) or hasattr(error, "status_code")
    status = int(getattr(error, "status_code", 404))
    path = request.url.path
    told = {404: f"there is nothing at {path}", 405: f"{request.method} is not for {path}"}
    headers = dict(getattr(error, "headers", None) or {})
    value = request.method if status == 405 else path
    return problem(status, told.get(status, str(getattr(error, "detail", ""))), value=value, headers=headers)

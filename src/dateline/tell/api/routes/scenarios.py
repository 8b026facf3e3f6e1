"""Scenarios of the folder that is served: their numbers as of a day, and what moved them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Request, Response
from msgspec import Meta

from dateline.tell.api.asking import Day, Query, days, query_of
from dateline.tell.api.describing import operation
from dateline.tell.api.desk import Desk
from dateline.tell.api.replies import desk_of, kept
from dateline.tell.api.shapes.foreseen import LinkTold, Scenarios, ScenarioTold
from dateline.tell.scenario.standing import Named, Standing, standing
from dateline.tell.scenario.standing import scenarios as named

__all__ = ["scenarios"]

scenarios = APIRouter(tags=["scenarios"])

SVG = "image/svg+xml"


class AsOf(Query, frozen=True):
    """As of a day."""

    on: Annotated[Day, Meta(description="By what was published until this day; default: ever.")] | None = None


@scenarios.get("/scenarios", **operation(Scenarios))
def list_scenarios(request: Request) -> Response:
    """The scenarios that can be loaded."""
    desk = desk_of(request)
    return kept(request, lambda: Scenarios(items=tuple(_named(desk))), mark=_mark(desk))


def _named(desk: Desk) -> list[Named]:
    folder = desk.serving.scenarios
    return [] if folder is None else list(named(folder))


def _mark(desk: Desk) -> str:
    """What differs whenever the store or a file of the folder has changed."""
    folder = desk.serving.scenarios
    files = sorted(folder.glob("*.y*ml")) if folder is not None else []
    return f"{desk.mark()} {[(path.name, path.stat().st_mtime_ns) for path in files if path.is_file()]}"


@scenarios.get("/scenarios/{name}", **operation(ScenarioTold, query=AsOf, fails=[404]))
def scenario(request: Request, name: str) -> Response:
    """A scenario as of a day: probabilities, what moved each, and by how much."""
    asked, desk = query_of(request, AsOf), desk_of(request)
    days(on=asked.on)
    return kept(request, lambda: _told(desk, name, asked.on), mark=_mark(desk))


def _told(desk: Desk, name: str, on: str | None) -> ScenarioTold:
    state = _standing(desk, name, on)
    return ScenarioTold(
        name=name,
        title=state.title,
        on=state.on,
        exact=state.exact,
        propositions=state.propositions,
        links=tuple(
            LinkTold(parent=one.parent, child=one.child, strength=one.strength) for one in state.links
        ),
        unseen=state.unseen,
    )


def _standing(desk: Desk, name: str, on: str | None) -> Standing:
    return standing(_path(desk, name), desk.view(), desk.lore, on=on)


def _path(desk: Desk, name: str) -> Path:
    """The file of a scenario: of those in the folder, never one that a request makes up."""
    folder = desk.serving.scenarios
    if folder is not None:
        for path in sorted([*folder.glob("*.yaml"), *folder.glob("*.yml")]):
            if path.stem == name and path.is_file():
                return path
    raise desk.missing("scenario", name)


@scenarios.get("/scenarios/{name}/graph.svg", **operation(query=AsOf, media=SVG, fails=[404]))
def scenario_graph(request: Request, name: str) -> Response:
    """The graph with its numbers as of a day."""
    asked, desk = query_of(request, AsOf), desk_of(request)
    days(on=asked.on)
    return kept(request, lambda: _drawn(desk, name, asked.on), media=SVG, mark=_mark(desk))


def _drawn(desk: Desk, name: str, on: str | None) -> bytes:
    from dateline.tell.scenario.drawing import picture

    return picture(_standing(desk, name, on), "svg")

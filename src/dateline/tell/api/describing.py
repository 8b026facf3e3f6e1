"""The OpenAPI description: made from the shapes that are checked and answered.

Its examples are answers of a server over a store of `examples/`; `python docs/api_examples.py` asks for them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from importlib import resources
from typing import Any

import msgspec
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from dateline.store import schema
from dateline.tell.api.problems import MEDIA, Problem
from dateline.tell.api.replies import JSON
from dateline.tell.api.shapes.records import RecordLine

__all__ = ["Operation", "description", "operation"]

_REFERENCE = "#/components/schemas/{name}"
_ERRORS = {
    304: "Not modified since the answer that the tag is of.",
    400: "What was sent is no JSON.",
    401: "The token is missing or wrong.",
    403: "This host is not called so, or the request comes from another site's page.",
    404: "There is no such thing.",
    413: "More was sent than is taken.",
    415: "What was sent is no application/json.",
    422: "A value makes no sense; `errors` says which, and what would.",
    429: "Too much is being read already.",
    500: "Something went wrong here; the output of the server says what.",
    504: "Reading took too long.",
}

_SHAPES: dict[str, type] = {"Problem": Problem}

Operation = dict[str, Any]


def operation(
    answer: Any = None,
    *,
    query: type[msgspec.Struct] | None = None,
    body: type[msgspec.Struct] | None = None,
    media: str = JSON,
    fails: Iterable[int] = (),
    status: int = 200,
    token: bool = False,
) -> Operation:
    """What a route is declared with: the shapes of what it takes and answers (None: text).

    `fails` are further statuses of problems than those that any such route may answer with.
    """
    shape = {"schema": _named(answer)} if answer is not None else {"schema": {"type": "string"}}
    good = {"description": "As asked for.", "content": {media: shape}}
    extra: dict[str, Any] = {}
    if query is not None:
        extra["parameters"] = list(_parameters(query))
    if body is not None:
        extra["requestBody"] = {"required": True, "content": {JSON: {"schema": _named(body)}}}
    if token:
        extra["security"] = [{"token": []}]
    codes = {403, *fails, *((422,) if query or body else ())}
    codes |= {400, 413, 415} if body is not None else {304}
    codes |= {401} if token else set()
    return {
        "responses": {status: good} | {code: _failure(code) for code in sorted(codes)},
        "openapi_extra": extra,
        "status_code": status,
    }


def _named(kind: Any) -> dict[str, Any]:
    """A reference to the schema of a shape, which the description will have."""
    if kind is RecordLine:
        return {"$ref": _REFERENCE.format(name="Record")}
    _SHAPES[kind.__name__] = kind
    return {"$ref": _REFERENCE.format(name=kind.__name__)}


def _failure(code: int) -> dict[str, Any]:
    if code == 304:
        return {"description": _ERRORS[code]}
    return {"description": _ERRORS[code], "content": {MEDIA: {"schema": _named(Problem)}}}


def _parameters(query: type[msgspec.Struct]) -> Iterable[dict[str, Any]]:
    [_], components = msgspec.json.schema_components([query], ref_template=_REFERENCE)
    for name, member in components[query.__name__]["properties"].items():
        own = {key: value for key, value in member.items() if key not in ("description",)}
        told = member.get("description") or next(
            (one["description"] for one in member.get("anyOf", ()) if "description" in one), None
        )
        yield {"name": name, "in": "query", "required": False, "schema": _bare(own)} | (
            {"description": told} if told else {}
        )


def _bare(member: dict[str, Any]) -> dict[str, Any]:
    """The schema of a member that may be left out: what null stands for is not there in a query."""
    kinds = [one for one in member.get("anyOf", ()) if one != {"type": "null"}]
    found = {**kinds[0]} if len(kinds) == 1 else {**member}
    found.pop("description", None)
    if member.get("default") is not None:
        found["default"] = member["default"]
    return found


def description(app: FastAPI) -> dict[str, Any]:
    """The whole description, as OpenAPI 3.1 has it."""
    found: dict[str, Any] = get_openapi(
        title=app.title, version=app.version, description=app.description, routes=app.routes
    )
    _exemplify(found["paths"])
    _, components = msgspec.json.schema_components(list(_SHAPES.values()), ref_template=_REFERENCE)
    records = schema()
    kinds = _moved(records["$defs"])
    whole = {"title": "Record", "anyOf": _moved(records["anyOf"])}
    found["components"] = {
        "schemas": dict(sorted((components | kinds | {"Record": whole}).items())),
        "securitySchemes": {
            "token": {"type": "http", "scheme": "bearer", "description": "As `dateline serve` prints it."}
        },
    }
    return found


def _exemplify(paths: dict[str, Any]) -> None:
    """Puts an example with each answer and each body that there is one of."""
    shown = json.loads((resources.files("dateline.tell.api") / "examples.json").read_bytes())
    for operation in (one for path in paths.values() for one in path.values()):
        own = shown.get(operation["operationId"], {})
        good = next(answer for code, answer in operation["responses"].items() if code.startswith("2"))
        if len(good["content"]) > 1:
            # The framework takes every answer to be JSON.
            del good["content"][JSON]
        places = {"answer": good, "sent": operation.get("requestBody", {})}
        for part, place in places.items():
            if part in own:
                for content in place["content"].values():
                    content["example"] = own[part]


def _moved(part: Any) -> Any:
    """A schema with its references as they are in the description."""
    if isinstance(part, Mapping):
        return {
            key: value.replace("#/$defs/", "#/components/schemas/") if key == "$ref" else _moved(value)
            for key, value in part.items()
        }
    return [_moved(one) for one in part] if isinstance(part, list) else part

"""The OpenAPI description: its examples are as it says, and what it allows is answered without a fault."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import schemathesis
from httpx import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.specs.openapi.checks import ignored_auth, positive_data_acceptance

from dateline.tell.api import Bounds, running
from docs.api_examples import TOKEN, serving
from tests.tell.api.conftest import ROOT

# Enough for each operation that strange values of every parameter come up, and half a minute in all.
_EXAMPLES = 10


@pytest.fixture(scope="module")
def description(client: Client) -> dict[str, Any]:
    told: dict[str, Any] = client.get(f"{ROOT}/openapi.json").json()
    return told


def operations(description: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (path, method, one)
        for path, methods in description["paths"].items()
        for method, one in methods.items()
    ]


def validator(description: dict[str, Any], schema: dict[str, Any]) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(schema | {"components": description["components"]})


def test_it_is_openapi(description: dict[str, Any]) -> None:
    assert description["openapi"].startswith("3.1")
    assert len(operations(description)) >= 30
    for path, _, operation in operations(description):
        assert path.startswith(ROOT)
        assert operation["description"].strip()
        assert operation["tags"]
        assert "403" in operation["responses"]


def test_examples_are_as_their_schemas_want(description: dict[str, Any]) -> None:
    count = 0
    for path, method, operation in operations(description):
        bodies = [operation["requestBody"]] if "requestBody" in operation else []
        good = [one for code, one in operation["responses"].items() if code.startswith("2")]
        for content in (content for one in (*bodies, *good) for content in one["content"].values()):
            if content["schema"] == {"type": "string"}:
                continue
            assert "example" in content, f"{method} {path} has no example: run make records"
            validator(description, content["schema"]).validate(content["example"])
            count += 1
    assert count >= 30


PATHS = (
    "/status", "/claims?limit=500", "/claims/contested", "/claims/facets", "/incidents?limit=500",
    "/documents", "/parties?limit=500", "/map/control", "/map/areas", "/map/incidents", "/map/basemap",
    "/search?q=killed", "/ledger", "/ledger/scores", "/scenarios", "/records/event?limit=500",
    "/records/response",
)  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_answers_are_as_the_description_says(client: Client, description: dict[str, Any], path: str) -> None:
    template = {"/records/event": "/records/{kind}", "/records/response": "/records/{kind}"}
    bare = path.partition("?")[0]
    operation = description["paths"][ROOT + template.get(bare, bare)]["get"]
    [content] = operation["responses"]["200"]["content"].values()
    validator(description, content["schema"]).validate(client.get(ROOT + path).json())


def test_whatever_the_description_allows_is_answered_without_a_fault(
    description: dict[str, Any], examples_store: Path, own: Path
) -> None:
    """schemathesis draws requests for every operation, right and wrong, with the token."""
    schema = schemathesis.openapi.from_dict(description)
    # Whatever is asked of a stream, it ends. Addresses that are drawn have no scheme, and nothing is fetched.
    wanted = replace(serving(str(own)), bounds=Bounds(stream_s=0.05, poll_s=0.02))
    with running(wanted) as address:
        tried = [one.ok() for one in schema.get_all_operations()]
        assert {"/stream", "/try", "/documents"} <= {one.path.removeprefix(ROOT) for one in tried}
        for operation in tried:
            _tried(operation, address)


def _tried(operation: Any, address: str) -> None:
    @settings(
        max_examples=_EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data())
    def one(data: Any) -> None:
        case = data.draw(operation.as_strategy())
        case.headers = {**(case.headers or {}), "authorization": f"Bearer {TOKEN}"}
        answer = case.call(base_url=address)
        assert answer.status_code < 500, f"{case.as_curl_command()}: {answer.text}"
        # A schema cannot say which days are of the calendar, or which ids are in the store; and the token
        # that is sent is the right one.
        case.validate_response(answer, excluded_checks=[positive_data_acceptance, ignored_auth])

    one()

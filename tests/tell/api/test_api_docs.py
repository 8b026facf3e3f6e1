"""What docs/api.md says holds: its calls are answered, its code runs, its addresses are those of the API."""

from __future__ import annotations

import ast
import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from httpx import Client

from dateline.tell.api import Bounds
from docs.api_examples import TOKEN
from tests.tell.api.conftest import ROOT

PAGE = Path(__file__).parents[3] / "docs" / "api.md"
TEXT = PAGE.read_text(encoding="utf-8")
HOST = "http://127.0.0.1:8642"


def fences(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", TEXT, re.M | re.S)


CALLS = [line for block in fences("bash") for line in block.splitlines()]


def asked(line: str) -> tuple[str, dict[str, str], str | None]:
    """The address, headers and body of a call of curl."""
    program, *words = shlex.split(line)
    assert program == "curl"
    headers, body, address = {}, None, ""
    while words:
        word = words.pop(0)
        if word == "-H":
            name, value = words.pop(0).split(": ", 1)
            headers[name] = value.replace("$DATELINE_TOKEN", TOKEN)
        elif word == "-d":
            body = words.pop(0)
        else:
            address = word
    return address, headers, body


@pytest.mark.parametrize("line", CALLS)
def test_calls_are_answered(writer: Client, line: str) -> None:
    address, headers, body = asked(line)
    assert address.startswith(HOST)
    path = address.removeprefix(HOST)
    sent = None if body is None else body.encode()
    answer = writer.request("GET" if sent is None else "POST", path, content=sent, headers=headers)
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert told.get("items", told.get("features", told))


class Frames:
    """Stands for pandas, which is no dependency: what the page asks of it, on plain rows."""

    @staticmethod
    def json_normalize(rows: list[Any], record_path: str | None = None, meta: Any = ()) -> list[Any]:
        if record_path is None:
            return rows
        return [{name: row[name] for name in meta} | part for row in rows for part in row[record_path]]


def test_the_snippet_walks_all_parts_and_reads_what_is_there(client: Client) -> None:
    [code] = fences("python")
    tree = ast.parse(code)
    # What pandas makes of the rows is its own; the rows are ours.
    kept = [one for one in tree.body if not isinstance(one, ast.Import | ast.Expr)]
    names: dict[str, Any] = {"pd": Frames, "requests": Asking(client)}
    exec(compile(ast.Module(kept, []), str(PAGE), "exec"), names)
    assert len(names["claims"]) == client.get(f"{ROOT}/status").json()["records"]["claim"]
    assert {"side", "stance"} <= names["claims"][0].keys()
    assert names["holds"]
    assert {"id", "name", "population", "status", "from"} <= names["holds"][0].keys()


class Asking:
    """`requests.get`, asked of the test's server."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def get(self, address: str, params: dict[str, Any] | None = None) -> Any:
        return self._client.get(address.removeprefix(HOST), params=params)


def test_the_problem_is_as_it_is_told(client: Client) -> None:
    [block] = fences("json")
    assert client.get(f"{ROOT}/claims?limit=9999").json() == json.loads(block)


def test_every_address_is_listed_and_there(client: Client) -> None:
    described = {path.removeprefix(ROOT) for path in client.get(f"{ROOT}/openapi.json").json()["paths"]}
    table = TEXT.partition("## Lists")[0]
    listed = {
        path.removeprefix("POST ").partition("?")[0] for path in re.findall(r"`((?:POST )?/[^`]*)`", table)
    }
    assert described == {path.replace("/places/{id}", "/places/{key}") for path in listed} - {
        "/api/v1",
        "/api/v1/openapi.json",
    }


def test_the_bounds_are_as_they_are_told() -> None:
    bounds = Bounds()
    assert f"{bounds.max_body:,} bytes" in TEXT
    assert f"over {bounds.body_s:g} s" in TEXT
    assert f"{bounds.max_try_chars:,} characters" in TEXT
    assert f"{bounds.max_streams} streams" in TEXT
    assert (bounds.read_s, bounds.max_waiting) == (60.0, 8)

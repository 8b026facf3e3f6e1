"""What the documentation says holds: commands parse, links lead somewhere, snippets name what exists."""

from __future__ import annotations

import ast
import importlib
import json
import re
import shlex
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import typer

from dateline.model import KINDS, Document, Mention, Record, sealed
from dateline.store import decode, schema
from dateline.tell.cli import app

ROOT = Path(__file__).parent.parent
PAGES = sorted(path for folder in (".", "docs", "examples") for path in (ROOT / folder).glob("*.md"))
COMMANDS = typer.main.get_command(app)
# What the command line's library raises for wrong usage; newer ones carry a copy of click of their own.
USAGE_ERROR = typer.BadParameter.__mro__[1]


def fences(page: Path) -> Iterator[tuple[str, str]]:
    """Language and content of each fenced block."""
    for match in re.finditer(r"^```(\w*)\n(.*?)^```$", page.read_text(encoding="utf-8"), re.M | re.S):
        yield match[1], match[2]


def shell_lines() -> Iterator[tuple[Path, str]]:
    """Lines of console and bash blocks, and of those without a language, that call something of ours."""
    for page in PAGES:
        for language, block in fences(page):
            if language in ("console", "bash", "sh", ""):
                for line in block.splitlines():
                    bare = line.removeprefix("$ ").split("#")[0].strip()
                    if bare.startswith(("dateline ", "make ")):
                        yield page, bare


def calls_of(program: str) -> list[object]:
    found = ((page, line) for page, line in shell_lines() if line.split()[0] == program)
    return [pytest.param(line, id=f"{page.name}: {line}") for page, line in found]


def parse(words: list[str]) -> str:
    """Parse a command line as the program would, do nothing, and give the command's name."""
    command: Any = COMMANDS
    context = command.make_context("dateline", words[:1], resilient_parsing=True)
    while hasattr(command, "get_command"):
        name, words = words[0], words[1:]
        command = command.get_command(context, name)
        assert command is not None, f"there is no command {name!r}"
        context = command.make_context(
            name, list(words), parent=context, resilient_parsing=hasattr(command, "get_command")
        )
    return str(command.name)


@pytest.mark.parametrize("line", calls_of("dateline"))
def test_commands_parse(line: str) -> None:
    words = shlex.split(line)[1:]
    assert parse(words)
    for word in words:
        if word.startswith("examples/"):
            assert list(ROOT.glob(word)), f"{word} is not there"


@pytest.mark.parametrize("line", calls_of("make"))
def test_targets_exist(line: str) -> None:
    target = shlex.split(line)[1]
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M), target


@pytest.mark.parametrize(
    "line", ["read page.txt --no-such-option", "show nothing-of-the-kind", "read page.txt --date tomorrow"]
)
def test_wrong_commands_are_noticed(line: str) -> None:
    with pytest.raises(USAGE_ERROR):
        parse(line.split())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_relative_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if "://" in target or target.startswith(("mailto:", "#")):
            continue
        path, _, anchor = target.partition("#")
        assert (page.parent / path).exists(), f"{page.name} links to {target}"
        if anchor:
            assert anchor in headings(page.parent / path), f"{page.name} links to {target}"


def headings(page: Path) -> set[str]:
    """The anchors of a page's headings, as hosts of Markdown make them."""
    titles = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


SNIPPETS = [block for page in PAGES for language, block in fences(page) if language == "python"]


@pytest.mark.parametrize("snippet", SNIPPETS)
def test_snippets_import_what_exists(snippet: str) -> None:
    for node in ast.walk(ast.parse(snippet)):
        if isinstance(node, ast.ImportFrom) and node.module:
            module = importlib.import_module(node.module)
            for name in node.names:
                assert hasattr(module, name.name), f"{node.module} has no {name.name}"


# -- docs/records.md

RECORDS = ROOT / "docs" / "records.md"


def dispatch() -> str:
    """The dispatch that the examples of records.md were read from."""
    return next(block for language, block in fences(RECORDS) if language == "text")


EXAMPLES = {json.loads(block)["record"]: block for language, block in fences(RECORDS) if language == "json"}


def test_there_is_an_example_of_every_kind() -> None:
    assert sorted(EXAMPLES) == sorted(KINDS)


@pytest.mark.parametrize("block", EXAMPLES.values(), ids=EXAMPLES.keys())
def test_examples_are_records_of_the_dispatch(block: str) -> None:
    record = decode(" ".join(line.strip() for line in block.splitlines()))
    text = dispatch()
    if isinstance(record, Document):
        assert record.text == text.strip()
        text = record.text
    else:
        again = sealed(type(record), **content(record))
        assert again.id == record.id, "the example is not as the model writes it: run `make records`"
    for span in record.evidence:
        assert text[span.start : span.end] == span.text


def content(record: Record) -> dict[str, Any]:
    """What the id is a hash of: all fields but the id; a mention's without the kinds that it is not."""
    values = {field.name: getattr(record, field.name) for field in fields(record)}
    del values["id"], values["record"]
    if isinstance(record, Mention):
        values = {name: value for name, value in values.items() if value is not None}
    return values


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_is_explained(kind: str) -> None:
    section = re.split(r"^## ", RECORDS.read_text(encoding="utf-8"), flags=re.M)
    about = next(part for part in section if part.startswith(f"`{kind}`"))
    for name in schema()["$defs"][KINDS[kind].__name__]["properties"]:
        if name not in ("record", "id", "document", "evidence"):
            assert f"`{name}`" in about, f"{kind} has a field {name}"


def test_every_field_of_their_parts_is_explained() -> None:
    text = RECORDS.read_text(encoding="utf-8")
    things = set(schema()["$defs"]) - {kind.__name__ for kind in KINDS.values()}
    for thing in sorted(things):
        for name in schema()["$defs"][thing]["properties"]:
            assert re.search(rf"[`{{ ]{name}[`,}}]", text), f"{thing} has a field {name}"

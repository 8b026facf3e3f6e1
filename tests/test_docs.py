"""What the documentation says holds: commands parse, links lead somewhere, snippets name what exists."""

from __future__ import annotations

import ast
import importlib
import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import typer

from dateline.model import KINDS, Document, sealed
from dateline.store import decode, schema
from dateline.tell.cli import app

ROOT = Path(__file__).parent.parent
PAGES = sorted(path for folder in (".", "docs", "examples") for path in (ROOT / folder).glob("*.md"))
COMMANDS = typer.main.get_command(app)


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


def parse(words: list[str]) -> click.Context:
    """Parse a command line as the program would, without doing anything. Raises what click raises."""
    context = COMMANDS.make_context("dateline", words[:1], resilient_parsing=True)
    command: click.Command = COMMANDS
    while isinstance(command, click.Group):
        name, words = words[0], words[1:]
        found = command.get_command(context, name)
        assert found is not None, f"there is no command {name!r}"
        command = found
    return command.make_context(command.name, list(words), parent=context)


@pytest.mark.parametrize("line", calls_of("dateline"))
def test_commands_parse(line: str) -> None:
    words = shlex.split(line)[1:]
    context = parse(words)
    for word in words:
        if word.startswith("examples/"):
            assert list(ROOT.glob(word)), f"{word} is not there"
    assert context.command is not COMMANDS


@pytest.mark.parametrize("line", calls_of("make"))
def test_targets_exist(line: str) -> None:
    target = shlex.split(line)[1]
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M), target


def test_wrong_commands_are_noticed() -> None:
    with pytest.raises(click.exceptions.NoSuchOption):
        parse(["read", "page.txt", "--no-such-option"])
    with pytest.raises(click.exceptions.BadParameter):
        parse(["show", "nothing-of-the-kind"])


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
        names = [name for name in type(record).__slots__ if name not in ("id", "record")]
        again = sealed(type(record), **{name: getattr(record, name) for name in names})
        assert again.id == record.id, "the example is not as the model writes it: run `make records`"
    for span in record.evidence:
        assert text[span.start : span.end] == span.text


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

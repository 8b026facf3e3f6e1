"""Help, wrong usage and the commands that need no page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import dateline

if TYPE_CHECKING:
    from tests.tell.conftest import Run

COMMANDS = {
    (): ("read", "show", "incident", "theatre", "gazetteer", "--version"),
    ("read",): (
        "--date", "--theatre", "--store", "--no-store", "--json", "--mentions", "--all", "--jobs",
        "--allow-private", "--no-color",
    ),
    ("show",): (
        "--place", "--actor", "--side", "--type", "--since", "--until", "--said-by", "--contested", "--text",
        "--known-by", "--limit", "--json", "--csv", "--store", "--no-color", "--why", "--occurred",
    ),
    ("incident",): ("split", "merge", "undo", "list-decisions", "rejoin"),
    ("incident", "split"): ("--document", "--note", "--store"),
    ("incident", "merge"): ("ID", "--note", "--store"),
    ("incident", "undo"): ("NUMBER", "--note", "--store"),
    ("incident", "list-decisions"): ("--json", "--store"),
    ("incident", "rejoin"): ("--store",),
    ("theatre",): ("list", "check"),
    ("theatre", "list"): ("--help",),
    ("theatre", "check"): ("folder",),
    ("watch",): ("FEEDS.yaml", "--store", "--theatre", "--once", "--status", "--json", "--no-color"),
    ("gazetteer",): ("list", "add", "remove"),
    ("gazetteer", "add"): ("--from", "--address", "--allow-private"),
    ("gazetteer", "remove"): ("CODE",),
    ("gazetteer", "list"): ("--help",),
}  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_names_what_there_is(run: Run, command: tuple[str, ...]) -> None:
    result = run(*command, "--help")
    assert result.exit_code == 0
    assert [name for name in COMMANDS[command] if name not in result.stdout] == []


def test_version(run: Run) -> None:
    assert run("--version").stdout == f"dateline {dateline.__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("read",), "SRC"),
        (("read", "x", "--date", "yesterday"), "wanted a date such as 2022-10-05, got 'yesterday'"),
        (("read", "x", "--date", "2022-02-30"), "wanted a date"),
        (("read", "x", "--jobs", "0"), "--jobs"),
        (("read", "x", "--theatre", "atlantis"), "theatre 'atlantis' is not known; there are: "),
        (("read", "x", "--colour"), "--colour"),
        (("show",), "kind"),
        (("show", "battles"), "'events', 'claims'"),
        (("show", "events", "--json", "--csv"), "one of --json and --csv"),
        (("show", "events", "--since", "soon"), "'soon' is no date"),
        (("show", "events", "--known-by", "soon"), "'soon' is no moment"),
        (("show", "events", "--text", "—"), "no word to look for"),
        (("show", "events", "--limit", "0"), "--limit"),
        (("show", "claims", "--occurred"), "--occurred is for events"),
        (("show", "events", "--why", "x"), "--why is for incidents"),
        (("show", "incidents", "--why", "x", "--csv"), "--why tells one incident whole"),
        (("show", "incidents", "--why", "x", "--place", "Kyiv"), "--why tells one incident whole"),
        (("show", "incidents", "--why", "x\x1b[31m"), "no incident 'x\\x1b[31m'"),
        (("incident", "split", "x", "y"), "no incident 'x'"),
        (("incident", "merge", "x", "y"), "no incident 'x'"),
        (("incident", "undo", "7"), "no decision 7"),
        (("incident", "undo", "seven"), "valid integer"),
        (("theatre", "check", "atlantis"), "wanted a pack's folder or one of core, russo-ukrainian"),
        (("theatre", "burn"), "burn"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)  # fmt: skip
def test_wrong_usage_ends_with_2_and_says_why(run: Run, arguments: tuple[str, ...], said: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout == ""


def test_a_store_that_cannot_be_opened_ends_with_1(run: Run, tmp_path: Path) -> None:
    (tmp_path / "note.db").write_text("this is no database, and long enough to be looked at as one")
    result = run("show", "events", "--store", str(tmp_path / "note.db"))
    assert result.exit_code == 1
    assert result.stderr.startswith("dateline: ")
    assert result.stderr.count("\n") == 1


def test_theatres_are_listed_and_sound(run: Run) -> None:
    listed = run("theatre", "list")
    assert listed.exit_code == 0
    assert listed.stdout.startswith("russo-ukrainian: ")
    checked = run("theatre", "check", "russo-ukrainian")
    assert (checked.exit_code, checked.stderr) == (0, "")
    assert checked.stdout.startswith("russo-ukrainian: sound; ")


PARTY = "parties:\n- {key: a, name: A, kind: group, sector: REB, example: x, side: South}"

HEAD = """
key: two-valleys
name: War of the two valleys
description: Invented.
since: "2031-01-01"
until: null
countries: [UKR]
sides:
- {key: north, name: North, example: x, countries: [UKR, XXX]}
signs: [Two Valleys]
version: "1"
"""


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "wanted a pack"),
        ({"parties.yaml": "parties: []"}, "theatre.yaml is missing"),
        ({"theatre.yaml": HEAD}, "theatre: north: no country is called 'XXX'"),
        ({"theatre.yaml": HEAD.replace("name: War", "nome: War")}, "theatre.yaml: entry 'two-valleys'"),
        (
            {
                "theatre.yaml": HEAD.replace(", XXX", ""),
                "parties.yaml": PARTY,
            },
            "no side is called 'South'",
        ),
        (
            {
                "theatre.yaml": HEAD.replace(", XXX", ""),
                "areas.yaml": "areas:" + 2 * "\n- {key: a, name: A, kind: river, lat: 1, lon: 1, example: x}",
            },
            "areas: a: the key stands 2 times",
        ),
        ({"theatre.yaml": "key: [unclosed"}, "theatre.yaml: not YAML"),
    ],
)  # fmt: skip
def test_a_wrong_pack_is_told_what_is_wrong(
    run: Run, tmp_path: Path, files: dict[str, str], said: str
) -> None:
    folder = tmp_path / "pack"
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    result = run("theatre", "check", str(folder))
    assert result.exit_code == 1
    assert said in result.stderr
    assert all(line.startswith("dateline: ") for line in result.stderr.splitlines())


def test_gazetteer_list_says_what_is_embedded(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_GAZETTEER", str(tmp_path))
    result = run("gazetteer", "list")
    assert result.exit_code == 0
    assert [line.split(":")[0] for line in result.stdout.splitlines()] == [
        "settlements", "regions", "districts", "pack core", "pack russo_ukrainian", "index",
    ]  # fmt: skip

"""Responses told: who answers whom across two dispatches about an invented battle for a real town."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dateline.store import decode

if TYPE_CHECKING:
    from typer.testing import Result

    from tests.tell.conftest import Run

FIRST = """News from the lake

By Ada Lind for the Harbour Post
10 May 2024

The rebels said they had captured Goma on Thursday. The army denied that the town had fallen.
"""
SECOND = """A second day by the lake

By Tom Reed for the Lake Courier
11 May 2024

The United Nations confirmed that Goma had fallen to the rebels on Thursday.

The governor of Goma denied that the rebels had captured the town.
"""


@pytest.fixture
def pages(tmp_path: Path) -> list[str]:
    found = []
    for name, text in (("first.txt", FIRST), ("second.txt", SECOND)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        found.append(str(tmp_path / name))
    return found


def told(run: Run, *arguments: str, columns: int = 240) -> str:
    result = run("show", *arguments, columns=columns)
    assert (result.exit_code, result.stderr) == (0, "")
    assert max(map(len, result.stdout.splitlines())) <= columns
    return " ".join(result.stdout.split())


def done(result: Result) -> Result:
    """A result that must be a success: what went wrong stands in the failure of the test."""
    assert result.exit_code == 0, (result.stderr, result.exception)
    return result


def test_responses_tell_who_how_whom_and_where(run_read: Run, pages: list[str]) -> None:
    run_read("read", *pages)
    for columns in (80, 240):
        shown = told(run_read, "responses", columns=columns)
        for word in ("denies", "confirms", "because" if columns > 200 else "says"):
            assert word in shown
    assert "same place and change" in told(run_read, "responses")
    rows = list(csv.DictReader(io.StringIO(run_read("show", "responses", "--csv").stdout)))
    assert {(row["outlet"], row["how"], row["to_outlet"]) for row in rows} == {
        ("Harbour Post", "denies", "Harbour Post"),
        ("Harbour Post", "denies", "Lake Courier"),
        ("Lake Courier", "confirms", "Harbour Post"),
        ("Lake Courier", "denies", "Harbour Post"),
        ("Lake Courier", "denies", "Lake Courier"),
    }
    assert all(row["text"] and row["to_text"] and row["sources"] for row in rows)


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        (("--type", "confirms"), 1),
        (("--said-by", "United Nations"), 3),
        (("--place", "Goma"), 5),
        (("--place", "Bukavu"), 0),
        (("--contested",), 4),
        (("--until", "2024-05-01"), 0),
        (("--text", "fallen"), 3),
    ],
)
def test_filters(run_read: Run, pages: list[str], filters: tuple[str, ...], count: int) -> None:
    run_read("read", *pages)
    lines = run_read("show", "responses", "--json", *filters).stdout_bytes.splitlines()
    assert len([decode(line) for line in lines]) == count


def test_contested_claims_tell_who_denies_them(run_read: Run, pages: list[str]) -> None:
    run_read("read", *pages)
    shown = told(run_read, "claims", "--contested", "--said-by", "The rebels")
    assert "denied by The army" in shown
    assert "denied by The governor (COD) (Lake Courier)" in shown
    assert "denies The rebels (Harbour Post, 2024-05-10)" in told(run_read, "claims", "--contested")


def test_the_order_of_reading_and_reading_again_change_nothing(
    run_read: Run, pages: list[str], tmp_path: Path
) -> None:
    held = []
    for name, order in (("a", pages), ("b", pages[::-1]), ("c", [*pages, *pages])):
        store = str(tmp_path / f"{name}.db")
        for page in order:
            done(run_read("read", page, "--store", store))
        held.append(done(run_read("show", "responses", "--json", "--store", store)).stdout_bytes)
    assert held[0] == held[1] == held[2]
    assert held[0].count(b"\n") == 5

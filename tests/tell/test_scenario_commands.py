"""`dateline scenario`: files checked, reckoned, watched, drafted and drawn."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.tell.conftest import Run

EXAMPLE = str(Path(__file__).parents[2] / "examples" / "scenario" / "southern_railway.yaml")
WRONG = "scenario: A test\npropositions:\n  a: {says: A}\n  b: {says: B, probability: 7}\n"


def test_a_sound_file_can_be_reckoned(run: Run) -> None:
    told = run("scenario", "check", EXAMPLE)
    assert (told.exit_code, told.stderr) == (0, "")
    assert "can be reckoned; 7 propositions and 5 signposts" in " ".join(told.stdout.split())
    assert run("scenario", "check", EXAMPLE, "--json").stdout == ""


def test_a_wrong_file_is_told_line_by_line_and_not_reckoned(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text(WRONG, encoding="utf-8")
    checked = run("scenario", "check", str(path))
    assert checked.exit_code == 1
    assert "has 2 errors" in " ".join(checked.stdout.split())
    found = [json.loads(line) for line in run("scenario", "check", str(path), "--json").stdout.splitlines()]
    assert [(one["line"], one["level"]) for one in found] == [(3, "error"), (4, "error")]
    refused = run("scenario", "run", str(path))
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "line 3: `a` has no number" in refused.stderr
    assert "and 1 more" in refused.stderr


def test_a_file_comes_from_standard_input_too(run: Run) -> None:
    told = run("scenario", "check", "-", stdin=WRONG.encode())
    assert "has 2 errors" in " ".join(told.stdout.split())


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("check", "/nowhere/at/all.yaml"), 1, "No such file"),
        (("check", "/"), 1, "Is a directory"),
        (("run", EXAMPLE, "--of", "ceasefir"), 2, "no 'ceasefir'; did you mean 'ceasefire'?"),
        (("run", EXAMPLE, "--given", "ceasefire"), 2, "wanted a proposition with yes or no"),
        (("run", EXAMPLE, "--most", "0"), 2, "--most"),
    ],
)
def test_wrong_usage_says_why(run: Run, arguments: tuple[str, ...], code: int, said: str) -> None:
    ended = run("scenario", *arguments)
    assert (ended.exit_code, ended.stdout) == (code, "")
    assert said in " ".join(ended.stderr.split())


def test_what_follows_is_told_in_tables(run: Run) -> None:
    told = run("scenario", "run", EXAMPLE).stdout
    assert "Reckoned exactly." in told
    assert "What matters for ceasefire" in told
    assert "aid-cut → ceasefire" in told
    assert "The likeliest stories" in told


def test_what_follows_is_told_as_json(run: Run) -> None:
    whole = json.loads(run("scenario", "run", EXAMPLE, "--json").stdout)
    probable = {one["id"]: one["probability"] for one in whole["marginals"]}
    assert probable["supply-by-road"] == pytest.approx(1 - 0.95 * (1 - 0.25 * 0.9))
    taken = json.loads(run("scenario", "run", EXAMPLE, "--json", "--given", "railway-cut=no").stdout)
    assert {one["id"]: one["probability"] for one in taken["marginals"]}["supply-by-road"] == pytest.approx(
        0.05
    )


def test_a_sample_says_how_far_it_may_be_off(run: Run) -> None:
    told = run("scenario", "run", EXAMPLE, "--sample", "--of", "ceasefire").stdout
    assert "sampled; standard error 0.1 points at the most" in " ".join(told.split())
    assert "What matters for kinburn-left" not in told

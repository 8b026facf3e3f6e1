"""`dateline scenario`: files checked, reckoned, watched, drafted and drawn."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from dateline.store import Store
from dateline.tell.scenario.standing import scenarios, standing

if TYPE_CHECKING:
    from dateline.lore import Lore
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


# -- watching

WATCHED = """
scenario: A test
propositions:
  falls: {says: Lyman falls for good., probability: 0.2}
  opens:
    says: The road north is open.
    any_of: {leak: 0.1, strengths: {falls: 0.5}}
signposts:
  taken:
    of: falls
    ratio: 4
    event: {type: ASSAULT, places: [Lyman]}
"""
CLAIMED = "Russia's defence ministry said on Monday that its troops had captured Lyman in Donetsk Oblast."
CONFIRMED = "Ukraine's general staff said that Russian troops had captured Lyman in Donetsk Oblast on Monday."


@pytest.fixture
def watched(run_read: Run, tmp_path: Path) -> str:
    """A scenario, with a claim of one side in the store on one day and the other side's on the next."""
    for name, day, text in (("one", "2031-03-04", CLAIMED), ("other", "2031-03-05", CONFIRMED)):
        page = tmp_path / f"{name}.txt"
        page.write_text(f"{text}\n", encoding="utf-8")
        assert run_read("read", str(page), "--date", day, "--theatre", "russo-ukrainian").exit_code == 0
    path = tmp_path / "watched.yaml"
    path.write_text(WATCHED, encoding="utf-8")
    return str(path)


def _falls(run: Run, path: str, *options: str) -> tuple[float, list[dict[str, Any]]]:
    whole = json.loads(run("scenario", "watch", path, "--json", *options).stdout)
    return whole["propositions"][0]["probability"], whole["moves"]


def test_one_sides_claim_moves_it_less_than_both_sides(run: Run, watched: str) -> None:
    before, nothing = _falls(run, watched, "--on", "2031-03-03")
    assert (before, nothing) == (pytest.approx(0.2), [])
    alone, [claimed] = _falls(run, watched, "--on", "2031-03-04")
    assert (claimed["step"]["confirmed"], claimed["step"]["side"]) == ("one side", "Russia")
    assert alone == pytest.approx(4**0.3 / (4**0.3 + 4))
    both, [confirmed] = _falls(run, watched)
    assert confirmed["step"]["confirmed"] == "both"
    assert both == pytest.approx(0.5)
    _, [since] = _falls(run, watched, "--since", "2031-03-04")
    assert since["changes"]["falls"] == pytest.approx(both - alone)


def test_watching_says_who_moved_what_and_that_one_side_alone_tells_it(run: Run, watched: str) -> None:
    told = " ".join(run("scenario", "watch", watched, "--on", "2031-03-04", columns=150).stdout.split())
    assert "as of 2031-03-04" in told
    assert "one side alone tells it: Russia; 30% counts" in told
    assert "falls +7." in told
    later = " ".join(run("scenario", "watch", watched, columns=150).stdout.split())
    assert "both sides tell it: it counts in full" in later
    shown = json.loads(run("scenario", "watch", watched, "--json").stdout)
    claim = shown["moves"][0]["step"]["claims"][0]["claim"]
    assert claim in later
    assert claim in run("show", "claims", "--json").stdout


def test_watching_an_empty_store_says_so(run: Run) -> None:
    told = run("scenario", "watch", EXAMPLE)
    assert told.exit_code == 0
    assert "holds nothing" in told.stderr
    assert "Nothing that it looks out for moved it." in told.stdout


def test_days_that_make_no_sense_are_refused(run: Run) -> None:
    assert run("scenario", "watch", EXAMPLE, "--on", "soon").exit_code == 2
    ended = run("scenario", "watch", EXAMPLE, "--on", "2031-03-04", "--since", "2031-03-05")
    assert (ended.exit_code, "lies after --on" in ended.stderr) == (2, True)


def test_an_interface_gets_the_scenario_as_it_stands(watched: str, store: str, lore: Lore) -> None:
    with Store.open(store) as opened:
        on_a_day = standing(Path(watched), opened.view(), lore, on="2031-03-04")
        by_now = standing(Path(watched), opened.view(), lore)
    first = on_a_day.propositions[0]
    assert (first.id, first.label, first.prior) == ("falls", "Lyman falls for good.", pytest.approx(0.2))
    [moved] = first.moved_by
    assert (moved.signpost, moved.side, moved.known) == ("taken", "Russia", "2031-03-04")
    assert moved.change == pytest.approx(first.probability - first.prior)
    assert by_now.propositions[0].probability == pytest.approx(0.5)
    assert (by_now.links[0].parent, by_now.links[0].child) == ("falls", "opens")
    assert standing(Path(watched), None, lore).propositions[0].probability == pytest.approx(0.2)


def test_the_scenarios_of_a_folder_are_listed(tmp_path: Path) -> None:
    (tmp_path / "broken.yaml").write_text("a: [", encoding="utf-8")
    (tmp_path / "good.yaml").write_text(WATCHED, encoding="utf-8")
    assert [(one.name, one.title) for one in scenarios(tmp_path)] == [("good", "A test")]


# -- drawing


@pytest.mark.parametrize(("name", "start"), [("a.svg", b"<?xml"), ("a.PNG", b"\x89PNG")])
def test_it_is_drawn_into_a_file(run: Run, tmp_path: Path, name: str, start: bytes) -> None:
    out = tmp_path / name
    told = run("scenario", "draw", EXAMPLE, "--out", str(out))
    assert (told.exit_code, "7 propositions and 7 links" in told.stdout) == (0, True)
    assert out.read_bytes().startswith(start)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_it_is_drawn_as_the_store_moves_it(run: Run, watched: str, tmp_path: Path) -> None:
    still, moved, early = (tmp_path / f"{name}.svg" for name in ("still", "moved", "early"))
    assert run("scenario", "draw", watched, "--out", str(still)).exit_code == 0
    assert run("scenario", "draw", watched, "--out", str(moved), "--now").exit_code == 0
    assert run("scenario", "draw", watched, "--out", str(early), "--on", "2031-03-04").exit_code == 0
    assert len({path.read_bytes() for path in (still, moved, early)}) == 3


@pytest.mark.parametrize(
    ("out", "said"), [("a.gif", "ends in .svg or .png"), ("no/such/folder/a.svg", "cannot be written")]
)
def test_a_file_that_cannot_be_drawn_is_refused(run: Run, tmp_path: Path, out: str, said: str) -> None:
    ended = run("scenario", "draw", EXAMPLE, "--out", str(tmp_path / out))
    assert (ended.exit_code, ended.stdout, said in ended.stderr) == (2, "", True)


# -- drafting

FORESEEN = Path(__file__).parents[2] / "examples" / "05_expert_forecast.txt"


def test_a_draft_from_a_page_can_be_reckoned(run_read: Run, tmp_path: Path) -> None:
    out = tmp_path / "draft.yaml"
    told = run_read("scenario", "draft", str(FORESEEN), "--out", str(out))
    assert (told.exit_code, "drafted from" in told.stdout) == (0, True)
    assert run_read("scenario", "check", str(out)).exit_code == 0
    whole = json.loads(run_read("scenario", "run", str(out), "--json").stdout)
    assert len(whole["marginals"]) >= 10
    assert whole["links"]
    assert "Miriam Hale" in out.read_text(encoding="utf-8")


def test_a_draft_from_a_stored_document_is_the_same(run_read: Run) -> None:
    assert run_read("read", str(FORESEEN)).exit_code == 0
    [line] = run_read("show", "documents", "--json").stdout.splitlines()
    stored = run_read("scenario", "draft", json.loads(line)["id"])
    assert (stored.exit_code, stored.stderr) == (0, "")
    assert stored.stdout == run_read("scenario", "draft", str(FORESEEN)).stdout


@pytest.mark.parametrize(
    ("text", "options", "code", "said"),
    [
        ("The ferry sank at noon.", (), 1, "nothing is foreseen in it"),
        ("The ferry will sink.", ("--article", "7"), 2, "--article 7"),
        ("The ferry will sink.", ("--theatre", "atlantis"), 2, "theatre 'atlantis' is not known"),
        (None, (), 1, "nowhere"),
    ],
)
def test_a_page_that_makes_no_draft_says_why(
    run_read: Run, tmp_path: Path, text: str | None, options: tuple[str, ...], code: int, said: str
) -> None:
    page = tmp_path / ("page.txt" if text else "nowhere.txt")
    if text:
        page.write_text(text, encoding="utf-8")
    ended = run_read("scenario", "draft", str(page), *options)
    assert (ended.exit_code, ended.stdout, said in ended.stderr) == (code, "", True)


def test_what_is_promised_counts_as_its_speakers_word(run: Run, run_read: Run, tmp_path: Path) -> None:
    page, path = tmp_path / "page.txt", tmp_path / "promised.yaml"
    page.write_text(
        "President Vladimir Putin promised on Monday to send tanks to Belarus.\n", encoding="utf-8"
    )
    assert run_read("read", str(page), "--date", "2031-03-04").exit_code == 0
    path.write_text(
        WATCHED.replace("places: [Lyman]", "factuality: [promised]").replace("ASSAULT", "AID"),
        encoding="utf-8",
    )
    _, [move] = _falls(run, str(path))
    assert move["step"]["claims"][0]["by"] == "Vladimir Putin"
    assert move["step"]["confirmed"] in ("one", "one side")


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ((), ("draft", "check", "run", "watch", "draw")),
        (("draft",), ("DOC", "--date", "--theatre", "--article", "--out", "--store")),
        (("check",), ("FILE", "--json")),
        (("run",), ("--of", "--given", "--most", "--sample", "--json")),
        (("watch",), ("--on", "--since", "--sample", "--json", "--store")),
        (("draw",), ("--out", "--on", "--now", "--store")),
    ],
)
def test_help_names_what_there_is(run: Run, command: tuple[str, ...], options: tuple[str, ...]) -> None:
    told = run("scenario", *command, "--help")
    assert [name for name in options if name not in told.stdout] == []

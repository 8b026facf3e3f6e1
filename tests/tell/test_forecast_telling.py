"""`dateline forecast list`, `show` and `score` over the example ledger: every form of what they tell."""

from __future__ import annotations

import csv
import json
import shlex
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from dateline.model.ids import plain
from dateline.store import Store
from dateline.tell.ledger.looking import Wanted, found, listed, scored

if TYPE_CHECKING:
    from tests.tell.conftest import Run

ROOT = Path(__file__).parent.parent.parent
LEDGER = ROOT / "examples" / "ledger" / "ledger.jsonl"


@pytest.fixture
def ledger(run: Run) -> Run:
    assert run("forecast", "import", str(LEDGER)).exit_code == 0
    return run


def test_the_commands_of_the_example_load_and_score_it(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    text = (ROOT / "docs" / "forecasts.md").read_text(encoding="utf-8")
    block = text.partition("## An example")[2].partition("```console\n")[2].partition("```")[0]
    lines = [shlex.split(line.removeprefix("$ "))[1:] for line in block.splitlines()]
    assert [line[1] for line in lines] == ["import", "verify", "list", "show", "score", "score"]
    told = [run(*line) for line in lines]
    assert [one.exit_code for one in told] == [0] * len(lines)
    assert told[0].stdout == "127 of 127 entries are new.\n"
    assert "The ledger is whole: 127 entries." in told[1].stdout
    assert (tmp_path / "calibration.svg").read_bytes().startswith(b"<?xml")


def test_a_list_is_a_table_of_any_width(ledger: Run) -> None:
    for columns in (60, 100, 160):
        told = ledger("forecast", "list", columns=columns).stdout
        assert all(len(line) <= columns for line in told.splitlines())
        for words in ("2021-04-30", "Will Norland", "Tarik", "if Norland holds", "void"):
            assert words in told
    assert "\x1b" not in ledger("forecast", "list", "--no-color").stdout


def test_a_list_is_a_spreadsheet_too(ledger: Run) -> None:
    ledger("forecast", "add", "=HYPERLINK(1) will be paid", "--due", "2090-01-01", "--topic", "+1")
    rows = list(csv.DictReader(ledger("forecast", "list", "--csv").stdout.splitlines()))
    assert len(rows) == 28
    first, last = rows[0], rows[-1]
    assert (first["number"], first["answer"], first["settled"]) == ("1", "yes", "2021-05-01")
    assert first["forecasters"] == "Tarik Holm; Tessel Institute; Ines Rook"
    assert (first["probability"], first["least"], first["most"]) == ("0.791667", "0.675", "0.95")
    assert (last["question"], last["topics"]) == ("'=HYPERLINK(1) will be paid", "'+1")
    assert ledger("forecast", "list", "--csv", "--json").exit_code == 2


def test_the_ledger_of_an_earlier_day_is_what_was_entered_by_then(ledger: Run) -> None:
    then = ("--known-by", "2021-05-10")
    rows = ledger("forecast", "list", "--json", *then).stdout.splitlines()
    assert len(rows) < len(ledger("forecast", "list", "--json").stdout.splitlines())
    assert [json.loads(row)["resolution"] is not None for row in rows].count(True) == 1
    [everybody, *_] = map(json.loads, ledger("forecast", "score", "--json", *then).stdout.splitlines())
    assert everybody["forecasts"] == 1
    assert "No forecast" in ledger("forecast", "score", "--known-by", "2021-04-03").stdout
    assert "open" in ledger("forecast", "show", "1", "--known-by", "2021-04-29").stdout


def test_one_is_shown_with_its_estimates_evidence_and_history(ledger: Run) -> None:
    told = ledger("forecast", "show", "1").stdout
    for words in ("55–80%", "from the words “likely”", "the answer", "river-herald.example", "answers yes"):
        assert words in told
    assert json.loads(ledger("forecast", "show", "1", "--json").stdout)["number"] == 1
    withdrawn = next(
        json.loads(line)["seq"] for line in LEDGER.read_text().splitlines() if "Asked twice" in line
    )
    assert "because: Asked twice." in ledger("forecast", "show", str(withdrawn - 1)).stdout


def test_scores_have_intervals_and_parts(ledger: Run) -> None:
    told = ledger("forecast", "score", "--by", "forecaster", columns=160).stdout
    for words in ("reliability", "resolution", "uncertainty", "everybody", "Tarik Holm", "95% interval"):
        assert words in told
    assert "topic" not in told
    assert "topic front" in ledger("forecast", "score", "--by", "topic").stdout
    for row in map(json.loads, ledger("forecast", "score", "--json").stdout.splitlines()):
        parts = row["reliability"]["value"] - row["resolution"]["value"] + row["uncertainty"]["value"]
        assert row["brier"]["value"] == pytest.approx(parts)
        assert (row["reliability"]["low"] is None) == (row["forecasts"] < 5)


@pytest.mark.parametrize(("by", "panels"), [((), 1), (("--by", "forecaster"), 4)])
def test_the_calibration_is_drawn(ledger: Run, tmp_path: Path, by: tuple[str, ...], panels: int) -> None:
    out, again = tmp_path / "curve.svg", tmp_path / "again.svg"
    for path in (out, again):
        assert ledger("forecast", "score", *by, "--plot", str(path)).exit_code == 0
    drawn = out.read_text(encoding="utf-8")
    assert again.read_text(encoding="utf-8") == drawn
    # Each panel has axes for the curve and for the bars.
    assert drawn.count('id="axes_') == 2 * panels
    assert sorted(path.name for path in tmp_path.glob("*.svg*")) == ["again.svg", "curve.svg"]


def test_the_plot_has_points_of_its_blue_where_things_happened(ledger: Run, tmp_path: Path) -> None:
    out = tmp_path / "curve.png"
    assert ledger("forecast", "score", "--plot", str(out)).exit_code == 0
    width, height, rows = pixels(out.read_bytes())
    assert (width, height) == (843, 1132)
    blue = bytes.fromhex("0072B2")
    lower = rows[height * 2 // 3 :]
    assert sum(row.count(blue) for row in lower) > 10_000  # the bars
    assert sum(row.count(blue) for row in rows[: height * 2 // 3]) > 1_000  # the points


def pixels(png: bytes) -> tuple[int, int, list[bytes]]:
    """Width, height and rows of red, green and blue, of what `Figure.savefig` writes."""
    with Image.open(BytesIO(png)) as image:
        flat = image.convert("RGB").tobytes()
        width, height = image.size
    return width, height, [flat[start : start + 3 * width] for start in range(0, len(flat), 3 * width)]


@pytest.mark.parametrize(
    ("name", "cause"), [("curve.pdf", "ends in .png or .svg"), ("none/curve.png", "cannot be written")]
)
def test_a_plot_that_cannot_be_is_one_line(ledger: Run, tmp_path: Path, name: str, cause: str) -> None:
    ended = ledger("forecast", "score", "--plot", str(tmp_path / name))
    assert (ended.exit_code, cause in ended.stderr) == (2, True)


def test_nothing_scored_is_nothing_drawn(run: Run, tmp_path: Path) -> None:
    ended = run("forecast", "score", "--plot", str(tmp_path / "curve.svg"))
    assert (ended.exit_code, "nothing to draw" in ended.stderr) == (2, True)
    assert list(tmp_path.glob("curve*")) == []


def test_what_the_commands_tell_is_there_as_data(ledger: Run, store: str) -> None:
    with Store.open(store) as opened:
        view = opened.view()
        rows = [json.loads(line) for line in ledger("forecast", "list", "--json").stdout.splitlines()]
        assert [plain(one) for one in listed(view, Wanted())] == rows
        assert plain(found(view, 1)) == rows[0]
        told = scored(view, by="topic")
        groups = ledger("forecast", "score", "--by", "topic", "--json").stdout.splitlines()
        assert [plain(one) for one in told.groups] == [json.loads(line) for line in groups]
        assert told.calibration == told.groups[0].curve != ()

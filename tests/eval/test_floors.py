"""Floors: pinned with a hash of the corpus, and only ever raised; `python -m eval --scores` keeps to them."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.lore import Lore
from dateline.measure.corpora import CORPORA, Run, corpus_named
from dateline.parse import Parser
from eval import __main__ as command
from eval import floors, scores
from eval.floors import Floor
from eval.gold.corpus import DISPATCHES, DISPUTES, FORECASTS, INCIDENTS
from tests.measure.corpus import Name, article, corpus, named

LGL = corpus_named("lgl")
MORE, LESS = ("recognition_f1", "within_161km"), ("mean_error_km", "auc")
REACHED = {"recognition_f1": 0.7, "within_161km": 0.8, "mean_error_km": 500.0, "auc": 0.3, "extra": 1.0}
SHARES = st.floats(0, 1)
FIGURES = st.fixed_dictionaries(
    {"recognition_f1": SHARES, "within_161km": SHARES, "mean_error_km": st.floats(0, 20_000), "auc": SHARES}
)


def reached(**figures: float) -> Run:
    return Run(LGL, "held-out", 9, REACHED | figures)


def floor(**figures: float) -> Floor:
    headline = {name: REACHED[name] for name in LGL.headline}
    return Floor("hash", headline | figures)


# -- raising


def test_the_first_floor_is_what_is_reached() -> None:
    found = floors.raised(None, reached(recognition_f1=0.123456), "hash")
    assert found == floor(recognition_f1=0.1235)
    assert "extra" not in found.figures


@pytest.mark.parametrize(
    ("name", "value", "held"),
    [
        ("recognition_f1", 0.75, 0.75),
        ("recognition_f1", 0.7, 0.7),
        ("recognition_f1", 0.697, 0.7),  # within the slack: allowed, and the floor stays
        ("within_161km", 1.0, 1.0),
        ("mean_error_km", 450.0, 450.0),
        ("mean_error_km", 505.0, 500.0),
        ("auc", 0.25, 0.25),
        ("auc", 0.302, 0.3),
    ],
)
def test_a_floor_moves_one_way(name: str, value: float, held: float) -> None:
    assert floors.raised(floor(), reached(**{name: value}), "hash").figures[name] == held


@pytest.mark.parametrize(
    ("name", "value"),
    [("recognition_f1", 0.69), ("within_161km", 0.0), ("mean_error_km", 520.0), ("auc", 0.4)],
)
def test_a_fallen_figure_refuses_the_update(name: str, value: float) -> None:
    fallen = reached(**{name: value})
    (told,) = floors.broken(floor(), fallen, "hash")
    assert told == f"lgl: {name} is {value:.4f}, its floor {REACHED[name]:.4f}"
    with pytest.raises(ValueError, match="never lowered") as caught:
        floors.raised(floor(), fallen, "hash")
    assert told in str(caught.value)


def test_all_fallen_figures_are_told() -> None:
    assert len(floors.broken(floor(), reached(recognition_f1=0.1, auc=0.9), "hash")) == 2


def test_another_corpus_is_told_and_raises_nothing() -> None:
    better = reached(recognition_f1=0.9)
    (told,) = floors.broken(floor(), better, "another hash")
    assert "another hash"[:12] in told
    assert "recognition" not in told
    with pytest.raises(ValueError, match="the corpus"):
        floors.raised(floor(), better, "another hash")


def test_a_figure_that_is_measured_no_more_is_told() -> None:
    gone = replace(reached(), figures={n: v for n, v in REACHED.items() if n != "auc"})
    assert floors.broken(floor(), gone, "hash") == ["lgl: auc is measured no more, its floor 0.3000"]


@given(FIGURES, st.lists(FIGURES, max_size=6))
def test_no_row_of_updates_lowers_a_floor(first: dict[str, float], later: list[dict[str, float]]) -> None:
    held = floors.raised(None, Run(LGL, "held-out", 1, first), "hash")
    for figures in later:
        try:
            new = floors.raised(held, Run(LGL, "held-out", 1, figures), "hash")
        except ValueError:
            continue
        assert all(new.figures[name] >= held.figures[name] for name in MORE)
        assert all(new.figures[name] <= held.figures[name] for name in LESS)
        held = new


@given(FIGURES)
def test_what_made_a_floor_keeps_to_it(figures: dict[str, float]) -> None:
    made = Run(LGL, "held-out", 1, figures)
    found = floors.raised(None, made, "hash")
    assert floors.broken(found, made, "hash") == []
    assert floors.raised(found, made, "hash") == found


# -- keeping


def test_floors_are_read_as_they_were_written(tmp_path: Path) -> None:
    file = tmp_path / "floors.json"
    assert floors.load(file) == {}
    held = {"lgl/sample": floor(auc=0.1), "lgl/held-out": floor()}
    floors.save(held, file)
    assert floors.load(file) == held
    assert list(json.loads(file.read_text(encoding="utf-8"))) == ["lgl/held-out", "lgl/sample"]
    first = file.read_bytes()
    floors.save(dict(reversed(held.items())), file)
    assert file.read_bytes() == first


def test_the_projects_floors_are_of_corpora_that_there_are() -> None:
    own = (DISPATCHES, DISPUTES, FORECASTS, INCIDENTS)
    known = {one.name: one for one in (*CORPORA, corpus_named("control"), *own)}
    for key, held in floors.load().items():
        name, _, part = key.partition("/")
        assert part in ("held-out", "sample")
        assert set(held.figures) <= set(known[name].headline)
        assert len(held.corpus) == 64


def test_a_corpus_hash_tells_what_changed(tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    (folder / "inner").mkdir(parents=True)
    (folder / "b.tml").write_text("b")
    (folder / "inner" / "a.tml").write_text("a")
    first = floors.corpus_hash(folder)
    assert floors.corpus_hash(folder) == first
    assert floors.corpus_hash(folder / "b.tml") != first
    (folder / "b.tml").write_text("B")
    changed = floors.corpus_hash(folder)
    (folder / "b.tml").rename(folder / "c.tml")
    assert len({first, changed, floors.corpus_hash(folder)}) == 3


# -- python -m eval

TEXT = "A ferry from Odesa to Varna ran aground on Friday."
ANSWERS = (named(TEXT, "Odesa", 46.48, 30.73), named(TEXT, "Varna", 43.21, 27.91))
# Enough names for some to be held out, and some of those in the sample.
DOCUMENTS = [f"n{n}" for n in range(60)]
Command = Any


@pytest.fixture
def floors_file(tmp_path: Path) -> Path:
    return tmp_path / "floors.json"


@pytest.fixture
def evaluate(
    tmp_path: Path,
    floors_file: Path,
    lore: Lore,
    parser: Parser,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Command:
    """`python -m eval` with what is open already, a folder of one small corpus, and floors of its own."""

    class Opened:
        @staticmethod
        def open(cache: Path) -> Lore:
            return lore

    monkeypatch.setattr(command, "Lore", Opened)
    monkeypatch.setattr(command, "Parser", lambda: parser)
    monkeypatch.setattr(floors, "load", partial(floors.load, floors_file))
    monkeypatch.setattr(floors, "save", partial(floors.save, file=floors_file))
    monkeypatch.setattr(scores, "CORPORA", (LGL, corpus_named("wikiwars")))
    monkeypatch.setattr(scores, "_OWN", ())
    monkeypatch.setenv("DATELINE_CORPORA", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "120")
    written(tmp_path)

    def call(*options: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["eval", *options])
        code = 0
        try:
            command.main()
        except SystemExit as ended:
            code = int(ended.code or 0)
        told = capsys.readouterr()
        return code, told.out, told.err

    return call


def written(folder: Path, *more: Name) -> Path:
    texts = [article(TEXT, *ANSWERS, *more, docid=name) for name in DOCUMENTS]
    return corpus(folder / "geoparsing", texts, "lgl.xml")


def test_scores_are_shown_and_a_missing_corpus_is_passed_over(evaluate: Command) -> None:
    code, out, err = evaluate("--scores")
    assert code == 0
    assert "recognition_f1" in out
    assert "wikiwars is not scored" in err
    assert "wrong" not in out


def test_an_update_pins_what_is_reached_and_the_next_run_keeps_to_it(
    evaluate: Command, floors_file: Path
) -> None:
    assert evaluate("--update")[0] == 0
    assert evaluate("--update", "--sample")[0] == 0
    held = floors.load()
    assert list(held) == ["lgl/held-out", "lgl/sample"]
    assert held["lgl/held-out"].figures["within_161km"] == 1.0
    before = floors_file.read_bytes()
    assert evaluate("--scores")[0] == 0
    assert evaluate("--update")[0] == 0
    assert floors_file.read_bytes() == before


def test_a_figure_below_its_floor_ends_with_1_and_lowers_nothing(
    evaluate: Command, floors_file: Path
) -> None:
    evaluate("--update")
    (held,) = floors.load().values()
    floors.save({"lgl/held-out": replace(held, figures=held.figures | {"recognition_f1": 1.1})})
    before = floors_file.read_bytes()
    for option in ("--scores", "--update"):
        code, out, _ = evaluate(option)
        assert code == 1
        assert "wrong: lgl: recognition_f1 is" in out
    assert floors_file.read_bytes() == before


def test_a_changed_corpus_ends_with_1(evaluate: Command, tmp_path: Path, floors_file: Path) -> None:
    evaluate("--update")
    before = floors_file.read_bytes()
    written(tmp_path, named(TEXT, "Friday"))
    for option in ("--scores", "--update"):
        code, out, _ = evaluate(option)
        assert code == 1
        assert "wrong: lgl: the corpus (" in out
    assert floors_file.read_bytes() == before


def test_an_ill_formed_corpus_ends_with_1(evaluate: Command, tmp_path: Path, floors_file: Path) -> None:
    (tmp_path / "geoparsing" / "lgl.xml").write_text("<articles>", encoding="utf-8")
    for option in ("--scores", "--update"):
        code, out, _ = evaluate(option)
        assert code == 1
        assert "no well-formed XML" in " ".join(out.split())
    assert floors.load() == {}


def test_scores_as_json(evaluate: Command) -> None:
    code, out, _ = evaluate("--scores", "--sample", "--json")
    (told,) = json.loads(out)["scores"]
    assert code == 0
    assert (told["corpus"], told["part"], told["floor"], told["faults"]) == ("lgl", "sample", None, [])
    assert 0 < told["documents"] < len(DOCUMENTS) / 2
    assert list(told["figures"])[:4] == [*MORE, *LESS]


def test_no_corpora_at_all(evaluate: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_CORPORA", str(tmp_path / "none"))
    code, _, err = evaluate("--scores")
    assert code == 0
    assert err.count("is not scored") == 3

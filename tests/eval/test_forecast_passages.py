"""Passages of what is predicted: read, checked, and how far two passes over them agree."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from eval.gold import check
from eval.gold.forecast_agreement import Agreed, compare, paired, summary
from eval.gold.forecast_passages import FOLDER, PASSES, Annotated, read, split

TEXT = (
    "If the dam breaks, the mill will flood, Ada Venn warned. Then the town would starve. It burned in 1910."
)


def _span(words: str) -> dict[str, Any]:
    at = TEXT.index(words)
    return {"start": at, "end": at + len(words), "text": words}


def _forecast(id: str, anchor: str, proposition: str, **more: Any) -> dict[str, Any]:
    return {
        "id": id,
        "kind": "prediction",
        "anchor": _span(anchor),
        "proposition": _span(proposition),
        "condition": None,
        "horizon": None,
        "likelihood": None,
        "forecaster": _span("Ada Venn"),
        "forecaster_name": "Ada Venn",
        "through": [],
        "follows": [],
        "repeats": None,
        "counters": [],
        **more,
    }


def _written() -> dict[str, Any]:
    first = _forecast(
        "f1", "flood", "the mill will flood", kind="warning", condition=_span("If the dam breaks")
    )
    second = _forecast("f2", "starve", "the town would starve", follows=["f1"])
    burned = {"why": "history", "anchor": _span("burned"), "span": _span("It burned in 1910")}
    return {
        "document": "01",
        "published": "2024-05-01",
        "outlet": None,
        "forecasts": [first, second],
        "negatives": [burned],
    }


def _read(folder: Path, raw: dict[str, Any]) -> tuple[list[Annotated], list[str]]:
    for name, content in (("texts/01.txt", TEXT), ("settled/01.json", json.dumps(raw))):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    return read("settled", "open", folder)


def test_a_sound_passage_is_read(tmp_path: Path) -> None:
    (passage,), faults = _read(tmp_path, _written())
    assert faults == []
    assert [one.anchor.text for one in passage.forecasts] == ["flood", "starve"]
    assert passage.forecasts[1].follows == ("f1",)
    assert [miss.why for miss in passage.negatives] == ["history"]


def _shift(raw: dict[str, Any]) -> None:
    raw["forecasts"][0]["condition"]["start"] += 1


def _circle(raw: dict[str, Any]) -> None:
    raw["forecasts"][0]["follows"] = ["f2"]


def _astray(raw: dict[str, Any]) -> None:
    raw["forecasts"][0]["counters"] = ["f9"]


def _strange_kind(raw: dict[str, Any]) -> None:
    raw["forecasts"][0]["kind"] = "omen"


def _strange_why(raw: dict[str, Any]) -> None:
    raw["negatives"][0]["why"] = "rumour"


def _twice(raw: dict[str, Any]) -> None:
    raw["forecasts"][1]["id"] = "f1"


def _unnamed(raw: dict[str, Any]) -> None:
    raw["forecasts"][0]["forecaster"] = None


def _elsewhere(raw: dict[str, Any]) -> None:
    raw["document"] = "03"


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (_shift, "1..17 is 'f the dam breaks'"),
        (_circle, "follow from each other"),
        (_astray, "f1 leads to f9"),
        (_strange_kind, "kind 'omen'"),
        (_strange_why, "why 'rumour'"),
        (_twice, "an id stands twice"),
        (_unnamed, "the narrator alone"),
        (_elsewhere, "document '03'"),
    ],
)
def test_what_is_wrong_is_found(tmp_path: Path, spoil: Callable[[dict[str, Any]], None], told: str) -> None:
    raw = _written()
    spoil(raw)
    _, faults = _read(tmp_path, raw)
    assert any(told in fault for fault in faults), faults


def test_a_missing_annotation_is_found(tmp_path: Path) -> None:
    _read(tmp_path, _written())
    _, faults = read("pass_b", "open", tmp_path)
    assert len(faults) == 1
    assert "pass_b/01.json" in faults[0]


def test_the_gold_is_sound_and_as_large_as_wanted(capsys: pytest.CaptureFixture[str]) -> None:
    assert check.check_forecasts() == []
    assert len(capsys.readouterr().out.splitlines()) == 3 * 2 * len(PASSES)
    passages = [*read("settled", "open")[0], *read("settled", "hidden")[0]]
    assert len(passages) >= 60
    assert sum(len(one.forecasts) for one in passages) >= 250
    assert sum(len(one.negatives) for one in passages) >= 250


def test_no_negative_is_also_a_forecast() -> None:
    for passage in (*read("settled", "open")[0], *read("settled", "hidden")[0]):
        anchors = [one.anchor for one in passage.forecasts]
        assert not [miss for miss in passage.negatives if any(miss.anchor.meets(at) for at in anchors)]


def test_parts_are_the_odd_and_the_even() -> None:
    parts = split("open"), split("hidden")
    assert [int(stem) % 2 for stem in parts[0]] == [1] * len(parts[0])
    assert sorted((*parts[0], *parts[1])) == sorted(path.stem for path in (FOLDER / "texts").iterdir())


def test_agreement_counts_what_both_have(tmp_path: Path) -> None:
    (a,), _ = _read(tmp_path, _written())
    raw = _written()
    raw["forecasts"][0] |= {"condition": None, "forecaster_name": "the Ada Venn"}
    raw["forecasts"][1]["follows"] = []
    raw["negatives"] = []
    raw["forecasts"].append(_forecast("f3", "burned", "It burned in 1910"))
    (b,), _ = _read(tmp_path, raw)
    assert [(one.id, other.id) for one, other in paired(a.forecasts, b.forecasts)] == [
        ("f1", "f1"),
        ("f2", "f2"),
    ]
    agreed = Agreed()
    compare(a, b, agreed)
    assert (agreed.forecasts.right, agreed.forecasts.predicted, agreed.forecasts.wanted) == (2, 2, 3)
    assert (agreed.conditions.right, agreed.conditions.predicted, agreed.conditions.wanted) == (0, 1, 0)
    assert (agreed.links.right, agreed.links.predicted, agreed.links.wanted) == (0, 1, 0)
    assert sorted(agreed.labels) == [("forecast", "forecast")] * 2 + [("negative", "forecast")]
    assert "same forecaster: 1.000 (2 of 2)" in summary(agreed)
    assert "same condition or none: 0.500 (1 of 2)" in summary(agreed)

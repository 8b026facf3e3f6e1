"""The score of what is foreseen: what is right, one for one, and what is taken for a forecast."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eval.gold import forecasts
from eval.gold.forecast_passages import Annotated, Foretold, Negative, Span
from eval.gold.forecasts import Foreseen, Outlook, annotated, compare, summary

TEXT = (
    "If the dam breaks, the mill will flood by May, said Ada Moll. Then the town will empty. "
    "The council will meet on Monday."
)


def span(words: str) -> Span:
    at = TEXT.index(words)
    return Span(at, at + len(words), words)


def foretold(id: str, anchor: str, proposition: str, condition: str | None, *follows: str) -> Foretold:
    held = span(condition) if condition else None
    ends = (held, None, None, span("Ada Moll"), "Ada Moll", (), follows, None, ())
    return Foretold(id, "prediction", span(anchor), span(proposition), *ends)


FLOOD = foretold("f1", "flood", "the mill will flood by May", "If the dam breaks")
EMPTY = foretold("f2", "empty", "the town will empty", None, "f1")
MEETS = Negative("plan", span("meet"), span("The council will meet on Monday"))
PASSAGE = Annotated("01", TEXT, "2024-04-01", "The Gazette", (FLOOD, EMPTY), (MEETS,))
BOTH = annotated(PASSAGE)


def scored(given: list[Outlook]) -> Foreseen:
    tally = Foreseen()
    compare(PASSAGE, given, tally)
    return tally


def outlook(words: str) -> Outlook:
    at = span(words)
    return replace(BOTH[0], id=words, proposition=(at.start, at.end), condition=None)


def test_the_answer_scores_full_marks() -> None:
    tally = scored(BOTH)
    assert set(summary(tally).values()) == {1.0}
    assert tally.errors == []
    assert str(tally.negatives["plan"].right) == "0"


@pytest.mark.parametrize(
    ("given", "right", "figures"),
    [
        ([], 0, {"forecast_f1": 0.0, "forecast_link_f1": 0.0}),
        # Half of the words do, less do not; one given is right for one wanted alone.
        ([outlook("mill will flood")], 1, {"forecast_condition_f1": 0.0}),
        ([outlook("empty. The council will meet on Monday")], 0, {}),
        ([outlook("the mill will flood by May, said Ada Moll. Then the town will empty")], 1, {}),
        # Without the anchor it is another proposition.
        ([outlook("the mill will")], 0, {}),
        ([BOTH[0], replace(BOTH[1], follows=frozenset())], 2, {"forecast_link_f1": 0.0, "forecaster": 1.0}),
        ([BOTH[0], replace(BOTH[1], forecaster=None)], 2, {"forecaster": 0.5}),
        ([BOTH[0], replace(BOTH[1], forecaster="Ben Orr")], 2, {"forecaster": 0.5}),
        ([BOTH[0], replace(BOTH[1], condition=BOTH[0].condition)], 2, {"forecast_condition_f1": 2 / 3}),
    ],
)
def test_what_is_right(given: list[Outlook], right: int, figures: dict[str, float]) -> None:
    tally = scored(given)
    assert tally.forecasts.right == right
    assert {name: summary(tally)[name] for name in figures} == pytest.approx(figures)


def test_a_negative_counts_where_something_wrong_covers_it() -> None:
    tally = scored([*BOTH, outlook("The council will meet on Monday")])
    assert tally.negatives["plan"].right == 1
    assert [error.kind for error in tally.errors] == ["spurious, plan"]


def test_errors_of_the_hidden_half_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        forecasts.main(["--part", "hidden", "--errors"])
    assert ended.value.code == 2
    assert "open part alone" in capsys.readouterr().err

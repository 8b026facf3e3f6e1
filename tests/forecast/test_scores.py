"""Scores by hand, and the identities that hold for all of them."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.forecast.scores import (
    CLIP,
    brier,
    calibration,
    curve,
    decomposed,
    judged,
    log_score,
    summaries,
)
from dateline.forecast.scores.curve import wilson
from dateline.model.ledger import (
    Answer,
    Estimate,
    Evidence,
    LedgerForecast,
    MadeEstimate,
    Question,
    Resolution,
)


def forecast(number: int, answer: Answer, *given: tuple[str, str, float], due: str = "2024-04-30",
             on: str = "2024-04-11") -> LedgerForecast:  # fmt: skip
    question = Question("Will it rain?", "By the gauge.", due, None, ("rain",), (), (), None)
    estimates = tuple(
        MadeEstimate(seq, f"{day}T09:00:00.000000Z", name,
                     Estimate(number, name, p, p, p, "given", day, None, None, ()), corrected=False)
        for seq, (name, day, p) in enumerate(given, number + 1)
    )  # fmt: skip
    link = (Evidence("link", "https://news.example/1"),)
    resolution = Resolution(number, answer, on, None, link)
    return LedgerForecast(number, "2024-04-01", "Ada", question, estimates, resolution, (), withdrawn=False)


def test_each_day_has_its_standing_estimate() -> None:
    [one] = judged([forecast(1, "yes", ("Ada", "2024-04-01", 0.5), ("Ada", "2024-04-09", 0.9))])
    assert (one.stood, one.days) == (((0.5, 8), (0.9, 2)), 10)
    assert one.brier == pytest.approx((8 * 0.25 + 2 * 0.01) / 10)
    assert one.log == pytest.approx(-(8 * math.log(0.5) + 2 * math.log(0.9)) / 10)
    assert one.last == pytest.approx(0.01)


def test_days_after_the_horizon_or_the_answer_do_not_count() -> None:
    [until] = judged([forecast(1, "no", ("Ada", "2024-04-01", 0.5), due="2024-04-04")])
    assert until.days == 4
    assert judged([forecast(1, "no", ("Ada", "2024-04-11", 0.0))]) == []
    assert judged([forecast(1, "void", ("Ada", "2024-04-01", 0.5))]) == []


def test_the_last_of_several_on_one_day_stands() -> None:
    [one] = judged([forecast(1, "yes", ("Ada", "2024-04-01", 0.1), ("Ada", "2024-04-01", 0.8))])
    assert one.stood == ((0.8, 10),)


def test_being_sure_and_wrong_costs_no_more_than_the_clip() -> None:
    assert log_score(1.0, False) == pytest.approx(-math.log(CLIP))
    assert brier(1.0, False) == 1.0


ROWS = st.lists(st.tuples(st.floats(0, 1), st.booleans(), st.floats(0.01, 10)), min_size=1, max_size=40)


@given(rows=ROWS, bins=st.one_of(st.none(), st.integers(1, 20)))
def test_the_parts_make_up_the_score(rows: list[tuple[float, bool, float]], bins: int | None) -> None:
    estimates, outcome, weight = np.array(rows, dtype=float).T
    parts = decomposed(estimates, outcome, weight, bins=bins)
    whole = parts.reliability - parts.resolution + parts.uncertainty
    assert parts.brier == pytest.approx(whole + parts.within, abs=1e-9)
    told = parts.reliability - parts.discrimination + parts.uncertainty
    assert parts.brier == pytest.approx(told, abs=1e-9)
    if bins is None:
        assert parts.brier == pytest.approx(whole, abs=1e-9)
    assert sum(one.weight for one in parts.bins) == pytest.approx(weight.sum())


def some() -> list[LedgerForecast]:
    return [
        forecast(10 * n, "yes" if n % 3 else "no", ("Ada", "2024-04-01", 0.7), ("Ben", "2024-04-03", n / 20))
        for n in range(1, 13)
    ]


def test_groups_are_the_whole_each_forecaster_and_each_topic() -> None:
    told = summaries(judged(some()), seed=7)
    assert [(one.by, one.name) for one in told] == [
        ("all", "everybody"), ("forecaster", "Ada"), ("forecaster", "Ben"), ("topic", "rain"),
    ]  # fmt: skip
    everybody = told[0]
    assert (everybody.forecasts, everybody.judged) == (12, 24)
    parts = (everybody.reliability.value, everybody.resolution.value, everybody.uncertainty.value)
    assert everybody.brier.value == pytest.approx(parts[0] - parts[1] + parts[2])
    assert everybody.base == pytest.approx(everybody.base_rate * (1 - everybody.base_rate))
    low, high = everybody.brier.low, everybody.brier.high
    assert low is not None
    assert high is not None
    assert low < everybody.brier.value < high


def test_a_seed_gives_the_same_intervals_and_another_others() -> None:
    first, again, other = (summaries(judged(some()), seed=seed)[0].brier for seed in (1, 1, 2))
    assert first == again != other


def test_few_forecasts_have_no_interval_and_none_have_no_summary() -> None:
    [everybody, *_] = summaries(judged(some()[:4]), seed=1)
    assert everybody.brier.low is None
    assert summaries([], seed=1) == []
    with pytest.raises(ValueError, match="at least one"):
        calibration([])


def test_the_parts_of_the_score_have_intervals_around_them() -> None:
    everybody = summaries(judged(some()), seed=7)[0]
    for part in (everybody.reliability, everybody.resolution, everybody.uncertainty):
        assert part.low is not None
        assert part.high is not None
        assert part.low <= part.value <= part.high
        assert part.low < part.high
    assert everybody.reliability.low is not None
    assert everybody.reliability.low >= 0


def test_who_always_says_the_truth_is_reliable_and_tells_all_apart() -> None:
    sure = [
        forecast(10 * n, "yes" if n % 2 else "no", ("Ada", "2024-04-01", float(n % 2))) for n in range(12)
    ]
    ada = summaries(judged(sure), seed=1)[1]
    assert (ada.brier.value, ada.reliability.value) == (0.0, 0.0)
    assert ada.resolution.value == pytest.approx(ada.uncertainty.value) == pytest.approx(0.25)


def test_the_curve_tells_what_happened_of_what_was_held_so_probable() -> None:
    told = curve(judged(some()))
    assert [round(10 * one.low) for one in told] == [0, 1, 2, 3, 4, 5, 6, 7]
    [seven] = [one for one in told if one.low == 0.7]
    assert (seven.high, seven.n) == (0.8, 12)
    assert seven.happened == pytest.approx(8 / 12)
    assert sum(one.share for one in told) == pytest.approx(1)
    for one in told:
        assert one.low <= one.forecast < one.high
        assert 0 <= one.happened_low <= one.happened <= one.happened_high <= 1


def test_a_certain_estimate_lies_in_the_last_part() -> None:
    [one] = curve(judged([forecast(1, "yes", ("Ada", "2024-04-01", 1.0))]))
    assert (one.low, one.high, one.forecast, one.happened) == (0.9, 1.0, 1.0, 1.0)
    assert curve([]) == ()


def test_many_estimates_of_one_forecast_tell_no_more_than_one() -> None:
    alone = curve(judged([forecast(1, "yes", ("Ada", "2024-04-01", 0.5))]))
    crowd = curve(judged([forecast(1, "yes", *((f"P{n}", "2024-04-01", 0.5) for n in range(9)))]))
    assert [(one.n, one.happened_low) for one in crowd] == [(one.n, one.happened_low) for one in alone]


@pytest.mark.parametrize(
    ("share", "n", "low", "high"), [(0.5, 10, 0.237, 0.763), (0.0, 10, 0.0, 0.278), (1.0, 10, 0.722, 1.0)]
)
def test_the_interval_of_a_share(share: float, n: float, low: float, high: float) -> None:
    assert wilson(share, n) == pytest.approx((low, high), abs=0.0005)

"""Spans that overlap are paired one for one; precision, recall and F1 stay between 0 and 1."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.measure.scores import Counts, overlaps


@dataclass(frozen=True, order=True)
class Stretch:
    start: int
    end: int


SPANS = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 8)).map(lambda given: Stretch(given[0], sum(given))),
    max_size=8,
)


def spans(*pairs: tuple[int, int]) -> list[Stretch]:
    return [Stretch(*pair) for pair in pairs]


@pytest.mark.parametrize(
    ("wanted", "predicted", "pairs"),
    [
        ([], [], []),
        ([], [(0, 4)], []),
        ([(0, 4)], [], []),
        ([(0, 4)], [(0, 4)], [((0, 4), (0, 4))]),
        ([(0, 4)], [(4, 8)], []),  # the end is excluded: neighbours share nothing
        ([(0, 4)], [(3, 9)], [((0, 4), (3, 9))]),
        ([(2, 6)], [(0, 9)], [((2, 6), (0, 9))]),
        ([(0, 9)], [(1, 3), (4, 8)], [((0, 9), (4, 8))]),  # the longer common stretch
        ([(0, 3), (4, 8)], [(0, 9)], [((4, 8), (0, 9))]),
        ([(0, 9)], [(1, 8), (0, 9)], [((0, 9), (0, 9))]),  # the same span before all others
        ([(0, 9), (2, 5)], [(2, 5), (0, 9)], [((0, 9), (0, 9)), ((2, 5), (2, 5))]),
        ([(0, 4), (0, 4)], [(0, 4)], [((0, 4), (0, 4))]),
        ([(10, 14), (0, 4)], [(1, 4), (11, 15)], [((10, 14), (11, 15)), ((0, 4), (1, 4))]),
        # Equally long stretches: the first in the text, whichever way they are listed.
        ([(2, 4), (4, 6)], [(3, 5), (1, 3)], [((2, 4), (1, 3)), ((4, 6), (3, 5))]),
    ],
)
def test_pairs(
    wanted: list[tuple[int, int]],
    predicted: list[tuple[int, int]],
    pairs: list[tuple[tuple[int, int], tuple[int, int]]],
) -> None:
    found = overlaps(spans(*wanted), spans(*predicted))
    assert found == [(Stretch(*a), Stretch(*b)) for a, b in pairs]


@given(SPANS, SPANS)
def test_each_side_is_used_once_and_pairs_overlap(wanted: list[Stretch], predicted: list[Stretch]) -> None:
    marked = overlaps(
        [Marked(s.start, s.end, n) for n, s in enumerate(wanted)],
        [Marked(s.start, s.end, n) for n, s in enumerate(predicted)],
    )
    assert all(a.start < b.end and b.start < a.end for a, b in marked)
    assert len({a.number for a, _ in marked}) == len({b.number for _, b in marked}) == len(marked)


@dataclass(frozen=True)
class Marked(Stretch):
    number: int


@given(SPANS, SPANS)
def test_changing_sides_changes_no_count(wanted: list[Stretch], predicted: list[Stretch]) -> None:
    assert len(overlaps(wanted, predicted)) == len(overlaps(predicted, wanted))


@given(SPANS, SPANS, st.randoms(use_true_random=False))
def test_the_order_of_the_spans_changes_no_pair(
    wanted: list[Stretch], predicted: list[Stretch], chance: Random
) -> None:
    shuffled, others = list(wanted), list(predicted)
    chance.shuffle(shuffled)
    chance.shuffle(others)
    assert sorted(overlaps(shuffled, others)) == sorted(overlaps(wanted, predicted))


@given(SPANS)
def test_a_span_finds_itself(wanted: list[Stretch]) -> None:
    assert overlaps(wanted, wanted) == [(s, s) for s in wanted]


@given(SPANS, SPANS)
def test_nothing_that_could_be_paired_is_left(wanted: list[Stretch], predicted: list[Stretch]) -> None:
    found = overlaps(wanted, predicted)
    left, right = list(wanted), list(predicted)
    for a, b in found:
        left.remove(a)
        right.remove(b)
    assert not any(a.start < b.end and b.start < a.end for a, b in product(left, right))


@pytest.mark.parametrize(
    ("right", "predicted", "wanted", "precision", "recall", "f1"),
    [
        (0, 0, 0, 0.0, 0.0, 0.0),
        (0, 5, 0, 0.0, 0.0, 0.0),
        (0, 0, 5, 0.0, 0.0, 0.0),
        (5, 5, 5, 1.0, 1.0, 1.0),
        (3, 4, 6, 0.75, 0.5, 0.6),
    ],
)
def test_precision_recall_and_f1(
    right: int, predicted: int, wanted: int, precision: float, recall: float, f1: float
) -> None:
    counts = Counts(right, predicted, wanted)
    assert (counts.precision, counts.recall, counts.f1) == pytest.approx((precision, recall, f1))


@given(SPANS, SPANS)
def test_f1_lies_between_precision_and_recall(wanted: list[Stretch], predicted: list[Stretch]) -> None:
    counts = Counts()
    counts.add(len(overlaps(wanted, predicted)), len(predicted), len(wanted))
    assert 0.0 <= min(counts.precision, counts.recall) <= counts.f1 + 1e-12
    assert counts.f1 <= max(counts.precision, counts.recall) + 1e-12 <= 1.0 + 1e-9


def test_documents_add_up() -> None:
    counts = Counts()
    counts.add(1, 2, 3)
    counts.add(2, 2, 2)
    assert counts == Counts(3, 4, 5)

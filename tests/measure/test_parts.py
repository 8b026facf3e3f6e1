"""Which texts are held out: the name alone decides, and every text belongs to one part."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.measure.parts import PARTS, draw, in_part

# What no encoding can hold may stand in JSON: a name must never fail.
NAMES = st.text(st.characters(exclude_categories=()), max_size=40)


@given(NAMES)
def test_a_name_is_held_out_or_for_development(name: str) -> None:
    assert in_part(name, "held-out") != in_part(name, "development")
    assert in_part(name, "all")


@given(NAMES, st.integers(1, 1000))
def test_a_lot_lies_in_its_range_and_stays(name: str, lots: int) -> None:
    assert 0 <= draw(name, lots) < lots
    assert draw(name, lots) == draw(name, lots)


# If one of these changes, held-out texts have been looked at: the hash may never change.
@pytest.mark.parametrize(
    ("name", "lot"),
    [("", 2), ("a", 2), ("reeds-17", 3), ("Кременчук", 3), ("the mill burned", 1), ("reeds-9", 0)],
)
def test_lots_are_the_same_everywhere(name: str, lot: int) -> None:
    assert draw(name, 4) == lot


def test_about_a_quarter_is_held_out() -> None:
    held = sum(in_part(f"text {n}", "held-out") for n in range(4000))
    assert 900 < held < 1100


def test_the_parts_are_these() -> None:
    assert PARTS == ("held-out", "development", "all")

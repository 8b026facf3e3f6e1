"""The drawing of a scenario: nothing overlaps, words fit, and it is the same each time."""

from __future__ import annotations

import io
from itertools import pairwise
from typing import Literal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from dateline.tell.plots.layers import Graph, laid_out
from dateline.tell.plots.network import Arrow, Box, drawn

LONG = "The ferry at Orlov is held by neither army when the second winter of the war begins, " * 4
BOXES = [
    Box("bridge", "The bridge falls.", 0.25, 0.5),
    Box("ferry", LONG, 0.7, 0.7),
    Box("talks", "Talks begin in $five$ <days> & \u202emore", 0.0, 0.0),
    Box("a" * 80, "x" * 300, 1.0, 0.2),
]
ARROWS = [
    Arrow("bridge", "ferry", 0.6),
    Arrow("ferry", "talks", -0.3),
    Arrow("bridge", "talks", 1.0),
    Arrow("talks", "a" * 80, 0.0),
]


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    count = draw(st.integers(1, 12))
    heights = {f"n{n}": draw(st.floats(0.3, 2.0)) for n in range(count)}
    pairs = [(f"n{a}", f"n{b}") for b in range(count) for a in range(b)]
    return Graph(heights, draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else [])


@given(graphs())
@settings(max_examples=60, deadline=None)
def test_nothing_overlaps_and_links_lead_to_the_right(graph: Graph) -> None:
    layout = laid_out(graph)
    for start, end in graph.links:
        assert layout.columns[start] < layout.columns[end]
        through = [column for column, _ in layout.ways[start, end]]
        assert through == list(range(layout.columns[start] + 1, layout.columns[end]))
    for column in set(layout.columns.values()):
        spans = sorted(
            (layout.middles[name] - height / 2, layout.middles[name] + height / 2)
            for name, height in graph.heights.items()
            if layout.columns[name] == column
        )
        assert all(low >= high for (_, high), (low, _) in pairwise(spans))
        assert spans[0][0] >= -1e-6
        assert spans[-1][1] <= layout.height + 1e-6


def test_a_chain_runs_level() -> None:
    layout = laid_out(Graph({"a": 1.0, "b": 1.0, "c": 1.0}, [("a", "b"), ("b", "c")]))
    assert (layout.columns, len(set(layout.middles.values()))) == ({"a": 0, "b": 1, "c": 2}, 1)


def test_the_same_scenario_is_the_same_bytes() -> None:
    forms: tuple[Literal["png", "svg"], ...] = ("png", "svg")
    for form in forms:
        assert drawn("A test", "note", BOXES, ARROWS, form) == drawn("A test", "note", BOXES, ARROWS, form)


def test_what_makes_less_probable_is_told_without_colour_too() -> None:
    plain = drawn("A test", "", BOXES[:3], [Arrow("bridge", "ferry", 0.6)], "svg").decode()
    less = drawn("A test", "", BOXES[:3], [Arrow("bridge", "ferry", -0.6)], "svg").decode()
    assert ("stroke-dasharray" in plain, "stroke-dasharray" in less) == (False, True)


def test_the_drawing_says_what_it_is_of() -> None:
    svg = drawn("Norland & <the> ferry", "", BOXES[:1], [], "svg").decode()
    assert "<title>Norland &amp; &lt;the&gt; ferry</title>" in svg
    assert "<script" not in svg


def test_the_picture_has_both_colours_and_white_margins() -> None:
    image = Image.open(io.BytesIO(drawn("A test", "note", BOXES, ARROWS, "png"))).convert("RGB")
    pixels = np.asarray(image)
    for colour in ((0x00, 0x72, 0xB2), (0xD5, 0x5E, 0x00)):
        assert (np.abs(pixels.astype(int) - colour).sum(axis=2) < 12).any()
    edges = np.concatenate(
        [pixels[:8].reshape(-1, 3), pixels[:, :8].reshape(-1, 3), pixels[:, -8:].reshape(-1, 3)]
    )
    assert (edges == 255).all()


@pytest.mark.parametrize("form", ["png", "svg"])
def test_no_proposition_and_one_are_drawn_too(form: Literal["png", "svg"]) -> None:
    assert len(drawn("", "", [], [], form)) < len(drawn("", "", BOXES[:1], [], form))

"""Arcs that are drawn anew."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from dateline.parse.mending import Arc, mended

# "vowed to oust them as he boasted of troops retaking towns", from "oust" on.
DRAWN = (
    Arc("VB", "xcomp", 0),
    Arc("PRP", "dobj", 0),
    Arc("IN", "mark", 4),
    Arc("PRP", "nsubj", 4),
    Arc("VBD", "advcl", 0),
    Arc("IN", "prep", 4),
    Arc("NNS", "pobj", 5),
    Arc("VBG", "advcl", 0),
    Arc("NNS", "dobj", 7),
)


def without(place: int, arc: Arc) -> Sequence[Arc]:
    return [*DRAWN[:place], arc, *DRAWN[place + 1 :]]


def test_a_gerund_behind_a_clause_tells_of_the_noun_before_it() -> None:
    assert mended(DRAWN) == without(7, Arc("VBG", "acl", 6))


@pytest.mark.parametrize(
    "arcs",
    [
        without(2, Arc("RB", "advmod", 4)),
        without(3, Arc("RB", "advmod", 4)),
        without(4, Arc("VBG", "advcl", 0)),
        without(4, Arc("VBD", "conj", 0)),
        without(6, Arc("NNS", "dobj", 4)),
        without(7, Arc("VBN", "advcl", 0)),
        without(7, Arc("VBG", "advcl", 4)),
        DRAWN[:2],
        (),
    ],
)
def test_other_trees_stay_as_they_are(arcs: Sequence[Arc]) -> None:
    assert mended(arcs) == list(arcs)

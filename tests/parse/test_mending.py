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


# "is cooler, taking men who fled while also insisting", from "is" on.
ALSO = (
    Arc("VBZ", "ROOT", 0, "is"),
    Arc("VBG", "advcl", 0, "taking"),
    Arc("NNS", "dobj", 1, "men"),
    Arc("WP", "nsubj", 4, "who"),
    Arc("VBD", "relcl", 2, "fled"),
    Arc("IN", "mark", 7, "while"),
    Arc("RB", "advmod", 7, "also"),
    Arc("VBG", "advcl", 4, "insisting"),
)
# "says talks with Osta impossible".
JUDGED = (
    Arc("VBZ", "ROOT", 0),
    Arc("NNS", "dobj", 0),
    Arc("IN", "prep", 1),
    Arc("NNP", "pobj", 2),
    Arc("JJ", "amod", 3),
)
# "towns leaving, and allies arming".
LISTED = (
    Arc("NNS", "ROOT", 0),
    Arc("VBG", "acl", 0),
    Arc("CC", "cc", 0),
    Arc("NNS", "conj", 0),
    Arc("VBG", "acl", 0),
)


def test_a_gerund_behind_the_second_noun_of_a_list_is_of_that_noun() -> None:
    assert mended(LISTED) == [*LISTED[:4], Arc("VBG", "acl", 3)]


def test_while_also_goes_on_with_the_gerund_before_a_relative_clause() -> None:
    assert mended(ALSO) == [*ALSO[:7], Arc("VBG", "advcl", 1, "insisting")]


def test_an_adjective_behind_a_name_judges_the_noun_that_the_name_hangs_on() -> None:
    assert mended(JUDGED) == [*JUDGED[:4], Arc("JJ", "amod", 1)]


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
        [*ALSO[:6], Arc("RB", "advmod", 7, "still"), *ALSO[7:]],
        [*ALSO[:4], Arc("VBD", "ccomp", 1, "fled"), *ALSO[5:]],
        [*JUDGED[:3], Arc("NN", "pobj", 2), JUDGED[4]],
        [*JUDGED[:3], Arc("NNP", "dobj", 2), JUDGED[4]],
        [LISTED[0], Arc("RB", "advmod", 0), *LISTED[2:]],
        [*LISTED[:3], Arc("NNS", "pobj", 0), LISTED[4]],
        DRAWN[:2],
        (),
    ],
)
def test_other_trees_stay_as_they_are(arcs: Sequence[Arc]) -> None:
    assert mended(arcs) == list(arcs)

"""The events between two given parties, the signs for a root, and the weights by which it is chosen."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from dateline.codify import events_between, root_between, signs_between, undivided_root
from dateline.errors import LoreError
from dateline.lore import Lore
from dateline.lore.root_weights import (
    RootWeights,
    read_root_weights,
    root_weights,
    write_root_weights,
)
from dateline.measure.plover import ROOTS, read
from dateline.parse import Parser

TEXT = "Togo freed two sailors of Benin after Ghana had condemned Togo."
TOGO, SAILORS, GHANA = ((0, 4),), ((11, 22),), ((38, 43),)


def test_events_between_the_parties(lore: Lore, parser: Parser) -> None:
    _, events = read(TEXT, lore, parser)
    assert [undivided_root(e) for e in events_between(events, TOGO, SAILORS)] == ["YIELD"]
    assert [undivided_root(e) for e in events_between(events, GHANA, ())] == ["ACCUSE"]
    assert events_between(events, SAILORS, GHANA) == []
    assert len(events_between(events, (), ())) == len(events)


def test_a_pronoun_stands_where_the_text_names_whom_it_means(lore: Lore, parser: Parser) -> None:
    _, events = read("The United Nations said it had condemned Togo.", lore, parser)
    assert [undivided_root(e) for e in events_between(events, ((4, 18),), ((41, 45),))] == ["ACCUSE"]


def test_the_signs_tell_frames_and_words_but_no_names(lore: Lore, parser: Parser) -> None:
    sentences, events = read(TEXT, lore, parser)
    signs = signs_between(sentences, events, TOGO, SAILORS)
    assert {"rule:YIELD/both", "frame:retreat_release", "any:ACCUSE", "s-verb:free"} <= set(signs)
    assert signs == sorted(set(signs))
    assert not [sign for sign in signs if "ghana" in sign.lower()]


def test_nothing_coded_is_a_sign_too(lore: Lore, parser: Parser) -> None:
    sentences, events = read("Togo and Benin are old.", lore, parser)
    assert "rule:none" in signs_between(sentences, events, TOGO, ((9, 14),))


def test_the_root_with_the_shipped_weights(lore: Lore, parser: Parser) -> None:
    sentences, events = read(TEXT, lore, parser)
    assert root_between(sentences, events, TOGO, SAILORS, root_weights()) == "YIELD"
    assert root_between(sentences, events, GHANA, TOGO, root_weights()) == "ACCUSE"
    assert root_weights().roots == ROOTS


def some() -> RootWeights:
    return RootWeights(("AID", "YIELD"), {"always": np.array([0.1, 0.0]), "word:free": np.array([-1.0, 1.0])})


def test_the_best_root_is_that_of_the_highest_sum() -> None:
    assert some().best(["word:free", "word:free", "word:unheard"]) == "YIELD"
    assert some().best([]) == "AID"
    assert RootWeights(("AID",), {}).best([]) == "AID"


def test_weights_are_written_the_same_and_read_again(tmp_path: Path) -> None:
    path = tmp_path / "weights.gz"
    write_root_weights(path, some())
    first = path.read_bytes()
    again = read_root_weights(path)
    write_root_weights(path, again)
    assert path.read_bytes() == first
    assert again.best(["word:free"]) == "YIELD"


@pytest.mark.parametrize(
    "told",
    [
        [],
        {"roots": ["AID"], "scale": 1.0},
        {"roots": [], "scale": 1.0, "weights": {}},
        {"roots": ["AID"], "scale": 1.0, "weights": {"always": [1, 2]}},
    ],
)
def test_wrong_weights_are_refused(told: object, tmp_path: Path) -> None:
    path = tmp_path / "weights.gz"
    path.write_bytes(gzip.compress(json.dumps(told).encode()))
    with pytest.raises(LoreError, match=r"weights\.gz: wanted the weights that eval\.train_roots writes"):
        read_root_weights(path)
    with pytest.raises(LoreError, match=r"none\.gz"):
        read_root_weights(tmp_path / "none.gz")

"""Weapons and vehicles by name, with a number or without: (sentence, the words found, what they name)."""

from __future__ import annotations

import pytest

from tests.find.finds import Finds

NAMED: list[tuple[str, list[tuple[str, str]]]] = [
    ("The rebels hid a rifle in the cellar.", [("rifle", "rifle")]),
    ("The rebels hid nine rifles in the cellar.", [("rifles", "rifle")]),
    ("A rocket launcher stood in the yard.", [("rocket launcher", "multiple rocket launcher")]),
    (
        "Tanks and helicopters attacked from the north.",
        [("Tanks", "tank"), ("helicopters", "helicopter")],
    ),
    ("Mortar fire hit a truck.", [("Mortar", "mortar"), ("truck", "truck")]),
    ("The minister met the ambassador in the capital.", []),
    ("A missile strike hit the port.", [("missile", "missile")]),
    ("Two F-16s took off.", [("F-16s", "F-16")]),
    (
        "They found an IED and a car bomb.",
        [("IED", "improvised explosive device"), ("car bomb", "vehicle-borne bomb")],
    ),
    (
        "The base houses fighter and transport aircraft.",
        [("fighter", "fighter jet"), ("transport aircraft", "transport aircraft")],
    ),
    (
        "Gunners fired mortar and artillery rounds at the ridge.",
        [("mortar", "mortar round"), ("artillery rounds", "artillery shell")],
    ),
    ("The 4th Field Artillery Regiment left.", []),
    ("They drove Humvees.", [("Humvees", "armoured vehicle")]),
    ("Apache helicopters flew over the camp.", [("Apache helicopters", "helicopter")]),
    ("Grad missiles fell on the camp.", [("Grad missiles", "BM-21 Grad")]),
    ("The Warriors beat the Hornets.", []),
    ("RAF Typhoons bombed a bridge.", [("Typhoons", "other Western combat aircraft")]),
    ("The first round of talks failed.", []),
    ("Nine rounds were left.", [("rounds", "rounds of ammunition")]),
    ("Mr Bradley spoke of the Apache people.", []),
    ("The house was theirs, the field was mine.", []),
]


@pytest.mark.parametrize("row", NAMED, ids=lambda row: row[0])
def test_materiel(finds: Finds, row: tuple[str, list[tuple[str, str]]]) -> None:
    sentence, expected = row
    found = finds.materiel(sentence)
    assert [(q.text, q.of) for q in found] == expected
    # How many is not told: an amount without bounds.
    assert all(q.low is None and q.high is None and q.counts in ("materiel", "vehicles") for q in found)

"""The ledger without a store: what a question lacks, what entries come to, and that no change goes unseen."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import LedgerError
from dateline.forecast.ledger import due_by, entry_of, faults, lacks, line_of, newest, replay
from dateline.lore import Lore
from dateline.model.ledger import (
    Body,
    Correction,
    Estimate,
    Evidence,
    LedgerEntry,
    Question,
    Resolution,
    hash_of,
    sealed_entry,
)

BRIDGE = Question(
    "Will Norland hold Orlov Ferry on 1 May 2024?",
    "Yes if both sides' staffs say so.",
    "2024-05-01",
    None,
    ("norland",),
    (),
    (),
    None,
)
LINK = (Evidence("link", "https://news.example/1"),)


def estimate(probability: float, made: str = "2024-04-01", forecaster: str = "Ada") -> Estimate:
    return Estimate(1, forecaster, probability, probability, probability, "given", made, None, None, ())


def chained(*bodies: Body) -> list[LedgerEntry]:
    entries: list[LedgerEntry] = []
    for day, body in enumerate(bodies, 1):
        last = entries[-1] if entries else None
        at = f"2024-04-{day:02}T09:00:00.000000Z"
        entries.append(sealed_entry(body, at=at, author="Ada", after=last))
    return entries


WHOLE = chained(
    BRIDGE, estimate(0.7), estimate(0.4, forecaster="Ben"), Resolution(1, "yes", "2024-04-20", None, LINK)
)


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({}, ()),
        ({"due": None}, ("no horizon",)),
        ({"rule": None}, ("no resolution rule",)),
        ({"text": "Peace?"}, ("no question",)),
        ({"text": "Will it fall by May?"}, ("vague subject",)),
        ({"text": "Will Norland make major gains?"}, ("vague word: major",)),
        ({"text": "Will Norland make major gains?", "rule": "A gain is major from 50 km2 on."}, ()),
        ({"text": "Will Norland lose more than 400 men?"}, ()),
        ({"text": "Will Norland lose more men?"}, ("vague word: more",)),
        ({"due": None, "rule": " "}, ("no horizon", "no resolution rule")),
    ],
)
def test_what_a_question_lacks_is_named(
    changes: dict[str, Any], missing: tuple[str, ...], lore: Lore
) -> None:
    assert lacks(replace(BRIDGE, **changes), lore.lexicon.words) == missing


def test_entries_come_to_forecasts_as_they_stand() -> None:
    [told] = replay(WHOLE)
    assert (told.number, told.question, told.entries) == (1, BRIDGE, (1, 2, 3, 4))
    assert [one.estimate.probability for one in told.estimates] == [0.7, 0.4]
    assert told.resolution is not None
    assert told.resolution.answer == "yes"


def test_the_newest_estimate_of_each_forecaster() -> None:
    later = estimate(0.9, made="2024-04-09")
    given = (later, estimate(0.7), estimate(0.4, forecaster="Ben"), estimate(0.3, forecaster="Ben"))
    [told] = replay(chained(BRIDGE, *given))
    last = [(one.estimate.forecaster, one.estimate.probability) for one in newest(told)]
    assert last == [("Ada", 0.9), ("Ben", 0.3)]


def test_a_correction_stands_instead_and_a_withdrawn_answer_opens_the_forecast_again() -> None:
    bodies = (BRIDGE, estimate(0.7), Resolution(1, "yes", "2024-04-02", None, LINK))
    [told] = replay(
        chained(*bodies, Correction(2, "a slip", estimate=estimate(0.1)), Correction(3, "too early"))
    )
    assert [(one.estimate.probability, one.corrected) for one in told.estimates] == [(0.1, True)]
    assert told.resolution is None
    assert told.entries == (1, 2, 3, 4, 5)
    assert due_by([told], "2024-05-02") == [told]
    assert due_by([told], "2024-05-01") == []
    [withdrawn] = replay(chained(BRIDGE, Correction(1, "asked twice")))
    assert withdrawn.withdrawn


@pytest.mark.parametrize(
    "bodies",
    [
        (estimate(0.5),),
        (BRIDGE, estimate(1.5)),
        (BRIDGE, Correction(7, "nothing there")),
        (BRIDGE, Correction(1, "of another kind", estimate=estimate(0.5))),
        (BRIDGE, estimate(0.5), Correction(2, "moved", estimate=replace(estimate(0.5), forecast=2))),
    ],
)
def test_entries_that_refer_to_nothing_are_refused(bodies: tuple[Body, ...]) -> None:
    with pytest.raises(LedgerError, match=r"entry \d"):
        replay(chained(*bodies))


def test_a_whole_chain_has_no_fault_and_travels_as_lines() -> None:
    assert faults(WHOLE, head=WHOLE[-1].hash) == []
    assert [entry_of(line_of(entry), 1) for entry in WHOLE] == WHOLE
    with pytest.raises(LedgerError, match="line 3"):
        entry_of(line_of(WHOLE[0]).replace(":", ": ", 1), 3)


TEXT_FIELDS = ("at", "author", "kind", "body", "previous", "hash")


@given(
    place=st.integers(0, 3),
    name=st.sampled_from(TEXT_FIELDS),
    at=st.integers(0, 500),
    letter=st.characters(),
    keep=st.booleans(),
)
def test_any_changed_character_is_found_where_it_is(
    place: int, name: str, at: int, letter: str, keep: bool
) -> None:
    entry = WHOLE[place]
    text = getattr(entry, name)
    at %= len(text)
    changed = text[:at] + letter + text[at + keep :]
    edited = replace(entry, **{name: changed})
    found = faults([*WHOLE[:place], edited, *WHOLE[place + 1 :]])
    assert (found != []) == (edited != entry)
    assert {fault.place for fault in found} <= {place + 1, place + 2}


@given(place=st.integers(0, 2), author=st.text(min_size=1))
def test_an_edit_with_a_new_hash_is_found_at_the_next_entry(place: int, author: str) -> None:
    edited = replace(WHOLE[place], author=author)
    edited = replace(edited, hash=hash_of(edited))
    found = faults([*WHOLE[:place], edited, *WHOLE[place + 1 :]])
    assert [fault.place for fault in found] == ([] if author == "Ada" else [place + 2])


@given(order=st.permutations(range(4)))
def test_another_order_is_found(order: list[int]) -> None:
    found = faults([WHOLE[place] for place in order])
    assert (found == []) == (order == [0, 1, 2, 3])


def test_what_is_removed_or_put_in_is_found_and_a_missing_end_by_its_noted_hash() -> None:
    for place in range(3):
        [*_, fault] = faults([*WHOLE[:place], *WHOLE[place + 1 :]])
        assert fault.place == place + 1
    twice = faults([*WHOLE[:2], WHOLE[1], *WHOLE[2:]])
    assert {fault.place for fault in twice} == {3}
    assert faults(WHOLE[:3]) == []
    assert faults(WHOLE[:3], head=WHOLE[3].hash) != []

"""Words that no frame lists as they stand: forms, hyphens, nouns made of verbs, objects of a listed kind."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from dateline.lore import Lore, doubles
from dateline.lore.schema import Frame, FrameExample
from dateline.lore.widening import widened
from dateline.parse import Parser
from tests.told import tell

CASES: Sequence[tuple[str, str | None]] = (
    # Forms whose lemma the parser gets wrong, and verbs of two words.
    ("Fire from the ridge *gutted* the mill.", "ASSAULT"),
    ("The bank was *fined* nine million euros.", "SANCTION"),
    ("Police *cordoned* off the square.", "COERCE"),
    ("Police *baton-charged* the marchers.", "ASSAULT"),
    ("The bill *scraped* through.", None),
    # Nouns made of verbs.
    ("The ministry regretted the *boarding* of two trawlers.", "COERCE"),
    ("The *torching* of a mosque by raiders was filmed.", "ASSAULT"),
    ("The *baking* of bread went on.", None),
    # Objects of a kind that the frames list with the verb, and verbs that mean too much.
    ("Teams *distributed* tarpaulins to the villagers.", "AID"),
    ("The crew *carried* lanterns.", None),
    # Guns and attacks act as those who make them; a name may be anything.
    ("A thrust by the Guards *cleared* the wood.", "ASSAULT"),
    ("Two fighters *bagged* three Zarins.", "ASSAULT"),
    # People that nothing lists, by their number or their ending; participles without an auxiliary.
    ("The bomb *killed* 17 ravers.", "ASSAULT"),
    ("Two windsurfers *drowned* in the raid.", "ASSAULT"),
    ("Police *arrested* a lutist.", "COERCE"),
    ("Shells fell all day, one house *gutted*.", "ASSAULT"),
    ("One of them *waved*.", None),
    # What is told of an event by a name before it, or by being so.
    ("It was a *massacre*.", "ASSAULT"),
    # Talk of something, arms that nobody receives, what is insisted on as so.
    ("There is *talk* of terms.", None),
    ("The islanders *sent* two frigates.", "MOBILIZE"),
    ("The islanders *sent* two howitzers to Chad.", "AID"),
    ("Tehran *insisted* that the vessel carried food.", None),
    ("Tehran *insisted* that the vessel be freed.", "REQUEST"),
)


@pytest.mark.parametrize(("marked", "expected"), CASES)
def test_word(marked: str, expected: str | None, lore: Lore, parser: Parser) -> None:
    found = [event.type for event in tell(marked, lore, parser).events_at_mark()]
    assert found == ([expected] if expected is not None else [])


@pytest.mark.parametrize(("lemma", "expected"), [("bar", True), ("bare", False), ("initial", False)])
def test_last_letters_doubled(lemma: str, expected: bool) -> None:
    assert doubles(lemma) is expected


def _frame(key: str) -> Frame:
    return Frame(key=key, label=key, root="AID", description="", examples=(FrameExample(text=""),))


def test_three_nouns_of_a_kind_stand_for_it() -> None:
    classes = {noun: {"material"} for noun in ("food", "tent", "soap")} | {"nurse": {"person"}}
    listed = [(_frame("aid_goods"), None, noun) for noun in ("food", "tent", "soap", "nurse")]
    found = list(widened(listed, classes))
    assert [(frame.key, frame.object, particle) for frame, particle in found] == [
        ("aid_goods", ("material",), None)
    ]
    assert list(widened(listed[1:], classes)) == []


def test_words_for_a_clause_are_no_particles() -> None:
    classes = {noun: {"material"} for noun in ("food", "tent", "soap")}
    assert list(widened([(_frame("aid"), "infinitive", noun) for noun in classes], classes)) == []

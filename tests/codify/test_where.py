"""Where an event happened: (sentence with its verb between asterisks, the places, best first)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest

from dateline.codify.where import Choice, Seen, choose, seen_from, signs
from dateline.find import find_actors, find_names, find_places
from dateline.lore import Lore
from dateline.measure.texts import as_document
from dateline.parse import Parser
from tests.told import tell

CASES: Sequence[tuple[str, tuple[str, ...]]] = (
    ("A car bomb *exploded* in Mosul on Friday.", ("Mosul",)),
    ("Four people were *wounded* in the northern city of Mosul, 400 km from Baghdad.", ("Mosul",)),
    ("Rebels *shelled* Idlib, a spokesman said in Geneva.", ("Idlib",)),
    ("Rebels *shelled* Idlib and Hama.", ("Idlib", "Hama")),
    ("Officials in Cairo said that a bomb had *exploded* in Gaza.", ("Gaza",)),
    ("In Karachi, police *clashed* with demonstrators.", ("Karachi",)),
    ("A patrol was *ambushed* near Tiznaqvar village.", ("Tiznaqvar",)),
    ("Soldiers *patrolled* the streets of Bujumbura, the capital of Burundi.", ("Bujumbura",)),
    ("The minister *said* that the talks would resume.", ()),
    ("He was *murdered* by his brother.", ()),
    ("The photograph *captured* the attention of the world.", ()),
)


def seen(marked: str, lore: Lore, parser: Parser) -> Seen:
    before, verb, after = marked.split("*")
    text = before + verb + after
    sentences = parser(as_document(text, "test", published=None), lore.is_place)
    names = find_names(sentences, lore)
    places = find_places(sentences, names, lore)
    actors = {f.head: f.thing for f in find_actors(sentences, names, lore, None)}
    at = next(token.i for token in sentences[0].tokens if token.start == len(before))
    return seen_from(sentences[0], at, places, actors, lore)


def named(of: Seen, choice: Choice) -> list[str]:
    tokens = of.sentence.tokens
    return [" ".join(t.text for t in tokens[c.lo : c.hi]) for c in choice.candidates]


@pytest.mark.parametrize(("marked", "expected"), CASES)
def test_place_of_an_event(marked: str, expected: Sequence[str], lore: Lore, parser: Parser) -> None:
    view = seen(marked, lore, parser)
    found = named(view, choose(view))
    assert len(found) == len(expected)
    assert all(word in name for word, name in zip(expected, found, strict=True))


@pytest.mark.parametrize("marked", [marked for marked, _ in CASES])
def test_candidates_are_apart_and_hold_their_heads(marked: str, lore: Lore, parser: Parser) -> None:
    candidates = seen(marked, lore, parser).candidates
    assert all(c.lo <= c.head < c.hi for c in candidates)
    assert all(a.hi <= b.lo for a, b in pairwise(candidates))


def test_a_row_of_signs_for_none_and_for_each_candidate(lore: Lore, parser: Parser) -> None:
    view = seen("Rebels *shelled* Idlib and Hama.", lore, parser)
    rows = signs(view)
    assert len(rows) == 1 + len(view.candidates)
    assert {family.startswith("none-") for family, _ in rows[0]} == {True}
    assert {family.startswith("none-") for row in rows[1:] for family, _ in row} == {False}


def test_the_chance_is_one(lore: Lore, parser: Parser) -> None:
    view = seen("He was *murdered* by his brother.", lore, parser)
    assert not view.candidates
    assert choose(view) == Choice((), 1.0)


def test_every_family_of_signs_has_its_reason(lore: Lore, parser: Parser) -> None:
    families = {family for family, _ in lore.lexicon.event_place_weights}
    told = {family for marked, _ in CASES for row in signs(seen(marked, lore, parser)) for family, _ in row}
    # Families whose weights all came out near zero have left the table; most have not.
    assert len(told & families) > 0.8 * len(told)


# (sentence with the event's trigger marked, the name of its first place)
FIRST: Sequence[tuple[str, str]] = (
    ("Rebels *shelled* Idlib, a spokesman said in Geneva.", "Idlib"),
    ("Officials in Cairo said that a car bomb had *exploded* in Gaza.", "Gaza"),
    ("In Karachi, police *clashed* with demonstrators who had come from Lahore.", "Karachi"),
    ("Gunmen from Lagos *attacked* a convoy near Maiduguri.", "Maiduguri"),
)


@pytest.mark.parametrize(("marked", "expected"), FIRST)
def test_the_likeliest_place_comes_first(marked: str, expected: str, lore: Lore, parser: Parser) -> None:
    events = tell(marked, lore, parser).events_at_mark()
    assert [event.places[0].text for event in events[:1]] == [expected]

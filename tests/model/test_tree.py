"""Walks over trees built by hand: (relation, head) a word, as the parser gives them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.model import Sentence, Span, Token
from dateline.model.tree import (
    ancestors,
    apart,
    child,
    children,
    conjuncts,
    first_conjunct,
    noun_phrase,
    objects_of,
    reach,
    span,
    subtree,
)


def parsed(*words: tuple[str, str, int], start: int = 0, pos: str = "NOUN") -> Sentence:
    """A sentence of (word, relation, head); "prep" is an adposition."""
    tokens, at = [], start
    for i, (word, dep, head) in enumerate(words):
        below = tuple(j for j, (_, _, of) in enumerate(words) if of == i != j)
        part = "ADP" if dep in ("prep", "agent") else pos
        tokens.append(
            Token(i, at, at + len(word), word, word.lower(), word.lower(), part, "NN", dep, head, "", below)
        )
        at += len(word) + 1
    text = " ".join(word for word, _, _ in words)
    root = next(i for i, (_, _, head) in enumerate(words) if head == i)
    return Sentence(0, 0, "body", start, start + len(text), text, tuple(tokens), root)


# The old men of Goma , who fled , and women spoke to reporters from Kenya and Chad
SPOKEN = parsed(
    ("The", "det", 2),
    ("old", "amod", 2),
    ("men", "nsubj", 10),
    ("of", "prep", 2),
    ("Goma", "pobj", 3),
    (",", "punct", 2),
    ("who", "nsubj", 7),
    ("fled", "relcl", 2),
    ("and", "cc", 2),
    ("women", "conj", 2),
    ("spoke", "ROOT", 10),
    ("to", "prep", 10),
    ("reporters", "pobj", 11),
    ("from", "prep", 12),
    ("Kenya", "pobj", 13),
    ("and", "cc", 14),
    ("Chad", "conj", 14),
    start=100,
)


def test_children_by_relation() -> None:
    assert [token.text for token in children(SPOKEN, 2)] == ["The", "old", "of", ",", "fled", "and", "women"]
    assert [token.text for token in children(SPOKEN, 2, "det", "amod")] == ["The", "old"]
    found = child(SPOKEN, 2, "conj")
    assert found is not None
    assert found.text == "women"
    assert child(SPOKEN, 2, "dobj") is None


def test_ancestors_nearest_first() -> None:
    assert [token.text for token in ancestors(SPOKEN, 4)] == ["of", "men", "spoke"]
    assert list(ancestors(SPOKEN, SPOKEN.root)) == []


def test_noun_phrases_leave_clauses_and_lists_out() -> None:
    lo, hi = noun_phrase(SPOKEN, 2)
    assert span(SPOKEN, lo, hi) == Span(100, 119, "The old men of Goma")


def test_subtrees_and_their_reach() -> None:
    assert subtree(SPOKEN, 12) == [12, 13, 14, 15, 16]
    assert subtree(SPOKEN, 12, frozenset({"conj", "cc"})) == [12, 13, 14]
    assert reach(SPOKEN, 2) == (0, 10)


def test_lists() -> None:
    assert conjuncts(SPOKEN, 14) == [14, 16]
    assert first_conjunct(SPOKEN, 16) == 14
    assert first_conjunct(SPOKEN, 14) == 14


@pytest.mark.parametrize(
    ("prepositions", "wanted"),
    [(None, ["reporters"]), (frozenset({"to"}), ["reporters"]), (frozenset({"with"}), [])],
)
def test_objects_of_prepositions(prepositions: frozenset[str] | None, wanted: list[str]) -> None:
    assert [token.text for token in objects_of(SPOKEN, 10, prepositions)] == wanted


def test_a_preposition_may_hang_on_another() -> None:
    fled = parsed(("fled", "ROOT", 0), ("from", "prep", 0), ("near", "prep", 1), ("Goma", "pobj", 2))
    assert [token.text for token in objects_of(fled, 0)] == ["Goma"]


def test_a_semicolon_parts() -> None:
    two = parsed(("Rebels", "nsubj", 1), ("fled", "ROOT", 1), (";", "punct", 1), ("troops", "dep", 1))
    assert apart(two, 1, 3)
    assert apart(two, 3, 0)
    assert not apart(two, 0, 1)


DEPS = st.sampled_from(["nsubj", "conj", "cc", "prep", "pobj", "relcl", "punct", "amod", "det", "dobj"])


@st.composite
def trees(draw: st.DrawFn) -> Sentence:
    """Any tree: words in any order, each hanging on an earlier one of another order."""
    size = draw(st.integers(1, 14))
    order = draw(st.permutations(range(size)))
    heads = [0] * size
    for n, i in enumerate(order):
        heads[i] = order[draw(st.integers(0, n - 1))] if n else i
    return parsed(*((f"w{i}", draw(DEPS), heads[i]) for i in range(size)))


@given(trees())
def test_all_walks_stay_within_the_tree(sentence: Sentence) -> None:
    everything = list(range(len(sentence.tokens)))
    assert subtree(sentence, sentence.root) == everything
    for i in everything:
        below = subtree(sentence, i)
        assert below == sorted(set(below))
        assert i in below
        assert reach(sentence, i) == (below[0], below[-1] + 1)
        assert all(i in [above.i for above in ancestors(sentence, j)] for j in below if j != i)
        lo, hi = noun_phrase(sentence, i)
        assert below[0] <= lo <= i < hi <= below[-1] + 1
        assert (
            span(sentence, lo, hi).text
            == sentence.text[span(sentence, lo, hi).start : span(sentence, lo, hi).end]
        )
        assert first_conjunct(sentence, i) in everything
        assert i in conjuncts(sentence, i)


def test_a_circle_of_heads_ends() -> None:
    circle = parsed(("a", "conj", 1), ("b", "conj", 0), ("c", "ROOT", 2))
    assert len(list(ancestors(circle, 0))) <= 3
    assert first_conjunct(circle, 0) in (0, 1)

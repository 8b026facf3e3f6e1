"""The parser: what is parsed, that every token is a slice, and that a text's parse is its own."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dateline.lore import Lore
from dateline.model import Document, Part, PartKind, Sentence
from dateline.parse import Parser, pieces
from tests.find.finds import document

SHARED = settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def part(text: str, start: int = 0, kind: PartKind = "body") -> Part:
    return Part(kind, start, start + len(text), text)


def check(document: Document, sentences: tuple[Sentence, ...]) -> None:
    """Spans are slices, in order; the tree is one: each token's head has it among its children."""
    at = 0
    for number, sentence in enumerate(sentences):
        assert sentence.index == number
        assert document.parts[sentence.paragraph].kind == sentence.part
        assert at <= sentence.start < sentence.end
        at = sentence.end
        assert document.text[sentence.start : sentence.end] == sentence.text
        end = sentence.start
        for i, token in enumerate(sentence.tokens):
            assert token.i == i
            assert end <= token.start < token.end <= sentence.end
            end = token.end
            assert document.text[token.start : token.end] == token.text
            assert token.text.strip()
            assert token.lower == token.text.lower()
            assert (i in sentence.tokens[token.head].children) == (token.head != i)
            assert all(sentence.tokens[c].head == i for c in token.children)
        root = sentence.tokens[sentence.root]
        assert root.head == root.i


# --- what is parsed ----------------------------------------------------------------------------------


def test_lines_are_parsed_alone() -> None:
    text = "First line\n\n* * *\nSecond line"
    assert [text[a:b] for a, b in pieces(part(text))] == ["First line", "Second line"]


def test_offsets_count_from_the_part() -> None:
    assert list(pieces(part("one\ntwo", start=10))) == [(10, 13), (14, 17)]


@pytest.mark.parametrize("text", ["", "\n\n", "—", "1234 5678", "* * *\n...\n"])
def test_lines_without_a_letter_are_left_out(text: str) -> None:
    assert list(pieces(part(text))) == []


@pytest.mark.parametrize("text", ["1936", " 1936 ", "1921-1923", "1921–23", "2014 — 2015"])
def test_a_line_of_years_is_a_heading_and_is_kept(text: str) -> None:
    assert list(pieces(part(text))) == [(0, len(text))]


@pytest.mark.parametrize("text", ["936", "19360", "1936 - 1", "12-1936", "3000"])
def test_a_line_of_other_numbers_is_left_out(text: str) -> None:
    assert list(pieces(part(text))) == []


def test_long_lines_are_cut_between_words() -> None:
    text = "rebels fled " * 2000
    found = list(pieces(part(text)))
    assert "".join(text[a:b] for a, b in found) == text
    assert all(b - a <= 4000 for a, b in found)
    assert all(text[b - 1] == " " or text[b] == " " for _, b in found[:-1])


def test_a_line_without_spaces_is_cut_all_the_same() -> None:
    text = "x" * 1_000_000
    assert "".join(text[a:b] for a, b in pieces(part(text))) == text


@given(st.text(max_size=300), st.integers(0, 50))
def test_pieces_lie_in_order_within_the_part(text: str, start: int) -> None:
    end = start
    for a, b in pieces(part(text, start)):
        assert end <= a < b <= start + len(text)
        assert "\n" not in text[a - start : b - start]
        end = b


def test_bylines_and_datelines_are_not_parsed(parser: Parser) -> None:
    text = "Guns fall silent\n\nBy Ann Lee\n\nGENEVA\n\nShells fell."
    parsed = parser(document(text, kinds=("title", "byline", "dateline")))
    assert [(sentence.text, sentence.part, sentence.paragraph) for sentence in parsed] == [
        ("Guns fall silent", "title", 0),
        ("Shells fell.", "body", 3),
    ]


# --- spans and trees ---------------------------------------------------------------------------------

TEXTS = [
    "Rebels shelled Goma.  Two   died.\tThey fled!",
    "“No,” he said.\u00a0“Never.” – ‘Why?’",
    " leading and trailing ",
    "日本 and 🇺🇦 flags, naïve façade e\u0301",
    "line\u2028separator\x0bhere\x85and there",
]


@pytest.mark.parametrize("text", TEXTS)
def test_every_token_is_a_slice(parser: Parser, lore: Lore, text: str) -> None:
    check(document(text), parser(document(text)))
    check(document(text), parser(document(text), lore.is_place))


@SHARED
@given(st.text(max_size=80) | st.text(st.sampled_from("ab. ’”\n\t\u2028-,1"), max_size=80))
@example("\u200b \u200b")
@example("a \u2028 b")
def test_any_text_is_parsed(parser: Parser, text: str) -> None:
    check(document(text), parser(document(text)))


# --- a text's parse is its own -----------------------------------------------------------------------


def test_the_same_text_is_parsed_the_same_whatever_came_before(parser: Parser, lore: Lore) -> None:
    text = "Militants entered Menaka. The town’s airstrip burned."
    first = parser(document(text), lore.is_place)
    for other in ("Menaka Menaka Menaka", "Ships left Odesa.", "x" * 500):
        parser(document(other), lore.is_place)
    assert parser(document(text), lore.is_place) == first
    assert Parser()(document(text), lore.is_place) == first


def test_paragraphs_do_not_change_each_other(parser: Parser) -> None:
    one, two = "Shells fell on the port.", "The envoy flew home."
    alone = [sentence.tokens for sentence in parser(document(one))]
    together = [sentence.tokens for sentence in parser(document(f"{one}\n\n{two}"))]
    assert together[:1] == alone


@pytest.mark.parametrize(("form", "verb"), [("hopes", "hope"), ("waged", "wage"), ("staging", "stage")])
def test_verbs_of_reports_are_not_taken_for_shorter_ones(parser: Parser, form: str, verb: str) -> None:
    (sentence,) = parser(document(f"The king was {form} it." if form.endswith("ing") else f"He {form} it."))
    assert [token.lemma for token in sentence.tokens if token.text == form] == [verb]


def test_an_unseen_place_is_parsed_as_a_place(parser: Parser, lore: Lore) -> None:
    text = "Troops captured Bakhmut."
    (sentence,) = parser(document(text), lore.is_place)
    token = next(token for token in sentence.tokens if token.text == "Bakhmut")
    assert (token.pos, token.dep) == ("PROPN", "dobj")
    assert sentence.text == text

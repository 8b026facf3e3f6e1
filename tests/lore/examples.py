"""Reads pack examples with the real steps, each as a document of its own, and tells what they found in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.ascribe import find_attributions
from dateline.codify import find_events
from dateline.find import find_actors, find_names, find_places, find_quantities, find_quotes, find_times
from dateline.lore import Lore
from dateline.model import (
    Actor,
    Attribution,
    Document,
    Found,
    Happening,
    Moment,
    Part,
    Place,
    Quantity,
    Sentence,
    sealed,
)
from dateline.parse import Parser

_UNKNOWN = Moment(None, None, None, "unknown", "unknown")


@dataclass(frozen=True)
class Example:
    """A sentence read: its text without marks, the marked spans, and what the steps found in it."""

    text: str
    marks: dict[str, tuple[int, int]]
    sentences: Sequence[Sentence]
    actors: Sequence[Found[Actor]]
    places: Sequence[Found[Place]]
    quantities: Sequence[Found[Quantity]]
    attributions: Sequence[Attribution]
    events: Sequence[Happening]


_MARKS = {"*": "*", "{": "}", "[": "]"}


def unmarked(marked: str) -> tuple[str, dict[str, tuple[int, int]]]:
    """`The *army* left.` -> the plain text and {"*": (4, 8)}."""
    text: list[str] = []
    marks: dict[str, tuple[int, int]] = {}
    opened: dict[str, int] = {}
    at = 0
    for char in marked:
        closes = next((mark for mark, close in _MARKS.items() if char == close and mark in opened), None)
        if closes is not None:
            marks.setdefault(closes, (opened.pop(closes), at))
        elif char in _MARKS:
            opened[char] = at
        else:
            text.append(char)
            at += 1
    return "".join(text), marks


def document(text: str) -> Document:
    """A document with one body part."""
    return sealed(
        Document,
        document="example",
        evidence=(),
        source="example",
        outlet=None,
        title=None,
        byline=None,
        published=_UNKNOWN,
        language="en",
        text=text,
        parts=(Part("body", 0, len(text), text),),
    )


def read_example(marked: str, lore: Lore, parser: Parser) -> Example:
    """One example through parse, find, codify and ascribe."""
    text, marks = unmarked(marked)
    doc = document(text)
    sentences = parser(doc, lore.is_place)
    names = find_names(sentences, lore)
    actors = find_actors(sentences, names, lore, None)
    places = find_places(sentences, names, lore)
    times = find_times(sentences, _UNKNOWN)
    quantities = find_quantities(sentences, lore)
    sourced = find_attributions(doc, sentences, find_quotes(doc), actors, times, lore)
    events = find_events(sentences, actors, places, times, quantities, lore)
    return Example(text, marks, sentences, actors, places, quantities, sourced.attributions, events)


def overlaps(a: tuple[int, int], b: tuple[int, int]) -> bool:
    """Whether two half-open stretches share a character."""
    return a[0] < b[1] and b[0] < a[1]


def bare(word: str) -> str:
    """Words without articles and marks, in lower case, for comparing roles."""
    return re.sub(r"^(the|a|an) ", "", word.lower().strip(" .,"))

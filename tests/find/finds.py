"""Documents, sentences built by hand, and one text through one finder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from dateline.find import (
    Name,
    find_actors,
    find_materiel,
    find_names,
    find_places,
    find_quantities,
    find_times,
)
from dateline.lore import Lore
from dateline.model import (
    Actor,
    Document,
    Found,
    Moment,
    Part,
    PartKind,
    Place,
    Quantity,
    Sentence,
    Token,
    sealed,
)
from dateline.parse import Parser

T = TypeVar("T", bound=Actor | Moment | Place | Quantity)
UNKNOWN = Moment(None, None, None, "unknown", "unknown")


def document(text: str, kinds: Sequence[PartKind] = ()) -> Document:
    """A document whose parts are the paragraphs of `text`: of these kinds in order, the rest body."""
    parts, at = [], 0
    for number, paragraph in enumerate(text.split("\n\n")):
        if paragraph:
            kind: PartKind = kinds[number] if number < len(kinds) else "body"
            parts.append(Part(kind, at, at + len(paragraph), paragraph))
        at += len(paragraph) + 2
    return sealed(
        Document,
        document="test",
        evidence=(),
        source="test",
        outlet=None,
        title=None,
        byline=None,
        published=UNKNOWN,
        language="en",
        text=text,
        parts=tuple(parts),
    )


def published(day: str | None) -> Moment:
    return Moment(None, day, day, "day", "given") if day else UNKNOWN


def built(words: Sequence[str], tags: Sequence[str] = (), heads: Sequence[int] = ()) -> Sentence:
    """A sentence from words; without a head they hang on the first, without a tag they are NN."""
    tokens, at = [], 0
    heads = [heads[i] if i < len(heads) else 0 for i in range(len(words))]
    for i, word in enumerate(words):
        tag = tags[i] if i < len(tags) else "NN"
        below = tuple(j for j, head in enumerate(heads) if head == i != j)
        dep = "ROOT" if heads[i] == i else "dep"
        pos = "VERB" if tag.startswith("VB") else "NOUN"
        lower = word.lower()
        tokens.append(Token(i, at, at + len(word), word, lower, lower, pos, tag, dep, heads[i], "", below))
        at += len(word) + 1
    text = " ".join(words)
    root = next((i for i, head in enumerate(heads) if head == i), 0)
    return Sentence(0, 0, "body", 0, len(text), text, tuple(tokens), root)


def check_spans(text: str, sentences: Sequence[Sentence], found: Sequence[Found[T]]) -> None:
    """What holds of every finding: tokens within their sentence, the head among them, the text a slice."""
    for one in found:
        tokens = sentences[one.sentence].tokens
        assert 0 <= one.lo <= one.head < one.hi <= len(tokens)
        thing = one.thing
        start, end = tokens[one.lo].start, tokens[one.hi - 1].end
        assert (thing.span if isinstance(thing, Moment) else (thing.start, thing.end)) == (start, end)
        assert text[start:end] == thing.text


@dataclass(frozen=True)
class Finds:
    """One text through one finder, its spans checked on the way."""

    lore: Lore
    parser: Parser

    def sentences(self, text: str) -> tuple[Sentence, ...]:
        return self.parser(document(text), self.lore.is_place)

    def moments(self, text: str, day: str | None = None) -> list[Moment]:
        sentences = self.sentences(text)
        return self._things(text, sentences, find_times(sentences, published(day)))

    def quantities(self, text: str) -> list[Quantity]:
        sentences = self.sentences(text)
        return self._things(text, sentences, find_quantities(sentences, self.lore))

    def materiel(self, text: str) -> list[Quantity]:
        sentences = self.sentences(text)
        return self._things(text, sentences, find_materiel(sentences, self.lore))

    def names(self, text: str, theatre: str | None = None) -> tuple[Name, ...]:
        return find_names(self.sentences(text), self.lore.within(theatre))

    def places(self, text: str, theatre: str | None = None) -> list[Place]:
        sentences, lore = self.sentences(text), self.lore.within(theatre)
        return self._things(text, sentences, find_places(sentences, find_names(sentences, lore), lore))

    def actors(self, text: str, theatre: str | None = None, day: str | None = None) -> list[Actor]:
        sentences, lore = self.sentences(text), self.lore.within(theatre)
        return self._things(text, sentences, find_actors(sentences, find_names(sentences, lore), lore, day))

    @staticmethod
    def _things(text: str, sentences: Sequence[Sentence], found: Sequence[Found[T]]) -> list[T]:
        check_spans(text, sentences, found)
        return [one.thing for one in found]

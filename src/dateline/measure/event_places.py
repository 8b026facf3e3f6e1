"""Which place an event happened at: sentences with a marked verb and its place; loaded, predicted, scored.

The format is JSON Lines: `text`, `verb` [start, end) and `locations`, a list of [start, end); empty where
the sentence tells no place. Part of the published answers count words instead of characters, the last word
included ([15, 15] is the sixteenth word). A line is read so when a span is empty, begins or ends within a
word, or has no capital where the words so counted all have one; the words are those of the parser.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

from dateline.codify.where import Seen, choose, seen_from
from dateline.errors import CorpusError
from dateline.find import find_actors, find_names, find_places
from dateline.lore import Lore
from dateline.measure.scores import Counts
from dateline.measure.texts import as_document, reading
from dateline.model import Document, Part, Sentence
from dateline.parse import Parser

__all__ = ["Line", "load", "predict", "predictions", "score", "write"]

Span = tuple[int, int]

# Sentences parsed at once: enough to fill the parser's batches, few enough to keep memory flat.
_TOGETHER = 256


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence, its marked verb, and where that happened; `given` are the answers as they were written."""

    text: str
    verb: Span
    locations: tuple[Span, ...]
    given: tuple[Span, ...]

    @property
    def name(self) -> str:
        """What decides the part it belongs to: its text, so that no sentence stands in two."""
        return self.text


def load(path: Path, parser: Parser) -> Iterator[Line]:
    """The lines of a file. Raises CorpusError with the line's number and the cause."""
    with reading(path), path.open(encoding="utf-8") as file:
        for number, written in enumerate(file, 1):
            if not written.strip():
                continue
            try:
                yield _line(json.loads(written), parser)
            except (TypeError, ValueError) as error:
                raise CorpusError(f"{path}, line {number}: {error}") from error


def _line(row: Any, parser: Parser) -> Line:
    if not isinstance(row, Mapping):
        raise ValueError(f"wanted an object with text, verb and locations, found {type(row).__name__}")
    missing = [key for key in ("text", "verb", "locations") if key not in row]
    if missing:
        raise ValueError(f"{' and '.join(missing)} missing: wanted text, verb and locations")
    text, locations = row["text"], row["locations"]
    if not isinstance(text, str):
        raise ValueError(f"text is {text!r}, wanted a string")
    if not isinstance(locations, list):
        raise ValueError(f"locations is {locations!r}, wanted a list of [start, end]")
    verb = _span(row["verb"], text, "verb")
    if verb[0] == verb[1]:
        raise ValueError(f"the verb's span {list(verb)} is empty")
    given = tuple(_span(location, text, "location") for location in locations)
    return Line(text, verb, _in_characters(given, text, parser), given)


def _span(value: Any, text: str, what: str) -> Span:
    whole = isinstance(value, list) and len(value) == 2
    if not whole or not all(isinstance(at, int) and not isinstance(at, bool) for at in value):
        raise ValueError(f"a {what} is {value!r}, wanted [start, end]")
    start, end = value
    if not 0 <= start <= end <= len(text):
        raise ValueError(f"a {what} from {start} to {end} lies outside the text of {len(text)} characters")
    return start, end


def _in_characters(given: tuple[Span, ...], text: str, parser: Parser) -> tuple[Span, ...]:
    """The answers as offsets of characters, whichever way they were counted."""
    if all(_whole(span, text) and text[span[0]].isupper() for span in given):
        return given
    words = [(token.idx, token.idx + len(token.text)) for token in parser.nlp.make_doc(text)]
    if any(end >= len(words) for _, end in given):
        return _solid(given)
    counted = tuple((words[first][0], words[last][1]) for first, last in given)
    if all(_whole(span, text) for span in given) and not all(text[start].isupper() for start, _ in counted):
        return given
    return counted


def _whole(span: Span, text: str) -> bool:
    """Whether a span begins and ends with words, as characters are counted."""
    start, end = span
    if not text[start:end].strip():
        return False
    return not (_within_word(text, start) or _within_word(text, end))


def _within_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def _solid(given: tuple[Span, ...]) -> tuple[Span, ...]:
    if any(start == end for start, end in given):
        raise ValueError(f"a location of {[list(span) for span in given]} is empty and counts no word")
    return given


# -- predictions


def predict(line: Line, lore: Lore, parser: Parser) -> tuple[Span, ...]:
    """Where the line's event happened; () when its sentence does not tell."""
    return next(predictions((line,), lore, parser))[1]


def predictions(lines: Iterable[Line], lore: Lore, parser: Parser) -> Iterator[tuple[Line, tuple[Span, ...]]]:
    """All lines with their predictions, in order; many are parsed at once."""
    for line, seen, shift in views(lines, lore, parser):
        yield line, () if seen is None else tuple(_spans(seen, shift))


def views(lines: Iterable[Line], lore: Lore, parser: Parser) -> Iterator[tuple[Line, Seen | None, int]]:
    """Each line with its sentence as seen from the verb, and where the line's text starts in that.

    None when the parser made nothing of the verb.
    """
    rest = iter(lines)
    while batch := list(islice(rest, _TOGETHER)):
        texts = list(dict.fromkeys(line.text for line in batch))
        document = _together(texts)
        parsed: dict[int, list[Sentence]] = {}
        for sentence in parser(document, lore.is_place):
            parsed.setdefault(sentence.paragraph, []).append(sentence)
        starts = [part.start for part in document.parts]
        found = {
            text: _Found.of(text, [replace(s, index=i) for i, s in enumerate(parsed.get(n, ()))], lore)
            for n, text in enumerate(texts)
        }
        shifts = dict(zip(texts, starts, strict=True))
        for line in batch:
            shift = shifts[line.text]
            yield line, found[line.text].seen(line.verb[0] + shift, line.verb[1] + shift), shift


def _together(texts: Sequence[str]) -> Document:
    """One document of many sentences, a part each, so that they fill the parser's batches."""
    parts, at = [], 0
    for text in texts:
        parts.append(Part("body", at, at + len(text), text))
        at += len(text) + 1
    return replace(as_document("", "lines", published=None), text="\n".join(texts), parts=tuple(parts))


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found in one line's text, its sentences counted from 0."""

    sentences: Sequence[Sentence]
    lore: Lore
    places: tuple[Any, ...]
    actors: tuple[Any, ...]

    @classmethod
    def of(cls, text: str, sentences: Sequence[Sentence], lore: Lore) -> _Found:
        lore = lore.within(lore.theatre_of(text))
        names = find_names(sentences, lore)
        return cls(
            sentences, lore, find_places(sentences, names, lore), find_actors(sentences, names, lore, None)
        )

    def seen(self, start: int, end: int) -> Seen | None:
        """The sentence as seen from the word in [start, end) of the document."""
        for sentence in self.sentences:
            for token in sentence.tokens:
                if token.start < end and start < token.end:
                    here = sentence.index
                    return seen_from(
                        sentence,
                        token.i,
                        [f for f in self.places if f.sentence == here],
                        {f.head: f.thing for f in self.actors if f.sentence == here},
                        self.lore,
                    )
        return None


def _spans(seen: Seen, shift: int) -> Iterator[Span]:
    tokens = seen.sentence.tokens
    for candidate in choose(seen).candidates:
        yield tokens[candidate.lo].start - shift, tokens[candidate.hi - 1].end - shift


# -- scores


def score(pairs: Iterable[tuple[Line, Sequence[Span]]]) -> dict[str, float]:
    """Shares of the lines, and precision and recall of telling that no place is said.

    `accuracy`: nothing was predicted where nothing is said; else something was, and all of it overlaps
    an answer. `exact`: besides, each answer was predicted, one for one. `accuracy_as_given` takes every
    answer for characters, as written. `counted_words` is the share of lines whose answers count words.
    """
    lines, right, exact, literal, counted = 0, 0, 0, 0, 0
    none = Counts()
    for line, predicted in pairs:
        lines += 1
        right += _right(line.locations, predicted)
        exact += _exact(line.locations, predicted)
        literal += _right(line.given, predicted)
        counted += line.given != line.locations
        none.add(not predicted and not line.locations, not predicted, not line.locations)
    most = max(lines, 1)
    return {
        "accuracy": right / most,
        "exact": exact / most,
        "none_precision": none.precision,
        "none_recall": none.recall,
        "accuracy_as_given": literal / most,
        "counted_words": counted / most,
    }


def _right(answers: Sequence[Span], predicted: Sequence[Span]) -> bool:
    if not answers or not predicted:
        return not answers and not predicted
    return all(any(_overlap(span, answer) for answer in answers) for span in predicted)


def _exact(answers: Sequence[Span], predicted: Sequence[Span]) -> bool:
    hits = [[i for i, answer in enumerate(answers) if _overlap(span, answer)] for span in predicted]
    return all(len(hit) == 1 for hit in hits) and sorted(hit[0] for hit in hits) == list(range(len(answers)))


def _overlap(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def write(file: TextIO, line: Line, predicted: Sequence[Span]) -> None:
    """A JSON line: the line as given, its answers in characters where that differs, and the predictions."""
    row: dict[str, object] = {"text": line.text, "verb": line.verb, "locations": line.given}
    if line.given != line.locations:
        row["locations_in_characters"] = line.locations
    file.write(json.dumps(row | {"predicted": list(predicted)}, ensure_ascii=False) + "\n")

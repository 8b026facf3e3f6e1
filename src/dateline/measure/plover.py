"""What one party did to another (PLOVER): sentences with a source, a target and the root between them.

The format is tab-separated with a header: `sentence`, `source`, `target`, `marked_sentence` with the source
in <s> and the target in <t>, once or oftener, and `gold_root`. A party that is not marked is not named there.
YIELD is not divided in it: CONCEDE and RETREAT both count as YIELD.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from dateline.codify import events_between, find_events, named_parties, root_between, undivided_root
from dateline.errors import CorpusError
from dateline.find import find_actors, find_moments, find_names, find_places, find_quantities
from dateline.lore import Lore
from dateline.lore.root_weights import root_weights
from dateline.measure.scores import Counts
from dateline.measure.texts import as_document, reading
from dateline.model import Happening, Sentence
from dateline.parse import Parser

__all__ = [
    "ROOTS",
    "Line",
    "Predicted",
    "load",
    "predict",
    "predictions",
    "read",
    "score",
    "write",
]

Spans = tuple[tuple[int, int], ...]

ROOTS = (
    "ACCUSE",
    "AGREE",
    "AID",
    "ASSAULT",
    "COERCE",
    "CONSULT",
    "COOPERATE",
    "MOBILIZE",
    "PROTEST",
    "REJECT",
    "REQUEST",
    "SANCTION",
    "SUPPORT",
    "THREATEN",
    "YIELD",
)
_COLUMNS = ("sentence", "source", "target", "marked_sentence", "gold_root")
_MARK = re.compile(r"<(/?)([st])>")
_UNDIVIDED = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence and the root between two parties; a party without spans is not named in it."""

    text: str
    source: Spans
    target: Spans
    root: str

    @property
    def name(self) -> str:
        """What decides the part it belongs to: its text, so that no sentence stands in two."""
        return self.text


@dataclass(frozen=True, slots=True)
class Predicted:
    """The root chosen between the parties given, and the roots of the events that were joined to both."""

    root: str
    joined: tuple[str, ...]


# -- the file


def load(path: Path) -> Iterator[Line]:
    """The lines of a file. Raises CorpusError with the line's number and the cause."""
    with reading(path), path.open(encoding="utf-8", newline="") as file:
        yield from _lines(csv.DictReader(file, delimiter="\t", strict=True), path)


def _lines(rows: csv.DictReader[str], path: Path) -> Iterator[Line]:
    try:
        for row in rows:
            yield _line(row)
    except UnicodeError:
        raise
    except csv.Error as error:
        # The reader counts a line when it is through with it.
        raise CorpusError(f"{path}, line {rows.line_num + 1}: {error}") from error
    except ValueError as error:
        raise CorpusError(f"{path}, line {rows.line_num}: {error}") from error


def _line(row: Mapping[str, str | None]) -> Line:
    missing = [column for column in _COLUMNS if row.get(column) is None]
    if missing:
        raise ValueError(f"{' and '.join(missing)} missing: wanted the columns {', '.join(_COLUMNS)}")
    told = {column: row[column] or "" for column in _COLUMNS}
    root = _UNDIVIDED.get(told["gold_root"], told["gold_root"])
    if root not in ROOTS:
        raise ValueError(f"the root is {root[:40]!r}, wanted one of {', '.join(ROOTS)}")
    text, spans = _unmarked(told["marked_sentence"])
    if text != told["sentence"]:
        raise ValueError("the marked sentence without its marks is not the sentence")
    return Line(text, spans["s"], spans["t"], root)


def _unmarked(marked: str) -> tuple[str, dict[str, Spans]]:
    """A marked sentence's text and where its source and target stand in it."""
    text, at = "", 0
    spans: dict[str, Spans] = {"s": (), "t": ()}
    opened: dict[str, int] = {}
    for mark in _MARK.finditer(marked):
        text, at = text + marked[at : mark.start()], mark.end()
        closing, role = mark.groups()
        if bool(closing) != (role in opened):
            raise ValueError(f"{mark[0]} at {mark.start()} is not one of a pair")
        if closing:
            spans[role] = (*spans[role], (opened.pop(role), len(text)))
        else:
            opened[role] = len(text)
    if opened:
        raise ValueError(f"<{min(opened)}> is not closed")
    return text + marked[at:], spans


# -- predictions


def predictions(lines: Iterable[Line], lore: Lore, parser: Parser) -> Iterator[tuple[Line, Predicted]]:
    """All lines with their predictions, in order."""
    for line in lines:
        yield line, predict(line, lore, parser)


def predict(line: Line, lore: Lore, parser: Parser) -> Predicted:
    """The root between a line's parties, and the roots that the whole path joins to both."""
    sentences, events = read(line.text, lore, parser)
    joined = events_between(events, line.source, line.target)
    root = root_between(sentences, events, line.source, line.target, root_weights())
    return Predicted(root, tuple(sorted({undivided_root(event) for event in joined})))


def read(text: str, lore: Lore, parser: Parser) -> tuple[tuple[Sentence, ...], tuple[Happening, ...]]:
    """A line's sentences and events, read by the steps of the whole path."""
    document = as_document(text, "line", published=None)
    lore = lore.within(lore.theatre_of(text))
    sentences = tuple(parser(document, lore.is_place))
    names = find_names(sentences, lore)
    actors = find_actors(sentences, names, lore, None)
    places = find_places(sentences, names, lore)
    times, _ = find_moments(sentences, document.published)
    quantities = find_quantities(sentences, lore)
    events = find_events(sentences, actors, places, times, quantities, lore)
    return sentences, named_parties(events, actors)


# -- scores


def score(pairs: Iterable[tuple[Line, Predicted]]) -> dict[str, float]:
    """Figures over all lines together.

    `root_macro_f1`: F1 of each root as chosen between the given parties, the mean over the roots that the
    lines have. `events_f1`: an event is found when its actor overlaps the source, its target the target,
    and its root is the line's; every further root that is joined to both so counts as wrong. A pronoun
    stands where the text names whom it means.
    """
    by_root = {root: Counts() for root in ROOTS}
    events, lines, right = Counts(), 0, 0
    for line, predicted in pairs:
        lines += 1
        right += line.root == predicted.root
        events.add(line.root in predicted.joined, len(predicted.joined), 1)
        for root in {line.root, predicted.root}:
            by_root[root].add(line.root == predicted.root, predicted.root == root, line.root == root)
    present = [counts.f1 for counts in by_root.values() if counts.wanted]
    figures = {
        "root_macro_f1": sum(present) / max(len(present), 1),
        "events_f1": events.f1,
        "accuracy": right / max(lines, 1),
        "events_precision": events.precision,
        "events_recall": events.recall,
    }
    return figures | {f"{root.lower()}_f1": counts.f1 for root, counts in by_root.items()}


def write(file: TextIO, line: Line, predicted: Predicted) -> None:
    """A JSON line: the sentence, its parties and root, and the predictions."""
    row = {"text": line.text, "source": line.source, "target": line.target, "root": line.root}
    told = {"predicted": predicted.root, "joined": predicted.joined}
    file.write(json.dumps(row | told, ensure_ascii=False) + "\n")

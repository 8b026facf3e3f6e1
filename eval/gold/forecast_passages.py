"""What is predicted: annotated passages, read and checked. See forecasts/GUIDELINE.md."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any, Literal, get_args

from eval.gold.passes import Misannotated

__all__ = [
    "FOLDER",
    "KINDS",
    "PASSES",
    "WHY",
    "Annotated",
    "Foretold",
    "Negative",
    "Part",
    "Pass",
    "Span",
    "astray",
    "read",
    "split",
]

FOLDER = Path(__file__).parent / "forecasts"
Part = Literal["open", "hidden"]
Pass = Literal["pass_a", "pass_b", "settled"]
PASSES: tuple[Pass, ...] = get_args(Pass)
KINDS = ("prediction", "warning", "expectation")
WHY = (
    "history",
    "past_expectation",
    "plan",
    "hypothetical",
    "demand",
    "question",
    "habit",
    "condition",
    "ability",
)
_NARRATOR = "narrator"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a passage: offsets in code points, end excluded, and the words that stand there."""

    start: int
    end: int
    text: str

    def meets(self, other: Span) -> bool:
        """Whether both have a character in common."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Foretold:
    """A forecast as annotated; `follows`, `repeats` and `counters` are ids within the passage."""

    id: str
    kind: str
    anchor: Span
    proposition: Span
    condition: Span | None
    horizon: Span | None
    likelihood: Span | None
    forecaster: Span | None
    forecaster_name: str
    through: tuple[str, ...]
    follows: tuple[str, ...]
    repeats: str | None
    counters: tuple[str, ...]

    def spans(self) -> Iterator[Span]:
        """All stretches of the text that it has."""
        has = (
            self.anchor,
            self.proposition,
            self.condition,
            self.horizon,
            self.likelihood,
            self.forecaster,
        )
        yield from (span for span in has if span is not None)


@dataclass(frozen=True, slots=True)
class Negative:
    """What a careless reader takes for a forecast, and why it is none."""

    why: str
    anchor: Span
    span: Span


@dataclass(frozen=True, slots=True)
class Annotated:
    """A passage with what one pass found in it. `published` is a day in ISO 8601."""

    document: str
    text: str
    published: str | None
    outlet: str | None
    forecasts: tuple[Foretold, ...]
    negatives: tuple[Negative, ...]


def split(part: Part, folder: Path = FOLDER) -> list[str]:
    """The numbers of the passages of a part: odd ones are open, even ones hidden."""
    stems = sorted(path.stem for path in (folder / "texts").glob("*.txt"))
    return [stem for stem in stems if (int(stem) % 2 == 1) == (part == "open")]


def read(name: Pass, part: Part, folder: Path = FOLDER) -> tuple[list[Annotated], list[str]]:
    """The passages of a part as a pass has them, and a line for each thing that is wrong with them."""
    found: list[Annotated] = []
    faults: list[str] = []
    for stem in split(part, folder):
        path = folder / name / f"{stem}.json"
        try:
            text = (folder / "texts" / f"{stem}.txt").read_bytes().decode("utf-8")
            one = _passage(stem, text, json.loads(path.read_text(encoding="utf-8")))
        except (Misannotated, OSError, KeyError, TypeError, ValueError) as error:
            faults.append(f"forecasts/{name}/{path.name}: {type(error).__name__}: {error}")
            continue
        found.append(one)
        faults += [f"forecasts/{name}/{path.name}: {fault}" for fault in astray(one)]
    return found, faults


def _passage(stem: str, text: str, raw: Mapping[str, Any]) -> Annotated:
    if raw["document"] != stem:
        raise Misannotated(f"document {raw['document']!r} in the file of {stem}")
    forecasts = tuple(_foretold(one) for one in raw["forecasts"])
    negatives = tuple(
        Negative(one["why"], _span(one["anchor"]), _span(one["span"])) for one in raw["negatives"]
    )
    return Annotated(stem, text, raw["published"], raw["outlet"], forecasts, negatives)


def _foretold(raw: Mapping[str, Any]) -> Foretold:
    return Foretold(
        raw["id"],
        raw["kind"],
        _span(raw["anchor"]),
        _span(raw["proposition"]),
        _perhaps(raw["condition"]),
        _perhaps(raw["horizon"]),
        _perhaps(raw["likelihood"]),
        _perhaps(raw["forecaster"]),
        raw["forecaster_name"],
        tuple(raw["through"]),
        tuple(raw["follows"]),
        raw["repeats"],
        tuple(raw["counters"]),
    )


def _span(raw: Mapping[str, Any]) -> Span:
    return Span(int(raw["start"]), int(raw["end"]), str(raw["text"]))


def _perhaps(raw: Mapping[str, Any] | None) -> Span | None:
    return None if raw is None else _span(raw)


# -- checking


def astray(passage: Annotated) -> Iterator[str]:
    """What is wrong with a passage: words that stand elsewhere, unknown values, ids that lead nowhere."""
    ids = [one.id for one in passage.forecasts]
    if len(set(ids)) < len(ids):
        yield "an id stands twice"
    for one in passage.forecasts:
        yield from _misforetold(one, passage, set(ids))
    for miss in passage.negatives:
        if miss.why not in WHY:
            yield f"why {miss.why!r} is none of {', '.join(WHY)}"
        yield from _misplaced((miss.anchor, miss.span), passage.text)
    yield from _circular(passage.forecasts)


def _misforetold(one: Foretold, passage: Annotated, ids: set[str]) -> Iterator[str]:
    if one.kind not in KINDS:
        yield f"{one.id}: kind {one.kind!r} is none of {', '.join(KINDS)}"
    yield from _misplaced(one.spans(), passage.text)
    joined = (*one.follows, *one.counters, *([] if one.repeats is None else [one.repeats]))
    for other in joined:
        if other not in ids or other == one.id:
            yield f"{one.id} leads to {other}, which is no other forecast of the passage"
    if (one.forecaster is None) != (one.forecaster_name == _NARRATOR):
        yield f"{one.id}: the narrator alone has no words: {one.forecaster_name!r}"


def _misplaced(spans: Iterable[Span], text: str) -> Iterator[str]:
    for span in spans:
        if not span.text or text[span.start : span.end] != span.text:
            stands = text[span.start : span.end]
            yield f"{span.start}..{span.end} is {stands!r}, not {span.text!r}"


def _circular(forecasts: Sequence[Foretold]) -> Iterator[str]:
    try:
        TopologicalSorter({one.id: one.follows for one in forecasts}).prepare()
    except CycleError as error:
        yield f"forecasts follow from each other: {', '.join(error.args[1])}"

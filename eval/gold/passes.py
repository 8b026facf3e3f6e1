"""Passes of annotation: read from YAML, their pieces found in the texts they annotate."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal, get_args

import yaml

from dateline.measure.parts import draw
from dateline.model import Factuality, How, Manner, Stance

__all__ = [
    "FOLDER",
    "OUTLET",
    "Answer",
    "GoldClaim",
    "Half",
    "Link",
    "Misannotated",
    "Piece",
    "Series",
    "folder_of",
    "hidden",
    "locate",
    "located",
    "numbered",
    "read_claims",
    "split",
    "stems",
    "text_of",
]

Half = Literal["hidden", "open", "all"]
Series = Literal["dispatches", "more", "fresh"]
"""The dispatches with claims, and two folders of others that have events and figures alone."""

FOLDER = Path(__file__).parent
OUTLET = "outlet"
_ENUMERATIONS: Mapping[str, tuple[Any, ...]] = {
    "stance": get_args(Stance),
    "factuality": (None, *get_args(Factuality)),
    "manner": get_args(Manner),
}
_HOWS: tuple[How, ...] = get_args(How)
# Somewhere between two pieces a sentence ends and another begins: marks, then a capital or a new paragraph.
_BREAK = re.compile(r"[.!?][\"'”’»)]?\s+[\"'“‘«(]?[A-Z]|\n")


class Misannotated(Exception):
    """An annotation cannot be: a piece is not in the text, or a value is none of the guideline's."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a text at `start`..`end` (code points, end excluded)."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Link:
    """One claimant of a chain. `stands_for` is `outlet` for the last; all but `manner` may be unknown."""

    source: Piece | None
    stands_for: str | None
    cue: Piece | None
    manner: str


@dataclass(frozen=True, slots=True)
class Answer:
    """How a claim stands to another one of its text, whose id is `to`."""

    how: How
    to: str


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """One annotated claim; `by` is innermost first, the outlet last."""

    id: str
    content: tuple[Piece, ...]
    by: tuple[Link, ...]
    stance: str
    factuality: str | None
    trigger: Piece | None
    answers: tuple[Answer, ...] = ()


def stems() -> list[str]:
    """The names of all dispatches, in order."""
    return sorted(path.stem for path in (FOLDER / "texts").glob("*.txt"))


def hidden(stem: str) -> bool:
    """Whether a dispatch belongs to the half that nobody looks at while working."""
    return draw(stem, 2) == 0


def split(half: Half) -> list[str]:
    """The dispatches of a half: `hidden` is the one that nobody looks at while working on the program."""
    return [stem for stem in stems() if half == "all" or hidden(stem) == (half == "hidden")]


def numbered(series: Series, half: Half) -> list[str]:
    """The texts of a half of a series; of one without claims, those with an even number are hidden."""
    if series == "dispatches":
        return split(half)
    found = sorted(path.stem for path in (FOLDER / series / "texts").glob("*.txt"))
    return [stem for stem in found if half == "all" or _even(stem) == (half == "hidden")]


def _even(stem: str) -> bool:
    return int(stem.partition("_")[0]) % 2 == 0


def text_of(stem: str, series: Series = "dispatches") -> str:
    """A dispatch as the program receives it."""
    return (folder_of(series) / "texts" / f"{stem}.txt").read_text(encoding="utf-8")


def folder_of(series: Series) -> Path:
    """Where the texts and passes of a series lie."""
    return FOLDER if series == "dispatches" else FOLDER / series


def read_claims(stem: str, name: str) -> tuple[list[GoldClaim], list[str]]:
    """The claims of one dispatch in a pass (`pass_a`), and a line for each that is misannotated.

    Raises:
        FileNotFoundError: the pass does not have the dispatch.
    """
    text = text_of(stem)
    told = yaml.safe_load((FOLDER / name / f"{stem}.yaml").read_text(encoding="utf-8"))
    claims: list[GoldClaim] = []
    faults: list[str] = []
    for number, raw in enumerate(told["claims"], 1):
        try:
            claims.append(_claim(raw, text, f"{stem}.{number}"))
        except (Misannotated, KeyError, TypeError) as error:
            faults.append(f"{name}/{stem}: claim {number}: {type(error).__name__}: {error}")
    return claims, faults + [f"{name}/{stem}: {fault}" for fault in _astray(claims)]


def _astray(claims: Sequence[GoldClaim]) -> Iterator[str]:
    """Relations that lead nowhere: to no claim of the same text, or to the claim itself."""
    known = {claim.id for claim in claims}
    for claim in claims:
        for answer in claim.answers:
            if answer.to not in known:
                yield f"claim {claim.id} {answer.how} {answer.to}, which is not a claim of this text"
            elif answer.to == claim.id:
                yield f"claim {claim.id} {answer.how} itself"


def _claim(raw: Mapping[str, Any], text: str, default: str) -> GoldClaim:
    content = tuple(_content(piece, text) for piece in raw["content"])
    if not content:
        raise Misannotated("a claim needs content")
    if any(a.end > b.start for a, b in pairwise(content)):
        raise Misannotated(f"pieces out of order: {[piece.text for piece in content]}")
    by = tuple(_link(link, text, content) for link in raw["by"])
    if not by or by[-1].stands_for != OUTLET or any(link.stands_for == OUTLET for link in by[:-1]):
        raise Misannotated("the outlet comes last, and once")
    stance = _one_of("stance", raw["stance"])
    if stance is None:
        raise Misannotated("a claim needs a stance")
    factuality = _one_of("factuality", raw["factuality"])
    trigger = None if raw["trigger"] is None else _trigger(raw["trigger"], text, content)
    if trigger is None and factuality is not None:
        raise Misannotated(f"{factuality} without a trigger")
    return GoldClaim(str(raw.get("id", default)), content, by, stance, factuality, trigger, _answers(raw))


def _answers(raw: Mapping[str, Any]) -> tuple[Answer, ...]:
    for how in _HOWS:
        if not isinstance(raw.get(how, []), list):
            raise Misannotated(f"{how} wants a list of ids: {raw[how]!r}")
    return tuple(Answer(how, str(to)) for how in _HOWS for to in raw.get(how, []))


def _link(raw: Mapping[str, Any], text: str, content: Sequence[Piece]) -> Link:
    source, cue = (
        None if raw.get(key) is None else _near(raw[key], text, content) for key in ("source", "cue")
    )
    manner = _one_of("manner", raw["manner"])
    if manner is None:
        raise Misannotated("a link needs a manner")
    return Link(source, raw.get("stands_for"), cue, manner)


def _one_of(key: str, value: Any) -> str | None:
    if value not in _ENUMERATIONS[key]:
        raise Misannotated(f"{key} {value!r} is none of {_ENUMERATIONS[key]}")
    return None if value is None else str(value)


def locate(words: str, text: str) -> list[Piece]:
    """Where words stand in a text as whole words, in order."""
    found: list[Piece] = []
    at = text.find(words)
    while words and at >= 0:
        end = at + len(words)
        inside = text[max(at - 1, 0) : at + 1].isalnum() and at > 0
        if not inside and not text[end - 1 : end + 1].isalnum():
            found.append(Piece(words, at, end))
        at = text.find(words, at + 1)
    return found


def located(raw: Any, text: str) -> tuple[list[Piece], Piece | None]:
    """All places of a piece's words, and the one asked for by number, if any. Raises Misannotated."""
    words, number = (raw["text"], raw.get("occurrence")) if isinstance(raw, dict) else (raw, None)
    found = locate(str(words), text)
    if not found or (number is not None and not 1 <= number <= len(found)):
        raise Misannotated(f"not in the text (occurrence {number or 1}): {words!r}")
    return found, None if number is None else found[number - 1]


def _content(raw: Any, text: str) -> Piece:
    found, asked = located(raw, text)
    return asked or found[0]


def _trigger(raw: Any, text: str, content: Sequence[Piece]) -> Piece:
    found, asked = located(raw, text)
    within = [p for p in found if any(c.start <= p.start and p.end <= c.end for c in content)]
    if not within or (asked is not None and asked not in within):
        raise Misannotated(f"trigger outside of the content: {found[0].text!r}")
    return asked or within[0]


def _near(raw: Any, text: str, content: Sequence[Piece]) -> Piece:
    """The place asked for; else the nearest one outside of the content, one in its sentence first."""
    found, asked = located(raw, text)
    outside = [p for p in found if not any(p.start < c.end and c.start < p.end for c in content)]
    return asked or min(outside or found, key=lambda piece: (*_distance(piece, text, content), piece.start))


def _distance(piece: Piece, text: str, content: Sequence[Piece]) -> tuple[bool, int]:
    gaps = [
        (piece.end, other.start) if piece.end <= other.start else (other.end, piece.start)
        for other in content
    ]
    low, high = min(gaps, key=lambda gap: gap[1] - gap[0])
    # One letter more, so that a capital that opens the next piece is seen.
    return _BREAK.search(text[low : high + 1]) is not None, max(high - low, 0)

"""Dispatches in which sources dispute: annotated relations between what they say, read and checked.

`disputes/texts/NN_name.txt` is a dispatch, `disputes/answers/NN_name.yaml` says who answers what in it:
`kind` (denies, doubts, confirms, contradicts), `from` (words of the answering claim) and `to` (words of the
content that is answered; where other tellings of it would do, theirs stand in `or_to`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

import yaml

from dateline.model import How
from eval.gold.passes import Misannotated, Piece, located

__all__ = ["FOLDER", "Dispatch", "Part", "Relation", "read", "split"]

FOLDER = Path(__file__).parent / "disputes"
Part = Literal["open", "hidden"]


@dataclass(frozen=True, slots=True)
class Relation:
    """That the claim at `answer` answers the one at any of `to`."""

    how: How
    answer: Piece
    to: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Dispatch:
    """A dispatch with the relations that it has."""

    name: str
    text: str
    relations: tuple[Relation, ...]


def split(part: Part, folder: Path = FOLDER) -> list[str]:
    """The dispatches of a part: odd numbers are open, of even ones nothing but scores is looked at."""
    stems = sorted(path.stem for path in (folder / "texts").glob("*.txt"))
    return [stem for stem in stems if (int(stem.partition("_")[0]) % 2 == 1) == (part == "open")]


def read(part: Part, folder: Path = FOLDER) -> tuple[list[Dispatch], list[str]]:
    """The dispatches of a part, and a line for each that is not sound."""
    found: list[Dispatch] = []
    faults: list[str] = []
    for stem in split(part, folder):
        path = folder / "answers" / f"{stem}.yaml"
        try:
            text = (folder / "texts" / f"{stem}.txt").read_bytes().decode("utf-8")
            found.append(_dispatch(stem, text, yaml.safe_load(path.read_text(encoding="utf-8"))))
        except (Misannotated, OSError, KeyError, TypeError, ValueError, yaml.YAMLError) as error:
            faults.append(f"disputes/answers/{path.name}: {type(error).__name__}: {error}")
    return found, faults


def _dispatch(stem: str, text: str, raw: Mapping[str, Any]) -> Dispatch:
    if raw["text"] != stem:
        raise Misannotated(f"text {raw['text']!r} in the file of {stem}")
    return Dispatch(stem, text, tuple(_relation(one, text) for one in raw["relations"]))


def _relation(raw: Mapping[str, Any], text: str) -> Relation:
    if raw["kind"] not in get_args(How):
        raise Misannotated(f"kind {raw['kind']!r} is none of {', '.join(get_args(How))}")
    to = tuple(_only(one, text) for one in (raw["to"], *raw.get("or_to", ())))
    return Relation(raw["kind"], _only(raw["from"], text), to)


def _only(raw: Any, text: str) -> Piece:
    """Words that stand once, or the place asked for by its number."""
    found, asked = located(raw, text)
    if asked is None and len(found) > 1:
        raise Misannotated(f"stands {len(found)} times, and no occurrence is told: {found[0].text!r}")
    return asked or found[0]

"""What is wrong with a scenario, each with the line that it stands on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

__all__ = ["Finding", "meant"]

Level = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that is wrong. An `error` keeps the scenario from being reckoned, a `warning` does not."""

    line: int
    level: Level
    text: str


def meant(word: str, known: Iterable[str]) -> str:
    """What a wrong word may have been meant to be, as the end of a sentence; empty when nothing is near."""
    near = get_close_matches(word, list(known), n=1)
    return f"; did you mean {near[0]!r}?" if near else ""

"""A frame found at a word."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.lore.packs import LightVerb
from dateline.lore.schema import Frame

__all__ = ["KEEPS_OBJECT", "Match"]

# What is demanded, refused, threatened or promised is an event of its own, with its own factuality.
KEEPS_OBJECT = frozenset({"REQUEST", "REJECT", "THREATEN", "AGREE"})


@dataclass(frozen=True, slots=True)
class Match:
    """A frame found: trigger tokens [lo, hi), the clause's head, and the tokens of the roles."""

    frame: Frame
    at: int
    lo: int
    hi: int
    clause: int
    actors: tuple[int, ...]
    targets: tuple[int, ...]
    noun: bool
    light: LightVerb | None = None
    extra: tuple[int, ...] = ()

"""Which documents of a corpus are held out: a hash of the document's name decides, so nobody can choose."""

from __future__ import annotations

import hashlib
from typing import Literal

__all__ = ["HELD_OUT", "PARTS", "Part", "draw", "in_part"]

Part = Literal["all", "held-out", "development"]
PARTS: tuple[Part, ...] = ("held-out", "development", "all")

# One document in so many is held out, unless a corpus says otherwise: a fourth of sixteen long histories
# and of 118 articles is enough to score on.
HELD_OUT = 4


def draw(name: str, lots: int) -> int:
    """A number in [0, lots) that depends on the name alone."""
    return int(hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8], 16) % lots


def in_part(name: str, part: Part, lots: int = HELD_OUT) -> bool:
    """Whether the document of that name belongs to a part; one in `lots` is held out."""
    return part == "all" or (draw(name, lots) == 0) == (part == "held-out")

"""Which frame a word triggers, and which words fill its roles."""

from dateline.codify.triggers.match import KEEPS_OBJECT, Match
from dateline.codify.triggers.matching import matches

__all__ = ["KEEPS_OBJECT", "Match", "matches"]

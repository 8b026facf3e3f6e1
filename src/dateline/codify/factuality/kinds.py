"""Which factualities are facts."""

from __future__ import annotations

__all__ = ["FACTUAL"]

FACTUAL = frozenset({"occurred", "ongoing"})

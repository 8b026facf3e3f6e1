"""Arcs that the language library draws wrong by habit, drawn anew."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

__all__ = ["Arc", "mended"]

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


class Arc(NamedTuple):
    """A token's place in its tree: its tag, its label, and the number of its head."""

    tag: str
    label: str
    head: int


def mended(arcs: Sequence[Arc]) -> list[Arc]:
    """The arcs of a sentence's tokens, those of gerunds behind a clause of their own put right.

    In "vowed to oust them as he boasted of troops retaking towns" the library hangs "retaking" on "oust",
    over the clause in between; it is the troops that retake, and of that he boasts.
    """
    found = list(arcs)
    for i, arc in enumerate(arcs):
        if arc.tag == "VBG" and arc.label == "advcl" and arc.head < i:
            between = _clause_between(arcs, arc.head, i)
            if between is not None and _doer(arcs, between, i):
                found[i] = Arc(arc.tag, "acl", i - 1)
    return found


def _clause_between(arcs: Sequence[Arc], head: int, i: int) -> int | None:
    """A finite clause with a conjunction that hangs on the same head and stands in between."""
    for k in range(i - 1, head, -1):
        if arcs[k].head == head and arcs[k].label == "advcl" and arcs[k].tag in _FINITE:
            below = {arcs[n].label for n in range(head + 1, i) if arcs[n].head == k}
            return k if "mark" in below and below & _SUBJECTS else None
    return None


def _doer(arcs: Sequence[Arc], clause: int, i: int) -> bool:
    """Whether the noun right before is a preposition's in that clause: "boasted of troops retaking"."""
    noun = arcs[i - 1]
    return noun.label == "pobj" and noun.head > clause and arcs[noun.head].head == clause

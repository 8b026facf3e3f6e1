"""Which quantities belong to an event: those of its own clause and of what fills its roles."""

from __future__ import annotations

from dateline.codify.clause import Clause, Scene
from dateline.codify.triggers import Match
from dateline.model import Quantity
from dateline.model.tree import subtree

__all__ = ["figures_of"]


def figures_of(scene: Scene, match: Match, clause: Clause) -> tuple[Quantity, ...]:
    """The quantities of an event's clause and roles."""
    inside = set(clause.tokens())
    for i in (*match.actors, *match.targets, *match.extra):
        inside.update(subtree(scene.sentence, i, frozenset({"relcl", "conj", "ccomp"})))
    return tuple(
        found.thing
        for found in scene.quantities
        if found.head in inside or inside.intersection(range(found.lo, found.hi))
    )

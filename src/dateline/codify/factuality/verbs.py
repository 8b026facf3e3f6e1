"""The factuality of a verb's event."""

from __future__ import annotations

from dateline.codify.clause import Scene
from dateline.codify.factuality.outward import outwards
from dateline.codify.factuality.own import opened_by, own_factuality
from dateline.model import Factuality

__all__ = ["factuality_of_verb"]


def factuality_of_verb(scene: Scene, i: int, *, reported: bool = False) -> Factuality:
    """The factuality of a verb's event; with `reported`, as a reported clause has it, whoever reports it."""
    return opened_by(scene, i) or outwards(
        scene, i, own_factuality(scene, i, reported=reported), reported=reported
    )

"""What the stance of a source makes of what it tells."""

from __future__ import annotations

from dateline.codify.factuality.kinds import FACTUAL
from dateline.model import Factuality, Stance

__all__ = ["settled", "stated"]

# What a stance makes of the event that it is taken to.
_UNDER: dict[Stance, Factuality] = {
    "denies": "denied",
    "demands": "requested",
    "promises": "promised",
    "threatens": "threatened",
    "predicts": "predicted",
}
# The types of event that a stance is itself.
_PERFORMED: dict[Stance, tuple[str, ...]] = {
    "demands": ("REQUEST",),
    "promises": ("AGREE",),
    "threatens": ("THREATEN",),
}


def settled(
    read: Factuality, stance: Stance, *, deed: bool, planned: bool, root: str | None = None
) -> Factuality:
    """The factuality of an event read as `read`, under the stance of whoever tells of it.

    Only what the source's words as a whole say is done is a `deed` that its stance settles: of "denied that
    the men who shelled the camp were its own" the shelling is not denied. A condition goes before all;
    what is to come and `planned` is neither guessed nor promised. An event of the `root` that the stance
    itself is has been done by saying so: "I ask everybody to stay off the roofs".
    """
    under = _UNDER.get(stance)
    if read == "conditional" or not deed or (root in _PERFORMED.get(stance, ()) and read in FACTUAL):
        return read
    if under is None:
        return "planned" if planned and read == "predicted" else read
    # "hope to repair it", "intend to" are plans, "feared that it had fallen" looks back.
    kept = {"predicts": ("planned", "occurred"), "promises": ("planned",)}
    return read if read in kept.get(stance, ()) else under


def stated(read: Factuality | None, stance: Stance, *, planned: bool) -> Factuality | None:
    """The factuality of a statement whose main verb is read as `read`; None where that only describes.

    A question leaves it unknown, and so does "could not be verified". What is promised, demanded or
    foretold without a verb of its own ("promised more shells") is so all the same; what is denied may be
    no deed at all.
    """
    if stance == "asks" or (stance == "doubts" and read in ("conditional", "denied")):
        return None
    if read is None:
        return None if stance == "denies" else _UNDER.get(stance)
    return settled(read, stance, deed=True, planned=planned)

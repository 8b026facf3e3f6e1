"""Which quantities belong to an event, and what it made of those that they count."""

from __future__ import annotations

from dataclasses import replace

from dateline.codify.clause import Clause, Scene
from dateline.codify.triggers import Match
from dateline.model import Counts, Found, Quantity, Token
from dateline.model.tree import subtree

__all__ = ["figures_of"]

_PEOPLE = frozenset({"people", "troops", "recruits", "captured", "displaced", "evacuated"})
_PERSONS_ONLY = frozenset(
    {"killed", "wounded", "casualties", "captured", "displaced", "evacuated", "recruits"}
)


def figures_of(scene: Scene, match: Match, clause: Clause) -> tuple[Quantity, ...]:
    """The quantities of an event's clause and roles, as what the event made of those counted."""
    tokens = scene.sentence.tokens
    inside = set(clause.tokens())
    for i in (*match.actors, *match.targets, *match.extra):
        inside.update(subtree(scene.sentence, i, frozenset({"relcl", "conj", "ccomp"})))
    made = _made(scene, tokens[match.at])
    found: list[Quantity] = []
    for quantity in scene.quantities:
        if quantity.head not in inside and not inside.intersection(range(quantity.lo, quantity.hi)):
            continue
        thing = quantity.thing
        if (
            made is not None
            and _undergoes(scene, match, quantity)
            and (thing.counts in _PEOPLE or made not in _PERSONS_ONLY)
            and thing.counts != "other"
        ) or (
            made in _PERSONS_ONLY
            and thing.counts == "other"
            and thing.of is None
            and thing.unit is None
            and _undergoes(scene, match, quantity)
        ):
            thing = replace(thing, counts=made)
        found.append(thing)
    return tuple(found)


def _made(scene: Scene, token: Token) -> Counts | None:
    """What the trigger makes of those it happened to."""
    outcomes = scene.lore.lexicon.outcomes
    return outcomes.get(token.lemma) or outcomes.get(token.lower)


def _undergoes(scene: Scene, match: Match, quantity: Found[Quantity]) -> bool:
    """Whether the quantity is what the event was done to, or the subject of "died"."""
    roles = set(match.targets) or set(match.actors)
    if scene.sentence.tokens[match.at].lemma in scene.lore.lexicon.words["befalls-subject"]:
        roles |= set(match.actors)
    reach = set(range(quantity.lo, quantity.hi)) | {quantity.head}
    if reach & roles or reach & {scene.semantic(i) for i in roles}:
        return True
    return match.noun and (quantity.head == match.at or scene.sentence.tokens[quantity.head].head == match.at)

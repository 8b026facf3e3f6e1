"""What kind of people or thing an event was done to: civilians, a hospital, an air base.

The words tell it: the noun of the target with what stands before it, or its name. Of somebody known only by
who they are, the sector tells it. Where nothing does, the category stays unknown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dateline.codify.clause import Scene
from dateline.codify.triggers import Match
from dateline.codify.wording import entry_of, in_order
from dateline.model import Actor
from dateline.model.tree import ancestors, children, conjuncts, subtree

__all__ = ["category_of", "struck_there"]

# PLOVER's sectors of people and what they are as targets.
_BY_SECTOR = {
    "CVL": "civilians",
    "EDU": "civilians",
    "AGR": "civilians",
    "LAB": "civilians",
    "JRN": "journalists",
    "MED": "journalists",
    "REF": "refugees",
    "MIL": "troops",
    "REB": "troops",
    "UAF": "troops",
    "ISM": "troops",
    "COP": "police",
}
_PEOPLE = frozenset({"person", "group", "military"})


def category_of(scene: Scene, i: int, actor: Actor) -> str | None:
    """The category of the target that token `i` heads; None where the words do not tell."""
    at, token = scene.semantic(i), scene.sentence.tokens[scene.semantic(i)]
    # "The port of Odesa" means Odesa, but it is the port that is hit.
    found = next((c for k in dict.fromkeys((i, at)) if (c := _worded(scene, k)) is not None), None)
    if found is None and at in scene.places:
        found = _named(scene, scene.places[at].thing.name)
    if found is None and actor.kind in _PEOPLE and token.pos in ("PROPN", "PRON"):
        # "Nine people" may be anybody, and so may a whole people.
        found = _BY_SECTOR.get((actor.code or "")[-3:])
    return found


def _worded(scene: Scene, at: int) -> str | None:
    """By the noun and the words around it; whom it is of ("the school's guards") tells nothing."""
    found = entry_of(scene.sentence, at, scene.lore.lexicon.targets)
    return found.key if found is not None else None


def _named(scene: Scene, name: str | None) -> str | None:
    """By a name's own words: "Azovstal Iron and Steel Works" is a works."""
    words = (name or "").lower().replace("-", " ").split()
    # A town of one word is no bank and no mill.
    listed = scene.lore.lexicon.targets.get(words[-1], ()) if len(words) > 1 else ()
    return next((target.key for before, target in listed if in_order(before, words[:-1])), None)


def struck_there(scene: Scene, match: Match, targets: Sequence[Actor]) -> tuple[Actor, ...]:
    """Targets with what the sentence says was hit in a place that is all that the event names.

    "A strike on Sorva that wrecked a school", "A school was damaged when shells hit Sorva".
    """
    bare = match.frame.root == "ASSAULT" and targets and all(t.category is None for t in targets)
    if not bare or not any(scene.semantic(i) in scene.places for i in match.targets):
        return tuple(targets)
    found = next((c for i in _struck(scene, match) if (c := _worded(scene, i)) is not None), None)
    return tuple(replace(t, category=found) for t in targets) if found is not None else tuple(targets)


def _struck(scene: Scene, match: Match) -> Iterator[int]:
    """Objects of the verbs of striking around an event, the nearest below it first."""
    sentence, hits = scene.sentence, scene.lore.lexicon.words["striking"]
    below = [i for i in (match.at, match.clause) for i in subtree(sentence, i)]
    above = [token.i for token in ancestors(sentence, match.clause)]
    for i in dict.fromkeys((*below, *above)):
        if sentence.tokens[i].lemma in hits and i != match.at:
            for c in children(sentence, i, "dobj", "nsubjpass"):
                yield from (scene.semantic(k) for k in conjuncts(sentence, c.i))

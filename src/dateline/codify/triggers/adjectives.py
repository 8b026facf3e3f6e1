"""Frames that adjectives trigger."""

from __future__ import annotations

from dateline.codify.clause import Scene
from dateline.codify.triggers.forms import described
from dateline.codify.triggers.match import Match
from dateline.model import Token
from dateline.model.tree import conjuncts

__all__ = ["adjective_match"]


def adjective_match(scene: Scene, token: Token) -> Match | None:
    """The first frame that an adjective or bare participle triggers for what it tells of."""
    triggers = scene.lore.lexicon.adjective_frames.get(token.lower, ())
    for trigger in triggers:
        noun = described(scene, token)
        if noun is None or not scene.fits(noun, trigger.frame.object):
            continue
        if scene.sentence.tokens[noun].pos == "PRON" and noun not in scene.actors:
            # "we would be dead"
            continue
        return Match(
            trigger.frame,
            token.i,
            token.i,
            token.i + 1,
            token.head,
            (),
            tuple(conjuncts(scene.sentence, noun)),
            False,
        )
    return None

"""All frames that a sentence's words trigger."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.codify.clause import Scene
from dateline.codify.triggers.adjectives import adjective_match
from dateline.codify.triggers.forms import counted, gerund, verb_lemma
from dateline.codify.triggers.match import KEEPS_OBJECT, Match
from dateline.codify.triggers.nouns import gerund_match, noun_match
from dateline.codify.triggers.verbs import verb_match
from dateline.model import Token

__all__ = ["matches"]

# What a frame's subject is where its verb tells what becomes of an agreement.
_OF_AGREEMENTS = ("agreement",)


def matches(scene: Scene) -> Iterator[Match]:
    """All frames triggered in a sentence, at most one a word; words that a longer one used are skipped."""
    verbs = {
        made.at: made
        for token in scene.sentence.tokens
        if not gerund(scene, token) and (made := _predicate(scene, token)) is not None
    }
    owner = {noun: made for made in verbs.values() for noun in made.extra}
    nouns = [
        made
        for token in scene.sentence.tokens
        if (token.pos in ("NOUN", "PROPN") or gerund(scene, token))
        and (made := noun_match(scene, token, verbs) or gerund_match(scene, token)) is not None
        and _adds(made, owner.get(token.i))
    ]
    # A light verb gives way to the noun it carries: "launched an attack" is one event.
    told = {m.at for m in verbs.values() if m.frame.subject == _OF_AGREEMENTS}
    # "The truce held": there the verb tells what became of it.
    nouns = [m for m in nouns if m.light is None or m.clause not in told]
    carried = {m.clause for m in nouns if m.light is not None}
    kept = [m for m in verbs.values() if m.at not in carried or m.extra]
    yield from sorted((*kept, *nouns), key=lambda m: m.at)


def _predicate(scene: Scene, token: Token) -> Match | None:
    lemma = verb_lemma(scene, token)
    made = verb_match(scene, token, lemma) if lemma else None
    if made is not None or token.lower not in scene.lore.lexicon.adjective_frames:
        return made
    told = token.pos in ("ADJ", "VERB") or counted(scene, token) is not None
    return adjective_match(scene, token) if told else None


def _adds(noun: Match, verb: Match | None) -> bool:
    """Whether an event noun tells more than its verb: "demanded the withdrawal" is two events."""
    return verb is None or (verb.frame.root in KEEPS_OBJECT and verb.frame.root != noun.frame.root)

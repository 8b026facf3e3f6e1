"""The factuality of a noun's event."""

from __future__ import annotations

from dateline.codify.clause import Scene
from dateline.codify.factuality.embedding import applied, came_to_nothing, embedder_over
from dateline.codify.factuality.kinds import FACTUAL
from dateline.codify.factuality.outward import outwards
from dateline.codify.factuality.own import opened_by, own_factuality
from dateline.model import Factuality, Token
from dateline.model.tree import ancestors, child, children

__all__ = ["factuality_of_noun", "modified", "noun_outwards", "over"]

# How a noun hangs on the word that says what becomes of its event.
_OVER = frozenset({"dobj", "pobj", "nsubjpass", "attr", "prep", "pcomp", "compound", "appos", "oprd"})


def factuality_of_noun(scene: Scene, i: int, light: Factuality | None) -> Factuality:
    """The factuality of a noun's event; `light` is what a light verb over it says ("launch": occurred)."""
    own = opened_by(scene, i) or modified(scene, i)
    if own not in FACTUAL:
        return "denied" if came_to_nothing(scene, scene.sentence.tokens[i], own) else own
    # "Renewed fighting is feared."
    governed = _governed_noun(scene, i, light)
    return own if own == "ongoing" and governed in FACTUAL else governed


def over(scene: Scene, i: int) -> bool:
    """Whether the verb above a noun tells of the past: "the siege ended in May", but "the siege goes on"."""
    verb = next((t for t in ancestors(scene.sentence, i) if t.pos in ("VERB", "AUX")), None)
    if verb is None:
        return False
    auxiliaries = {c.lower for c in children(scene.sentence, verb.i, "aux", "auxpass")}
    return verb.tag == "VBD" or bool(auxiliaries & {"was", "were", "had"})


def _governed_noun(scene: Scene, i: int, light: Factuality | None) -> Factuality:
    """What the words over a noun make of its event, if nothing beside it tells."""
    sentence = scene.sentence
    token = sentence.tokens[i]
    governor = sentence.tokens[token.head]
    if light is not None:
        verb = own_factuality(scene, governor.i)
        entry = embedder_over(scene, governor, token)
        # A light verb only carries a noun; "ordered a ceasefire" asks for it.
        effect = entry.effect if entry is not None and light == "planned" else light
        if (
            effect == "ongoing"
            and governor.tag in ("VBD", "VBN")
            and governor.lemma not in scene.lore.lexicon.words["going-on"]
        ):
            # "the invasion began in May": it did happen.
            effect = "occurred"
        start = effect if (effect not in FACTUAL and verb in FACTUAL) or verb == "occurred" else verb
        return outwards(scene, governor.i, start)
    if any(c.lower == "no" for c in children(sentence, i, "det")):
        return "denied"
    return noun_outwards(scene, i, "occurred")


def modified(scene: Scene, i: int) -> Factuality:
    """Adjectives before the noun: "planned offensive", "imminent attack"."""
    for c in children(scene.sentence, i, "amod", "compound", "nmod", "advmod"):
        for entry in scene.lore.lexicon.embedders.get(c.lower, ()) or scene.lore.lexicon.embedders.get(
            c.lemma, ()
        ):
            if entry.form == "adjective":
                return entry.effect
    return "occurred"


def noun_outwards(scene: Scene, i: int, status: Factuality) -> Factuality:
    """From a noun up to the verb: "ruled out talks", "plans for an offensive", "will discuss the deal"."""
    sentence = scene.sentence
    definite = child(sentence, i, "poss") is not None or any(
        c.lower in ("the", "this", "that", "its", "their", "his")
        for c in children(sentence, i, "det", "poss")
    )
    for _ in range(8):
        token = sentence.tokens[i]
        above = sentence.tokens[token.head]
        if above.i == i:
            return status
        told = _over_noun(scene, token, above, status)
        if told is not None:
            return told
        if token.dep == "nsubj" and above.pos in ("VERB", "AUX"):
            return _as_subject(scene, token, above, status, definite=definite)
        if above.pos in ("VERB", "AUX"):
            # "will travel for talks" is as open as the verb; "will speak after the attack" takes the attack
            # as done.
            ahead = token.dep == "prep" and token.lower in ("for", "to", "into")
            if (token.dep in ("dobj", "nsubjpass") or ahead) and not definite:
                return outwards(scene, above.i, own_factuality(scene, above.i))
            return status
        i = above.i
    return status


def _over_noun(scene: Scene, token: Token, above: Token, status: Factuality) -> Factuality | None:
    """What the word that governs a noun says of its event; None when it says nothing."""
    embedder = embedder_over(scene, above, token) if token.dep in _OVER else None
    if embedder is None:
        return None
    if embedder.effect == "occurred":
        # "denied responsibility for the attack"
        return status if embedder.form == "noun" else None
    owned = embedder.effect == "planned" and child(scene.sentence, token.i, "poss") is not None
    return None if owned else applied(scene, above, embedder, status)


def _as_subject(
    scene: Scene, token: Token, above: Token, status: Factuality, *, definite: bool
) -> Factuality:
    """A noun that is the subject: "a withdrawal becomes likely", "an offensive looms"."""
    sentence, embedders = scene.sentence, scene.lore.lexicon.embedders
    for judged in children(sentence, above.i, "acomp", "attr", "oprd"):
        entry = next((e for e in embedders.get(judged.lower, ()) if e.form == "adjective"), None)
        if entry is not None and entry.effect not in FACTUAL:
            return entry.effect
    own = own_factuality(scene, above.i)
    coming = embedder_over(scene, above, token)
    if coming is not None and coming.effect == "predicted" and child(sentence, above.i, "dobj") is None:
        return coming.effect if own in FACTUAL else own
    return own if own in ("ongoing", "occurred") or not definite else status

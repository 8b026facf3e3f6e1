"""Who acts and what is done to whom, around an event noun and the light verb that carries it."""

from __future__ import annotations

from dateline.codify.clause import Clause, Scene
from dateline.codify.triggers.forms import is_passive, speaks_of
from dateline.codify.triggers.particles import word_below
from dateline.lore.packs import LightVerb
from dateline.model import Sentence, Token
from dateline.model.tree import child, children, conjuncts, first_conjunct, subtree

__all__ = ["light_over", "noun_roles"]

# "the attack on the town": what follows these is what a noun's event was done to; "by" names who did it.
_OBJECT_PREPOSITIONS = frozenset({"of", "on", "against", "at", "over", "upon", "with", "into", "for"})
# What a ministry announces of these may be the enemy's deed; an arrest, a truce, a deployment is its own.
_OF_FORCE = frozenset({"ASSAULT", "PROTEST", "REQUEST", "THREATEN"})
_FOR_OTHERS = frozenset({"denied", "requested", "predicted"})
# What a place or force may be under.
_SUFFERED = frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "THREATEN"})
# "Talks on grain" are not with grain.
_TALKED = frozenset({"CONSULT", "COOPERATE", "AGREE"})
_TOPICS = frozenset({"on", "over", "for", "at", "into"})


def _by(sentence: Sentence, token: Token) -> list[int]:
    """The agents in "the condemnation of the junta by Chad": the parser hangs "by" on the noun before it."""
    found: list[int] = []
    for i in subtree(sentence, token.i, frozenset({"relcl", "acl", "ccomp", "conj"})):
        if sentence.tokens[i].lower == "by":
            found.extend(n for p in children(sentence, i, "pobj") for n in conjuncts(sentence, p.i))
    return found


def light_over(scene: Scene, token: Token) -> tuple[LightVerb | None, int]:
    """The light verb that carries this noun, or the one it is coordinated with, and where it stands."""
    sentence = scene.sentence
    first = sentence.tokens[first_conjunct(sentence, token.i)]
    verb = sentence.tokens[first.head]
    if verb.pos not in ("VERB", "AUX"):
        return None, token.i
    place = {"dobj": "object", "nsubjpass": "object", "nsubj": "subject", "attr": "object"}.get(first.dep)
    for entry in scene.lore.lexicon.light_verbs.get(verb.lemma, ()):
        words = entry.lemma.split()[1:]
        if place == "subject" and any(children(sentence, verb.i, "dobj")):
            continue
        if entry.noun_is == place and all(word_below(sentence, verb.i, word) is not None for word in words):
            return entry, verb.i
    return None, token.i


def noun_roles(
    scene: Scene, token: Token, lo: int, light: LightVerb | None, verb: int, root: str
) -> tuple[list[int], list[int]]:
    """Actors and targets of an event noun.

    Possessor, "by" and adjective act; "of", "on" and "against" tell the target; a light verb has arguments.
    """
    actors, targets = _beside(scene, token, lo, root)
    actors = actors or _by(scene.sentence, token)
    if root in _SUFFERED:
        targets.extend(_above_it(scene.sentence, token))
    if light is None:
        return actors, targets
    # Who says it need not be who did it: "denied the capture", "announced an offensive".
    own = not speaks_of(scene, verb) or (root not in _OF_FORCE and light.effect not in _FOR_OTHERS)
    return _with_light(scene, verb, light, actors, targets, own=own)


def _beside(scene: Scene, token: Token, lo: int, root: str) -> tuple[list[int], list[int]]:
    """Actors and targets among what hangs on an event noun itself."""
    sentence = scene.sentence
    actors: list[int] = []
    targets: list[int] = []
    for c in children(sentence, token.i):
        if c.dep == "poss":
            actors.extend(conjuncts(sentence, c.i))
        elif c.dep in ("amod", "compound", "nmod") and c.i in scene.actors and c.i < lo:
            actors.append(c.i)
        elif c.dep in ("prep", "agent"):
            nouns = [n for p in children(sentence, c.i, "pobj") for n in conjuncts(sentence, p.i)]
            if c.lower == "by":
                actors.extend(nouns)
            elif c.lower == "between":
                # "a call between the two presidents": both are on both ends.
                actors.extend(nouns[:1])
                targets.extend(nouns[1:] or nouns)
            elif c.lower in _OBJECT_PREPOSITIONS and not (root in _TALKED and c.lower in _TOPICS):
                # "clashes with rebels", but not "a siege with a smile"
                targets.extend(n for n in nouns if c.lower != "with" or _side(scene, n))
        elif c.dep == "acl" and c.tag == "VBN" and c.lemma in scene.lore.lexicon.light_verbs:
            agent = child(sentence, c.i, "agent")
            actors.extend(n.i for n in children(sentence, agent.i, "pobj")) if agent else None
            # "talks held between Chad and Niger"
            between = next((p for p in children(sentence, c.i, "prep") if p.lower == "between"), None)
            sides = (
                [n for p in children(sentence, between.i, "pobj") for n in conjuncts(sentence, p.i)]
                if between
                else []
            )
            actors.extend(sides[:1])
            targets.extend(sides[1:])
    return actors, targets


def _side(scene: Scene, i: int) -> bool:
    """Whether a noun can be a side in something."""
    known = i in scene.actors or i in scene.places or scene.sentence.tokens[i].pos in ("PROPN", "PRON")
    return known or scene.fits(i, ("armed", "state", "person", "people"))


def _above_it(sentence: Sentence, token: Token) -> list[int]:
    """What is under the noun is its target: "the town is under their control", "the city under siege"."""
    above = sentence.tokens[token.head]
    if token.dep != "pobj" or above.lower != "under":
        return []
    governor = sentence.tokens[above.head]
    if governor.pos in ("NOUN", "PROPN"):
        return [governor.i]
    held = child(sentence, governor.i, "dobj") or child(sentence, governor.i, "nsubjpass", "nsubj")
    return [held.i if held is not None else token.i]


def _with_light(
    scene: Scene, verb: int, light: LightVerb, actors: list[int], targets: list[int], *, own: bool
) -> tuple[list[int], list[int]]:
    """Actors and targets of an event noun with those that its light verb adds."""
    sentence = scene.sentence
    clause = Clause(scene, verb)
    passive = is_passive(sentence, sentence.tokens[verb])
    subject = clause.subject(passive=passive) if light.noun_is == "object" else None
    if light.actor == "object-prep":
        targets = [*targets, subject] if subject is not None else targets
        actors = [*actors, *clause.arguments("prep:from,by", passive=passive)]
    elif subject is not None and light.actor == "subject" and own:
        actors = [*conjuncts(sentence, subject), *(a for a in actors if a != subject)]
    after = clause.arguments("prep:on,at,against,with,to", passive=passive)
    return actors, targets + [t for t in after if t not in targets]

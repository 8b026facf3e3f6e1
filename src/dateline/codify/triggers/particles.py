"""The further words of a trigger: particles, clauses below it, the object noun that completes it."""

from __future__ import annotations

from collections.abc import Container, Sequence

from dateline.codify.clause import Clause, Scene
from dateline.lore import Trigger
from dateline.model import Sentence, Token
from dateline.model.tree import child, children, conjuncts

__all__ = ["beside_noun", "object_noun", "particle_of", "word_below"]

# "the attack on the town": what follows these is what a noun's event was done to; "by" names who did it.
_OBJECT_PREPOSITIONS = frozenset({"of", "on", "against", "at", "over", "upon", "with", "into", "for"})
# What is in something is said to be in a state or a place.
_STATES = frozenset({"in", "under"})
_CLAUSES = ("xcomp", "ccomp", "advcl")
# What stands for a name: one or several.
# Words of triggers that stand for what opens a clause.
_OPENING = frozenset({"infinitive", "for", "clause", "own-will"})
_PRONOUN = {"NN": "it", "NNP": "it", "NNS": "they", "NNPS": "they"}
# What a further word of a trigger is to the word that it hangs on.
_FURTHER = frozenset(
    "prt prep advmod agent dative aux oprd acomp amod npadvmod mark ccomp xcomp attr pobj pcomp neg det"
    " dobj".split()
)
# What an object is called: "called the envoy a liar", "branded it illegal".
_COMPLEMENTS = ("oprd", "attr", "acomp", "ccomp", "xcomp")


def particle_of(scene: Scene, token: Token, trigger: Trigger) -> tuple[int, ...] | None:
    """The tokens of a trigger's further words, () where it has none; None where they do not stand there."""
    if trigger.particle is None:
        return ()
    sentence = scene.sentence
    found: list[int] = []
    for word in trigger.particle.split():
        at = _marked(scene, token.i, word) or word_below(sentence, token.i, word)
        if at is None and found:
            at = word_below(sentence, found[-1], word)
        if at is None or any(_when(scene, noun) for noun in children(sentence, at, "pobj")):
            # "called the envoy on Monday" is not "called on the envoy".
            return None
        if not found and token.lemma == "be" and _told_before(sentence, token.i, at):
            # "are in control of one town, on the outskirts of another"
            return None
        found.append(at)
    return tuple(found)


def _when(scene: Scene, noun: Token) -> bool:
    """Whether a noun behind a preposition tells when or how often: "struck a depot for the third time"."""
    return scene.timed(noun.i) or noun.lemma == "time"


def _told_before(sentence: Sentence, i: int, at: int) -> bool:
    """Whether a form of "be" has said what its subject is before the preposition at `at`."""
    said = children(sentence, i, "attr", "acomp", "prep")
    return any(i < c.i < at and (c.dep != "prep" or c.lower in _STATES) for c in said)


def _marked(scene: Scene, i: int, word: str) -> int | None:
    """What opens a clause below a verb: the "to" of `infinitive`, the "for" in "calls for it to be freed".

    `clause` is any other clause, told by its verb; `own-will` by the auxiliary of what the subject will do.
    """
    if word not in _OPENING:
        return None
    sentence = scene.sentence
    clauses = [c for c in children(sentence, i, *_CLAUSES) if c.i > i]
    if word == "infinitive":
        return next((c.i for v in clauses for c in children(sentence, v.i, "aux") if c.lower == "to"), None)
    if word == "for":
        return next((c.i for v in clauses for c in children(sentence, v.i, "mark") if c.lower == word), None)
    told = [c for c in clauses if c.dep == "ccomp" and child(sentence, c.i, "nsubj", "nsubjpass") is not None]
    if word == "clause":
        return told[0].i if told else None
    return next((a.i for v in told if (a := _own_will(scene, i, v.i)) is not None), None)


def _own_will(scene: Scene, i: int, below: int) -> Token | None:
    """The "will" of a clause whose subject is the pronoun for the subject of the verb above it."""
    sentence = scene.sentence
    above, own = child(sentence, i, "nsubj"), child(sentence, below, "nsubj")
    if above is None or own is None or own.pos != "PRON":
        return None
    named = [scene.actors[t.i].name for t in (above, own) if t.i in scene.actors]
    same = len(set(named)) == 1 if len(named) > 1 else own.lower == _PRONOUN.get(above.tag)
    will = next((a for a in children(sentence, below, "aux") if a.lemma in ("will", "would", "'ll")), None)
    return will if same or own.lower == "we" else None


def word_below(sentence: Sentence, i: int, word: str) -> int | None:
    """Where a further word of a trigger hangs on it; one behind it goes before one in front of it."""
    found = [c for c in children(sentence, i) if c.lower == word and c.dep in _FURTHER]
    return min((c.i for c in found if c.dep != "aux" or c.i > i), key=lambda at: (at < i, at), default=None)


def object_noun(
    clause: Clause,
    trigger: Trigger,
    particle: tuple[int, ...],
    objects: Sequence[int],
    lemmas: Container[str],
) -> int | None:
    """The object that completes a "verb +noun" trigger; any object for "+*". `lemmas`: the sentence's."""
    if trigger.noun is None:
        return None
    scene = clause.scene
    sentence = scene.sentence
    if trigger.noun == "*":
        return next((i for i in objects if not scene.timed(i)), None)
    wanted = trigger.noun.lower().split()
    if trigger.particle == "infinitive":
        return particle[0] if sentence.tokens[sentence.tokens[particle[0]].head].lemma == wanted[0] else None
    if wanted[-1] not in lemmas:
        # Verbs such as "take" have dozens of triggers, whose nouns mostly stand nowhere in the sentence.
        return None
    called = children(sentence, clause.head, *_COMPLEMENTS)
    heads: list[int] = [c.i for c in called if c.pos in ("NOUN", "ADJ") and c.i > clause.head]
    for i in particle:
        for noun in children(sentence, i, "pobj", "dobj"):
            heads.extend(conjuncts(sentence, noun.i))
    heads.extend(objects)
    for i in heads:
        for at in (i, scene.semantic(i)):
            if sentence.tokens[at].lemma == wanted[-1] and all(
                any(c.lower == word for c in children(sentence, at)) for word in wanted[:-1]
            ):
                return at
    return None


def beside_noun(scene: Scene, noun: int, targets: Sequence[int]) -> list[int]:
    """Targets of a trigger with an object noun; a complement ("called it a lie") may have its own subject."""
    token = scene.sentence.tokens[noun]
    if token.dep in _COMPLEMENTS:
        # The parser may hang "the delivery" on "reckless".
        before = ("nsubj", "compound") if token.pos == "ADJ" else ("nsubj",)
        named = [t.i for t in children(scene.sentence, noun, *before)]
        return [*named, *(t for t in targets if t != noun)]
    if scene.fits(noun, ("armed", "person", "people")):
        return [noun]
    return _noun_targets(scene, noun) or [t for t in targets if t != noun]


def _noun_targets(scene: Scene, noun: int) -> list[int]:
    """Targets that hang on the object noun: "signed a treaty with", "imposed sanctions on"."""
    found: list[int] = []
    for prep in children(scene.sentence, noun, "prep"):
        if prep.lower in _OBJECT_PREPOSITIONS:
            for target in children(scene.sentence, prep.i, "pobj"):
                found.extend(conjuncts(scene.sentence, target.i))
    return found

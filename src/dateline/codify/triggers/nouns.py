"""Frames that nouns trigger."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.codify.clause import Clause, Scene
from dateline.codify.triggers.forms import gerund, is_passive
from dateline.codify.triggers.match import KEEPS_OBJECT, Match
from dateline.codify.triggers.noun_roles import light_over, noun_roles
from dateline.lore.schema import Frame
from dateline.model import Sentence, Token
from dateline.model.tree import children, conjuncts

__all__ = ["gerund_match", "noun_match"]

# Whose word it is that promises or refuses what a noun names; what is demanded is for another to do.
_OWN_WORD = frozenset({"AGREE", "THREATEN"})
_MUTUAL = frozenset({"CONSULT", "COOPERATE"})
_AT_MEETINGS = frozenset({"in", "at", "after", "during", "following", "before", "for"})
_NAMED_ONLY = frozenset({"CONSULT", "AGREE", "SUPPORT", "COOPERATE", "REQUEST", "REJECT", "ACCUSE", "AID"})
_GERUND = "ing"
_NAMING = frozenset({"compound", "nmod"})
_KNOWN = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her"})


def noun_match(scene: Scene, token: Token, verbs: dict[int, Match]) -> Match | None:
    """The first frame that a noun triggers, given what the sentence's `verbs` trigger, by their positions."""
    lemma = token.lower if gerund(scene, token) else token.lemma
    sentence, triggers = scene.sentence, scene.lore.lexicon.noun_frames.get(lemma, ())
    if (
        not triggers
        or token.i in scene.actors
        # "There is talk of terms": nobody meets.
        or (token.lower == "talk" and any(c.lower == "of" for c in children(sentence, token.i, "prep")))
        or any(f.lo <= token.i < f.hi for f in scene.moments)
        or (token.dep in ("compound", "nmod") and sentence.tokens[token.head].pos in ("NOUN", "PROPN"))
    ):
        return None
    for trigger in triggers:
        lo = _compound(sentence, token, trigger.words)
        frame = trigger.frame
        owner = verbs.get(token.head)
        light, clause = light_over(scene, token)
        # "denied the accusation": who does so accuses nobody, and does not say that nobody did.
        denied = light is not None and light.effect == "denied" and frame.root == "ACCUSE"
        if lo is None or denied or _measure(sentence, token):
            continue
        if owner is not None and owner.frame.root in KEEPS_OBJECT:
            light, clause = None, token.i
        actors, targets = noun_roles(scene, token, lo, light, clause, frame.root)
        targets = [i for i in targets if not any(f.lo <= i < f.hi for f in scene.moments)]
        if not actors and owner is not None and owner.frame.root in _OWN_WORD and light is None:
            # "offered the rebels an amnesty": whoever offers it gives it.
            actors = [i for i in owner.actors if i not in targets]
        if not actors and targets and (frame.root in _MUTUAL or frame.target.startswith("prep:with")):
            actors = _at_which(scene, token)
        if frame.target == "none":
            # "the withdrawal of the legion": what leaves nothing else to be done to is who did it.
            actors, targets = [*actors, *targets], []
        elif frame.root == "RETREAT" and not actors and frame.mode != "release":
            # "the withdrawal of French troops": who is said to leave is who leaves; not so "the release of".
            actors = [i for i in targets if scene.fits(i, ("armed", "state"))]
            targets = [i for i in targets if i not in actors]
        if not _to_object(scene, token, frame, targets):
            continue
        if frame.subject and actors and not any(scene.fits(i, frame.subject) for i in actors):
            continue
        actors = [] if frame.actor == "none" else actors
        if light is None and not (actors or targets or _told(scene, token, frame.root)):
            continue
        return Match(frame, token.i, lo, token.i + 1, clause, tuple(actors), tuple(targets), True, light)
    return None


def gerund_match(scene: Scene, token: Token) -> Match | None:
    """The frame of the verb that a noun is made of: "the boarding of two trawlers by marines".

    Only what the noun is of, its owner and "by" tell roles, and only verbs that need no further word.
    """
    lexicon, sentence = scene.lore.lexicon, scene.sentence
    if token.tag != "NN" or not token.lower.endswith(_GERUND) or token.lemma in lexicon.noun_frames:
        return None
    objects = [
        n
        for p in children(sentence, token.i, "prep")
        if p.lower == "of"
        for o in children(sentence, p.i, "pobj")
        for n in conjuncts(sentence, o.i)
    ]
    if not objects:
        return None
    for trigger in lexicon.verb_frames.get(lexicon.verb_forms.get(token.lower, ""), ()):
        frame = trigger.frame
        alone = trigger.particle is None and trigger.noun is None
        if trigger.noun is not None and trigger.particle is None:
            alone = any(sentence.tokens[i].lemma == trigger.noun for i in objects)
        if not alone or frame.target == "none" or not any(scene.fits(i, frame.object) for i in objects):
            continue
        actors, _ = noun_roles(scene, token, token.i, None, token.i, frame.root)
        return Match(frame, token.i, token.i, token.i + 1, token.i, tuple(actors), tuple(objects), True)
    return None


def _to_object(scene: Scene, token: Token, frame: Frame, targets: Sequence[int]) -> bool:
    """Whether a noun's event is said to be done to what the frame asks for, or somewhere."""
    if not frame.object or _place_near(scene, token):
        return True
    return any(scene.fits(i, frame.object) for i in (*targets, *_behind_to(scene, token)))


def _at_which(scene: Scene, token: Token) -> list[int]:
    """Who acts at a meeting: "after talks with the king, the envoy left", "came for talks with the king"."""
    sentence = scene.sentence
    prep = sentence.tokens[token.head]
    if prep.lower == "of" and scene.timed(prep.head):
        # "after two days of clashes with the army"
        prep = sentence.tokens[sentence.tokens[prep.head].head]
    verb = sentence.tokens[prep.head]
    if token.dep != "pobj" or prep.lower not in _AT_MEETINGS or verb.pos not in ("VERB", "AUX"):
        return []
    passive = is_passive(sentence, verb)
    found = (
        Clause(scene, verb.i).object(passive=True)
        if passive
        else Clause(scene, verb.i).subject(passive=False)
    )
    return conjuncts(sentence, found) if found is not None else []


def _told(scene: Scene, token: Token, root: str) -> bool:
    """Whether the text tells something of a bare noun: where, when, how many, or that it is a subject.

    "The talks", "their agreement" as a subject only name what is told elsewhere.
    """
    if root in _NAMED_ONLY and any(
        c.lower in _KNOWN for c in children(scene.sentence, token.i, "det", "poss")
    ):
        told = any(c.dep in ("acl", "relcl", "nummod", "npadvmod") for c in children(scene.sentence, token.i))
        return told or _goes_on(scene, scene.sentence.tokens[token.head])
    if token.dep in ("nsubj", "nsubjpass", "ROOT", "attr"):
        return True
    return any(
        c.dep in ("prep", "acl", "relcl", "nummod", "npadvmod", "poss")
        or (c.dep in _NAMING and c.pos == "PROPN")
        for c in children(scene.sentence, token.i)
    )


def _behind_to(scene: Scene, token: Token) -> list[int]:
    """What stands behind "to": "the warning to Finland"."""
    return [
        noun.i
        for prep in children(scene.sentence, token.i, "prep")
        if prep.lower == "to"
        for noun in children(scene.sentence, prep.i, "pobj")
    ]


def _goes_on(scene: Scene, verb: Token) -> bool:
    """Whether a verb tells that its subject takes place, begins, goes on or ends."""
    entries = scene.lore.lexicon.light_verbs.get(verb.lemma, ())
    alone = [entry for entry in entries if " " not in entry.lemma]
    return any(e.noun_is == "subject" or e.effect not in ("occurred", None) for e in alone)


def _place_near(scene: Scene, token: Token) -> bool:
    return any(
        scene.fits(noun.i, ("place",))
        for prep in children(scene.sentence, token.i, "prep")
        for noun in children(scene.sentence, prep.i, "pobj")
    )


def _measure(sentence: Sentence, token: Token) -> bool:
    """Whether a noun only says how much: "a great deal of work"."""
    of = any(c.lower == "of" for c in children(sentence, token.i, "prep"))
    return of and any(c.lower in ("great", "good") for c in children(sentence, token.i, "amod"))


def _compound(sentence: Sentence, token: Token, words: Sequence[str]) -> int | None:
    """The first token of "missile strike" when these words stand before it; the noun itself for none."""
    i = token.i
    for word in reversed(words):
        i -= 1
        if i >= 0 and sentence.tokens[i].text == "-":
            i -= 1
        if i < 0 or word not in (sentence.tokens[i].lower, sentence.tokens[i].lemma):
            return None
    return i

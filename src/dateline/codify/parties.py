"""Whom an event was done to where its object is no party: its owner, who receives, who suffers it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dateline.codify.clause import Scene
from dateline.codify.triggers import KEEPS_OBJECT, Match
from dateline.model.tree import child, children, conjuncts

__all__ = ["completed"]

# Roots of what is told of one side alone: two who complain need not complain of each other.
_ONE_SIDED = frozenset({"ACCUSE", "REQUEST", "THREATEN", "AID"})
# Where a frame leaves no target, these may still name whom or where it was meant for.
_MEANT = ("against", "from", "at", "in")
_MEANT_ROOTS = frozenset({"MOBILIZE", "PROTEST", "RETREAT"})

# What a preposition's object is to the event, the likeliest first: a receiver, an opponent, a place.
_TOWARDS = (
    "to",
    "against",
    "with",
    "on",
    "upon",
    "toward",
    "towards",
    "for",
    "from",
    "of",
    "into",
    "between",
)
_WITHIN = ("in", "at", "along", "across", "near", "over", "through")
# A raid, a charge or a talk in a town is not done to it; aid, troops and bans in a country are.
_NOT_TO_THE_PLACE = frozenset({"ASSAULT", "ACCUSE", "CONSULT", "COOPERATE", "SUPPORT"})
# What is demanded, refused or paid for is told by an infinitive: "gave money to rebuild Mali".
_LOOKS_BELOW = KEEPS_OBJECT | {"AID"}
_PARTIES = frozenset({"armed", "state", "person", "people"})
# "Its plan" and "of several" name nobody.
_UNNAMED = frozenset({"PRON", "DET", "NUM"})
_OWNED_BY = frozenset({"of", "by", "from"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def completed(scene: Scene, match: Match) -> Match:
    """The match with the parties that its targets leave out: "lifted the ban on Mali", "Mali's plan".

    Targets that are parties stay alone, as does what "the withdrawal" left. What two do together ("Chad and
    Mali met") each does with the other.
    """
    left = match.noun and match.frame.root == "RETREAT"
    # Whose own troops are mobilised is not whom it is against.
    told = match.frame.root != "MOBILIZE" and any(_party(scene, i) for i in match.targets)
    if left or told:
        return match
    together = _together(scene, match)
    if together:
        return replace(match, targets=together)
    taken = {*match.actors, *match.targets, match.at}
    if match.frame.target == "none":
        groups = _meant(scene, match) if match.frame.root in _MEANT_ROOTS else iter(())
    else:
        groups = _candidates(scene, match)
    found = next(
        (parties for told in groups if (parties := [i for i in told if _named(scene, i) and i not in taken])),
        [],
    )
    if not found and not match.targets and match.frame.target != "none":
        # "rejected the referendum", "gave up the position": nobody's, so that it stands for itself.
        found = [i for i in _things(scene, match) if i not in taken]
    return replace(match, targets=(*match.targets, *found)) if found else match


def _together(scene: Scene, match: Match) -> tuple[int, ...]:
    """All who do something with each other: "the two ministers met", "Chad and Mali signed a treaty".

    "The presidents of Chad and Mali" are two as well, told by their states.
    """
    frame = match.frame
    if match.targets or frame.root in _ONE_SIDED:
        return ()
    if not frame.target.startswith("prep:with") and frame.root not in ("CONSULT", "COOPERATE"):
        return ()
    sides = [i for i in match.actors if _party(scene, i)]
    if len(sides) > 1:
        return match.actors
    states = [
        n
        for i in sides
        for p in children(scene.sentence, i, "prep")
        if p.lower == "of" and scene.sentence.tokens[i].tag == "NNS"
        for o in children(scene.sentence, p.i, "pobj")
        for n in conjuncts(scene.sentence, o.i)
        if n in scene.actors or n in scene.places
    ]
    return tuple(states) if len(states) > 1 else ()


def _meant(scene: Scene, match: Match) -> Iterator[list[int]]:
    """What "against", "from" and "in" name, for what has no target of its own: "on alert in Chad"."""
    heads = list(dict.fromkeys((match.at, match.clause, *match.extra)))
    yield from _behind(scene, heads, _MEANT)


def _things(scene: Scene, match: Match) -> list[int]:
    """The verb's object where that is no part of the trigger; what is refused or threatened is told below."""
    if match.noun or match.frame.target == "indirect":
        return []
    found = [] if match.extra and match.frame.root != "REJECT" else _objects(scene, match)
    if not found and match.frame.root in KEEPS_OBJECT:
        below = children(scene.sentence, match.at, "xcomp", "ccomp")
        found = [
            o
            for verb in below
            for c in children(scene.sentence, verb.i, "dobj", "nsubjpass")
            for o in conjuncts(scene.sentence, c.i)
        ]
    return [i for i in found if scene.sentence.tokens[i].pos in ("NOUN", "PROPN") and not scene.timed(i)]


def _objects(scene: Scene, match: Match) -> list[int]:
    """The verb's object, or the subject of its passive; none for a noun."""
    if match.noun:
        return []
    found = children(scene.sentence, match.at, "dobj", "nsubjpass")
    return [i for c in found for i in conjuncts(scene.sentence, c.i)]


def _party(scene: Scene, i: int) -> bool:
    return i in scene.actors or i in scene.places or bool(scene.classes(i) & _PARTIES)


def _named(scene: Scene, i: int) -> bool:
    """Whether a token is a party or place known as such: a bare noun behind a preposition may be anything."""
    if scene.timed(i) or scene.sentence.tokens[i].pos in _UNNAMED:
        return False
    token = scene.sentence.tokens[i]
    if i in scene.actors or i in scene.places or (token.pos == "PROPN" and token.dep in _SUBJECTS):
        return True
    return bool(scene.classes(i) & _PARTIES - {"state"})


def _candidates(scene: Scene, match: Match) -> Iterator[list[int]]:
    """Groups of tokens that may be whom it was done to, the likeliest first."""
    own = (match.at, *match.targets) if match.noun else (*match.targets, *match.extra)
    things = tuple(dict.fromkeys((*own, *(_objects(scene, match) if match.frame.root == "REJECT" else ()))))
    yield [owner for i in things for owner in _owners(scene, i, adjectives=i not in match.targets)]
    heads = list(dict.fromkeys((*things, match.at, match.clause)))
    words = _TOWARDS if match.frame.root in _NOT_TO_THE_PLACE else (*_TOWARDS, *_WITHIN)
    yield from _behind(scene, heads, words)
    if match.frame.root in _LOOKS_BELOW:
        clauses = ("acl", "ccomp") if match.noun else ("xcomp", "ccomp", "advcl", "prep")
        below = [c.i for c in children(scene.sentence, match.at, *clauses)]
        objects = [
            o
            for i in below
            for c in children(scene.sentence, i, "dobj", "nsubj", "nsubjpass", "pcomp")
            for o in conjuncts(scene.sentence, c.i)
        ]
        yield objects
        yield [owner for i in objects for owner in _owners(scene, i, adjectives=True)]
        yield from _behind(scene, [*objects, *below], words)
    yield from _further(scene, heads)


def _owners(scene: Scene, i: int, *, adjectives: bool) -> list[int]:
    """Whose a thing is: "Mali's plan", "a plan of Mali", "a request by Mali"; and "the Malian plan".

    A target keeps its adjective: "the Malian plan" has a country as it is.
    """
    found: list[int] = []
    for c in children(scene.sentence, i):
        if c.dep == "poss" or (adjectives and c.dep in ("amod", "compound", "nmod")):
            found.append(c.i)
        elif c.dep in ("prep", "agent") and c.lower in _OWNED_BY:
            found.extend(
                o for n in children(scene.sentence, c.i, "pobj") for o in conjuncts(scene.sentence, n.i)
            )
        elif c.dep == "acl":
            found.extend(_agents(scene, c.i))
    return found


def _agents(scene: Scene, i: int) -> list[int]:
    """Who made it: "a proposal put forward by Mali"."""
    return [
        n.i
        for by in children(scene.sentence, i, "agent", "prep")
        if by.lower in ("by", "from")
        for n in children(scene.sentence, by.i, "pobj")
    ]


def _behind(scene: Scene, heads: Sequence[int], words: Sequence[str]) -> Iterator[list[int]]:
    """What stands behind these prepositions of some words, a group for each preposition."""
    for word in words:
        yield [
            o
            for i in heads
            for prep in children(scene.sentence, i, "prep", "dative", "agent")
            if prep.lower == word
            for n in children(scene.sentence, prep.i, "pobj")
            for o in conjuncts(scene.sentence, scene.semantic(n.i))
        ]


def _further(scene: Scene, heads: Sequence[int]) -> Iterator[list[int]]:
    """What the parser hangs one step lower: "a suit in a court against Peru", "claims that two men stole"."""
    sentence = scene.sentence
    preps = [p for i in heads for p in children(sentence, i, "prep")]
    nouns = [n.i for p in preps for n in children(sentence, p.i, "pobj")]
    yield from _behind(scene, nouns, ("against", "on", "with", "to"))
    clauses = [c for p in preps for c in children(sentence, p.i, "pcomp")]
    clauses += [c for i in nouns for c in children(sentence, i, "acl") if child(sentence, c.i, "mark")]
    yield [s.i for c in clauses for s in children(sentence, c.i, *_SUBJECTS)]

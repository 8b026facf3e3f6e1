"""Whom an event was done to where its object is no party: its owner, who receives, who suffers it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dateline.codify.clause import Scene
from dateline.codify.triggers import KEEPS_OBJECT, Match
from dateline.model.tree import children, conjuncts

__all__ = ["completed"]

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


def completed(scene: Scene, match: Match) -> Match:
    """The match with the parties that its targets leave out: "lifted the ban on Mali", "Mali's plan".

    Targets that are parties stay alone, as does a frame that wants none and what "the withdrawal" left.
    """
    left = match.noun and match.frame.root == "RETREAT"
    # Whose own troops are mobilised is not whom it is against.
    told = match.frame.root != "MOBILIZE" and any(_party(scene, i) for i in match.targets)
    if match.frame.target == "none" or left or told:
        return match
    taken = {*match.actors, *match.targets, match.at}
    found = next(
        (
            parties
            for told in _candidates(scene, match)
            if (parties := [i for i in told if _named(scene, i) and i not in taken])
        ),
        [],
    )
    if not found and match.frame.root == "REJECT" and not match.targets:
        # "rejected the referendum": nobody's, so that it stands for itself.
        found = [i for i in _objects(scene, match) if i not in taken]
    return replace(match, targets=(*match.targets, *found)) if found else match


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
    known = i in scene.actors or i in scene.places
    return known or bool(scene.classes(i) & _PARTIES - {"state"})


def _candidates(scene: Scene, match: Match) -> Iterator[list[int]]:
    """Groups of tokens that may be whom it was done to, the likeliest first."""
    own = (match.at, *match.targets) if match.noun else (*match.targets, *match.extra)
    things = tuple(dict.fromkeys((*own, *(_objects(scene, match) if match.frame.root == "REJECT" else ()))))
    yield [owner for i in things for owner in _owners(scene, i, adjectives=i not in match.targets)]
    heads = list(dict.fromkeys((*things, match.at, match.clause)))
    yield from _behind(scene, heads, match)
    if match.frame.root in _LOOKS_BELOW and not match.noun:
        below = [c.i for c in children(scene.sentence, match.at, "xcomp", "ccomp", "advcl", "prep")]
        objects = [
            o
            for i in below
            for c in children(scene.sentence, i, "dobj", "nsubj", "nsubjpass", "pcomp")
            for o in conjuncts(scene.sentence, c.i)
        ]
        yield objects
        yield [owner for i in objects for owner in _owners(scene, i, adjectives=True)]
        yield from _behind(scene, [*objects, *below], match)


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


def _behind(scene: Scene, heads: Sequence[int], match: Match) -> Iterator[list[int]]:
    """What stands behind the prepositions of these words, a group for each preposition."""
    places = () if match.frame.root in _NOT_TO_THE_PLACE else _WITHIN
    for word in (*_TOWARDS, *places):
        yield [
            o
            for i in heads
            for prep in children(scene.sentence, i, "prep", "dative", "agent")
            if prep.lower == word
            for n in children(scene.sentence, prep.i, "pobj")
            for o in conjuncts(scene.sentence, scene.semantic(n.i))
        ]

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
# What two sides have with or against each other goes before whose it is: "the White House talks with Chad".
_BETWEEN_SIDES = ("with", "against")
# Roots whose words are the actor's own: "its condemnation", "Chad's solidarity".
_OWN_WORDS = frozenset({"SUPPORT", "ACCUSE", "REQUEST", "THREATEN"})
# Roots whose deeds are done to things as well; aid, talks and backing are for somebody.
_TO_THINGS = frozenset(
    {
        "REJECT",
        "RETREAT",
        "CONCEDE",
        "REQUEST",
        "THREATEN",
        "ACCUSE",
        "SANCTION",
        "COERCE",
        "ASSAULT",
        "PROTEST",
    }
)
_VERB_CLAUSES = ("xcomp", "ccomp", "advcl", "prep")
_NOUN_CLAUSES = ("acl", "ccomp")
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def completed(scene: Scene, match: Match) -> Match:
    """The match with the parties that its targets leave out: "lifted the ban on Mali", "Mali's plan".

    Targets that are parties stay alone, as does what "the withdrawal" left. What two do together ("Chad and
    Mali met") each does with the other.
    """
    match = replace(match, targets=tuple(_another(scene, match, i) for i in match.targets))
    left = match.noun and match.frame.root == "RETREAT"
    # Whose own troops are mobilised is not whom it is against.
    told = match.frame.root != "MOBILIZE" and any(_party(scene, i) for i in match.targets)
    if left or told:
        return match
    asked = [i for i in _objects(scene, match) if scene.sentence.tokens[i].pos == "PRON"]
    if match.frame.root == "REQUEST" and asked and not match.targets:
        # "asked us for bread": whoever that is, it is not the bread's.
        return replace(match, targets=tuple(asked))
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
    if not match.actors and _between(scene, found):
        # "talks were held between Chad and Mali"
        return replace(match, actors=tuple(found[:1]), targets=(*match.targets, *found[1:]))
    return replace(match, targets=(*match.targets, *found)) if found else match


def _another(scene: Scene, match: Match, i: int) -> int:
    """The target, or whom "him" means instead where it was taken for the one who acts.

    "The emir called the king to thank him": the object above, else its subject.
    """
    sentence, pronoun = scene.sentence, scene.sentence.tokens[i]
    meant = scene.actors.get(i)
    if pronoun.pos != "PRON" or meant is None or meant.name is None or pronoun.lower.endswith("self"):
        return i
    if all(a not in scene.actors or scene.actors[a].name != meant.name for a in match.actors):
        return i
    above = sentence.tokens[match.clause].head
    found = [
        *children(sentence, above, "dobj"),
        *children(sentence, above, *_SUBJECTS),
    ]
    own = {scene.actors[a].name for a in match.actors if a in scene.actors}
    others = [c.i for c in found if c.i in scene.actors and scene.actors[c.i].name not in own]
    return others[0] if others else i


def _between(scene: Scene, parties: Sequence[int]) -> bool:
    """Whether these are two sides that something is between."""
    tokens = scene.sentence.tokens
    return len(parties) > 1 and tokens[tokens[parties[0]].head].lower == "between"


def _together(scene: Scene, match: Match) -> tuple[int, ...]:
    """All who do something with each other: "the two ministers met", "Chad and Mali signed a treaty".

    "The presidents of Chad and Mali" are two as well, told by their states.
    """
    frame = match.frame
    if match.targets or frame.root in _ONE_SIDED:
        return ()
    if not frame.target.startswith("prep:with") and frame.root not in ("CONSULT", "COOPERATE"):
        return ()
    sides = [i for i in match.actors if _party(scene, i) or scene.sentence.tokens[i].pos == "PROPN"]
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
    if match.noun or match.frame.root not in _TO_THINGS:
        return []
    found = [] if match.extra and match.frame.root != "REJECT" else _objects(scene, match)
    if not found and match.frame.root in KEEPS_OBJECT:
        for verb in _below(scene, match.at, ("xcomp", "ccomp")):
            found = found or _under(scene, [verb], ("dobj", "nsubjpass"))
    if not found and match.extra:
        # "gave permission for the rally"
        found = [i for told in _behind(scene, match.extra, ("for", "of", "against", "on")) for i in told]
    return [i for i in found if scene.sentence.tokens[i].pos in ("NOUN", "PROPN") and not scene.timed(i)]


def _objects(scene: Scene, match: Match) -> list[int]:
    """The verb's object, or the subject of its passive; none for a noun."""
    if match.noun:
        return []
    found = children(scene.sentence, match.at, "dobj", "nsubjpass")
    return [i for c in found for i in conjuncts(scene.sentence, c.i)]


def _party(scene: Scene, i: int) -> bool:
    return i in scene.actors or i in scene.places or bool(scene.classes(i) & _PARTIES)


def _below(scene: Scene, i: int, clauses: Sequence[str]) -> list[int]:
    """The clauses below a word, and the clauses below those: "refused to let the envoy land"."""
    first = [c.i for c in children(scene.sentence, i, *clauses) if c.i > i]
    return [*first, *(c.i for verb in first for c in children(scene.sentence, verb, "xcomp", "ccomp"))]


def _under(scene: Scene, heads: Sequence[int], relations: Sequence[str]) -> list[int]:
    """What hangs on some words by these relations, with what is coordinated with it."""
    found = [c.i for i in heads for c in children(scene.sentence, i, *relations)]
    return [o for i in found for o in conjuncts(scene.sentence, i)]


def _named(scene: Scene, i: int) -> bool:
    """Whether a token is a party or place known as such: a bare noun behind a preposition may be anything."""
    if scene.timed(i) or scene.sentence.tokens[i].pos in _UNNAMED:
        return False
    token = scene.sentence.tokens[i]
    named = token.pos == "PROPN" and (token.dep in _SUBJECTS or _faced(scene, i))
    if i in scene.actors or i in scene.places or named:
        return True
    return token.pos != "ADJ" and bool(scene.classes(i) & _PARTIES - {"state"})


def _faced(scene: Scene, i: int) -> bool:
    """Whether a name that nothing lists stands where one's counterpart does: "shells to Varn"."""
    tokens = scene.sentence.tokens
    return tokens[i].dep == "pobj" and tokens[tokens[i].head].lower in ("to", "with", "against")


def _candidates(scene: Scene, match: Match) -> Iterator[list[int]]:
    """Groups of tokens that may be whom it was done to, the likeliest first."""
    root = match.frame.root
    own = (match.at, *match.targets) if match.noun else (*match.targets, *match.extra)
    things = tuple(dict.fromkeys((*own, *(_objects(scene, match) if root == "REJECT" else ()))))
    heads = list(dict.fromkeys((*things, match.at, match.clause)))
    # "reiterated Chad's support for Mali": whose words of backing they are is not whom they are for.
    spoken = root in _OWN_WORDS and bool(match.extra) and match.frame.target != "object"
    owned = [i for i in things if not (spoken and i in match.extra)]
    if root == "REQUEST" and not match.noun:
        # "asked us for bread"
        yield [i for i in _objects(scene, match) if scene.classes(i) & {"person", "people"}]
    if root == "ACCUSE" and not match.noun:
        # "complained that the army lies"
        yield _under(scene, [c.i for c in children(scene.sentence, match.at, "ccomp")], ("nsubj",))
    yield from _behind(scene, things, _BETWEEN_SIDES)
    yield [owner for i in owned for owner in _owners(scene, i, adjectives=i not in match.targets)]
    words = _TOWARDS if root in _NOT_TO_THE_PLACE else (*_TOWARDS, *_WITHIN)
    yield from _behind(scene, heads, words)
    if root in _LOOKS_BELOW:
        below = _below(scene, match.at, _NOUN_CLAUSES if match.noun else _VERB_CLAUSES)
        below += [verb for i in match.extra for verb in _below(scene, i, _NOUN_CLAUSES)]
        if root == "AGREE":
            # "agreed to send troops to Chad", "to help Chad's army"
            yield from _behind(scene, below, ("to", "with"))
            helped = [c.i for verb in below for c in children(scene.sentence, verb, "advcl") if c.i > verb]
            yield [i for i in _under(scene, helped, ("dobj",)) if i in scene.actors or i in scene.places]
        objects = _under(scene, below, ("dobj", "nsubj", "nsubjpass", "pcomp"))
        # Who is promised something is named; what is promised is a thing as a rule.
        yield [i for i in objects if root != "AGREE" or _somebody(scene, i)]
        yield [owner for i in objects for owner in _owners(scene, i, adjectives=True)]
        # "a force made up of Chadian troops"
        more = [c.i for i in objects for c in children(scene.sentence, i, "acl")]
        yield from _behind(scene, [*objects, *below, *more], words)
        yield from _further(scene, below)
    yield from _further(scene, heads)


def _somebody(scene: Scene, i: int) -> bool:
    """Whether a token is people, or a party or place with a name."""
    actor = scene.actors.get(i)
    if actor is not None:
        return actor.name is not None or actor.kind in ("person", "population")
    return i in scene.places or bool(scene.classes(i) & {"person", "people"})


def _owners(scene: Scene, i: int, *, adjectives: bool) -> list[int]:
    """Whose a thing is: "Mali's plan", "a plan of Mali", "a request by Mali"; and "the Malian plan".

    A target keeps its adjective: "the Malian plan" has a country as it is.
    """
    found: list[int] = []
    for c in children(scene.sentence, i):
        before = adjectives and c.dep in ("amod", "compound", "nmod")
        if c.dep == "poss" or (before and (c.i in scene.actors or c.i in scene.places)):
            found.append(c.i)
        elif c.dep in ("prep", "agent") and c.lower in _OWNED_BY:
            found.extend(
                o for n in children(scene.sentence, c.i, "pobj") for o in conjuncts(scene.sentence, n.i)
            )
        elif c.dep == "acl" and not _mediates(scene, c.lemma):
            found.extend(_agents(scene, c.i))
    return found


def _mediates(scene: Scene, lemma: str) -> bool:
    """Whether a verb tells of talks: the truce that Mali brokered is not Mali's."""
    return any(trigger.frame.root == "CONSULT" for trigger in scene.lore.lexicon.verb_frames.get(lemma, ()))


def _agents(scene: Scene, i: int) -> list[int]:
    """Who made it: "a proposal put forward by Mali"."""
    return [
        n.i
        for by in children(scene.sentence, i, "agent", "prep")
        if by.lower in ("by", "from")
        for n in children(scene.sentence, by.i, "pobj")
    ]


def _behind(scene: Scene, heads: Sequence[int], words: Sequence[str]) -> Iterator[list[int]]:
    """What stands behind these prepositions of some words, a group for each preposition.

    A preposition may hang on a moment: "on alert on Sunday in Chad".
    """
    sentence = scene.sentence
    preps = [p for i in heads for p in children(sentence, i, "prep", "dative", "agent")]
    whens = [n for i in heads for n in children(sentence, i, "npadvmod") if scene.timed(n.i)]
    whens += [n for p in preps for n in children(sentence, p.i, "pobj") if scene.timed(n.i)]
    preps += [p for n in whens for p in children(sentence, n.i, "prep")]
    for word in words:
        yield [
            o
            for prep in preps
            if prep.lower == word
            for n in children(sentence, prep.i, "pobj")
            for o in conjuncts(sentence, scene.semantic(n.i))
        ]


def _further(scene: Scene, heads: Sequence[int]) -> Iterator[list[int]]:
    """What the parser hangs one step lower: "a suit in a court against Peru", "claims that two men stole".

    And whose it is: "condemnation of Chad's handling", "committed to defending Chad's borders".
    """
    sentence = scene.sentence
    preps = [p for i in heads for p in children(sentence, i, "prep")]
    nouns = _under(scene, [p.i for p in preps], ("pobj",))
    # "In front of" and the like are prepositions of several words, and nobody's.
    whole = [i for i in nouns if any(children(sentence, i, "det", "poss", "amod", "compound"))]
    yield [owner for i in whole for owner in _owners(scene, i, adjectives=False)]
    yield from _behind(scene, nouns, ("against", "on", "with", "to"))
    clauses = [c.i for p in preps for c in children(sentence, p.i, "pcomp")]
    clauses += [c.i for i in nouns for c in children(sentence, i, "acl") if child(sentence, c.i, "mark")]
    yield _under(scene, clauses, ("nsubj", "nsubjpass"))
    objects = _under(scene, clauses, ("dobj",))
    yield objects
    yield [owner for i in objects for owner in _owners(scene, i, adjectives=False)]

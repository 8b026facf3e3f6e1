"""Frames to events: actors, targets, places, moment, figures, factuality and what they say of control."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from dateline.codify.categories import category_of, struck_there
from dateline.codify.clause import Clause, Scene
from dateline.codify.control import holdings, unlisted
from dateline.codify.factuality import factuality_of_noun, factuality_of_verb, over
from dateline.codify.factuality.kinds import FACTUAL
from dateline.codify.figures import figures_of
from dateline.codify.means import refined
from dateline.codify.parties import completed
from dateline.codify.standing import Backdrop, backdrop, standing, tells_of_control
from dateline.codify.triggers import Match, matches
from dateline.codify.where import choose, seen_from
from dateline.lore import Lore
from dateline.model import (
    Actor,
    ActorKind,
    Factuality,
    Found,
    Happening,
    Moment,
    Place,
    Quantity,
    Sentence,
    Token,
    tree,
)
from dateline.model.tree import ancestors, children, conjuncts, noun_phrase, subtree

__all__ = ["find_events"]

T = TypeVar("T")

# Prepositions of place: a closed class.
_AT = frozenset(
    {
        "in",
        "at",
        "near",
        "around",
        "outside",
        "on",
        "to",
        "into",
        "from",
        "across",
        "along",
        "over",
        "toward",
        "towards",
        "of",
        "through",
        "inside",
        "within",
        "between",
        "against",
        "down",
        "up",
        "beyond",
        "past",
    }
)


def find_events(
    sentences: Sequence[Sentence],
    actors: Sequence[Found[Actor]],
    places: Sequence[Found[Place]],
    times: Sequence[Found[Moment]],
    quantities: Sequence[Found[Quantity]],
    lore: Lore,
    day: str | None = None,
) -> tuple[Happening, ...]:
    """All coded events of a document in order of their triggers. `day`: that of publication (ISO) or None."""
    against = backdrop(sentences, times, day, lore)
    people = (f.thing.name or f.thing.text for f in actors if f.thing.kind == "person")
    surnames = frozenset(name.split()[-1] for name in people if name)
    by_actor, by_place = _by_sentence(actors), _by_sentence(places)
    by_time, by_quantity = _by_sentence(times), _by_sentence(quantities)
    found: list[Happening] = []
    for sentence in sentences:
        at = sentence.index
        scene = Scene(
            sentence,
            lore,
            {f.head: f.thing for f in by_actor.get(at, ())},
            {f.head: f for f in reversed(by_place.get(at, ()))},
            tuple(by_time.get(at, ())),
            tuple(by_quantity.get(at, ())),
            surnames,
        )
        found.extend(_event(scene, completed(scene, match), against, day) for match in matches(scene))
    return tuple(found)


def _by_sentence(found: Sequence[Found[T]]) -> dict[int, list[Found[T]]]:
    by: dict[int, list[Found[T]]] = {}
    for thing in found:
        by.setdefault(thing.sentence, []).append(thing)
    return by


def _event(scene: Scene, match: Match, against: Backdrop, day: str | None) -> Happening:
    frame = match.frame
    clause = Clause(scene, match.clause)
    moment = _moment(scene, match)
    factuality = _to_come(scene, match, _factuality(scene, match), moment, day)
    actors = _parties(scene, match.actors, agents=True)
    targets = struck_there(scene, match, _parties(scene, match.targets, agents=False))
    places = _places(scene, match, clause)
    figures = figures_of(scene, match, clause)
    lo, hi = _reach(match, clause)
    mode, context, acled = refined(scene, match, actors, targets, places)
    stands = standing(scene, match, factuality, against)
    tells = frame.control is not None and tells_of_control(stands, moment, scene.lore)
    return Happening(
        scene.sentence.index,
        match.at,
        frame.key,
        frame.root,
        mode,
        context,
        acled,
        actors,
        targets,
        tuple(f.thing for f in places),
        moment,
        figures,
        tree.span(scene.sentence, match.lo, match.hi),
        tree.span(scene.sentence, lo, hi),
        factuality,
        holdings(scene, match, actors, targets, places) if tells else (),
        stands,
    )


def _to_come(
    scene: Scene, match: Match, read: Factuality, moment: Moment | None, day: str | None
) -> Factuality:
    """What is told in the present of a day after that of publication: "They meet on Thursday" is arranged.

    With a limit and no day it is foretold: "Danek falls by May".
    """
    present = not match.noun and tree.in_present(scene.sentence, match.clause)
    if day is None or moment is None or not present or read not in FACTUAL:
        return read
    if moment.start is not None:
        return "planned" if moment.start[:10] > day[:10] else read
    return "predicted" if (moment.end or "")[:10] > day[:10] else read


def _factuality(scene: Scene, match: Match) -> Factuality:
    stated = match.frame.factuality
    if match.noun:
        light: Factuality | None = (match.light.effect or "occurred") if match.light is not None else None
        read = factuality_of_noun(scene, match.at, light)
    else:
        read = factuality_of_verb(scene, match.at)
    if stated == "ongoing" and match.noun and match.frame.root == "ASSAULT" and over(scene, match.at):
        # "The siege ended in May"; who holds a place is told as a state, whenever.
        return read
    # A frame may say that its words never tell of something done ("is poised to").
    return stated if stated is not None and read in ("occurred", "ongoing") else read


def _reach(match: Match, clause: Clause) -> tuple[int, int]:
    """The contiguous stretch of the clause around the trigger, roles included."""
    tokens = set(clause.tokens()) | set(match.actors) | set(match.targets)
    near = [i for i in tokens if abs(i - match.at) < 60]
    return min(near), max(near) + 1


# -- parties


def _parties(scene: Scene, heads: Sequence[int], *, agents: bool) -> tuple[Actor, ...]:
    found: list[Actor] = []
    for i in heads:
        actor = _party(scene, i, agents=agents)
        if actor is not None and not agents:
            actor = replace(actor, category=category_of(scene, i, actor))
        if actor is not None and all((actor.start, actor.name) != (a.start, a.name) for a in found):
            found.append(actor)
    return tuple(found)


def _party(scene: Scene, i: int, *, agents: bool) -> Actor | None:
    at = i if i in scene.actors else scene.semantic(i)
    known = scene.actors.get(at)
    if known is not None:
        return known
    token = scene.sentence.tokens[at]
    if token.pos == "PRON" or token.pos in ("VERB", "AUX"):
        return None
    place = scene.places[at].thing if at in scene.places else None
    if place is not None and agents and place.kind == "country":
        # A headline's "Chad, Niger sign deal", where nothing else tells that Chad acts.
        return Actor(
            place.text,
            place.start,
            place.end,
            place.name,
            place.country,
            "country",
            None,
            place.country,
            None,
            "explicit",
        )
    if place is not None and not agents:
        return Actor(
            place.text,
            place.start,
            place.end,
            place.name,
            None,
            "unknown",
            None,
            place.country,
            None,
            "explicit",
        )
    owner = next((scene.actors[i] for i in _owners(scene, at) if i in scene.actors), None)
    lo, hi = _phrase(scene.sentence, at)
    span = tree.span(scene.sentence, lo, hi)
    if owner is not None and agents:
        # "Russian missiles struck": the missiles' owner acts.
        code = f"{owner.country or ''}MIL" if owner.kind in ("country", "government") else owner.code
        kind: ActorKind = "military" if owner.kind in ("country", "government") else owner.kind
        return replace(
            owner, text=span.text, start=span.start, end=span.end, kind=kind, code=code, basis="inferred"
        )
    classes = scene.classes(at)
    if agents and not _able(scene, token, classes):
        return next((scene.actors[i] for i in _makers(scene, at) if i in scene.actors), None)
    told: ActorKind = "population" if "people" in classes else "group" if "armed" in classes else "unknown"
    country = owner.country if owner is not None else None
    side = owner.side if owner is not None else None
    return Actor(span.text, span.start, span.end, None, None, told, side, country, None, "explicit")


def _phrase(sentence: Sentence, i: int) -> tuple[int, int]:
    """The noun phrase around a head, with what a hyphen joins before it: "Turkish-backed forces"."""
    lo, hi = noun_phrase(sentence, i)
    while (
        lo > 1
        and sentence.tokens[lo - 1].text == "-"
        and sentence.tokens[lo - 1].end == sentence.tokens[lo].start
    ):
        lo -= 2
        if lo > 0 and sentence.tokens[lo - 1].dep == "det":
            lo -= 1
    return lo, hi


def _owners(scene: Scene, i: int) -> Iterator[int]:
    """Whose a thing is: "Chadian missiles"."""
    return (c.i for c in children(scene.sentence, i, "amod", "compound", "poss", "nmod"))


def _makers(scene: Scene, i: int) -> Iterator[int]:
    """Who did or made what acts: "a bombing by Chad killed", "missiles fired by Chad struck"."""
    for at in (i, *(c.i for c in children(scene.sentence, i, "acl"))):
        for by in children(scene.sentence, at, "prep", "agent"):
            if by.lower == "by":
                yield from (n.i for n in children(scene.sentence, by.i, "pobj"))


def _able(scene: Scene, token: Token, classes: frozenset[str]) -> bool:
    """Whether a noun can act: people, forces and bodies can; weapons, texts and happenings cannot.

    A name that nothing lists can, unless it is one of many ("an Iskander").
    """
    if classes & {"armed", "state", "person", "people"}:
        return True
    if scene.unlisted(token.i) and classes <= {"place"}:
        return True
    return (
        token.pos in ("NOUN", "PROPN") and not classes and token.lemma not in scene.lore.lexicon.noun_frames
    )


# -- where


def _places(scene: Scene, match: Match, clause: Clause) -> tuple[Found[Place], ...]:
    """Where the event happened: the likeliest place, then what else its object and prepositions name."""
    found = _hung(scene, match)
    chosen = _chosen(scene, match)
    # "eight settlements in Kherson region": what is described stays before the name it is narrower than.
    front = [f for f in found if f not in chosen and _describes(scene, f)] if chosen else []
    if not found and not chosen:
        found = _around(scene, match, clause)
    return tuple(dict.fromkeys((*front, *chosen, *found)))[:6]


def _describes(scene: Scene, found: Found[Place]) -> bool:
    """Whether a place is told by common nouns alone; a sentence's first word has its capital anyway."""
    tokens = scene.sentence.tokens[found.lo : found.hi]
    return not any(token.text[0].isupper() for token in (tokens[1:] or tokens))


def _chosen(scene: Scene, match: Match) -> list[Found[Place]]:
    """The places that the learned choice takes the event to have happened at."""
    if not scene.places:
        return []
    listed = tuple(scene.places.values())
    choice = choose(seen_from(scene.sentence, match.at, listed, scene.actors, scene.lore))
    return [candidate.place for candidate in choice.candidates if candidate.place is not None]


def _hung(scene: Scene, match: Match) -> list[Found[Place]]:
    """What the event's object is or names, then what the prepositions of trigger and clause name."""
    heads: list[int] = []
    for i in match.targets:
        heads.extend((i, *conjuncts(scene.sentence, scene.semantic(i))))
        heads.extend(_hanging(scene, i))
    heads.extend(_hanging(scene, match.at))
    if match.clause != match.at:
        heads.extend(_hanging(scene, match.clause))
    found = [scene.places[i] for i in dict.fromkeys(heads) if i in scene.places]
    if match.frame.control and match.frame.place_from == "object" and not match.noun:
        found[:0] = [
            f
            for i in match.targets
            if i not in scene.places
            and (f := unlisted(scene, i, taken=match.frame.control == "gained")) is not None
        ]
    return found


def _around(scene: Scene, match: Match, clause: Clause) -> list[Found[Place]]:
    """The clause's places; else the one place that the sentence names: that is where it plays."""
    inside = set(clause.tokens())
    found = [f for i, f in sorted(scene.places.items()) if i in inside and i not in match.actors]
    if found:
        return found
    named = [
        f
        for i, f in sorted(scene.places.items())
        if f.thing.name is not None and f.thing.kind != "country" and i not in match.actors
    ]
    return named if len({f.thing.name for f in named}) == 1 else []


def _hanging(scene: Scene, i: int) -> list[int]:
    """Objects of the place prepositions of a word and of what hangs on it."""
    sentence, found = scene.sentence, list[int]()
    for c in children(sentence, i):
        if c.dep in ("prep", "prt", "advmod", "agent") and (c.lower in _AT or c.dep in ("prt", "advmod")):
            for noun in subtree(sentence, c.i, frozenset({"relcl", "advcl", "ccomp"})):
                if noun in scene.places:
                    found.append(noun)
        elif c.dep in ("dobj", "pobj", "poss", "compound", "nmod", "npadvmod"):
            found.append(c.i)
            if c.dep == "dobj":
                found.extend(_hanging(scene, c.i) if c.i != i else ())
        elif c.dep == "appos" and c.i in scene.places:
            found.append(c.i)
    return found


# -- when


def _moment(scene: Scene, match: Match) -> Moment | None:
    """The moment that hangs on the event itself, else on a verb above it in the same sentence."""
    if not scene.moments:
        return None
    own = [f for f in scene.moments if _hangs(scene, f, match)]
    if own:
        return min(own, key=lambda f: abs(f.head - match.at)).thing
    for above in ancestors(scene.sentence, match.clause):
        if above.pos not in ("VERB", "AUX"):
            continue
        if above.lemma in scene.lore.lexicon.verb_cues:
            # The moment of saying is not the moment of what is said.
            return None
        found = [f for f in scene.moments if _governor(scene, f) == above.i]
        if found:
            return found[0].thing
    return None


def _hangs(scene: Scene, found: Found[Moment], match: Match) -> bool:
    governor = _governor(scene, found)
    return governor in (match.at, match.clause) or governor in match.extra


def _governor(scene: Scene, found: Found[Moment]) -> int | None:
    """The nearest verb or event noun above a moment."""
    for above in ancestors(scene.sentence, found.head):
        if above.pos in ("VERB", "AUX") or (
            above.pos == "NOUN" and above.lemma in scene.lore.lexicon.noun_frames
        ):
            return above.i
    return None

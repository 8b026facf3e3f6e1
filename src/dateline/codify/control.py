"""What an event says of who holds a place: which place, gained, lost, held or fought for, and by whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from dateline.codify.clause import Clause, Scene
from dateline.codify.triggers import Match
from dateline.lore import Lore
from dateline.model import Actor, Found, Holding, Place, Sentence, Token, tree
from dateline.model.tree import ancestors, child, children, conjuncts, noun_phrase

__all__ = ["holdings", "unlisted"]

Change = Literal["gained", "lost", "held", "contested", "threatened"]

# Kinds of place that can change hands by one event; a country is too large, a sea nobody's.
_KINDS = frozenset({"settlement", "region", "area", "facility", "river"})
# Where there is fighting, or a force draws near, it is about a town or a site: "fighting in the east" is not.
_SMALL = frozenset({"settlement", "facility"})
# Who has these of a place has a piece of it. A closed class; "most" and "all" are no pieces.
_PIECES = frozenset(
    {
        "part",
        "half",
        "piece",
        "section",
        "portion",
        "side",
        "edge",
        "outskirt",
        "outskirts",
        "suburb",
        "fringe",
        "district",
        "quarter",
        "neighbourhood",
        "neighborhood",
        "street",
        "block",
        "building",
        "house",
        "centre",
        "center",
        "north",
        "south",
        "east",
        "west",
        "area",
        "sector",
        "swathe",
        "some",
        "percent",
        "several",
    }
)
_SIDES = frozenset({"northern", "southern", "eastern", "western", "central", "downtown"})
_BESIDE = frozenset({"near", "around", "outside", "toward", "towards", "beyond", "by", "from"})
# Behind these stands who had a place before.
_BEFORE = frozenset({"from", "off"})
# "North of the town" is not in it.
_BEARINGS = frozenset(
    f"{first}{second}"
    for first in ("north", "south", "")
    for second in ("east", "west", "")
    if first or second
)
# "Occupied the town" tells of taking it, "occupies it" of holding it; both are this frame's.
_TAKES = "control_occupy"


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place and whether the words speak of a piece of it alone."""

    place: Found[Place]
    piece: bool


def holdings(
    scene: Scene,
    match: Match,
    actors: Sequence[Actor],
    targets: Sequence[Actor],
    places: Sequence[Found[Place]],
) -> tuple[Holding, ...]:
    """What the event says of who holds its places, if it happened; countries are no such places."""
    change = _change(scene, match)
    if change is None:
        return ()
    parties = actors if match.frame.holder == "actor" else targets
    holder = next((p for p in parties if p.kind not in ("unknown", "population") or p.side), None)
    if match.frame.holder == "actor" and not _known(holder):
        holder = _owner(scene, match) or holder
    if not _known(holder):
        holder, change = _by_others(scene, match, change, holder, actors, targets)
    own = holder is not None and any(a.side and a.side == holder.side for a in actors)
    if own and match.frame.holder == "target" and change in ("threatened", "contested"):
        # Nobody besieges his own.
        holder = None
    told = (_part(spot, change, holder) for spot in _spots(scene, match, change, places))
    return tuple(dict.fromkeys(told))


def _part(spot: _Spot, change: Change, holder: Actor | None) -> Holding:
    """Who takes or holds a piece of a place fights for it."""
    contested = spot.piece and change in ("gained", "held", "lost")
    return Holding(spot.place.thing, "contested" if contested else change, holder)


# -- what changed


def _change(scene: Scene, match: Match) -> Change | None:
    frame, sentence = match.frame, scene.sentence
    token = sentence.tokens[match.at]
    above = sentence.tokens[token.head]
    if match.noun and frame.control == "held" and token.dep in ("nsubj", "nsubjpass"):
        told = scene.lore.lexicon.verb_frames.get(above.lemma, ())
        if above.lemma != "be" and any(t.frame.control for t in told):
            # "Control of the town has passed to …": who has it is for the verb to say.
            return None
    if match.actors and any(
        c.lower == "both" for c in children(sentence, match.actors[0], "det", "predet", "nummod")
    ):
        # "Both sides claim control of the town."
        return "contested"
    if frame.key == _TAKES and token.tag in ("VBD", "VBN"):
        # "They occupied it", "it was occupied"; "in occupied Sake" nobody takes it.
        # "To occupied Sake": no infinitive has this form, whatever the parse.
        around = children(sentence, match.at, "nsubj", "nsubjpass", "agent", "aux", "auxpass")
        deed = any(each.lower != "to" for each in around)
        return "gained" if deed or token.dep in ("conj", "relcl") else "held"
    return frame.control


# -- who


def _known(actor: Actor | None) -> bool:
    """Whether an actor can be a holder's name: "the army" alone is nobody's."""
    return actor is not None and any((actor.side, actor.name, actor.country))


def _owner(scene: Scene, match: Match) -> Actor | None:
    """Whose hands, control or flag it is: "in the hands of M23", "under Houthi control", "M23-held"."""
    sentence = scene.sentence
    heads = [match.at, *match.actors, *match.extra]
    if not match.noun:
        # "Retaken from Russian hands": those had it before.
        preps = (prep for prep in children(sentence, match.at, "prep") if prep.lower not in _BEFORE)
        heads.extend(noun.i for prep in preps for noun in children(sentence, prep.i, "pobj"))
    for i in heads:
        for c in children(sentence, i, "poss", "amod", "compound", "nmod", "npadvmod"):
            if c.i in scene.actors and _known(scene.actors[c.i]):
                return scene.actors[c.i]
        for prep in children(sentence, i, "prep", "agent"):
            if prep.lower in ("of", "by"):
                for noun in children(sentence, prep.i, "pobj"):
                    if noun.i in scene.actors and noun.i not in scene.places:
                        return scene.actors[noun.i]
    return None


def _by_others(
    scene: Scene,
    match: Match,
    change: Change,
    holder: Actor | None,
    actors: Sequence[Actor],
    targets: Sequence[Actor],
) -> tuple[Actor | None, Change]:
    """The change as told of the other party, where it alone is known by name.

    Who ceded a town to nobody known lost it; what "the army" lost to M23 M23 gained.
    """
    given = next((a for a in actors if _known(a)), None)
    taken = next((a for a in targets if _known(a) and a.kind != "unknown"), None)
    if match.frame.holder == "target" and change == "gained" and given is not None:
        return given, "lost"
    if change == "lost" and match.frame.holder == "actor":
        receiver = _receiver(scene, match) or taken
        if receiver is not None:
            return receiver, "gained"
        if holder is None and match.noun:
            return _conceding(scene, match), change
    return holder, change


def _receiver(scene: Scene, match: Match) -> Actor | None:
    """Whom a place was lost to: "the fall of the town to M23"."""
    for prep in children(scene.sentence, match.at, "prep", "dative"):
        if prep.lower == "to":
            for noun in children(scene.sentence, prep.i, "pobj"):
                actor = scene.actors.get(noun.i)
                if _known(actor):
                    return actor
    return None


def _conceding(scene: Scene, match: Match) -> Actor | None:
    """Who admits a loss has it: "M23 acknowledged the loss of Sake"."""
    sentence = scene.sentence
    for above in ancestors(sentence, match.at):
        if above.pos in ("VERB", "AUX"):
            cues = scene.lore.lexicon.verb_cues.get(above.lemma, ())
            speaker = child(sentence, above.i, "nsubj")
            owned = match.frame.key == "control_loss_noun" and bool(cues) and speaker is not None
            return scene.actors.get(speaker.i) if owned and speaker is not None else None
    return None


# -- where


def _spots(scene: Scene, match: Match, change: Change, places: Sequence[Found[Place]]) -> list[_Spot]:
    """The places where `place_from` says; where that finds none, the first of the event's own places."""
    told = _tokens(scene, match)
    # A flag over the town hall is over the town.
    named = [i for i in told if i not in (match.at, *match.extra)]
    things = [i for i in named if _thing(scene, i)] if match.frame.place_from == "object" else []
    found = [_inside(scene, spot, things) for i in told for spot in _at(scene, match, i)]
    near = (match.frame.place_from or "").startswith("prep:")
    adjective = scene.sentence.tokens[match.at].dep == "amod"
    # "Encirclement of troops between two towns" is of neither.
    elsewhere = match.noun and change == "threatened" and bool(told)
    if not found and not near and not adjective and not elsewhere:
        inside = [f for f in places if f.thing.kind in _KINDS and not _beside(scene, f)]
        # "Control of the plant" in a town, "a checkpoint" there: a piece of it at most.
        piece = bool(told) and len(things) == len(told)
        found = [_Spot(f, piece and f.thing.kind == "settlement") for f in inside][:1]
    kinds = _SMALL if match.noun and change == "contested" else _KINDS
    pieces = {spot.place.head for spot in found if spot.piece}
    able = [spot.place for spot in found if spot.place.thing.kind in kinds and not _ship(scene, spot.place)]
    if change == "held":
        # "Russian-occupied areas", "their positions": which they are is not told.
        able = [
            f for f in able if f.thing.name is not None or scene.sentence.tokens[f.head].lemma == "capital"
        ]
    return [_Spot(place, place.head in pieces) for place in dict.fromkeys(able)]


def _inside(scene: Scene, spot: _Spot, things: Sequence[int]) -> _Spot:
    """The same place, a piece of it where one of the things in it is meant: "the plant in Sake"."""
    sentence = scene.sentence
    above = list(ancestors(sentence, spot.place.head)) if things else []
    link = next((token.lower for token in above if token.pos == "ADP"), "of")
    # "The entirety of Sake", "ninety per cent of it": what is told by "of" is for `_piece`.
    return _Spot(spot.place, True) if link != "of" and any(t.i in things for t in above) else spot


def _thing(scene: Scene, i: int) -> bool:
    """Whether a word names a thing that stands in a place, and no place: "the plant", "entry points"."""
    token, words = scene.sentence.tokens[i], scene.lore.lexicon.words
    if token.pos != "NOUN" or i in scene.places or scene.semantic(i) != i:
        return False
    return not any(token.lemma in words[key] for key in ("settlement-nouns", "area-nouns", "regions-alone"))


def _ship(scene: Scene, found: Found[Place]) -> bool:
    """ "The loss of the Moskva": a town has no article, a ship has."""
    if found.thing.kind != "settlement" or found.hi - found.lo != 1 or found.thing.name is None:
        return False
    token = scene.sentence.tokens[found.head]
    the = any(c.lower == "the" for c in children(scene.sentence, found.head, "det"))
    return the and token.pos == "PROPN" and found.lo == found.head


def _beside(scene: Scene, found: Found[Place]) -> bool:
    """Whether a place only says what lies near it: "abandoned their positions near Lyman"."""
    sentence = scene.sentence
    token = sentence.tokens[found.head]
    above = sentence.tokens[token.head]
    return token.dep == "pobj" and (above.lower in _BESIDE or _bearing(sentence, above.head))


def _tokens(scene: Scene, match: Match) -> Sequence[int]:
    """Where the frame says that the place stands: in a role, or behind a preposition of verb or noun."""
    frame, sentence = match.frame, scene.sentence
    wanted = frame.place_from
    if wanted is None:
        return ()
    passive = (
        any(children(sentence, match.clause, "auxpass", "nsubjpass"))
        or sentence.tokens[match.at].tag == "VBN"
    )
    role = match.targets if wanted == frame.target else match.actors if wanted == frame.actor else ()
    if role and not wanted.startswith("prep:"):
        return [i for i in role if _related(scene, match, i) or not _behind(sentence, i)]
    heads = [match.clause]
    if wanted.startswith("prep:"):
        # "made gains near the town", "shows troops operating in it": the preposition may hang lower.
        heads.extend((match.at, *match.extra, *(match.actors if match.noun else ())))
        heads.extend(c.i for i in match.extra for c in children(sentence, i, "acl", "relcl"))
        if (
            match.noun
            and match.clause == match.at
            and sentence.tokens[match.at].dep in ("nsubj", "nsubjpass")
        ):
            # "Fighting was heard on the outskirts", where "fighting" is parsed as a clause of its own.
            heads.append(sentence.tokens[match.at].head)
    for n, head in enumerate(dict.fromkeys(heads)):
        found = Clause(scene, head).arguments(wanted, passive=passive and n == 0)
        if found:
            return found
    return ()


def _behind(sentence: Sentence, i: int) -> bool:
    """Whether a word stands behind a preposition that says what lies beside it."""
    return sentence.tokens[sentence.tokens[i].head].lower in _BESIDE


def _itself(place: Place, lore: Lore) -> Place:
    """A place without the words that point away from it: "around Sake, which they took" took Sake.

    "20 km west of Sake, which they took" may have taken what lies there.
    """
    if place.qualifier is None or place.kind not in _SMALL or any(c.isdigit() for c in place.qualifier):
        return place
    same = place.key if place.geonameid is None else place.geonameid
    known = next((c for c in lore.gazetteer.lookup(place.name or "") if same in (c.geonameid, c.key)), None)
    lat, lon = (known.lat, known.lon) if known is not None else (place.lat, place.lon)
    return replace(place, qualifier=None, radius_km=None, lat=lat, lon=lon)


def _related(scene: Scene, match: Match, i: int) -> bool:
    """Whether the clause is one about that word: "(from) Sake, which they took"."""
    clause = scene.sentence.tokens[match.clause]
    return clause.dep == "relcl" and clause.head == i


def _at(scene: Scene, match: Match, i: int) -> Iterator[_Spot]:
    """The places that a token and what is coordinated with it stand for."""
    sentence = scene.sentence
    for k in conjuncts(sentence, i):
        at = k if k in scene.places else _meant(scene, k)
        below = [k] if at == k else conjuncts(sentence, at)
        for j in (*below, *_named_after(scene, match, k)):
            found = scene.places.get(j) or unlisted(scene, j, taken=match.frame.control == "gained")
            if found is not None:
                if _related(scene, match, i):
                    found = replace(found, thing=_itself(found.thing, scene.lore))
                yield _Spot(found, _piece(scene, k, at, found))
        hall = "building" in scene.lore.lexicon.noun_classes.get(sentence.tokens[k].lemma, ())
        hall = hall or sentence.tokens[k].lemma == "hall"
        if hall and at == k and k not in scene.places and match.frame.place_from != "object":
            # "over Bakhmut's town hall"
            for c in children(sentence, k, "poss", "compound", "nmod"):
                if c.i in scene.places:
                    yield _Spot(scene.places[c.i], False)


def _named_after(scene: Scene, match: Match, i: int) -> list[int]:
    """The names behind a number of places: "eight settlements, including A", "two villages, A and B"."""
    sentence = scene.sentence
    if sentence.tokens[i].pos != "NOUN":
        return []
    found = [n for c in children(sentence, i, "appos") for n in conjuncts(sentence, c.i)]
    for head in (i, match.clause):
        for prep in children(sentence, head, "prep"):
            if prep.lower == "including" and prep.i > i:
                found.extend(n for p in children(sentence, prep.i, "pobj") for n in conjuncts(sentence, p.i))
    return found


def _meant(scene: Scene, i: int) -> int:
    """The name behind a common noun: "parts of Sake", "the centre of the town of Sake"."""
    sentence = scene.sentence
    at = i
    for _ in range(3):
        token = sentence.tokens[at]
        if at in scene.places and scene.places[at].thing.name is not None:
            return at
        up = scene.semantic(at)
        if up == at:
            up = next(
                (
                    noun.i
                    for prep in children(sentence, at, "prep")
                    if prep.lower == "of" and not _bearing(sentence, at)
                    for noun in children(sentence, prep.i, "pobj")
                    if token.pos in ("NOUN", "DET", "ADJ", "PRON")
                    and (noun.pos == "PROPN" or noun.i in scene.places)
                ),
                at,
            )
        if up == at:
            return at
        at = up
    return at


def _bearing(sentence: Sentence, i: int) -> bool:
    """ "A village north of Sake" is outside it, "the north of Sake" is a piece of it."""
    return sentence.tokens[i].lower in _BEARINGS and not any(children(sentence, i, "det", "amod"))


def _piece(scene: Scene, k: int, at: int, found: Found[Place]) -> bool:
    """Whether the words speak of a piece of a town: "the outskirts of Sake", "eastern Sake"."""
    sentence = scene.sentence
    if found.thing.kind != "settlement" or found.thing.name is None:
        return False
    if k != at and (sentence.tokens[k].lemma.lower() in _PIECES or sentence.tokens[k].text == "%"):
        return True
    before = children(sentence, at, "amod", "compound")
    return any(c.lower in _SIDES and not found.lo <= c.i < found.hi for c in before)


def unlisted(scene: Scene, i: int, *, taken: bool = False) -> Found[Place] | None:
    """A name that no gazetteer lists, where only a place can stand: kept by name, its whereabouts unknown.

    "The capital" of whatever country is meant is kept without a name. `taken`: a force takes it, so that
    what the tagger has for an unknown person's name may be a village's.
    """
    token: Token = scene.sentence.tokens[i]
    named = token.pos == "PROPN" and (token.ent != "PERSON" or (taken and scene.untold(i)))
    the = any(c.lower == "the" for c in children(scene.sentence, i, "det"))
    if not (named or (the and token.lemma == "capital")) or i in scene.actors or scene.timed(i):
        return None
    lo, hi = noun_phrase(scene.sentence, i)
    span = tree.span(scene.sentence, lo, hi)
    name = span.text if named else None
    place = Place(span.text, span.start, span.end, name, None, None, None, "settlement", None, None, 0.2)
    return Found(scene.sentence.index, lo, hi, i, place)

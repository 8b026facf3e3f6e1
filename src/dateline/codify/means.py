"""How an event was done and what ACLED calls it, where other words than the trigger tell it.

A frame has a mode and ACLED's types as its trigger alone has them. The clause may say more: the weapon
("killed by a drone"), who suffered it (civilians, soldiers), who did it (a mob), whose the place is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.codify.clause import Clause, Scene
from dateline.codify.triggers import Match
from dateline.codify.wording import entry_of
from dateline.lore.schema import Means
from dateline.model import Actor, Found, Place, Token
from dateline.model.tree import ancestors, children, conjuncts

__all__ = ["refined"]

Acled = tuple[str, str]

_REMOTE = "Explosions/Remote violence"
_PROPERTY = ("Strategic developments", "Looting/property destruction")
_CLASH = ("Battles", "Armed clash")
_REGAINS = ("Battles", "Government regains territory")
_OVERTAKES = ("Battles", "Non-state actor overtakes territory")
_ON_CIVILIANS = ("Violence against civilians", "Attack")
_ABDUCTION = ("Violence against civilians", "Abduction/forced disappearance")
_ARRESTS = ("Strategic developments", "Arrests")
_EXCESSIVE = ("Protests", "Excessive force against protesters")
_MOB = ("Riots", "Mob violence")
_RIOT = ("Riots", "Violent demonstration")
_DISRUPTED = ("Strategic developments", "Disrupted weapons use")
_SHELLING = (_REMOTE, "Shelling/artillery/missile attack")
# Modes that tell what was done rather than with what: a drone that destroys a bridge destroys it.
_DONE = frozenset({"destroy", "abduct", "torture", "sexual", "beat", "targeted", "crowd-control"})
# What a weapon does not change.
_FIXED = frozenset({"Sexual violence", "Abduction/forced disappearance"})
_ARMED_SECTORS = frozenset({"MIL", "REB", "UAF", "ISM", "PRM", "COP", "CRM"})
_FIGHTING = frozenset({"MIL", "REB", "UAF", "ISM", "PRM"})
_LAWLESS = frozenset({"REB", "UAF", "ISM", "CRM"})
_STATE_SECTORS = frozenset({"MIL", "GOV", "COP"})
_CIVILIANS = frozenset(
    {
        "civilians",
        "children",
        "journalists",
        "medics and aid workers",
        "prisoners",
        "refugees",
        "clergy",
        "officials",
    }
)
# Whoever clashes with villagers has not simply attacked them.
_FOUGHT = ("assault_clash", "assault_fight", "assault_repel", "assault_defeat", "assault_break")
_FORCES = frozenset({"troops", "police", "peacekeepers"})


def refined(
    scene: Scene,
    match: Match,
    actors: Sequence[Actor],
    targets: Sequence[Actor],
    places: Sequence[Found[Place]],
) -> tuple[str | None, tuple[str, ...], Acled | None]:
    """The event's mode, contexts and ACLED types, by its frame and by what else its clause tells."""
    frame = match.frame
    mode, acled, means = frame.mode, frame.acled, None
    if acled in (_REGAINS, _OVERTAKES):
        acled = _territory(scene, match, actors, targets, places) or acled
    elif frame.root == "COERCE":
        acled = _DISRUPTED if _cache(scene, match) else acled
        if acled == _ARRESTS and any(_sector(actor) in _LAWLESS for actor in actors):
            # Rebels arrest nobody.
            acled = _ABDUCTION
    elif acled == _DISRUPTED:
        acled = _SHELLING if any(t.category == "aircraft" for t in targets) else acled
    elif frame.root == "ASSAULT" and "territory" not in frame.context:
        means = _means(scene, match)
        mode = means.mode if means is not None and mode not in _DONE else mode
        acled = _acled(scene, match, means, actors, targets)
    return mode, _contexts(scene, match, means, actors, targets), acled


def _contexts(
    scene: Scene, match: Match, means: Means | None, actors: Sequence[Actor], targets: Sequence[Actor]
) -> tuple[str, ...]:
    """The frame's contexts, then those of what was hit, of the arms, and of forces that fight."""
    listed = scene.lore.lexicon.target
    found = [*match.frame.context]
    for target in targets:
        found.extend(listed[target.category].context if target.category in listed else ())
    found.extend(means.context if means is not None else ())
    if match.frame.root == "ASSAULT" and any(_sector(actor) in _FIGHTING for actor in actors):
        found.append("military")
    return tuple(dict.fromkeys(found))


def _sector(actor: Actor) -> str:
    return (actor.code or "")[-3:]


# -- what it was made with


def _means(scene: Scene, match: Match) -> Means | None:
    """The arms that the clause names: in the trigger's own words first, then as who or what did it."""
    table = scene.lore.lexicon.means
    key = match.frame.key

    def able(means: Means) -> bool:
        return not means.frames or key in means.frames

    found = (entry_of(scene.sentence, i, table, able) for i in _beside(scene, match))
    return next((means for means in found if means is not None), None)


def _beside(scene: Scene, match: Match) -> Iterator[int]:
    """Tokens that may name the arms, the nearest first."""
    own = (match.at, *match.extra)
    for i in own:
        if match.noun or i != match.at:
            yield from _within(scene, i)
    doers = _doers(scene, match)
    yield from (k for i in doers for k in _within(scene, i))
    yield from _carried(scene, doers)
    yield from (c.i for c in children(scene.sentence, match.at, "advmod"))
    for i in dict.fromkeys((*own, match.clause)):
        yield from _behind(scene, i)
        yield from _told_apart(scene, i)
    above = next((t for t in ancestors(scene.sentence, match.clause) if t.pos == "VERB"), None)
    if above is not None and above.lemma == "use":
        # "Used drones to attack the port."
        yield from (k for n in children(scene.sentence, above.i, "dobj") for k in _within(scene, n.i))


def _behind(scene: Scene, i: int) -> Iterator[int]:
    """Arms and attacks behind the prepositions of a word: "by a drone", "in a missile strike"."""
    sentence, words = scene.sentence, scene.lore.lexicon.words
    for prep in children(sentence, i, "prep", "agent"):
        if prep.lower not in words["with-arms"]:
            continue
        for noun in children(sentence, prep.i, "pobj"):
            for k in conjuncts(sentence, noun.i):
                attack = sentence.tokens[k].lemma.lower() in words["attack-nouns"]
                if attack or prep.lower in words["arms-beside"]:
                    yield from _within(scene, k)
    for c in children(sentence, i, "dobj"):
        # "Attacked the base with rockets", where the parser gives the rockets to the base.
        yield from (
            n.i for p in children(sentence, c.i, "prep") if p.lower == "with" for n in _objects(scene, p.i)
        )


def _carried(scene: Scene, doers: Sequence[int]) -> Iterator[int]:
    """What those who did it had with them: "attackers with machetes", "men armed with knives"."""
    armed = scene.lore.lexicon.words["armed-with"]
    for i in doers:
        below = [c.i for c in children(scene.sentence, i, "acl", "relcl") if c.lemma in armed]
        for at in (i, *below):
            for prep in children(scene.sentence, at, "prep"):
                if prep.lower == "with":
                    yield from (n.i for n in _objects(scene, prep.i))
            yield from (n.i for n in children(scene.sentence, at, "dobj") if at != i)


def _told_apart(scene: Scene, i: int) -> Iterator[int]:
    """Clauses that tell what did it: "using rifles", "when a shell hit the house", "when they hit a mine"."""
    sentence, words = scene.sentence, scene.lore.lexicon.words
    for c in children(sentence, i, "advcl", "acl", "xcomp"):
        if c.lemma == "use":
            yield from (k for n in children(sentence, c.i, "dobj") for k in _within(scene, n.i))
        elif any(m.lower in words["when-it-happened"] for m in children(sentence, c.i, "mark", "advmod")):
            yield from (n.i for n in children(sentence, c.i, "nsubj", "dobj", "nsubjpass"))
            yield from (n.i for p in children(sentence, c.i, "agent") for n in _objects(scene, p.i))


def _objects(scene: Scene, prep: int) -> Iterator[Token]:
    yield from children(scene.sentence, prep, "pobj")


def _within(scene: Scene, i: int) -> Iterator[int]:
    """A noun; of an attack also what it was made with: "a Grad rocket attack", "a strike by drones"."""
    sentence = scene.sentence
    yield i
    if sentence.tokens[i].lemma.lower() in scene.lore.lexicon.words["attack-nouns"]:
        for c in children(sentence, i, "compound", "amod", "nmod"):
            yield c.i
            yield from (k.i for k in children(sentence, c.i, "conj"))


def _doers(scene: Scene, match: Match) -> list[int]:
    """Who or what did it, weapons included."""
    clause = Clause(scene, match.clause)
    subject = [] if match.noun else clause.arguments("subject", passive=_suffered(scene, match))
    return list(dict.fromkeys((*match.actors, *subject)))


def _suffered(scene: Scene, match: Match) -> bool:
    return any(children(scene.sentence, match.clause, "auxpass", "nsubjpass", "agent"))


# -- what ACLED calls it


def _acled(
    scene: Scene, match: Match, means: Means | None, actors: Sequence[Actor], targets: Sequence[Actor]
) -> Acled | None:
    told = match.frame.acled
    kinds = {target.category for target in targets}
    if told is not None and told[1] in _FIXED:
        return told
    if means is not None and means.acled is not None:
        return means.acled
    if means is not None and told is not None and told[0] == _REMOTE:
        # "Hit with a stick": what is told by the verb alone is no shelling.
        told = None
    if told is not None and told[0] in ("Protests", _REMOTE):
        return _EXCESSIVE if told[0] == "Protests" and means is not None and means.key == "firearms" else told
    if told == _PROPERTY or match.frame.actor == "none":
        # What burns may have been lit by anybody, and who dies may have died of anything.
        return told
    return _by_parties(scene, match, told, actors, kinds)


def _by_parties(
    scene: Scene, match: Match, told: Acled | None, actors: Sequence[Actor], kinds: set[str | None]
) -> Acled | None:
    """By who did it to whom; without one of the two the frame's word stands."""
    crowd = _crowd(scene, match)
    armed = any(_sector(actor) in _ARMED_SECTORS or actor.kind == "military" for actor in actors)
    violent = told is not None or armed or bool(actors)
    if crowd and match.frame.key.startswith("assault_clash"):
        return _RIOT
    if crowd and violent and told is not None:
        return _MOB
    if not violent or not kinds - {None}:
        return told
    if "protesters" in kinds and armed and match.frame.mode != "crowd-control":
        return _EXCESSIVE
    if kinds & _CIVILIANS and not kinds & _FORCES and not match.frame.key.startswith(_FOUGHT):
        return _ABDUCTION if match.frame.mode == "abduct" else _ON_CIVILIANS
    between = kinds & _FORCES and told in (None, _ON_CIVILIANS) and match.frame.mode in (None, "firearms")
    return _CLASH if between and armed else told


def _crowd(scene: Scene, match: Match) -> bool:
    words = scene.lore.lexicon.words["crowds-that-act"]
    return any(scene.sentence.tokens[i].lemma.lower() in words for i in match.actors)


def _cache(scene: Scene, match: Match) -> bool:
    """Whether arms were seized."""
    words, seized = scene.lore.lexicon.words["caches"], match.frame.mode == "seize"
    heads = (*match.targets, *match.extra)
    return seized and any(scene.sentence.tokens[scene.semantic(i)].lemma.lower() in words for i in heads)


def _territory(
    scene: Scene,
    match: Match,
    actors: Sequence[Actor],
    targets: Sequence[Actor],
    places: Sequence[Found[Place]],
) -> Acled | None:
    """ACLED asks whose the place is: its state's forces regain it, foreign ones and rebels overtake it."""
    country = next((f.thing.country for f in places if f.thing.country), None)
    winners, losers = (actors, targets) if match.frame.actor != "none" else ((), targets)
    if match.frame.control == "lost" and match.frame.holder == "actor":
        winners, losers = (), actors
    own = next((side for actor in winners if (side := _own(scene, actor, country)) is not None), None)
    if own is None:
        lost = next((side for actor in losers if (side := _own(scene, actor, country)) is not None), None)
        own = None if lost is None else not lost
    return None if own is None else _REGAINS if own else _OVERTAKES


def _own(scene: Scene, actor: Actor, country: str | None) -> bool | None:
    """Whether somebody is of the state that a place belongs to; None where that is not known."""
    if actor.kind == "unknown" or (actor.kind == "population" and actor.name is None):
        # "Occupied Ukrainian towns" are no party to it.
        return None
    sector = _sector(actor)
    of = scene.lore.side(country=country)
    if actor.side is not None and of is not None:
        return actor.side == of
    if sector in ("REB", "UAF", "ISM", "PRE", "CRM"):
        return False
    if actor.country is None or country is None or sector not in _STATE_SECTORS:
        return None
    return actor.country == country

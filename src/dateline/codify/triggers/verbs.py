"""Frames that verbs trigger."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.codify.clause import Clause, Scene
from dateline.codify.triggers.forms import background, is_passive, of_itself, shortened, speaks_of
from dateline.codify.triggers.match import KEEPS_OBJECT, Match
from dateline.codify.triggers.particles import beside_noun, object_noun, particle_of
from dateline.lore import Trigger
from dateline.lore.schema import Frame
from dateline.model import Token
from dateline.model.tree import child, children, conjuncts

__all__ = ["verb_match"]

# What nobody does to himself.
_TO_ANOTHER = frozenset({"SUPPORT", "AID", "CONSULT", "COOPERATE"})
# What is itself done something to: "seized the documents", "closed the crossing".
_THINGS = ("place", "building", "material", "weapon", "money")
# Who is hosted or received for something.
_HOSTED = ("person", "state", "armed")
# So far behind a light verb its noun is still one expression with it: "gave a long standing ovation".
_NEAR = 5
# Words of a trigger that stand for a form of the clause below it.
_STRUCTURAL = frozenset({"infinitive", "clause", "own-will"})
_PEOPLE = frozenset({"people", "person"})
# Endings of nouns for those who do something; few things that people kill or arrest have them.
_DOERS = (
    "man",
    "woman",
    "ist",
    "eer",
    "ian",
    "goer",
    "maker",
    "keeper",
    "worker",
    "holder",
    "monger",
    "smith",
)
# What moves arms, for whomever; and what arms are.
_MOVES = frozenset({"send", "dispatch", "truck", "ship", "haul", "rush", "fly", "move", "bring"})
_ARMS = ("weapon", "armed")
# What is agreed or asked for is sent to whom it is agreed with.
_ASKED_OF = frozenset({"xcomp", "ccomp", "pcomp"})
# A clause's verb that states a fact, and the auxiliaries of what ought to be.
_FINITE = frozenset({"VBD", "VBZ", "VBP", "VBN"})
_WISHED = frozenset({"be", "should", "must", "shall", "to"})
# What is done to something that has a name as a rule; what is passed or offered has none.
_DONE_TO_NAMES = frozenset({"ASSAULT", "COERCE"})
# A text may accuse, demand and reject for whoever wrote it; it does not meet, back or help.
_BY_PEOPLE = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID"})


def verb_match(scene: Scene, token: Token, lemma: str) -> Match | None:
    """The first frame that a verb of this lemma triggers with the words around it."""
    sentence = scene.sentence
    triggers = scene.lore.lexicon.verb_frames.get(lemma, ())
    if not triggers or token.dep in ("aux", "auxpass", "compound") or background(scene, token):
        return None
    if any(children(sentence, token.i, "det")):
        # "counsel for the accused"
        return None
    passive = is_passive(sentence, token)
    found = _match_as(scene, token, triggers, passive=passive)
    if found is None and not passive and shortened(sentence, token):
        return _match_as(scene, token, triggers, passive=True)
    return found


def _match_as(scene: Scene, token: Token, triggers: Sequence[Trigger], *, passive: bool) -> Match | None:
    """The first of a verb's frames that its clause fills, read as active or as passive."""
    clause = Clause(scene, token.i)
    objects = clause.arguments("object", passive=passive)
    lemmas = {word.lemma for word in scene.sentence.tokens}
    for trigger in triggers:
        particle = particle_of(scene, token, trigger)
        if particle is None:
            continue
        noun = object_noun(clause, trigger, particle, objects, lemmas)
        if (trigger.noun is not None and noun is None) or _otherwise(scene, token, trigger, particle):
            continue
        frame = trigger.frame
        if passive and frame.target == "none" and trigger.noun is None:
            # "the truce held" is not "soldiers were held".
            continue
        targets = _verb_targets(scene, clause, trigger, particle, passive, objects)
        if not _restricted(scene, clause, frame, passive, particle) or _spoke_to_press(scene, frame, targets):
            continue
        actors = [] if frame.actor == "none" else clause.arguments(frame.actor, passive=passive)
        if noun is not None and frame.target == "object" and trigger.noun != "*":
            hosted = [i for i in objects if i != noun and scene.fits(i, _HOSTED)] if trigger.particle else []
            # "hosted the king for talks at the castle": whom he hosted, not the castle.
            targets = hosted or beside_noun(scene, noun, targets)
            targets = targets or [i for i in (noun,) if scene.fits(i, _THINGS)]
        extra = (noun,) if noun is not None else ()
        told = () if trigger.particle in _STRUCTURAL else particle
        hi = max((token.i, *told)) + 1 if told and max(told) - token.i <= 2 else token.i + 1
        near = noun is not None and token.i < noun <= token.i + _NEAR
        if noun is not None and near and (_tells_by(scene, noun, token, frame)):
            # "gave their blessing", "called a walkout": the noun tells what was done.
            hi = max(hi, noun + 1)
        return Match(frame, token.i, token.i, hi, token.i, tuple(actors), tuple(targets), False, None, extra)
    return None


def _tells_by(scene: Scene, noun: int, verb: Token, frame: Frame) -> bool:
    """Whether a verb's object says what is done: it names such an event, or the verb says little itself."""
    named = scene.lore.lexicon.noun_frames.get(scene.sentence.tokens[noun].lemma, ())
    if any(trigger.frame.root == frame.root and not trigger.words for trigger in named):
        return True
    return frame.root not in KEEPS_OBJECT and _carries(scene, verb.lemma)


def _carries(scene: Scene, lemma: str) -> bool:
    """Whether a verb alone says little more than that what its object names is done: "give", "hold"."""
    entries = scene.lore.lexicon.light_verbs.get(lemma, ())
    return any(e.noun_is == "object" and e.effect in ("occurred", None) and e.lemma == lemma for e in entries)


def _verb_targets(
    scene: Scene,
    clause: Clause,
    trigger: Trigger,
    particle: tuple[int, ...],
    passive: bool,
    objects: list[int],
) -> list[int]:
    role = trigger.frame.target
    if role == "none":
        return []
    if role != "object":
        return clause.arguments(role, passive=passive)
    # "call on X": the preposition's object is the object.
    sentence = scene.sentence
    behind = (noun.i for p in particle for noun in children(sentence, p, "pobj"))
    return objects or [i for noun in behind for i in conjuncts(sentence, noun)]


def _otherwise(scene: Scene, token: Token, trigger: Trigger, particle: tuple[int, ...]) -> bool:
    """Whether words beside a trigger tell that it means something else."""
    sentence, root = scene.sentence, trigger.frame.root
    if root in _TO_ANOTHER and of_itself(sentence, token):
        # "he speaks for himself"
        return True
    if root == "REQUEST" and trigger.particle == "clause" and token.lemma == "insist":
        return _as_a_fact(scene, particle[0])
    if root == "AID":
        return _armed_for_itself(scene, token, trigger)
    if root == "CONSULT":
        # "called the envoy a liar"; "met the envoy to discuss the truce" is one meeting
        above = sentence.tokens[token.head].lemma if token.dep in ("advcl", "xcomp") else ""
        met = any(t.frame.root == root for t in scene.lore.lexicon.verb_frames.get(above, ()))
        return met or child(sentence, token.i, "oprd") is not None
    if root == "ACCUSE" and trigger.noun is not None:
        # "called that a lie" denies what was said and accuses nobody.
        below = [c.i for c in children(sentence, token.i, "ccomp")]
        said = [
            c.lower
            for i in (token.i, *below)
            for c in children(sentence, i, "dobj", "nsubj")
            if c.i > token.i
        ]
        if any(word in ("that", "this", "it") for word in said):
            return True
    # "declined to comment"
    refused = trigger.particle == "infinitive" and root == "REJECT"
    return refused and speaks_of(scene, sentence.tokens[particle[0]].head)


def _as_a_fact(scene: Scene, verb: int) -> bool:
    """Whether what somebody insists on is told as so: "insisted that it carried food", not "be moved"."""
    tokens = scene.sentence.tokens
    wished = any(c.lower in _WISHED for c in children(scene.sentence, verb, "aux", "auxpass"))
    return tokens[verb].tag in _FINITE and not wished


def _armed_for_itself(scene: Scene, token: Token, trigger: Trigger) -> bool:
    """Whether arms are moved to nobody: who sends aircraft without saying to whom readies them."""
    if token.lemma not in _MOVES or trigger.noun is not None or token.dep in _ASKED_OF:
        return False
    passive = is_passive(scene.sentence, token)
    clause = Clause(scene, token.i)
    arms = clause.arguments("object", passive=passive)
    received = clause.arguments("prep:to,for", passive=passive)
    return bool(arms) and not received and all(scene.fits(i, _ARMS) for i in arms)


def _spoke_to_press(scene: Scene, frame: Frame, targets: Sequence[int]) -> bool:
    """Whether whom somebody spoke to is of the press: he consults nobody."""
    return frame.root == "CONSULT" and bool(targets) and all(_reports(scene, i) for i in targets)


def _reports(scene: Scene, i: int) -> bool:
    actor = scene.actors.get(i)
    return actor is not None and (actor.kind == "outlet" or (actor.code or "").endswith("JRN"))


def _restricted(scene: Scene, clause: Clause, frame: Frame, passive: bool, particle: tuple[int, ...]) -> bool:
    """Whether subject and object are of the classes that the frame asks for.

    A missing subject is no bar, a missing object is.
    """
    if frame.root in _BY_PEOPLE and not passive:
        subject = clause.subject(passive=False)
        if subject is not None and _text(scene, subject):
            # "the law provides support", "the report supports this view"
            return False
    if frame.subject:
        subject = clause.subject(passive=passive)
        if subject is not None and not _acts(scene, subject, frame):
            return False
    if frame.object:
        objects = clause.arguments("object", passive=passive)
        for i in particle:
            for noun in children(scene.sentence, i, "pobj"):
                objects.extend(conjuncts(scene.sentence, noun.i))
        if frame.target.startswith("prep:") and frame.place_from != "object":
            # "Handed the guns over to the town" hands over no town.
            objects.extend(clause.arguments(frame.target, passive=passive))
        return any(
            scene.fits(i, frame.object) or _taken(scene, clause, frame, i) or _stands_for_any(scene, i, frame)
            for i in objects
        )
    return True


def _taken(scene: Scene, clause: Clause, frame: Frame, i: int) -> bool:
    """Whether a force takes what the tagger has for somebody of whom nothing else tells: "seized Torske"."""
    if frame.control != "gained" or "place" not in frame.object or not scene.untold(i):
        return False
    passive = any(children(scene.sentence, clause.head, "auxpass", "nsubjpass"))
    subject = clause.subject(passive=passive)
    return subject is not None and scene.fits(subject, ("armed",))


def _acts(scene: Scene, i: int, frame: Frame) -> bool:
    """Whether a subject may act in a frame: where armed men do, so do their guns and their attacks.

    "Coastal guns engaged the convoy", "a thrust by the Guards cleared the wood".
    """
    if scene.fits(i, frame.subject) or scene.unlisted(i):
        return True
    if frame.root == "ASSAULT" and frame.target == "subject" and _somebody(scene, i):
        # "two divers drowned"
        return not _PEOPLE.isdisjoint(frame.subject)
    if frame.root != "ASSAULT" or "armed" not in frame.subject:
        return False
    nouns = scene.lore.lexicon.noun_frames.get(scene.sentence.tokens[i].lemma, ())
    return scene.fits(i, ("weapon",)) or any(trigger.frame.root == "ASSAULT" for trigger in nouns)


def _stands_for_any(scene: Scene, i: int, frame: Frame) -> bool:
    """Whether an object may be of any kind: a name that nothing lists ("bagged three MIGs").

    And who is counted, or told by what he does, by a noun that nothing lists: "killed nine ravers".
    """
    if frame.root not in _DONE_TO_NAMES:
        return False
    return scene.unlisted(i) or (not _PEOPLE.isdisjoint(frame.object) and _somebody(scene, i))


def _somebody(scene: Scene, i: int) -> bool:
    """Whether a common noun without a class is people by its number or its ending."""
    token = scene.sentence.tokens[i]
    if token.pos != "NOUN" or i in scene.places or scene.classes(i) or scene.timed(i):
        return False
    counted = token.tag == "NNS" and child(scene.sentence, i, "nummod") is not None
    return counted or token.lemma.endswith(_DOERS)


def _text(scene: Scene, i: int) -> bool:
    """Whether a noun is a law, a report or another text, and nobody besides."""
    return i not in scene.actors and scene.classes(i) == {"speech"}

"""Which frame a word triggers, and which words fill its roles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.codify.clause import Clause, Scene
from dateline.lore import Trigger
from dateline.lore.packs import LightVerb
from dateline.lore.schema import Frame
from dateline.model import Sentence, Token
from dateline.model.tree import child, children, conjuncts, first_conjunct, subtree

__all__ = ["KEEPS_OBJECT", "Match", "matches"]

# "the attack on the town": what follows these is what a noun's event was done to; "by" names who did it.
_OBJECT_PREPOSITIONS = frozenset({"of", "on", "against", "at", "over", "upon", "with", "into", "for"})
_HEADS = frozenset({"ROOT", "ccomp", "relcl", "conj", "advcl"})
# What nobody does to himself.
_TO_ANOTHER = frozenset({"SUPPORT", "AID", "CONSULT", "COOPERATE"})
# What is itself done something to: "seized the documents", "closed the crossing".
_THINGS = ("place", "building", "material", "weapon", "money")
_PARTICIPLES = ("ed", "en", "wn", "ung", "nt")
_SELF = ("self", "selves")
# So far behind a light verb its noun is still one expression with it: "gave a long standing ovation".
_NEAR = 5
# Words of a trigger that stand for a form of the clause below it.
_STRUCTURAL = frozenset({"infinitive", "clause", "own-will"})
_CLAUSES = ("xcomp", "ccomp", "advcl")
# What a frame's subject is where its verb tells what becomes of an agreement.
_OF_AGREEMENTS = ("agreement",)
# What stands for a name: one or several.
_PRONOUN = {"NN": "it", "NNP": "it", "NNS": "they", "NNPS": "they"}
# What an object is called: "called the envoy a liar", "branded it illegal".
_COMPLEMENTS = ("oprd", "attr", "acomp", "ccomp", "xcomp")


# What is demanded, refused, threatened or promised is an event of its own, with its own factuality.
KEEPS_OBJECT = frozenset({"REQUEST", "REJECT", "THREATEN", "AGREE"})


# Whose word it is that promises or refuses what a noun names; what is demanded is for another to do.
_OWN_WORD = frozenset({"AGREE", "THREATEN"})
# What a ministry announces of these may be the enemy's deed; an arrest or a truce is its own.
_OF_FORCE = frozenset({"ASSAULT", "PROTEST", "MOBILIZE", "REQUEST", "THREATEN"})
_FOR_OTHERS = frozenset({"denied", "requested", "predicted"})
# A text may accuse, demand and reject for whoever wrote it; it does not meet, back or help.
_BY_PEOPLE = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID"})
# What a place or force may be under.
_SUFFERED = frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "THREATEN"})
# "Talks on grain" are not with grain.
_TALKED = frozenset({"CONSULT", "COOPERATE", "AGREE"})
_TOPICS = frozenset({"on", "over", "for", "at", "into"})
_MUTUAL = frozenset({"CONSULT", "COOPERATE"})
_AT_MEETINGS = frozenset({"in", "at", "after", "during", "following", "before", "for"})
_NAMED_ONLY = frozenset({"CONSULT", "AGREE", "SUPPORT", "COOPERATE", "REQUEST", "REJECT", "ACCUSE", "AID"})
_KNOWN = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her"})


@dataclass(frozen=True, slots=True)
class Match:
    """A frame found: trigger tokens [lo, hi), the clause's head, and the tokens of the roles."""

    frame: Frame
    at: int
    lo: int
    hi: int
    clause: int
    actors: tuple[int, ...]
    targets: tuple[int, ...]
    noun: bool
    light: LightVerb | None = None
    extra: tuple[int, ...] = ()


def matches(scene: Scene) -> Iterator[Match]:
    """All frames triggered in a sentence, at most one a word; words that a longer one used are skipped."""
    verbs = {
        made.at: made for token in scene.sentence.tokens if (made := _predicate(scene, token)) is not None
    }
    owner = {noun: made for made in verbs.values() for noun in made.extra}
    nouns = [
        made
        for token in scene.sentence.tokens
        if token.pos in ("NOUN", "PROPN")
        and (made := _noun(scene, token, verbs)) is not None
        and _adds(made, owner.get(token.i))
    ]
    # A light verb gives way to the noun it carries: "launched an attack" is one event.
    told = {m.at for m in verbs.values() if m.frame.subject == _OF_AGREEMENTS}
    # "The truce held": there the verb tells what became of it.
    nouns = [m for m in nouns if m.light is None or m.clause not in told]
    carried = {m.clause for m in nouns if m.light is not None}
    kept = [m for m in verbs.values() if m.at not in carried or m.extra]
    yield from sorted((*kept, *nouns), key=lambda m: m.at)


def _predicate(scene: Scene, token: Token) -> Match | None:
    lemma = _verb_lemma(scene, token)
    made = _verb(scene, token, lemma) if lemma else None
    told = token.pos in ("ADJ", "VERB") or _counted(scene, token) is not None
    return made or (_adjective(scene, token) if told else None)


def _adds(noun: Match, verb: Match | None) -> bool:
    """Whether an event noun tells more than its verb: "demanded the withdrawal" is two events."""
    return verb is None or (verb.frame.root in KEEPS_OBJECT and verb.frame.root != noun.frame.root)


def _verb_lemma(scene: Scene, token: Token) -> str | None:
    """The lemma of a verb, also of one the tagger took for a noun although it has a subject and an object."""
    if token.pos in ("VERB", "AUX") or token.tag in ("VBN", "VBD", "VBG"):
        return token.lemma
    state = token.pos == "ADJ" and token.dep == "acomp" and token.lower.endswith(_PARTICIPLES)
    if state and scene.sentence.tokens[token.head].lemma == "be":
        # "The accounts were frozen."
        return scene.lore.lexicon.verb_forms.get(token.lower)
    heads = token.pos in ("NOUN", "PROPN", "ADJ") and token.dep in _HEADS
    if heads and any(children(scene.sentence, token.i, "dobj", "nsubj", "nsubjpass")):
        return scene.lore.lexicon.verb_forms.get(token.lower)
    return None


def _verb(scene: Scene, token: Token, lemma: str) -> Match | None:
    sentence = scene.sentence
    triggers = scene.lore.lexicon.verb_frames.get(lemma, ())
    if not triggers or token.dep in ("aux", "auxpass", "compound") or _background(scene, token):
        return None
    if any(children(sentence, token.i, "det")):
        # "counsel for the accused"
        return None
    passive = _passive(sentence, token)
    clause = Clause(scene, token.i)
    objects = clause.arguments("object", passive=passive)
    for trigger in triggers:
        particle = _particle(scene, token, trigger)
        if particle is None:
            continue
        noun = _object_noun(scene, clause, trigger, particle, objects)
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
            targets = _beside_noun(scene, noun, targets) or [i for i in (noun,) if scene.fits(i, _THINGS)]
        extra = (noun,) if noun is not None else ()
        told = () if trigger.particle in _STRUCTURAL else particle
        hi = max((token.i, *told)) + 1 if told and max(told) - token.i <= 2 else token.i + 1
        near = noun is not None and token.i < noun <= token.i + _NEAR
        if noun is not None and near and frame.root not in KEEPS_OBJECT and _carries(scene, lemma):
            # "gave their blessing": the noun tells what was done.
            hi = max(hi, noun + 1)
        return Match(frame, token.i, token.i, hi, token.i, tuple(actors), tuple(targets), False, None, extra)
    return None


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
    if root in _TO_ANOTHER and _of_itself(sentence, token):
        # "he speaks for himself"
        return True
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
    return refused and _speaks_of(scene, sentence.tokens[particle[0]].head)


def _spoke_to_press(scene: Scene, frame: Frame, targets: Sequence[int]) -> bool:
    """Whether whom somebody spoke to is of the press: he consults nobody."""
    return frame.root == "CONSULT" and bool(targets) and all(_reports(scene, i) for i in targets)


def _of_itself(sentence: Sentence, token: Token) -> bool:
    """Whether the object, or that of the first preposition, is the subject itself or the one spoken to."""
    found = child(sentence, token.i, "dobj")
    if found is None:
        prep = child(sentence, token.i, "prep", "dative")
        found = child(sentence, prep.i, "pobj") if prep is not None and prep.i == token.i + 1 else None
    return found is not None and (
        found.lower.endswith(_SELF) or (token.lower == "thank" and found.lower == "you")
    )


def _reports(scene: Scene, i: int) -> bool:
    actor = scene.actors.get(i)
    return actor is not None and (actor.kind == "outlet" or (actor.code or "").endswith("JRN"))


def _background(scene: Scene, token: Token) -> bool:
    """A state of affairs is no event: "the occupied regions", but not "newly liberated towns"."""
    if token.dep != "amod":
        return False
    before = [t.lower for t in scene.sentence.tokens[max(0, token.i - 2) : token.i]]
    return scene.lore.lexicon.words["just-now"].isdisjoint(before)


def _passive(sentence: Sentence, token: Token) -> bool:
    """A passive clause, a participle after its noun, or a headline's bare participle ("Four killed")."""
    if token.pos == "ADJ" and token.dep == "acomp":
        return True
    if any(children(sentence, token.i, "auxpass", "nsubjpass")):
        return True
    perfect = any(c.lemma == "have" for c in children(sentence, token.i, "aux"))
    if not perfect and any(children(sentence, token.i, "agent")):
        # "has spoken by telephone" is no passive
        return True
    if _shares_auxiliary(sentence, token):
        return True
    if any(children(sentence, token.i, "nsubj", "dobj")):
        return False
    if token.tag == "VBN" and token.dep in ("acl", "amod"):
        return True
    return (
        token.tag == "VBN"
        and not any(children(sentence, token.i, "aux"))
        and not any(children(sentence, token.i, "dobj"))
    )


def _shares_auxiliary(sentence: Sentence, token: Token) -> bool:
    """Whether the passive's auxiliary stands at the verb before: "40 were killed and 12 captured"."""
    if token.tag != "VBN" or token.dep != "conj" or any(children(sentence, token.i, "aux", "dobj")):
        return False
    return any(children(sentence, token.head, "auxpass"))


def _particle(scene: Scene, token: Token, trigger: Trigger) -> tuple[int, ...] | None:
    """The tokens of a trigger's further words, () where it has none; None where they do not stand there."""
    if trigger.particle is None:
        return ()
    sentence = scene.sentence
    found: list[int] = []
    for word in trigger.particle.split():
        at = _marked(scene, token.i, word) or _below(sentence, token.i, word)
        if at is None and found:
            at = _below(sentence, found[-1], word)
        if at is None or any(scene.timed(noun.i) for noun in children(sentence, at, "pobj")):
            # "called the envoy on Monday" is not "called on the envoy".
            return None
        found.append(at)
    return tuple(found)


def _marked(scene: Scene, i: int, word: str) -> int | None:
    """What opens a clause below a verb: the "to" of `infinitive`, the "for" in "calls for it to be freed".

    `clause` is any other clause, told by its verb; `own-will` by the auxiliary of what the subject will do.
    """
    sentence = scene.sentence
    clauses = [c for c in children(sentence, i, *_CLAUSES) if c.i > i]
    if word == "infinitive":
        return next((c.i for v in clauses for c in children(sentence, v.i, "aux") if c.lower == "to"), None)
    if word == "for":
        return next((c.i for v in clauses for c in children(sentence, v.i, "mark") if c.lower == word), None)
    told = [c for c in clauses if c.dep == "ccomp" and child(sentence, c.i, "nsubj", "nsubjpass") is not None]
    if word == "clause":
        return told[0].i if told else None
    if word == "own-will":
        return next((a.i for v in told if (a := _own_will(scene, i, v.i)) is not None), None)
    return None


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


def _below(sentence: Sentence, i: int, word: str) -> int | None:
    """Where a further word of a trigger hangs on it; one behind it goes before one in front of it."""
    for c in sorted(children(sentence, i), key=lambda c: (c.i < i, c.i)):
        if (
            c.lower == word
            and (c.dep != "aux" or c.i > i)
            and c.dep
            in (
                "prt",
                "prep",
                "advmod",
                "agent",
                "dative",
                "aux",
                "oprd",
                "acomp",
                "amod",
                "npadvmod",
                "mark",
                "ccomp",
                "xcomp",
                "attr",
                "pobj",
                "pcomp",
                "neg",
                "det",
                "dobj",
            )
        ):
            return c.i
    return None


def _object_noun(
    scene: Scene, clause: Clause, trigger: Trigger, particle: tuple[int, ...], objects: Sequence[int]
) -> int | None:
    """The object that completes a "verb +noun" trigger; any object for "+*"."""
    if trigger.noun is None:
        return None
    sentence = scene.sentence
    if trigger.noun == "*":
        return next((i for i in objects if not scene.timed(i)), None)
    wanted = trigger.noun.lower().split()
    if trigger.particle == "infinitive":
        return particle[0] if sentence.tokens[sentence.tokens[particle[0]].head].lemma == wanted[0] else None
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


def _beside_noun(scene: Scene, noun: int, targets: Sequence[int]) -> list[int]:
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
        if subject is not None and not scene.fits(subject, frame.subject) and not scene.unlisted(subject):
            return False
    if frame.object:
        objects = clause.arguments("object", passive=passive)
        for i in particle:
            for noun in children(scene.sentence, i, "pobj"):
                objects.extend(conjuncts(scene.sentence, noun.i))
        if frame.target.startswith("prep:"):
            objects.extend(clause.arguments(frame.target, passive=passive))
        return any(scene.fits(i, frame.object) for i in objects)
    return True


def _text(scene: Scene, i: int) -> bool:
    """Whether a noun is a law, a report or another text, and nobody besides."""
    return i not in scene.actors and scene.classes(i) == {"speech"}


def _adjective(scene: Scene, token: Token) -> Match | None:
    triggers = scene.lore.lexicon.adjective_frames.get(token.lower, ())
    for trigger in triggers:
        noun = _described(scene, token)
        if noun is None or not scene.fits(noun, trigger.frame.object):
            continue
        if scene.sentence.tokens[noun].pos == "PRON" and noun not in scene.actors:
            # "we would be dead"
            continue
        return Match(
            trigger.frame,
            token.i,
            token.i,
            token.i + 1,
            token.head,
            (),
            tuple(conjuncts(scene.sentence, noun)),
            False,
        )
    return None


def _described(scene: Scene, token: Token) -> int | None:
    """What an adjective tells of: its noun, its own subject, what it counts, or the verb's subject."""
    if token.dep in ("amod", "acl"):
        return token.head
    counted = _counted(scene, token)
    if counted is not None:
        return counted
    own = child(scene.sentence, token.i, "nsubj")
    if own is None and token.dep in ("oprd", "ccomp", "xcomp"):
        # "declared the deal dead"
        own = child(scene.sentence, token.head, "dobj", "nsubjpass")
    subject = own or child(scene.sentence, token.head, "nsubj", "nsubjpass")
    return subject.i if subject is not None else None


def _counted(scene: Scene, token: Token) -> int | None:
    """The number before an adjective, which stands for those it counts: "nine dead", "some forty hurt"."""
    tokens = scene.sentence.tokens
    before = tokens[token.i - 1] if token.i else token
    behind = tokens[token.i + 1] if token.i + 1 < len(tokens) else token
    alone = before.i < token.i and before.tag == "CD" and behind.pos not in ("NOUN", "PROPN", "ADJ")
    return before.i if alone and not scene.timed(before.i) else None


def _noun(scene: Scene, token: Token, verbs: dict[int, Match]) -> Match | None:
    sentence = scene.sentence
    if (
        token.i in scene.actors
        or any(f.lo <= token.i < f.hi for f in scene.moments)
        or (token.dep in ("compound", "nmod") and sentence.tokens[token.head].pos in ("NOUN", "PROPN"))
    ):
        return None
    for trigger in scene.lore.lexicon.noun_frames.get(token.lemma, ()):
        lo = _compound(sentence, token, trigger.words)
        frame = trigger.frame
        owner = verbs.get(token.head)
        light, clause = _light(scene, token)
        # "denied the accusation": who does so accuses nobody, and does not say that nobody did.
        denied = light is not None and light.effect == "denied" and frame.root == "ACCUSE"
        if lo is None or denied or _measure(sentence, token):
            continue
        if owner is not None and owner.frame.root in KEEPS_OBJECT:
            light, clause = None, token.i
        actors, targets = _noun_roles(scene, token, lo, light, clause, frame.root)
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
    passive = _passive(sentence, verb)
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
    if token.dep in ("nsubj", "nsubjpass", "ROOT"):
        return True
    return any(
        c.dep in ("prep", "acl", "relcl", "nummod", "npadvmod", "poss")
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


def _speaks_of(scene: Scene, verb: int) -> bool:
    """Whether a verb is one of saying."""
    return scene.sentence.tokens[verb].lemma in scene.lore.lexicon.verb_cues


def _by(sentence: Sentence, token: Token) -> list[int]:
    """The agents in "the condemnation of the junta by Chad": the parser hangs "by" on the noun before it."""
    found: list[int] = []
    for i in subtree(sentence, token.i, frozenset({"relcl", "acl", "ccomp", "conj"})):
        if sentence.tokens[i].lower == "by":
            found.extend(n for p in children(sentence, i, "pobj") for n in conjuncts(sentence, p.i))
    return found


def _light(scene: Scene, token: Token) -> tuple[LightVerb | None, int]:
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
        if entry.noun_is == place and all(_below(sentence, verb.i, word) is not None for word in words):
            return entry, verb.i
    return None, token.i


def _noun_roles(
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
    own = not _speaks_of(scene, verb) or (root not in _OF_FORCE and light.effect not in _FOR_OTHERS)
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
    passive = _passive(sentence, sentence.tokens[verb])
    subject = clause.subject(passive=passive) if light.noun_is == "object" else None
    if light.actor == "object-prep":
        targets = [*targets, subject] if subject is not None else targets
        actors = [*actors, *clause.arguments("prep:from,by", passive=passive)]
    elif subject is not None and light.actor == "subject" and own:
        actors = [*conjuncts(sentence, subject), *(a for a in actors if a != subject)]
    after = clause.arguments("prep:on,at,against,with,to", passive=passive)
    return actors, targets + [t for t in after if t not in targets]

"""Did it happen? Negation, modality, condition and the words an event hangs on, from the trigger outwards."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.codify.clause import Scene
from dateline.codify.conditions import auxiliaries_of, conditional, infinitive, supposed
from dateline.codify.negation import OUGHT, WILL, awaited, negated, nobody, not_yet, yet_to
from dateline.lore.schema import Embedder
from dateline.model import Factuality, Sentence, Stance, Token
from dateline.model.tree import ancestors, apart, child, children, subtree

__all__ = ["factuality_of_noun", "factuality_of_verb", "over", "settled", "stated"]

_FACTUAL = frozenset({"occurred", "ongoing"})
# What a stance makes of the event that it is taken to.
_UNDER: dict[Stance, Factuality] = {
    "denies": "denied",
    "demands": "requested",
    "promises": "promised",
    "threatens": "threatened",
    "predicts": "predicted",
}
# The types of event that a stance is itself.
_PERFORMED: dict[Stance, tuple[str, ...]] = {
    "demands": ("REQUEST",),
    "promises": ("AGREE",),
    "threatens": ("THREATEN",),
}
# Forms of embedders that may be phrases, and how many words the longest has.
_OPENING = frozenset({"conjunction", "preposition", "adverb", "adjective"})
_LONGEST = 5
_IF = frozenset({"if", "unless", "should", "provided", "lest", "assuming", "whether"})
_BEING = frozenset({"is", "are", "'s", "’s", "'re", "’re", "was", "were", "been", "being"})
_MAY = frozenset({"may", "might", "could", "can"})
# How a noun hangs on the word that says what becomes of its event.
_OVER = frozenset({"dobj", "pobj", "nsubjpass", "attr", "prep", "pcomp", "compound", "appos", "oprd"})
# What a verb of keeping from, stopping or failing governs its event by.
_KEPT_FROM = frozenset({"from", "in", "of", "to"})
_CHAIN = frozenset(
    {
        "xcomp",
        "ccomp",
        "advcl",
        "acl",
        "pcomp",
        "conj",
        "dobj",
        "pobj",
        "prep",
        "relcl",
        "nsubj",
        "nsubjpass",
        "attr",
        "oprd",
        "acomp",
        "agent",
    }
)


def factuality_of_verb(scene: Scene, i: int, *, reported: bool = False) -> Factuality:
    """The factuality of a verb's event; with `reported`, as a reported clause has it, whoever reports it."""
    return _opened(scene, i) or _outwards(scene, i, _own(scene, i, reported=reported), reported=reported)


def settled(
    read: Factuality, stance: Stance, *, deed: bool, planned: bool, root: str | None = None
) -> Factuality:
    """The factuality of an event read as `read`, under the stance of whoever tells of it.

    Only what the source's words as a whole say is done is a `deed` that its stance settles: of "denied that
    the men who shelled the camp were its own" the shelling is not denied. A condition goes before all;
    what is to come and `planned` is neither guessed nor promised. An event of the `root` that the stance
    itself is has been done by saying so: "I ask everybody to stay off the roofs".
    """
    under = _UNDER.get(stance)
    if read == "conditional" or not deed or (root in _PERFORMED.get(stance, ()) and read in _FACTUAL):
        return read
    if under is None:
        return "planned" if planned and read == "predicted" else read
    # "hope to repair it", "intend to" are plans, "feared that it had fallen" looks back.
    kept = {"predicts": ("planned", "occurred"), "promises": ("planned",)}
    return read if read in kept.get(stance, ()) else under


def stated(read: Factuality | None, stance: Stance, *, planned: bool) -> Factuality | None:
    """The factuality of a statement whose main verb is read as `read`; None where that only describes.

    A question leaves it unknown, and so does "could not be verified". What is promised, demanded or
    foretold without a verb of its own ("promised more shells") is so all the same; what is denied may be
    no deed at all.
    """
    if stance == "asks" or (stance == "doubts" and read in ("conditional", "denied")):
        return None
    if read is None:
        return None if stance == "denies" else _UNDER.get(stance)
    return settled(read, stance, deed=True, planned=planned)


def factuality_of_noun(scene: Scene, i: int, light: Factuality | None) -> Factuality:
    """The factuality of a noun's event; `light` is what a light verb over it says ("launch": occurred)."""
    own = _opened(scene, i) or _modified(scene, i)
    if own not in _FACTUAL:
        return "denied" if _came_to_nothing(scene, scene.sentence.tokens[i], own) else own
    # "Renewed fighting is feared."
    governed = _governed_noun(scene, i, light)
    return own if own == "ongoing" and governed in _FACTUAL else governed


def over(scene: Scene, i: int) -> bool:
    """Whether the verb above a noun tells of the past: "the siege ended in May", but "the siege goes on"."""
    verb = next((t for t in ancestors(scene.sentence, i) if t.pos in ("VERB", "AUX")), None)
    if verb is None:
        return False
    auxiliaries = {c.lower for c in children(scene.sentence, verb.i, "aux", "auxpass")}
    return verb.tag == "VBD" or bool(auxiliaries & {"was", "were", "had"})


def _governed_noun(scene: Scene, i: int, light: Factuality | None) -> Factuality:
    """What the words over a noun make of its event, if nothing beside it tells."""
    sentence = scene.sentence
    token = sentence.tokens[i]
    governor = sentence.tokens[token.head]
    if light is not None:
        verb = _own(scene, governor.i)
        entry = _embedder(scene, governor, token)
        # A light verb only carries a noun; "ordered a ceasefire" asks for it.
        effect = entry.effect if entry is not None and light == "planned" else light
        if (
            effect == "ongoing"
            and governor.tag in ("VBD", "VBN")
            and governor.lemma not in scene.lore.lexicon.words["going-on"]
        ):
            # "the invasion began in May": it did happen.
            effect = "occurred"
        start = effect if (effect not in _FACTUAL and verb in _FACTUAL) or verb == "occurred" else verb
        return _outwards(scene, governor.i, start)
    if any(c.lower == "no" for c in children(sentence, i, "det")):
        return "denied"
    return _noun_outwards(scene, i, "occurred")


def _own(scene: Scene, i: int, *, reported: bool = False) -> Factuality:
    """What the verb's own auxiliaries, negation, adverbs and condition say."""
    sentence = scene.sentence
    token = sentence.tokens[i]
    auxiliaries = [aux.lower for aux in auxiliaries_of(sentence, i)]
    opened = _opened(scene, i)
    if opened is not None:
        return opened
    if conditional(sentence, i):
        return "conditional"
    said = _by_adverb(scene, i)
    if said is not None:
        return said
    if yet_to(sentence, token):
        return "denied"
    if not_yet(sentence, token) or awaited(sentence, token):
        return "predicted"
    if negated(sentence, token):
        return "denied"
    if reported and "would" in auxiliaries and "have" not in auxiliaries and _reported(scene, token):
        return "predicted"
    return _by_auxiliary(sentence, token, auxiliaries) or (
        "predicted" if _by_chance(scene, token) else "occurred"
    )


def _by_adverb(scene: Scene, i: int) -> Factuality | None:
    """What the verb's adverbs that the pack lists tell: "never", "possibly", "unsuccessfully"."""
    unreal = ("denied", "planned", "predicted", "conditional")
    for c in children(scene.sentence, i, "advmod"):
        for entry in scene.lore.lexicon.embedders.get(c.lower, ()):
            if entry.form == "adverb" and " " not in entry.lemma and entry.effect in unreal:
                return entry.effect
    return None


def _by_auxiliary(sentence: Sentence, token: Token, auxiliaries: list[str]) -> Factuality | None:
    """What modals and forms of "be" say; None when they say nothing."""
    if "would" in auxiliaries:
        return "predicted" if _future_in_past(sentence, token) else "conditional"
    if WILL.intersection(auxiliaries):
        return "predicted"
    if _MAY.intersection(auxiliaries):
        # "may have hit" is a hedge, "could have taken it" what did not come about.
        done: Factuality = "occurred" if {"may", "might"}.intersection(auxiliaries) else "conditional"
        return done if "have" in auxiliaries else "predicted"
    if OUGHT.intersection(auxiliaries):
        past: Factuality = "occurred" if "must" in auxiliaries else "conditional"
        return past if "have" in auxiliaries else "requested"
    if token.tag == "VBG" and (_BEING.intersection(auxiliaries) or {"to", "be"} <= set(auxiliaries)):
        return "ongoing"
    if token.tag == "VBN" and "being" in auxiliaries and len(auxiliaries) > 1:
        return "ongoing"
    if token.tag == "VB" and not auxiliaries and token.dep in ("ROOT", "parataxis"):
        # "Leave the town!"; but "rebels capture dam" has its subject.
        told = any(children(sentence, token.i, "nsubj", "nsubjpass", "csubj", "expl"))
        return None if told else "requested"
    return "planned" if token.tag == "VB" and infinitive(sentence, token.i) else None


def _by_chance(scene: Scene, token: Token) -> bool:
    """What there is a chance of: "There is an even chance, she said, that Moscow calls up …"."""
    sentence = scene.sentence
    mark = next((c for c in children(sentence, token.i, "mark") if c.lower == "that"), None)
    if mark is None or token.tag not in ("VBZ", "VBP"):
        return False
    for noun in sentence.tokens[: mark.i]:
        if noun.dep == "attr" and any(
            e.form == "noun" and e.effect == "predicted"
            for e in scene.lore.lexicon.embedders.get(noun.lemma, ())
        ):
            return True
    return False


def _future_in_past(sentence: Sentence, token: Token) -> bool:
    """What was still to come when somebody said or thought so: "feared that the town would fall"."""
    first = sentence.tokens[token.head] if token.dep == "conj" else token
    above = sentence.tokens[first.head]
    past = above.tag in ("VBD", "VBN") or any(
        aux.lower in ("could", "had") for aux in children(sentence, above.i, "aux")
    )
    return (
        first.dep == "ccomp"
        and past
        and above.pos == "VERB"
        and not any(aux.lower in ("have", "'ve", "’ve") for aux in children(sentence, token.i, "aux"))
        and not any(children(sentence, token.i, "advcl"))
    )


def _opened(scene: Scene, i: int) -> Factuality | None:
    """What a phrase that opens a clause or noun phrase says: "as long as", "in the event of"."""
    sentence, embedders = scene.sentence, scene.lore.lexicon.embedders
    own = {t for t in subtree(sentence, i) if t < i}
    lo = i
    while lo - 1 in own:
        lo -= 1
    for first in range(max(0, lo - _LONGEST), i):
        for entry in embedders.get(sentence.tokens[first].lower, ()):
            words = entry.lemma.split()
            end = first + len(words)
            telling = entry.form in _OPENING and len(words) > 1 and entry.effect not in _FACTUAL
            stands = [t.lower for t in sentence.tokens[first:end]] == words
            if entry.lemma == "were to" and not supposed(sentence, i):
                # "were to meet" is a plan, but for "if they were to meet".
                continue
            if entry.form == "adverb" and any(t.pos != "AUX" for t in sentence.tokens[end:i]):
                # "all but captured it", not "all but two were freed"
                continue
            if telling and stands and lo <= end <= i and _adjoins(sentence, end, i):
                return entry.effect
    return None


def _adjoins(sentence: Sentence, end: int, i: int) -> bool:
    """Nothing between a phrase and the word it opens belongs to another clause."""
    between = sentence.tokens[end:i]
    return all(t.text not in (",", ";", ":") and (t.pos != "VERB" or t.head == i) for t in between)


def _reported(scene: Scene, token: Token) -> bool:
    """Whether a verb heads what another says: a finite clause under a verb or noun of saying or thinking."""
    above = scene.sentence.tokens[token.head]
    if above.lemma in scene.lore.lexicon.noun_cues and above.pos == "NOUN":
        # "the rebels' claim that they had …"
        return any(mark.lower == "that" and mark.dep == "mark" for mark in children(scene.sentence, token.i))
    return (
        token.dep == "ccomp"
        and above.i != token.i
        and above.lemma in scene.lore.lexicon.verb_cues
        and not infinitive(scene.sentence, token.i)
    )


def _outwards(scene: Scene, i: int, status: Factuality, *, reported: bool = False) -> Factuality:
    """From the event's verb up: each word that governs it may change whether it happened."""
    sentence = scene.sentence
    bare = status == "planned" and sentence.tokens[i].tag == "VB"
    past = False
    for _ in range(12):
        token = sentence.tokens[i]
        above = _above(scene, token)
        if above.i == i or token.dep not in _CHAIN or apart(sentence, i, above.i):
            break
        if reported and _reported(scene, token) and not _told_by_none(scene, token, above):
            break
        if token.dep == "pcomp" and status in _FACTUAL:
            entry = _embedder(scene, above, token)
            if entry is not None and entry.form == "preposition":
                return _after_all(scene, token, above) or entry.effect
        if token.dep == "advcl" and not any(c.lower in _IF for c in children(sentence, i, "mark")):
            return _adverbial(scene, token, above, status, bare=bare)
        if _ends(scene, token, above, bare=bare):
            break
        past = past or _past(sentence, token)
        if token.dep != "conj":
            status, bare = _under(scene, token, above, status, bare=bare, past=past)
        if above.pos == "NOUN" and status != "denied" and _came_to_nothing(scene, above, status):
            return "denied"
        i = above.i
    return status


def _under(
    scene: Scene, token: Token, above: Token, status: Factuality, *, bare: bool, past: bool
) -> tuple[Factuality, bool]:
    """What the word above makes of an event with `status`, and whether that is still a bare infinitive's.

    "Told reporters that it had entered" reports, "told them to enter" orders; "believes that it attacked"
    looks back: a clause about the `past` is neither ordered nor foreseen.
    """
    embedder = _embedder(scene, above, token)
    real = past or (token.dep == "ccomp" and _asserted(scene, token, above))
    if embedder is not None and embedder.effect in ("requested", "predicted") and real:
        embedder = None
    if embedder is not None and past and embedder.effect == "occurred" and above.pos == "VERB":
        # "could show that they attacked" shows it, or does not.
        embedder = embedder if _own(scene, above.i) == "denied" else None
    foreseen = status == "predicted" and token.dep == "ccomp"
    # "asked them not to fire": asked all the same.
    barred = status == "denied" and infinitive(scene.sentence, token.i)
    if embedder is not None and (
        status in _FACTUAL
        or bare
        or (foreseen and embedder.effect not in _FACTUAL)
        or (barred and embedder.effect == "requested")
    ):
        return _applied(scene, above, embedder, status), False
    if bare and above.pos in ("ADJ", "ADV", "AUX", "VERB"):
        reached = _by_degree(scene, above, token)
        if reached is not None:
            return reached, False
    if (status in _FACTUAL or bare) and token.dep in ("xcomp", "pcomp"):
        return _from_own(scene, above.i, status), bare
    return status, bare


def _by_degree(scene: Scene, above: Token, token: Token) -> Factuality | None:
    """ "Too weak to attack" never did; "strong enough to attack" may, "not strong enough" did not."""
    sentence = scene.sentence
    judged = above if above.pos in ("ADJ", "ADV") else child(sentence, above.i, "acomp")
    if judged is None or not judged.i < token.i:
        return None
    words = [c.lower for c in children(sentence, judged.i, "advmod")]
    verb = next((t for t in (judged, *ancestors(sentence, judged.i)) if t.pos in ("VERB", "AUX")), None)
    barred = verb is not None and _own(scene, verb.i) == "denied"
    if "too" in words:
        return "denied"
    return ("denied" if barred else "predicted") if "enough" in words else None


def _told_by_none(scene: Scene, token: Token, above: Token) -> bool:
    """What looks reported and is not: "insisted that Chad withdraw", "nothing suggests that they fled"."""
    embedder = _embedder(scene, above, token)
    if embedder is not None and embedder.effect == "occurred" and nobody(scene.sentence, above):
        return True
    if embedder is not None and embedder.form == "noun" and embedder.lemma.startswith("no "):
        # "no confirmation that they took it"
        return True
    bare = not any(children(scene.sentence, token.i, "aux", "auxpass"))
    mood = token.tag == "VB" or (token.tag == "VBP" and above.tag in ("VBD", "VBN"))
    return embedder is not None and embedder.effect == "requested" and bare and mood


def _asserted(scene: Scene, token: Token, above: Token) -> bool:
    """ "Insists that its men hold the town" asserts it; "insisted that they withdraw" does not."""
    cues = scene.lore.lexicon.verb_cues.get(above.lemma, ())
    return token.tag == "VBP" and above.tag in ("VBZ", "VBP") and any(cue.stance == "asserts" for cue in cues)


def _after_all(scene: Scene, token: Token, above: Token) -> Factuality | None:
    """ "Before leaving, they mined the road": what is told of the past did follow."""
    verb = next((t for t in ancestors(scene.sentence, above.i) if t.pos in ("VERB", "AUX")), None)
    told = verb is not None and verb.tag in ("VBD", "VBN") and _own(scene, verb.i) == "occurred"
    return "occurred" if above.lower == "before" and token.tag == "VBG" and told else None


def _came_to_nothing(scene: Scene, noun: Token, status: Factuality) -> bool:
    """Whether an attempt, a plan or a report of something came to nothing or is false.

    "The attempt to storm it failed", "dropped its plan to invade", "reports that it fell were false".
    """
    sentence, embedders = scene.sentence, scene.lore.lexicon.embedders
    verb = sentence.tokens[noun.head]
    if noun.dep not in ("nsubj", "nsubjpass", "dobj") or verb.pos not in ("VERB", "AUX"):
        return False
    if noun.dep == "nsubj" and verb.lemma in ("be", "prove"):
        about = noun.lemma in scene.lore.lexicon.noun_cues or noun.lemma in embedders
        judged = children(sentence, verb.i, "acomp", "attr", "oprd")
        return about and _own(scene, verb.i) != "denied" and any(_unreal(scene, c) for c in judged)
    entry = _embedder(scene, verb, noun)
    lost = entry is not None and entry.form == "verb" and entry.effect == "denied"
    return lost and status in ("planned", "threatened", "predicted") and _own(scene, verb.i) in _FACTUAL


def _unreal(scene: Scene, judged: Token) -> bool:
    """Whether a word says of a report that it is not so: "false"."""
    entries = scene.lore.lexicon.embedders.get(judged.lower, ())
    return any(e.form == "adjective" and e.effect == "denied" for e in entries)


def _past(sentence: Sentence, token: Token) -> bool:
    """A finite clause about what is or was already: past or perfect."""
    auxiliaries = {aux.lower for aux in children(sentence, token.i, "aux", "auxpass")}
    if token.dep == "xcomp" and "have" in auxiliaries:
        # "are thought to have been arrested"
        return True
    told = token.dep in ("acl", "relcl") and _that(sentence, token)
    if token.dep != "ccomp" and not told:
        return False
    return token.tag in ("VBD", "VBZ") or bool(
        auxiliaries & {"had", "has", "have", "was", "were", "is", "are", "'s", "’s"}
    )


def _that(sentence: Sentence, token: Token) -> bool:
    """Whether "that" opens a clause beside its own subject: "the fear that they attack"."""
    opens = any(c.lower == "that" for c in children(sentence, token.i, "mark", "dobj"))
    return opens and any(c.lower != "that" for c in children(sentence, token.i, "nsubj", "nsubjpass"))


def _above(scene: Scene, token: Token) -> Token:
    """The governor; a preposition's is its particle's verb: "held back from", "stopped short of"."""
    tokens = scene.sentence.tokens
    above = tokens[token.head]
    loose = above.dep in ("prt", "advmod", "acomp", "oprd") and tokens[above.head].pos in ("VERB", "AUX")
    governs = any(" " not in e.lemma for e in scene.lore.lexicon.embedders.get(above.lower, ()))
    if token.dep == "prep" and loose and not governs:
        return tokens[above.head]
    return above


def _ends(scene: Scene, token: Token, above: Token, *, bare: bool) -> bool:
    """Where words above govern no more: a subject, a relative clause, a coordinated verb of another form."""
    if token.dep == "relcl":
        # "the vow to avenge him", "reports that it fell", which the parser takes for relative clauses.
        lexicon = scene.lore.lexicon
        told = above.lemma in lexicon.noun_cues or any(
            e.form == "noun" for e in lexicon.embedders.get(above.lemma, ())
        )
        return not bare and not (told and _that(scene.sentence, token))
    return token.dep in ("nsubj", "nsubjpass") or (
        token.dep == "conj" and token.tag != above.tag and token.tag != "VB"
    )


def _adverbial(scene: Scene, token: Token, above: Token, status: Factuality, *, bare: bool) -> Factuality:
    """An adverbial clause: its conjunction counts; so does the verb above, if the parser lost an object."""
    sentence = scene.sentence
    embedder = _embedder(scene, above, token)
    if embedder is not None:
        # "ruled out annexing"; "called upon the king to abdicate", "fought to retake the mill"
        close = token.i - above.i <= 4 and not any(children(sentence, token.i, "mark", "nsubj"))
        gerund = token.tag == "VBG" and close and status in _FACTUAL
        purpose = (
            bare and token.i > above.i and (embedder.effect != "occurred" or embedder.lemma.endswith(" to"))
        )
        if gerund or purpose:
            return _applied(scene, above, embedder, status)
    effect = _subordinate(scene, token)
    auxiliaries = {c.lower for c in children(sentence, token.i, "aux", "auxpass")}
    told = token.tag == "VBD" or bool(auxiliaries & {"had", "was", "were"})
    if effect in ("predicted", "conditional") and told:
        # "until they took the town", "once they had taken it": they did.
        effect = None
    return effect if effect is not None and status in _FACTUAL else status


def _subordinate(scene: Scene, token: Token) -> Factuality | None:
    """What an adverbial clause's conjunction says: "to avoid", "without", "before"; only if in the pack."""
    for mark in children(scene.sentence, token.i, "mark", "advmod"):
        for entry in scene.lore.lexicon.embedders.get(mark.lower, ()):
            if entry.form == "conjunction" and entry.lemma == mark.lower:
                return entry.effect
    return None


def _from_own(scene: Scene, i: int, status: Factuality) -> Factuality:
    own = _own(scene, i)
    return own if own not in _FACTUAL else status


def _applied(scene: Scene, above: Token, embedder: Embedder, status: Factuality) -> Factuality:
    """The embedder's effect; a negated or unreal implicative did not happen ("did not manage to")."""
    own = _own(scene, above.i) if above.pos in ("VERB", "AUX") else "occurred"
    if above.pos == "ADJ" and embedder.effect == "occurred" and above.dep == "acomp":
        # "was able to cross" crossed; "is able to", "will be able to" may.
        verb = scene.sentence.tokens[above.head]
        own = _own(scene, verb.i)
        own = "predicted" if own == "occurred" and verb.tag in ("VBZ", "VBP") else own
    if _foreclosed(scene, above):
        # "refused to rule out", "failed to persuade"
        own = "denied"
    if embedder.effect in ("occurred", "ongoing"):
        if own not in _FACTUAL:
            return own
        return embedder.effect if embedder.effect == "ongoing" or status not in _FACTUAL else status
    if own in ("predicted", "conditional") and embedder.effect == "planned":
        # "will try to cross", "may decide to leave"
        return own
    if own == "denied" and embedder.lemma in scene.lore.lexicon.words["leaves-open"]:
        return "predicted"
    if own == "denied":
        # "did not deny" leaves it standing; "is not going to", "did not promise to" leaves nothing.
        return "occurred" if embedder.effect == "denied" else "denied"
    return embedder.effect


def _foreclosed(scene: Scene, token: Token) -> bool:
    """Whether a verb hangs on another that keeps it from being done."""
    governor = scene.sentence.tokens[token.head]
    entry = _embedder(scene, governor, token) if token.dep == "xcomp" else None
    return entry is not None and entry.form == "verb" and entry.effect == "denied"


def _embedder(scene: Scene, above: Token, token: Token) -> Embedder | None:
    """The pack's entry for the word that governs `token`, with its particle or preposition."""
    forms = {
        "VERB": "verb",
        "AUX": "verb",
        "NOUN": "noun",
        "PROPN": "noun",
        "ADJ": "adjective",
        "ADP": "preposition",
        "SCONJ": "preposition",
    }
    wanted = {forms.get(above.pos)}
    if above.dep == "prep":
        # "barring a coup" and "provided they leave" are no verbs.
        wanted = {
            "conjunction" if token.dep == "ccomp" else "preposition",
            forms.get(above.pos) if above.pos != "VERB" else None,
        }
    elif token.dep == "ccomp" and above.tag == "VBG":
        wanted.add("conjunction")
    if above.tag in ("VBN", "VBG", "VBD"):
        # "Army poised to storm Goma" has a past tense for the parser.
        wanted.add("adjective")
    embedders = scene.lore.lexicon.embedders
    qualified = _qualified(scene, above) if above.pos == "NOUN" else None
    if qualified is not None:
        return qualified
    for entry in (
        *embedders.get(above.lemma, ()),
        *(embedders.get(above.lower, ()) if above.lower != above.lemma else ()),
    ):
        astray = token.dep == "prep" and _astray(entry, token.lower)
        told = entry.form in wanted and _has_all(scene.sentence, above, entry.lemma.split()[1:])
        if told and not astray:
            return entry
    return None if above.pos == "NOUN" else _predicate(scene, above, token)


def _astray(entry: Embedder, preposition: str) -> bool:
    """ "Prevented from entering", but not "dismissed for shelling"; nor "told them of a raid"."""
    if entry.form != "verb" or " " in entry.lemma:
        return False
    if entry.effect == "requested":
        return preposition in ("of", "about")
    return entry.effect == "denied" and preposition not in _KEPT_FROM


def _qualified(scene: Scene, above: Token) -> Embedder | None:
    """A noun that means something else with the word before it: "no evidence of", "failed attempt to"."""
    for c in children(scene.sentence, above.i, "det", "amod", "neg"):
        for entry in scene.lore.lexicon.embedders.get(c.lower, ()):
            if entry.form == "noun" and entry.lemma == f"{c.lower} {above.lemma}":
                return entry
    return None


def _predicate(scene: Scene, above: Token, token: Token) -> Embedder | None:
    """The adjective between the copula and the infinitive: "was impossible to reach"."""
    if above.lemma != "be" or token.dep not in ("xcomp", "ccomp", "attr"):
        return None
    meant = child(scene.sentence, above.i, "nsubj")
    if meant is not None and meant.pos == "NOUN" and meant.i < above.i:
        # "The goal is to take the town", "the aim was the recapture of …"
        for entry in scene.lore.lexicon.embedders.get(meant.lemma, ()):
            if entry.form == "noun" and entry.lemma == meant.lemma and entry.effect == "planned":
                return entry
    if token.dep != "xcomp":
        return None
    for c in children(scene.sentence, above.i, "acomp", "attr", "oprd"):
        for entry in scene.lore.lexicon.embedders.get(c.lower, ()):
            if c.i < token.i and entry.form == "adjective":
                return entry
    return None


def _has_all(sentence: Sentence, token: Token, words: Sequence[str]) -> bool:
    """Whether each word hangs on the token or on the word before it: "in vain", "without success"."""
    before: Token | None = None
    for word in words:
        below = next((c for c in children(sentence, before.i) if c.lower == word), None) if before else None
        if below is None and not _has(sentence, token, word):
            return False
        before = below or next((c for c in children(sentence, token.i) if c.lower == word), None)
    return True


def _has(sentence: Sentence, token: Token, word: str) -> bool:
    for c in children(sentence, token.i):
        if c.lower == word or any(g.lower == word for g in children(sentence, c.i, "prep", "aux", "prt")):
            return True
    return False


def _modified(scene: Scene, i: int) -> Factuality:
    """Adjectives before the noun: "planned offensive", "imminent attack"."""
    for c in children(scene.sentence, i, "amod", "compound", "nmod", "advmod"):
        for entry in scene.lore.lexicon.embedders.get(c.lower, ()) or scene.lore.lexicon.embedders.get(
            c.lemma, ()
        ):
            if entry.form == "adjective":
                return entry.effect
    return "occurred"


def _noun_outwards(scene: Scene, i: int, status: Factuality) -> Factuality:
    """From a noun up to the verb: "ruled out talks", "plans for an offensive", "will discuss the deal"."""
    sentence = scene.sentence
    definite = child(sentence, i, "poss") is not None or any(
        c.lower in ("the", "this", "that", "its", "their", "his")
        for c in children(sentence, i, "det", "poss")
    )
    for _ in range(8):
        token = sentence.tokens[i]
        above = sentence.tokens[token.head]
        if above.i == i:
            return status
        told = _over_noun(scene, token, above, status)
        if told is not None:
            return told
        if token.dep == "nsubj" and above.pos in ("VERB", "AUX"):
            return _as_subject(scene, token, above, status, definite=definite)
        if above.pos in ("VERB", "AUX"):
            # "will travel for talks" is as open as the verb; "will speak after the attack" takes the attack
            # as done.
            ahead = token.dep == "prep" and token.lower in ("for", "to", "into")
            if (token.dep in ("dobj", "nsubjpass") or ahead) and not definite:
                return _outwards(scene, above.i, _own(scene, above.i))
            return status
        i = above.i
    return status


def _over_noun(scene: Scene, token: Token, above: Token, status: Factuality) -> Factuality | None:
    """What the word that governs a noun says of its event; None when it says nothing."""
    embedder = _embedder(scene, above, token) if token.dep in _OVER else None
    if embedder is None:
        return None
    if embedder.effect == "occurred":
        # "denied responsibility for the attack"
        return status if embedder.form == "noun" else None
    owned = embedder.effect == "planned" and child(scene.sentence, token.i, "poss") is not None
    return None if owned else _applied(scene, above, embedder, status)


def _as_subject(
    scene: Scene, token: Token, above: Token, status: Factuality, *, definite: bool
) -> Factuality:
    """A noun that is the subject: "a withdrawal becomes likely", "an offensive looms"."""
    sentence, embedders = scene.sentence, scene.lore.lexicon.embedders
    for judged in children(sentence, above.i, "acomp", "attr", "oprd"):
        entry = next((e for e in embedders.get(judged.lower, ()) if e.form == "adjective"), None)
        if entry is not None and entry.effect not in _FACTUAL:
            return entry.effect
    own = _own(scene, above.i)
    coming = _embedder(scene, above, token)
    if coming is not None and coming.effect == "predicted" and child(sentence, above.i, "dobj") is None:
        return coming.effect if own in _FACTUAL else own
    return own if own in ("ongoing", "occurred") or not definite else status

"""Did it happen? Negation, modality, condition and the words an event hangs on, from the trigger outwards."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.codify.clause import Scene
from dateline.codify.conditions import auxiliaries_of, conditional, infinitive, supposed
from dateline.lore.schema import Embedder
from dateline.model import Factuality, Sentence, Stance, Token
from dateline.model.tree import apart, child, children, subtree

__all__ = ["factuality_of_noun", "factuality_of_verb", "settled", "stated"]

_FACTUAL = frozenset({"occurred", "ongoing"})
# What a stance makes of the event that it is taken to.
_UNDER: dict[Stance, Factuality] = {
    "denies": "denied",
    "demands": "requested",
    "promises": "promised",
    "threatens": "threatened",
    "predicts": "predicted",
}
# Forms of embedders that may be phrases, and how many words the longest has.
_OPENING = frozenset({"conjunction", "preposition", "adverb", "adjective"})
_LONGEST = 5
_NEVER = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nor"})
_IF = frozenset({"if", "unless", "should", "provided", "lest", "assuming", "whether"})
_WILL = frozenset({"will", "'ll", "’ll", "wo", "shall"})
_BEING = frozenset({"is", "are", "'s", "’s", "'re", "’re", "was", "were", "been", "being"})
_MAY = frozenset({"may", "might", "could", "can"})
_OUGHT = frozenset({"should", "must", "ought", "need"})
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


def settled(read: Factuality, stance: Stance, *, deed: bool, planned: bool) -> Factuality:
    """The factuality of an event read as `read`, under the stance of whoever tells of it.

    Only what the source's words as a whole say is done is a `deed` that its stance settles: of "denied that
    the men who shelled the camp were its own" the shelling is not denied. A condition goes before all;
    what is to come and `planned` is neither guessed nor promised.
    """
    under = _UNDER.get(stance)
    if read == "conditional" or not deed:
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
        return own
    # "Renewed fighting is feared."
    governed = _governed_noun(scene, i, light)
    return own if own == "ongoing" and governed in _FACTUAL else governed


def _governed_noun(scene: Scene, i: int, light: Factuality | None) -> Factuality:
    """What the words over a noun make of its event, if nothing beside it tells."""
    sentence = scene.sentence
    token = sentence.tokens[i]
    governor = sentence.tokens[token.head]
    if light is not None:
        verb = _own(scene, governor.i)
        effect = light
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
    if _yet_to(sentence, token):
        return "denied"
    if _not_yet(sentence, token):
        return "predicted"
    if _negated(sentence, token):
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


def _not_yet(sentence: Sentence, token: Token) -> bool:
    """Whether the clause is still to come: "before we expel", "until it takes office"."""
    marks = children(sentence, token.i, "mark")
    return token.tag in ("VBP", "VBZ", "VB") and any(c.lower in ("before", "until", "once") for c in marks)


def _yet_to(sentence: Sentence, token: Token) -> bool:
    """ "has yet to comment", "is still to be named"."""
    above = sentence.tokens[token.head]
    if token.dep not in ("xcomp", "ccomp") or above.lemma not in ("have", "be", "remain"):
        return False
    before = (*children(sentence, above.i, "advmod"), *children(sentence, token.i, "advmod"))
    return infinitive(sentence, token.i) and any(
        c.lower in ("yet", "still") and c.i < token.i for c in before
    )


def _negated(sentence: Sentence, token: Token) -> bool:
    """A "not" or "never" of the verb or its auxiliaries; "nor" before a coordinated verb."""
    for c in _marks(sentence, token.i):
        if c.dep == "neg" or (c.lower in _NEVER and c.dep in ("advmod", "det", "preconj")):
            return True
    if _nobody(sentence, token):
        return True
    before = children(sentence, token.head, "cc") if token.dep == "conj" else ()
    return any(token.head < c.i < token.i and c.lower in ("nor", "neither") for c in before)


def _nobody(sentence: Sentence, token: Token) -> bool:
    """The negation stands in a role: "Nobody attacked", "neither side withdrew", "killed no one"."""
    for role in children(sentence, token.i, "nsubj", "nsubjpass", "dobj"):
        words = (role, *children(sentence, role.i, "det", "preconj", "neg"))
        if any(word.lower in ("nobody", "none", "nothing", "neither", "no") for word in words):
            return True
        counted = (role, *children(sentence, role.i, "nummod"))
        if any(c.lower == "not" for word in counted for c in children(sentence, word.i, "neg")):
            # "Not one bullet was fired", "not a single shot"; but not "not only rebels".
            return True
    return False


def _by_auxiliary(sentence: Sentence, token: Token, auxiliaries: list[str]) -> Factuality | None:
    """What modals and forms of "be" say; None when they say nothing."""
    if "would" in auxiliaries:
        return "predicted" if _future_in_past(sentence, token) else "conditional"
    if _WILL.intersection(auxiliaries):
        return "predicted"
    if _MAY.intersection(auxiliaries):
        # "may have hit" is a hedge, "could have taken it" what did not come about.
        done: Factuality = "occurred" if {"may", "might"}.intersection(auxiliaries) else "conditional"
        return done if "have" in auxiliaries else "predicted"
    if _OUGHT.intersection(auxiliaries):
        past: Factuality = "occurred" if "must" in auxiliaries else "conditional"
        return past if "have" in auxiliaries else "requested"
    if token.tag == "VBG" and (_BEING.intersection(auxiliaries) or {"to", "be"} <= set(auxiliaries)):
        return "ongoing"
    if token.tag == "VBN" and "being" in auxiliaries and len(auxiliaries) > 1:
        return "ongoing"
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
    above = sentence.tokens[token.head]
    past = above.tag in ("VBD", "VBN") or any(
        aux.lower in ("could", "had") for aux in children(sentence, above.i, "aux")
    )
    return (
        token.dep == "ccomp"
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
            if telling and stands and lo <= end <= i and _adjoins(sentence, end, i):
                return entry.effect
    return None


def _adjoins(sentence: Sentence, end: int, i: int) -> bool:
    """Nothing between a phrase and the word it opens belongs to another clause."""
    between = sentence.tokens[end:i]
    return all(t.text not in (",", ";", ":") and (t.pos != "VERB" or t.head == i) for t in between)


def _marks(sentence: Sentence, i: int) -> Iterator[Token]:
    yield from children(sentence, i)
    for aux in children(sentence, i, "aux", "auxpass"):
        yield from children(sentence, aux.i)


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
    for _ in range(12):
        token = sentence.tokens[i]
        above = _above(scene, token)
        if above.i == i or token.dep not in _CHAIN or apart(sentence, i, above.i):
            break
        if reported and _reported(scene, token):
            break
        if token.dep == "pcomp" and status in _FACTUAL:
            entry = _embedder(scene, above, token)
            if entry is not None and entry.form == "preposition":
                return entry.effect
        if token.dep == "advcl" and not any(c.lower in _IF for c in children(sentence, i, "mark")):
            return _adverbial(scene, token, above, status, bare=bare)
        if _ends(token, above, bare=bare):
            break
        if token.dep != "conj":
            embedder = _embedder(scene, above, token)
            if (
                embedder is not None
                and embedder.effect in ("requested", "predicted")
                and _past(sentence, token)
            ):
                # "told reporters that it had entered" reports, "told them to enter" orders; "believes that
                # it attacked" looks back.
                embedder = None
            foreseen = status == "predicted" and token.dep == "ccomp"
            if embedder is not None and (
                status in _FACTUAL or bare or (foreseen and embedder.effect not in _FACTUAL)
            ):
                status = _applied(scene, above, embedder, status)
                bare = False
            elif (status in _FACTUAL or bare) and token.dep in ("xcomp", "pcomp"):
                status = _from_own(scene, above.i, status)
        i = above.i
    return status


def _past(sentence: Sentence, token: Token) -> bool:
    """A finite clause about what is or was already: past or perfect."""
    if token.dep == "xcomp" and any(aux.lower == "have" for aux in children(sentence, token.i, "aux")):
        # "are thought to have been arrested"
        return True
    if token.dep != "ccomp":
        return False
    auxiliaries = {aux.lower for aux in children(sentence, token.i, "aux", "auxpass")}
    return token.tag in ("VBD", "VBZ") or bool(
        auxiliaries & {"had", "has", "have", "was", "were", "is", "are", "'s", "’s"}
    )


def _above(scene: Scene, token: Token) -> Token:
    """The governor; a preposition's is its particle's verb: "held back from", "stopped short of"."""
    tokens = scene.sentence.tokens
    above = tokens[token.head]
    loose = above.dep in ("prt", "advmod", "acomp", "oprd") and tokens[above.head].pos in ("VERB", "AUX")
    if token.dep == "prep" and loose and above.lower not in scene.lore.lexicon.embedders:
        return tokens[above.head]
    return above


def _ends(token: Token, above: Token, *, bare: bool) -> bool:
    """Where words above govern no more: a subject, a relative clause, a coordinated verb of another form."""
    if token.dep == "relcl":
        # "the vow to avenge him", which the parser takes for a relative clause.
        return not bare
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
    if embedder.effect == "denied" and _foreclosed(scene, above):
        # "refused to rule out", "declined to deny"
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
    if above.tag in ("VBN", "VBG"):
        wanted.add("adjective")
    embedders = scene.lore.lexicon.embedders
    for entry in (
        *embedders.get(above.lemma, ()),
        *(embedders.get(above.lower, ()) if above.lower != above.lemma else ()),
    ):
        if entry.form in wanted and all(
            _has(scene.sentence, above, word) for word in entry.lemma.split()[1:]
        ):
            return entry
    return _denying(scene, above) if above.pos == "NOUN" else _predicate(scene, above, token)


def _denying(scene: Scene, above: Token) -> Embedder | None:
    """Whether the noun hangs on a thing denied: "no evidence of", "no sign of"."""
    if not any(c.lower == "no" for c in children(scene.sentence, above.i, "det")):
        return None
    return next(
        (
            e
            for e in scene.lore.lexicon.embedders.get("no", ())
            if e.form == "noun" and e.lemma == f"no {above.lemma}"
        ),
        None,
    )


def _predicate(scene: Scene, above: Token, token: Token) -> Embedder | None:
    """The adjective between the copula and the infinitive: "was impossible to reach"."""
    if above.lemma != "be" or token.dep != "xcomp":
        return None
    for c in children(scene.sentence, above.i, "acomp", "attr", "oprd"):
        for entry in scene.lore.lexicon.embedders.get(c.lower, ()):
            if c.i < token.i and entry.form == "adjective":
                return entry
    return None


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
        if token.dep in (
            "dobj",
            "pobj",
            "nsubjpass",
            "attr",
            "prep",
            "pcomp",
            "compound",
            "appos",
            "conj",
            "oprd",
        ):
            embedder = _embedder(scene, above, token) if token.dep != "conj" else None
            owned = (
                embedder is not None
                and embedder.effect == "planned"
                and child(sentence, i, "poss") is not None
            )
            if embedder is not None and embedder.effect not in ("occurred",) and not owned:
                return _applied(scene, above, embedder, status)
        if token.dep == "nsubj" and above.pos in ("VERB", "AUX"):
            for judged in children(sentence, above.i, "acomp", "attr"):
                # "a withdrawal becomes likely"
                entry = next(
                    (e for e in scene.lore.lexicon.embedders.get(judged.lower, ()) if e.form == "adjective"),
                    None,
                )
                if entry is not None and entry.effect not in _FACTUAL:
                    return entry.effect
            own = _own(scene, above.i)
            coming = _embedder(scene, above, token)
            if (
                coming is not None
                and coming.effect == "predicted"
                and child(sentence, above.i, "dobj") is None
            ):
                # "an offensive looms"
                return coming.effect if own in _FACTUAL else own
            return own if own in ("ongoing", "occurred") or not definite else status
        if above.pos in ("VERB", "AUX"):
            # "will travel for talks" is as open as the verb; "will speak after the attack" takes the attack
            # as done.
            ahead = token.dep == "prep" and token.lower in ("for", "to", "into")
            if (token.dep in ("dobj", "nsubjpass") or ahead) and not definite:
                return _outwards(scene, above.i, _own(scene, above.i))
            return status
        i = above.i
    return status

"""From an event's verb up, through every word that governs it."""

from __future__ import annotations

from dateline.codify.clause import Scene
from dateline.codify.conditions import infinitive
from dateline.codify.factuality.embedding import applied, came_to_nothing, disbelieved, embedder_over
from dateline.codify.factuality.kinds import FACTUAL
from dateline.codify.factuality.own import is_reported, own_factuality
from dateline.codify.negation import nobody
from dateline.model import Factuality, Sentence, Token
from dateline.model.tree import ancestors, apart, child, children

__all__ = ["is_past", "opens_with_that", "outwards"]

_IF = frozenset({"if", "unless", "should", "provided", "lest", "assuming", "whether"})
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


def outwards(scene: Scene, i: int, status: Factuality, *, reported: bool = False) -> Factuality:
    """From the event's verb up: each word that governs it may change whether it happened."""
    sentence = scene.sentence
    bare = status == "planned" and sentence.tokens[i].tag == "VB"
    past = False
    for _ in range(12):
        token = sentence.tokens[i]
        above = _above(scene, token)
        if above.i == i or token.dep not in _CHAIN or apart(sentence, i, above.i):
            break
        if reported and is_reported(scene, token) and not _told_by_none(scene, token, above):
            break
        if token.dep == "pcomp" and status in FACTUAL:
            entry = embedder_over(scene, above, token)
            if entry is not None and entry.form == "preposition":
                return _after_all(scene, token, above) or entry.effect
        if token.dep == "advcl" and not any(c.lower in _IF for c in children(sentence, i, "mark")):
            return _adverbial(scene, token, above, status, bare=bare)
        if _ends(scene, token, above, bare=bare):
            break
        past = past or is_past(sentence, token)
        if token.dep != "conj":
            status, bare = _under(scene, token, above, status, bare=bare, past=past)
        if above.pos == "NOUN" and status != "denied" and came_to_nothing(scene, above, status):
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
    embedder = embedder_over(scene, above, token)
    real = past or (token.dep == "ccomp" and _asserted(scene, token, above))
    if embedder is not None and embedder.effect in ("requested", "predicted") and real:
        if status in FACTUAL and disbelieved(scene, above, embedder):
            return "denied", False
        embedder = None
    if embedder is not None and past and embedder.effect == "occurred" and above.pos == "VERB":
        # "could show that they attacked" shows it, or does not.
        embedder = embedder if own_factuality(scene, above.i) == "denied" else None
    foreseen = status == "predicted" and token.dep == "ccomp"
    # "asked them not to fire": asked all the same.
    barred = status == "denied" and infinitive(scene.sentence, token.i)
    if embedder is not None and (
        status in FACTUAL
        or bare
        or (foreseen and embedder.effect not in FACTUAL)
        or (barred and embedder.effect == "requested")
    ):
        return applied(scene, above, embedder, status), False
    if bare and above.pos in ("ADJ", "ADV", "AUX", "VERB"):
        reached = _by_degree(scene, above, token)
        if reached is not None:
            return reached, False
    if (status in FACTUAL or bare) and token.dep in ("xcomp", "pcomp"):
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
    barred = verb is not None and own_factuality(scene, verb.i) == "denied"
    if "too" in words:
        return "denied"
    return ("denied" if barred else "predicted") if "enough" in words else None


def _told_by_none(scene: Scene, token: Token, above: Token) -> bool:
    """What looks reported and is not: "insisted that Chad withdraw", "nothing suggests that they fled"."""
    embedder = embedder_over(scene, above, token)
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
    told = verb is not None and verb.tag in ("VBD", "VBN") and own_factuality(scene, verb.i) == "occurred"
    return "occurred" if above.lower == "before" and token.tag == "VBG" and told else None


def is_past(sentence: Sentence, token: Token) -> bool:
    """A finite clause about what is or was already: past or perfect."""
    auxiliaries = {aux.lower for aux in children(sentence, token.i, "aux", "auxpass")}
    if token.dep == "xcomp" and "have" in auxiliaries:
        # "are thought to have been arrested"
        return True
    told = token.dep in ("acl", "relcl") and opens_with_that(sentence, token)
    if token.dep != "ccomp" and not told:
        return False
    return token.tag in ("VBD", "VBZ") or bool(
        auxiliaries & {"had", "has", "have", "was", "were", "is", "are", "'s", "’s"}
    )


def opens_with_that(sentence: Sentence, token: Token) -> bool:
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
        return not bare and not (told and opens_with_that(scene.sentence, token))
    return token.dep in ("nsubj", "nsubjpass") or (
        token.dep == "conj" and token.tag != above.tag and token.tag != "VB"
    )


def _adverbial(scene: Scene, token: Token, above: Token, status: Factuality, *, bare: bool) -> Factuality:
    """An adverbial clause: its conjunction counts; so does the verb above, if the parser lost an object."""
    sentence = scene.sentence
    embedder = embedder_over(scene, above, token)
    if embedder is not None:
        # "ruled out annexing"; "called upon the king to abdicate", "fought to retake the mill"
        close = token.i - above.i <= 4 and not any(children(sentence, token.i, "mark", "nsubj"))
        gerund = token.tag == "VBG" and close and status in FACTUAL
        purpose = (
            bare and token.i > above.i and (embedder.effect != "occurred" or embedder.lemma.endswith(" to"))
        )
        if gerund or purpose:
            return applied(scene, above, embedder, status)
    effect = _subordinate(scene, token)
    auxiliaries = {c.lower for c in children(sentence, token.i, "aux", "auxpass")}
    told = token.tag == "VBD" or bool(auxiliaries & {"had", "was", "were"})
    if effect in ("predicted", "conditional") and told:
        # "until they took the town", "once they had taken it": they did.
        effect = None
    return effect if effect is not None and status in FACTUAL else status


def _subordinate(scene: Scene, token: Token) -> Factuality | None:
    """What an adverbial clause's conjunction says: "to avoid", "without", "before"; only if in the pack."""
    for mark in children(scene.sentence, token.i, "mark", "advmod"):
        for entry in scene.lore.lexicon.embedders.get(mark.lower, ()):
            if entry.form == "conjunction" and entry.lemma == mark.lower:
                return entry.effect
    return None


def _from_own(scene: Scene, i: int, status: Factuality) -> Factuality:
    own = own_factuality(scene, i)
    return own if own not in FACTUAL else status

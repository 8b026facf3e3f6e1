"""What a verb's own auxiliaries, adverbs, negation and condition say, and what opens its clause."""

from __future__ import annotations

from functools import lru_cache

from dateline.codify.clause import Scene
from dateline.codify.conditions import auxiliaries_of, conditional, infinitive, supposed
from dateline.codify.factuality.kinds import FACTUAL
from dateline.codify.negation import OUGHT, WILL, awaited, negated, not_yet, yet_to
from dateline.lore.lexicon import Lexicon
from dateline.lore.schema import Embedder
from dateline.model import Factuality, Sentence, Token
from dateline.model.tree import children, subtree

__all__ = ["is_reported", "opened_by", "own_factuality"]

# Forms of embedders that may be phrases, and how many words the longest has.
_OPENING = frozenset({"conjunction", "preposition", "adverb", "adjective"})
_LONGEST = 5
_BEING = frozenset({"is", "are", "'s", "’s", "'re", "’re", "was", "were", "been", "being"})
_ARE = frozenset({"is", "are", "'s", "’s", "'re", "’re"})
_MAY = frozenset({"may", "might", "could", "can"})


def own_factuality(scene: Scene, i: int, *, reported: bool = False) -> Factuality:
    """What the verb's own auxiliaries, negation, adverbs and condition say."""
    sentence = scene.sentence
    token = sentence.tokens[i]
    auxiliaries = [aux.lower for aux in auxiliaries_of(sentence, i)]
    opened = opened_by(scene, i)
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
    if reported and "would" in auxiliaries and "have" not in auxiliaries and is_reported(scene, token):
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
    if token.tag == "VBN" and _goes_on(sentence, token, auxiliaries):
        return "ongoing"
    if token.tag == "VB" and not auxiliaries and token.dep in ("ROOT", "parataxis"):
        # "Leave the town!"; but "rebels capture dam" has its subject.
        told = any(children(sentence, token.i, "nsubj", "nsubjpass", "csubj", "expl"))
        return None if told else "requested"
    return "planned" if token.tag == "VB" and infinitive(sentence, token.i) else None


def _goes_on(sentence: Sentence, token: Token, auxiliaries: list[str]) -> bool:
    """ "The town is being shelled", "2,000 people are still held"."""
    if "being" in auxiliaries and len(auxiliaries) > 1:
        return True
    still = any(c.lower == "still" for c in children(sentence, token.i, "advmod"))
    return still and not _ARE.isdisjoint(auxiliaries)


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


def opened_by(scene: Scene, i: int) -> Factuality | None:
    """What a phrase that opens a clause or noun phrase says: "as long as", "in the event of"."""
    sentence, embedders = scene.sentence, scene.lore.lexicon.embedders
    opening = _openers(scene.lore.lexicon)
    if not any(token.lower in opening for token in sentence.tokens[:i]):
        return None
    own = {t for t in subtree(sentence, i) if t < i}
    lo = i
    while lo - 1 in own:
        lo -= 1
    for first in range(max(0, lo - _LONGEST), i):
        for entry in embedders.get(sentence.tokens[first].lower, ()):
            words = entry.lemma.split()
            end = first + len(words)
            telling = _opens(entry)
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


def _opens(entry: Embedder) -> bool:
    """Whether an entry is a phrase that opens a clause and makes of it what is not, or not yet."""
    return entry.form in _OPENING and " " in entry.lemma and entry.effect not in FACTUAL


# One lexicon serves a whole run; tests open a few.
@lru_cache(maxsize=4)
def _openers(lexicon: Lexicon) -> frozenset[str]:
    """The words that such phrases begin with: most verbs have none before them, and are told at once."""
    return frozenset(word for word, entries in lexicon.embedders.items() if any(map(_opens, entries)))


def _adjoins(sentence: Sentence, end: int, i: int) -> bool:
    """Nothing between a phrase and the word it opens belongs to another clause."""
    between = sentence.tokens[end:i]
    return all(t.text not in (",", ";", ":") and (t.pos != "VERB" or t.head == i) for t in between)


def is_reported(scene: Scene, token: Token) -> bool:
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

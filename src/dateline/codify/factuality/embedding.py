"""The words an event hangs on: plans, orders, refusals, failures."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.codify.clause import Scene
from dateline.codify.factuality.kinds import FACTUAL
from dateline.codify.factuality.own import own_factuality
from dateline.lore.schema import Embedder
from dateline.model import Factuality, Sentence, Token
from dateline.model.tree import child, children

__all__ = ["applied", "disbelieved", "came_to_nothing", "embedder_over"]

# What a verb of keeping from, stopping or failing governs its event by.
_KEPT_FROM = frozenset({"from", "in", "of", "to"})


def came_to_nothing(scene: Scene, noun: Token, status: Factuality) -> bool:
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
        return about and own_factuality(scene, verb.i) != "denied" and any(_unreal(scene, c) for c in judged)
    entry = embedder_over(scene, verb, noun)
    lost = entry is not None and entry.form == "verb" and entry.effect == "denied"
    return (
        lost and status in ("planned", "threatened", "predicted") and own_factuality(scene, verb.i) in FACTUAL
    )


def _unreal(scene: Scene, judged: Token) -> bool:
    """Whether a word says of a report that it is not so: "false"."""
    entries = scene.lore.lexicon.embedders.get(judged.lower, ())
    return any(e.form == "adjective" and e.effect == "denied" for e in entries)


def applied(scene: Scene, above: Token, embedder: Embedder, status: Factuality) -> Factuality:
    """The embedder's effect; a negated or unreal implicative did not happen ("did not manage to")."""
    own = own_factuality(scene, above.i) if above.pos in ("VERB", "AUX") else "occurred"
    if above.pos == "ADJ" and embedder.effect == "occurred" and above.dep == "acomp":
        # "was able to cross" crossed; "is able to", "will be able to" may.
        verb = scene.sentence.tokens[above.head]
        own = own_factuality(scene, verb.i)
        own = "predicted" if own == "occurred" and verb.tag in ("VBZ", "VBP") else own
    if _foreclosed(scene, above):
        # "refused to rule out", "failed to persuade"
        own = "denied"
    if embedder.effect in ("occurred", "ongoing"):
        if own not in FACTUAL:
            return own
        return embedder.effect if embedder.effect == "ongoing" or status not in FACTUAL else status
    if own in ("predicted", "conditional") and embedder.effect == "planned":
        # "will try to cross", "may decide to leave"
        return own
    if own == "denied" and embedder.lemma in scene.lore.lexicon.words["leaves-open"]:
        return "predicted"
    if own == "denied":
        # "did not deny" leaves it standing; "is not going to", "did not promise to" leaves nothing.
        return "occurred" if embedder.effect == "denied" else "denied"
    return embedder.effect


def disbelieved(scene: Scene, above: Token, embedder: Embedder) -> bool:
    """Whether a word says of what is past that it hardly was: "unlikely to have fallen"."""
    if embedder.lemma not in scene.lore.lexicon.words["hardly-so"]:
        return False
    verb = scene.sentence.tokens[above.head]
    return above.dep not in ("acomp", "oprd") or own_factuality(scene, verb.i) != "denied"


def _foreclosed(scene: Scene, token: Token) -> bool:
    """Whether a verb hangs on another that keeps it from being done."""
    governor = scene.sentence.tokens[token.head]
    entry = embedder_over(scene, governor, token) if token.dep == "xcomp" else None
    return entry is not None and entry.form == "verb" and entry.effect == "denied"


def embedder_over(scene: Scene, above: Token, token: Token) -> Embedder | None:
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

"""The forms of words that may trigger a frame: passives, participles, what an adjective tells of."""

from __future__ import annotations

from dateline.codify.clause import Scene
from dateline.lore import doubles
from dateline.model import Sentence, Token
from dateline.model.tree import child, children

__all__ = [
    "background",
    "counted",
    "described",
    "gerund",
    "is_passive",
    "of_itself",
    "shortened",
    "speaks_of",
    "verb_lemma",
]

_HEADS = frozenset({"ROOT", "ccomp", "relcl", "conj", "advcl"})
_SHORTENED = frozenset({"ROOT", "conj", "ccomp", "advcl", "parataxis", "dep"})
_PARTICIPLES = ("ed", "en", "wn", "ung", "nt")
_SELF = ("self", "selves")
# A word and its hyphen.
_HYPHENED = 2


def verb_lemma(scene: Scene, token: Token) -> str | None:
    """The lemma of a verb, also of one the tagger took for a noun although it has a subject and an object."""
    if token.pos in ("VERB", "AUX") or token.tag in ("VBN", "VBD", "VBG"):
        return _joined(scene, token) or _known(scene, token)
    state = token.pos == "ADJ" and token.dep == "acomp" and token.lower.endswith(_PARTICIPLES)
    if state and scene.sentence.tokens[token.head].lemma == "be":
        # "The accounts were frozen."
        return scene.lore.lexicon.verb_forms.get(token.lower)
    heads = token.pos in ("NOUN", "PROPN", "ADJ") and token.dep in _HEADS
    if heads and any(children(scene.sentence, token.i, "dobj", "nsubj", "nsubjpass")):
        return scene.lore.lexicon.verb_forms.get(token.lower)
    return None


def _known(scene: Scene, token: Token) -> str:
    """The lemma as the frames have it: the library's is not always a word ("gutte" of "gutted").

    Nor is it always this word's: "scraped" is not of "scrap", which doubles its last letter.
    """
    forms, lemma = scene.lore.lexicon.verb_forms, token.lemma
    undoubled = token.lower in (lemma + "ed", lemma + "ing") and doubles(lemma)
    if lemma not in scene.lore.lexicon.verb_frames or undoubled:
        return forms.get(token.lower, lemma + "e" if undoubled else lemma)
    return lemma


def _joined(scene: Scene, token: Token) -> str | None:
    """The verb with what a hyphen joins before it, which is a token of its own: "baton-charged"."""
    tokens = scene.sentence.tokens
    if token.i < _HYPHENED or tokens[token.i - 1].text != "-":
        return None
    before = tokens[token.i - _HYPHENED]
    joined = f"{before.lower}-{_known(scene, token)}"
    if before.end == tokens[token.i - 1].start and joined in scene.lore.lexicon.verb_frames:
        return joined
    form = f"{before.lower}-{token.lower}"
    return scene.lore.lexicon.verb_forms.get(form) if before.end == tokens[token.i - 1].start else None


def gerund(scene: Scene, token: Token) -> bool:
    """Whether a noun in -ing is a verb to the tagger: "Fighting went on in the town"."""
    if token.tag != "VBG" or token.dep not in ("nsubj", "nsubjpass"):
        return False
    own = any(children(scene.sentence, token.i, "dobj", "nsubj", "aux"))
    return not own and token.lower in scene.lore.lexicon.noun_frames


def of_itself(sentence: Sentence, token: Token) -> bool:
    """Whether the object, or that of the first preposition, is the subject itself or the one spoken to."""
    found = child(sentence, token.i, "dobj")
    if found is None:
        prep = child(sentence, token.i, "prep", "dative")
        found = child(sentence, prep.i, "pobj") if prep is not None and prep.i == token.i + 1 else None
    return found is not None and (
        found.lower.endswith(_SELF) or (token.lower == "thank" and found.lower == "you")
    )


def background(scene: Scene, token: Token) -> bool:
    """A state of affairs is no event: "the occupied regions", but not "newly liberated towns"."""
    if token.dep != "amod":
        return False
    before = [t.lower for t in scene.sentence.tokens[max(0, token.i - 2) : token.i]]
    return scene.lore.lexicon.words["just-now"].isdisjoint(before)


def is_passive(sentence: Sentence, token: Token) -> bool:
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


def shortened(sentence: Sentence, token: Token) -> bool:
    """Whether a past tense may be a participle: "Rocket intercepted over port", "its crew taken alive"."""
    if token.tag not in ("VBD", "VBN") or token.dep not in _SHORTENED:
        return False
    subject = child(sentence, token.i, "nsubj")
    alone = not any(children(sentence, token.i, "aux", "auxpass", "dobj", "prt", "ccomp", "xcomp", "dative"))
    if subject is None or not alone:
        return False
    headline = sentence.part == "title" or sentence.tokens[-1].text[-1] not in ".!?…”’\"'"
    counted = child(sentence, subject.i, "nummod") is not None
    # "One house gutted."; but "Soldiers attacked." has its own frame.
    return (headline and token.dep in ("ROOT", "conj")) or token.tag == "VBN" or counted


def _shares_auxiliary(sentence: Sentence, token: Token) -> bool:
    """Whether the passive's auxiliary stands at the verb before: "40 were killed and 12 captured"."""
    if token.tag != "VBN" or token.dep != "conj" or any(children(sentence, token.i, "aux", "dobj")):
        return False
    return any(children(sentence, token.head, "auxpass"))


def described(scene: Scene, token: Token) -> int | None:
    """What an adjective tells of: its noun, its own subject, what it counts, or the verb's subject."""
    if token.dep in ("amod", "acl"):
        return token.head
    number = counted(scene, token)
    if number is not None:
        return number
    own = child(scene.sentence, token.i, "nsubj")
    if own is None and token.dep in ("oprd", "ccomp", "xcomp"):
        # "declared the deal dead"
        own = child(scene.sentence, token.head, "dobj", "nsubjpass")
    subject = own or child(scene.sentence, token.head, "nsubj", "nsubjpass")
    return subject.i if subject is not None else None


def counted(scene: Scene, token: Token) -> int | None:
    """The number before an adjective, which stands for those it counts: "nine dead", "some forty hurt"."""
    tokens = scene.sentence.tokens
    before = tokens[token.i - 1] if token.i else token
    behind = tokens[token.i + 1] if token.i + 1 < len(tokens) else token
    alone = before.i < token.i and before.tag == "CD" and behind.pos not in ("NOUN", "PROPN", "ADJ")
    return before.i if alone and not scene.timed(before.i) else None


def speaks_of(scene: Scene, verb: int) -> bool:
    """Whether a verb is one of saying."""
    return scene.sentence.tokens[verb].lemma in scene.lore.lexicon.verb_cues

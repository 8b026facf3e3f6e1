"""Whether what a verb tells was done, coded by a frame or not: statements have a factuality too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dateline.codify.clause import Scene
from dateline.codify.factuality import factuality_of_verb
from dateline.lore import Lore
from dateline.model import Factuality, Sentence, Token
from dateline.model.tree import child, children

__all__ = ["find_deeds"]


def find_deeds(sentences: Sequence[Sentence], lore: Lore) -> Mapping[int, Factuality]:
    """Offset of a verb -> factuality of what it tells, as the clause has it, whoever reports it.

    Verbs that only describe ("was late") are left out.
    """
    return {
        token.start: _read(Scene(sentence, lore, {}, {}, (), ()), token)
        for sentence in sentences
        for token in sentence.tokens
        if token.pos in ("VERB", "AUX")
        and token.dep not in ("aux", "auxpass")
        and _tells(sentence, token, lore)
    }


def _tells(sentence: Sentence, token: Token, lore: Lore) -> bool:
    """ "Is" tells of something only before an infinitive: "are to meet"."""
    if token.lemma == "be":
        return _judged(sentence, token, lore) is not None or (
            child(sentence, token.i, "xcomp") is not None
            and child(sentence, token.i, "acomp", "attr") is None
        )
    return token.lemma not in lore.lexicon.words["describing"] or _raised(sentence, token) is not None


def _judged(sentence: Sentence, token: Token, lore: Lore) -> Token | None:
    """What somebody is or is not able, ready or forced to do: "has been unable to reach"."""
    for judged in children(sentence, token.i, "acomp"):
        known = any(e.form == "adjective" for e in lore.lexicon.embedders.get(judged.lower, ()))
        below = child(sentence, judged.i, "xcomp")
        if known and below is not None:
            return below
    return None


def _raised(sentence: Sentence, token: Token) -> Token | None:
    """What is thought or said of a subject: "are believed to have crossed"."""
    below = child(sentence, token.i, "xcomp")
    passive = child(sentence, token.i, "auxpass") is not None
    return below if passive and below is not None and below.pos in ("VERB", "AUX") else None


def _read(scene: Scene, token: Token) -> Factuality:
    """The factuality of the verb, or of the infinitive it only leads up to ("plans to return")."""
    below = _judged(scene.sentence, token, scene.lore) or child(scene.sentence, token.i, "xcomp")
    late = below is not None and any(
        c.lower in ("yet", "still") for c in children(scene.sentence, token.i, "advmod")
    )
    leads = below is not None and (
        token.lemma == "be"
        or (token.lemma in ("have", "remain") and late)
        or (token.lemma in scene.lore.lexicon.words["describing"] and _raised(scene.sentence, token) is below)
        or any(
            entry.form == "verb" and entry.effect not in ("occurred", "ongoing")
            for entry in scene.lore.lexicon.embedders.get(token.lemma, ())
        )
    )
    read = factuality_of_verb(scene, below.i if below is not None and leads else token.i, reported=True)
    present = token.tag in ("VBZ", "VBP") and not _headline(scene.sentence)
    # "retook", which the tagger took for a present
    present = present and token.lower not in scene.lore.lexicon.tables["irregular-verbs"]
    present = present and not (below is not None and leads and _perfect(scene.sentence, below))
    return "ongoing" if read == "occurred" and present and not _perfect(scene.sentence, token) else read


def _headline(sentence: Sentence) -> bool:
    """Headlines, which have no full stop, tell in the present what is done."""
    return sentence.part == "title" or not any(token.text[0] in ".!?" for token in sentence.tokens[-2:])


def _perfect(sentence: Sentence, token: Token) -> bool:
    return any(aux.lemma == "have" for aux in children(sentence, token.i, "aux"))

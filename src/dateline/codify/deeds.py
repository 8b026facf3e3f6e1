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
        return (
            child(sentence, token.i, "xcomp") is not None
            and child(sentence, token.i, "acomp", "attr") is None
        )
    return token.lemma not in lore.lexicon.words["describing"]


def _read(scene: Scene, token: Token) -> Factuality:
    """The factuality of the verb, or of the infinitive it only leads up to ("plans to return")."""
    below = child(scene.sentence, token.i, "xcomp")
    leads = below is not None and (
        token.lemma == "be"
        or any(
            entry.form == "verb" and entry.effect not in ("occurred", "ongoing")
            for entry in scene.lore.lexicon.embedders.get(token.lemma, ())
        )
    )
    read = factuality_of_verb(scene, below.i if below is not None and leads else token.i, reported=True)
    present = token.tag in ("VBZ", "VBP") and not _headline(scene.sentence)
    return "ongoing" if read == "occurred" and present and not _perfect(scene.sentence, token) else read


def _headline(sentence: Sentence) -> bool:
    """Headlines, which have no full stop, tell in the present what is done."""
    return sentence.part == "title" or not any(token.pos == "PUNCT" for token in sentence.tokens[-2:])


def _perfect(sentence: Sentence, token: Token) -> bool:
    return any(aux.lemma == "have" for aux in children(sentence, token.i, "aux"))

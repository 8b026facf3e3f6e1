"""What a cue that is found makes of a sentence, and who agrees with what another has said there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dateline.ascribe.clauses import nearest_subject, says_so
from dateline.lore.schema import Cue
from dateline.model import Sentence

__all__ = ["Hit", "agreeing"]


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue found in a sentence with its source's token and the tokens of its content.

    `phrase`: the tokens of the source where the parser did not join them. `beside`: a comment on what
    somebody else said (", which the army denies"), so that the same words are said by both.
    """

    sentence: int
    cue: Cue
    at: int
    words: tuple[int, int]
    source: int | None
    content: tuple[tuple[int, int], ...]
    phrase: tuple[int, int] | None = None
    beside: bool = False


def agreeing(sentence: Sentence, found: Sequence[Hit], verbs: Mapping[str, Sequence[Cue]]) -> Iterator[Hit]:
    """Who says "so" of what was said before: "… whether he is finished – Professor Moll predicted so"."""
    for token in sentence.tokens if found else ():
        cues = verbs.get(token.lemma)
        if not cues or not says_so(sentence, token):
            continue
        before = [hit for hit in found if hit.at < token.i and hit.content and hit.content[0][0] < token.i]
        subject = nearest_subject(sentence, token)
        if before and subject is not None:
            words = (token.i, token.i + 1)
            yield Hit(sentence.index, cues[-1], token.i, words, subject.i, before[-1].content, beside=True)

"""Speakers that stand beside words without a cue: "“…” – envoy", a headline's quotation, a nod, "It says"."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dateline.ascribe.transcripts import somebody
from dateline.lore import Lore
from dateline.model import Actor, Attribution, Document, Manner, Quotation, Sentence, Span
from dateline.model.tree import child, noun_phrase, span

__all__ = ["gestures", "label_after", "of_headlines", "paper_before"]

_DASHES = frozenset({"-", "–", "—", "--", ":"})
_LONGEST_LABEL = 7
# Shorter words say too little of what two stretches have in common.
_TELLING = 4
# An answer without words follows its question at once.
_ANSWERS_WITHIN = 2

Actors = Mapping[tuple[int, int], Actor]


def label_after(sentence: Sentence, end: int, actors: Actors, lore: Lore) -> Actor | None:
    """Whom a quotation's end names behind a dash or a colon: "“…” – rebel chief", "“…”: elders vow"."""
    tokens = [t for t in sentence.tokens if t.start >= end]
    while tokens and tokens[-1].text in (".", "!", "?"):
        tokens.pop()
    if len(tokens) < 2 or tokens[0].text not in _DASHES or len(tokens) > _LONGEST_LABEL + 1:
        return None
    tokens = tokens[1:]
    cues = lore.lexicon.verb_cues
    if len(tokens) > 1 and tokens[-1].lemma in cues and tokens[-1].i not in _heads(actors, sentence):
        tokens.pop()
    if any(t.pos in ("VERB", "AUX", "PUNCT") for t in tokens):
        return None
    words = span(sentence, tokens[0].i, tokens[-1].i + 1)
    known = next((a for t in tokens if (a := actors.get((sentence.index, t.i))) is not None), None)
    if known is not None:
        return replace(known, text=words.text, start=words.start, end=words.end)
    told = tokens[-1].lemma in lore.lexicon.roles or all(t.pos == "PROPN" for t in tokens)
    return somebody(words) if told else None


def _heads(actors: Actors, sentence: Sentence) -> set[int]:
    return {t.i for t in sentence.tokens if (sentence.index, t.i) in actors}


def paper_before(sentences: Sequence[Sentence], index: int, lore: Lore) -> Span | None:
    """What "It" in "It also says" stands for, if a paper or a body: the subject of the sentences before."""
    words = lore.lexicon.words
    papers = words["papers"] | words["pictures"] | words["collectives"]
    for sentence in reversed(sentences[max(0, index - 3) : index]):
        for token in sentence.tokens:
            if token.dep in ("nsubj", "nsubjpass") and token.lemma.lower() in papers:
                return span(sentence, *noun_phrase(sentence, token.i))
    return None


def gestures(
    sentences: Sequence[Sentence], found: Sequence[Attribution], actors: Actors, lore: Lore
) -> Iterator[Attribution]:
    """A nod answers the question before it: what was asked is said by who nods as well."""
    asked: dict[int, Attribution] = {a.sentence: a for a in found if a.stance == "asks"}
    words = lore.lexicon.words
    for sentence in sentences if asked else ():
        root = sentence.tokens[sentence.root]
        if root.lemma not in words["nods"]:
            continue
        subject = child(sentence, root.i, "nsubj")
        near = range(sentence.index - 1, sentence.index - 1 - _ANSWERS_WITHIN, -1)
        question = next((asked[n] for n in near if n in asked), None)
        if subject is None or question is None:
            continue
        label = span(sentence, *noun_phrase(sentence, subject.i))
        actor = actors.get((sentence.index, subject.i)) or somebody(label)
        cue = Span(root.start, root.end, root.text)
        yield Attribution(
            sentence.index, actor, label, cue, question.content, "asserts", "indirect", None, beside=True
        )


def of_headlines(
    document: Document,
    sentences: Sequence[Sentence],
    quotes: Sequence[Quotation],
    unspoken: Sequence[int],
    found: Sequence[Attribution],
) -> Iterator[tuple[int, Attribution]]:
    """A headline's quotation whose speaker only the text names: who says there what is most like it."""
    titles = [part for part in document.parts if part.kind == "title"]
    starts = [sentence.start for sentence in sentences]
    for number in unspoken:
        start, end = quotes[number].outer[0][0], quotes[number].outer[-1][1]
        if not any(part.start <= start and end <= part.end for part in titles):
            continue
        wanted = _telling(document.text[start:end])
        below = [a for a in found if a.source is not None and a.content[0].start > end]
        shared = [
            (len(wanted & _telling(" ".join(s.text for s in a.content))), -n) for n, a in enumerate(below)
        ]
        best = max(shared, default=(0, 0))
        if not best[0]:
            continue
        sentence = sentences[max(0, bisect_right(starts, start) - 1)]
        root = sentence.tokens[sentence.root]
        manner: Manner = "quote"
        content = tuple(Span(a, b, document.text[a:b]) for a, b in quotes[number].inner if b > a)
        if start <= root.start < end and (sentence.start + 1 < start or end + 1 < sentence.end):
            manner, content = "mixed", (Span(sentence.start, sentence.end, sentence.text),)
        source = below[-best[1]].source
        made = Attribution(
            sentence.index, source, None, None, content, "asserts", manner, None, False, number
        )
        yield number, made


def _telling(text: str) -> set[str]:
    """The longer words of a text, cut so that "holding" and "hold" are one."""
    words = (word.strip("“”‘’\"'.,;:!?()").lower() for word in text.split())
    return {word[:_TELLING] for word in words if len(word) >= _TELLING}

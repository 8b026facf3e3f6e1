"""sentence[], quotation[] -> attributions: who is answerable for which words, by which cue, in what manner.

Cues come from the core pack: verbs, nouns ("the ministry's claim that"), "according to", "reportedly".
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from dateline.ascribe.blocks import blocks
from dateline.ascribe.cues import Cues, Hit
from dateline.ascribe.interrupted import Speaker, Told, joined
from dateline.ascribe.learned import head_of, reported, unheard
from dateline.ascribe.links import Link, find_links
from dateline.ascribe.neighbours import gestures, label_after, of_headlines, paper_before
from dateline.ascribe.set_off import is_name
from dateline.ascribe.stance import of_cue, tells_of_cue
from dateline.ascribe.transcripts import headlined, somebody, transcribed
from dateline.lore import Lore
from dateline.model import (
    Actor,
    ActorKind,
    Attribution,
    Cover,
    Document,
    Found,
    Manner,
    Moment,
    Quotation,
    Sentence,
    Span,
    Stance,
    Token,
    tree,
)
from dateline.model.tree import noun_phrase

__all__ = ["Sourced", "find_attributions"]

# Pronouns never are somebody's name: a cue whose subject is one of these has no source here.
_NOBODY = frozenset(
    {
        "it",
        "there",
        "this",
        "that",
        "what",
        "which",
        "who",
        "one",
        "these",
        "those",
        "you",
        "i",
        "we",
        "me",
        "us",
    }
)
# "One of them said", "those in the cellar say": of several, some.
_SOME = frozenset({"one", "these", "those"})
# A quotation of no more words, without a finite verb, is words set off until somebody says it.
_SET_OFF = 8
# Between a cue and the quotation that it opens stand a space and a comma or a colon, at most.
_CLOSE = 2
_TRIM = frozenset("“”‘’\"'«»„‹›‚,.:;–—- ")


@dataclass(frozen=True, slots=True)
class Sourced:
    """Attributions; quotations, an interrupted one as one, with their speakers."""

    attributions: tuple[Attribution, ...]
    quotes: tuple[Quotation, ...]
    speakers: tuple[Speaker, ...]


def find_attributions(
    document: Document,
    sentences: Sequence[Sentence],
    quotes: Sequence[Quotation],
    actors: Sequence[Found[Actor]],
    times: Sequence[Found[Moment]],
    lore: Lore,
) -> Sourced:
    """All attributions of a document in order of their cues, and what each quotation is."""
    return _Reader(document, sentences, quotes, actors, times, lore).run()


class _Reader:
    """One document's attributions."""

    def __init__(
        self,
        document: Document,
        sentences: Sequence[Sentence],
        quotes: Sequence[Quotation],
        actors: Sequence[Found[Actor]],
        times: Sequence[Found[Moment]],
        lore: Lore,
    ) -> None:
        self._document = document
        self._sentences = sentences
        self._quotes = quotes
        self._lore = lore
        self._actors: Mapping[tuple[int, int], Actor] = {(f.sentence, f.head): f.thing for f in actors}
        self._cues = Cues(quotes, self._actors, lore)
        self._times: dict[int, list[Found[Moment]]] = {}
        for found in times:
            self._times.setdefault(found.sentence, []).append(found)
        self._starts = [sentence.start for sentence in sentences]
        self._hits: Mapping[int, Sequence[Hit]] = {}

    def run(self) -> Sourced:
        hits = [hit for sentence in self._sentences for hit in self._cues.hits(sentence)]
        by_sentence: dict[int, list[Hit]] = {}
        for hit in hits:
            by_sentence.setdefault(hit.sentence, []).append(hit)
        self._hits = by_sentence
        links = find_links(unheard(self._sentences, by_sentence), self._lore)
        more = list(reported(self._sentences, links, by_sentence, self._lore))
        hits.extend(more)
        for hit in more:
            by_sentence.setdefault(hit.sentence, []).append(hit)
        found: list[Attribution] = []
        speakers: list[Speaker] = []
        last: tuple[Actor | None, int] = (None, -1)
        for number, quotation in enumerate(self._quotes):
            speaker, cue, scare, made = self._speaker(number, quotation, by_sentence, last)
            if made is not None:
                found.append(made)
            if not scare and speaker is not None:
                last = (speaker, quotation.outer[-1][1])
            speakers.append((speaker, cue, scare))
        quotes, speakers, found = joined(self._told(hits, speakers), self._quotes, speakers, found)
        quoted = {a.cue: a.content for a in found if a.cue is not None}
        found.extend(
            a for hit in hits if (a := self._attribution(hit)) is not None and not _repeats(a, quoted)
        )
        found.extend(transcribed(self._document, self._sentences, self._actors.values()))
        found.extend(blocks(self._document, self._sentences, self._actors, self._lore))
        told = {attribution.sentence for attribution in found}
        lines = headlined(self._sentences, self._actors, self._lore)
        found.extend(line for line in lines if line.sentence not in told)
        found.extend(gestures(self._sentences, found, self._actors, self._lore))
        quiet = [n for n, (speaker, _, scare) in enumerate(speakers) if speaker is None and not scare]
        for n, made in list(of_headlines(self._document, self._sentences, quotes, quiet, found)):
            speakers[n] = (made.source, None, False)
            found.append(made)
        found.sort(key=lambda a: (a.sentence, a.content[0].start, -a.content[-1].end))
        return Sourced(tuple(found), tuple(quotes), tuple(speakers))

    def _told(self, hits: Sequence[Hit], speakers: Sequence[Speaker]) -> Told:
        """What tells an interrupted quotation: the text and the cues that may stand in it."""
        quoting = (hit for hit in hits if "quote" in hit.cue.takes)
        cues = {tree.span(self._sentences[hit.sentence], *hit.words) for hit in quoting}
        cues.update(cue for _, cue, _ in speakers if cue is not None)
        return Told(self._document.text, sorted(cues), self._lore.lexicon.words["abbreviated-ranks"])

    def _actor(
        self, sentence: Sentence, at: int | None, phrase: tuple[int, int] | None = None
    ) -> tuple[Actor | None, Span | None]:
        """The actor at a token, or a plain description of it when no finder knows it."""
        if at is None:
            return None, None
        token = sentence.tokens[at]
        lo, hi = phrase or noun_phrase(sentence, at)
        span = tree.span(sentence, lo, hi)
        actor = self._actors.get((sentence.index, at))
        if actor is not None:
            return actor, span
        if token.lower == "it" and token.dep == "nsubj":
            paper = paper_before(self._sentences, sentence.index, self._lore)
            if paper is not None:
                return replace(somebody(paper), text=span.text, start=span.start, end=span.end), span
        if token.lower in _NOBODY and not (token.lower in _SOME and token.pos != "DET"):
            return None, None
        kind: ActorKind = "person" if token.ent == "PERSON" else "unknown"
        side, country = self._issuing(sentence, token)
        return Actor(
            span.text, span.start, span.end, span.text, None, kind, side, country, None, "explicit"
        ), span

    def _issuing(self, sentence: Sentence, token: Token) -> tuple[str | None, str | None]:
        """(side, country) of whoever is said to have made a paper or a picture: "maps from the ministry".

        A bare name behind "from" may as well be where it was made ("footage from Osta").
        """
        words = self._lore.lexicon.words
        if token.lemma not in words["papers"] | words["pictures"]:
            return None, None
        made = [p for p in tree.children(sentence, token.i, "prep") if p.lower in ("from", "by")]
        makers = [n for p in made for n in tree.children(sentence, p.i, "pobj")]
        makers = [n for n in makers if any(tree.children(sentence, n.i, "det", "poss", "amod", "compound"))]
        known = (self._actors.get((sentence.index, n.i)) for n in makers)
        return next(((a.side, a.country) for a in known if a is not None), (None, None))

    # -- attributions

    def _attribution(self, hit: Hit) -> Attribution | None:
        sentence = self._sentences[hit.sentence]
        actor, span = self._actor(sentence, hit.source, hit.phrase)
        if actor is None and hit.source is not None:
            return None
        cue = tree.span(sentence, *hit.words)
        found = (self._within_marks(cue, s) for lo, hi in hit.content if (s := _trimmed(sentence, lo, hi)))
        content = tuple(span for span in found if span is not None)
        if not content:
            return None
        manner: Manner = "indirect"
        if any(
            q.outer[0][0] < c.end and c.start < q.outer[-1][1]
            for q in self._cues.near(sentence)
            for c in content
        ):
            manner = "mixed"
        return Attribution(
            hit.sentence,
            actor,
            span,
            cue,
            content,
            self._stance(sentence, hit),
            manner,
            self._said(sentence, hit),
            hit.cue.thought,
            tells=tells_of_cue(sentence, hit.at, hit.cue, self._lore.lexicon),
            beside=hit.beside,
        )

    def _within_marks(self, cue: Span, content: Span) -> Span | None:
        """What a cue within a quotation says, where that is a quotation itself: what is behind it is not.

        "‘It will not end with both going home and saying “so be it”, it will echo’": only that is theirs.
        """
        for quotation in self._quotes:
            (start, _), (lo, hi) = quotation.outer[0], quotation.inner[0]
            if 0 <= start - cue.end <= _CLOSE and content.end > hi and self._nested(start, cue.start):
                return self._text(lo, hi) if content.start <= lo else None
        return content

    def _nested(self, start: int, cue: int) -> bool:
        """Whether a quotation that begins at `start` and a cue stand in one quotation."""
        return any(a < start < b and a <= cue < b for q in self._quotes for a, b in q.outer)

    def _stance(self, sentence: Sentence, hit: Hit) -> Stance:
        return of_cue(sentence, hit.at, hit.cue, self._lore.lexicon)

    def _said(self, sentence: Sentence, hit: Hit) -> Moment | None:
        """A moment that hangs on the cue itself, not on what is said."""
        inside = {i for lo, hi in hit.content for i in range(lo, hi)}
        for found in self._times.get(sentence.index, ()):
            at = sentence.tokens[found.head].head
            near = hit.at in (at, sentence.tokens[at].head) or self._speaking(sentence, hit, found.head)
            if found.head not in inside and near:
                return found.thing
        return None

    def _speaking(self, sentence: Sentence, hit: Hit, at: int) -> bool:
        """Whether a moment is of a participle beside the source: "Mr Pell, speaking on Monday, said …"."""
        verb = next((t for t in tree.ancestors(sentence, at) if t.pos in ("VERB", "AUX")), None)
        beside = verb is not None and verb.dep in ("acl", "advcl") and verb.head in (hit.source, hit.at)
        return verb is not None and beside and verb.tag == "VBG" and verb.i < hit.at

    # -- quotations

    def _speaker(
        self,
        number: int,
        quotation: Quotation,
        hits: Mapping[int, list[Hit]],
        last: tuple[Actor | None, int],
    ) -> tuple[Actor | None, Span | None, bool, Attribution | None]:
        """(speaker, cue, scare, attribution) of a quotation."""
        if is_name(self._document.text, quotation, self._lore.lexicon.words):
            return None, None, True, None
        start, end = quotation.outer[0][0], quotation.outer[-1][1]
        first, final = self._sentence_at(start), self._sentence_at(end - 1)
        for index in dict.fromkeys((first, final, first - 1, final + 1)):
            for hit in self._ordered(hits.get(index, ()), start, end):
                sentence = self._sentences[index]
                if not self._linked(sentence, hit, start, end, index in (first, final)):
                    continue
                actor, _ = self._actor(sentence, hit.source, hit.phrase)
                if actor is None:
                    continue
                cue = tree.span(sentence, *hit.words)
                if self._inside(sentence, hit, start, end):
                    scare = self._word_set_off(quotation)
                    return (None, None, True, None) if scare else (actor, cue, False, None)
                made = self._quoted(number, quotation, hit, actor, cue)
                return actor, cue, False, made
        return self._uncued(number, quotation, first, last)

    def _ordered(self, hits: Sequence[Hit], start: int, end: int) -> list[Hit]:
        """Cues outside the quotation: those in one quotation with it, whose clause holds it, the nearest."""
        outside = []
        for hit in hits:
            token = self._sentences[hit.sentence].tokens[hit.at]
            if not start <= token.start < end:
                inside = self._inside(self._sentences[hit.sentence], hit, start, end)
                away = min(abs(token.end - start), abs(token.start - end))
                outside.append((not self._nested(start, token.start), not inside, away, hit))
        return [hit for *_, hit in sorted(outside, key=lambda row: row[:3])]

    def _inside(self, sentence: Sentence, hit: Hit, start: int, end: int) -> bool:
        """Whether the quotation is part of the clause the cue reports."""
        for lo, hi in hit.content:
            a, b = sentence.tokens[lo].start, sentence.tokens[hi - 1].end
            if a < start < b or (a - 1 <= start and end <= b + 1 and b - a > end - start + 3):
                return True
        return False

    def _linked(self, sentence: Sentence, hit: Hit, start: int, end: int, here: bool) -> bool:
        """Whether cue and quotation belong together: one in the other's clause, or side by side."""
        if self._inside(sentence, hit, start, end):
            return True
        covered = any(
            sentence.tokens[lo].start < end and start < sentence.tokens[hi - 1].end for lo, hi in hit.content
        )
        if "quote" not in hit.cue.takes:
            return here and covered and ("clause" in hit.cue.takes or "object" in hit.cue.takes)
        cue = sentence.tokens[hit.at]
        if cue.dep == "acl" and end <= cue.start:
            # "the ‘referendums’, described by …": the noun is set off, not spoken.
            return False
        if here:
            return covered or not hit.content or self._beside(sentence, cue, start, end)
        return (
            self._beside(sentence, cue, start, end)
            and "\n" not in self._document.text[min(end, cue.start) : max(start, cue.start)]
        )

    def _beside(self, sentence: Sentence, cue: Token, start: int, end: int) -> bool:
        """Only the source and marks stand between quotation and cue."""
        if cue.start >= end:
            between = self._document.text[end : cue.start]
            return len(between) <= 80 and sentence.start - end <= 3 and not any(c in between for c in '“‘"«')
        return (0 <= start - sentence.end <= 3 and sentence.text.rstrip().endswith((":", ","))) or (
            start - cue.end <= 60 and start <= sentence.end
        )

    def _word_set_off(self, quotation: Quotation) -> bool:
        """A single noun in marks inside reported words: set off, not spoken."""
        a, b = quotation.inner[0]
        tokens = self._tokens(a, b)
        if (
            self._document.text[max(0, quotation.outer[0][0] - 11) : quotation.outer[0][0]]
            .rstrip()
            .lower()
            .endswith(("so-called", "so called"))
        ):
            return True
        return (
            len(quotation.inner) == 1
            and len(tokens) == 1
            and tokens[0].pos == "NOUN"
            and tokens[0].dep not in ("dobj",)
            and tokens[0].lemma not in ("dozen", "score", "hundred", "thousand", "million")
        )

    def _tokens(self, a: int, b: int) -> list[Token]:
        index = self._sentence_at(a)
        found: list[Token] = []
        while index < len(self._sentences) and self._sentences[index].start < b:
            found.extend(t for t in self._sentences[index].tokens if a <= t.start and t.end <= b)
            index += 1
        return found

    def _quoted(
        self, number: int, quotation: Quotation, hit: Hit, actor: Actor, cue: Span
    ) -> Attribution | None:
        sentence = self._sentences[hit.sentence]
        content = tuple(self._text(a, b) for a, b in quotation.inner if b > a)
        _, span = self._actor(sentence, hit.source, hit.phrase)
        return Attribution(
            hit.sentence,
            actor,
            span,
            cue,
            content,
            self._stance(sentence, hit),
            "quote",
            self._said(sentence, hit),
            hit.cue.thought,
            number,
            tells_of_cue(sentence, hit.at, hit.cue, self._lore.lexicon),
        )

    def _uncued(
        self, number: int, quotation: Quotation, first: int, last: tuple[Actor | None, int]
    ) -> tuple[Actor | None, Span | None, bool, Attribution | None]:
        """No cue: "Name: ‘…’", a quotation that goes on with the last speaker's, words set off, or nobody."""
        start = quotation.outer[0][0]
        tokens = self._tokens(*quotation.inner[0])
        finite = any(t.tag in ("VBZ", "VBP", "VBD", "MD") for t in tokens) and len(tokens) > 4
        speaker = self._named_before(first, start)
        if speaker is None and len(tokens) > 1:
            end = quotation.outer[-1][1]
            speaker = label_after(self._sentences[self._sentence_at(end - 1)], end, self._actors, self._lore)
            finite = finite or speaker is not None
        if speaker is None and (finite or len(tokens) > _SET_OFF):
            learned = self._learned(number, quotation)
            if learned is not None:
                return learned.source, learned.cue, False, learned
        if speaker is None and finite and last[0] is not None and self._goes_on(start, last[1]):
            speaker = last[0]
        if speaker is None and finite:
            speaker = self._reported_before(first, start)
        if speaker is None and not finite and len(tokens) <= _SET_OFF:
            return None, None, True, None
        made = None
        if speaker is not None:
            content = tuple(self._text(a, b) for a, b in quotation.inner if b > a)
            made = Attribution(first, speaker, None, None, content, "asserts", "quote", None, False, number)
        return speaker, None, False, made

    def _reported_before(self, first: int, start: int) -> Actor | None:
        """Whose words the sentence before reports, in the same paragraph: their own words follow."""
        if not first or self._sentences[first].start < start - 1:
            return None
        before = self._sentences[first - 1]
        if "\n" in self._document.text[before.end : start]:
            return None
        root = before.tokens[before.root]
        if root.lemma in self._lore.lexicon.words["nods"] | self._lore.lexicon.words["gestures"]:
            subject = tree.child(before, root.i, "nsubj")
            return self._actor(before, subject.i)[0] if subject is not None else None
        for hit in self._hits.get(before.index, ()):
            if hit.at == root.i and hit.source is not None:
                return self._actor(before, hit.source, hit.phrase)[0]
        return None

    def _learned(self, number: int, quotation: Quotation) -> Attribution | None:
        """By the learned links, who is said to have spoken a quotation: for cues that no list has."""
        start, end = quotation.outer[0][0], quotation.outer[-1][1]
        # Most of the quotation is what the link is about, and the link is about little else there.
        able = (
            (piece, link)
            for piece, link in self._links.over((start + end) // 2)
            if 2 * (min(piece[1], end) - max(piece[0], start)) > max(piece[1] - piece[0], end - start)
        )
        _, link = min(able, key=lambda one: one[0][1] - one[0][0], default=(None, None))
        if link is None:
            return None
        sentence = self._sentences[link.sentence]
        actor, span = self._actor(sentence, head_of(sentence, link))
        if actor is None:
            return None
        content = tuple(self._text(a, b) for a, b in quotation.inner if b > a)
        cue = self._text(*link.cue[0])
        return Attribution(link.sentence, actor, span, cue, content, "asserts", "quote", None, False, number)

    @cached_property
    def _links(self) -> Cover[tuple[tuple[int, int], Link]]:
        """The learned links with a source, over their contents' pieces.

        They are sought only where the cues leave a quotation without a speaker.
        """
        found = find_links(self._sentences, self._lore)
        return Cover((*piece, (piece, link)) for link in found if link.source for piece in link.content)

    def _goes_on(self, start: int, end: int) -> bool:
        """Right after the last quotation, or in its paragraph with little but "he said" between."""
        if 0 <= start - end <= 4:
            return True
        between = self._document.text[end:start]
        return (0 < start - end <= 120 and "\n" not in between) or (
            0 < start - end <= 60 and between.endswith("\n")
        )

    def _named_before(self, first: int, start: int) -> Actor | None:
        sentence = self._sentences[first] if first < len(self._sentences) else None
        for candidate in (sentence, self._sentences[first - 1] if first else None):
            if candidate is None:
                continue
            before = [t for t in candidate.tokens if t.end <= start]
            if len(before) > 1 and before[-1].text == ":" and 0 <= start - before[-1].end <= 2:
                return next(
                    (
                        a
                        for t in reversed(before[:-1][-6:])
                        if (a := self._actors.get((candidate.index, t.i)))
                    ),
                    None,
                )
        return None

    def _sentence_at(self, offset: int) -> int:
        return max(0, bisect_right(self._starts, offset) - 1)

    def _text(self, a: int, b: int) -> Span:
        return Span(a, b, self._document.text[a:b])


def _repeats(attribution: Attribution, quoted: Mapping[Span, tuple[Span, ...]]) -> bool:
    """A cue's clause that lies wholly in the quotation the cue introduces adds nothing."""
    content = quoted.get(attribution.cue) if attribution.cue is not None else None
    return content is not None and all(
        any(q.start - 2 <= span.start and span.end <= q.end + 2 for q in content)
        for span in attribution.content
    )


def _opens(token: Token) -> bool:
    """Whether a word only ties what is said to its cue: "that", "whether", "and"."""
    return token.pos == "CCONJ" or (token.dep == "mark" and token.lower in ("that", "whether"))


def _trimmed(sentence: Sentence, lo: int, hi: int) -> Span | None:
    """Tokens [lo, hi) without marks and conjunctions at the edges."""
    while lo < hi and (sentence.tokens[lo].text in _TRIM or _opens(sentence.tokens[lo])):
        lo += 1
    while hi > lo and (sentence.tokens[hi - 1].text in _TRIM or sentence.tokens[hi - 1].pos == "CCONJ"):
        hi -= 1
    return tree.span(sentence, lo, hi) if hi > lo else None

"""Who foresees it: who is made answerable for the words, or goes on speaking where no new cue says so."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.forecast.extract.sights import FIRST, POINTING, Sight, subject_of
from dateline.lore import Lore
from dateline.model import Actor, Attribution, Cover, Found, Sentence, Span, Token, tree
from dateline.model.tree import child, children

__all__ = ["Speakers", "Voice", "expert", "narrated"]

_LITTLE = frozenset({"the", "a", "an", "of"})
_OPENING, _CLOSING = frozenset("‘“«‹„‚'\""), frozenset("’”»›“‘'\"")
_PERSONAL = frozenset({"he", "she", "they", "him", "her", "his"})
# Fewer forecasts than this make nobody the one expert whom a text reports.
_EXPERT = 2
# A paragraph's person is looked for in so many sentences: in reports, paragraphs are shorter.
_PARAGRAPH = 6
# In so many sentences without a cue, somebody's speech has ended.
_LONGEST = 12
# An article that reports one expert comes back to him within so many sentences, or tells its own story.
_REPORTED = 8
# Within so many sentences a pronoun means who spoke last.
_NEAR = 2


@dataclass(frozen=True, slots=True)
class Voice:
    """Who answers for some words.

    `attribution`: what makes him answerable, if anything lies over the very words; `who`: the innermost
    source. `found`: he is read from around the words, `instead` of whom the attribution names or beside him.
    """

    who: Actor | None
    attribution: Attribution | None = None
    found: bool = False
    instead: bool = False

    @property
    def carried(self) -> bool:
        """Whether no attribution lies over the words: who spoke before goes on."""
        return self.attribution is None

    @property
    def cue(self) -> Span | None:
        """The words that make him answerable, if any do."""
        return self.attribution.cue if self.attribution is not None else None


class Speakers:
    """A document's attributions by the words they cover, and by the sentences whose speaker they tell."""

    def __init__(
        self,
        sentences: Sequence[Sentence],
        attributions: Sequence[Attribution],
        actors: Sequence[Found[Actor]],
        lore: Lore,
    ) -> None:
        self._sentences = sentences
        self._lore = lore
        self._attributions = attributions
        self._over = Cover(
            (span.start, span.end, i) for i, a in enumerate(attributions) for span in a.content
        )
        self._sizes = [sum(span.end - span.start for span in a.content) for a in attributions]
        self._told: dict[int, list[int]] = {}
        self._actors: dict[int, list[Found[Actor]]] = {}
        for found in actors:
            self._actors.setdefault(found.sentence, []).append(found)
        self._file()

    def _file(self) -> None:
        """Under each sentence the attributions whose cue or words stand in it."""
        starts = [sentence.start for sentence in self._sentences]
        for i, a in enumerate(self._attributions):
            places = {a.sentence}
            for span in a.content:
                places.update(n for n in _between(starts, span.start, span.end))
            for n in sorted(places):
                self._told.setdefault(n, []).append(i)

    def of(self, sight: Sight, before: Voice | None, last: Sight | None, *, free: bool) -> Voice | None:
        """Who answers for a sight; None for the narrator. `before`: who answers for the `last` one.

        `free`: its words show that somebody goes on speaking; a bare "will" after "said" is the narrator's.
        """
        own = self._over_words(sight.at)
        named = self._subject_of_cue(sight)
        if named is not None:
            same = own is not None and own.cue is not None and sight.cue is not None and _holds(own, sight)
            return Voice(named, own, found=True, instead=same)
        if self._narrators(sight, own):
            return None
        around = self._around(own, sight) if own is not None else None
        if around is not None:
            return Voice(self._checked(around).who, around, found=True, instead=True)
        if own is not None:
            checked = self._checked(own)
            unnamed = (
                checked.who is not None
                and checked.who.name is None
                and (checked.who.text or "").lower() in _PERSONAL
            )
            if unnamed and before is not None and before.who is not None:
                return Voice(before.who, own, found=True, instead=True)
            return checked
        who = self._viewed(sight) or self._going_on(sight, before, last, free)
        return Voice(who, found=True) if who is not None else None

    def silent(self, who: Actor, index: int) -> bool:
        """Whether nothing in the last sentences before one, and in it, is ascribed to somebody."""
        near = (i for n in range(index - _REPORTED, index + 1) for i in self._told.get(n, ()))
        sources = (self._attributions[i].source for i in near)
        return not any(source is not None and source.name == who.name for source in sources)

    def _over_words(self, at: int) -> Attribution | None:
        """The innermost attribution whose words hold an offset."""
        found = [i for i in set(self._over.over(at)) if not self._attributions[i].beside]
        return self._attributions[min(found, key=lambda i: (self._sizes[i], i))] if found else None

    def _around(self, own: Attribution, sight: Sight) -> Attribution | None:
        """Whose quotation goes on behind one within it: "… and saying ‘so be it’, it will echo"."""
        end = _closed(self._sentences[own.sentence], own.content[0].start)
        if own.cue is None or end is None or sight.at < end:
            return None
        over = [self._attributions[i] for i in set(self._over.over(own.cue.start))]
        outer = [a for a in over if a.manner == "quote" and a.source is not None]
        # The innermost of those that lie around it begins last.
        return max(outer, key=lambda a: a.content[0].start, default=None)

    # -- whom the words themselves name

    def _subject_of_cue(self, sight: Sight) -> Actor | None:
        """Who expects it: "traders brace for a long war"."""
        sentence = sight.sentence
        cue = sentence.tokens[sight.cue] if sight.cue is not None else None
        words = self._lore.lexicon.words
        if cue is None or sight.way != "noun" or cue.lemma not in words["sees-coming"] | words["looks-out"]:
            return None
        subject = subject_of(sentence, cue)
        if subject is None or subject.lower in FIRST | POINTING | _PERSONAL or sight.head == cue.i:
            return None
        apposed = child(sentence, subject.i, "appos") if sentence.part == "title" else None
        return self._actor(sentence, apposed or subject)

    def _narrators(self, sight: Sight, own: Attribution | None) -> bool:
        """Whether the narrator says what he expects himself: "We see it climbing to 92 dollars"."""
        cue = sight.sentence.tokens[sight.cue] if sight.cue is not None else None
        if cue is None or sight.way != "noun" or (own is not None and own.manner in ("quote", "mixed")):
            return False
        subject = subject_of(sight.sentence, cue)
        return subject is not None and subject.lower in FIRST

    def _actor(self, sentence: Sentence, head: Token) -> Actor:
        """The actor that a noun stands for: the finder's, else one known by its words alone."""
        for found in self._actors.get(sentence.index, ()):
            if found.lo <= head.i < found.hi and found.thing.text and found.thing.kind != "unknown":
                return found.thing
        lo, hi = tree.noun_phrase(sentence, head.i)
        span = tree.span(sentence, lo, hi)
        person = head.ent == "PERSON"
        return Actor(
            span.text,
            span.start,
            span.end,
            span.text if person else None,
            None,
            "person" if person else "unknown",
            None,
            None,
            None,
        )

    def _checked(self, own: Attribution) -> Voice:
        """The source of an attribution, or who stands closer: whom it cites, whom its pronoun must mean."""
        sentence = self._sentences[own.sentence]
        cited = self._cited(sentence, own)
        if cited is not None:
            return Voice(cited, own, found=True)
        meant = self._meant(sentence, own) or self._apposed(sentence, own)
        return Voice(meant, own, found=True, instead=True) if meant is not None else Voice(own.source, own)

    def _cited(self, sentence: Sentence, own: Attribution) -> Actor | None:
        """ "said on Thursday, citing a captured officer"."""
        if own.cue is None:
            return None
        for verb in sentence.tokens:
            head = sentence.tokens[verb.head]
            if verb.lower in ("citing", "quoting") and own.cue.start <= head.start < own.cue.end:
                thing = child(sentence, verb.i, "dobj")
                return self._actor(sentence, thing) if thing is not None else None
        return None

    def _meant(self, sentence: Sentence, own: Attribution) -> Actor | None:
        """Whom "she" means, where the paragraph names somebody, and not whom it was taken for."""
        if own.source_span is None or own.source_span.text.lower() not in ("he", "she"):
            return None
        taken = (
            {word.lower() for word in (own.source.name or own.source.text or "").split()}
            if own.source
            else set()
        )
        named = [
            (one, t)
            for one in self._sentences[max(sentence.index - _PARAGRAPH, 0) : sentence.index + 1]
            if one.paragraph == sentence.paragraph
            for t in one.tokens
            if _person_named(one, t) and t.start < own.source_span.start
        ]
        if not named:
            return self._spoke_last(own, taken)
        if any(t.lower in taken for _, t in named):
            return None
        subjects = [pair for pair in named if pair[1].dep in ("nsubj", "nsubjpass", "appos")]
        return self._actor(*(subjects or named)[-1])

    def _spoke_last(self, own: Attribution, taken: set[str]) -> Actor | None:
        """The person who spoke just before, where whom the pronoun was taken for has not spoken."""
        before = [
            a
            for a in self._attributions
            if a.sentence < own.sentence and a.source is not None and not a.thought
        ]
        spoken = {
            word.lower()
            for a in before
            if a.source
            for word in (a.source.name or a.source.text or "").split()
        }
        near = [a.source for a in before if a.source and a.sentence >= own.sentence - _NEAR and a.source.name]
        return (
            near[-1]
            if near and near[-1].kind != "outlet" and taken and not (taken - _LITTLE) & spoken
            else None
        )

    def _apposed(self, sentence: Sentence, own: Attribution) -> Actor | None:
        """The name that a description stands beside: "Nino Abuladze, a pollster: …"."""
        who = own.source
        if who is None or who.name is not None or who.start is None or who.end is None:
            return None
        lo, hi = who.start, who.end
        beside = next((t for t in sentence.tokens if lo <= t.start < hi and t.dep == "appos"), None)
        above = sentence.tokens[beside.head] if beside is not None else None
        return self._actor(sentence, above) if above is not None and above.tag == "NNP" else None

    # -- who goes on

    def _viewed(self, sight: Sight) -> Actor | None:
        """ "in his view", "for whom": whose view it is; also "That is the view of …" in the next sentence."""
        sentence = sight.sentence
        views = self._lore.lexicon.words["in-the-view"]
        for t in sentence.tokens:
            if t.lemma in views and sentence.tokens[t.head].lower in ("in", "to", "by", "on"):
                owner = child(sentence, t.i, "poss")
                if owner is not None and owner.tag in ("NNP", "NN", "NNS", "NNPS"):
                    return self._actor(sentence, owner)
            if t.lower == "whom" and sentence.tokens[t.head].lower in ("for", "to"):
                before = [
                    o
                    for o in sentence.tokens[: t.i]
                    if o.tag == "NNP" and o.ent == "PERSON" and o.dep != "compound"
                ]
                return self._actor(sentence, before[-1]) if before else None
        return self._view_after(sentence)

    def _view_after(self, sentence: Sentence) -> Actor | None:
        """ "That is the view of Colonel X" behind the sentence."""
        if sentence.index + 1 >= len(self._sentences):
            return None
        after = self._sentences[sentence.index + 1]
        if after.paragraph != sentence.paragraph or after.tokens[0].lower not in (
            "that",
            "this",
            "such",
            "so",
        ):
            return None
        views = self._lore.lexicon.words["in-the-view"]
        for t in after.tokens[:8]:
            of = (
                next((p for p in children(after, t.i, "prep") if p.lower == "of"), None)
                if t.lemma in views
                else None
            )
            owner = child(after, of.i, "pobj") if of is not None else None
            if owner is not None:
                return self._actor(after, owner)
        return None

    def _going_on(self, sight: Sight, before: Voice | None, last: Sight | None, free: bool) -> Actor | None:
        """The speaker of the sentences before, where this one goes on in reported speech."""
        sentence = sight.sentence
        if sentence.part == "title":
            return None
        if (
            last is not None
            and before is not None
            and before.who is not None
            and self._goes_on_from(last, sight)
        ):
            return before.who
        for back in range(sentence.index, max(sentence.index - _LONGEST, -1), -1):
            one = self._sentences[back]
            next_door = back == sentence.index - 1 and sight.way in ("would", "may")
            if one.paragraph != sentence.paragraph and not next_door:
                return None
            told = self._last_told(one, sight.at)
            if told is not None:
                return self._checked(told).who if free or not self._backshifted(told) else None
            if back < sentence.index and narrated(one) and not _about_person(one):
                return None
        return None

    def _goes_on_from(self, last: Sight, sight: Sight) -> bool:
        """Whether nobody else speaks, and nothing is narrated, between two sights of one paragraph."""
        a, b = last.sentence, sight.sentence
        if a.index == b.index:
            return True
        if a.paragraph != b.paragraph and b.index - a.index > 1:
            return False
        if a.paragraph != b.paragraph and sight.way not in ("would", "may"):
            return False
        between = self._sentences[a.index + 1 : b.index]
        return not any(
            (narrated(one) and not _about_person(one)) or self._last_told(one, one.end) is not None
            for one in between
        )

    def _last_told(self, sentence: Sentence, at: int) -> Attribution | None:
        """The last attribution of a sentence that names a speaker, if its words begin before `at`."""
        found = [self._attributions[i] for i in self._told.get(sentence.index, ())]
        named = [
            a
            for a in found
            if a.source is not None
            and (a.source.name is not None or a.source.kind != "unknown")
            and a.stance in ("asserts", "predicts")
            and a.content
            and a.content[0].start < at
            and not a.beside
            and not self._long_ago(a)
        ]
        return max(named, key=lambda a: a.content[0].start) if named else None

    def _backshifted(self, a: Attribution | None) -> bool:
        """Whether it was said in the past tense, so that whoever goes on would say "would"."""
        if a is None or a.cue is None or a.manner == "quote":
            return False
        tokens = self._sentences[a.sentence].tokens
        return any(t.tag == "VBD" and a.cue.start <= t.start < a.cue.end for t in tokens)

    def _long_ago(self, a: Attribution) -> bool:
        """Whether it was said before the rest was: "had foreseen"."""
        sentence = self._sentences[a.sentence]
        cue = a.cue
        return cue is not None and any(
            t.lower in ("had", "'d", "’d") and cue.start <= sentence.tokens[t.head].start < cue.end
            for t in sentence.tokens
        )


def expert(voices: Sequence[Voice | None]) -> Actor | None:
    """The one expert whom a text reports: who alone foresees what somebody is made answerable for."""
    told = [
        voice.who for voice in voices if voice is not None and not voice.carried and voice.who is not None
    ]
    names = Counter(who.name or who.text for who in told)
    return told[0] if len(names) == 1 and len(told) >= _EXPERT and told[0].kind == "person" else None


def _between(starts: Sequence[int], start: int, end: int) -> Iterator[int]:
    yield from range(max(bisect_right(starts, start) - 1, 0), max(bisect_left(starts, end), 1))


def _person_named(sentence: Sentence, t: Token) -> bool:
    """Whether a token ends a person's name: one that the parser knows as such, or two names before a verb."""
    if t.tag != "NNP" or t.dep == "compound":
        return False
    full = any(c.tag == "NNP" for c in children(sentence, t.i, "compound"))
    bare = not any(children(sentence, t.i, "det", "poss")) and t.ent != "GPE"
    met = t.dep == "pobj" and sentence.tokens[t.head].lower in ("with", "to", "by")
    return t.ent == "PERSON" or (full and bare and (met or t.dep in ("nsubj", "nsubjpass")))


def _holds(own: Attribution, sight: Sight) -> bool:
    at = sight.sentence.tokens[sight.cue].start if sight.cue is not None else -1
    return own.cue is not None and own.cue.start <= at < own.cue.end


def _closed(sentence: Sentence, start: int) -> int | None:
    """Where the quotation ends, by its mark, whose first word this is; None where it is no such word."""
    text, at = sentence.text, start - sentence.start
    if at < 1 or text[at - 1 : at] not in _OPENING:
        return None
    ends = (i for i in range(at, len(text)) if text[i] in _CLOSING and not text[i + 1 : i + 2].isalnum())
    return next((sentence.start + i for i in ends), None)


def narrated(sentence: Sentence) -> bool:
    """Whether a sentence tells what happened: its main verb is in the past."""
    root: Token = sentence.tokens[sentence.root]
    return root.tag in ("VBD", "VBN") and not any(t.tag == "MD" for t in sentence.tokens)


def _about_person(sentence: Sentence) -> bool:
    """Whether a narrated sentence stays with the person who spoke: "He had every hope."."""
    subject = subject_of(sentence, sentence.tokens[sentence.root])
    return subject is not None and subject.lower in ("he", "she")

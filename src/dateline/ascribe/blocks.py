"""Paragraphs that are somebody's own words: answers of an interview, posts, statements in full, points.

What makes them somebody's is not a cue beside them but the form of the page.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.ascribe.transcripts import said_within, somebody
from dateline.lore import Lore
from dateline.model import Actor, Attribution, Document, Sentence, Span, Token
from dateline.model.tree import child, children, noun_phrase, span, subtree

__all__ = ["blocks"]

# A handle and what stands in brackets behind it.
_LONGEST_LABEL = 120
# A longer line with a question mark at its end is an answer that asks back.
_LONGEST_QUESTION = 60
_LEAST_QUESTIONS = 2
# Who is interviewed is told in the title or soon after it.
_LEAD = 3
_OPENERS = ("“", "‘", '"', "«", "„", "'")
_POINTS = ("-", "•", "*", "–", "—", "·", "▪")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the text with its offsets; lines without a blank one between them share a `block`."""

    start: int
    end: int
    text: str
    block: int


def blocks(
    document: Document,
    sentences: Sequence[Sentence],
    actors: Mapping[tuple[int, int], Actor],
    lore: Lore,
) -> Iterator[Attribution]:
    """The sentences of such paragraphs, each as its speaker's words."""
    lines = list(_lines(document.text))
    read = _Blocks(document, sentences, actors, lore)
    yield from read.posts(lines)
    yield from read.answers(lines)
    yield from read.introduced(lines)


def _lines(text: str) -> Iterator[_Line]:
    at = block = 0
    for line in text.split("\n"):
        lead = len(line) - len(line.lstrip())
        if line.strip():
            yield _Line(at + lead, at + len(line.rstrip()), line.strip(), block)
        else:
            block += 1
        at += len(line) + 1


class _Blocks:
    """One document's paragraphs in somebody's own words."""

    def __init__(
        self,
        document: Document,
        sentences: Sequence[Sentence],
        actors: Mapping[tuple[int, int], Actor],
        lore: Lore,
    ) -> None:
        self._document = document
        self._sentences = sentences
        self._actors = actors
        self._words = lore.lexicon.words
        self._cues = lore.lexicon.verb_cues

    # -- posts

    def posts(self, lines: Sequence[_Line]) -> Iterator[Attribution]:
        """Lines that begin with a handle: "@harbour_watch (12,000 followers): Two boats are burning."."""
        for n, line in enumerate(lines):
            label, colon, rest = line.text[:_LONGEST_LABEL].partition(": ")
            handle = next((w.strip("(),:") for w in label.split() if w.lstrip("(").startswith("@")), None)
            if not colon or handle is None or not (label.startswith("@") or label.endswith(")")) or not rest:
                continue
            named = Span(line.start, line.start + len(label), label)
            if label.startswith("@"):
                named = Span(line.start, line.start + len(handle), handle)
            end = line.end
            for following in lines[n + 1 :]:
                if following.block != line.block or "@" in following.text[:_LONGEST_LABEL].partition(":")[0]:
                    break
                end = following.end
            start = line.start + len(label) + len(colon)
            yield from said_within(
                self._document, self._sentences, (start, end), self._called(named, handle), named
            )

    def _called(self, label: Span, handle: str) -> Actor:
        """Whom a label with a handle names: who is named before it, else the handle itself."""
        name = label.text.partition("(")[0].strip(" ,")
        actor = somebody(label)
        return replace(actor, name=handle if name.startswith("@") or not name else name)

    # -- interviews

    def answers(self, lines: Sequence[_Line]) -> Iterator[Attribution]:
        """The answers of an interview without labels, as the words of who is interviewed."""
        questions = [n for n, line in enumerate(lines) if _asks(line)]
        if len(questions) < _LEAST_QUESTIONS:
            return
        speaker = self._interviewed(lines[: max(questions[0], 1)])
        if speaker is None or speaker.start is None or speaker.end is None or speaker.text is None:
            return
        label = Span(speaker.start, speaker.end, speaker.text)
        for line in self._answered(lines, questions, speaker):
            yield from said_within(self._document, self._sentences, (line.start, line.end), speaker, label)

    def _answered(self, lines: Sequence[_Line], questions: Sequence[int], speaker: Actor) -> Iterator[_Line]:
        """Lines that answer. Where question and answer share a block, its first line is the question."""
        first = questions[0]
        paired = [n for n in questions if n + 1 < len(lines) and lines[n + 1].block == lines[n].block]
        answered = False
        for n in range(first, len(lines)):
            line = lines[n]
            opens = n == 0 or lines[n - 1].block != line.block
            if 2 * len(paired) > len(questions):
                if not opens:
                    yield line
            elif _asks(line):
                answered = True
            elif answered and self._tells_of(line, speaker):
                # Who is interviewed is named: the narrator is back.
                answered = False
            elif answered:
                yield line

    def _tells_of(self, line: _Line, speaker: Actor) -> bool:
        names = (speaker.name or "").split()
        return bool(names) and names[-1] in line.text.split()

    def _interviewed(self, lead: Sequence[_Line]) -> Actor | None:
        """The person an interview is with: named behind "with" or "to" in a sentence that speaks of one."""
        end = lead[-1].end
        for sentence in self._sentences[: bisect_left(self._sentences, end, key=lambda s: s.start)]:
            told = [t.i for t in sentence.tokens if t.lemma.lower() in self._words["interviewing"]]
            if not told:
                continue
            people = [
                (t, actor)
                for t in sentence.tokens
                if (actor := self._actors.get((sentence.index, t.i))) is not None
                and actor.kind == "person"
                and (t.pos != "PRON" or actor.name)
                and not any(own.lower in ("our", "my") for own in children(sentence, t.i, "poss"))
            ]
            named = [(t, actor) for t, actor in people if actor.name] or people
            after = [actor for t, actor in named if _behind(sentence, t, told[0])]
            if named:
                if (own := _speaks_to(sentence, sentence.tokens[told[0]], people)) is not None:
                    return own
                return after[0] if after else named[0][1]
        return None

    # -- statements in full, lists

    def introduced(self, lines: Sequence[_Line]) -> Iterator[Attribution]:
        """What a line ending in a colon introduces: "The order in full:", "The ministry said:" and points."""
        taken = -1
        for n, line in enumerate(lines):
            if n < taken or not line.text.endswith(":") or n + 1 >= len(lines):
                continue
            sentence = self._sentence_ending(line)
            found = self._introducer(sentence) if sentence is not None else None
            if found is None:
                continue
            speaker, label, whole = found
            taken = n + 1 + self._length(lines[n + 1 :], whole)
            for following in lines[n + 1 : taken]:
                stretch = (following.start, following.end)
                yield from said_within(self._document, self._sentences, stretch, speaker, label)

    def _sentence_ending(self, line: _Line) -> Sentence | None:
        at = bisect_left(self._sentences, line.end, key=lambda s: s.start) - 1
        return self._sentences[at] if at >= 0 and self._sentences[at].end > line.start else None

    def _length(self, lines: Sequence[_Line], whole: bool) -> int:
        """How many lines belong to it: the points of a list, all that follows, or one paragraph."""
        points = _count(lines, lambda line: line.text.startswith(_POINTS) or _numbered(line.text))
        if points or not whole:
            return points or (0 if lines[0].text.startswith(_OPENERS) else 1)
        return _count(lines, lambda line: not line.text.endswith(":") and not self._narrates(line))

    def _narrates(self, line: _Line) -> bool:
        """Whether a paragraph reports in its first sentence, so that the narrator is back."""
        at = bisect_left(self._sentences, line.start, key=lambda s: s.start)
        if at >= len(self._sentences):
            return False
        root = self._sentences[at].tokens[self._sentences[at].root]
        spoken = root.lemma in self._cues and root.tag == "VBD" and not self._cues[root.lemma][-1].weak
        subject = child(self._sentences[at], root.i, "nsubj")
        return spoken and subject is not None and subject.lower not in ("we", "i")

    def _introducer(self, sentence: Sentence) -> tuple[Actor, Span, bool] | None:
        """(speaker, words for them, whether all that follows is theirs) of a line that introduces a block."""
        tokens = sentence.tokens
        whole = any(t.lower in self._words["in-full"] for t in tokens)
        verb = next((t for t in reversed(tokens) if t.pos == "VERB" and t.lemma in self._cues), None)
        paper = next(
            (t for t in tokens if t.lemma.lower() in self._words["papers"] and t.pos != "VERB"), None
        )
        subject = child(sentence, verb.i, "nsubj") if verb is not None else None
        if subject is not None and subject.lower not in ("which", "that", "who", "it"):
            return (*self._speaker(sentence, subject), whole)
        if paper is not None and verb is None and paper.dep == "dobj":
            # "gave three reasons:": the reasons are of who gives them.
            subject = child(sentence, paper.head, "nsubj")
            if subject is not None:
                return (*self._speaker(sentence, subject), whole)
        if paper is not None and (whole or verb is not None or paper.i >= len(tokens) - 8):
            return (*self._speaker(sentence, paper), whole)
        return None

    def _speaker(self, sentence: Sentence, token: Token) -> tuple[Actor, Span]:
        """Whom a noun stands for: a known actor, the issuer of a paper, or what the words say."""
        lo, hi = noun_phrase(sentence, token.i)
        if hi > token.i + 1 and sentence.tokens[token.i + 1].lower not in ("of", "by", "from", "for"):
            hi = token.i + 1
        words = span(sentence, lo, hi)
        actor = self._actors.get((sentence.index, token.i))
        if actor is None:
            issuers = (self._actors.get((sentence.index, i)) for i in subtree(sentence, token.i))
            actor = next((a for a in issuers if a is not None), None)
        if actor is None:
            return somebody(words), words
        return replace(actor, text=words.text, start=words.start, end=words.end), words


def _asks(line: _Line) -> bool:
    asked = line.text.endswith("?") and not line.text.startswith(_OPENERS)
    return asked and len(line.text.split()) <= _LONGEST_QUESTION


def _behind(sentence: Sentence, token: Token, at: int) -> bool:
    """Whether somebody is whom an interview is with, not who leads it."""
    before = {t.lower for t in sentence.tokens[at : token.i]}
    return token.i > at and bool(before & {"with", "to", "of", "interviews", "asks", "asked"})


def _speaks_to(sentence: Sentence, verb: Token, people: Sequence[tuple[Token, Actor]]) -> Actor | None:
    """Who is interviewed where it says that they spoke: "Ada Moll spoke to our reporter"."""
    subject = child(sentence, verb.i, "nsubj")
    if subject is None or verb.lemma not in ("speak", "talk"):
        return None
    return next((actor for token, actor in people if token.i == subject.i), None)


def _numbered(text: str) -> bool:
    head = text.split(maxsplit=1)[0]
    return head[:-1].isdigit() and head[-1] in ".)"


def _count(lines: Sequence[_Line], belongs: Callable[[_Line], bool]) -> int:
    """How many lines from the first on belong."""
    return next((n for n, line in enumerate(lines) if not belongs(line)), len(lines))

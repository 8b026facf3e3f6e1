"""Lines that say whose words they are: of transcripts ("MOSS: No."), headlines ("Depot hit – mayor")."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from dateline.lore import Lore, normal
from dateline.model import Actor, Attribution, Document, Sentence, Span, Stance
from dateline.model.tree import span

__all__ = ["headlined", "said_within", "somebody", "transcribed"]

# A label has four words at most; without a label that comes again a page is no transcript but a list.
_LONGEST_LABEL = 40
_MOST_WORDS = 4
_LEAST_LINES = 3
# "MOSS: No.", and as parliaments print it "Mrs Orr (Reform): No."
_LABEL = re.compile(r"\s*(?P<name>[^\s:()][^:()]*?)(?: \((?P<beside>[^()]{1,60})\))?:\s+(?=\S)")
_TITLED = re.compile(r"(?:Mr|Mrs|Ms|Miss|Dr|Lord|Lady|Sir)\.? [A-Z]")
_LONGEST_HEADLINE = 30
_LEAST_WORDS = 3
_MARKS = frozenset({":", "–", "—", "-", "--"})
_STOPS = frozenset({".", "!", "?", "”", '"', ";"})


def transcribed(
    document: Document, sentences: Sequence[Sentence], actors: Iterable[Actor]
) -> Iterator[Attribution]:
    """Each sentence of a transcript as said by whom its line names; nothing for a page that is none."""
    lines = list(_labelled(document.text))
    counts = Counter(label.text for label, _, _ in lines)
    if len(lines) < _LEAST_LINES or not counts or max(counts.values()) < 2:
        return
    known = _surnames(actors)
    for label, start, end in lines:
        yield from said_within(document, sentences, (start, end), _speaker(label, known), label)


def said_within(
    document: Document, sentences: Sequence[Sentence], stretch: tuple[int, int], speaker: Actor, label: Span
) -> Iterator[Attribution]:
    """The sentences in a stretch of the text, each in the speaker's words; `label` says whose they are."""
    start, end = stretch
    first = max(0, bisect_right(sentences, start, key=lambda s: s.start) - 1)
    for sentence in sentences[first : bisect_left(sentences, end, key=lambda s: s.start)]:
        lo, hi = max(sentence.start, start), min(sentence.end, end)
        if lo < hi:
            yield _said(document, sentence, (lo, hi), speaker, label)


def headlined(
    sentences: Sequence[Sentence], actors: Mapping[tuple[int, int], Actor], lore: Lore
) -> Iterator[Attribution]:
    """A headline as said by whom its first or last words name: "UN: …", "… : governor", "… – state media"."""
    surnames = _surnames(actors.values())
    for sentence in sentences:
        lead = _timed(sentence)
        ended = sentence.tokens[-1].text in _STOPS and not (lead and sentence.tokens[-1].text == ".")
        if len(sentence.tokens) > _LONGEST_HEADLINE or ended:
            continue
        marks = [t.i for t in sentence.tokens if t.text in _MARKS and t.i >= lead]
        for lo, hi, first, last in _ends(marks, lead, len(sentence.tokens)):
            if last - first < _LEAST_WORDS:
                continue
            label, content = span(sentence, lo, hi), span(sentence, first, last)
            actor = _named(sentence, lo, hi, actors, lore) or surnames.get(label.text.lower())
            if actor is None and any(t.pos in ("VERB", "AUX") for t in sentence.tokens[first:last]):
                actor = _party(label, lore)
            if actor is not None:
                actor = replace(actor, text=label.text, start=label.start, end=label.end)
                yield Attribution(sentence.index, actor, label, None, (content,), "asserts", "indirect", None)
                break


def _surnames(actors: Iterable[Actor]) -> dict[str, Actor]:
    """The people of a document by their surnames."""
    return {
        words[-1].lower(): a for a in actors if a.name and (words := a.name.split()) and a.kind == "person"
    }


def _timed(sentence: Sentence) -> int:
    """How many tokens at the head of an entry tell its time: "09.31 Mayor: …"."""
    first = sentence.tokens[0].text.replace(".", ":")
    hours, colon, minutes = first.partition(":")
    return int(bool(colon) and hours.isdigit() and minutes.isdigit())


def _party(label: Span, lore: Lore) -> Actor | None:
    """The country, by its own name or its capital's, or the body that a label names."""
    for ref in lore.names.get(normal(label.text)):
        if ref.weak:
            continue
        if ref.kind == "country" and ref.form in ("name", "government"):
            country = lore.countries[ref.key]
            name = country.name if ref.form == "name" else f"Government of {country.name}"
            return replace(somebody(label), name=name, kind="government", country=ref.key)
        if ref.kind == "entity":
            entity = lore.entities[ref.key]
            return replace(somebody(label), name=entity.name, kind=entity.kind, key=entity.key)
    return None


def _ends(marks: Sequence[int], lead: int, length: int) -> Iterator[tuple[int, int, int, int]]:
    """The tokens of the label and those of the content: first a label behind, then one before."""
    if marks and 0 < length - marks[-1] - 1 <= _MOST_WORDS:
        yield marks[-1] + 1, length, 0, marks[-1]
    if marks and lead < marks[0] <= _MOST_WORDS + lead:
        yield lead, marks[0], marks[0] + 1, length


def _named(
    sentence: Sentence, lo: int, hi: int, actors: Mapping[tuple[int, int], Actor], lore: Lore
) -> Actor | None:
    """The party or office that tokens [lo, hi) name, if they name just that."""
    tokens = sentence.tokens[lo:hi]
    if any(t.pos in ("VERB", "AUX", "PUNCT", "ADP") for t in tokens):
        return None
    actor = next((a for t in reversed(tokens) if (a := actors.get((sentence.index, t.i)))), None)
    words = span(sentence, lo, hi)
    if actor is not None:
        return replace(actor, text=words.text, start=words.start, end=words.end)
    last, words_of = tokens[-1].lemma.lower(), lore.lexicon.words
    told = last in lore.lexicon.roles or last in words_of["observers"] | words_of["collectives"]
    return somebody(words) if told else None


def somebody(words: Span) -> Actor:
    """Whom no finder knows, by the words for them."""
    return Actor(words.text, words.start, words.end, words.text, None, "person", None, None, None)


def _labelled(text: str) -> Iterator[tuple[Span, int, int]]:
    """Lines with a label: the label, where the words behind it start, where the line ends."""
    at = 0
    for line in text.split("\n"):
        found = _LABEL.match(line)
        name, beside = (found["name"], found["beside"]) if found else ("", None)
        if found and _is_label(name):
            lead = at + found.start("name")
            if beside is not None and _TITLED.match(beside):
                # "The Minister of Defence (Mr Orr): …": from then on he is called by his name.
                name, lead = beside, at + found.start("beside")
            yield Span(lead, lead + len(name), name), at + found.end(), at + len(line)
        at += len(line) + 1


def _is_label(name: str) -> bool:
    """Whether words are few and all begin with capitals, but for "of" and "the"."""
    words = [w for w in name.split() if w not in ("of", "the", "for")]
    return (
        len(name) <= _LONGEST_LABEL and 0 < len(words) <= _MOST_WORDS and all(w[0].isupper() for w in words)
    )


def _speaker(label: Span, known: dict[str, Actor]) -> Actor:
    """Whom a label names: a person of the document by surname, else somebody of that name."""
    actor = known.get(label.text.split()[-1].lower())
    if actor is not None:
        return replace(actor, text=label.text, start=label.start, end=label.end)
    return somebody(label)


def _said(
    document: Document, sentence: Sentence, stretch: tuple[int, int], speaker: Actor, label: Span
) -> Attribution:
    lo, hi = stretch
    content = Span(lo, hi, document.text[lo:hi])
    stance: Stance = "asks" if content.text.rstrip("\"'”’").endswith("?") else "asserts"
    return Attribution(sentence.index, speaker, label, None, (content,), stance, "quote", None)

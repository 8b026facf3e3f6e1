"""Whether a capitalised name that no pack knows stands for a place, by what the text says around it.

A weighted sum of reasons again: the weights stand in packs/core/toponym_weights.yaml, where
`python -m eval.train_places` puts them. Names that a pack knows are told apart by the clause instead.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dateline.find.names import Name
from dateline.lore import Lore
from dateline.model import PlaceKind, Sentence, Token
from dateline.model.tree import ancestors

__all__ = ["Witness", "chance", "reasons", "witness"]

_IN = frozenset({"in", "near", "at", "around", "outside", "inside", "across", "throughout"})
_TO = frozenset({"from", "into", "towards", "toward", "through", "to", "via", "between", "along"})
# Taken for the population of places whose number nobody has entered: that of a small town.
_UNCOUNTED = 3_000
_LABELS = {"GPE": "gpe", "LOC": "loc", "FAC": "loc", "ORG": "org", "PERSON": "person", "NORP": "norp"}
_SAYS = frozenset(
    {"say", "tell", "add", "note", "ask", "think", "write", "explain", "recall", "know", "call"}
)


@dataclass(frozen=True, slots=True)
class Witness:
    """What the document says of its names: persons' names, words in small letters, names used as places."""

    persons: frozenset[str]
    small: frozenset[str]
    placed: Mapping[str, float]


def witness(sentences: Sequence[Sentence], names: Sequence[Name]) -> Witness:
    """Gathered once per document."""
    persons = {word for name in names if name.use == "person" for word in name.plain.split()}
    small = {t.text for s in sentences for t in s.tokens if t.text.islower()}
    inside: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for name in names:
        if name.use == "place" and not name.refs:
            total[name.plain] += 1
            head = sentences[name.sentence].tokens[name.head]
            above = sentences[name.sentence].tokens[head.head]
            inside[name.plain] += (
                head.dep == "pobj" and above.lower in _IN and head.ent in ("GPE", "LOC", "FAC")
            )
    return Witness(frozenset(persons), frozenset(small), {n: inside[n] / total[n] for n in total})


def chance(
    sentence: Sentence, name: Name, seen: Witness, lore: Lore, wanted: PlaceKind | None, hinted: bool
) -> float:
    """How likely a name is a place's (0..1)."""
    table = lore.lexicon.toponym_weights
    score = sum(table[key] * value for key, value in reasons(sentence, name, seen, lore, wanted, hinted))
    return 1 / (1 + math.exp(-max(min(score, 30.0), -30.0)))


def reasons(
    sentence: Sentence, name: Name, seen: Witness, lore: Lore, wanted: PlaceKind | None, hinted: bool
) -> Iterator[tuple[str, float]]:
    """The reasons for and against, with their values; a reason that is not given is nought."""
    tokens = sentence.tokens
    head, above = tokens[name.head], tokens[tokens[name.head].head]
    yield "bias", 1.0
    yield from _of_name(name, seen, lore, wanted)
    yield "label-" + _LABELS.get(head.ent, "other" if head.ent else "none"), 1.0
    yield from _of_clause(head, above)
    if head.dep in ("dobj", "nsubjpass") and above.lemma in lore.lexicon.befalls_places:
        yield "befalls-places", 1.0
    elif head.dep == "pobj" and _fought(sentence, head, lore):
        yield "befalls-places", 0.5
    if head.dep == "nsubj" and above.lemma in lore.lexicon.words["place-verbs"]:
        yield "said-of-places", 1.0
    yield from _of_neighbours(tokens, name, lore)
    if hinted:
        yield "container-beside", 1.0
    if name.lo == 0:
        yield "sentence-start", 1.0
    if name.lo == 0 and name.hi < len(tokens) and tokens[name.hi].text in ("--", "—", "–", "-", "("):
        yield "dateline", 1.0


def _fought(sentence: Sentence, head: Token, lore: Lore) -> bool:
    """Whether a name hangs below a verb of taking, leaving, fighting: "driven back by troops near Konna"."""
    return any(token.lemma in lore.lexicon.befalls_places for token in ancestors(sentence, head.i))


def _of_name(name: Name, seen: Witness, lore: Lore, wanted: PlaceKind | None) -> Iterator[tuple[str, float]]:
    able = lore.gazetteer.lookup(name.text) if name.listed else ()
    if able:
        yield "listed", 1.0
        yield "population", math.log10((able[0].population or _UNCOUNTED) + 1) / 6
        yield "bearers", math.log10(len(able)) / 2
        if lore.theatre is not None and any(c.country in lore.theatre.countries for c in able):
            yield "theatre", 1.0
        if not any(c.main for c in able):
            yield "alternate", 1.0
    if name.hi - name.lo > 1:
        yield ("words-listed" if able else "words-unlisted"), 1.0
    if wanted is not None:
        yield "kind-" + ("road" if wanted == "road" else "facility" if wanted == "facility" else "asked"), 1.0
    if name.plain in seen.persons or name.plain.rpartition(" ")[2] in seen.persons:
        yield "person-elsewhere", 1.0
    if name.text.lower() in seen.small:
        yield "small-elsewhere", 1.0
    yield "placed-elsewhere", seen.placed.get(name.plain, 0.0)


def _of_clause(head: Token, above: Token) -> Iterator[tuple[str, float]]:
    if head.pos != "PROPN":
        yield "no-proper-noun", 1.0
    if head.dep == "pobj":
        word = above.lower
        yield (
            "after-" + ("in" if word in _IN else "to" if word in _TO else "of" if word == "of" else "other"),
            1.0,
        )
    elif head.dep in ("nsubj", "nsubjpass", "dobj", "poss", "appos", "conj", "compound", "ROOT"):
        yield "as-" + head.dep.lower(), 1.0
    if head.dep == "nsubj" and above.lemma in _SAYS:
        yield "says", 1.0


def _of_neighbours(tokens: Sequence[Token], name: Name, lore: Lore) -> Iterator[tuple[str, float]]:
    words = lore.lexicon.words
    before = tokens[name.lo - 1] if name.lo else None
    after = tokens[name.hi] if name.hi < len(tokens) else None
    if before is not None:
        if before.lower in words["titles"] or before.lower in lore.lexicon.roles:
            yield "title-before", 1.0
        elif before.text[0].isupper() and before.pos == "PROPN" and name.lo > 1:
            yield ("person-before" if before.ent == "PERSON" else "name-before"), 1.0
        if before.lower in ("the", "a", "an"):
            yield "article-before", 1.0
    if after is not None:
        yield from _of_next(after, lore)


def _of_next(after: Token, lore: Lore) -> Iterator[tuple[str, float]]:
    words = lore.lexicon.words
    if after.text[0].isupper() and after.pos in ("PROPN", "NOUN"):
        if after.lower in words["body-nouns"]:
            yield "body-after", 1.0
        elif after.lower in words["region-nouns"] or after.lower in words["settlement-nouns"]:
            yield "kind-after", 1.0
        else:
            yield ("person-after" if after.ent == "PERSON" else "name-after"), 1.0
    elif after.pos == "NOUN":
        yield "noun-after", 1.0
    elif after.dep == "case":
        yield "genitive-after", 1.0

"""sentence[] -> places: names resolved against packs and gazetteer, and descriptions that point at them.

Candidates are ranked by the weights in `_WEIGHTS`; each place carries a confidence.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache

from dateline.find.names import Name
from dateline.lore import Candidate, Lore, normal
from dateline.lore.schema import Area
from dateline.model import Found, Place, PlaceKind, Sentence, Token
from dateline.model.tree import children, noun_phrase, span

__all__ = ["find_places"]

# All weights of the ranking, in one table. Population counts by its logarithm; the others were set so that
# a theatre's own village beats a namesake metropolis abroad, and so that a document's countries decide
# between namesakes of like size.
_WEIGHTS = {
    "population": 0.6,  # per factor of ten in population
    "theatre": 4.0,  # lies in a country at war in the chosen theatre
    "country": 3.0,  # times the share of the document's country names that name its country
    "admin1": 2.0,  # its first-level region is named in the document
    "main": 0.7,  # the name is its main name, not an alternate one
    "kind": 5.0,  # the words around ask for its kind (region, river)
    "capital": 3.0,  # the name stands for a government whose seat it is
    "likeness": 2.0,  # times how alike the name as written and its main name are
    "pack": 2.5,  # a pack knows it by this name
}
# How many places back "the town" may point.
_REACH = 60
# A bare gazetteer name that nothing in the text supports is a place only when this well known.
_WELL_KNOWN = 50_000
# Classes of words by key, as the lexicon gives them.
_Words = Mapping[str, frozenset[str]]
_DEFINITE = frozenset({"the", "this", "that"})


@dataclass(frozen=True, slots=True)
class _Context:
    """What the whole document tells about where it plays."""

    shares: dict[str, float]
    regions: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Earlier:
    """The places told before a sentence, for "the town" to point at."""

    places: Sequence[Found[Place]]
    sentences: Sequence[Sentence]
    lore: Lore

    def called(self, token: Token, kind: PlaceKind, here: Sequence[Found[Place]]) -> Found[Place] | None:
        """The last named place that was called so ("the town of X"), else the last of that kind."""
        able = [f for f in (*self.places, *here) if f.thing.kind == kind and f.thing.name is not None]
        same = [f for f in able if self._noun(f) == token.lemma]
        if same:
            return same[-1]
        if token.lemma in ("town", "village", "settlement", "hamlet"):
            able = [f for f in able if f.thing.name not in self.lore.capitals]
        return able[-1] if able else None

    def _noun(self, found: Found[Place]) -> str | None:
        """The noun a place was introduced by: "the town of X", "X, a town"."""
        sentence = self.sentences[found.sentence]
        if found.lo >= 2 and sentence.tokens[found.lo - 1].lower == "of":
            return sentence.tokens[found.lo - 2].lemma
        return next((noun.lemma for noun in children(sentence, found.head, "appos")), None)


def find_places(sentences: Sequence[Sentence], names: Sequence[Name], lore: Lore) -> tuple[Found[Place], ...]:
    """All places of a document in order: names first resolved, then descriptions such as "the city"."""
    context = _context(names, lore)
    named: dict[int, list[Found[Place]]] = {}
    for name in names:
        place = _resolve(sentences[name.sentence], name, lore, context)
        if place is not None:
            named.setdefault(name.sentence, []).append(place)
    found: list[Found[Place]] = []
    for sentence in sentences:
        here = named.get(sentence.index, [])
        earlier = _Earlier(found[-_REACH:], sentences, lore)
        told = (*_described(sentence, here, earlier, lore), *_capital(sentence, here, lore, context))
        found.extend(sorted((*here, *told), key=lambda f: (f.lo, -f.hi)))
    return tuple(found)


def _context(names: Sequence[Name], lore: Lore) -> _Context:
    counts: Counter[str] = Counter()
    regions: set[str] = set()
    for name in names:
        for ref in name.refs[:1]:
            if ref.kind == "country":
                counts[ref.key] += 1
            elif ref.kind == "area":
                area = lore.areas[ref.key]
                counts.update(area.countries if len(area.countries) == 1 else ())
                if area.kind == "region":
                    region = _region(area, lore)
                    regions.add(region.name if region else area.name)
            elif ref.kind in ("person", "entity"):
                country = (lore.persons if ref.kind == "person" else lore.entities)[ref.key].country
                counts.update([country] if country else ())
    total = sum(counts.values()) or 1
    return _Context({country: n / total for country, n in counts.items()}, frozenset(regions))


def _region(area: Area, lore: Lore) -> Candidate | None:
    """The gazetteer's region that a pack lists too: "Kherson" and "Kherson Oblast" are one."""
    for candidate in lore.gazetteer.lookup(area.name):
        if candidate.kind == "region" and candidate.country in area.countries:
            return candidate
    return None


def _resolve(sentence: Sentence, name: Name, lore: Lore, context: _Context) -> Found[Place] | None:
    if name.use != "place":
        return None
    lo, hi, wanted = _frame(sentence, name, lore.lexicon.words)
    candidates = list(_candidates(name, lore, wanted))
    words = span(sentence, lo, hi)
    if not candidates:
        wanted = wanted or ("settlement" if not name.refs else None)
        if wanted is None:
            return None
        # Called a place by the text, listed by nobody: the name is kept, where it lies is not known.
        place = Place(
            words.text, words.start, words.end, name.text, None, None, None, wanted, None, None, 0.3
        )
        return Found(sentence.index, lo, hi, name.head, place)
    ranked = sorted(candidates, key=lambda c: -_score(c, name, lore, context, wanted))
    scores = [_score(c, name, lore, context, wanted) for c in ranked]
    best = ranked[0]
    if not name.refs and not _supported(sentence, name) and not _expected(best, lore, context):
        return None
    confidence = round(0.97 / sum(math.exp(min(0.0, s - scores[0])) for s in scores), 3)
    place = Place(
        words.text,
        words.start,
        words.end,
        best.name,
        best.geonameid,
        best.lat,
        best.lon,
        best.kind,
        best.country or None,
        best.admin1,
        confidence,
        best.key,
        _qualifier(sentence, name, lore),
    )
    head = name.head
    if hi > name.hi and not any(t.dep == "conj" for t in sentence.tokens[name.lo : hi]):
        head = hi - 1
    return Found(sentence.index, lo, hi, head, place)


def _frame(sentence: Sentence, name: Name, words: _Words) -> tuple[int, int, PlaceKind | None]:
    """The tokens of name and generic word ("Kherson region", "the Oskil River"), and their kind."""
    tokens = sentence.tokens
    if name.hi - name.lo > 1 and tokens[name.hi - 1].lower in words["river-nouns"]:
        return name.lo, name.hi, "river"
    if name.hi < len(tokens):
        after = tokens[name.hi]
        if after.lemma in words["river-nouns"]:
            return name.lo, name.hi + 1, "river"
        if after.lemma in words["region-nouns"]:
            return name.lo, name.hi + 1, "region"
        if (plural := _shared_noun(tokens, name.hi, words)) is not None:
            return name.lo, name.hi, plural
    if name.lo >= 2 and tokens[name.lo - 1].lower == "of":
        before = tokens[name.lo - 2].lemma
        if before in words["region-nouns"]:
            return name.lo, name.hi, "region"
        if before in words["settlement-nouns"]:
            return name.lo, name.hi, "settlement"
    if name.lo >= 1 and tokens[name.lo - 1].lower == "river":
        return name.lo - 1, name.hi, "river"
    return name.lo, name.hi, None


def _shared_noun(tokens: Sequence[Token], i: int, words: _Words) -> PlaceKind | None:
    """The plural at the end of a list: "Donetsk, Luhansk, Kherson and Zaporizhzhia regions"."""
    listed = False
    while i < len(tokens) and (tokens[i].text in (",", "and", "or") or tokens[i].text[0].isupper()):
        listed = listed or tokens[i].text in (",", "and", "or")
        i += 1
    if not listed or i >= len(tokens) or tokens[i].tag not in ("NNS", "NNPS"):
        return None
    lemma = tokens[i].lemma
    if lemma in words["region-nouns"]:
        return "region"
    return "river" if lemma in words["river-nouns"] else None


def _candidates(name: Name, lore: Lore, wanted: PlaceKind | None) -> Iterator[Candidate]:
    told: set[str] = set()
    for ref in name.refs:
        if ref.kind == "area":
            area = lore.areas[ref.key]
            region = _region(area, lore) if area.kind == "region" else None
            told.update([region.key] if region else ())
            yield _of_area(area, region)
        elif ref.kind == "country" and ref.form == "name":
            yield from _country(ref.key, lore)
    if wanted in (None, "settlement", "region"):
        yield from (c for c in lore.gazetteer.lookup(name.text) if c.key not in told)


def _of_area(area: Area, region: Candidate | None) -> Candidate:
    country = area.countries[0] if len(area.countries) == 1 else ""
    admin1 = (region or area).name if area.kind == "region" else None
    population = region.population if region else 0
    return Candidate(
        area.geonameid,
        f"area:{area.key}",
        area.name,
        area.kind,
        area.lat,
        area.lon,
        country,
        admin1,
        None,
        population,
        True,
    )


def _country(key: str, lore: Lore) -> Iterator[Candidate]:
    country = lore.countries[key]
    capitals = lore.gazetteer.lookup(country.capital) if country.capital else ()
    at = next((c for c in capitals if c.country == key), None)
    yield Candidate(
        None,
        f"country:{key}",
        country.name,
        "country",
        at.lat if at else 0.0,
        at.lon if at else 0.0,
        key,
        None,
        None,
        10**8,
        True,
    )


def _score(
    candidate: Candidate, name: Name, lore: Lore, context: _Context, wanted: PlaceKind | None
) -> float:
    """How well a candidate fits; the sum of the weights that apply."""
    score = _WEIGHTS["population"] * math.log10(candidate.population + 10)
    if candidate.key.startswith("area:"):
        score += _WEIGHTS["pack"]
    if lore.theatre is not None and candidate.country in lore.theatre.countries:
        score += _WEIGHTS["theatre"]
    score += _WEIGHTS["country"] * context.shares.get(candidate.country, 0.0)
    if candidate.admin1 and candidate.admin1 in context.regions:
        score += _WEIGHTS["admin1"]
    if candidate.main:
        score += _WEIGHTS["main"]
    score += _WEIGHTS["likeness"] * _likeness(name.plain, candidate.name)
    if candidate.population > 10_000 and any(
        r.kind == "country" and r.form == "government" and r.key == candidate.country for r in name.refs
    ):
        score += _WEIGHTS["capital"]
    # A bare name is the settlement ("Kharkiv") unless the words ask for the region or the river.
    if (
        candidate.kind == (wanted or "settlement")
        or (wanted is None and candidate.kind not in ("region", "river"))
        or (wanted is None and not lore.gazetteer.lookup(name.text))
    ):
        score += _WEIGHTS["kind"]
    return score


@lru_cache(maxsize=8192)
def _likeness(written: str, main: str) -> float:
    """How alike two names are, 0..1: a spelling of a name is likelier meant than another town's old name."""
    return SequenceMatcher(None, written, normal(main), autojunk=False).ratio()


def _expected(candidate: Candidate, lore: Lore, context: _Context) -> bool:
    """Whether a place is to be expected here: in the war or the countries, or known everywhere."""
    if lore.theatre is not None and candidate.country in lore.theatre.countries:
        return True
    return candidate.main and (
        candidate.population >= _WELL_KNOWN or context.shares.get(candidate.country, 0.0) > 0.1
    )


def _supported(sentence: Sentence, name: Name) -> bool:
    """Whether the text itself says that this is a place: a preposition of place, or the parser's guess."""
    head = sentence.tokens[name.head]
    if head.ent in ("GPE", "LOC", "FAC"):
        return True
    above = sentence.tokens[head.head]
    if (name.hi - name.lo > 1 and head.ent != "PERSON") or (
        head.dep in ("dobj", "nsubjpass") and head.ent in ("", "ORG")
    ):
        # A listed name of several words is hardly anything else; nor is what was captured or shelled.
        return True
    return head.dep == "pobj" and above.lower in (
        "in",
        "near",
        "from",
        "at",
        "around",
        "outside",
        "into",
        "towards",
        "toward",
        "through",
    )


def _qualifier(sentence: Sentence, name: Name, lore: Lore) -> str | None:
    """Words that narrow a place: "the east bank of", "10 miles north of"."""
    tokens = sentence.tokens
    of = name.lo - 1
    if of >= 0 and tokens[of].lower == "the":
        of -= 1
    parts = lore.lexicon.words["parts-of-places"]
    if of < 1 or tokens[of].lower != "of" or tokens[of - 1].lower not in parts:
        return None
    lo = of - 1
    while lo > 0 and (
        tokens[lo - 1].pos in ("ADJ", "NUM", "PROPN", "NOUN")
        and tokens[lo - 1].dep in ("amod", "compound", "nummod", "npadvmod", "quantmod")
    ):
        lo -= 1
    return span(sentence, lo, of).text


def _described(
    sentence: Sentence, here: Sequence[Found[Place]], earlier: _Earlier, lore: Lore
) -> Iterator[Found[Place]]:
    """Common nouns that stand for a place: "the city" (told before), "eight villages in Kherson region"."""
    taken = {i for found in here for i in range(found.lo, found.hi)}
    for token in sentence.tokens:
        kind = _kind_of(token, lore.lexicon.words)
        if kind is None or token.i in taken or token.dep in ("compound", "nmod", "amod"):
            continue
        lo, hi = noun_phrase(sentence, token.i)
        lo, hi = min(lo, token.i), token.i + 1
        inside = next((f for f in here if f.lo >= hi and _within(sentence, token, f)), None)
        if inside is not None and _apposed(sentence, token, inside):
            continue
        if (
            inside is None
            and token.tag in ("NN", "NNP")
            and sentence.tokens[lo].lower in _DEFINITE
            and hi - lo <= 2
        ):
            told = earlier.called(token, kind, [f for f in here if f.hi <= lo])
            if told is not None:
                words = span(sentence, lo, hi)
                yield Found(
                    sentence.index,
                    lo,
                    hi,
                    token.i,
                    replace(told.thing, text=words.text, start=words.start, end=words.end, qualifier=None),
                )
            continue
        if token.tag in ("NNS", "NNPS") or inside is not None:
            yield _unnamed(sentence, lo, hi, token, kind, inside)


def _capital(
    sentence: Sentence, here: Sequence[Found[Place]], lore: Lore, context: _Context
) -> Iterator[Found[Place]]:
    """What "the capital" is: that of the country the document names most, when one leads clearly."""
    for token in sentence.tokens:
        if (
            token.lower != "capital"
            or token.pos != "NOUN"
            or token.i == 0
            or sentence.tokens[token.i - 1].lower != "the"
        ):
            continue
        if any(f.lo - token.i in (1, 2) for f in here) or token.dep in ("compound", "amod"):
            continue
        country = max(context.shares, key=lambda key: context.shares[key], default=None)
        if country is None or context.shares[country] < 0.5:
            continue
        name = lore.countries[country].capital
        found = next(
            (c for c in lore.gazetteer.lookup(name or "") if c.country == country and c.kind == "settlement"),
            None,
        )
        if found is not None:
            words = span(sentence, token.i - 1, token.i + 1)
            place = Place(
                words.text,
                words.start,
                words.end,
                found.name,
                found.geonameid,
                found.lat,
                found.lon,
                found.kind,
                country,
                found.admin1,
                0.7,
                found.key,
            )
            yield Found(sentence.index, token.i - 1, token.i + 1, token.i, place)


def _kind_of(token: Token, words: _Words) -> PlaceKind | None:
    if token.pos not in ("NOUN", "PROPN"):
        return None
    if token.lemma in words["settlement-nouns"]:
        return "settlement"
    if token.lemma in words["river-nouns"]:
        return "river"
    if token.lemma in words["regions-alone"]:
        return "region"
    return "area" if token.lemma in words["area-nouns"] else None


def _within(sentence: Sentence, token: Token, found: Found[Place]) -> bool:
    """Whether the named place hangs on the noun by a preposition: "villages in/of/near X"."""
    for prep in children(sentence, token.i, "prep"):
        if prep.lower in ("in", "of", "near", "around", "outside", "across", "along", "from") and any(
            found.lo <= noun.i < found.hi for noun in children(sentence, prep.i, "pobj")
        ):
            return True
    return False


def _apposed(sentence: Sentence, token: Token, inside: Found[Place]) -> bool:
    """Whether noun and name are one place: "the city of Nikopol" is Nikopol itself."""
    return (
        any(prep.lower == "of" and prep.i < inside.lo for prep in children(sentence, token.i, "prep"))
        and inside.lo - token.i <= 3
    )


def _unnamed(
    sentence: Sentence, lo: int, hi: int, token: Token, kind: PlaceKind, inside: Found[Place] | None
) -> Found[Place]:
    words = span(sentence, lo, hi)
    around = inside.thing if inside else None
    country = around.country if around else None
    admin1 = around.admin1 or (around.name if around.kind == "region" else None) if around else None
    place = Place(words.text, words.start, words.end, None, None, None, None, kind, country, admin1, 0.5)
    return Found(sentence.index, lo, hi, token.i, place)

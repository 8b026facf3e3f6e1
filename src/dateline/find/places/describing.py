"""What stands for a place without being its name.

"The city" (told before), "eight villages in Kherson region", "between Kupiansk and Svatove".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from dateline.find.places.offsets import called
from dateline.lore import Lore
from dateline.lore.gazetteer.geometry import haversine_km
from dateline.model import Found, Place, PlaceKind, Sentence, Span, Token
from dateline.model.tree import children, noun_phrase, span

__all__ = ["REACH", "Earlier", "between", "capital", "described"]

# How many places back "the town" may point.
REACH = 60
# Classes of words by key, as the lexicon gives them.
_Words = Mapping[str, frozenset[str]]
_DEFINITE = frozenset({"the", "this", "that"})
# Towns farther apart than this say nothing of a spot between them; a front or a night's drive is shorter.
_BETWEEN_KM = 300.0
# "Halfway" leaves the middle half of the way to be off by.
_HALFWAY = 0.5


@dataclass(frozen=True, slots=True)
class Earlier:
    """The places told before a sentence, for "the town" to point at."""

    places: Sequence[Found[Place]]
    sentences: Sequence[Sentence]
    lore: Lore

    def called(self, token: Token, kind: PlaceKind, here: Sequence[Found[Place]]) -> Found[Place] | None:
        """The last named place that was called so ("the town of X"), else the last of that kind."""
        able = [f for f in (*self.places, *here) if f.thing.kind == kind and f.thing.name is not None]
        # "At Torske, 15 km west of Lyman": a landmark says where the place lies that is spoken of.
        meant = {f.sentence for f in able if not self._landmark(f)}
        able = [f for f in able if not (f.sentence in meant and self._landmark(f))]
        if able and able[-1] in here and _measured(able[-1]):
            # What lies there bears a name that nothing lists.
            return None
        same = [f for f in able if self._noun(f) == token.lemma]
        if same:
            return same[-1]
        if token.lemma in ("town", "village", "settlement", "hamlet"):
            able = [f for f in able if f.thing.name not in self.lore.capitals]
        return able[-1] if able else None

    def _landmark(self, found: Found[Place]) -> bool:
        """Whether a place is told only for another's distance or bearing from it."""
        words = (found.thing.qualifier or "").lower().replace("-", " ").split()
        return _measured(found) or (bool(words) and words[-1] in self.lore.lexicon.tables["bearings"])

    def _noun(self, found: Found[Place]) -> str | None:
        """The noun a place was introduced by: "the town of X", "X, a town"."""
        sentence = self.sentences[found.sentence]
        if found.lo >= 2 and sentence.tokens[found.lo - 1].lower == "of":
            return sentence.tokens[found.lo - 2].lemma
        return next((noun.lemma for noun in children(sentence, found.head, "appos")), None)


def _measured(found: Found[Place]) -> bool:
    """Whether a distance from a place is told."""
    return any(letter.isdigit() for letter in found.thing.qualifier or "")


def described(
    sentence: Sentence, here: Sequence[Found[Place]], earlier: Earlier, lore: Lore
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


def capital(
    sentence: Sentence, here: Sequence[Found[Place]], lore: Lore, shares: Mapping[str, float]
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
        country = max(shares, key=lambda key: shares[key], default=None)
        if country is None or shares[country] < 0.5:
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


def between(sentence: Sentence, here: Sequence[Found[Place]], lore: Lore) -> Iterator[Found[Place]]:
    """What lies between two towns: an unnamed area around the middle that reaches to both.

    Towns that stand for parties ("talks between Kyiv and Moscow") are not among the places `here`.
    """
    tokens = sentence.tokens
    for first, second in pairwise(here):
        lo = called(tokens, first.lo, lore) - 1
        joined = [t.lower for t in tokens[first.hi : called(tokens, second.lo, lore)]]
        if lo < 0 or tokens[lo].lower != "between" or joined != ["and"]:
            continue
        halfway = lo > 0 and tokens[lo - 1].lower in ("halfway", "midway")
        middle = _middle(first.thing, second.thing, span(sentence, lo, second.hi), halfway=halfway)
        if middle is not None:
            yield Found(sentence.index, lo, second.hi, lo, middle)


def _middle(a: Place, b: Place, words: Span, *, halfway: bool) -> Place | None:
    """The area between two settlements; None where they are none, have no points or lie too far apart."""
    if a.kind != b.kind or a.kind != "settlement":
        return None
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None or abs(a.lon - b.lon) > 180:
        return None
    km = haversine_km(a.lat, a.lon, b.lat, b.lon)
    if not 0 < km <= _BETWEEN_KM:
        return None
    return Place(
        words.text,
        words.start,
        words.end,
        None,
        None,
        round((a.lat + b.lat) / 2, 5),
        round((a.lon + b.lon) / 2, 5),
        "area",
        a.country if a.country == b.country else None,
        a.admin1 if a.admin1 == b.admin1 else None,
        round(min(a.confidence, b.confidence), 3),
        qualifier="halfway" if halfway else None,
        radius_km=round(km / 2 * (_HALFWAY if halfway else 1), 1),
    )


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

"""Words that narrow a place or point away from it: "16 km north of", "just outside", "the east bank of".

They are read backwards from the name, token by token; the tree is no help where a parser meets numbers,
brackets and hyphens in a row. What they mean in degrees and kilometres stands in packs/core/words.yaml
(bearings, sides, amounts-of-distance, closeness, reach-of-parts).
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from dateline.lore import Candidate, Lore
from dateline.lore.gazetteer.geometry import haversine_km, offset
from dateline.model import Sentence, Token
from dateline.model.tree import span

__all__ = ["Wording", "called", "narrowed", "pointed"]

# A settlement's point is good to about its own size, and nothing beside it can be better.
_LEAST_KM = 2.0
# Reporters round distances: a tenth of one is lost either way, a quarter where they say "about" or "several".
_ROUNDED, _VAGUE = 0.1, 0.25
# "North of Izyum" without a distance: what is farther off than this is named after the next town.
_SOMEWHERE_KM = 25.0
# How far a country's or region's edge lies beyond the outermost points that are known inside.
_EDGE = 1.1
# How far the side of a first-level region reaches from its middle, as most oblasts, states and provinces go.
_REGION_SIDE_KM = 100.0
_DASHES = frozenset({"-", "‐", "‑", "–"})
_UNDASHED = {ord(dash): None for dash in "-‐‑"}
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})*(?:\.\d{1,2})?\Z|\d{1,6}(?:\.\d{1,2})?\Z")
_JOINED = re.compile(r"(\d{1,4}(?:\.\d{1,2})?)-?([a-z]{1,10})\Z")
_LONGEST_AMOUNT = 6
_OF = frozenset({"of", "from", "off", "outside", "beyond"})
_AWAY = frozenset({"away", "out", "outside", "further", "up", "down"})
_BEFORE_BEARING = frozenset({"to", "the", "due", "further", "farther", ",", "-", "away", "out"})


@dataclass(frozen=True, slots=True)
class Wording:
    """Words before a name: tokens [lo, hi), and the distance, bearing (degrees) and reach that they tell.

    `spread` is how many degrees a bearing may be off either way, `error` the share by which a distance may
    be; `reach` is the radius, in kilometres, of words that tell no distance; `part` true where the words
    name a part of the place ("northern"), not a spot away from it.
    """

    lo: int
    hi: int
    km: float | None = None
    bearing: float | None = None
    spread: float = 22.5
    error: float = _ROUNDED
    reach: float | None = None
    part: bool = False

    def text(self, sentence: Sentence) -> str:
        """The words as they stand."""
        return span(sentence, self.lo, self.hi).text


def narrowed(sentence: Sentence, lo: int, lore: Lore) -> Wording | None:
    """What stands before the name that begins at token `lo`, or None."""
    tokens = sentence.tokens
    side = _side(tokens, lo, lore)
    if side is not None:
        return side
    end = called(tokens, lo, lore)
    for at in dict.fromkeys((_article(tokens, lo), end)):
        part = _part(tokens, at, lore)
        # "5 km from the centre of Kherson" is counted from the part, which is the town all the same.
        outer = _from(tokens, _article(tokens, part.lo), lore) if part is not None else None
        if part is not None and outer is not None and outer.km is not None:
            return replace(outer, hi=part.hi)
        found = _from(tokens, at, lore) or part or _close(tokens, at, lore)
        if found is not None:
            return found
    return None


def pointed(wording: Wording, place: Candidate, lore: Lore) -> tuple[float, float, float | None]:
    """Where that is: latitude and longitude in degrees, and the radius in kilometres if one can be told.

    The point moves only by a distance with a bearing from a settlement; otherwise it stays the place's own.
    """
    here = (place.lat, place.lon)
    if wording.part and wording.bearing is not None:
        return (*here, _side_reach(place, wording.bearing, lore))
    if place.kind not in ("settlement", "facility"):
        # Kilometres from a river, a region or a border are counted from an edge that nothing here knows.
        return (*here, None)
    if wording.km is None:
        return (*here, wording.reach)
    if wording.bearing is None:
        return (*here, _round(wording.km * (1 + wording.error)))
    along, across = wording.error, math.sin(math.radians(wording.spread))
    lat, lon = offset(*here, wording.km, wording.bearing)
    return round(lat, 5), round(lon, 5), _round(wording.km * math.hypot(along, across))


def _round(km: float) -> float:
    return round(max(km, _LEAST_KM), 1)


def _side_reach(place: Candidate, bearing: float, lore: Lore) -> float | None:
    """How far a country or region reaches from its point on one side: the circle holds the whole part."""
    if place.kind == "region":
        return _REGION_SIDE_KM
    if place.kind != "country":
        return None
    far = [
        haversine_km(place.lat, place.lon, c.lat, c.lon)
        for c in lore.gazetteer.regions_of(place.country)
        if math.cos(math.radians(_bearing_to(place, c) - bearing)) > 0.5
    ]
    return round(max(far) * _EDGE, 0) if far else None


def _bearing_to(a: Candidate, b: Candidate) -> float:
    """Roughly, on a plane: good enough to tell the sides of a country."""
    east = (b.lon - a.lon) * math.cos(math.radians(a.lat))
    return math.degrees(math.atan2(east, b.lat - a.lat))


def _article(tokens: Sequence[Token], i: int) -> int:
    return i - 1 if i and tokens[i - 1].lower == "the" else i


def called(tokens: Sequence[Token], i: int, lore: Lore) -> int:
    """Where "the eastern city of" before a name begins, or the article, or the name itself."""
    kinds = lore.lexicon.words["settlement-nouns"]
    if i < 2 or tokens[i - 1].lower != "of" or tokens[i - 2].lemma not in kinds:
        return _article(tokens, i)
    at = i - 2
    while at and tokens[at - 1].dep in ("amod", "compound", "nmod") and tokens[at - 1].head == i - 2:
        at -= 1
    return at - 1 if at and tokens[at - 1].lower in ("the", "a", "an") else at


def _side(tokens: Sequence[Token], i: int, lore: Lore) -> Wording | None:
    """ "northern", "north-eastern", "north" right before a name: a part of it."""
    tables = lore.lexicon.tables
    for table in (tables["sides"], tables["bearings"]):
        found = _compass(tokens, i, table)
        if found is not None:
            # As a rule the parser hangs the word on the name; "sailed north Monday" is no part of a Monday.
            start, degrees = found
            return Wording(start, i, bearing=degrees, part=True)
    return None


def _compass(tokens: Sequence[Token], i: int, table: dict[str, str]) -> tuple[int, float] | None:
    """The start and degrees of a direction of one to five tokens that ends before token `i`."""
    if not i or tokens[i - 1].lower.translate(_UNDASHED) not in _endings(frozenset(table)):
        return None
    for width in (5, 3, 2, 1):
        if width > i or tokens[i - width].text in _DASHES:
            continue
        words = [t.lower for t in tokens[i - width : i] if t.text not in _DASHES]
        # One token may hold the hyphen: "south-west".
        joined = "".join(words).translate(_UNDASHED)
        if joined in table:
            return i - width, float(table[joined])
    return None


@lru_cache(maxsize=8)
def _endings(names: frozenset[str]) -> frozenset[str]:
    """All that names end with: most words are no direction's last, and are told at once."""
    return frozenset(name[at:] for name in names for at in range(len(name)))


def _from(tokens: Sequence[Token], i: int, lore: Lore) -> Wording | None:
    """ "16 km north of", "10 miles from", "just east of": what a preposition before token `i` counts from."""
    if not i or tokens[i - 1].lower not in _OF:
        return None
    end = i - 1
    found = _compass(tokens, end, lore.lexicon.tables["bearings"])
    at = _back(tokens, found[0], _BEFORE_BEARING) if found else _back(tokens, end, _AWAY)
    measured = _distance(tokens, _unbracketed(tokens, at), lore)
    if measured is not None:
        start, km, error = measured
        if found is None:
            # "The 5 km from Lyman to Torske" are a stretch, "five km of Lyman" are nothing.
            stretch = tokens[i - 1].lower == "of" or (start > 0 and tokens[start - 1].lower == "the")
            return None if stretch else Wording(start, end, km, error=error)
        return Wording(start, end, km, found[1], _spread(found[1]), error)
    if found is None or tokens[i - 1].lower not in ("of", "from"):
        return None
    # "In the north of Lebanon" is inside; "north of Lebanon" is not.
    inside = found[0] > 0 and tokens[found[0] - 1].lower == "the"
    return Wording(found[0], end, bearing=found[1], reach=_SOMEWHERE_KM, part=inside)


def _spread(bearing: float) -> float:
    """Eight directions leave 22.5 degrees either way, sixteen half of that."""
    return 22.5 if bearing % 45 == 0 else 11.25


def _back(tokens: Sequence[Token], i: int, words: frozenset[str]) -> int:
    while i and tokens[i - 1].lower in words:
        i -= 1
    return i


def _unbracketed(tokens: Sequence[Token], i: int) -> int:
    """Before the brackets that end at `i`: "20 kilometres (12 miles) west of"."""
    if i and tokens[i - 1].text == ")":
        for at in range(i - 2, max(i - 9, 0), -1):
            if tokens[at].text == "(":
                return at
    return i


def _distance(tokens: Sequence[Token], i: int, lore: Lore) -> tuple[int, float, float] | None:
    """An amount with a unit of distance that ends before token `i`: (start, kilometres, error)."""
    if not i:
        return None
    joined = _JOINED.match(tokens[i - 1].lower)
    if joined and (factor := _factor(joined[2], lore)):
        return _approximate(tokens, i - 1, float(joined[1]) * factor, lore)
    for width in (2, 1):
        words = " ".join(t.lower for t in tokens[max(i - width, 0) : i])
        if (factor := _factor(words, lore)) and i - width > 0:
            amount = _amount(tokens, i - width, lore)
            return _approximate(tokens, amount[0], amount[1] * factor, lore) if amount else None
    return None


def _factor(word: str, lore: Lore) -> float | None:
    unit = lore.lexicon.units.get(word)
    return unit.factor if unit is not None and unit.counts == "distance" else None


def _amount(tokens: Sequence[Token], i: int, lore: Lore) -> tuple[int, float] | None:
    """A number in digits or words that ends before token `i`; of a range ("10 to 15") the middle."""
    table = lore.lexicon.tables["amounts-of-distance"]
    at, told = i, []
    joining = (*_DASHES, "of", "and", "to", "a", "an", "hundred")
    while at and i - at < _LONGEST_AMOUNT:
        word = tokens[at - 1].lower
        if not (_NUMBER.match(word) or word in table or word in joining):
            break
        told.append(word)
        at -= 1
    while told and told[-1] in (*_DASHES, "of", "and", "to"):
        told.pop()
        at += 1
    return (at, _value(told[::-1], table)) if told else None


def _value(words: Sequence[str], table: dict[str, str]) -> float:
    digits = [float(word.replace(",", "")) for word in words if _NUMBER.match(word)]
    if digits:
        return sum(digits) / len(digits)
    ranged = words.index("to") if "to" in words else 0
    if ranged:
        return (_value(words[:ranged], table) + _value(words[ranged + 1 :], table)) / 2
    total = 0.0
    for word in words:
        if word == "hundred":
            total = max(total, 1.0) * 100
        else:
            total += float(table.get(word, 0))
    return total or 1.0


def _approximate(
    tokens: Sequence[Token], start: int, km: float, lore: Lore
) -> tuple[int, float, float] | None:
    """With "about" before it, or vague itself, a distance errs by more."""
    if km <= 0:
        return None
    vague = lore.lexicon.words["vague-amounts"]
    said = start and tokens[start - 1].lower in vague
    loose = said or any(t.lower in vague for t in tokens[start : start + 3])
    return (start - 1 if said else start), km, (_VAGUE if loose else _ROUNDED)


def _part(tokens: Sequence[Token], i: int, lore: Lore) -> Wording | None:
    """ "the east bank of", "the southern outskirts of"."""
    of = i - 1
    if (
        of < 1
        or tokens[of].lower != "of"
        or tokens[of - 1].lower not in lore.lexicon.words["parts-of-places"]
    ):
        return None
    lo = of - 1
    while lo > 0 and (
        tokens[lo - 1].pos in ("ADJ", "NUM", "PROPN", "NOUN")
        and tokens[lo - 1].dep in ("amod", "compound", "nummod", "npadvmod", "quantmod")
    ):
        lo -= 1
    reach = lore.lexicon.tables["reach-of-parts"].get(tokens[of - 1].lower)
    return Wording(lo, of, reach=float(reach) if reach else None)


def _close(tokens: Sequence[Token], i: int, lore: Lore) -> Wording | None:
    """ "near", "just outside", "in the vicinity of": the longest wording that ends before token `i`."""
    able = _by_last(tuple(lore.lexicon.wordings["closeness"])).get(tokens[i - 1].lower, ()) if i else ()
    for words, km in able:
        if len(words) <= i and all(
            t.lower == w for t, w in zip(tokens[i - len(words) : i], words, strict=True)
        ):
            return Wording(i - len(words), i, reach=km)
    return None


@lru_cache(maxsize=8)
def _by_last(wordings: tuple[str, ...]) -> dict[str, tuple[tuple[tuple[str, ...], float], ...]]:
    """Wordings of closeness by their last word, in the order in which they are tried."""
    found: dict[str, tuple[tuple[tuple[str, ...], float], ...]] = {}
    for wording in wordings:
        words, _, km = wording.partition("=")
        told = tuple(words.split())
        found[told[-1]] = (*found.get(told[-1], ()), (told, float(km)))
    return found

"""Amounts in a unit: distances, areas, money, weights, with the same in metric units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.find.quantities.bounds import Bounds, amount
from dateline.find.quantities.catalogue import item_ending
from dateline.find.quantities.numbers import SIGNED, Number
from dateline.lore import Lore
from dateline.lore.schema import Item, Unit
from dateline.model import Counts, Found, Metric, Quantity, Sentence, Token
from dateline.model.tree import children

__all__ = ["half_of_unit", "measured", "unit_at"]


def half_of_unit(sentence: Sentence, i: int, lore: Lore) -> Number | None:
    """The half of "half a mile", before its unit."""
    words = [token.lower for token in sentence.tokens[i : i + 3]]
    if len(words) < 3 or words[0] != "half" or words[1] not in ("a", "an"):
        return None
    return Number(i, i + 2, 0.5, 0.5, False) if words[2] in lore.lexicon.units else None


def unit_at(sentence: Sentence, lo: int, number: Number, lore: Lore) -> tuple[int, Unit | None, int]:
    """The unit before ("$", "US$") or after ("miles", "per cent") the number."""
    tokens, lexicon = sentence.tokens, lore.lexicon
    signed = SIGNED.match(tokens[number.lo].lower)
    sign = signed[1] if signed else tokens[number.lo - 1].lower if number.lo else ""
    prefix = lexicon.unit_prefixes.get(sign)
    if prefix is not None:
        first = number.lo if signed else number.lo - 1
        return min(lo, first), prefix, number.hi
    j = number.hi
    hyphen = j < len(tokens) and tokens[j].text == "-"
    if j < len(tokens) and (hyphen or (tokens[j].lower == "of" and number.approximate)):
        j += 1
    for width in (4, 3, 2, 1):
        words = " ".join(token.lower for token in tokens[j : j + width]).replace(" / ", "/")
        unit = lexicon.units.get(words)
        if words == "foot" and not hyphen and tokens[j + 1 : j + 2] and tokens[j + 1].tag == "NNS":
            # "twelve foot patrols"
            continue
        if not hyphen and j + width < len(tokens) and tokens[j + width].text == "-":
            # "forty night-vision devices"
            continue
        if unit is not None and len(tokens[j : j + width]) == width and unit.counts != "calibre":
            pounds = words in ("pound", "pounds")
            heavy = pounds and (_weighs(tokens, j) or (hyphen and _of_arms(tokens, j + width, lore)))
            return lo, lexicon.units["lb"] if heavy else unit, j + width
    return lo, None, number.hi


def measured(
    sentence: Sentence, number: Number, words: tuple[int, int], unit: Unit, bounds: Bounds, lore: Lore
) -> Found[Quantity]:
    """An amount in a unit, with the same in metric units where it is in others."""
    lo, hi = words
    weighs = unit.counts in ("mass", "volume") or unit.key == "GBP"
    item, end = _weighed(sentence, hi, lore) if weighs else (None, hi)
    if item is not None and unit.key == "GBP":
        # "300 pounds of explosives"
        unit = lore.lexicon.units["lb"]
    hi = end
    counts = item.counts if item is not None else _kind(unit)
    of = item.name if item is not None else _purpose(sentence, number) if unit.counts == "money" else None
    found = amount(sentence, lo, hi, min(hi, len(sentence.tokens)) - 1, (counts, *bounds, unit.key, of))
    return replace(found, thing=replace(found.thing, metric=_metric(unit, bounds)))


def _metric(unit: Unit, bounds: Bounds) -> Metric | None:
    """The bounds in metric units, to six figures; None where the unit is metric itself, or no measure."""
    if not unit.customary or unit.factor is None or unit.base is None:
        return None
    low, high = (None if n is None else float(f"{n * unit.factor:.6g}") for n in bounds[:2])
    return Metric(low, high, unit.base)


def _kind(unit: Unit) -> Counts:
    """What an amount in this unit counts; amounts of no interest here are "other"."""
    if unit.counts == "mass" or unit.counts == "volume" or unit.counts == "calibre":
        return "other"
    if unit.counts == "speed" or unit.counts == "energy":
        return "other"
    return unit.counts


def _weighed(sentence: Sentence, hi: int, lore: Lore) -> tuple[Item | None, int]:
    """What a weight is of, when the catalogue has it, and its end: "25,000 tonnes of wheat"."""
    tokens = sentence.tokens
    if hi + 1 >= len(tokens) or tokens[hi].lower != "of":
        return None, hi
    # "900,000 barrels of Iranian crude"
    described = hi + 2 < len(tokens) and tokens[hi + 1].pos in ("ADJ", "PROPN")
    for noun in (hi + 1, hi + 2) if described else (hi + 1,):
        item = item_ending(tokens, noun, lore)
        if item is not None:
            return item, noun + 1
    return None, hi


def _purpose(sentence: Sentence, number: Number) -> str | None:
    """What the money is: "$625million in military aid"."""
    for i in range(number.hi, min(len(sentence.tokens), number.hi + 2)):
        if sentence.tokens[i].lower in ("in", "of", "for", "worth"):
            for noun in children(sentence, i, "pobj"):
                return noun.lemma
    return None


def _weighs(tokens: Sequence[Token], unit: int) -> bool:
    """Whether pounds are no money: "weighed 2,000 pounds", "2,000 pounds (900 kg)"."""
    verb = tokens[tokens[unit].head]
    words = [token.lower for token in tokens[unit + 1 : unit + 4]]
    return verb.lemma == "weigh" or (words[:1] == ["("] and words[-1] in ("kg", "kilos", "kilograms"))


def _of_arms(tokens: Sequence[Token], i: int, lore: Lore) -> bool:
    """Whether an item of the catalogue is weighed: "a 500-pound bomb" costs something else."""
    return any(item_ending(tokens, j, lore) is not None for j in range(i, min(i + 2, len(tokens))))

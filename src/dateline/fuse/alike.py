"""Whether two parties, places, times or amounts may be one: True, False, or None where it cannot be told."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TypeVar

from dateline.fuse.tellings import Spot
from dateline.lore.names import normal
from dateline.model import Actor, Claimant, Figure, Moment

__all__ = ["amounts_exclude", "dates", "parties", "party", "spots", "things", "voice"]

T = TypeVar("T")
_WIDE = frozenset({"country", "continent", "region", "area", "sea", "river", "lake", "road"})
_BODIES = frozenset({"military", "government", "country"})
# What stands behind these tells where it is: "the bridge at Kost" is a bridge.
_WHERE = re.compile(r" (?:at|in|on|near|outside|around|along|off) ")
_NUMBERS = frozenset("0123456789")
# Pronouns for one alone, which no plural is meant by.
_ALONE = frozenset({"he", "she"})
# Of two rough numbers nobody knows how rough; "about 40" and "about 50" may be one count, 40 and 80 hardly.
_ROUGH = 0.25


def any_of(first: Sequence[T], second: Sequence[T], same: Callable[[T, T], bool | None]) -> bool | None:
    """Whether two lists share one: True if a pair is the same, False if all pairs differ, else None."""
    if not first or not second:
        return None
    told = [same(a, b) for a in first for b in second]
    if True in told:
        return True
    return None if None in told else False


# -- places


def spots(first: Sequence[Spot], second: Sequence[Spot]) -> bool | None:
    """Whether two happenings share a place."""
    return any_of(first, second, _spot)


def _spot(a: Spot, b: Spot) -> bool | None:
    if a.country and b.country and a.country != b.country:
        return False
    if a.name == b.name:
        return True
    if a.kind in _WIDE or b.kind in _WIDE:
        # The narrower may lie in the wider: names of regions are written in too many ways to say it does not.
        return None
    return None if "facility" in (a.kind, b.kind) else False


# -- parties


def parties(first: Sequence[Actor], second: Sequence[Actor], vague: frozenset[str]) -> bool | None:
    """Whether two happenings share a party. `vague` are nouns that may stand for any other."""
    return any_of(first, second, lambda a, b: party(a, b, vague))


def things(first: Sequence[Actor], second: Sequence[Actor], vague: frozenset[str]) -> bool | None:
    """The same of what is hit, taken or sent: there two common nouns that differ are two things."""
    return any_of(first, second, lambda a, b: party(a, b, vague, nouns_tell=True))


def party(a: Actor, b: Actor, vague: frozenset[str], *, nouns_tell: bool = False) -> bool | None:
    """Whether two actors may be one: by key, name, common noun, side, country and code."""
    if a.key and a.key == b.key:
        return True
    heads = _noun(a, vague), _noun(b, vague)
    if all(heads):
        # "the hospital" and "the market", whatever they were taken to be the hospital of.
        return True if heads[0] == heads[1] else False if nouns_tell else None
    if a.name and b.name and normal(a.name) == normal(b.name):
        return True
    if (a.side and b.side and a.side != b.side) or (a.country and b.country and a.country != b.country):
        return False
    return True if a.code and a.code == b.code else None


def _noun(actor: Actor, vague: frozenset[str]) -> str | None:
    """The common noun at the end of its words; None for names and for what may stand for anybody."""
    last = _last(_WHERE.split(actor.text or "", maxsplit=1)[0])
    return None if last[:1].isupper() or normal(last) in vague else last


@lru_cache(maxsize=4096)
def _last(text: str) -> str:
    """The last word without a plural's s: "two drones" is "drone"; nothing of a number."""
    last = text.rpartition(" ")[2]
    return "" if _NUMBERS.intersection(last) else last.removesuffix("s")


def voice(a: Claimant, b: Claimant, pronouns: frozenset[str]) -> bool:
    """Whether two sources are one, or nobody can tell them apart: then neither answers the other.

    `a` speaks later. "He" may be whoever spoke before; a name that comes after "he" is as a rule another's.
    """
    if _called(a) in pronouns:
        return not (_called(a) in _ALONE and _several(b))
    if a.kind == "outlet" or b.kind == "outlet":
        return a.kind == b.kind and (a.name is None or b.name is None or normal(a.name) == normal(b.name))
    if not (a.name or a.text) and not (b.name or b.text):
        return True
    if (a.key and a.key == b.key) or _called(a) == _called(b):
        return True
    # A ministry and its government, a general staff and its army speak with one voice, if it is known whose.
    whose = (a.country and a.country == b.country) or (a.side and a.side == b.side)
    return bool(whose) and a.code is not None and a.code == b.code and {a.kind, b.kind} <= _BODIES


def _several(actor: Actor) -> bool:
    """Whether it stands for more than one who have no name: "villagers", "the tribesmen"."""
    last = (actor.text or "").rpartition(" ")[2]
    return actor.name is None and last.endswith(("s", "men", "people")) and not last.endswith("ss")


def _called(actor: Actor) -> str:
    return normal(actor.name or actor.text or "").removeprefix("the ")


# -- times


def dates(a: Moment | None, b: Moment | None) -> bool | None:
    """Whether two moments overlap; None where one is unknown or open."""
    if a is None or b is None:
        return None
    if a.start and a.end and b.start and b.end:
        return a.start[:10] <= b.end[:10] and b.start[:10] <= a.end[:10]
    return True if a.text and b.text and normal(a.text) == normal(b.text) else None


# -- amounts


def amounts_exclude(a: Figure, b: Figure) -> bool:
    """Whether two amounts of the same cannot both be right: their ranges share nothing."""
    lower, upper = sorted((a, b), key=_low)
    if lower.high is None or upper.low is None:
        return False
    gap = _ROUGH * upper.low if lower.approximate or upper.approximate else 0.0
    return lower.high + gap < upper.low


def _low(figure: Figure) -> tuple[float, float]:
    low = figure.low if figure.low is not None else float("-inf")
    return low, figure.high if figure.high is not None else float("inf")

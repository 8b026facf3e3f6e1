"""Which of two readings' events and figures are the same, and whether two names mean one party."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from dateline.lore import normal
from dateline.measure.scores import overlaps
from eval.gold.happenings import Amount, Deed, Names

__all__ = ["alike", "beside", "named", "pairs", "touch"]

Thing = TypeVar("Thing", Deed, Amount)
Pairs = list[tuple[Thing, Thing]]

# The word before or behind, across a blank or a hyphen: "air strike", "beat back", "burnt-out".
_BEFORE = re.compile(r"[\w'’]+[ -]$")
_BEHIND = re.compile(r"[ -][\w'’]+")
_REACH = 40
_WORD = re.compile(r"\w+(?:['’](?!s\b)\w+)*")
# What ends the part of a name that has its head: "the commander of the brigade", "officials in Kyiv".
_AFTER_HEAD = re.compile(r"[,(]|\b(?:of|in|at|from|for|near|on|with|to|by|who|which|that|and)\b")
_LITTLE = frozenset("the a an of and in at from for near on with to by his her its their our".split())


@dataclass(frozen=True, slots=True)
class _At(Generic[Thing]):
    """A thing with the offsets that it is compared by."""

    start: int
    end: int
    thing: Thing


def pairs(
    wanted: Sequence[Thing], given: Sequence[Thing], text: str, kind: Callable[[Thing], str]
) -> Pairs[Thing]:
    """Each in at most one pair of one kind: those that share words first, then those side by side."""
    found: Pairs[Thing] = []
    for each in dict.fromkeys(kind(one) for one in wanted):
        mine, theirs = ([one for one in some if kind(one) == each] for some in (wanted, given))
        overlapping = overlaps(mine, theirs)
        taken = {id(one) for pair in overlapping for one in pair}
        left, right = ([one for one in some if id(one) not in taken] for some in (mine, theirs))
        found += overlapping + _side_by_side(left, right, text)
    return sorted(found, key=lambda pair: (pair[0].start, pair[0].end))


def _side_by_side(wanted: Sequence[Thing], given: Sequence[Thing], text: str) -> Pairs[Thing]:
    mine = [_At(one.start, one.end, one) for one in wanted]
    theirs = [_At(*beside(text, one.start, one.end), one) for one in given]
    return [(a.thing, b.thing) for a, b in overlaps(mine, theirs)]


def beside(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch of words with the ones right before and right behind it."""
    before = _BEFORE.search(text[max(start - _REACH, 0) : start])
    behind = _BEHIND.match(text, end)
    return start - len(before.group()) if before else start, behind.end() if behind else end


def touch(a: Thing, b: Thing, text: str) -> bool:
    """Whether two share words or stand side by side."""
    start, end = beside(text, b.start, b.end)
    return a.start < end and start < a.end


def alike(a: Names, b: Names) -> bool:
    """Whether any names of two parties are the same, have one head noun, or share a name's word."""
    return any(_alike(one, other) for one in a for other in b)


def _alike(one: str, other: str) -> bool:
    words, others = _words(one), _words(other)
    if not words or not others:
        return False
    return words == others or _head(one) == _head(other) or bool(_proper(one) & _proper(other))


def _words(name: str) -> list[str]:
    found = [_stem(word) for word in _WORD.findall(name)]
    return [word for word in found if word not in _LITTLE]


def _stem(word: str) -> str:
    """A word in normal form without the mark of its plural."""
    plain = normal(word)
    return plain.removesuffix("s") if len(plain) > 3 and not plain.endswith("ss") else plain


def _head(name: str) -> str:
    """The last word before what only narrows it; "one of the fishermen" is a fisherman."""
    parts = [_words(part) for part in _AFTER_HEAD.split(name)]
    told = [part for part in parts if part and part != ["one"]]
    return told[0][-1] if told else _words(name)[-1]


def _proper(name: str) -> set[str]:
    return {_stem(word) for word in _WORD.findall(name) if word[:1].isupper()} - _LITTLE


def named(wanted: Sequence[Names], given: Iterable[Names]) -> int:
    """How many of the parties wanted are given, one for one."""
    left = list(given)
    right = 0
    for one in wanted:
        found = next((n for n, other in enumerate(left) if alike(one, other)), None)
        if found is not None:
            right += 1
            del left[found]
    return right

"""Pieces of one quotation around "he said" are one quotation: "“We hold it,” he said, “and they know.”"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dateline.model import Actor, Attribution, Quotation, Span

__all__ = ["Speaker", "Told", "joined"]

Speaker = tuple[Actor | None, Span | None, bool]
"""Who speaks a quotation, by which cue, and whether its words are merely set off."""

# "… said Maj. Gen. Anna Korn, who commands the brigade that holds the bridge, …" takes as much.
_LONGEST_GAP = 160
# A sentence that is interrupted more often is no sentence.
_MOST_PIECES = 8
_STOP = re.compile(r"(\w{1,20}[.!?…])\s")
_GOES_ON = (",", ";", "–", "—", "-")
_ENDED = (".", "!", "?")


@dataclass(frozen=True, slots=True)
class Told:
    """A document's text, its cues in order, and the words whose full stop ends no sentence."""

    text: str
    cues: Sequence[Span]
    abbreviated: frozenset[str]


def joined(
    told: Told,
    quotes: Sequence[Quotation],
    speakers: Sequence[Speaker],
    attributions: Sequence[Attribution],
) -> tuple[list[Quotation], list[Speaker], list[Attribution]]:
    """Quotations with their speakers, and attributions, where pieces of one sentence have become one.

    `Attribution.quotation` counts the new ones.
    """
    groups = _groups(told, quotes, speakers)
    whole = [_one([quotes[i] for i in group]) for group in groups]
    voices = [_speaker([speakers[i] for i in group]) for group in groups]
    place = {i: number for number, group in enumerate(groups) for i in group}
    return whole, voices, list(_attributions(attributions, place))


def _groups(told: Told, quotes: Sequence[Quotation], speakers: Sequence[Speaker]) -> list[list[int]]:
    """Numbers of quotations that belong together, in the order of the first of each."""
    groups: list[list[int]] = []
    last: list[int] = []
    for number, quotation in enumerate(quotes):
        before = quotes[last[-1]] if last else None
        if before is not None and quotation.outer[0][0] < before.outer[-1][1]:
            groups.append([number])  # it lies within the last one
        elif (
            before is not None
            and len(last) < _MOST_PIECES
            and _same_voice(speakers[last[-1]], speakers[number])
            and _goes_on(told, before, quotation)
        ):
            last.append(number)
        else:
            last = [number]
            groups.append(last)
    return groups


def _same_voice(one: Speaker, other: Speaker) -> bool:
    if one[2] or other[2] or one[0] is None or other[0] is None:
        return False
    named = one[0].name is not None and one[0].name == other[0].name
    return named or (one[0].start, one[0].end) == (other[0].start, other[0].end)


def _goes_on(told: Told, before: Quotation, after: Quotation) -> bool:
    """Whether the second continues the sentence of the first, and one cue stands between them."""
    start, end = before.outer[-1][1], after.outer[0][0]
    between = told.text[start:end] if end - start <= _LONGEST_GAP else "\n"
    if not before.closed or "\n" in between:
        return False
    if any(stop[1].lower() not in told.abbreviated for stop in _STOP.finditer(between)):
        return False
    at = bisect_left(told.cues, start, key=lambda cue: cue.start)
    cues = [cue for cue in told.cues[at : at + 2] if cue.end <= end]
    follows = told.text[after.inner[0][0]]
    ended = told.text[before.inner[-1][1] - 1]
    if len(cues) != 1 or (ended in _ENDED and (ended == "." or not follows.islower())):
        return False
    bare = between.rstrip()
    return bare.endswith(_GOES_ON) or (cues[0].end == start + len(bare) and follows.islower())


def _one(pieces: Sequence[Quotation]) -> Quotation:
    if len(pieces) == 1:
        return pieces[0]
    outer = tuple(stretch for piece in pieces for stretch in piece.outer)
    inner = tuple(stretch for piece in pieces for stretch in piece.inner)
    return Quotation(outer, inner, pieces[-1].closed)


def _speaker(pieces: Sequence[Speaker]) -> Speaker:
    actor, _, scare = pieces[0]
    return actor, next((cue for _, cue, _ in pieces if cue is not None), None), scare


def _attributions(attributions: Sequence[Attribution], place: dict[int, int]) -> Iterator[Attribution]:
    """One attribution a quotation: the contents of its pieces' come together."""
    made: dict[int, Attribution] = {}
    for attribution in attributions:
        if attribution.quotation is None:
            yield attribution
            continue
        number = place[attribution.quotation]
        known = made.get(number)
        if known is None:
            made[number] = replace(attribution, quotation=number)
        else:
            made[number] = replace(known, content=known.content + attribution.content)
    yield from made.values()

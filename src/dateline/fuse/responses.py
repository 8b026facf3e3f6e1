"""Claims compared: within a document, and between documents.

Between documents each pair is judged by itself, so that it does not matter which was read first.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dateline.fuse.opposed import Opposed
from dateline.fuse.referring import Referring
from dateline.fuse.rejoinders import Rejoinders
from dateline.fuse.same import Same
from dateline.fuse.tellings import Telling, tellings
from dateline.fuse.wording import Wording
from dateline.fuse.words import Words
from dateline.lore import Lore
from dateline.model import Control, Event, Figure, How, Record, Response, Statement, sealed

__all__ = ["responses"]

# How many claims on either side a claim is compared with under one key. A text that tells one thing more
# often than that is a long chronicle, in which the nearest are meant; time stays linear.
_NEAREST = 24


@dataclass(frozen=True, slots=True)
class _Answer:
    one: Telling
    how: How
    other: Telling
    reasons: tuple[str, ...]


def responses(
    records: Sequence[Record],
    lore: Lore,
    *,
    earlier: Sequence[Record] | None = None,
    published: Mapping[str, str] | None = None,
) -> tuple[Response, ...]:
    """How the claims of one document stand to each other; or, given `earlier` ones, how both stand to those.

    `records` hold the claims with what they are of and, of figures and control, their events; so do the
    `earlier` ones, which are other documents' and come in any order. `published` gives the days on which
    documents appeared whose own record is not there. In the order of the text, without a claim twice.
    """
    days = published or {}
    told = tellings(records, days, lore)
    if earlier is None:
        found = _within(told, lore)
    else:
        found = _between(told, tellings(earlier, days, lore), Same(lore))
    made = {(one.one.claim.id, one.other.claim.id): _sealed(one) for one in found}
    return tuple(made[key] for key in sorted(made, key=lambda key: (made[key].evidence[0], key)))


def _sealed(answer: _Answer) -> Response:
    claim = answer.one.claim
    return sealed(
        Response,
        document=claim.document,
        evidence=claim.evidence,
        how=answer.how,
        claim=claim.id,
        to=answer.other.claim.id,
        reasons=answer.reasons,
    )


# -- in one document


def _within(told: Sequence[Telling], lore: Lore) -> Iterator[_Answer]:
    words = Words(lore)
    same, wording, referring = Same(lore), Wording(lore, words), Referring(lore, words)
    shelf, opposed = _Shelf.of(told), Opposed(lore, words, same, told)
    rejoinders = Rejoinders(lore, words, same, told)
    for i, one in enumerate(told):
        pointed = referring.answered(told, i)
        yield from (_Answer(one, how, other, reasons) for other, how, reasons in pointed)
        if pointed:
            continue
        near = (answer for other in shelf.near(i) for answer in _paired(one, other, same, wording))
        found = [*near, *_worded(told, i, same, wording)]
        if not found:
            vague = referring.deed(told, i) or referring.vague(told, i)
            found = [_Answer(one, how, other, reasons) for other, how, reasons in vague]
        met = {answer.other.claim.id for answer in found}
        found += [
            _Answer(one, "contradicts", other, reasons)
            for other, reasons in opposed.to(i)
            if other.claim.id not in met
        ]
        found = found or [_Answer(one, how, other, reasons) for other, how, reasons in rejoinders.to(told, i)]
        yield from (answer for answer in found if answer.how == "contradicts")
        yield from _meant([answer for answer in found if answer.how != "contradicts"], same)


def _meant(found: Sequence[_Answer], same: Same) -> list[_Answer]:
    """Of what one source told more than once, the last telling before the answer, else the first after it.

    One word in common means what was told last alone.
    """
    kept: list[_Answer] = []
    for answer in sorted(found, key=_distance):
        word = answer.reasons == ("same word",) and kept
        if not word and not any(same.voice(other.other, answer.other) for other in kept):
            kept.append(answer)
    return kept


def _distance(answer: _Answer) -> tuple[bool, int, str]:
    apart = answer.one.at - answer.other.at
    return apart < 0, abs(apart), answer.other.claim.id


def _worded(told: Sequence[Telling], i: int, same: Same, wording: Wording) -> Iterator[_Answer]:
    """Statements that take up the words of another nearby."""
    one = told[i]
    how = _how(one)
    if how is None:
        return
    for other in told[max(0, i - _NEAREST) : i + _NEAREST + 1]:
        apart = other.end <= min(span.start for span in one.claim.evidence) or other.at >= one.end
        fits = apart and other.positive and (how != "confirms" or (_plain(other) and other.at < one.at))
        reasons = wording.same(one, other) if fits and not same.voice(one, other) else ()
        if reasons:
            yield _Answer(one, how, other, reasons)


def _how(one: Telling) -> How | None:
    """What a claim is to another that says the same."""
    return one.how or ("confirms" if one.backs and one.positive else None)


@dataclass(slots=True)
class _Shelf:
    """The claims of a document by what they may have in common with others."""

    told: Sequence[Telling]
    places: defaultdict[tuple[str, ...], list[int]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, told: Sequence[Telling]) -> _Shelf:
        shelf = cls(told)
        for i, one in enumerate(told):
            for key in _keys(one):
                shelf.places[key].append(i)
        return shelf

    def near(self, i: int) -> Iterator[Telling]:
        """Those that may speak of the same, nearest in the text and each once."""
        seen = {i}
        for key in _sought(self.told[i]):
            there = self.places.get(key, ())
            at = bisect_left(there, i)
            for j in there[max(0, at - _NEAREST) : at + _NEAREST + 1]:
                if j not in seen:
                    seen.add(j)
                    yield self.told[j]


def _topics(one: Telling) -> tuple[str, ...]:
    """What is compared with what: events of a kind, figures of a kind, changes of control."""
    if isinstance(one.of, Event):
        return one.deeds
    if isinstance(one.of, Figure):
        return (f"figure {one.of.counts}",)
    return ("control",) if isinstance(one.of, Control) else ()


def _keys(one: Telling) -> Iterator[tuple[str, ...]]:
    """Under what a claim is found: its topic with each of its places, or with none; and its topic alone."""
    if isinstance(one.of, Event | Statement):
        yield _words(one)
    for topic in _topics(one):
        yield (topic,)
        yield from ((topic, spot.name) for spot in one.spots)
        if not one.spots:
            yield (topic, "")


def _sought(one: Telling) -> Iterator[tuple[str, ...]]:
    """Under what its match is sought. Told without a place it may match any; control never is."""
    if isinstance(one.of, Event | Statement):
        if _how(one) is None:
            return
        yield _words(one)
    for topic in _topics(one):
        yield from ((topic, spot.name) for spot in one.spots)
        if not isinstance(one.of, Control):
            yield (topic, "") if one.spots else (topic,)


def _words(one: Telling) -> tuple[str, ...]:
    """Where the words stand that a claim is of: two sources may answer for them."""
    return "words", str(one.event.trigger.start if one.event else one.at)


def _paired(one: Telling, other: Telling, same: Same, wording: Wording) -> Iterator[_Answer]:
    """What two claims of a document are to each other, seen from `one`."""
    if same.voice(one, other):
        return
    if isinstance(one.of, Event | Statement):
        how, reasons = _how(one), _of_one(one, other)
        if not reasons and _answers(one, other) and (how != "confirms" or other.at < one.at):
            reasons = same.event(one, other) or wording.ground(one, other)
            if not reasons and not same.differ(one, other):
                reasons = wording.alike(one, other)
        if how and reasons:
            yield _Answer(one, how, other, reasons)
        return
    if _text_order(other) < _text_order(one) and one.positive and other.positive:
        reasons = same.exclusive(one, other)
        if reasons:
            yield _Answer(one, "contradicts", other, reasons)


def _answers(one: Telling, other: Telling) -> bool:
    """Whether `other` says what `one` may deny, doubt or confirm. Nobody confirms what the outlet tells."""
    how = _how(one)
    if how is None or not other.positive or not isinstance(other.of, Event):
        return False
    return how != "confirms" or _plain(other)


def _plain(other: Telling) -> bool:
    return other.attributed and other.how is None


def _of_one(one: Telling, other: Telling) -> tuple[str, ...]:
    """ "denied the rebels' claim that …": two sources answer for the same words, and the second says them."""
    if not other.positive or other.of.record != one.of.record or _words(one) != _words(other):
        return ()
    later = one.how == "confirms" and other.how == "confirms"
    return ("names the claim",) if one.event or (one.of.id == other.of.id and not later) else ()


def _text_order(one: Telling) -> tuple[int, str]:
    return one.at, one.claim.id


# -- between documents


def _between(told: Sequence[Telling], earlier: Sequence[Telling], same: Same) -> Iterator[_Answer]:
    shelves: defaultdict[tuple[str, ...], list[Telling]] = defaultdict(list)
    for other in earlier:
        for key in _placed(other):
            shelves[key].append(other)
    for one in told:
        near = {other.claim.id: other for key in _placed(one) for other in shelves.get(key, ())}
        for other in near.values():
            yield from _across(one, other, same)


def _placed(one: Telling) -> Iterable[tuple[str, ...]]:
    return [(topic, spot.name) for topic in _topics(one) for spot in one.spots]


def _across(a: Telling, b: Telling, same: Same) -> Iterator[_Answer]:
    """What two claims of different documents are to each other, whichever was read first."""
    if a.claim.document == b.claim.document or same.voice(a, b):
        return
    if isinstance(a.of, Event):
        for one, other in ((a, b), (b, a)):
            fits = one.how and _answers(one, other) and not (one.how == "confirms" and _before(one, other))
            reasons = same.event(one, other) if fits else ()
            if one.how and reasons:
                yield _Answer(one, one.how, other, reasons)
    elif a.positive and b.positive and (reasons := same.exclusive(a, b)):
        early, late = sorted((a, b), key=_told_order)
        yield _Answer(late, "contradicts", early, reasons)


def _before(one: Telling, other: Telling) -> bool:
    """Whether it was said on an earlier day: nobody confirms what has not been said yet."""
    return one.day is not None and other.day is not None and one.day < other.day


def _told_order(one: Telling) -> tuple[str, str]:
    """By the day it was said or published; unknown days last, ties by id."""
    return one.day or "9999", one.claim.id
